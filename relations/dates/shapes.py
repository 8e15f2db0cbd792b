"""The shapes in which people write one date, as regular expressions over folded text.

Folded: lower case, single spaces, every month's name replaced by one letter (see `months`). Groups:
`y` year, `m` month's letter, `n` month's number, `u` last month's number, `d` day, `q` quarter,
`h` half-year, `decade`, `century`. A shape must match the whole text, so nothing is left unread.
"""

import re
from collections.abc import Iterable, Sequence

from relations.dates.months import MONTH

_WRITTEN = {
    **dict.fromkeys(("1", "i", "1st", "first", "1-й", "1-е", "1-ом", "1-м"), 1),
    **dict.fromkeys(("2", "ii", "2nd", "second", "2-й", "2-е", "2-ом", "2-м"), 2),
    **dict.fromkeys(("3", "iii", "3rd", "third", "3-й", "3-м", "третий", "третьем"), 3),
    **dict.fromkeys(("4", "iv", "4th", "fourth", "4-й", "4-м", "четвертый"), 4),
    **dict.fromkeys(("первый", "первом", "первое", "birinchi", "биринчи"), 1),
    **dict.fromkeys(("второй", "втором", "второе", "ikkinchi", "иккинчи"), 2),
    **dict.fromkeys(("uchinchi", "учинчи"), 3),
    **dict.fromkeys(("четвёртый", "четвертом", "четвёртом", "tortinchi", "тўртинчи"), 4),
}
ORDINALS = {**_WRITTEN, "상": 1, "하": 2}  # the last two only as the Korean halves of a year

_Y = "(?P<y>[0-9]{4})"
_D = "(?P<d>0?[1-9]|[1-9][0-9])"
_N = "(?P<n>0?[1-9]|[1-9][0-9])"
_U = "(?P<u>0?[1-9]|[1-9][0-9])"
_M = rf"(?P<m>{MONTH})\.?"
_NTH = "(?:st|nd|rd|th|-?го|-?е)?"
_YEAR_WORD = r"(?:[ -]?(?:г\.?|год|года|году|(?:yil|йил)(?:ning|нинг|gi|ги|i|и|da|да)?))?"
_IN_MONTH = "(?:da|да)?(?: (?:oyi|ойи)(?:da|да)?)?"
_ON = "(?:on |in |в |во )?(?:the )?"
_QUARTER = "|".join(map(re.escape, _WRITTEN))
_HALF = "|".join(re.escape(word) for word, n in _WRITTEN.items() if n in {1, 2})


def _compiled(shapes: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(shape) for shape in shapes)


_PERIODS = (
    rf"q(?P<q>[1-4])(?:,? ?{_Y})?",
    rf"{_Y},?[ -]?q(?P<q>[1-4])",
    rf"{_ON}(?P<q>{_QUARTER})[ -]?(?:quarter|квартал[ае]?|кв\.?)(?: of)? {_Y}{_YEAR_WORD}",
    rf"{_Y}{_YEAR_WORD},? (?P<q>{_QUARTER})[ -]?(?:chora[kg]|чора[кг])(?:i|и)?(?:da|да)?",
    rf"{_Y}년? ?(?:제 ?)?(?P<q>[1-4])(?:/4)?분기",
    rf"h(?P<h>[12]),? ?{_Y}",
    rf"{_Y},?[ -]?h(?P<h>[12])",
    rf"{_ON}(?P<h>{_HALF}) (?:half of|полугоди[еи]) {_Y}{_YEAR_WORD}",
    rf"{_Y}{_YEAR_WORD},? (?P<h>{_HALF})[ -]?(?:yarmi|ярми)(?:da|да)?",
    rf"{_Y}년? ?(?P<h>상|하)반기",
)
_LONG_SPANS = (
    rf"{_ON}(?P<decade>[0-9]{{2}}(?:[1-9](?=0s)|0(?=0s decade)))0s(?: decade)?",
    r"(?:в )?(?P<decade>[0-9]{3})0-?(?:е(?: годы| гг\.?)?|х(?: годов| годах| гг\.?)?)",
    r"(?P<decade>[0-9]{3})0(?:-?(?:yillar|йиллар)(?:da|да)?|년대)",
    rf"{_ON}(?P<century>100|[1-9][0-9]?)(?:st|nd|rd|th) century",
    r"(?:в )?(?P<century>100|[1-9][0-9]?)(?:-?(?:й|м|го))? век[ае]?",
    r"(?P<century>100|[1-9][0-9]?)(?:-? ?(?:asr|аср)(?:da|да)?|세기)",
)
_IN_WORDS = (
    rf"{_ON}(?:{_D}{_NTH}(?: of |[ -])?)?{_M}{_IN_MONTH}(?:(?:,? ?|-)(?:of )?{_Y}{_YEAR_WORD})?",
    rf"{_ON}{_M} (?:the )?{_D}{_NTH}(?:,? {_Y})?",
    rf"{_Y}{_YEAR_WORD},? (?:{_D}{_NTH}[ -]?)?{_M}{_IN_MONTH}",
    rf"{_Y} {_M} {_D}",
    rf"(?:{_ON}|the year ){_Y}{_YEAR_WORD}",
    rf"(?:{_Y}년 ?)?{_N}월(?: ?{_D}일)?",
    rf"{_Y}년",
    rf"(?:{_Y}년 ?)?{_N}[~–-]{_U}월",
)
_IN_NUMBERS = (
    rf"{_D}([./-]){_N}\2{_Y}{_YEAR_WORD}",
    rf"{_N}[./]{_Y}{_YEAR_WORD}",
    rf"{_Y}-(?P<n>[0-9]{{2}})",
    rf"{_Y}([/-]){_N}\2{_D}",
    rf"{_Y}\. ?{_N}(?:\. ?{_D})?\.?",
)
_DAY_AND_MONTH = rf"{_D}[./]{_N}\.?"
_LONE_DAY = rf"(?:the )?{_D}(?:{_NTH}|일)\.?"

WHOLE = _compiled((*_IN_WORDS, *_IN_NUMBERS, *_LONG_SPANS, *_PERIODS, _DAY_AND_MONTH))
# What the first of two dates may leave to the second, and the second to the first.
FIRST = (
    *WHOLE,
    *_compiled(
        (_LONE_DAY, rf"{_Y}[ -]?(?:yil|йил),? {_D}", rf"(?:{_Y}년 ?)?{_N}월 ?{_D}"),
    ),
)
SECOND = (
    *_compiled((*_IN_WORDS, *_IN_NUMBERS, *_LONG_SPANS, *_PERIODS)),
    *_compiled((_LONE_DAY, rf"{_D},? {_Y}")),
)
_SECOND_AFTER_DOTS = (*SECOND, re.compile(rf"{_N}\. ?{_D}\.?"))
_DOTS = re.compile(r"[0-9]{4}\.")


def second_of(first: str) -> Sequence[re.Pattern[str]]:
    """Give the shapes of the second of two dates.

    After "2024. 6. 11." a further "6. 13." is a month and a day, though days come first elsewhere.
    """
    return _SECOND_AFTER_DOTS if _DOTS.match(first) else SECOND


def first_match(shapes: Sequence[re.Pattern[str]], text: str) -> dict[str, str]:
    """Give the groups the first fitting shape has found; an empty one where none fits."""
    for shape in shapes:
        match = shape.fullmatch(text)
        if match:
            return {name: value for name, value in match.groupdict().items() if value}
    return {}
