"""Full text: minutes, statements and whatever else is told in sentences, to those who may read it.

The words and the indexes over them stand in the database (migration 0008): English and Russian in
any form of a word, other languages by its beginning. Who asks for several words asks for all.
"""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from django.db.models import (
    BooleanField,
    CharField,
    F,
    FloatField,
    Func,
    Q,
    QuerySet,
    TextField,
    Value,
)

from relations import access
from relations.models import (
    Account,
    AccountParticipant,
    AccountRemark,
    Agreement,
    Commitment,
    Contact,
    Edition,
    Event,
    EventMention,
    EventSeries,
    Figure,
    Institution,
    Note,
    Statement,
)
from relations.names.folding import LONGEST
from relations.search.limits import limited

MOST: Final = 100
# Of each kind that many of the latest are ranked, by that many letters of their beginning: to rank
# is to read, and at a millisecond for a thousand letters costs far more than to find.
_RANKED: Final = 100
_READ: Final = 20_000
# Divide a rank by the logarithm of the text's length, and bring it between 0 and 1.
_BY_LENGTH: Final = 1 | 32
# Signs of format, such as those that turn the direction of writing, and halves of letters.
_UNSEEN: Final = frozenset({"Cf", "Cs"})
# Signs that no text is shown with, so that they can be told from what somebody wrote.
_START: Final = "\x02"
_STOP: Final = "\x03"
# A short text is shown whole.
_WHOLE: Final = 300
_MARKS: Final = f"StartSel={_START}, StopSel={_STOP}"
_PARTS: Final = 'MaxWords=30, MinWords=12, MaxFragments=2, FragmentDelimiter=" … "'


class Piece(NamedTuple):
    """A part of an excerpt: plain text, to be escaped like any other, and whether it is a match."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Owner:
    """The record on whose page a text stands, which the user may see."""

    kind: str
    id: Any
    title: str


@dataclass(frozen=True, slots=True)
class FoundText:
    """One text found: its kind and id, where it stands, an excerpt, and its rank from 0 to 1."""

    kind: str
    id: Any
    owner: Owner
    excerpt: tuple[Piece, ...]
    rank: float


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The texts of one model: the columns indexed together, and how to come to their owner."""

    model: Any
    columns: tuple[str, ...]
    brought: tuple[str, ...]
    owner: Callable[[Any], Any]

    @property
    def content(self) -> Func:
        """Write the columns exactly as the index has them; else the planner would not know it."""
        parts = [Func(F(one), template="coalesce(%(expressions)s, '')") for one in self.columns]
        return Func(
            *parts, template="%(expressions)s", arg_joiner=" || ' ' || ", output_field=TextField()
        )

    @property
    def beginning(self) -> Func:
        return Func(self.content, Value(_READ), function="left")


SHELVES: Final = {
    "statement": _Shelf(Statement, ("text",), ("event",), lambda row: row.event),
    "commitment": _Shelf(
        Commitment,
        ("what", "evidence"),
        ("event", "agreement"),
        lambda row: row.event or row.agreement or row,
    ),
    "note": _Shelf(
        Note,
        ("text",),
        ("event", "institution", "contact", "agreement"),
        lambda row: row.event or row.institution or row.contact or row.agreement,
    ),
    "event": _Shelf(Event, ("theme", "summary"), (), lambda row: row),
    "edition": _Shelf(Edition, ("note",), ("series",), lambda row: row.series),
    "account": _Shelf(
        Account, ("name", "theme", "year_evidence"), ("event",), lambda row: row.event
    ),
    "remark": _Shelf(AccountRemark, ("text",), ("account__event",), lambda row: row.account.event),
    "participant": _Shelf(
        AccountParticipant,
        ("note",),
        ("side__account__event",),
        lambda row: row.side.account.event,
    ),
    "mention": _Shelf(EventMention, ("note",), ("account__event",), lambda row: row.account.event),
    "figure": _Shelf(
        Figure,
        ("indicator", "note"),
        ("account__event",),
        lambda row: row.account.event if row.account else row,
    ),
    "contact": _Shelf(Contact, ("biography",), (), lambda row: row),
}
_OWNERS: Final = {
    Agreement: "agreement",
    Commitment: "commitment",
    Contact: "contact",
    Event: "event",
    EventSeries: "series",
    Figure: "figure",
    Institution: "institution",
}


def saying(kind: str, text: str) -> Q:
    """Ask for rows of a kind's model whose text has all these words."""
    words = Func(SHELVES[kind].content, function="relations_words")
    return Q(
        Func(
            words,
            _asked(_clean(text)),
            template="%(expressions)s",
            arg_joiner=" @@ ",
            output_field=BooleanField(),
        )
    )


@limited()
def find_texts(user: Any, text: str, *, limit: int = 20) -> list[FoundText]:
    """Find what was said or written, among what a user may see; the best first.

    At most 100 are returned. One query, and one more for each kind of text found, of which there
    are eleven; none for a text without a letter or digit. Raises TooSlowError when they take
    longer than a search may.
    """
    asked = _clean(text)
    if not access.may_read_at_all(user) or not any(sign.isalnum() for sign in asked):
        return []
    ranks = _ranked(user, asked, min(limit, MOST))
    shown: dict[Any, FoundText] = {}
    for kind in dict.fromkeys(kind for _pk, kind, _rank in ranks):
        own = {pk: rank for pk, of, rank in ranks if of == kind}
        shown.update((one.id, one) for one in _shown(user, asked, kind, own))
    return [shown[pk] for pk, _kind, _rank in ranks if pk in shown]


def _clean(text: str) -> str:
    """Leave out what is seen by nobody, and what the database takes for no text at all."""
    whole = unicodedata.normalize("NFC", text[:LONGEST]).replace("\0", " ")
    return "".join(sign for sign in whole if unicodedata.category(sign) not in _UNSEEN)


def _ranked(user: Any, asked: str, limit: int) -> list[tuple[Any, str, float]]:
    arms = [_arm(user, asked, kind)[:limit] for kind in SHELVES]
    found = arms[0].union(*arms[1:], all=True).order_by("-rank", "-id")
    return list(found[:limit])


def _asked(text: str) -> Func:
    return Func(Value(text), function="relations_asked")


def _arm(user: Any, asked: str, kind: str) -> QuerySet:
    shelf = SHELVES[kind]
    seen = shelf.model.objects.visible_to(user).filter(saying(kind, asked)).order_by("-pk")
    words = Func(shelf.beginning, template="to_tsvector('russian', %(expressions)s)")
    rank = Func(
        words, _asked(asked), Value(_BY_LENGTH), function="ts_rank_cd", output_field=FloatField()
    )
    rows = shelf.model.objects.filter(pk__in=seen.values("pk")[:_RANKED])
    ranked: QuerySet = rows.annotate(found=Value(kind, CharField()), rank=rank)
    return ranked.values_list("id", "found", "rank").order_by("-rank", "-id")


def _shown(user: Any, asked: str, kind: str, ranks: dict[Any, float]) -> Iterator[FoundText]:
    shelf = SHELVES[kind]
    plain = Func(shelf.beginning, Value(_START + _STOP), Value(""), function="translate")
    options = Func(
        Func(shelf.content, function="length"),
        template=f"CASE WHEN %(expressions)s > {_WHOLE} THEN '{_MARKS}, {_PARTS}' "
        f"ELSE '{_MARKS}, HighlightAll=true' END",
    )
    excerpt = Func(
        plain,
        _asked(asked),
        options,
        template="ts_headline('russian', %(expressions)s)",
        output_field=TextField(),
    )
    rows = shelf.model.objects.visible_to(user).filter(pk__in=ranks)
    for row in rows.select_related(*shelf.brought).annotate(excerpt=excerpt):
        record = shelf.owner(row)
        owner = Owner(_OWNERS[type(record)], record.pk, str(record))
        yield FoundText(kind, row.pk, owner, tuple(_pieces(row.excerpt)), round(ranks[row.pk], 3))


def _pieces(excerpt: str) -> Iterator[Piece]:
    first, *rest = excerpt.split(_START)
    if first:
        yield Piece(first, marked=False)
    for part in rest:
        match, _, after = part.partition(_STOP)
        yield Piece(match, marked=True)
        if after:
            yield Piece(after, marked=False)
