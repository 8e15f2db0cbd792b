"""Measure the form of a meeting: opening it with many people, and what comes while one types.

It is opened on the reports of the demo. What is typed is looked up in a made-up world of any size:
by the boxes of the admin that find a record, and by the form, which answers line by line.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from django.db import transaction
from django.test.utils import modify_settings
from django.urls import reverse

from relations.actions.records import refresh_statistics
from relations.bench import goals
from relations.bench.goals import Goal
from relations.bench.paging import fill
from relations.bench.scratch import scratch
from relations.bench.serving import HOST
from relations.bench.visits import Cost, Visit, member
from relations.imports.reports.loading import load
from relations.imports.reports.reading import read
from relations.minutes import reopening
from relations.models import (
    Contact,
    Delegation,
    Event,
    EventKind,
    Participation,
    ParticipationPost,
    SideRole,
)

PEOPLE: Final = (1, 3, 60)
OPENED_MS, OPENED_QUERIES, TYPED_MS = 300, 12, 50
# A box of the admin that finds a record, by the model and field it stands in; what is typed there.
BOXES: Final = {
    ("participation", "contact"): ("Karimov", "Jasur", "Иванов"),
    ("participation", "event"): ("Talks on water",),
    ("post", "institution"): ("Institute of strategic", "Univ"),
    ("institution", "parent"): ("Ministry",),
    ("participationpost", "post"): ("Karimov",),
    ("eventplace", "country"): ("Uz",),
    ("contacttopic", "topic"): ("energy",),
}
LINES: Final = {
    "a known name": "Jasur Karimov",
    "a post": "Jasur Karimov — Director, Institute of strategic studies 4",
    "a new person": "Nobody Xanthos — Head, Institute of Nothing",
}


class Desk(Visit):
    """Somebody who may write, at the form."""

    def __init__(self, rounds: int) -> None:
        super().__init__(rounds, member("bench editor", "editor", is_staff=True))

    def opened(self) -> dict[str, Cost]:
        """Open the form with more and more people; and the rows of the admin, for the same."""
        found = {}
        for number in PEOPLE:
            event = make_meeting(number)
            found[f"in lines, {number}"] = self.cost(reverse("site:event-change", args=[event.pk]))
            lines = reverse("admin:relations_meeting_lines", args=[event.pk])
            found[f"in lines, in the admin, {number}"] = self.cost(lines)
            rows = reverse("admin:relations_meeting_change", args=[event.pk])
            found[f"in rows, in the admin, {number}"] = self.cost(rows)
        return found

    def boxes(self) -> dict[str, Cost]:
        """Type into the boxes of the admin that find a record."""
        address = reverse("admin:autocomplete")
        return {
            f"{model}, {field}: {text}": self.cost(
                f"{address}?"
                + urlencode(
                    {
                        "term": text,
                        "app_label": "relations",
                        "model_name": model,
                        "field_name": field,
                    }
                )
            )
            for (model, field), texts in BOXES.items()
            for text in texts
        }

    def lines(self) -> dict[str, Cost]:
        """Type one more line into the form of a meeting of many."""
        event = make_meeting(PEOPLE[-1])
        address = reverse("site:event-change", args=[event.pk])
        form = reopening.opened(self.user, event).form
        box = next(f"{side.prefix}-people" for side in form.sides)
        stands = {**form.initial, "do": "read"}
        told = {name: {**stands, box: f"{stands[box]}\n{line}"} for name, line in LINES.items()}
        return {
            name: self.cost_of(partial(self.read, address, sent)) for name, sent in told.items()
        }

    def read(self, address: str, sent: dict[str, Any]) -> Any:
        answer = self.client.post(address, sent, headers={"X-Reading": "1"}, secure=True)
        assert answer.status_code == 200  # noqa: S101, PLR2004 - what is refused is no measure
        return answer


def make_meeting(number: int) -> Event:
    """Make a meeting of two sides in which so many took part, each with a post where they hold one.

    Where there are fewer people, as many as there are.
    """
    kind = EventKind.objects.get(code="meeting")
    event = Event.objects.create(title=f"Talks of {number}", kind=kind, date="2024-05-16")
    sides = [
        Delegation.objects.create(event=event, name=f"{role} side", role=role)
        for role in (SideRole.HOST, SideRole.GUEST)
    ]
    for place, person in enumerate(Contact.objects.order_by("pk")[:number]):
        side = sides[place % len(sides)]
        one = Participation.objects.create(event=event, contact=person, delegation=side)
        if post := person.posts.first():
            ParticipationPost.objects.create(participation=one, post=post)
    return event


@contextmanager
def desk(rounds: int) -> Iterator[Desk]:
    """Give a desk of which nothing stays."""
    with transaction.atomic():
        yield Desk(rounds)
        transaction.set_rollback(True)


@modify_settings(ALLOWED_HOSTS={"append": HOST})
def run(reports: Path, contacts: int, *, rounds: int, keep: bool = False) -> dict[str, Any]:
    """Open the form on the reports, and type into it in a world of so many contacts."""
    with scratch("muloqot_bench_form"):
        load(read(reports))
        refresh_statistics()
        with desk(rounds) as visitor:
            opened = visitor.opened()
    world = f"muloqot_bench_pages_{contacts}"
    with scratch(world, keep=keep, fill=lambda: fill(contacts)), desk(rounds) as visitor:
        boxes, lines = visitor.boxes(), visitor.lines()
    told = [*_of_opened(opened), *(Goal(name, cost.ms, TYPED_MS) for name, cost in boxes.items())]
    return {
        "contacts": contacts,
        "opened": {name: asdict(cost) for name, cost in opened.items()},
        "typed": {name: asdict(cost) for name, cost in boxes.items()},
        "a line more": {name: asdict(cost) for name, cost in lines.items()},
        "goals": goals.judged(told),
    }


def _of_opened(opened: dict[str, Cost]) -> Iterator[Goal]:
    most = str(PEOPLE[-1])
    for name, cost in opened.items():
        if name.endswith(f", {most}"):
            yield Goal(f"opens, {name}, ms", cost.ms, OPENED_MS)
        if name.startswith("in lines"):
            yield Goal(f"opens, {name}, queries", cost.queries, OPENED_QUERIES)


def table(found: dict[str, Any]) -> str:
    """Lay the figures out for a reader."""
    titles = {
        "opened": "opened on the reports, with so many people; ms (queries)",
        "typed": f"typed into a box of the admin, {found['contacts']:,} contacts; ms (queries)",
        "a line more": f"a line more in the form, {found['contacts']:,} contacts; ms (queries)",
    }
    lines = []
    for part, title in titles.items():
        lines += [title, *(_said(name, cost) for name, cost in found[part].items()), ""]
    return "\n".join([*lines, *goals.lines(found["goals"])])


def _said(name: str, cost: dict[str, Any]) -> str:
    return f"  {name:60} {cost['ms']:8.1f} ({cost['queries']})"
