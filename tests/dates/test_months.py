import pytest

from relations.dates import months


@pytest.mark.parametrize(
    ("word", "month"),
    [
        *(("december", 12), ("dec", 12), ("sept", 9), ("sep", 9), ("may", 5)),
        *(("декабря", 12), ("декабрь", 12), ("декабре", 12), ("дек", 12), ("мае", 5)),
        *(("dekabr", 12), ("sentabr", 9), ("sentyabr", 9), ("oktyabr", 10), ("iyn", 6)),
        *(("декабр", 12), ("июл", 7)),
    ],
)
def test_every_form_stands_for_its_month(word, month):
    assert months.number(months.marked(word)) == month


def test_uzbek_case_endings_stay():
    assert [months.marked(word)[1:] for word in ("dekabrgacha", "maydan", "майда")] == [
        *("gacha", "dan", "да"),
    ]


def test_other_words_are_left_as_they_are():
    assert [months.marked(word) for word in ("yildan", "maybe", "")] == ["yildan", "maybe", ""]


def test_cases():
    assert (months.nominative("ru")[5], months.genitive("ru")[5]) == ("май", "мая")
    assert (months.nominative("uz")[12], months.nominative("ko")[12]) == ("dekabr", "12월")
