"""The visit of the seed as a draft: what a person types, and nothing that was there before."""

from relations.actions.drafts import (
    BodyDraft,
    FigureDraft,
    LinkDraft,
    MeetingDraft,
    NameDraft,
    PersonDraft,
    PlaceDraft,
    PostDraft,
    SideDraft,
    SourceDraft,
    StatementDraft,
)

HUFS = BodyDraft(name="Hankuk University of Foreign Studies", kind="university", country="KR")
ISRS = BodyDraft(name="Institute for Strategic and Regional Studies", country="UZ")
FORUM = BodyDraft(name="Korea-Central Asia Cooperation Expert Forum", country="KR")
KIEP = BodyDraft(name="Korea Institute for International Economic Policy", country="KR")
KINU = BodyDraft(name="Korean Institute for National Unification", country="KR")
EURASIA = BodyDraft(name="Center for Eurasian Studies", inside=HUFS)
ASIA = BodyDraft(name="Department of Central Asian Studies", inside=HUFS)

JEH = PersonDraft(
    name="Jeh Sung Hoon",
    posts=(
        PostDraft(title="Secretary General", body=FORUM),
        PostDraft(title="Director", body=EURASIA),
    ),
)
LEE = PersonDraft(name="Lee Ji-eon", posts=(PostDraft(title="Head", body=ASIA),))
PARK = PersonDraft(name="Park Joung-ho", posts=(PostDraft(title="Expert", body=KIEP),))
HYUN = PersonDraft(
    name="Hyun Seung-soo",
    family_name="Hyun",
    given_name="Seung-soo",
    name_order="family_first",
    names=(NameDraft("현승수", "ko", "Hang"),),
    posts=(PostDraft(title="Expert", body=KINU),),
)
VISIT = MeetingDraft(
    title="ISRS hosted a meeting with Korean experts",
    date="2024-05-16",
    language="en",
    places=(PlaceDraft(city="Tashkent", country="UZ"),),
    hosts=(ISRS,),
    sides=(
        SideDraft(
            "Uzbek side",
            "host",
            countries=("UZ",),
            bodies=(ISRS,),
            statements=(StatementDraft("Told the guests about reforms.", "informed", "reforms"),),
        ),
        SideDraft(
            "Korean side",
            "guest",
            countries=("KR",),
            bodies=(FORUM, HUFS, KIEP, KINU),
            people=(JEH, LEE, PARK, HYUN),
            statements=(
                StatementDraft("Seoul wants more work on climate.", "interest", "climate change"),
            ),
            list_incomplete=True,
            unnamed_qualifier="at_least_1",
            unnamed_text="and others",
        ),
    ),
    topics=("reforms", "climate change", "trade"),
    links=(LinkDraft(title="Strategic dialogue", date="2023-12"),),
    sources=(
        SourceDraft(
            publisher="ISRS",
            url="https://isrs.uz/en/yangiliklar/isrs-hosted-a-meeting-with-korean-experts",
            date_text="May 16 this year",
            year_evidence="2024: cites the trade of 2023",
        ),
    ),
    figures=(FigureDraft("trade of Central Asia and Korea", "1e10", "USD", "more_than", "2023"),),
)
