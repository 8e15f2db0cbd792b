"""Columns of contacts and of the posts they hold."""

from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Prefetch, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from relations.dates.edtf import parse
from relations.exports.base import CHANGED, LEVEL, OWNER, Column, Kind, seen
from relations.exports.cells import Cell, Joined, free, several
from relations.models import Contact, ContactName, Post, PostSighting


def posts_now(contact: Contact) -> list[Post]:
    return list(contact.posts_now)  # type: ignore[attr-defined]


def other_names(contact: Contact) -> list[Any]:
    """Give one further name a script, the first of each: what a reader of it looks for."""
    first: dict[str, Any] = {}
    for name in contact.names.all():
        if name.script and name.script != "Latn" and name.text != contact.display_name:
            first.setdefault(name.script, name)
    return list(first.values())


def current(posts: QuerySet, user: Any) -> QuerySet:
    """Keep the posts that may be held today: neither ended nor seen in print as former."""
    seen = PostSighting.objects.visible_below(user, "post")
    former = seen.filter(post=OuterRef("pk"), former=True)
    held = {"entered_in_error": False, "held_span__contains": timezone.localdate()}
    return posts.filter(~Exists(former), **held)


def bring_names(_user: Any) -> Prefetch:
    """Bring the further names: as open as the contact they belong to."""
    return Prefetch("names")


def bring_posts(user: Any) -> Prefetch:
    posts = current(Post.objects.visible_to(user), user).select_related("institution")
    return Prefetch("posts", queryset=posts, to_attr="posts_now")


def said_post(path: str = "") -> Joined:
    """Say a post in one text of a file, as it is said on a page."""
    acting = Case(When(**{f"{path}acting": True}, then=Value("acting")), output_field=CharField())
    title = Joined(acting, f"{path}title", by=" ")
    return Joined(title, f"{path}institution__display_name")


def names_told(name: str, _user: Any) -> list[Cell]:
    """Tell every further name, which is as open as the contact."""
    names = ContactName.objects.order_by("order", "pk")
    return [several(name, "contact", names, "text")]


def posts_told(name: str, user: Any) -> list[Cell]:
    posts = current(Post.objects.visible_below(user, "contact"), user).order_by("order", "pk")
    return [several(name, "contact", posts, said_post())]


def bring_sightings(user: Any) -> Prefetch:
    return seen("sightings", PostSighting, user)


def seen_from_to(post: Post) -> str:
    """Give when somebody was seen in it at first and at last, as one date; nothing if never."""
    rows = (row for row in post.sightings.all() if row.seen and not row.former)
    dates = sorted(parse(row.seen) for row in rows)
    known = [(one.upper, one.text) for one in dates if one.lower and one.upper]
    if not known:
        return ""
    first, last = known[0][1], max(known)[1]
    return first if first == last else f"{first.partition('/')[0]}/{last.rpartition('/')[2]}"


def sightings_told(name: str, user: Any) -> list[Cell]:
    rows = PostSighting.objects.visible_below(user, "post").filter(former=False).exclude(seen="")
    return [several(name, "post", rows.order_by("seen_span", "order", "pk"), "seen")]


def title_told(name: str, _user: Any) -> list[Cell]:
    return [free(name)]


CONTACT_COLUMNS = (
    Column("name", _("Name"), "display_name", Kind.NAME, "display_name"),
    Column(
        "names",
        _("In other scripts"),
        other_names,
        Kind.NAMES,
        brought=bring_names,
        cells=names_told,
    ),
    Column("posts", _("Posts"), posts_now, Kind.LINES, brought=bring_posts, cells=posts_told),
    Column("family_name", _("Family name"), sort="family_name", listed=False),
    Column("given_name", _("Given name"), sort="given_name", listed=False),
    Column("languages", _("Speaks"), kind=Kind.TONGUES, listed=False),
    OWNER,
    Column("deceased", _("Deceased"), kind=Kind.FLAG, listed=False),
    Column("do_not_contact", _("Not to be contacted"), kind=Kind.FLAG, listed=False),
    LEVEL,
    CHANGED,
)

POST_COLUMNS = (
    Column("title", _("Post"), str, Kind.NAME, "title", joined=("institution",), cells=title_told),
    Column(
        "contact",
        _("Contact"),
        kind=Kind.RECORD,
        sort="contact__display_name",
        joined=("contact",),
    ),
    Column(
        "institution",
        _("Institution"),
        kind=Kind.RECORD,
        sort="institution__display_name",
        joined=("institution",),
    ),
    Column("since", _("Since"), kind=Kind.DATE, sort="since_span"),
    Column("until", _("Until"), kind=Kind.DATE),
    Column(
        "seen",
        _("Seen in sources"),
        seen_from_to,
        Kind.DATE,
        brought=bring_sightings,
        cells=sightings_told,
    ),
    Column("acting", _("Acting"), kind=Kind.FLAG, listed=False),
    Column("primary", _("Main post"), kind=Kind.FLAG, listed=False),
    Column("rank", _("Rank for protocol"), kind=Kind.NUMBER, sort="rank", listed=False),
    Column("title_ru", _("In Russian"), listed=False),
    Column("title_uz", _("In Uzbek"), listed=False),
    Column("title_ko", _("In Korean"), listed=False),
    Column("entered_in_error", _("Entered in error"), kind=Kind.FLAG, listed=False),
)
