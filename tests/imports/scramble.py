"""Make other reports of the same kind: a schema-driven shake of the real ones.

Keys that join records are kept; every other value may become another one the schema allows.
"""

import copy
import random
from typing import Any

KEPT = frozenset(
    word
    for line in (
        "id key person institution unit parent country countries who about between by reads_for ",
        "subject result side event from to reports sources seen edtf date since period start end ",
        "start_time end_time time_zone published relation kind organiser url format set",
    )
    for word in line.split()
)
SHORT = frozenset({"script", "qualifier"})
LETTERS = "abc дéñ 한국 ўқғҳ -–—'\"«»,;=+@%_\\/()🙂"


def scramble(document: dict[str, Any], schema: dict[str, Any], seed: int) -> dict[str, Any]:
    """Return a changed copy in which about a third of the free values are others."""
    chance = random.Random(seed)  # noqa: S311
    shaken = copy.deepcopy(document)
    for report in shaken["reports"]:
        _shake(report, schema["properties"]["reports"]["items"], chance)
    for registry in ("people", "institutions", "series"):
        for entry in shaken[registry]:
            entry[{"series": "name"}.get(registry, "preferred")] = _text(chance, 90)
    return shaken


def _shake(value: Any, schema: dict[str, Any], chance: random.Random) -> None:
    properties = _object(schema).get("properties", {})
    for name, inner in properties.items():
        if name not in value:
            continue
        shape = _object(inner)
        if isinstance(value[name], dict):
            _shake(value[name], shape, chance)
        elif isinstance(value[name], list):
            for item in value[name]:
                if isinstance(item, dict):
                    _shake(item, shape["items"], chance)
        elif name not in KEPT and "properties" not in shape and chance.random() < 1 / 3:
            longest = 40 if name in SHORT else 120
            value[name] = _another(inner, value[name], longest, chance)


def _object(schema: dict[str, Any]) -> dict[str, Any]:
    options = schema.get("anyOf", [schema])
    return next((option for option in options if option.get("type") != "null"), schema)


def _another(schema: dict[str, Any], value: Any, longest: int, chance: random.Random) -> Any:
    shape = _object(schema)
    kinds = shape.get("type", [])
    if "enum" in shape:
        return chance.choice(shape["enum"])
    if ("null" in kinds or shape is not schema) and chance.random() < 1 / 2:
        return None
    if "pattern" in shape:
        return value
    others = {
        "boolean": [True, False],
        "integer": range(1, 30000),
        "number": [0, -3, 10**14, 0.5, 123456.789, 1e-6],
    }
    for kind, choices in others.items():
        if kind in kinds:
            return chance.choice(choices)
    return _text(chance, min(shape.get("maxLength", longest), longest))


def _text(chance: random.Random, longest: int) -> str:
    length = chance.randint(2, longest)
    return "".join(chance.choice(LETTERS) for _ in range(length))
