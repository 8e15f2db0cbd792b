"""Reading what was sent: JSON that the program and the database can hold, and nothing else."""

import json
import unicodedata
from collections.abc import Iterator
from math import isfinite
from typing import Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from relations.api.problems import BadParameters

DEEPEST = 20
UNKEPT = "This text holds characters that cannot be kept."


class GuardedJSON(JSONParser):
    """Read a JSON object or list; what is too deep, too large or no text is refused by its path.

    Python takes ``1e400`` for infinity, ``NaN`` for a number, a second key of one name for the
    first, and half of a surrogate pair for a letter; PostgreSQL takes none of them. Texts are
    brought to NFC here, for all nouns at once.
    """

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        body = stream.read()
        try:
            told = json.loads(
                body.decode(),
                object_pairs_hook=_once,
                parse_constant=_no_number,
                parse_float=_number,
            )
        except RecursionError:
            raise ParseError(f"The JSON is nested more than {DEEPEST} deep.") from None
        except ValueError as error:  # no UTF-8, no JSON, or a number of thousands of digits
            raise ParseError(f"This cannot be read as JSON: {str(error)[:100]}.") from None
        if not isinstance(told, dict | list):
            raise ParseError("Send an object.")
        return checked(told)


def checked(told: Any) -> Any:
    """Refuse what cannot be kept, by its path, and bring all texts to NFC."""
    if faults := dict(_faults(told)):
        raise BadParameters(faults)
    return _composed(told)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) < len(pairs):
        raise ValueError("one name stands twice in an object")
    return held


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number")


def _number(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(f"{text[:20]} is too large a number")
    return number


def _faults(told: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, list[str]]]:
    """Name the places of what cannot be kept."""
    if len(path) > DEEPEST:
        raise ParseError(f"The JSON is nested more than {DEEPEST} deep.")
    if isinstance(told, str) and not kept(told):
        yield ".".join(path), [UNKEPT]
    for name, value in _inside(told):
        if not kept(name):
            yield ".".join((*path, repr(name)[1:-1])), [UNKEPT]
        yield from _faults(value, (*path, name))


def _inside(told: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(told, dict):
        yield from told.items()
    elif isinstance(told, list):
        yield from ((str(place), value) for place, value in enumerate(told))


def kept(text: str) -> bool:
    """Tell whether PostgreSQL can hold a text."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _composed(told: Any) -> Any:
    if isinstance(told, str):
        return unicodedata.normalize("NFC", told)
    if isinstance(told, dict):
        return {name: _composed(value) for name, value in told.items()}
    if isinstance(told, list):
        return [_composed(value) for value in told]
    return told
