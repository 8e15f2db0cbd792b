"""Columns of the vocabularies that everything is sorted by: places and topics."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from relations.exports.base import Column, Kind
from relations.models import PlaceKind

WITHIN = pgettext_lazy("place or topic", "Part of")

PLACE_COLUMNS = (
    Column("name", _("Name"), "name_en", Kind.NAME, "name_en"),
    Column("kind", _("Kind"), kind=Kind.CHOICE, sort="kind", choices=PlaceKind),
    Column("parent", WITHIN, kind=Kind.RECORD, sort="parent__name_en", joined=("parent",)),
    Column("alpha2", _("ISO code"), sort="alpha2"),
    Column("m49", _("M49 code"), sort="m49"),
    Column("alpha3", _("ISO code, three letters"), sort="alpha3", listed=False),
    Column("name_ru", _("In Russian"), listed=False),
    Column("name_uz", _("In Uzbek"), listed=False),
    Column("name_ko", _("In Korean"), listed=False),
)

TOPIC_COLUMNS = (
    Column("name", _("Name"), "name_en", Kind.NAME, "name_en"),
    Column("parent", WITHIN, kind=Kind.RECORD, sort="parent__name_en", joined=("parent",)),
    Column("name_ru", _("In Russian"), sort="name_ru", listed=False),
    Column("name_uz", _("In Uzbek"), sort="name_uz", listed=False),
    Column("name_ko", _("In Korean"), sort="name_ko", listed=False),
)
