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
        """Return what pages cost that are to be compared, asked in turn: a load falls on all."""
        asked = [len(self.asked(partial(self.get, address))) for address in addresses]
        taken = [[self.took(partial(self.get, one)) for one in addresses] for _ in self.each]
        every = zip(zip(*taken, strict=True), asked, strict=True)
        return [Cost(round(1000 * median(times), 1), number) for times, number in every]

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
        return 1000 * median(self.took(work) for _ in self.each)

    @property
    def each(self) -> range:
        return range(self.rounds)

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
