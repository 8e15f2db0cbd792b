"""Everything typed of a meeting, read into a draft; what is wrong is told by its field."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as day
from typing import Any, Final
from uuid import UUID

from relations import access
from relations.actions.drafts import (
    LinkDraft,
    MeetingDraft,
    NoteDraft,
    PlaceDraft,
    SeriesDraft,
)
from relations.dates.edtf import parse
from relations.minutes import lines
from relations.minutes.carrying import Carried
from relations.minutes.lines import LineError
from relations.minutes.matching import Matcher, Question
from relations.minutes.places import Countries
from relations.minutes.sides import Chip, LineTold, SideReader, SideTold, SideTyped
from relations.models import EventStatus, LinkKind
from relations.models.search import SearchKind

_BUILDING: Final = re.compile(
    r"\b(?:hotel|palace|hall|institute|university|academy|cent(?:er|re)|ministry|embassy|museum"
    r"|гостиниц\w*|отел\w*|дворец|зал|институт|университет|академи\w*|центр|министерств\w*|посольств\w*"
    r"|mehmonxona\w*|saroy\w*|zal\w*|institut\w*|universitet\w*|akademiya\w*|markaz\w*|vazirli\w*|elchixona\w*)\b"
    r"|(?:호텔|회관|센터|대학교|연구원|연구소|외교부|대사관)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, field by field, dates already read to EDTF."""

    kind: str
    date: str
    title: str
    place: str
    sides: tuple[SideTyped, ...]
    topics: str = ""
    continues: str = ""
    series: str = ""
    promises: str = ""
    agreements: str = ""
    source: str = ""
    told: str = ""
    figures: str = ""
    notes: str = ""
    said: str = ""
    notes_level: str = access.INTERNAL
    confidentiality: str = access.INTERNAL


@dataclass(slots=True)
class Reading:
    """What was understood: the draft, the sides line by line, other lines, faults by field."""

    draft: MeetingDraft
    sides: list[SideTold]
    links: list[LineTold] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def open_questions(self) -> list[Question]:
        told = [*(line for side in self.sides for line in side.lines), *self.links]
        return [one for line in told for one in line.questions if not one.answer]


class Reader:
    """Reads what was typed; ``carried`` is what came of it from an earlier event."""

    def __init__(
        self, user: Any, answers: Mapping[str, str], today: day, carried: Carried | None = None
    ) -> None:
        self.user = user
        self.carried = carried or Carried()
        self.matcher = Matcher(user, answers, self.carried.given)
        self.countries = Countries()
        self.today = today
        self.faults: dict[str, str] = {}

    def read(self, typed: Typed) -> Reading:
        """Read all fields; six round trips, however many names are looked up."""
        sides = SideReader(self.matcher, self.countries, typed.date, self.carried)
        named = [(SearchKind.EVENT, self.called(line)) for line in lines.lines(typed.continues)]
        if typed.series.strip():
            named.append((SearchKind.SERIES, _edition(typed.series)[0]))
        sides.learn(typed.sides, named)
        told = [sides.read(side) for side in typed.sides if side.name or side.people or side.said]
        links: list[LineTold] = []
        drafts = tuple(side.draft for side in told)
        hosts = tuple(body for one in drafts if one.role == "host" for body in one.bodies)
        draft = MeetingDraft(
            title=typed.title or self.title(told),
            kind=typed.kind,
            date=typed.date,
            status=self.status(typed.date),
            confidentiality=typed.confidentiality,
            **self.closed(typed.confidentiality),
            places=self.places(typed.place),
            hosts=hosts,
            sides=drafts,
            statements=tuple(lines.spoken(typed.said)),
            topics=self.topics(typed.topics),
            links=tuple(self.link(line, links) for line in lines.lines(typed.continues)),
            series=self.series(typed.series, links),
            promises=self.taken("promises", lambda: lines.promises(typed.promises, self.today)),
            agreements=self.agreements(typed, drafts),
            sources=tuple(lines.sources(typed.source, typed.told)),
            figures=self.taken("figures", lambda: lines.figures(typed.figures, self.today)),
            notes=self.notes(typed),
        )
        return Reading(draft, told, links, self.faults)

    def taken(self, name: str, read: Any) -> tuple[Any, ...]:
        try:
            return tuple(read())
        except LineError as error:
            self.faults[name] = str(error)
            return ()

    def closed(self, level: str) -> dict[str, Any]:
        """Close what is restricted to its author and their teams, as the database demands."""
        if level != access.RESTRICTED:
            return {}
        return {"teams": tuple(access.team_ids(self.user)), "readers": (self.user.pk,)}

    def status(self, date: str) -> str:
        """Take what lies wholly ahead for planned, and all else for held."""
        first = parse(date).lower if date else None
        return EventStatus.PLANNED if first and first > self.today else EventStatus.HELD

    def topics(self, text: str) -> tuple[str, ...]:
        """Part topics at commas, unless they stand as they were carried over."""
        kept = self.carried.topics
        return kept if text == ", ".join(kept) else lines.topics(text)

    def title(self, sides: list[SideTold]) -> str:
        return " – ".join(side.draft.name for side in sides)[:600]

    def places(self, text: str) -> tuple[PlaceDraft, ...]:
        """Read "ISRS, Tashkent, Uzbekistan", a place a line or parted by semicolons.

        Venue, city and country, each at will; what stands alone is the city, unless it says that
        it is a building.
        """
        entries = (one for line in lines.lines(text) for one in line.split(";"))
        return tuple(self.place(one) for one in entries if one.strip(" ,"))

    def place(self, text: str) -> PlaceDraft:
        words = [part.strip() for part in text.split(",") if part.strip()]
        country = self.countries.named(words[-1]) if words else ""
        if country:
            words.pop()
        city = words.pop() if words and not _is_building(words) else ""
        return PlaceDraft(venue=", ".join(words)[:300], city=city[:200], country=country)

    def link(self, text: str, told: list[LineTold]) -> LinkDraft:
        """Read "Strategic dialogue, December 2023, Tashkent": an event known, or by mention."""
        title, date, city = self.mention(text)
        found = self.asked(SearchKind.EVENT, self.called(text), text, told)
        if found:
            earlier = self.carried.event
            way = self.carried.way if earlier and found == earlier.pk else LinkKind.CONTINUES
            return LinkDraft(id=found, kind=way)
        place = self.place(city) if city else None
        return LinkDraft(title=title[:600], date=date, place=place)

    def called(self, text: str) -> str:
        """Say by which name the event of a line is looked up."""
        return text if text == self.carried.link else self.mention(text)[0]

    def mention(self, text: str) -> tuple[str, str, str]:
        """Part a line at the date in it: the title stands before, the city after."""
        parts = [part.strip() for part in text.split(",")]
        for place, part in enumerate(parts[1:], 1):
            if date := lines.when(part, self.today):
                return _bare(", ".join(parts[:place])), date, ", ".join(parts[place + 1 :])
        return _bare(text), "", ""

    def asked(self, kind: str, name: str, text: str, told: list[LineTold]) -> UUID | None:
        found, question = self.matcher.find(kind, name)
        line = LineTold(text, questions=[question] if question else [])
        state = "known" if found else "ask" if question and not question.answer else "new"
        line.chips.append(Chip(state, kind, name))
        told.append(line)
        return found

    def series(self, text: str, told: list[LineTold]) -> SeriesDraft | None:
        """Read "Strategic dialogue, 5": the series and the number of the edition."""
        if not text.strip():
            return None
        name, edition = _edition(text)
        found = self.asked(SearchKind.SERIES, name, text, told)
        return SeriesDraft(id=found, name="" if found else name[:300], edition=edition)

    def agreements(self, typed: Typed, sides: tuple[Any, ...]) -> tuple[Any, ...]:
        """Read one agreement a line, signed by the institutions of the sides."""
        parties = tuple(dict.fromkeys(body for side in sides for body in side.bodies))
        return tuple(lines.agreement(line, parties) for line in lines.lines(typed.agreements))

    def notes(self, typed: Typed) -> tuple[NoteDraft, ...]:
        if not typed.notes.strip():
            return ()
        level = typed.notes_level
        return (NoteDraft(typed.notes.strip(), level, **self.closed(level)),)


def _edition(text: str) -> tuple[str, int | None]:
    name, _comma, number = (part.strip() for part in text.rpartition(","))
    if name and number.isdecimal() and len(number) < len("10000"):
        return name, int(number)
    return text.strip(), None


def _is_building(words: list[str]) -> bool:
    return len(words) == 1 and bool(_BUILDING.search(words[0]))


def _bare(title: str) -> str:
    return title.strip(" \"“”«»„'")
