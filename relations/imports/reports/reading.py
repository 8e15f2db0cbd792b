"""Read a file of reports: every fault is found and named before anything is written."""

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from relations.imports.reports.faults import MOST_SHOWN, Fault, RefusedError, join

MOST_BYTES: Final = 32 * 1024 * 1024
SCHEMA_PATH: Final = (
    Path(__file__).resolve().parents[3] / "fixtures" / "real-reports" / "report.schema.json"
)
MOST_QUOTED: Final = 80
MOST_NAMED: Final = 5
LARGEST: Final = 10**30


@cache
def validator() -> Draft202012Validator:
    schema = json.loads(SCHEMA_PATH.read_text(encoding="utf-8"))
    return Draft202012Validator(schema)


def read(path: Path) -> dict[str, Any]:
    """Return the checked content of a file, or raise ``RefusedError`` with every fault."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise RefusedError(
                [Fault("", f"the file has {size:,} bytes; at most {MOST_BYTES:,} are read")]
            )
        content = path.read_bytes()
    except OSError as error:
        raise RefusedError([Fault("", f"cannot be read: {error.strerror}")]) from error
    return parse(content)


def parse(content: bytes) -> dict[str, Any]:
    """Return the document in ``content`` once it is JSON, of the schema, and clean text."""
    document = _json(content)
    faults = list(_schema_faults(document)) or list(_text_faults(document))
    if faults:
        raise RefusedError(faults)
    return dict(document)


def _json(content: bytes) -> Any:
    try:
        return json.loads(
            content.decode("utf-8-sig"),
            object_pairs_hook=_without_twins,
            parse_float=Decimal,
            parse_constant=_no_constant,
        )
    except UnicodeDecodeError as error:
        raise RefusedError([Fault("", f"not UTF-8 at byte {error.start}")]) from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise RefusedError([Fault("", f"not JSON: {error.msg} at {place}")]) from error
    except ValueError as error:
        raise RefusedError([Fault("", f"not JSON: {error}")]) from error
    except RecursionError as error:
        raise RefusedError([Fault("", "not JSON we read: nested too deeply")]) from error


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twin = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the name “{twin[:MOST_QUOTED]}” stands twice in one object")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _schema_faults(document: Any) -> Iterator[Fault]:
    for error in islice(validator().iter_errors(document), MOST_SHOWN):
        exact = best_match([error]) or error
        yield Fault(join(exact.absolute_path), _said(exact))


def _said(error: ValidationError) -> str:
    """Say what the schema asks without printing a whole broken document back."""
    rule, wanted, schema = str(error.validator), error.validator_value, error.schema
    if rule == "additionalProperties" and isinstance(schema, dict):
        extra = sorted(set(error.instance) - set(schema["properties"]))[:MOST_NAMED]  # type: ignore[arg-type]
        return f"unknown: {', '.join(name[:MOST_QUOTED] for name in extra)}"
    if rule == "required":
        return error.message.replace("is a required property", "is missing")
    shown = repr(error.instance)
    shown = shown if len(shown) <= MOST_QUOTED else shown[:MOST_QUOTED] + "…"
    asked = json.dumps(wanted, ensure_ascii=False)[: 2 * MOST_QUOTED]
    return f"{shown} does not fit: {rule} {asked}"


def _text_faults(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[Fault]:
    """Find text and numbers that no database column holds: NUL, lone surrogates, infinities."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _text_faults(inner, (*path, name))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _text_faults(inner, (*path, position))
    elif message := _unfit(value):
        yield Fault(join(path), message)


def _unfit(value: Any) -> str:
    if isinstance(value, str):
        if "\x00" in value:
            return "holds a NUL character"
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            return "holds half a surrogate pair"
    if isinstance(value, Decimal | int) and not -LARGEST < value < LARGEST:
        return "is too large a number"
    return ""
