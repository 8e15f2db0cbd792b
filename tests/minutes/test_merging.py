"""What two people made of the same lines, brought together."""

import pytest

from relations.minutes.merging import Merged, choose, merge


@pytest.mark.parametrize(
    ("was", "now", "typed", "lines", "clash"),
    [
        ("a b c", "a b c", "a b c", "a b c", False),
        ("a b c", "a x c", "a b c", "a x c", False),
        ("a b c", "a b c", "a y c", "a y c", False),
        ("a b c", "a x c", "a x c", "a x c", False),
        ("a b c d e", "a x c d e", "a b c y e", "a x c y e", False),
        ("a b c", "a c", "a b c d", "a c d", False),
        ("a b", "a b x", "a b y", "a b x y", False),
        ("a b", "a b x", "a b x y", "a b x y", False),
        ("", "x", "y", "x y", False),
        ("a b c", "a x c", "a y c", "a y c", True),
        ("a b c", "a c", "a y c", "a y c", True),
        ("a b c d e", "a x c d e f", "a y c d", "a y c d", True),
        ("a", "", "a", "", False),
    ],
)
def test_lines_are_merged_or_clash(was, now, typed, lines, clash):
    given = (tuple(text.split()) for text in (was, now, typed))
    assert merge(*given) == Merged(tuple(lines.split()), clash)


@pytest.mark.parametrize(
    ("was", "now", "typed", "line", "clash"),
    [
        ("a", "a", "b", "b", False),
        ("a", "b", "a", "b", False),
        ("a", "b", "b", "b", False),
        ("a", "b", "c", "c", True),
        ("", "b", "c", "c", True),
    ],
)
def test_one_value_is_that_of_who_changed_it(was, now, typed, line, clash):
    given = (tuple(text.split()) for text in (was, now, typed))
    assert choose(*given) == Merged((line,), clash)
