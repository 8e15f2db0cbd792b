"""The seed's visit as a program tells it in one request, from an empty database."""


def new(name, **values):
    return {"create": {"name": name, **values}}


HUFS = new("Hankuk University of Foreign Studies", kind="university", country="KR")
ISRS = new("Institute for Strategic and Regional Studies", kind="state_think_tank", country="UZ")
FORUM = new("Korea-Central Asia Cooperation Expert Forum", kind="other", country="KR")
KIEP = new(
    "Korea Institute for International Economic Policy", kind="state_think_tank", country="KR"
)
KINU = new("Korean Institute for National Unification", kind="state_think_tank", country="KR")
EURASIA = new("Center for Eurasian Studies", kind="unit", parent=HUFS)
ASIA = new("Department of Central Asian Studies", kind="unit", parent=HUFS)


def seat(name, *posts, **values):
    held = [{"post": {"create": {"title": title, "institution": body}}} for title, body in posts]
    return {"contact": new(name, **values), "posts": held}


HYUN = {
    "family_name": "Hyun",
    "given_name": "Seung-soo",
    "name_order": "family_first",
    "names": [
        {"text": "Hyun Seung-soo", "script": "Latn"},
        {"text": "현승수", "language": "ko", "script": "Hang"},
    ],
}
TOPICS = (
    "economic cooperation",
    "trade",
    "investment",
    "energy security",
    "food security",
    "renewable energy",
    "reforms in Uzbekistan",
    "foreign policy of Uzbekistan",
    "climate change",
)


def said(text, kind, topic):
    return {"text": text, "kind": kind, "topic": new(topic)}


VISIT = {
    "title": "Uzbek side – Korean side",
    "kind": "meeting",
    "date": "2024-05-16",
    "status": "held",
    "places": [{"venue": "ISRS", "city": "Tashkent", "country": "UZ"}],
    "institutions": [{"institution": ISRS, "role": "host"}],
    "topics": [new(topic) for topic in TOPICS],
    "sides": [
        {
            "name": "Uzbek side",
            "role": "host",
            "countries": ["UZ"],
            "institutions": [ISRS],
            "statements": [
                said(
                    "Told the guests about social, political and economic reforms.",
                    "informed",
                    "reforms in Uzbekistan",
                ),
                said(
                    "Explained the open foreign policy.",
                    "informed",
                    "foreign policy of Uzbekistan",
                ),
            ],
        },
        {
            "name": "Korean side",
            "role": "guest",
            "countries": ["KR"],
            "institutions": [FORUM, HUFS, KIEP, KINU],
            "participations": [
                seat("Jeh Sung Hoon", ("Secretary General", FORUM), ("Director", EURASIA)),
                seat("Lee Ji-eon", ("Head", ASIA)),
                seat("Park Joung-ho", ("Expert", KIEP)),
                seat("Hyun Seung-soo", ("Expert", KINU), **HYUN),
            ],
            "statements": [
                said(
                    "Seoul wants more work on climate, energy and food security.",
                    "interest",
                    "climate change",
                )
            ],
            "list_incomplete": True,
            "unnamed_qualifier": "at_least_1",
            "unnamed_text": "and others",
        },
    ],
    "links": [
        {
            "kind": "continues",
            "basis": "printed",
            "event": {
                "create": {
                    "title": "Strategic dialogue between Central Asia and the Republic of Korea: "
                    "prospects for mutually beneficial cooperation",
                    "kind": "forum",
                    "date": "2023-12",
                    "places": [{"city": "Tashkent", "country": "UZ"}],
                }
            },
        }
    ],
    "sources": [
        {
            "source": {
                "create": {
                    "title": "Uzbek side – Korean side",
                    "publisher": "ISRS",
                    "address": "https://isrs.uz/en/yangiliklar/"
                    "isrs-hosted-a-meeting-with-korean-experts",
                }
            },
            "date_text": "May 16 this year",
            "year_evidence": "2024: cites the trade of 2023 as a closed figure",
            "figures": [
                {
                    "indicator": "bilateral trade",
                    "value": "15000000",
                    "unit": "USD",
                    "period": "1992",
                },
                {
                    "indicator": "bilateral trade",
                    "value": "10000000000",
                    "unit": "USD",
                    "period": "2023",
                    "qualifier": "more_than",
                },
            ],
        }
    ],
}
