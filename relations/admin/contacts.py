"""Contacts with their names, posts and ways to reach them; and posts on their own."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from relations.admin.attachments import (
    CitationRows,
    DocumentRows,
    IdentifierRows,
    NameRows,
    NoteRows,
)
from relations.admin.base import NounAdmin, Table, date_column
from relations.admin.desk import Desk
from relations.admin.forms import NounForm
from relations.admin.lists import VisibleFilter
from relations.intake import phones
from relations.models import (
    AddressForm,
    Contact,
    ContactName,
    ContactPoint,
    ContactPointKind,
    Post,
    PostSighting,
)

HOW_TO_WRITE = _("Write the number with the code of its country, such as +998 71 123 45 67.")


def e164(text: str) -> str:
    """Return a phone number in E.164, or raise ``ValidationError``."""
    number = phones.e164(text)
    if not number:
        raise ValidationError(HOW_TO_WRITE)
    return number


class PointForm(NounForm):
    def clean(self) -> dict[str, Any]:
        kind, value = self.cleaned_data.get("kind"), self.cleaned_data.get("value")
        try:
            if value and kind == ContactPointKind.PHONE:
                self.cleaned_data["value"] = e164(value)
            elif value and kind == ContactPointKind.EMAIL:
                validate_email(value)
        except ValidationError as error:
            self.add_error("value", error)
        return super().clean()


class ContactNameRows(NameRows):
    model = ContactName


class PostRows(Table):
    model = Post
    fields = ("title", "institution", "since", "until", "primary", "acting")
    show_change_link = True


class PointRows(Table):
    model = ContactPoint
    form = PointForm
    fields = ("kind", "value", "label", "preferred", "do_not_use")


class AddressRows(Table):
    model = AddressForm
    fields = ("language", "honorific", "salutation")


@admin.register(Contact)
class ContactAdmin(Desk, NounAdmin):
    list_display = ("display_name", "name_order", "do_not_contact", "deceased", "confidentiality")
    list_filter = ("confidentiality", "do_not_contact", "deceased")
    search_fields = ("display_name", "names__text", "points__value")
    search_help_text = _("Any name of the person, in any script, or an e-mail address or number")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "display_name",
                    ("family_name", "given_name", "name_order"),
                    "topics",
                    ("languages", "owner"),
                    ("do_not_contact", "deceased"),
                    "biography",
                )
            },
        ),
    )
    inlines = (
        PostRows,
        ContactNameRows,
        PointRows,
        AddressRows,
        IdentifierRows,
        NoteRows,
        DocumentRows,
        CitationRows,
    )


class SightingRows(Table):
    model = PostSighting
    fields = ("source", "seen", "former", "within", "as_unit")


@admin.register(Post)
class PostAdmin(NounAdmin):
    list_display = (
        "contact",
        "title",
        "institution",
        date_column("since", _("since"), "since_span"),
        date_column("until", _("until"), "held_span"),
        "primary",
    )
    list_links = ("contact", "institution")
    list_filter = ("primary", "acting", ("institution", VisibleFilter))
    search_fields = (
        "title",
        "contact__display_name",
        "institution__display_name",
    )
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "contact",
                    "institution",
                    "title",
                    ("title_ru", "title_uz", "title_ko"),
                    ("since", "until"),
                    ("primary", "acting", "entered_in_error"),
                    "rank",
                )
            },
        ),
    )
    inlines = (SightingRows, CitationRows)
