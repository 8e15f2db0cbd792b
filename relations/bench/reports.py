"""How much of a report arrives that somebody types into the form of a meeting.

Each report is typed by a script into an empty world, line by line as it prints its people; then
read back through the API and compared with what was typed. Nothing of it stays.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client, override_settings

from relations.bench.logging import Person, dashed, held, name_of, plain
from relations.models import EventKind, Place, User

PARTS: Final = (
    *("places", "sides", "institutions", "persons", "posts", "units"),
    *("topics", "links", "promises", "agreements", "figures", "sources", "statements"),
)
SIGNED: Final = frozenset({"signed", "adopted"})
OWED: Final = frozenset({"planned", "pledged", "agreed"})
SIGNS: Final = {"more_than": "more than", "almost": "almost"}
Facts = dict[str, Counter[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Arrived:
    """What of one report came back, part by part, and what did not; or why it was not saved."""

    report: str
    wanted: dict[str, int]
    lacking: list[tuple[str, tuple[str, ...]]]
    refused: str = ""


class Script:
    """Types the reports of one file; it knows only what they print."""

    def __init__(self, path: Path) -> None:
        data = json.loads(path.read_text(encoding="utf-8"))
        self.reports = data["reports"]
        self.bodies = {body["key"]: body for body in data["institutions"]}
        self.countries = dict(Place.objects.exclude(alpha2=None).values_list("alpha2", "name_en"))
        self.kinds = set(EventKind.objects.values_list("code", flat=True))

    def person(self, report: dict[str, Any], one: dict[str, Any]) -> Person:
        language = report["source"]["language"][:2]
        posts = tuple(held(post, self.bodies, language) for post in one["posts"])
        return Person(report["id"], language, one["name"], posts)

    def named(self, report: dict[str, Any], body: dict[str, Any]) -> str:
        whole = self.bodies[body["key"]]
        return body["printed"] or name_of(whole, report["source"]["language"][:2])

    def typed(self, report: dict[str, Any]) -> dict[str, str]:
        """Fill the boxes of the form."""
        event, source = report["event"], report["source"]
        outcomes = report["outcomes"]
        boxes = {
            "date": event["date"]["edtf"] or "",
            "place": "\n".join(self.place(one) for one in event["places"]),
            "kind": event["kind"] if event["kind"] in self.kinds else "meeting",
            "title": event["name"]["text"],
            "topics": "\n".join(report["topics"]),
            "continues": "\n".join(map(_link, report["continues"])),
            "promises": "\n".join(map(_promise, filter(_is_owed, outcomes))),
            "agreements": "\n".join(one["what"] for one in outcomes if one["state"] in SIGNED),
            "source": f"{source['url']}, {source['publisher']}, {source['title']}",
            "figures": "\n".join(map(_figure, report["figures"])),
            "sides": str(max(2, len(report["sides"]))),
        }
        for place, side in enumerate(report["sides"]):
            bodies = "; ".join(self.named(report, one) for one in side["institutions"])
            people = [dashed(self.person(report, one)) for one in side["participants"]]
            said = [one["text"] for one in report["points"] if one["side"] == side["name"]]
            boxes[f"side-{place}-name"] = f"{side['name']}: {bodies}" if bodies else side["name"]
            boxes[f"side-{place}-role"] = side["role"]
            boxes[f"side-{place}-people"] = "\n".join([*people, *_others(side["unnamed"])])
            boxes[f"side-{place}-said"] = "\n".join(said)
        return boxes

    def place(self, place: dict[str, Any]) -> str:
        country = self.countries.get(place["country"], "")
        return ", ".join(filter(None, (place["venue"], place["city"], country)))

    def facts(self, report: dict[str, Any]) -> Facts:
        """Say what of a report must come back."""
        found: Facts = defaultdict(Counter)
        for side in report["sides"]:
            found["sides"][(side["name"], side["role"])] += 1
            for body in side["institutions"]:
                found["institutions"][(side["name"], self.named(report, body))] += 1
            for one in side["participants"]:
                person = self.person(report, one)
                found["persons"][(side["name"], person.name)] += 1
                for post in person.posts:
                    found["posts"][(person.name, *_plain(post.title, *post.bodies))] += 1
                    for unit in post.bodies[:-1]:
                        found["units"][(unit, post.bodies[-1])] += 1
        _simple(found, "places", map(self.place, report["event"]["places"]))
        _simple(found, "topics", report["topics"])
        _simple(found, "links", (one["name"] for one in report["continues"]))
        _simple(found, "promises", (one["what"] for one in filter(_is_owed, report["outcomes"])))
        signed = (one["what"] for one in report["outcomes"] if one["state"] in SIGNED)
        _simple(found, "agreements", signed)
        _simple(found, "figures", (one["indicator"] for one in report["figures"]))
        _simple(found, "sources", [report["source"]["url"]])
        sides = {side["name"] for side in report["sides"]}
        said = (one["text"] for one in report["points"] if one["side"] in sides)
        _simple(found, "statements", said)
        return found


def _simple(found: Facts, part: str, texts: Iterable[str]) -> None:
    found[part] = Counter((text,) for text in dict.fromkeys(texts))


def _plain(*texts: str) -> tuple[str, ...]:
    """Tell a post by its words, wherever they are parted; a ministry named twice is one."""
    return tuple(sorted(set(plain(" ".join(texts)))))


def _link(one: dict[str, Any]) -> str:
    return ", ".join(filter(None, (one["name"], one["edtf"], one["city"])))


def _is_owed(one: dict[str, Any]) -> bool:
    return one["state"] in OWED


def _promise(one: dict[str, Any]) -> str:
    return f"both: {one['what']}" + (f" by {one['due']['edtf']}" if one["due"] else "")


def _figure(one: dict[str, Any]) -> str:
    sign = SIGNS.get(one["qualifier"], "")
    value = f"{sign} {one['value']} {one['unit']}".strip()
    return f"{one['indicator']}: {value}" + (f" in {one['period']}" if one["period"] else "")


def _others(unnamed: dict[str, Any] | None) -> list[str]:
    if unnamed is None:
        return []
    return [f"+ {unnamed['count']}" if unnamed["count"] else "and others"]


class Desk:
    """Somebody at the form, who reads back through the API what was saved."""

    def __init__(self, user: User) -> None:
        self.client = Client(SERVER_NAME="localhost")
        self.client.force_login(user)

    def log(self, boxes: dict[str, str]) -> tuple[str, str]:
        """Save what was typed; give the event's id, or what the form says against it."""
        sent = {**boxes, "once": "one", "do": "read"}
        page = self.client.post("/log/", sent, secure=True).content.decode()
        read = re.search(r'name="read" value="(\w+)"', page)
        if read is None:
            return "", " ".join(re.findall(r"<li>([^<]*: [^<]*)</li>", page))
        told = {**sent, "do": "save", "read": read[1]}
        answer = self.client.post("/log/", told, secure=True)
        return answer.headers.get("Location", "").rstrip("/").rpartition("/")[2], "asked back"

    def facts(self, pk: str) -> Facts:
        """Say what came back of the event."""
        told = self.client.get(f"/api/v1/events/{pk}/", secure=True).json()
        found: Facts = defaultdict(Counter)
        for side in told["sides"]:
            found["sides"][(side["name"], side["role"])] += 1
            for body in side["institutions"]:
                found["institutions"][(side["name"], body["name"])] += 1
            for one in side["participants"]:
                name = one["contact"]["name"]
                found["persons"][(side["name"], name)] += 1
                for post in one["posts"]:
                    self.post(found, name, post)
        for part, texts in _told(told):
            _simple(found, part, texts)
        return found

    def post(self, found: Facts, name: str, post: dict[str, Any]) -> None:
        """Take a post with the body it is held in, and those that body stands in."""
        bodies = [post["institution"], *reversed(post["chain"])] if post["institution"] else []
        names = [body["name"] for body in bodies]
        found["posts"][(name, *_plain(post["title"] or "", *names))] += 1
        for place, unit in enumerate(names):
            for whole in names[place + 1 :]:
                found["units"][(unit, whole)] += 1


def _told(event: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Name the parts of an event that are told by one text each."""
    yield "places", [", ".join(filter(None, _where(one))) for one in event["places"]]
    yield "topics", [one["name"] for one in event["topics"]]
    yield "links", [one["event"]["name"] for one in event["links_out"]]
    yield "promises", [one["what"] for one in event["commitments"]]
    yield "agreements", [one["title"] for one in event["agreements"]]
    yield "figures", [one["indicator"] for one in event["figures"]]
    yield "sources", [one["source"]["address"] for one in event["accounts"]]
    yield "statements", [one["text"] for one in event["statements"]]


def _where(place: dict[str, Any]) -> tuple[str, str, str]:
    return place["venue"], place["city"], place["country"]["name"] if place["country"] else ""


def run(path: Path, only: Collection[str] = ()) -> list[Arrived]:
    """Type every report, or those named, into an empty world, and compare what comes back."""
    script = Script(path)
    with override_settings(ALLOWED_HOSTS=["localhost"]), transaction.atomic():
        user = User.objects.create_user("script")
        user.groups.add(Group.objects.get(name="editor"))
        desk = Desk(user)
        found = [
            arrived(script, desk, report)
            for report in script.reports
            if not only or report["id"] in only
        ]
        transaction.set_rollback(True)
    return found


def arrived(script: Script, desk: Desk, report: dict[str, Any]) -> Arrived:
    """Type one report, take down what of it does not come back, and undo it."""
    wanted = script.facts(report)
    with transaction.atomic():
        pk, refused = desk.log(script.typed(report))
        got: Facts = desk.facts(pk) if pk else {}
        transaction.set_rollback(True)
    lacking = [
        (part, fact)
        for part in PARTS
        for fact in (wanted[part] - got.get(part, Counter())).elements()
    ]
    counted = {part: wanted[part].total() for part in PARTS}
    return Arrived(report["id"], counted, lacking, "" if pk else refused)


def told(found: list[Arrived]) -> str:
    """Lay the shares out for a reader, and what did not arrive."""
    lines = [f"{'part':14} arrived   of  share"]
    for part in PARTS:
        whole = sum(one.wanted[part] for one in found)
        lost = sum(name == part for one in found for name, _fact in one.lacking)
        share = (whole - lost) / whole if whole else 1
        lines.append(f"{part:14} {whole - lost:7} {whole:4} {share:6.3f}")
    for one in found:
        lines += [f"{one.report}: not saved: {one.refused}"] * bool(one.refused)
        lines += [f"{one.report}: {part}: {' | '.join(fact)}" for part, fact in one.lacking]
    return "\n".join(lines)
