"""The words around dates: about, since, until, from … to, and those that are too vague to keep."""

import re

_ABOUT = (
    r"about|around|circa|ca\.?|c\.|approximately|approx\.?|roughly"
    r"|около|примерно|приблизительно|ок\.?|taxminan|тахминан|약|대략"
)
_PERHAPS = (
    "perhaps|possibly|probably|возможно|вероятно|предположительно|ehtimol|эҳтимол|아마도|아마"
)
MARK_BEFORE = re.compile(rf"(?:(?P<about>{_ABOUT})|(?P<perhaps>{_PERHAPS})),? ?")
MARK_AFTER = re.compile(
    r" ?(?:(?P<about>경|쯤|atrofida|атрофида|or so)|(?P<perhaps>\?|\(\?\)|\(추정\)))$"
)
_MARKS = rf"(?P<marks>(?:(?:{_ABOUT}|{_PERHAPS}),? ?)*)"

_PRESENT = "the present|present|now|настоящее время|hozirgacha|ҳозиргача|현재"
SINCE = tuple(
    re.compile(_MARKS + shape)
    for shape in (
        rf"(?:from |с |со )?(?P<end>.+?)(?: ?[–~-] ?| to | по )(?:{_PRESENT})",
        r"(?:since|from|с|со|начиная с) (?P<end>.+?)(?: on| onwards?)?",
        r"(?P<end>.+?)(?:dan|дан)(?: beri| buyon| бери| буён)?",
        r"(?P<end>.+?)(?:부터| 이후)",
    )
)
UNTIL = tuple(
    re.compile(_MARKS + shape)
    for shape in (
        r"(?:until|till|up to|по|до) (?P<end>.+)",
        r"(?P<end>.+?) ?(?:gacha|гача|까지)",
    )
)
FROM_TO = tuple(
    re.compile(_MARKS + shape)
    for shape in (
        r"from (?P<first>.+?) (?:to|until|till) (?P<second>.+)",
        r"(?:с|со) (?P<first>.+?) (?:по|до) (?P<second>.+)",
        r"(?P<first>.+?)(?:dan|дан) (?P<second>.+?) ?(?:gacha|гача)",
        r"(?P<first>.+?)부터 (?P<second>.+?)까지",
    )
)
YEARS = re.compile(
    r"(?P<first>[0-9]{4})년? ?[–~-] ?(?P<second>[0-9]{4})"
    r"(?: ?(?:гг?\.?|годы)|[ -]?(?:yillar|yil|йиллар|йил)|년)?"
)
BETWEEN = re.compile(r" ?[–~] ?| - |-| to | по ")

TODAY = {"today": 0, "сегодня": 0, "bugun": 0, "бугун": 0, "오늘": 0} | {
    "yesterday": -1,
    "вчера": -1,
    "kecha": -1,
    "кеча": -1,
    "어제": -1,
    "tomorrow": 1,
    "завтра": 1,
    "ertaga": 1,
    "эртага": 1,
    "내일": 1,
}
VAGUE = re.compile(
    r"\b(?:late|early|mid|end|beginning|spring|summer|autumn|fall|winter)\b|[0-9]{2}00s"
    r"|кон[ец]\w*|начал\w*|середин\w*|весн\w*|лет[оа]м?\b|осен\w*|зим\w*"
    r"|boshi\w*|oxiri\w*|o.?rta\w*|bahor\w*|\byoz\w*|\bkuz\w*|\bqish\w*"
    r"|초|말|중순|봄|여름|가을|겨울"
)
SHORT_YEAR = re.compile(r"[0-9]{1,2}([./-])[0-9]{1,2}\1[0-9]{2}\.?")
