"""A reader who asks the program inside this process, and what each page costs them."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Any, Final

from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from relations.bench.serving import HOST
from relations.models import User

DEEP: Final = 0.9
"""Where a page deep inside a list begins."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a page costs: the median of some askings, and how often the database is asked."""

    ms: float
    queries: int


class Visit:
    """The program as a reader without any special right asks it, each page some times."""

    def __init__(self, rounds: int, user: User | None = None) -> None:
        self.rounds = rounds
        self.user = user or reader()
        self.client = Client(headers={"host": HOST})
        self.client.force_login(self.user)

    def get(self, address: str) -> Any:
        """Ask for a page; what is no page is no measure, and raises ``RuntimeError``."""
        answer = self.client.get(address, secure=True)
        if answer.status_code != 200:  # noqa: PLR2004 - OK
            raise RuntimeError(f"{address}: {answer.status_code} {answer.reason_phrase}")
        return answer

    def cost(self, address: str) -> Cost:
        return self.cost_of(lambda: self.get(address))

    def costs(self, *addresses: str) -> list[Cost]:
        """Return what pages cost that are to be compared."""
        works = [partial(self.get, address) for address in addresses]
        asked = [len(self.asked(work)) for work in works]
        taken = zip(self.in_turn(*works), asked, strict=True)
        return [Cost(round(ms, 1), number) for ms, number in taken]

    def cost_of(self, work: Callable[[], Any]) -> Cost:
        asked = len(self.asked(work))  # before another request begins to count anew
        return Cost(round(self.ms(work), 1), asked)

    def asked(self, work: Callable[[], Any]) -> list[str]:
        """Return what is asked of the database for a page."""
        with CaptureQueriesContext(connection) as queries:  # nobody is the first to read a table
            work()
        return [query["sql"] for query in queries.captured_queries]

    def ms(self, work: Callable[[], Any]) -> float:
        """Return the median of the milliseconds that some work takes."""
        return self.in_turn(work)[0]

    def in_turn(self, *works: Callable[[], Any]) -> list[float]:
        """Return the medians of works that are to be compared: a load falls on all of them."""
        taken = [[self.took(work) for work in works] for _round in range(self.rounds)]
        return [1000 * median(times) for times in zip(*taken, strict=True)]

    def took(self, work: Callable[[], Any]) -> float:
        begun = time.perf_counter()
        work()
        return time.perf_counter() - begun


def reader() -> User:
    """Give a reader without any special right, the same each time."""
    return member("bench", "reader")


def member(name: str, role: str, *, is_staff: bool = False) -> User:
    """Give somebody with a role, the same each time."""
    user, made = User.objects.get_or_create(username=name, defaults={"is_staff": is_staff})
    if made:
        user.groups.set(Group.objects.filter(name=role))
    return user
