"""Places, which are read only, and topics."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from relations.admin.base import NounAdmin
from relations.admin.lists import VisibleFilter
from relations.models import Place, Topic

NAMES = ("name_en", "name_ru", "name_uz", "name_ko")


@admin.register(Place)
class PlaceAdmin(NounAdmin):
    """Countries and regions come from libraries by migration; nobody types them."""

    list_display = ("name_en", "name_ru", "name_ko", "kind", "alpha2", "m49", "parent")
    list_links = ("parent",)
    list_filter = ("kind", ("parent", VisibleFilter))
    search_fields = (*NAMES, "alpha2", "alpha3")
    fieldsets = ((None, {"fields": (*NAMES, "kind", "parent", "alpha2", "alpha3", "m49")}),)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Topic)
class TopicAdmin(NounAdmin):
    list_display = (*NAMES, "parent")
    list_links = ("parent",)
    search_fields = NAMES
    fieldsets = ((None, {"fields": (*NAMES, "parent")}),)
