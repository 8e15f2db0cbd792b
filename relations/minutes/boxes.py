"""The boxes of a form of a meeting as lines, and lines as boxes."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from relations.dates.fields import EdtfFormField
from relations.minutes.form import FEWEST, MOST
from relations.minutes.lines import lines as read_lines
from relations.minutes.merging import Lines
from relations.minutes.pairing import pairs
from relations.minutes.telling import LISTS, OF_SIDE, SINGLE


def count_of(data: Mapping[str, str]) -> int:
    asked = data.get("sides", "")
    count = int(asked) if asked.isdecimal() and len(asked) < len("100") else FEWEST
    return min(max(count, 1), MOST)


def key_of(side: Any) -> str:
    """Name a side's boxes by its row, or by its place where it is new."""
    return side.id or str(side.prefix)


def boxes_of(data: Mapping[str, str]) -> dict[str, Lines]:
    """Read what was typed, box by box, as its lines."""
    boxes = {name: typed_lines(data.get(name, "")) for name in (*SINGLE, *LISTS)}
    boxes["date"] = read_date(data.get("date", ""))
    for place in range(count_of(data)):
        key = data.get(f"side-{place}-id") or f"side-{place}"
        for name in OF_SIDE:
            text = data.get(f"side-{place}-{name}", "")
            text = " ".join(text.split()) if name == "name" else text
            boxes[f"{key}:{name}"] = typed_lines(text)
    return boxes


def typed_lines(text: str) -> Lines:
    lines = (" ".join(one.split()) for one in text.replace("\r", "\n").split("\n"))
    return tuple(one for one in lines if one)


def read_date(text: str) -> Lines:
    """Read a date, so that it is the same in whatever words it is typed."""
    try:
        known = EdtfFormField(required=False).clean(text)
    except ValidationError:
        known = text
    return (known,) if known else ()


def parted(rows: list[tuple[str, Any]], lines: Lines) -> tuple[list[str], list[Any]]:
    """Part lines into those that are new, and the rows whose lines are gone."""
    left, fresh = list(rows), []
    for text in lines:
        found = next((one for one in left if one[0] == text), None)
        if found:
            left.remove(found)
        else:
            fresh.append(text)
    return fresh, [row for _text, row in left if row is not None]


def reordered(rows: list[tuple[str, Any]], lines: Lines) -> list[tuple[Any, int]]:
    """Put rows that stand into the order of their lines, where that is another than theirs."""
    kept, left = [], list(rows)
    for text in lines:
        found = next((one for one in left if one[0] == text), None)
        if found:
            left.remove(found)
            kept.append(found[1])
    places = sorted(row.order for row in kept)
    return [(row, place) for row, place in zip(kept, places, strict=True) if row.order != place]


def rewritten(rows: list[tuple[str, Any]], lines: Lines) -> list[tuple[int, Any]]:
    """Pair new lines, by the number of their first record, with the rows they were made from."""
    fresh, gone = parted(rows, lines)
    texts = [(text, row) for text, row in rows if row in gone]
    counts = [len(read_lines(one)) for one in fresh]
    return [(sum(counts[:place]), row) for place, row in pairs(texts, fresh) if counts[place]]


def data_of(boxes: Mapping[str, Lines], keys: list[str], **values: str) -> dict[str, str]:
    """Write boxes as a browser sends them."""
    data = {name: "\n".join(boxes.get(name, ())) for name in (*SINGLE, *LISTS)}
    for place, key in enumerate(keys):
        data[f"side-{place}-id"] = "" if key.startswith("side-") else key
        data |= {f"side-{place}-{name}": "\n".join(boxes[f"{key}:{name}"]) for name in OF_SIDE}
    return {**data, **values, "sides": str(max(len(keys), 1))}
