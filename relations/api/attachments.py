"""Notes and documents."""

from typing import Any, ClassVar

from django.db.models import QuerySet

from relations.api.base import NounViewSet
from relations.api.shapes import EventRef, Guarded, Ref, UserRef, line, number


class Attached(Guarded):
    """Something that belongs to one of four records."""

    event = EventRef()
    agreement = Ref()
    institution = Ref()
    contact = Ref()


class NoteRow(Attached):
    kind_of = "note"

    text = line()
    written_by = UserRef(source="created_by")


class DocumentRow(Attached):
    kind_of = "document"

    title = line()
    file_name = line()
    content_type = line()
    size = number()
    sha256 = line()
    language = line()


class AttachmentViewSet(NounViewSet):
    noun: ClassVar[str]

    @classmethod
    def for_rows(cls, rows: QuerySet, _user: Any) -> QuerySet:
        return rows.select_related("event", "agreement", "institution", "contact", "created_by")


class NoteViewSet(AttachmentViewSet):
    noun, row, whole, order = "notes", NoteRow, NoteRow, "-created_at"


class DocumentViewSet(AttachmentViewSet):
    noun, row, whole, order = "documents", DocumentRow, DocumentRow, "title"
