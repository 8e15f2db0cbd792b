"""Stored files, handed out only to those who may read their record."""

from typing import Any
from uuid import UUID

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import FileResponse, Http404, HttpRequest
from django.utils.translation import gettext as _
from django.views.generic import View

from relations.models import Document


class DocumentFile(PermissionRequiredMixin, View):
    """Serve a document to be kept, never to be run or shown within the site."""

    permission_required = "relations.view_document"

    def get(self, request: HttpRequest, pk: UUID, **kwargs: Any) -> FileResponse:
        document = Document.objects.visible_to(request.user).filter(pk=pk).first()
        if document is None:
            raise Http404(_("There is no such record."))
        try:
            file = document.file.open("rb")
        except (OSError, ValueError):  # gone from the disk, or never put there
            raise Http404(_("The file of this document is not there.")) from None
        response = FileResponse(
            file,
            as_attachment=True,
            filename=document.file_name or document.title,
            content_type=document.content_type or "application/octet-stream",
        )
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response
