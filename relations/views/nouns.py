"""How each noun is spoken of on the pages, how its list stands at first, and its usual filters."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from relations.exports.base import Label


@dataclass(frozen=True, slots=True)
class Noun:
    many: Label
    one: Label
    order: str
    panel: tuple[str, ...] = ()
    about: Label = ""


_EVENT_PANEL = (
    "kind",
    "country",
    "date__from",
    "date__until",
    "topic__contains",
    "status",
    "level",
)

NOUNS: Mapping[str, Noun] = {
    "institutions": Noun(
        _("Institutions"),
        _("Institution"),
        "name",
        ("kind", "country", "status"),
        _("Our partners and their units."),
    ),
    "contacts": Noun(
        _("Contacts"),
        _("Contact"),
        "name",
        ("country", "topic__contains"),
        _("The people who speak for our partners, in their public function."),
    ),
    "posts": Noun(
        _("Posts"),
        _("Post"),
        "contact",
        ("title", "country", "seen"),
        _("Who holds or held which post, and since when."),
    ),
    "events": Noun(
        _("Events"), _("Event"), "-date", _EVENT_PANEL, _("Meetings and forums together.")
    ),
    "meetings": Noun(
        _("Meetings"),
        _("Meeting"),
        "-date",
        _EVENT_PANEL,
        _("Talks, visits, calls and consultations: who met, and what came of it."),
    ),
    "forums": Noun(
        _("Forums"),
        _("Forum"),
        "-date",
        _EVENT_PANEL,
        _("Conferences, round tables, sessions and summits."),
    ),
    "series": Noun(
        pgettext_lazy("several", "Series"),
        _("Series"),
        "name",
        (),
        _("Events that return, edition by edition."),
    ),
    "accounts": Noun(
        _("Tellings"),
        _("Telling"),
        "-date",
        ("tense", "status"),
        _("What each source told of an event, kept apart."),
    ),
    "participations": Noun(
        _("Attendance"),
        _("Attendance"),
        "-date",
        ("role", "attendance"),
        _("Who was at which event, and in which post."),
    ),
    "statements": Noun(
        _("Statements"),
        _("Statement"),
        "-date",
        ("kind", "topic__contains"),
        _("What each side said."),
    ),
    "commitments": Noun(
        _("Commitments"),
        _("Commitment"),
        "due",
        ("direction", "status", "kind", "overdue"),
        _("What was promised, asked or decided, ours and theirs."),
    ),
    "agreements": Noun(
        _("Agreements"),
        _("Agreement"),
        "-date",
        ("kind", "status", "country", "city"),
        _("What was signed or is to be, between whom, and until when."),
    ),
    "places": Noun(
        _("Places"), _("Place"), "name", ("kind", "region"), _("Countries and regions.")
    ),
    "topics": Noun(_("Topics"), _("Topic"), "name", (), _("What is talked about.")),
    "sources": Noun(
        _("Sources"),
        _("Source"),
        "-published",
        ("kind", "language"),
        _("Where our facts come from."),
    ),
    "figures": Noun(
        _("Figures"),
        _("Figure"),
        "indicator",
        ("country", "qualifier"),
        _("Figures as sources gave them; two sources may disagree and both stand."),
    ),
    "relations": Noun(
        _("Relations"),
        _("Relation"),
        "status",
        ("kind", "country"),
        _("How parties name what is between them."),
    ),
    "documents": Noun(_("Documents"), _("Document"), "title", (), _("Files of our records.")),
    "notes": Noun(_("Notes"), _("Note"), "-created_at", (), _("Remarks of our own.")),
    "kinds": Noun(
        _("Kinds of event"), _("Kind of event"), "name", ("family",), _("The words for events.")
    ),
    "links": Noun(
        _("Links"),
        _("Link"),
        "kind",
        ("kind", "basis"),
        _("Which event continues, prepares or belongs to which."),
    ),
}

FILTER_WORDS: Mapping[str, Label] = {
    "q": _("Name"),
    "kind": _("Kind"),
    "country": _("Country or region"),
    "region": _("Region"),
    "status": _("Status"),
    "level": _("Level"),
    "date": _("Date"),
    "date__from": _("From"),
    "date__until": _("Until"),
    "topic": _("Topic"),
    "topic__contains": _("Topic"),
    "tense": _("Told"),
    "role": _("Role"),
    "attendance": _("Attendance"),
    "direction": _("Whose"),
    "overdue": _("Overdue"),
    "language": _("Language"),
    "qualifier": _("Qualifier"),
    "family": _("Family"),
    "basis": _("Basis"),
    "institution": _("Institution"),
    "contact": _("Contact"),
    "event": _("Event"),
    "series": _("Series"),
    "source": _("Source"),
    "sort": _("Order"),
    "about": _("About"),
    "attended_by": _("Attended by"),
    "co_organizer": _("Co organizer"),
    "continued_by": _("Continued by"),
    "current": _("Current"),
    "cursor": _("Cursor"),
    "date_precision": _("Date precision"),
    "event_status": _("Event status"),
    "expires_within": _("Expires within"),
    "fields": _("Fields"),
    "has_open_commitments": _("Has open commitments"),
    "held_from": _("Held from"),
    "held_on": _("Held on"),
    "held_until": _("Held until"),
    "in_force_on": _("In force on"),
    "in_years": _("In years"),
    "linked_to": _("Linked to"),
    "met_from": _("Met from"),
    "met_institution": _("Met institution"),
    "met_until": _("Met until"),
    "met_year": _("Met year"),
    "new_since": _("New since"),
    "notice_within": _("Notice to be given within"),
    "outcome_state": _("Outcome state"),
    "owed": _("Owed"),
    "page_size": _("Page size"),
    "place_country": _("Place country"),
    "quiet_for": _("Quiet for"),
    "remark": _("Remark"),
    "seen": _("Seen in sources"),
    "side_role": _("Side role"),
    "told_precision": _("Told precision"),
    "took_part": _("Took part"),
    "unnamed_side": _("Unnamed side"),
    "units": _("Units"),
    "view": _("View"),
}

# How a parameter's end changes what it asks; the others, such as "__in", change no word.
FILTER_ENDS: Mapping[str, Label] = {
    "from": _("from"),
    "until": _("until"),
    "within": _("certainly within"),
    "not": _("not"),
    "isnull": _("not known"),
    "min": _("at least"),
    "max": _("at most"),
}
