"""Who stood on which side of an event: delegations and participations."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from relations.admin.attachments import CitationRows
from relations.admin.base import NounAdmin, Table
from relations.admin.forms import NounForm
from relations.models import Delegation, Participation, ParticipationPost


def sides_of(event_id: Any, offered: Any) -> Any:
    """Keep the sides of one event: a side of another is refused by the database."""
    return offered.filter(event=event_id) if event_id else offered.none()


class DelegationRows(Table):
    model = Delegation
    verbose_name = _("side")
    verbose_name_plural = _("sides")
    fields = (
        "name",
        "role",
        "countries",
        "institutions",
        "list_incomplete",
        "unnamed_count",
        "unnamed_text",
    )
    show_change_link = True


class ParticipationForm(NounForm):
    def clean(self) -> dict[str, Any]:
        contact, posts = self.cleaned_data.get("contact"), self.cleaned_data.get("posts", ())
        strange = [post for post in posts if contact and post.contact_id != contact.pk]
        if strange:
            self.add_error(
                "posts",
                _("Not a post of {person}: {post}.").format(person=contact, post=strange[0]),
            )
        return super().clean()


class ParticipationRows(Table):
    model = Participation
    form = ParticipationForm
    verbose_name = _("person")
    verbose_name_plural = _("people")
    fields = ("contact", "delegation", "posts", "roles", "attendance")
    show_change_link = True

    def get_field_queryset(self, db: Any, db_field: Any, request: HttpRequest) -> Any:
        offered = super().get_field_queryset(db, db_field, request)
        if db_field.name == "delegation":
            return sides_of(self.parent and self.parent.pk, offered)
        return offered


@admin.register(Delegation)
class DelegationAdmin(NounAdmin):
    in_index = False
    list_display = ("name", "event", "role")
    list_links = ("event",)
    list_filter = ("role",)
    search_fields = ("name", "event__title")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "event",
                    ("name", "role"),
                    "countries",
                    "institutions",
                    "list_incomplete",
                    ("unnamed_count", "unnamed_qualifier", "unnamed_text"),
                )
            },
        ),
    )


class PostRows(Table):
    model = ParticipationPost
    verbose_name = _("post held then")
    verbose_name_plural = _("posts held then")
    fields = ("post", "former")


@admin.register(Participation)
class ParticipationAdmin(NounAdmin):
    form = ParticipationForm
    list_display = ("contact", "event", "delegation", "attendance", "confidentiality")
    list_links = ("contact", "event", "delegation")
    list_filter = ("attendance", "confidentiality")
    search_fields = ("contact__display_name", "event__title", "name_printed")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("contact", "event"),
                    "delegation",
                    ("attendance", "roles"),
                    "name_printed",
                    "capacity_printed",
                )
            },
        ),
    )
    inlines = (PostRows, CitationRows)

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        offer_sides(form, obj)
        return form


def offer_sides(form: Any, obj: Any) -> None:
    """Offer on a record's own page the sides of its event; a new one gets its side afterwards."""
    field = form.base_fields.get("delegation")
    if field is not None:
        field.queryset = sides_of(obj and obj.event_id, field.queryset)
        field.choices = [("", "---------"), *((side.pk, side.name) for side in field.queryset)]
