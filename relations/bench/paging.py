"""Measure pages of the site on a made-up world: what a list costs at its beginning and deep inside.

Asked inside this process, as a server's worker is asked, so that what is told is time spent
answering. The pages themselves tell in which order a list stands.
"""

import re
from dataclasses import asdict, dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import F
from django.test.utils import modify_settings
from django.urls import reverse

from relations.bench import ministry
from relations.bench.scratch import scratch
from relations.bench.serving import HOST
from relations.bench.visits import DEEP, Cost, Visit
from relations.exports import COLUMNS
from relations.exports.nouns import MODELS
from relations.models import Place
from relations.search.rebuilding import rebuild

MOST: Final = 100_000
RATIO: Final = 1.5
"""How much longer a page deep inside may take than the first."""
ASKED_MS: Final = 150
"""How long a list may take that two filters and a search narrow."""
LONG: Final = 100
"""From so many rows on there is a page deep inside."""
STANDING: Final = re.compile(r'aria-sort="(ascending|descending)"[^?]*\?[^"]*?sort=-?(\w+)')
SEARCHED: Final = ("Karimov", "Jasur", "Иванов Сергей", "김성훈", "Tursunof", "Kim")
NARROWED: Final = {"country": "142", "language": "en"}
REGIONS: Final = {"a region": "142", "a part of it": "143"}
COUNTRY: Final = "UZ"


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list costs; nothing stands for ``deep`` where it has no such page."""

    rows: int
    first: Cost
    deep: Cost | None = None

    @property
    def ratio(self) -> float | None:
        return round(self.deep.ms / self.first.ms, 2) if self.deep else None


class Pages(Visit):
    """The site as a reader without any special right asks it, each page some times."""

    def listed(self, noun: str) -> Listed:
        address = reverse(f"site:{noun}-list")
        model: Any = MODELS[noun]
        rows = model.objects.visible_to(self.user)
        number = rows.count()
        if number < LONG:
            return Listed(number, self.cost(address))
        ordered = _in_order(noun, rows, self.get(address).content.decode())
        (key,) = ordered.values_list("pk", flat=True)[int(number * DEEP) :][:1]
        return Listed(number, *self.costs(address, f"{address}?{urlencode({'cursor': key})}"))

    def narrowed(self) -> dict[str, Cost]:
        """Ask for the contacts that two filters and a search leave."""
        address = reverse("site:contacts-list")
        return {
            text: self.cost(f"{address}?{urlencode({**NARROWED, 'q': text})}") for text in SEARCHED
        }

    def others(self) -> dict[str, Cost]:
        """Ask for the pages that sum up what lies far apart."""
        dossier = reverse("site:dossier")
        country = Place.objects.get(alpha2=COUNTRY)
        addresses = {"today": reverse("site:home")}
        for name in ("event", "institution", "contact"):
            model: Any = MODELS[f"{name}s"]
            key = model.objects.visible_to(self.user).order_by("pk").values_list("pk")[0][0]
            addresses[name] = reverse(f"site:{name}s-detail", args=[key])
            addresses[f"dossier of the {name}"] = f"{dossier}?{name}={key}"
        addresses[f"dossier of {COUNTRY}"] = f"{dossier}?country={COUNTRY}"
        addresses[f"country {COUNTRY}"] = reverse("site:places-detail", args=[country.pk])
        for name, m49 in REGIONS.items():
            place = Place.objects.get(m49=m49)
            addresses[f"{name}, {m49}"] = reverse("site:places-detail", args=[place.pk])
        addresses["year report"] = reverse("site:report", args=[2024])
        return {name: self.cost(address) for name, address in addresses.items()}


def fill(contacts: int) -> None:
    """Make the world and the index of its search."""
    ministry.fill(contacts)
    rebuild()


def _in_order(noun: str, rows: Any, page: str) -> Any:
    """Put rows in the order in which the first page of their list stands."""
    (found,) = STANDING.findall(page)
    down, name = found[0] == "descending", found[1]
    path = next(column.sort for column in COLUMNS[noun] if column.name == name)
    by = F(path).desc(nulls_last=True) if down else F(path).asc(nulls_last=True)
    return rows.order_by(by, "-pk" if down else "pk")


@modify_settings(ALLOWED_HOSTS={"append": HOST})
def run(contacts: int, *, rounds: int, keep: bool = False) -> dict[str, Any]:
    """Measure every list, and the pages beside them, in a scratch database."""
    world = f"muloqot_bench_pages_{contacts}"
    with scratch(world, keep=keep, fill=lambda: fill(contacts)) as filled:
        pages = Pages(rounds)
        lists = {noun: pages.listed(noun) for noun in MODELS}
        narrowed, others = pages.narrowed(), pages.others()
    ratios = [one.ratio for one in lists.values() if one.ratio]
    return {
        "contacts": contacts,
        "filled in s": filled and round(filled, 1),
        "lists": {noun: {**asdict(one), "ratio": one.ratio} for noun, one in lists.items()},
        "two filters and a search": {text: asdict(one) for text, one in narrowed.items()},
        "pages": {name: asdict(one) for name, one in others.items()},
        "goals": {
            "most of a page deep inside by the first": [max(ratios, default=None), RATIO],
            "most ms of two filters and a search": [max(c.ms for c in narrowed.values()), ASKED_MS],
        },
    }


def table(found: dict[str, Any]) -> str:
    """Lay the figures out for a reader."""
    lines = [
        f"{found['contacts']:,} contacts; ms (queries)",
        f"{'list':34} {'rows':>9} {'first':>14} {'deep':>14} {'ratio':>6}",
    ]
    for noun, one in found["lists"].items():
        ratio = "-" if one["ratio"] is None else f"{one['ratio']:.2f}"
        costs = f"{_said(one['first']):>14} {_said(one['deep']):>14}"
        lines.append(f"{noun:34} {one['rows']:9,} {costs} {ratio:>6}")
    for title in ("two filters and a search", "pages"):
        lines += ["", title]
        lines += [f"  {name:32} {_said(cost):>24}" for name, cost in found[title].items()]
    lines.append("")
    for name, (most, goal) in found["goals"].items():
        lines.append(f"{name}: {'-' if most is None else most}; the goal is {goal}")
    return "\n".join(lines)


def _said(cost: dict[str, Any] | None) -> str:
    return f"{cost['ms']:.1f} ({cost['queries']})" if cost else "-"
