"""Examples of the description: the seed's visit of 2024, as it is sent and as it is answered.

Each body here is accepted where the visit is known (``fixtures/tashkent.json``), and
``answers.json`` has what it is answered with; a test sends them all and compares.
"""

import json
from pathlib import Path
from typing import Any, Final

from drf_spectacular.utils import OpenApiExample

from relations.api.problems import CONTENT_TYPE

ANSWERS: Final = Path(__file__).with_name("answers.json")
PAGES: Final = Path(__file__).with_name("pages.json")
ISRS: Final = {
    "match": "Institute for Strategic and Regional Studies under the President of the Republic of "
    "Uzbekistan"
}
HUFS: Final = {"match": "Hankuk University of Foreign Studies"}
KIEP: Final = {"match": "Korea Institute for International Economic Policy"}
VISIT: Final = {
    "match": "Meeting at ISRS with the Korean delegation of the Korea-Central Asia Cooperation "
    "Expert Forum"
}
FORUM: Final = {
    "match": "Strategic dialogue between Central Asia and the Republic of Korea: prospects for "
    "mutually beneficial cooperation"
}
SOURCE: Final = {"match": "ISRS receives Korean experts"}
WHOLE: Final[dict[str, Any]] = {
    "title": "Second meeting at ISRS with the Korean experts",
    "kind": "meeting",
    "date": "2024-05-17",
    "places": [{"venue": "ISRS", "city": "Tashkent", "country": "UZ"}],
    "institutions": [{"institution": ISRS, "role": "host"}],
    "topics": ["climate change"],
    "sides": [
        {"name": "Uzbek side", "role": "host", "countries": ["UZ"], "institutions": [ISRS]},
        {
            "name": "Korean side",
            "role": "guest",
            "countries": ["KR"],
            "institutions": [HUFS],
            "participations": [
                {"contact": {"match": "Jeh Sung Hoon"}, "roles": ["speaker"]},
                {
                    "contact": {"create": {"name": "Kim Min-jung"}},
                    "posts": [{"post": {"create": {"title": "Expert", "institution": KIEP}}}],
                },
            ],
            "statements": [
                {
                    "text": "Seoul wants more work on climate, energy and food security.",
                    "kind": "interest",
                    "topic": "climate change",
                }
            ],
            "list_incomplete": True,
            "unnamed_text": "and others",
        },
    ],
    "commitments": [{"what": "Send the papers of the talks", "direction": "ours"}],
    "links": [{"event": VISIT, "kind": "continues"}],
    "sources": [{"source": SOURCE, "date_text": "May 17 this year"}],
}
REQUESTS: Final[dict[str, dict[str, Any]]] = {
    "institutions": {
        "name": "Graduate School of International and Area Studies",
        "kind": "unit",
        "parent": HUFS,
        "country": "KR",
        "names": [{"text": "GSIAS", "kind": "acronym"}],
    },
    "contacts": {
        "name": "Kim Min-jung",
        "family_name": "Kim",
        "given_name": "Min-jung",
        "name_order": "family_first",
        "names": [{"text": "김민정", "language": "ko", "script": "Hang", "kind": "original"}],
        "posts": [{"title": "Expert", "institution": KIEP, "since": "2023-03"}],
    },
    "posts": {
        "contact": {"match": "Park Joung-ho"},
        "institution": KIEP,
        "title": "Head of the Eurasia team",
        "since": "2024-07",
    },
    "events": WHOLE,
    "meetings": WHOLE,
    "forums": {
        "title": "Third strategic dialogue",
        "kind": "forum",
        "date": "2024-12",
        "places": [{"city": "Seoul", "country": "KR"}],
        "links": [{"event": FORUM, "kind": "continues"}],
    },
    "series": {"name": "Expert forum of Korea and Central Asia", "cadence": "yearly"},
    "accounts": {
        "event": FORUM,
        "source": SOURCE,
        "name": "Strategic dialogue",
        "kind": "forum",
        "date_text": "December 2023",
        "date": "2023-12",
        "precision": "month",
    },
    "participations": {
        "event": FORUM,
        "contact": {"match": "Jeh Sung Hoon"},
        "roles": ["speaker"],
    },
    "statements": {
        "event": FORUM,
        "speaker": "Korean side",
        "kind": "proposal",
        "text": "To meet every year.",
    },
    "commitments": {
        "what": "Hold the next forum in Seoul",
        "direction": "theirs",
        "event": FORUM,
        "due": "2024-12",
        "parties": [{"role": "owes", "institution": HUFS}],
    },
    "agreements": {
        "title": "Memorandum of ISRS and KIEP",
        "kind": "memorandum",
        "event": VISIT,
        "parties": [{"institution": ISRS}, {"institution": KIEP}],
        "signings": [{"date": "2024-05-16", "city": "Tashkent", "country": "UZ"}],
    },
    "topics": {"name": "water", "name_ru": "вода"},
    "sources": {
        "title": "ISRS hosted a meeting with Korean experts",
        "publisher": "ISRS",
        "language": "en",
        "published": "2024-05-17",
    },
    "figures": {
        "indicator": "bilateral trade",
        "qualifier": "more_than",
        "value": "10000000000",
        "unit": "USD",
        "period": "2023",
        "source": SOURCE,
    },
    "relations": {
        "kind": "relation_status",
        "status": "Special Strategic Partnership",
        "source": SOURCE,
        "parties": [{"place": "UZ"}, {"place": "KR"}],
    },
    "notes": {"text": "They would rather meet in Seoul.", "event": VISIT},
    "links": {"from_event": FORUM, "to_event": VISIT, "kind": "prepares"},
}
ASKED: Final[dict[str, dict[str, str]]] = {
    "institutions": {"country": "KR", "sort": "name"},
    "contacts": {"q": "Jeh Sung Hoon"},
    "posts": {"country": "KR"},
    "events": {"country": "UZ", "date__from": "2023-12", "sort": "date"},
    "meetings": {"date": "2024-05-16"},
    "forums": {"date": "2023-12"},
    "participations": {"date__from": "2024"},
    "statements": {"kind": "interest"},
    "places": {"alpha2": "UZ"},
    "kinds": {"family": "forum"},
}
"""What is asked of a list; of the others, all there is."""
PROBLEMS: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "400": (
        "a field is wrong",
        {
            "type": "about:blank",
            "title": "Bad Request",
            "status": 400,
            "detail": "date: “2024-13” is no date.",
            "errors": {"date": ["“2024-13” is no date."]},
        },
    ),
    "409": (
        "a name may be of several",
        {
            "type": "about:blank",
            "title": "Conflict",
            "status": 409,
            "detail": "Names may be of several records: give the id of the one that is meant, or "
            "create another. Nothing was saved.",
            "errors": {
                "sides.1.participations.0.contact": ["Several records may be meant by this name."]
            },
            "candidates": [
                {
                    "pointer": "/sides/1/participations/0/contact",
                    "match": "Kim Min-jung",
                    "among": [
                        {
                            "id": f"018f7e1c-0000-7000-8000-00000000000{number}",
                            "url": "https://relations.example/api/v1/contacts/"
                            f"018f7e1c-0000-7000-8000-00000000000{number}/",
                            "name": "Kim Min-jung",
                            "hint": hint,
                        }
                        for number, hint in ((1, "Expert, KIEP"), (2, "Professor, HUFS"))
                    ],
                }
            ],
        },
    ),
}


def asked(noun: str) -> dict[str, list[OpenApiExample]]:
    """Give what is asked of a list in the example of its page, by parameter."""
    return {name: [OpenApiExample("asked", value)] for name, value in ASKED.get(noun, {}).items()}


def of(noun: str, action: str) -> list[OpenApiExample]:
    """Give the examples of what is sent to a noun, and of what is answered."""
    found: list[OpenApiExample] = []
    sent = REQUESTS.get(noun)
    if sent is not None and action in {"create", "bulk"}:
        body = sent if action == "create" else [sent]
        found.append(OpenApiExample("sent", body, request_only=True))
    if action == "list" and (page := json.loads(PAGES.read_text()).get(noun)):
        found.append(OpenApiExample("page", page, response_only=True, status_codes=["200"]))
    answer = json.loads(ANSWERS.read_text()).get(noun)
    if answer is not None and action in {"create", "retrieve", "partial_update"}:
        codes = ["200", "201"]
        found.append(OpenApiExample("told", answer, response_only=True, status_codes=codes))
    if action == "create":
        found += [
            OpenApiExample(
                name, told, response_only=True, status_codes=[code], media_type=CONTENT_TYPE
            )
            for code, (name, told) in PROBLEMS.items()
        ]
    return found
