"""Stored files: what they may be, what is read from them, and none left without its record."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils.translation import gettext as _

from relations.actions import wholes
from relations.actions.given import Given
from relations.models import Document
from relations.models.attachments import document_path

LARGEST: Final = 25 * 1024 * 1024
"""Bytes a document may have: what a scanner makes of some fifty pages."""
TOO_LARGE: Final = "too_large"
OTHER_TYPE: Final = "other_type"
EMPTY: Final = "empty"
_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_OPEN: Final = "application/vnd.oasis.opendocument"
_HEAD: Final = 16
# By the ending of the name: the type, and what a file of it begins with; none is a text.
TYPES: Final[dict[str, tuple[str, tuple[bytes, ...]]]] = {
    "pdf": ("application/pdf", (b"%PDF-",)),
    "docx": (f"{_OFFICE}.wordprocessingml.document", (_ZIP,)),
    "xlsx": (f"{_OFFICE}.spreadsheetml.sheet", (_ZIP,)),
    "pptx": (f"{_OFFICE}.presentationml.presentation", (_ZIP,)),
    "odt": (f"{_OPEN}.text", (_ZIP,)),
    "ods": (f"{_OPEN}.spreadsheet", (_ZIP,)),
    "odp": (f"{_OPEN}.presentation", (_ZIP,)),
    "doc": ("application/msword", (_OLD,)),
    "xls": ("application/vnd.ms-excel", (_OLD,)),
    "ppt": ("application/vnd.ms-powerpoint", (_OLD,)),
    "msg": ("application/vnd.ms-outlook", (_OLD,)),
    "hwp": ("application/x-hwp", (_OLD,)),
    "hwpx": ("application/hwp+zip", (_ZIP,)),
    "rtf": ("application/rtf", (b"{\\rtf",)),
    "png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "tif": ("image/tiff", (b"II*\0", b"MM\0*")),
    "tiff": ("image/tiff", (b"II*\0", b"MM\0*")),
    "txt": ("text/plain", ()),
    "csv": ("text/csv", ()),
    "md": ("text/markdown", ()),
    "eml": ("message/rfc822", ()),
}


def judge(file: UploadedFile) -> None:
    """Refuse a file that is too large, of no kept type, or not of the type its name says."""
    if not file.size:
        raise ValidationError(_("The file is empty."), code=EMPTY)
    if file.size > LARGEST:
        raise ValidationError(too_large(), code=TOO_LARGE)
    ending = _ending(file)
    if ending not in TYPES:
        known = ", ".join(TYPES)
        raise ValidationError(
            _("Files of this type are not kept. Those that are end in: {known}.").format(
                known=known
            ),
            code=OTHER_TYPE,
        )
    beginnings = TYPES[ending][1]
    file.seek(0)
    head = file.read(_HEAD)
    right = head.startswith(beginnings) if beginnings else b"\0" not in head
    if not right:
        raise ValidationError(
            _("This is no {type} file.").format(type=ending.upper()), code=OTHER_TYPE
        )


def too_large() -> str:
    return _("The file is larger than {most} MiB.").format(most=LARGEST // 1024**2)


def facts(file: UploadedFile) -> dict[str, Any]:
    """Read from a judged file what is kept about it: name, type, length and digest."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return {
        "file_name": (file.name or "")[-255:],
        "content_type": TYPES[_ending(file)][0],
        "size": file.size,
        "sha256": digest.hexdigest(),
    }


def create(document: Document, given: Given, *, file: UploadedFile, user: Any) -> Document:
    """Keep a file and its record, or neither."""
    take(document, file)
    with kept([document]):
        wholes.create(document, given, user=user)
    return document


def take(document: Document, file: UploadedFile) -> None:
    """Give a new document its file, and what is read from it."""
    document.file = file
    for name, value in facts(file).items():
        setattr(document, name, value)


@contextmanager
def kept(rows: Iterable[models.Model]) -> Iterator[None]:
    """Keep the files of new documents where the block ends well, and none where it does not.

    Of other rows there is nothing to keep; which they are is asked only then.
    """
    try:
        yield
    except Exception:
        for row in rows:
            if isinstance(row, Document):
                row.file.storage.delete(document_path(row, ""))
        raise


def _ending(file: UploadedFile) -> str:
    _stem, dot, ending = (file.name or "").rpartition(".")
    return ending.lower() if dot else ""
