"""What holds for every parameter of every noun."""

import itertools
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import models as db_models
from django.http import QueryDict

from relations import models
from relations.exports.nouns import MODELS
from relations.filters import FILTERS, EventFilters, NounFilters
from relations.filters.asking import Many
from relations.filters.fields import WordsField
from tests import cast
from tests.filters.hidden import hide
from tests.filters.world import filters_for

HOSTILE = ["a\0b", "1" * 20, "\udcff", "%_\\", "'; --", "x" * 10_000, ",,,", "Infinity", "{}"]


# What the hidden rows hang on, and what they say of themselves.
TOUCHED = (
    "isrs", "kiep", "nisi", "jeh", "talks", "table", "visit", "forum_uz", "talks_uz", "jeh_hufs",
    "park_center", "climate", "site", "paper", "series", "draft", "old", "memo", "first",
    "position", "reader",
)  # fmt: skip
SAID = {
    "restricted", "signing", "agreed", "adopted", "ours", "host", "guest", "third_party", "day",
    "year", "continues", "held",
}  # fmt: skip


def samples(world, question):
    """Give values that a parameter understands, those that could betray something first."""
    one = question.one if isinstance(question, Many) else question
    related = getattr(one, "related", None)
    if related is models.Place:
        return ["KZ", "030"]
    if related is not None:
        rows = [getattr(world, label) for label in TOUCHED]
        return [str(row.pk) for row in rows if type(row) is related]
    schema = one.schema()
    if "enum" in schema:
        return [value for value in schema["enum"] if value in SAID] or schema["enum"][:1]
    by_type = {"boolean": ["1"], "integer": ["2"]}
    return by_type.get(schema["type"], ["2023-12", "e"])


def answers(world, nouns):
    """Ask all that can be asked of a few nouns; ``__in`` and its like ask the same again."""
    return {
        (noun, name, value): found(noun, name, value, world.reader)
        for noun in nouns
        for name, question in FILTERS[noun].base_filters.items()
        if not isinstance(question, Many)
        for value in samples(world, question)
    }


def found(noun, name, value, user):
    query = QueryDict(mutable=True)
    query[name] = value
    filters = filters_for(noun, query.urlencode(), user=user)
    errors = {key: list(messages) for key, messages in filters.errors.items()}
    return errors or set(filters.qs.values_list("pk", flat=True))


NOUNS = sorted(FILTERS)
THIRDS = [NOUNS[0::3], NOUNS[1::3], NOUNS[2::3]]


@pytest.mark.parametrize("nouns", THIRDS, ids=lambda nouns: "-".join(nouns[:2]))
def test_what_is_hidden_changes_no_answer(world, nouns):
    before = answers(world, nouns)
    hide(world)
    after = {key: found(*key, world.reader) for key in before}
    assert after == before
    insider = cast.cleared()
    assert any(found(*key, insider) != rows for key, rows in before.items())


def test_a_hidden_id_and_a_made_up_one_get_the_same_answer(world):
    for row in hide(world):
        made_up = str(uuid.uuid4())
        for noun, filters in FILTERS.items():
            for name, question in filters.base_filters.items():
                if getattr(question, "related", None) is type(row):
                    hidden = found(noun, name, str(row.pk), world.reader)
                    missing = found(noun, name, made_up, world.reader)
                    assert list(hidden) == [name]
                    assert str(hidden).replace(str(row.pk), made_up) == str(missing)


def test_a_branch_under_a_hidden_unit_is_not_entered(world):
    lab = cast.make_unit(parent=world.kiep, display_name="Lab", **cast.restricted())
    world.desk = cast.make_unit(parent=lab, display_name="Desk")
    assert world.ask("institutions", "institution={kiep}") == {"kiep", "center"}
    insider = cast.cleared()
    asked = world.ask("institutions", "institution={kiep}", user=insider)
    assert asked == {"kiep", "center", "desk", str(lab.pk)}


def test_a_key_to_a_hidden_record_counts_as_empty(world):
    secret = cast.make_event(title="Secret", **cast.restricted())
    world.talks.part_of = secret
    world.talks.save()
    assert "talks" in world.ask("events", "part_of__isnull=1")
    assert "talks" not in world.ask("events", "part_of__isnull=0")


def test_hostile_values_are_refused_or_find_nothing(world):
    """Each parameter gets one of them in turn, and each kind of parameter all of them."""
    turn = itertools.cycle(HOSTILE)
    tried = set()
    for noun, filters in FILTERS.items():
        rows = MODELS[noun].objects.visible_to(world.reader)
        for name, question in filters.base_filters.items():
            values = [next(turn)] if type(question) in tried else HOSTILE
            tried.add(type(question))
            for value in values:
                asked = filters({name: value}, rows, request=request_of(world.reader))
                assert len(asked.qs[:1]) <= 1


def request_of(user):
    return type("Request", (), {"user": user})()


@pytest.mark.parametrize("noun", NOUNS)
def test_an_unknown_parameter_is_refused_under_its_name(world, noun):
    filters = filters_for(noun, "knd=forum&page_size=5&cursor=&sort=x&fields=a", user=world.reader)
    assert filters.errors == {"knd": ["There is no such filter."]}
    assert list(filters.qs) == []


def test_what_is_given_twice_is_refused_except_in_lists(world):
    forums = ("kind=forum", "kind=round_table")
    assert world.ask("events", "&".join(forums)) == {"kind": ["Give this once."]}
    assert world.ask("events", "kind__in=forum&kind__in=round_table") == {"forum", "table"}


def test_errors_say_what_is_wrong(world):
    expected = {
        "date=soon": {"date": 1},
        "year=0": {"year": 1},
        "kind=party": {"kind": ["There is no event kind “party”."]},
        "contact=1": {"contact": ["“1” is no id."]},
        "family=sports": {"family": 1},
        "owner=nobody": {"owner": ["There is no user “nobody”."]},
        "owner=99999999999999999999": {"owner": ["There is no user “99999999999999999999”."]},
        "part_of__isnull=perhaps": {"part_of__isnull": 1},
        "q=" + "a " * 301: {
            "q": ["Ensure this value has at most 600 characters (it has 601)."],
        },
        "id__in=" + ",".join("abcdefghijk"[i % 11] * (i + 1) for i in range(101)): {
            "id__in": ["Give at most 100 values."]
        },
    }
    for query, errors in expected.items():
        asked = world.ask("events", query)
        assert list(asked) == list(errors)
        for name, wanted in errors.items():
            assert wanted in (asked[name], len(asked[name]))


def test_too_many_words_are_refused():
    field = WordsField()
    assert field.clean("a " * 20) == ["a"] * 20
    with pytest.raises(ValidationError, match="Give at most 20 words"):
        field.clean("a " * 21)


def test_empty_values_ask_nothing(world):
    query = "&".join(f"{name}=" for name in EventFilters.base_filters)
    assert world.ask("events", query) == world.ask("events", "")


def test_without_a_query_the_rows_are_left_as_they_are(world):
    rows = models.Event.objects.visible_to(world.reader)
    unbound = EventFilters(queryset=rows, request=request_of(world.reader))
    assert unbound.is_valid() is False
    assert set(unbound.qs) == set(rows)
    assert unbound.form.errors == {}


@pytest.mark.usefixtures("world")
def test_the_anonymous_find_nothing():
    for noun in FILTERS:
        assert list(filters_for(noun).qs) == []
    assert list(filters_for("institutions", "quiet_for=5").qs) == []
    without_request = EventFilters(data={"country": "UZ"}, queryset=models.Event.objects.all())
    assert list(without_request.qs) == []


def test_a_page_can_show_every_form(world):
    for noun in FILTERS:
        html = filters_for(noun, user=world.reader).form.as_p()
        assert all(f'name="{name}"' in html for name in FILTERS[noun].base_filters)


def test_a_question_can_be_looked_at_without_a_request():
    kinds = EventFilters.base_filters["family__in"].field.one
    assert kinds.choices == [("", "any"), ("meeting", "meeting"), ("forum", "forum")]
    for filters in FILTERS.values():
        for question in filters.base_filters.values():
            assert question.field.required is False
            assert question.schema()["type"] in {"string", "boolean", "integer"}


def test_every_related_record_is_asked_over_visible_rows():
    """No parameter may look through a key at the text of another record."""
    for noun, filters in FILTERS.items():
        for name, question in filters.base_filters.items():
            path = question.where if isinstance(question.where, str) else ""
            if "__" in path:
                guards = MODELS[noun].guarded_by
                first = path.split("__")[0]
                field = MODELS[noun]._meta.get_field(first)
                assert not isinstance(field, db_models.ForeignKey) or first in {
                    *guards, "kind", "delegation",
                }, (noun, name)  # fmt: skip


def test_a_set_of_ones_own_gets_the_families_too():
    assert issubclass(EventFilters, NounFilters)
    assert [name for name in EventFilters.base_filters if name.startswith("date")] == [
        "date", "date__from", "date__until", "date__within", "date__isnull",
        "date_precision", "date_precision__in", "date_precision__not",
    ]  # fmt: skip
