"""What is wrong with a file, each fault under the path of its place."""

from collections.abc import Iterable
from dataclasses import dataclass

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault: a path such as ``reports[3].event.date.edtf`` and a sentence."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path or 'file'}: {self.message}"


class RefusedError(Exception):
    """A file refused whole: nothing of it was written."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults[:MOST_SHOWN]))


def join(path: Iterable[str | int]) -> str:
    """Write a path as a person would: ``reports[0].sides[1].name``."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step}" if text else step
    return text
