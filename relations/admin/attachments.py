"""What hangs on many kinds of record: names, identifiers, citations, notes, documents, doubts."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from relations.actions import documents
from relations.admin.base import Blocks, NounAdmin, Table
from relations.admin.forms import NounForm
from relations.models import Citation, Document, Identifier, Note, ProbablySame


class NameRows(Table):
    """Further names; each record's own table of names says its model."""

    fields = ("text", "language", "script", "kind", "since", "until")


class IdentifierRows(Table):
    model = Identifier
    fields = ("scheme", "value")


class CitationRows(Table):
    model = Citation
    fields = ("source", "field", "quotation")
    classes = ("collapse",)


class NoteRows(Blocks):
    model = Note
    fields = ("text", "confidentiality")
    show_change_link = True
    classes = ("collapse",)


class DocumentForm(NounForm):
    """A file: what it is called, how long it is and its digest are read from itself."""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            documents.judge(file)
        return file

    def implied(self) -> dict[str, Any]:
        file = self.cleaned_data.get("file")
        if not isinstance(file, UploadedFile):
            return super().implied()
        return {**super().implied(), **documents.facts(file)}


class DocumentRows(Table):
    model = Document
    form = DocumentForm
    fields = ("title", "file", "language", "confidentiality")
    show_change_link = True
    classes = ("collapse",)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "file":
            kwargs["widget"] = forms.FileInput
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Document)
class DocumentAdmin(NounAdmin):
    form = DocumentForm
    list_display = ("title", "file_name", "size", "event", "agreement", "institution", "contact")
    list_links = ("event", "agreement", "institution", "contact")
    list_filter = ("confidentiality",)
    search_fields = ("title", "file_name")
    readonly_fields = ("file_name", "content_type", "size", "sha256")
    fieldsets = (
        (None, {"fields": ("title", "file", "language")}),
        (_("Belongs to one of"), {"fields": ("event", "agreement", "institution", "contact")}),
        (_("The file"), {"fields": ("file_name", "content_type", "size", "sha256")}),
    )

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "file":
            # A plain box: Django's own would link to the file past the rules of access.
            kwargs["widget"] = forms.FileInput
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Note)
class NoteAdmin(NounAdmin):
    list_display = ("__str__", "event", "institution", "contact", "agreement", "confidentiality")
    list_links = ("event", "institution", "contact", "agreement")
    list_filter = ("confidentiality",)
    search_fields = ("text",)
    fieldsets = (
        (None, {"fields": ("text",)}),
        (_("Belongs to one of"), {"fields": ("event", "institution", "contact", "agreement")}),
    )


class PairForm(NounForm):
    """Two records of one kind, in either order: the smaller id is put first."""

    def clean(self) -> dict[str, Any]:
        for noun in ("event", "contact", "institution"):
            one, other = self.cleaned_data.get(noun), self.cleaned_data.get(f"other_{noun}")
            if one and other and one.pk > other.pk:
                self.cleaned_data |= {noun: other, f"other_{noun}": one}
        return super().clean()


@admin.register(ProbablySame)
class ProbablySameAdmin(NounAdmin):
    form = PairForm
    list_display = ("__str__", "state")
    list_links = (
        "event",
        "other_event",
        "contact",
        "other_contact",
        "institution",
        "other_institution",
    )
    list_filter = ("state",)
    search_fields = ("why", "event__title", "contact__display_name", "institution__display_name")
    fieldsets = (
        (None, {"fields": ("state", "why")}),
        (
            _("Two of one kind"),
            {
                "fields": (
                    ("contact", "other_contact"),
                    ("institution", "other_institution"),
                    ("event", "other_event"),
                )
            },
        ),
    )
