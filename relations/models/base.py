"""What every record has: a public id, stamps, a version, a level, and a visible queryset."""

import os
import threading
import time
import uuid
from functools import lru_cache
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models.functions import Now
from django.db.models.sql import Query
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from relations import access
from relations.dates.fields import EdtfField
from relations.dates.sql import EdtfSpan
from relations.models.written import written


class Confidentiality(models.TextChoices):
    PUBLIC = access.PUBLIC, _("public")
    INTERNAL = access.INTERNAL, _("internal")
    RESTRICTED = access.RESTRICTED, _("restricted")


class Uuid7(models.Func):
    """Make a version 7 UUID in the database, for writers that give no id (see migration 0001)."""

    function = "relations_uuid7"
    arity = 0
    output_field = models.UUIDField()


_last_moment = 0
_moments = threading.Lock()


def uuid7() -> uuid.UUID:
    """Make a version 7 UUID (RFC 9562, method 3 of section 6.2).

    48 bits of milliseconds, 12 of their fraction, then chance. Within a process each is larger
    than the one before, so that rows made together keep the order they were made in.
    """
    global _last_moment  # noqa: PLW0603
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    moment = milliseconds << 12 | rest * 4096 // 1_000_000
    with _moments:
        _last_moment = moment = max(moment, _last_moment + 1)
    chance = int.from_bytes(os.urandom(8)) >> 2
    value = (moment >> 12) << 80 | 0x7 << 76 | (moment & 0xFFF) << 64 | 0b10 << 62 | chance
    return uuid.UUID(int=value)


def is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def one_of(
    field: str, choices: type[models.TextChoices], model: str, *, or_empty: bool = False
) -> models.CheckConstraint:
    """Hold a column to its vocabulary in the database too, whoever writes."""
    values = [*choices.values, ""] if or_empty else list(choices.values)
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": values}), name=f"{model}_{field}_known"
    )


def exactly_one(model: str, *fields: str) -> models.CheckConstraint:
    """Demand that just one of several foreign keys is given (an exclusive arc)."""
    condition = models.Q(pk__in=[])
    for chosen in fields:
        rule = models.Q(**{f"{chosen}__isnull": False})
        for other in fields:
            if other != chosen:
                rule &= models.Q(**{f"{other}__isnull": True})
        condition = rule if chosen == fields[0] else condition | rule
    return models.CheckConstraint(condition=condition, name=f"{model}_of_one_record")


def date_span(field: str) -> models.GeneratedField:
    """Derive the range of days of an EDTF column in the database, so that no writer can drift."""
    return models.GeneratedField(
        expression=EdtfSpan(field), output_field=DateRangeField(), db_persist=True
    )


class SpanBetween(models.Func):
    """Run from the first possible day of one EDTF column to the last possible day of another.

    Open where a column says nothing; the database refuses an end before the beginning.
    """

    arity = 2
    output_field = DateRangeField()

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: Any, **context: Any
    ) -> tuple[str, tuple[Any, ...]]:
        (since, first), (until, second) = map(compiler.compile, self.source_expressions)
        sql = f"daterange(lower(edtf_span({since})), upper(edtf_span({until})))"
        return sql, (*first, *second)


def span_index(model: str, field: str = "date_span") -> GistIndex:
    return GistIndex(fields=[field], name=f"{model}_{field}_gist")


def level_index(model: str) -> models.Index:
    """Hold the levels of what is not gone: to count a long list, no row need be read."""
    return models.Index(
        fields=["confidentiality"],
        condition=models.Q(deleted_at__isnull=True),
        name=f"{model}_by_level",
    )


class VisibleQuerySet(models.QuerySet):
    def get_by_natural_key(self, value: str) -> Any:
        """Find a record by what names it in fixtures: the field the model calls ``natural``."""
        return self.get(**{self.model.natural: value})  # type: ignore[attr-defined]

    def visible_to(self, user: Any) -> Self:
        """Keep what the user may read: own level and that of all it belongs to."""
        return self._read_by(user)

    def visible_below(self, user: Any, guard: str) -> Self:
        """Keep what the user may read of rows told below a ``guard`` that they may read.

        For what is only ever told beside that record, whose own condition need not be asked again.
        """
        return self._read_by(user, but=guard)

    def _read_by(self, user: Any, but: str = "") -> Self:
        if not access.may_read_at_all(user):
            return self.none()
        if not _is_guarded(self.model):
            return self.all()
        reach = access.reach(user)
        if vars(self.query) != vars(Query(self.model)):
            return self.filter(_condition(self.model, reach, but=but))
        begun = self.all()
        begun.query = _begun(self.model, reach, but).chain()
        return begun


@lru_cache(maxsize=512)
def _begun(model: type[models.Model], reach: access.Reach, but: str) -> Query:
    """Make the question that most others begin with: what of a model one reads that far.

    Django takes longer to write the conditions of all guards than the database to answer.
    """
    return written(models.QuerySet(model).filter(_condition(model, reach, but=but)).query)


def visible_rows(model: type[models.Model], user: Any, path: str = "") -> models.Q:
    """Return the condition under which the row at ``path`` is readable by ``user``."""
    return _condition(model, access.reach(user), path)


def _condition(
    model: type[models.Model], reach: access.Reach, path: str = "", *, but: str = ""
) -> models.Q:
    """Join the conditions of a row and of every record that guards it, ``but`` for one.

    A model names its guards in ``guarded_by``; each is a foreign key whose record must be
    visible, or empty where the key may be empty.
    """
    condition = models.Q()
    if issubclass(model, Confidential):
        condition &= reach.visible(path)
    for name in getattr(model, "guarded_by", ()):
        if name == but:
            continue
        field = model._meta.get_field(name)
        inner = _condition(field.related_model, reach, f"{path}{name}__")  # type: ignore[arg-type]
        if field.null:
            inner |= models.Q(**{f"{path}{name}__isnull": True})
        condition &= inner
    return condition


def _is_guarded(model: type[models.Model]) -> bool:
    return issubclass(model, Confidential) or bool(getattr(model, "guarded_by", ()))


class Row(models.Model):
    """A row with a public id: the primary key is a version 7 UUID (RFC 9562).

    One key serves addresses, foreign keys, the journal and the interchange of data; the price
    is 8 bytes more a reference than a counter, in an order that keeps indexes compact.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, db_default=Uuid7(), editable=False)

    guarded_by: ClassVar[tuple[str, ...]] = ()
    objects = VisibleQuerySet.as_manager()

    class Meta:
        abstract = True


class Record(Row):
    """A row that is read and changed on its own: stamped and counted by the database."""

    created_at = models.DateTimeField(db_default=Now(), editable=False)
    created_by = models.ForeignKey(
        "relations.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    changed_at = models.DateTimeField(db_default=Now(), editable=False)
    changed_by = models.ForeignKey(
        "relations.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    version = models.PositiveIntegerField(db_default=1, editable=False)

    class Meta:
        abstract = True


class Confidential(Record):
    """A record with a level; a restricted one names the teams and people who may read it.

    The names stand in arrays on the row itself: a reader's condition needs no join, and who
    might read a version is part of that version's history. Ids are never used twice, so a
    team or person that is gone opens nothing.
    """

    confidentiality = models.CharField(
        max_length=10, choices=Confidentiality, default=Confidentiality.INTERNAL
    )
    teams = ArrayField(models.UUIDField(), default=list, blank=True)
    readers = ArrayField(models.BigIntegerField(), default=list, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confidentiality__in=list(Confidentiality.values)),
                name="%(class)s_confidentiality_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(confidentiality=Confidentiality.RESTRICTED)
                | models.Q(teams__len__gt=0)
                | models.Q(readers__len__gt=0),
                name="%(class)s_restricted_to_someone",
            ),
        ]


class NameKind(models.TextChoices):
    OFFICIAL = "official", _("official")
    SHORT = "short", _("short")
    ACRONYM = "acronym", _("acronym")
    FORMER = "former", _("former")
    ORIGINAL = "original", _("original script")
    ROMANIZATION = "romanization", _("romanization")
    ALIAS = "alias", _("alias")
    AS_PRINTED = "as_printed", _("as printed")
    ALSO_PRINTED = "also_printed", _("also printed")
    INFLECTED = "inflected", _("inflected")


class Keyed(Confidential):
    """A record with a short key of the house: its name in fixtures and in interchanged reports."""

    natural: ClassVar[str] = "key"

    key = models.CharField(max_length=120, null=True, blank=True, unique=True)

    class Meta(Confidential.Meta):
        abstract = True

    def natural_key(self) -> tuple[str | None]:
        return (self.key,)


class Name(Row):
    """One more name (Popolo other_names; vCard ALTID): text as given, never re-ordered."""

    text = models.CharField(max_length=600)
    language = models.CharField(max_length=20, blank=True, help_text=_("BCP 47"))
    script = models.CharField(max_length=40, null=True, blank=True, help_text=_("ISO 15924"))
    kind = models.CharField(max_length=12, choices=NameKind, default=NameKind.ALIAS)
    since = EdtfField()
    until = EdtfField()
    order = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["order", "pk"]
        constraints = [one_of("kind", NameKind, "%(class)s")]

    def __str__(self) -> str:
        return self.text


class Named(Record):
    """A term of a vocabulary with its name in the languages of the screen."""

    name_en = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200, blank=True)
    name_uz = models.CharField(max_length=200, blank=True)
    name_ko = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name_in(get_language() or "en")

    def name_in(self, language: str) -> str:
        """Return the name in a language of the screen, else the English one."""
        return getattr(self, f"name_{language[:2]}", "") or self.name_en
