"""Questions about people: whom we met, in which posts, under which names."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet

from relations.dates.edtf import parse
from relations.dates.lookups import overlapping
from relations.models import (
    AccountParticipant,
    AccountSide,
    Contact,
    ContactName,
    DelegationInstitution,
    EventInstitution,
    Institution,
    NameKind,
    ParticipantPost,
    Participation,
    Statement,
)
from relations.models.sides import Role

Answer = dict[str, Any]
FAR = "9999"


def units_of(user: Any, keys: Iterable[str]) -> QuerySet[Institution]:
    """Take institutions by key with all their units."""
    chosen = Institution.objects.visible_to(user).filter(key__in=list(keys))
    return Institution.objects.visible_to(user).filter(pk__in=chosen.and_below())


def tellings(user: Any) -> QuerySet[AccountParticipant]:
    """Take what reports print of people, with posts, event and report at hand."""
    posts = ParticipantPost.objects.visible_to(user).select_related("post__institution")
    return (
        AccountParticipant.objects.visible_to(user)
        .select_related("side__account__event", "side__account__source", "participation__contact")
        .prefetch_related(Prefetch("posts", queryset=posts))
    )


def in_time(told: AccountParticipant | AccountSide) -> tuple[str, str]:
    """Sort tellings by the first possible day of what they tell, undated last."""
    account = told.account if isinstance(told, AccountSide) else told.side.account
    return (str(account.earliest or FAR), account.source.key or "")


def met_from(user: Any, *, partner: str, house: str, since: str) -> list[Answer]:
    """Answer whom from a partner, units included, the house met since a day, and their points.

    The partner is that of the post held then; the points are those of the person's side.
    """
    ours = units_of(user, [house])
    at = {
        *EventInstitution.objects.visible_to(user)
        .filter(institution__in=ours)
        .values_list("event_id", flat=True),
        *DelegationInstitution.objects.visible_to(user)
        .filter(institution__in=ours)
        .values_list("delegation__event_id", flat=True),
    }
    met = (
        Participation.objects.visible_to(user)
        .filter(event__in=at, posts__institution__in=units_of(user, [partner]))
        .filter(overlapping("event__date_span", parse(f"{since}/..")))
        .select_related("contact", "event")
        .distinct()
    )
    said: dict[Any, list[str]] = {}
    for statement in (
        Statement.objects.visible_to(user).filter(event__in=at).order_by("account__order", "order")
    ):
        said.setdefault(statement.delegation_id, []).append(statement.text)
    return [
        {
            "person": person.contact.key,
            "event": person.event.key,
            "date": person.event.date,
            "points_of_side": said.get(person.delegation_id, []),
        }
        for person in sorted(met, key=lambda row: (row.event.date, row.order))
        if person.event.date_span and person.event.date_span.lower.isoformat() >= since
    ]


def appearances(user: Any, *, person: str) -> list[Answer]:
    """Answer where a person appears, however spelt, in time, with the posts printed then."""
    found = tellings(user).filter(participation__contact__key=person)
    return [
        {
            "date": told.side.account.date,
            "event": told.side.account.event.key,
            "report": told.side.account.source.key,
            "printed": told.name,
            "posts": [str(link.post).removeprefix("acting ") for link in told.posts.all()],
            "status": told.side.account.status,
        }
        for told in sorted(found, key=in_time)
    ]


def name_forms(user: Any, *, person: str) -> Answer:
    """Answer under how many printed forms and scripts a person is known."""
    names = ContactName.objects.visible_to(user).filter(contact__key=person)
    return {
        "base_forms": sorted({n.text for n in names if n.kind != NameKind.INFLECTED}),
        "inflected": sorted({n.text for n in names if n.kind == NameKind.INFLECTED}),
        "scripts": sorted({n.script for n in names if n.script}),
    }


def several_posts(user: Any) -> list[Answer]:
    """Answer who held two or more present posts at once in one report."""
    found: dict[str, list[Answer]] = {}
    for told in sorted(tellings(user), key=in_time):
        present = [link.post for link in told.posts.all() if not link.former]
        if len(present) > 1:
            seen = {
                "report": told.side.account.source.key,
                "posts": [
                    f"{post.title} @ {post.institution.key if post.institution else ''}"
                    for post in present
                ],
            }
            found.setdefault(str(told.participation.contact.key), []).append(seen)
    return [{"person": person, "seen": found[person]} for person in sorted(found)]


def holders(user: Any, *, title: str, institution: str) -> list[Answer]:
    """Answer who has held a post, by the first words of its title, and when each was seen in it."""
    found: dict[str, list[AccountParticipant]] = {}
    rows = tellings(user).filter(
        posts__post__title__istartswith=title, posts__post__institution__key=institution
    )
    for told in sorted(rows.distinct(), key=in_time):
        found.setdefault(str(told.participation.contact.key), []).append(told)
    answers = []
    for person, seen in found.items():
        dates = [told.side.account.date for told in seen if told.side.account.date]
        answers.append(
            {
                "person": person,
                "first_seen": dates[0] if dates else None,
                "last_dated": dates[-1] if dates else None,
                "reports": [told.side.account.source.key for told in seen],
            }
        )
    return sorted(answers, key=lambda answer: str(answer["first_seen"] or FAR))


def in_both_years(user: Any, *, one: int, other: int) -> list[str]:
    """Answer who took part, or was to, in events of both years; a mention is no presence."""
    present = Participation.objects.visible_to(user).exclude(roles__contains=[Role.MENTIONED])
    years = [
        set(
            present.filter(overlapping("event__date_span", parse(str(year)))).values_list(
                "contact__key", flat=True
            )
        )
        for year in (one, other)
    ]
    people = Contact.objects.visible_to(user).filter(key__in=years[0] & years[1])
    return sorted(str(key) for key in people.values_list("key", flat=True))
