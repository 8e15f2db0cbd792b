"""New rows and changes on their way to the database, each with the path it came from."""

from collections.abc import Iterator
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from relations.imports.reports.faults import Fault

RowT = TypeVar("RowT", bound=models.Model)


class Batch:
    """Rows to insert and records to change; nothing touches the database until it is written."""

    def __init__(self) -> None:
        self.rows: list[models.Model] = []
        self.paths: list[str] = []
        self.changed: dict[models.Model, set[str]] = {}
        self._new: set[Any] = set()

    def add(self, row: RowT, path: str) -> RowT:
        self.rows.append(row)
        self.paths.append(path)
        self._new.add(row.pk)
        return row

    def set(self, record: models.Model, **values: Any) -> None:
        """Change a record where a value differs; a new one is simply built so."""
        for field, value in values.items():
            if getattr(record, field) != value:
                setattr(record, field, value)
                if record.pk not in self._new:
                    self.changed.setdefault(record, set()).add(field)

    def faults(self) -> Iterator[Fault]:
        """Check every new row by its fields: lengths, vocabularies, dates."""
        for row, path in zip(self.rows, self.paths, strict=True):
            relations = [field.name for field in row._meta.fields if field.is_relation]
            try:
                row.clean_fields(exclude=[*relations, "id", "url"])
            except ValidationError as error:
                for field, messages in error.message_dict.items():
                    for message in messages:
                        yield Fault(path, f"{field.replace('_', ' ')}: {message}")
