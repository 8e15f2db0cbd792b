"""The files that are sent with a form of a meeting, each a document of it."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from relations.actions import documents
from relations.actions.drafts import DocumentDraft
from relations.models import Document

_MOST: Final = 20


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, each of a kind that is kept."""

    widget = FilesInput

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Add files"),
            required=False,
            help_text=gettext_lazy("PDF, Word, pictures …, up to 25 MiB each; sent when you save"),
        )

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [super(FilesField, self).clean(one) for one in data or ()]
        if len(files) > _MOST:
            raise forms.ValidationError(_("At most {most} files at once.").format(most=_MOST))
        for file in files:
            try:
                documents.judge(file)
            except forms.ValidationError as error:
                told = " ".join(error.messages)
                raise forms.ValidationError(f"“{file.name}”: {told}") from error
        return files


def drafts(files: Iterable[UploadedFile], kept: Iterable[Document] = ()) -> Iterator[DocumentDraft]:
    """Draft a document for each file, under its own name; one that is kept already is not again."""
    known = {one.sha256 for one in kept}
    for file in files:
        digest = documents.facts(file)["sha256"]
        if digest not in known:
            known.add(digest)
            stem = PurePath(file.name or "").stem
            yield DocumentDraft(" ".join(stem.replace("_", " ").split())[:300], file)
