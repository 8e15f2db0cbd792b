"""Questions about events: when, of which chain, with whom, and how well we know it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet

from relations.dates.edtf import parse
from relations.dates.lookups import overlapping
from relations.dossier.people import FAR, Answer, in_time, units_of
from relations.models import (
    Account,
    AccountInstitution,
    AccountSide,
    AccountTopic,
    Delegation,
    Edition,
    Event,
    EventLink,
    ParticipantPost,
    SideCountry,
    SideInstitution,
)
from relations.models.accounts import Precision
from relations.models.events import ORDERING_KINDS, InstitutionRole, LinkKind
from relations.models.sides import SideRole

# The words of the report format for the steps of a chain.
STEPS = {
    LinkKind.CONTINUES: "continuation",
    LinkKind.FOLLOWS_UP: "follow_up",
    LinkKind.NEXT_EDITION: "next_edition",
    LinkKind.RESULT_OF: "result_of",
}


def accounts(user: Any) -> QuerySet[Account]:
    return Account.objects.visible_to(user).select_related("event", "source", "kind")


def told(account: Account) -> Answer:
    """Name a telling: its event, date, kind, status and report."""
    return {
        "event": account.event.key,
        "date": account.date,
        "kind": account.kind.code,
        "status": account.status,
        "report": account.source.key,
    }


def trace_back(user: Any, *, event: str) -> list[Answer]:
    """Answer which events led to one, step by step, as far back as anything is recorded.

    One query a generation of events.
    """
    waiting, seen, steps = {event}, {event}, []
    while waiting:
        links = (
            EventLink.objects.visible_to(user)
            .filter(from_event__key__in=waiting, kind__in=STEPS)
            .select_related("from_event", "to_event")
        )
        waiting = set()
        for link in links:
            earlier = str(link.to_event.key)
            steps.append(
                {
                    "event": link.from_event.key,
                    "relation": STEPS[LinkKind(link.kind)],
                    "earlier": earlier,
                }
            )
            if earlier not in seen:
                seen.add(earlier)
                waiting.add(earlier)
    return steps


def continuation(user: Any, *, event: str) -> Answer:
    """Answer what an event continued, and what continued it."""
    links = EventLink.objects.visible_to(user).filter(kind__in=ORDERING_KINDS)
    return {
        "continues": list(
            links.filter(from_event__key=event).values_list("to_event__key", flat=True)
        ),
        "continued_by": list(
            links.filter(to_event__key=event).values_list("from_event__key", flat=True)
        ),
    }


def in_period(user: Any, *, period: str) -> list[Answer]:
    """Answer what took place in a period, events known only to the month included."""
    events = Event.objects.visible_to(user).filter(overlapping("date_span", parse(period)))
    return [
        {"event": event.key, "date": event.date}
        for event in sorted(events, key=lambda row: (row.date_span.lower, row.date, row.title))
    ]


def vague(account: Account) -> bool:
    """Say whether a telling leaves the day open; a range that was printed does not."""
    if account.precision == Precision.RANGE:
        return account.date_basis.startswith("inferred")
    return account.precision in {Precision.MONTH, Precision.YEAR, Precision.UNKNOWN}


def dated_vaguely(user: Any) -> Answer:
    """Answer which events have no exact day in any report, and which reports others cure."""
    by_event: dict[str, list[Account]] = {}
    for account in accounts(user).order_by("source__key"):
        by_event.setdefault(str(account.event.key), []).append(account)
    nowhere, cured = [], []
    for event, tellings in sorted(by_event.items()):
        open_ones = [account for account in tellings if vague(account)]
        if len(open_ones) == len(tellings):
            nowhere.append({"event": event, "best_date": tellings[0].event.date})
        else:
            exact = [account.source.key for account in tellings if not vague(account)]
            cured += [
                {"event": event, "vague": account.source.key, "exact": exact}
                for account in open_ones
            ]
    return {"no_day_anywhere": nowhere, "cured_by_another_report": cured}


def with_third_parties(user: Any) -> list[Answer]:
    """Answer which events had sides beside the two main ones, and of which countries."""
    sides = (
        AccountSide.objects.visible_to(user)
        .filter(role=SideRole.THIRD_PARTY)
        .select_related("account__event", "account__source", "account__kind")
        .prefetch_related(
            Prefetch(
                "countries", queryset=SideCountry.objects.visible_to(user).select_related("place")
            )
        )
    )
    return [
        {
            **told(side.account),
            "countries": sorted(str(link.place.alpha2) for link in side.countries.all()),
        }
        for side in sorted(sides, key=in_time)
    ]


def history_of_series(user: Any, *, series: str, region: set[str], since: int) -> Answer:
    """Answer where and when a series met in a region, and what its record lacks."""
    editions = list(
        Edition.objects.visible_to(user).filter(series__key=series).select_related("country")
    )
    dated = [edition for edition in editions if edition.date_span]
    years = {
        year
        for edition in dated
        for year in range(edition.date_span.lower.year, edition.date_span.upper.year + 1)
        if edition.date.startswith(str(year))
    }
    return {
        "in_region": [
            {
                "number": edition.number,
                "edtf": edition.date,
                "city": edition.city,
                "country": edition.country.alpha2,
                "level": edition.level,
            }
            for edition in dated
            if edition.country and edition.country.alpha2 in region and edition.city
        ],
        "no_source": [edition.number for edition in editions if not edition.date],
        "years_without": [
            year for year in range(since, max(years, default=since)) if year not in years
        ],
    }


def presence(user: Any, *, institution: str) -> list[Answer]:
    """Answer at which events a body or any of its units was present, and which of them.

    Present is who hosts, co-organizes, stands on a side, or is the seat of a post held then.
    """
    units = units_of(user, [institution])
    found: dict[Any, set[str]] = {}
    for model, account in (
        (AccountInstitution, "account"),
        (SideInstitution, "side__account"),
    ):
        rows = model.objects.visible_to(user).filter(institution__in=units)
        for pk, key in rows.values_list(account, "institution__key"):
            found.setdefault(pk, set()).add(str(key))
    posts = ParticipantPost.objects.visible_to(user).filter(
        Q(post__institution__in=units) | Q(within__in=units)
    )
    for pk, *keys in posts.values_list(
        "participant__side__account", "post__institution__key", "within__key"
    ):
        found.setdefault(pk, set()).update(key for key in keys if key)
    inside = {str(key) for key in units.values_list("key", flat=True)}
    answers: dict[Any, Answer] = {}
    for telling in sorted(accounts(user).filter(pk__in=found), key=_account_in_time):
        here = found[telling.pk] & inside
        known = answers.setdefault(telling.event_id, {**told(telling), "units": []})
        known["units"] = sorted({*known["units"], *here})
    return list(answers.values())


def _account_in_time(account: Account) -> tuple[str, str]:
    return (str(account.earliest or FAR), account.source.key or "")


def told_more_than_once(user: Any) -> dict[str, list[str]]:
    """Answer which events more than one report covers."""
    events = (
        Event.objects.visible_to(user)
        .annotate(tellings=Count("accounts"))
        .filter(tellings__gt=1)
        .values_list("key", flat=True)
    )
    found: dict[str, list[str]] = {}
    rows = accounts(user).filter(event__key__in=events)
    for account in sorted(rows, key=_account_in_time):
        found.setdefault(str(account.event.key), []).append(str(account.source.key))
    return {event: reports for event, reports in found.items() if len(reports) > 1}


def hosts_unnamed(user: Any, *, hosts: Iterable[str]) -> list[Answer]:
    """Answer at which meetings of some hosts nobody is recorded on the host's side."""
    hosted = Delegation.objects.visible_to(user).filter(
        role=SideRole.HOST,
        institutions__key__in=list(hosts),
        event__institution_links__role=InstitutionRole.HOST,
        event__institution_links__institution=F("institutions"),
        participations__isnull=True,
    )
    events = Event.objects.visible_to(user).filter(delegations__in=hosted).distinct()
    return [
        {
            "event": event.key,
            "reports": [
                account.source.key
                for account in sorted(accounts(user).filter(event=event), key=_account_in_time)
            ],
        }
        for event in sorted(events, key=lambda row: row.date)
    ]


def on_topic(user: Any, *, words: str, country: str) -> list[Answer]:
    """Answer where a matter was on the table with a country present, in time."""
    topics: dict[Any, list[str]] = {}
    rows = AccountTopic.objects.visible_to(user).filter(topic__name_en__icontains=words)
    for pk, topic in rows.order_by("order").values_list("account", "topic__name_en"):
        topics.setdefault(pk, []).append(topic)
    present = SideCountry.objects.visible_to(user).filter(place__alpha2=country)
    found = accounts(user).filter(pk__in=topics, accountsides__in=present.values("side"))
    return [
        {
            "event": account.event.key,
            "date": account.date,
            "report": account.source.key,
            "topics": topics[account.pk],
        }
        for account in sorted(found.distinct(), key=_account_in_time)
    ]
