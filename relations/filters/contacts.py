"""Filters of contacts and posts."""

from typing import Any

from django.db.models import Q, QuerySet

from relations.dates.edtf import EdtfDate
from relations.dates.lookups import span
from relations.filters.asking import (
    Choice,
    Flag,
    Question,
    Record,
    Staff,
    Text,
    Words,
    Years,
    holding,
)
from relations.filters.base import NounFilters
from relations.filters.dating import Dates, OneDate, in_year, since, until
from relations.filters.reach import (
    HAPPENED,
    TOOK_PART,
    Institutions,
    Links,
    Places,
    Topics,
    current_posts,
    events_held_or_sided,
    in_places,
    posts_then,
    speaks,
)
from relations.filters.searching import Named
from relations.filters.trees import Ids
from relations.models import (
    CommitmentParty,
    Confidentiality,
    Contact,
    ContactTopic,
    Event,
    EventSeries,
    Participation,
    Post,
    PostSighting,
    Role,
)
from relations.models.commitments import OPEN_STATUSES
from relations.models.search import SearchKind

TITLES = ("title", "title_ru", "title_uz", "title_ko")


def expert_in(filters: NounFilters, topics: Ids) -> Q:
    return filters.through(ContactTopic, "contact", topic__in=topics)


def owing(filters: NounFilters, wanted: bool) -> Q:
    found = filters.through(CommitmentParty, "contact", commitment__status__in=OPEN_STATUSES)
    return found if wanted else ~found


def took_part(filters: NounFilters, events: list[Any]) -> Q:
    return filters.through(Participation, "contact", TOOK_PART, event__in=events)


def in_series(filters: NounFilters, series: list[Any]) -> Q:
    return filters.through(Participation, "contact", TOOK_PART, event__series__in=series)


def listed_in(filters: NounFilters, year: int) -> Q:
    """Find who was or is to be at an event of a year; a mention is no presence."""
    here = in_year("event__date_span")(filters, year)
    return filters.through(Participation, "contact", here & ~Q(roles__contains=[Role.MENTIONED]))


# The following speak of a post or a meeting. They only gather conditions, so that one and the same
# must meet them all; ``ContactFilters.filter_queryset`` then asks for it.
def at_institution(filters: "ContactFilters", institutions: Ids) -> Q:
    return filters.of_post(Q(institution__in=institutions))


def at_country(filters: "ContactFilters", places: Ids) -> Q:
    return filters.of_post(Q(institution__in=in_places(filters, places)))


def with_title(filters: "ContactFilters", text: str) -> Q:
    return filters.of_post(holding(text, TITLES))


def new_in_post(filters: "ContactFilters", value: EdtfDate) -> Q:
    filters.now.append(Q(since_span__overlap=since(value)))
    return Q()


def met_by(filters: "ContactFilters", institutions: Ids) -> Q:
    """Gather the institution's events, and leave out those who came from it themselves."""
    filters.meetings.append(events_held_or_sided(filters, institutions))
    own = posts_then(filters, Q(institution__in=institutions))
    filters.participations.append(~Q(pk__in=own.values("participation")))
    return Q()


def met_since(filters: "ContactFilters", value: EdtfDate) -> Q:
    filters.meetings.append(Q(date_span__overlap=since(value)))
    return Q()


def met_until(filters: "ContactFilters", value: EdtfDate) -> Q:
    filters.meetings.append(Q(date_span__overlap=until(value)))
    return Q()


def post_places(filters: "ContactFilters") -> Links | None:
    """Lead from a contact to the institutions of the posts that meet what else is asked of them.

    As soon as a meeting is asked for, the posts are those held there: these are not counted.
    """
    if filters.meetings:
        return None
    return Links(bodies=(filters.held().values_list("contact", "institution"),))


class ContactFilters(NounFilters):
    """Filters of contacts.

    As soon as `met_institution`, `met_from` or `met_until` is given, whatever is asked of a post
    is asked of the post held at that meeting; otherwise of a post of today.
    """

    MEETING = ("met_institution", "met_institution__in", "met_from", "met_until")

    q = Named(SearchKind.CONTACT)
    institution = Institutions(at_institution)
    units = Flag(about="0 leaves the units of an institution out")
    country = Places(at_country, links=post_places)
    region = Places(at_country)
    title = Question(with_title, about="text in the title of the post")
    former = Flag(about="1 finds those too whose post has ended")
    met_institution = Institutions(met_by, about="whom that institution met")
    met_from = OneDate(met_since, about="met then or later")
    met_until = OneDate(met_until, about="met then or earlier")
    new_since = OneDate(new_in_post, about="in a post since then or later")
    owner = Staff("owner", blank=True)
    language = Question(speaks, about="BCP 47")
    topic = Topics(
        expert_in, links=lambda asker: asker.visible(ContactTopic).values_list("contact", "topic")
    )
    in_years = Years(listed_in, about="on the list of an event of each of these years")
    event = Record(took_part, Event)
    series = Record(in_series, EventSeries)
    deceased = Flag("deceased")
    do_not_contact = Flag("do_not_contact")
    confidentiality = Choice("confidentiality", Confidentiality)
    has_open_commitments = Flag(owing)

    def of_post(self, condition: Q) -> Q:
        """Gather a condition on the post held at the meeting asked for, or else on one of today."""
        meets = any(self.asked(name) for name in self.MEETING)
        (self.then if meets else self.now).append(condition)
        return Q()

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        self.now: list[Q] = []
        self.then: list[Q] = []
        self.meetings: list[Q] = []
        self.participations: list[Q] = []
        found = super().filter_queryset(queryset)
        if self.now:
            found = found.filter(pk__in=self.held().values("contact"))
        if self.meetings:
            found = found.filter(pk__in=self.met().values("contact"))
        return found

    def held(self) -> QuerySet:
        """Give the posts that meet what is asked; after a search only those of whom it found."""
        held = self.posts().filter(*self.now)
        text = self.asked("q")
        return held.filter(contact__in=self.searched[text]) if text else held

    def posts(self) -> QuerySet:
        if self.asked("former"):
            return self.visible(Post).filter(entered_in_error=False)
        return current_posts(self)

    def met(self) -> QuerySet:
        events = self.visible(Event).filter(*self.meetings, status__in=HAPPENED)
        met = self.visible(Participation).filter(TOOK_PART, *self.participations, event__in=events)
        if not self.then:
            return met
        return met.filter(pk__in=posts_then(self, *self.then).values("participation"))


def held_on(_filters: NounFilters, value: EdtfDate) -> Q:
    return Q(held_span__overlap=span(value), entered_in_error=False)


def held_from(_filters: NounFilters, value: EdtfDate) -> Q:
    return Q(held_span__overlap=since(value), entered_in_error=False)


def held_until(_filters: NounFilters, value: EdtfDate) -> Q:
    return Q(held_span__overlap=until(value), entered_in_error=False)


def is_current(filters: NounFilters, wanted: bool) -> Q:
    found = Q(pk__in=current_posts(filters).values("pk"))
    return found if wanted else ~found


def post_in(filters: NounFilters, places: Ids) -> Q:
    return Q(institution__in=in_places(filters, places))


def post_named(_filters: NounFilters, word: str) -> Q:
    return holding(word, (*TITLES, "contact__display_name", "institution__display_name"))


def seen_then(filters: NounFilters, condition: Q) -> Q:
    return filters.through(PostSighting, "post", condition, former=False)


class PostFilters(NounFilters):
    q = Words(post_named, about="words of the title, the contact or the institution")
    contact = Record("contact", Contact)
    institution = Institutions("institution", blank=True)
    units = Flag(about="0 leaves the units of an institution out")
    country = Places(post_in)
    region = Places(post_in)
    title = Text(*TITLES)
    held_on = OneDate(held_on, about="can have been held then")
    held_from = OneDate(held_from, about="can have been held then or later")
    held_until = OneDate(held_until, about="can have been held then or earlier")
    seen = Dates(seen_then, span="seen_span", about="a source saw somebody in it then")
    since = Dates("since_span")
    current = Flag(is_current)
    acting = Flag("acting")
    primary = Flag("primary")
    entered_in_error = Flag("entered_in_error")
