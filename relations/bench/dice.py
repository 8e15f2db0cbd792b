"""What all parts of the made-up ministry are drawn by: ids, chances, days and sizes."""

import random
import uuid
from datetime import date
from typing import Final

SPACE: Final = uuid.UUID("0d7a4f0e-9a55-5b0b-8f43-3b8f0a5c2e11")
BORN: Final = date(1995, 1, 1)
DAYS: Final = 11_000
MOMENT: Final = "2024-01-01 00:00:00+00"
_SEED: Final = 20231215


def words(text: str, by: str | None = None) -> list[str]:
    return text.split(by)


def id_of(kind: str, number: int) -> uuid.UUID:
    """Give an id that grows with the number, as those made one after another do."""
    chance = uuid.uuid5(SPACE, f"{kind} {number}").int & ((1 << 62) - 1)
    return uuid.UUID(int=(number + (1 << 40)) << 80 | 0x7 << 76 | 0b10 << 62 | chance)


def chance_of(kind: str) -> random.Random:
    """Give each table its own dice, so that each is the same whatever else is written."""
    return random.Random(f"{_SEED} {kind}")  # noqa: S311 - rows of a measurement


def institutions(contacts: int) -> int:
    return max(contacts // 50, 1)


def events(contacts: int) -> int:
    return max(contacts // 5, 8)
