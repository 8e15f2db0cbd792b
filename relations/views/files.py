"""Stored files, handed out only to those who may read their record."""

from typing import Any
from uuid import UUID

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import FileResponse, Http404, HttpRequest
from django.utils.translation import gettext as _
from django.views.generic import View

from relations.exports.documents import served
from relations.models import Document


class DocumentFile(PermissionRequiredMixin, View):
    """Serve a document to whoever may read it."""

    permission_required = "relations.view_document"

    def get(self, request: HttpRequest, pk: UUID, **kwargs: Any) -> FileResponse:
        document = Document.objects.visible_to(request.user).filter(pk=pk).first()
        if document is None:
            raise Http404(_("There is no such record."))
        response = served(document)
        if response is None:
            raise Http404(_("The file of this document is not there."))
        return response
