import unicodedata
import uuid
from functools import cache
from typing import Any

from django import template
from django.db.models import Model
from django.urls import get_script_prefix, reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from relations.dates.edtf import parse
from relations.dates.words import say
from relations.exports import sources
from relations.exports.nouns import noun_of
from relations.models import (
    Account,
    Event,
    EventLevel,
    EventPlace,
    EventStatus,
    Figure,
    Institution,
    Participation,
    Post,
    Role,
    Source,
)
from relations.models.base import Name, Named
from relations.models.places import city_of

register = template.Library()

# The letters that tell a language or at least a script: ISO 15924, for a BCP 47 tag.
_TONGUES = {"HANGUL": "ko", "CYRILLIC": "und-Cyrl", "CJK": "und-Hani"}

_BEING_THERE = {Role.DELEGATION_MEMBER, Role.PARTICIPANT}


@register.filter
def said(text: str) -> str:
    """Put an EDTF date into words of the screen's language."""
    return say(parse(text), get_language() or "en") if text else ""


@register.filter
def sighted(post: Post) -> str:
    """Say when a source saw somebody in a post, and when one called it former; each date once."""
    told = []
    for former, word in ((False, _("seen")), (True, _("called former"))):
        rows = [row.seen for row in post.sightings.all() if row.former is former]
        dates = sorted({parse(text) for text in rows if text})
        if rows:
            told.append(f"{word} {', '.join(said(one.text) for one in dates)}".rstrip())
    return " · ".join(told)


@register.filter
def called(record: Any) -> str:
    """Say a record's name: terms and institutions in the screen's language, others as they are."""
    if isinstance(record, Named | Institution):
        return record.name_in(get_language() or "en")
    if isinstance(record, Post):
        said = (titled(record), called(record.institution) if record.institution else "")
        return ", ".join(part for part in said if part)
    if isinstance(record, Event):
        return record.title
    return str(record)


@register.filter
def titled(held: Post) -> str:
    """Say the title of a post in the screen's language where it is known in it."""
    title = getattr(held, f"title_{(get_language() or 'en')[:2]}", "") or held.title or ""
    return _("acting {title}").format(title=title).strip() if held.acting else title


@register.filter
def address(record: Model) -> str:
    """Return the page of a record, "" where it has none."""
    noun = noun_of(record)
    return str(record.pk).join(_around(noun, get_script_prefix())) if noun else ""


@cache
def _around(noun: str, _prefix: str) -> list[str]:
    """Return what stands before and behind the id in a noun's addresses, found out once."""
    none = uuid.UUID(int=0)
    return reverse(f"site:{noun}-detail", args=[none]).split(str(none))


@register.filter
def tongue(record: Any) -> str:
    """Return the BCP 47 tag of a record's name where it is known or its letters show it."""
    if isinstance(record, Name):
        script = record.script if record.script and record.script.isalpha() else ""
        return record.language or (f"und-{script}" if script else "")
    if isinstance(record, Event):
        return record.title_language
    if isinstance(record, Account):
        return record.name_language
    if isinstance(record, Source):
        return record.language
    return written_in(called(record))


@register.simple_tag
def link(record: Any) -> str:
    """Write a record's name as a link to its page, marked with its language."""
    name, page, lang = called(record), address(record), tongue(record)
    marked = format_html(' lang="{}"', lang) if lang else ""
    if not page:
        return format_html("<span{}>{}</span>", marked, name)
    return format_html('<a href="{}"{}>{}</a>', page, marked, name)


@register.simple_tag
def post(held: Post) -> str:
    """Write a post: acting, title, and the institution as a link."""
    title = titled(held)
    if held.institution is None:
        return format_html("{}", title)
    comma = ", " if title else ""
    return format_html("{}{}{}", title, comma, link(held.institution))


@register.filter
def term(held: Post) -> str:
    """Say since when and until when a post was held, as far as it is known."""
    if held.since and held.until:
        return f"{said(held.since)} – {said(held.until)}"
    open_end = "{}/.." if held.since else "../{}"
    known = held.since or held.until
    return said(known if "/" in known or not known else open_end.format(known))


@register.filter
def roles(participation: Participation) -> list[str]:
    """Name the roles that say more than that somebody was there."""
    return [str(Role(code).label) for code in participation.roles if code not in _BEING_THERE]


@register.filter
def status(text: str) -> str:
    """Say a status in words where it is one of ours, and as its source has it where not."""
    return str(EventStatus(text).label) if text in EventStatus.values else text


@register.filter
def level(text: str) -> str:
    """Say the level of an edition in words where it is one of ours, else as its source has it."""
    return str(EventLevel(text).label) if text in EventLevel.values else text


register.filter("city", city_of)


@register.filter
def located(place: EventPlace) -> str:
    country = called(place.country) if place.country else ""
    return ", ".join(part for part in (place.venue, city_of(place), country) if part)


@register.filter
def amount(figure: Figure) -> str:
    return sources.amount(figure)


def written_in(text: str) -> str:
    """Tell a language tag by the first letter where it is not Latin, "" where it is."""
    letter = next((char for char in text if char.isalpha()), "A")
    return _TONGUES.get(unicodedata.name(letter, "").partition(" ")[0], "")
