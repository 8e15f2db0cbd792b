"""Write a new record with all its parts in few round trips, whatever the number of its rows."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction
from django.utils.functional import cached_property

from relations.actions import records
from relations.actions.given import (
    LOST,
    Given,
    New,
    Part,
    alike,
    close,
    implied_level,
    missing,
    walk,
)
from relations.models import Contact, Post
from relations.models.base import Confidential


def created_at_once(record: Any, given: Given, user: Any, actor: Any) -> bool:
    """Write a whole record in as many round trips whatever the number of its rows.

    Where anything is wrong it is taken back: made row by row, the record will say what it is.
    """
    batch = Batch(user, given)
    try:
        with transaction.atomic():
            batch.lay(record, given)
            batch.write()
            batch.refuse_unseen()
            record.refresh_from_db()
    except (ValidationError, IntegrityError, DataError):
        for new in batch.made:
            new.record = None
        return False
    record.created_by_id = record.changed_by_id = actor
    return True


class Batch:
    """The rows of a new record and of all that is made with it, written part by part."""

    def __init__(self, user: Any, given: Given) -> None:
        self.user, self.whole = user, given
        self.waiting: list[models.Model] = []
        self.all: list[models.Model] = []
        self.made: list[New] = []

    def lay(self, record: Any, given: Given) -> None:
        implied = implied_level(record, given.values, self.user)
        close(given, {**given.values, **implied})
        given = self.settled(given)
        for name, value in {**given.values, **implied}.items():
            setattr(record, name, value)
        records.clean(record)
        self.waiting.append(record)
        self.all.append(record)
        for part in given.parts.values():
            self.lay_part(record, part)
            if given.parts is self.whole.parts:
                self.write()  # what the next part implies may be read from this one

    def lay_part(self, record: Any, part: Part) -> None:
        ordered = any(column.name == "order" for column in part.model._meta.concrete_fields)
        for place, given in enumerate(part.rows):
            if given.id is not None:
                raise ValidationError(missing(given.id))
            row = self.settled(given, record)
            own = {"order": place} if ordered else {}
            values = {part.back: record, **part.implied(record, row.values), **row.values, **own}
            self.lay(part.model(), replace(row, values=values))

    def settled(self, given: Given, owner: Any = None) -> Given:
        news = {name: value for name, value in given.values.items() if isinstance(value, New)}
        made = {name: self.of(new, owner) for name, new in news.items()}
        return replace(given, values={**given.values, **made}) if made else given

    def of(self, new: New, owner: Any) -> models.Model:
        if new.record is None:
            given = replace(new.given, values={**new.level, **new.given.values})
            held = None
            if new.own:
                own = {**given.values, "contact": owner.contact}
                given = self.settled(replace(given, values=own))
                held = self.held(owner.contact, given)
            self.made.append(new)
            new.record = held or new.model()
            if held is None:
                self.lay(new.record, given)
        return new.record

    def held(self, contact: Any, given: Given) -> models.Model | None:
        """Find the post of a person that says the same, written or not."""
        laid = [row for row in self.all if isinstance(row, Post) and row.contact_id == contact.pk]
        for post in [*laid, *self.posts.get(contact.pk, ())]:
            if all(alike(post, *said) for said in given.values.items()):
                return post
        return None

    @cached_property
    def posts(self) -> dict[Any, list[Post]]:
        """Read the posts of all people the record names who stand already."""
        people = {given.values.get("contact") for _path, given in walk(self.whole)}
        known = [one for one in people if isinstance(one, Contact)]
        rows = Post.objects.visible_to(self.user).filter(contact__in=known, entered_in_error=False)
        found: dict[Any, list[Post]] = {}
        for post in rows:
            found.setdefault(post.contact_id, []).append(post)
        return found

    def write(self) -> None:
        if self.waiting:
            records.add_at_once(self.waiting)
        for row in self.waiting:
            row._state.adding = False  # noqa: SLF001 - it stands now: saved again, it is changed
        self.waiting = []

    def refuse_unseen(self) -> None:
        """Refuse what its writer could not read any more; a query a kind of row."""
        by_model: dict[Any, set[Any]] = {}
        for row in self.all:
            if isinstance(row, Confidential):
                by_model.setdefault(type(row), set()).add(row.pk)
        for model, ids in by_model.items():
            if model.objects.visible_to(self.user).filter(pk__in=ids).count() < len(ids):
                raise ValidationError(LOST)
