from dataclasses import dataclass, field

from relations.dates import months
from relations.dates.edtf import OPEN, EdtfDate


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Hold one language's patterns, those of CLDR where it has one.

    Places: `day`, `month` (as it stands alone), `of_month` (as beside a day), `year`, `decade`,
    `century`, English `the` and `nth`; the same with a 2 for the second date; around them `date`,
    `perhaps` and `about`. `since_dates` holds what has a case of its own after "since".
    """

    dates: dict[str, str]
    whole: str
    since: str
    until: str
    about: str
    perhaps: str
    between: str
    days_of_month: str
    days_of_year: str
    months_of_year: str
    years: str
    since_dates: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Said:
    kind: str
    places: dict[str, str | int]
    mark: str


_PHRASES = {
    "en": _Phrases(
        dates={
            "day": "{day} {of_month} {year}",
            "month": "{month} {year}",
            "year": "{year}",
            "decade": "{the}{decade}s",
            "first decade": "{the}{decade}s decade",  # "1900s" alone may be a hundred years
            "century": "{the}{century}{nth} century",
        },
        whole="{perhaps}{about}{date}",
        since="since {perhaps}{about}{date}",
        until="until {perhaps}{about}{date}",
        about="about ",
        perhaps="perhaps ",
        between=" – ",
        days_of_month="{day}–{day2} {of_month} {year}",
        days_of_year="{day} {of_month} – {day2} {of_month2} {year}",
        months_of_year="{month} – {month2} {year}",
        years="{year}–{year2}",
    ),
    "ru": _Phrases(
        dates={
            "day": "{day} {of_month} {year} г.",
            "month": "{month} {year} г.",
            "year": "{year} г.",
            "decade": "{decade}-е годы",
            "century": "{century}-й век",
        },
        since_dates={
            "month": "{of_month} {year} г.",
            "decade": "{decade}-х годов",
            "century": "{century}-го века",
        },
        whole="{perhaps}{about}{date}",
        since="{perhaps}{about}с {date}",
        until="{perhaps}{about}по {date}",
        about="примерно ",
        perhaps="предположительно ",
        between=" – ",
        days_of_month="{day}–{day2} {of_month} {year} г.",
        days_of_year="{day} {of_month} – {day2} {of_month2} {year} г.",
        months_of_year="{month} – {month2} {year} г.",
        years="{year}–{year2} гг.",
    ),
    # CLDR's "16-may, 2024" is left aside for the order of Uzbek's own documents.
    "uz": _Phrases(
        dates={
            "day": "{year}-yil {day}-{of_month}",
            "month": "{year}-yil {month}",
            "year": "{year}-yil",
            "decade": "{decade}-yillar",
            "century": "{century}-asr",
        },
        whole="{perhaps}{about}{date}",
        since="{perhaps}{about}{date}dan beri",
        until="{perhaps}{about}{date}gacha",
        about="taxminan ",
        perhaps="ehtimol ",
        between=" – ",
        days_of_month="{year}-yil {day}–{day2}-{of_month}",
        days_of_year="{year}-yil {day}-{of_month} – {day2}-{of_month2}",
        months_of_year="{year}-yil {month} – {month2}",
        years="{year}–{year2}-yillar",
    ),
    "ko": _Phrases(
        dates={
            "day": "{year}년 {of_month} {day}일",
            "month": "{year}년 {month}",
            "year": "{year}년",
            "decade": "{decade}년대",
            "century": "{century}세기",
        },
        whole="{perhaps}{date}{about}",
        since="{perhaps}{date}{about}부터",
        until="{perhaps}{date}{about}까지",
        about="경",
        perhaps="아마 ",
        between=" ~ ",
        days_of_month="{year}년 {of_month} {day}일~{day2}일",
        days_of_year="{year}년 {of_month} {day}일 ~ {of_month2} {day2}일",
        months_of_year="{year}년 {month}~{month2}",
        years="{year}년~{year2}년",
    ),
}


def say(value: EdtfDate, language: str) -> str:
    """Put a date into words which `read` reads back; English where the language is not known."""
    language = language.casefold().replace("_", "-").partition("-")[0]
    language = language if language in _PHRASES else "en"
    phrases = _PHRASES[language]
    first, slash, last = value.text.partition("/")
    if not slash:
        return _framed(phrases.whole, phrases, _said(first, language))
    if first == OPEN:
        return _framed(phrases.until, phrases, _said(last, language, the="the "))
    if last == OPEN:
        return _framed(
            phrases.since, phrases, _said(first, language, the="the "), phrases.since_dates
        )
    return _interval(phrases, _said(first, language), _said(last, language))


def _interval(phrases: _Phrases, first: _Said, last: _Said) -> str:
    pattern = "" if first.mark or last.mark else _short_pattern(phrases, first, last)
    if pattern:
        second = {f"{name}2": value for name, value in last.places.items()}
        return pattern.format(**first.places, **second)
    return phrases.between.join(_framed(phrases.whole, phrases, end) for end in (first, last))


def _short_pattern(phrases: _Phrases, first: _Said, last: _Said) -> str:
    """Give the pattern that says what two dates share only once, if they share anything."""
    if first.kind != last.kind:
        return ""
    if first.kind == "year":
        return phrases.years
    if first.kind not in {"month", "day"} or first.places["year"] != last.places["year"]:
        return ""
    if first.kind == "month":
        return phrases.months_of_year
    same_month = first.places["month"] == last.places["month"]
    return phrases.days_of_month if same_month else phrases.days_of_year


def _framed(frame: str, phrases: _Phrases, said: _Said, case: dict[str, str] | None = None) -> str:
    pattern = (case or {}).get(said.kind, phrases.dates[said.kind])
    return frame.format(
        date=pattern.format(**said.places),
        about=phrases.about if said.mark in {"~", "%"} else "",
        perhaps=phrases.perhaps if said.mark in {"?", "%"} else "",
    )


def _said(text: str, language: str, *, the: str = "") -> _Said:
    known = text.rstrip("?~%")
    mark = text[len(known) :]
    year, _, rest = known.partition("-")
    month, _, day = rest.partition("-")
    if year.endswith("XX"):
        century = int(year[:2]) + 1
        return _Said("century", {"century": century, "nth": _nth(century), "the": the}, mark)
    if year.endswith("X"):
        first = language == "en" and year.endswith("0X")
        decade = year.replace("X", "0")
        return _Said("first decade" if first else "decade", {"decade": decade, "the": the}, mark)
    if not month:
        return _Said("year", {"year": year}, mark)
    places: dict[str, str | int] = {
        "year": year,
        "month": months.nominative(language)[int(month)],
        "of_month": months.genitive(language)[int(month)],
    }
    if not day:
        return _Said("month", places, mark)
    return _Said("day", {**places, "day": int(day)}, mark)


def _nth(number: int) -> str:
    if number // 10 == 1:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
