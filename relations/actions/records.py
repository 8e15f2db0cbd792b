"""The plain verbs on any record: create, change, remove; and many rows at once."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DataError, IntegrityError, connection, models, transaction
from django.db.models.sql import InsertQuery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from psycopg import errors

from relations.actions.given import missing
from relations.history.acting import act
from relations.models.base import Confidential, Record

RecordT = TypeVar("RecordT", bound=models.Model)
UNKEPT = re.compile("[\0\ud800-\udfff]")
SENTENCES = {
    errors.NotNullViolation.sqlstate: _("This field is required."),
    errors.UniqueViolation.sqlstate: _("Another record has this already."),
}


class StaleError(Exception):
    """Somebody saved the record since it was read; ``current`` is what stands now."""

    def __init__(self, current: models.Model) -> None:
        super().__init__("somebody else changed this record in the meantime")
        self.current = current


@contextmanager
def refusing(model: type[models.Model]) -> Iterator[None]:
    """Turn a rule the database held into a message that names the field, and roll back to here.

    Rules that would be judged at the end of the transaction (foreign keys) are judged here, at
    the cost of one round trip: at the end nobody could say any more what broke them.
    """
    try:
        with transaction.atomic():
            yield
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    except (IntegrityError, DataError) as error:
        raise ValidationError(in_words(model, error)) from error


def in_words(model: type[models.Model], error: Exception) -> dict[str, list[str]]:
    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis is None or diagnosis.table_name != model._meta.db_table:
        return {
            NON_FIELD_ERRORS: [str(_("This could not be saved: it breaks a rule of the database."))]
        }
    rule = (diagnosis.constraint_name or "").replace("_", " ")
    sentence = SENTENCES.get(
        diagnosis.sqlstate, _("This breaks the rule “{rule}”.").format(rule=rule)
    )
    if diagnosis.sqlstate == errors.ForeignKeyViolation.sqlstate:
        sentence = missing(_asked(diagnosis))
    return {_field(model, diagnosis): [str(sentence)]}


def _asked(diagnosis: Any) -> str:
    """Return the key that leads nowhere, as the database tells it: ``Key (a_id)=(1) is not …``."""
    told = re.search(r"=\((?P<keys>[^)]*)\)", diagnosis.message_detail or "")
    return told["keys"].partition(",")[0] if told else ""


def _field(model: type[models.Model], diagnosis: Any) -> str:
    """Name the field a broken rule is about; costs a query where only the database knows."""
    constraint = diagnosis.constraint_name
    for rule in model._meta.constraints:
        if rule.name == constraint and getattr(rule, "fields", ()):
            return str(getattr(rule, "fields")[-1])  # noqa: B009
    columns = [diagnosis.column_name] if diagnosis.column_name else _columns(model, constraint)
    named = {field.column: field.name for field in model._meta.concrete_fields}
    return named[columns[0]] if columns else NON_FIELD_ERRORS


def _columns(model: type[models.Model], constraint: str) -> list[str]:
    """Return the columns of a constraint, and none for a check that weighs several of them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(attname::text ORDER BY place) FROM pg_constraint "
            "CROSS JOIN unnest(conkey) WITH ORDINALITY AS key (number, place) "
            "JOIN pg_attribute ON attrelid = conrelid AND attnum = number "
            "WHERE conrelid = %s::regclass AND conname = %s "
            "AND (contype <> 'c' OR cardinality(conkey) = 1)",
            [model._meta.db_table, constraint],
        )
        return cursor.fetchone()[0] or []


def clean(record: models.Model) -> None:
    """Check a record's own fields and its ``clean``.

    Uniqueness, constraints and foreign keys are left to the database, which holds them anyway:
    asking first would cost a query for each.
    """
    faults = {
        field.name: [_("This text holds characters that cannot be kept.")]
        for field in record._meta.concrete_fields
        # what was not read is not written either
        if not _can_be_kept(record.__dict__.get(field.attname))
    }
    if faults:
        raise ValidationError(faults)
    relations = {field.name for field in record._meta.fields if field.is_relation}
    record.full_clean(exclude=relations, validate_unique=False, validate_constraints=False)


def _can_be_kept(value: Any) -> bool:
    """Tell whether PostgreSQL can hold a text: no NUL, and no half of a surrogate pair."""
    if isinstance(value, list):
        return all(map(_can_be_kept, value))
    return not isinstance(value, str) or UNKEPT.search(value) is None


def create(record: RecordT, *, user: Any = None, name: str = "") -> RecordT:
    """Save a new record.

    Raises ``ValidationError`` by field; nothing is written then.
    """
    model = type(record)
    with act(name or f"create {model._meta.model_name}", user) as actor, refusing(model):
        clean(record)
        record.save(force_insert=True)
    if isinstance(record, Record):
        # set by the database, which hands back only what has a default there
        record.created_by_id = record.changed_by_id = actor
    return record


def change(
    record: RecordT,
    *,
    values: Mapping[str, Any],
    user: Any = None,
    version: int | None = None,
    name: str = "",
) -> RecordT:
    """Set some fields of a record, and return it as it then stands.

    With a ``version`` the change is refused as ``StaleError`` when somebody saved in between: the
    row is locked first, so that of two writers with one version one fails.
    """
    model = type(record)
    with act(name or f"change {model._meta.model_name}", user), refusing(model):
        current = lock(record, version=version)
        for field, value in values.items():
            setattr(current, field, value)
        clean(current)
        current.save(update_fields=list(values))
        current.refresh_from_db()
    return current


def lock(record: RecordT, *, version: int | None = None) -> RecordT:
    """Read a record again under a row lock, and refuse a stale version."""
    current: RecordT = (
        type(record)._base_manager.select_for_update(of=("self",)).get(pk=record.pk)  # noqa: SLF001
    )
    if version is not None and getattr(current, "version", version) != version:
        raise StaleError(current)
    return current


def remove(
    record: models.Model, *, user: Any = None, version: int | None = None, name: str = ""
) -> None:
    """Take a record away: softly where it has a level, wholly where it is a mere part.

    Raises ``ValidationError`` when something still rests on it.
    """
    model = type(record)
    with act(name or f"remove {model._meta.model_name}", user):
        current = lock(record, version=version)
        if isinstance(current, Confidential):
            current.deleted_at = timezone.now()
            current.save(update_fields=["deleted_at"])
            return
        with refusing(model):
            try:
                current.delete()
            except models.ProtectedError as error:
                raise ValidationError(_("Other records rest on this one; it cannot go.")) from error


def add_all(rows: Sequence[models.Model], *, batch_size: int = 1000) -> int:
    """Insert many new rows of any kinds, model by model in the order first met.

    The caller has checked them and runs inside an act. One statement a thousand rows.
    """
    by_model: dict[type[models.Model], list[models.Model]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row)
    for model, group in by_model.items():
        model._base_manager.bulk_create(group, batch_size=batch_size)  # noqa: SLF001
    return len(rows)


def add_at_once(rows: Sequence[models.Model]) -> None:
    """Insert new rows of any kinds in a single round trip, and judge every rule before it ends.

    As ``add_all``, for a few hundred rows that belong together: their statements are sent as one.
    """
    by_model: dict[type[models.Model], list[models.Model]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row)
    texts: list[str] = []
    values: list[Any] = []
    for model, group in by_model.items():
        query = InsertQuery(model)
        fields = [field for field in model._meta.concrete_fields if not field.generated]
        query.insert_values(fields, group)
        for text, given in query.get_compiler(connection=connection).as_sql():
            texts.append(text)
            values += given
    checked = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"
    with connection.cursor() as cursor:
        cursor.execute("; ".join([*texts, checked]), values)


def refresh_statistics() -> None:
    """Let the planner look at every table again; after a batch it may take them for empty.

    Costs about 0.2 s. Without it a page over tables that were empty a moment ago ran for more
    than 15 s. However long it takes on a large database, no limit of a statement undoes the batch.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('muloqot.usual', current_setting('statement_timeout'), true),"
            " set_config('statement_timeout', '0', true);"
            " SELECT relations_refresh_statistics();"
            " SELECT set_config('statement_timeout', current_setting('muloqot.usual'), true)"
        )
