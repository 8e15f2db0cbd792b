"""How records call themselves, and by which words fixtures and trees find them."""

from decimal import Decimal

import pytest

from relations import models as m
from relations.models import figures
from tests import cast

pytestmark = pytest.mark.django_db

FORUM = "Expert forum of Uzbekistan and the Republic of Korea"
TALKS = "Meeting with the delegation of Hankuk University"
SOURCE = "Experts discussed cooperation in Tashkent (ISRS)"
MEMORANDUM = "Memorandum of understanding between ISRS and KIEP"
SAME = {
    cast.ISRS: "institution account_institution agreement_party figure_subject relation_party",
    cast.HUFS: "partner predecessor delegation_institution side_institution commitment_party",
    f"professor, {cast.HUFS}": "post participation_post participant_post",
    cast.JEH: "contact signatory commitment_person",
    SOURCE: "source edition_source " + " ".join(f"citation_of_{arc}" for arc in m.Citation.ARCS),
    "South Korea": "delegation_country side side_country agreement_country relation_country",
    "Uzbekistan": "place figure_country",
    "regional cooperation": "topic event_topic account_topic agreement_topic",
    "To hold the forum every year.": "statement bare_statement",
    "Minutes of the talks": " ".join(f"note_of_{owner}" for owner in m.Note.guarded_by),
    "Program of the forum": " ".join(f"document_of_{owner}" for owner in m.Document.guarded_by),
}
WORDS = {
    **{name: words for words, names in SAME.items() for name in names.split()},
    "kind": "forum",
    "team": "Korea desk",
    "membership": "owner in Korea desk",
    "view": "Korea",
    "collection": "real reports",
    "institution_name": "ISRS",
    "institution_topic": f"{cast.ISRS}: regional cooperation",
    "succession": f"merged_into {cast.ISRS}",
    "twin": "Je Seong-hun",
    "contact_name": "제성훈",
    "address_form": "Professor",
    "point": "jeh@example.org",
    "contact_topic": f"{cast.JEH}: regional cooperation",
    "bare_post": "member of a council",
    "sighting": f"professor, {cast.HUFS} (2023-12)",
    "bare_sighting": "member of a council (2023)",
    "series": FORUM,
    "series_name": "KUEF",
    "event": f"{FORUM} (2023-12)",
    "meeting": f"{TALKS} (2024-05-16)",
    "event_name": "Экспертный форум",
    "event_place": "ISRS, Tashkent, Uzbekistan",
    "event_institution": f"{cast.ISRS} (host)",
    "link": f"{TALKS} (2024-05-16) continues {FORUM} (2023-12)",
    "edition": f"{FORUM} 1",
    "missing_edition": f"{FORUM} 2",
    "delegation": "Korean side",
    "participation": f"{cast.JEH} at {FORUM} (2023-12)",
    "account": "Expert forum",
    "account_name": "II Expert Forum",
    "account_place": "Tashkent, Uzbekistan",
    "account_remark": "date-conflict: two dates",
    "participant": "Je Seong Hun",
    "mention": "a later meeting",
    "appointment": "became a professor",
    "merger": "merged into ISRS",
    "agreement": MEMORANDUM,
    "bare_agreement": "Joint statement",
    "signing": f"{MEMORANDUM} (2024-05-16)",
    "commitment": "Hold the next forum in Seoul",
    "commitment_user": "owner",
    "figure": "trade turnover: = 2.46 billion US dollars",
    "relation": "Special Strategic Partnership",
    "identifier_of_institution": "wikidata:Q-institution",
    "identifier_of_contact": "wikidata:Q-contact",
    "identifier_of_event": "wikidata:Q-event",
    "same_contact": f"{cast.JEH} / Je Seong-hun",
}


def test_every_record_has_words_for_itself(world):
    pairs = {f"{FORUM} (2023-12)", f"{TALKS} (2024-05-16)"}, {cast.ISRS, cast.HUFS}
    same = {str(world.pop("same_event")), str(world.pop("same_institution"))}
    assert {frozenset(words.split(" / ")) for words in same} == set(map(frozenset, pairs))
    assert {name: str(record) for name, record in world.items()} == WORDS


def test_what_is_not_known_is_not_said():
    institution = cast.make_institution()
    assert [
        str(m.Event(title="Talks")),
        str(m.Source(title="A report")),
        str(m.EventPlace(city="Seoul")),
        str(m.AccountPlace(venue="Lotte Hotel")),
        str(m.Edition(series=cast.make_series())),
        str(m.Post(institution=institution)),
        str(m.Post(institution=institution, title="director", acting=True)),
        str(m.AddressForm(salutation="Dear Professor Jeh")),
        str(m.AccountInstitution(institution=institution, printed="the Institute")),
        str(m.SideInstitution(institution=institution, printed="the Institute")),
        str(m.User(username="lee.ji-eon")),
        str(m.Journal(operation="insert", table="relations_event", record="5")),
    ] == [
        "Talks",
        "A report",
        "Seoul",
        "Lotte Hotel",
        FORUM,
        cast.ISRS,
        f"acting director, {cast.ISRS}",
        "Dear Professor Jeh",
        "the Institute",
        "the Institute",
        "lee.ji-eon",
        "insert relations_event 5",
    ]


def test_a_term_is_named_in_the_language_of_the_screen():
    kind = cast.kind("round_table")
    topic = cast.make_topic(name_en="water", name_ru="вода")
    assert [kind.name_in(language) for language in ("ko", "ko-kr", "uz", "en", "de")] == [
        *("라운드테이블", "라운드테이블", "davra suhbati", "round table", "round table")
    ]
    assert [topic.name_in(language) for language in ("ru", "ko")] == ["вода", "water"]


def test_a_record_is_found_by_what_names_it_in_fixtures():
    source = cast.make_source(key="report-1")
    named = [
        *(cast.place("KR"), cast.place("143"), cast.kind(), cast.make_topic(), cast.make_team()),
        *(source, cast.make_event(key="forum-2023"), cast.make_institution(key="isrs")),
        m.Collection.objects.create(name="real reports"),
        m.SavedView.objects.create(owner=cast.reader(), name="Korea", slug="k", noun="events"),
    ]
    keys = [record.natural_key() for record in named]
    assert keys == [
        *(("KR",), ("143",), ("forum",), ("regional cooperation",), ("Korea desk",)),
        *(("report-1",), ("forum-2023",), ("isrs",), ("real reports",), ("k",)),
    ]
    assert [type(record).objects.get_by_natural_key(*record.natural_key()) for record in named] == (
        named
    )


@pytest.mark.parametrize(
    ("value", "written"), [("12", 12), ("12.50", 12.5), ("1E+3", 1000), (None, None)]
)
def test_a_number_is_written_whole_where_it_is_whole(value, written):
    found = figures.number(value and Decimal(value))
    assert (found, type(found)) == (written, type(written))


def test_a_place_without_codes_has_an_empty_name():
    assert m.Place().natural_key() == ("",)


def test_a_tree_gives_a_row_and_all_below_in_one_query(django_assert_num_queries):
    top = cast.make_institution()
    unit = cast.make_unit(parent=top, display_name="Center")
    below = cast.make_unit(parent=unit, display_name="Sector")
    other = cast.make_institution(display_name=cast.KIEP)
    with django_assert_num_queries(2):
        found = set(m.Institution.objects.filter(pk__in=[top.pk, other.pk]).and_below())
    assert found == {top, unit, below, other}
    assert set(m.Institution.objects.filter(pk=unit.pk).and_below()) == {unit, below}
    assert list(m.Institution.objects.none().and_below()) == []


def test_central_asia_holds_its_five_countries():
    below = m.Place.objects.filter(m49="143").and_below()
    assert set(below.values_list("alpha2", flat=True)) == {None, "KZ", "KG", "TJ", "TM", "UZ"}


def test_meetings_and_forums_are_one_table_in_two_families():
    forum, meeting = cast.make_event(), cast.make_meeting()
    assert [[each.pk for each in family.objects.all()] for family in (m.Forum, m.Meeting)] == [
        [forum.pk],
        [meeting.pk],
    ]


def test_a_file_is_stored_by_its_id_and_not_by_what_a_person_called_it():
    document = m.Document(title="Program")
    stored = document.file.field.generate_filename(document, "Программа форума.pdf")
    assert stored == f"documents/{document.pk}"


def test_the_journal_of_one_record_is_its_own():
    one, _ = cast.make_contact(), cast.make_contact()
    assert [entry.record for entry in m.Journal.objects.of(one)] == [one.pk]
