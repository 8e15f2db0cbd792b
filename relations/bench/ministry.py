"""A made-up ministry of any size: people in four scripts, their posts, events and who took part.

Written by COPY as a restored backup would be: no journal, no stamps, and no index of the search,
which ``world`` and ``reindex`` make. What is counted here says how much of each there is for a
contact.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import chain
from typing import Any, Final

from django.db import connection

from relations.bench import dealings, dice
from relations.bench.dice import chance_of, id_of
from relations.bench.dice import words as _words
from relations.models import EventKind, Place

LATIN: Final = (
    _words(
        "Jasur Nodira Sevara Timur Aziz Dilshod Malika Sung-hoon Ji-eun Min-jung Jae-won Anna"
        " Thomas Marie Hans Yuki Kenji Fatima Omar Nikos Sofia Elena O‘ktam Go‘zal Shahnoza Bekzod"
    ),
    _words(
        "Karimov Yusupov Rahimova"
        " Tursunov Saidov Kim Lee Park Choi Jung Kang Mueller Schmidt Dubois "
        "Rossi Tanaka Suzuki Hassan Papadopoulos G‘aniyev Qodirova To‘xtayev O'Brien"
    ),
)
CYRILLIC: Final = (
    _words("Сергей Ольга Дмитрий Елена Жасур Нодира Ўктам Гўзал Шаҳноза Бекзод"),
    _words("Иванов Петров Сидоров Каримов Юсупов Токаев Назарбаев Ғаниев Қодиров"),
)
HANGUL: Final = (
    _words("성훈 지은 민정 재원 승수 정호 현우 서연"),
    _words("김 이 박 최 정 강 조 윤"),
)
HAN: Final = (_words("伟 芳 娜 敏 静 强 磊 洋"), _words("王 李 张 刘 陈 杨 赵 黄"))
SCRIPTS: Final = ((LATIN, "en"), (CYRILLIC, "ru"), (HANGUL, "ko"), (HAN, "zh"))
TITLES: Final = _words(
    "Head of department|Deputy director|Senior researcher|Professor|First secretary|Counsellor|"
    "Директор|Заместитель министра|Bo‘lim boshlig‘i|연구위원|교수|主任",
    "|",
)
BODIES: Final = _words(
    "Institute of strategic studies|Ministry of foreign affairs|University of world economy|"
    "Center for regional research|Embassy|Chamber of commerce|Академия наук|국제정책연구원",
    "|",
)
MEETINGS: Final = _words(
    "Talks on water and energy|Consultations on trade|Reception of the delegation|Working visit|"
    "Round table on transport corridors|Встреча экспертов|Ekspertlar uchrashuvi|전문가 회의",
    "|",
)
STAMPS: Final = "created_at, changed_at, version"
LEVEL: Final = "confidentiality, teams, readers"
COPIES: Final = {
    "relations_institution": (
        "id, display_name, kind, country_id, city, website, status, by_mention, founded, ended, "
        f"{LEVEL}, {STAMPS}"
    ),
    "relations_contact": (
        "id, display_name, family_name, given_name, name_order, languages, biography, deceased, "
        f"do_not_contact, {LEVEL}, {STAMPS}"
    ),
    "relations_contactname": 'id, contact_id, text, language, script, kind, since, until, "order"',
    "relations_contactpoint": (
        'id, contact_id, kind, value, label, preferred, do_not_use, "order"'
    ),
    "relations_post": (
        "id, contact_id, institution_id, title, title_ru, title_uz, title_ko, acting, since, "
        f'until, "primary", entered_in_error, "order", {STAMPS}'
    ),
    "relations_event": (
        "id, title, title_language, kind_id, date, time_zone, format, level, status, languages, "
        f"theme, summary, {LEVEL}, {STAMPS}"
    ),
    "relations_participation": (
        "id, event_id, contact_id, name_printed, capacity_printed, roles, attendance, "
        f'"order", {LEVEL}, {STAMPS}'
    ),
}


def fill(contacts: int) -> dict[str, int]:
    """Write the world; return how many rows each table got."""
    database: Any = connection
    made: dict[str, int] = {}
    with database.as_owner(), connection.cursor() as cursor:
        for table, columns in COPIES.items():
            made[table] = _copy(cursor, table, columns, ROWS[table](contacts))
        for model in dealings.TABLES:
            names = ", ".join(f'"{name}"' for name in dealings.columns(model))
            table = model._meta.db_table
            made[table] = _copy(cursor, table, names, dealings.rows(model, contacts))
        cursor.execute("VACUUM ANALYZE")
    return made


def _copy(cursor: Any, table: str, columns: str, rows: Iterator[tuple[Any, ...]]) -> int:
    """Write the rows of a table, and return how many there were."""
    cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    written = 0
    first = next(rows)  # what is asked of the database is asked before the copy begins
    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in chain([first], rows):
            copy.write_row(row)
            written += 1
    cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    return written


def _stamps(number: int) -> tuple[Any, ...]:
    moment = f"2024-01-01 00:00:00.{number % 1_000_000:06}+00"
    return moment, moment, 1


_LEVEL: Final[tuple[Any, ...]] = ("internal", [], [])


def _institutions(contacts: int) -> Iterator[tuple[Any, ...]]:
    places = list(Place.objects.filter(alpha2__isnull=False).order_by("pk").values_list("pk"))
    for number in range(dice.institutions(contacts)):
        name = f"{BODIES[number % len(BODIES)]} {number}"
        (place,) = places[number * 7 % len(places)]
        kept = (id_of("institution", number), name, "research_institute", place, "Tashkent", "")
        yield (*kept, "active", False, "", "", *_LEVEL, *_stamps(number))


def names(contacts: int) -> Iterator[tuple[str, str, str, int]]:
    """Give the name of each contact, with its parts and the number of its script."""
    chance = chance_of("names")
    for _number in range(contacts):
        script = chance.choices(range(4), (60, 20, 12, 8))[0]
        given, family = (chance.choice(part) for part in SCRIPTS[script][0])
        whole = f"{given} {family}" if script < 2 else f"{family}{given}"  # noqa: PLR2004
        yield whole, family, given, script


def _contacts(contacts: int) -> Iterator[tuple[Any, ...]]:
    for number, (whole, family, given, script) in enumerate(names(contacts)):
        order = "given_first" if script < 2 else "family_first"  # noqa: PLR2004
        kept = (id_of("contact", number), whole, family, given, order, [SCRIPTS[script][1]])
        yield (*kept, "", False, False, *_LEVEL, *_stamps(number))


def _names(contacts: int) -> Iterator[tuple[Any, ...]]:
    chance = chance_of("further names")
    for number, (whole, *_parts, script) in enumerate(names(contacts)):
        if script or number == 0:
            key, given, family = id_of("name", number), *map(chance.choice, LATIN)
            person = id_of("contact", number)
            yield key, person, f"{given} {family}", "en", "Latn", "romanization", "", "", 0
            yield id_of("alias", number), person, whole, "", None, "alias", "", "", 1


def _points(contacts: int) -> Iterator[tuple[Any, ...]]:
    for number in range(contacts):
        person = id_of("contact", number)
        mail, phone = f"c{number}@ministry.example", f"+99871{number:07}"
        yield id_of("email", number), person, "email", mail, "", True, False, 0
        yield id_of("phone", number), person, "phone", phone, "", True, False, 1


def _posts(contacts: int) -> Iterator[tuple[Any, ...]]:
    """Give everybody a main post of today, and every second one an earlier post besides."""
    chance = chance_of("posts")
    houses = dice.institutions(contacts)
    for number in range(contacts):
        for earlier in range(1 + number % 2):
            house = id_of("institution", chance.randrange(houses))
            kept = (id_of(f"post {earlier}", number), id_of("contact", number), house)
            said = (chance.choice(TITLES), "", "", "", False)
            held = ("2010", "2015-06", False) if earlier else ("2016-03", "", True)
            yield (*kept, *said, *held, False, earlier, *_stamps(number))


def _events(contacts: int) -> Iterator[tuple[Any, ...]]:
    chance = chance_of("events")
    kinds = list(EventKind.objects.order_by("code").values_list("pk", flat=True))
    for number in range(dice.events(contacts)):
        day = (dice.BORN + timedelta(days=chance.randrange(dice.DAYS))).isoformat()
        told = day[:7] if number % 5 == 0 else day
        kept = (
            id_of("event", number),
            f"{chance.choice(MEETINGS)} {number}",
            "",
            kinds[number % len(kinds)],
        )
        said = (told, "", "in_person", "expert", "held", ["en", "ru"], "", "")
        yield (*kept, *said, *_LEVEL, *_stamps(number))


def _participations(contacts: int) -> Iterator[tuple[Any, ...]]:
    events = dice.events(contacts)
    for number in range(2 * contacts):
        person, turn = number % contacts, number // contacts
        # Another stride the second time, so that nobody takes part in one event twice.
        event = person % events if turn == 0 else (person // events + person + 1) % events
        kept = (id_of("participation", number), id_of("event", event), id_of("contact", person))
        yield (*kept, "", "", ["participant"], "in_person", turn, *_LEVEL, *_stamps(number))


ROWS: Final = {
    "relations_institution": _institutions,
    "relations_contact": _contacts,
    "relations_contactname": _names,
    "relations_contactpoint": _points,
    "relations_post": _posts,
    "relations_event": _events,
    "relations_participation": _participations,
}
