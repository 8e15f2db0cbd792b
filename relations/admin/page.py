"""What a form page knew when it was shown, and what the database said when it was saved."""

import hashlib
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from relations.models.base import uuid7

FIELD = "_seen"
MAIN = ""
"""The prefix under which the form of the record itself is known among its rows."""

STRANGE = _(
    "This page is too old or was not made here, so nothing was saved. What you typed stands "
    "below; look it over and save again."
)


class RefusedError(Exception):
    """The database or another rule refused what stands in one form of the page."""

    def __init__(self, prefix: str, error: ValidationError) -> None:
        super().__init__(prefix)
        self.prefix = prefix
        self.error = error


class SavedAlreadyError(Exception):
    """The same page came a second time: a double click, or a reload."""


@dataclass
class Page:
    """One form page: the id its new record will have, and the state of all it showed.

    The id is chosen when the page is shown, so a page that comes twice makes one record; ids of
    new rows follow from it. ``rows`` holds a short digest of each row by its id.
    """

    id: uuid.UUID = field(default_factory=uuid7)
    version: int = 0
    rows: dict[str, str] = field(default_factory=dict)
    strange: bool = False
    locking: bool = False
    refusals: dict[str, ValidationError] = field(default_factory=dict)

    def row_id(self, prefix: str) -> uuid.UUID:
        """Return the id of a new row: a version 7 UUID of the page's moment, fixed by its place."""
        digest = hashlib.sha256(self.id.bytes + prefix.encode()).digest()
        value = int.from_bytes(self.id.bytes[:8] + digest[:8])
        return uuid.UUID(int=value & ~(0x3 << 62) | (0x2 << 62))

    def seal(self, salt: str) -> str:
        held = {"id": str(self.id), "version": self.version, "rows": self.rows}
        return signing.dumps(held, salt=salt, compress=True)

    @classmethod
    def opened(cls, sealed: str, salt: str) -> "Page":
        """Read a page that came back; one with a broken seal refuses to be saved."""
        try:
            held = signing.loads(sealed, salt=salt)
        except signing.BadSignature:
            return cls(strange=True, refusals={MAIN: ValidationError(STRANGE)})
        return cls(id=uuid.UUID(held["id"]), version=held["version"], rows=held["rows"])


def page_of(request: HttpRequest) -> Page:
    page: Page = vars(request).setdefault("page", Page())
    return page


def salt(label: str, object_id: Any, user: Any) -> str:
    return f"relations.admin:{label}:{object_id or ''}:{user.pk}"
