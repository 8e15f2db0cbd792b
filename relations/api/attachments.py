"""Notes and documents."""

from http import HTTPStatus
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from relations.actions import documents
from relations.api import uploads
from relations.api.base import NounViewSet
from relations.api.changing import Answer, answering
from relations.api.parsing import GuardedJSON
from relations.api.problems import CONTENT_TYPE, BadParameters, Problem
from relations.api.shapes import EventRef, Guarded, Ref, UserRef, line, number
from relations.api.uploads import Upload
from relations.exports.documents import served
from relations.models import Document


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
    file = serializers.SerializerMethodField(help_text="Where to get the file; null without one")

    def get_file(self, record: Document) -> str | None:
        return f"{self.get_url(record)}file/" if record.file else None


class AttachmentViewSet(NounViewSet):
    noun: ClassVar[str]

    @classmethod
    def for_rows(cls, rows: QuerySet, _user: Any) -> QuerySet:
        return rows.select_related("event", "agreement", "institution", "contact", "created_by")


class NoteViewSet(AttachmentViewSet):
    noun, row, whole, order = "notes", NoteRow, NoteRow, "-created_at"


class DocumentViewSet(AttachmentViewSet):
    """Files are sent once and never changed: what is said of them can be."""

    noun, row, whole, order = "documents", DocumentRow, DocumentRow, "title"
    parser_classes = (GuardedJSON, Upload)

    def create(self, request: Request) -> Response:
        self.allow("add")
        sent = self.object(dict(request.data))
        file = uploads.taken(sent)

        def make() -> Answer:
            given = self.read(sent)
            with answering():
                made = documents.create(Document(), given, file=file, user=request.user)
            told, tag = self.state(made.pk)
            return Answer(HTTPStatus.CREATED, told, {"ETag": tag, "Location": told["url"]})

        return self.once(make, said=[sent, documents.facts(file)])

    def bulk(self, request: Request) -> Response:
        self.allow("add")
        raise BadParameters({uploads.FILE: [uploads.SEND_IT]})


class DocumentFile(APIView):
    """The file of a document, to whoever may read its record."""

    noun = "documents"

    @extend_schema(
        operation_id="documents_file",
        tags=["documents"],
        responses={
            (HTTPStatus.OK, "application/octet-stream"): OpenApiTypes.BINARY,
            **{(status, CONTENT_TYPE): Problem for status in (401, 403, 404)},
        },
    )
    def get(self, request: Request, pk: UUID) -> FileResponse:
        document = Document.objects.visible_to(request.user).filter(pk=pk).first()
        answer = served(document) if document else None
        if answer is None:
            raise NotFound
        return answer
