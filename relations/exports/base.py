"""What a column is: a name, a label, the way to its value, and the kind of that value."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Model, Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from relations.exports.cells import Cells
from relations.models import Confidentiality

Label = str | Promise
Bringer = Callable[[Any], Prefetch]


class Kind(StrEnum):
    """What stands under a column, so that each door can show it in its own way."""

    TEXT = "text"
    LONG = "long"  # running text of any length
    NAME = "name"  # the record's own name, which leads to it
    DATE = "date"  # EDTF text, with its precision
    DAY = "day"
    MOMENT = "moment"
    NUMBER = "number"
    CHOICE = "choice"  # a stored code; ``choices`` has its words
    CHOICES = "choices"  # several codes
    FLAG = "flag"
    WORDS = "words"  # several texts
    TONGUE = "tongue"  # of a language, its BCP 47 tag
    TONGUES = "tongues"
    NAMES = "names"  # several further names, each with its own language
    ADDRESS = "address"  # of a page outside
    RECORD = "record"  # another record, or none
    RECORDS = "records"
    LINES = "lines"  # records, each long enough for a line of its own


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a noun.

    ``path`` leads from the row to the value, with ``__`` between the steps, or is a function of
    the row. ``sort`` is the path to order by in the database; it stands only where the reader of
    the row may read what it leads to, since an order tells of what it is made from. ``joined`` are
    the keys the value is read through that guard the row or lead to a vocabulary, which hides
    nothing; ``brought`` gives, for a user, the other rows it is read from. ``listed`` is whether a
    list shows the column unasked. ``cells`` gives what a file has of a column whose path is a
    function; ``flat.cells_of`` knows the rest by their kind.
    """

    name: str
    label: Label
    path: str | Callable[[Any], Any] = ""
    kind: Kind = Kind.TEXT
    sort: str = ""
    choices: Any = None
    joined: tuple[str, ...] = ()
    brought: Bringer | None = None
    listed: bool = True
    cells: Cells | None = None

    def value(self, row: Model) -> Any:
        """Read the value from a row that ``fetch`` brought; asks no database then."""
        if callable(self.path):
            return self.path(row)
        value: Any = row
        for step in (self.path or self.name).split("__"):
            value = getattr(value, step)
            if value is None:
                break
        return value

    def words(self, value: Any) -> str:
        """Put a stored code into the words of its vocabulary."""
        return str(self.choices(value).label) if value else ""


def seen(path: str, model: type[Model], user: Any, *joined: str) -> Prefetch:
    """Bring the records under a path that the user may read; a hidden one is as if not there."""
    rows: QuerySet = model.objects.visible_to(user)  # type: ignore[attr-defined]
    return Prefetch(path, queryset=rows.select_related(*joined) if joined else rows)


def bring(path: str, model: type[Model], *joined: str) -> Bringer:
    return lambda user: seen(path, model, user, *joined)


def fetch(columns: Iterable[Column], rows: QuerySet, user: Any) -> QuerySet:
    """Bring what the columns read, and no more; one query for each thing brought."""
    columns = list(columns)
    joined = dict.fromkeys(path for column in columns for path in column.joined)
    bringers = dict.fromkeys(column.brought for column in columns if column.brought)
    rows = rows.select_related(*joined) if joined else rows
    return rows.prefetch_related(*(brought(user) for brought in bringers))


def may_be_empty(model: type[Model], path: str) -> bool:
    """Say whether what a path leads to may be empty, on the way or at its end."""
    steps: Any = path.split("__")
    for step in steps:
        field: Any = model._meta.pk if step == "pk" else model._meta.get_field(step)
        if field.null or field.generated:
            return True
        model = field.related_model
    return False


LEVEL = Column(
    "confidentiality",
    _("Who may read it"),
    kind=Kind.CHOICE,
    choices=Confidentiality,
    listed=False,
)
OWNER = Column(
    "owner", _("Our colleague in charge"), kind=Kind.RECORD, joined=("owner",), listed=False
)
CHANGED = Column("changed_at", _("Changed"), kind=Kind.MOMENT, sort="changed_at", listed=False)
