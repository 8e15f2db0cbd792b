"""Columns of institutions."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from relations.exports.base import CHANGED, LEVEL, OWNER, Column, Kind, bring
from relations.exports.cells import Cell, free
from relations.models import Institution, InstitutionKind, InstitutionStatus
from relations.models.places import city_of


def city_told(name: str, _user: Any) -> list[Cell]:
    """Tell the city as it is written: a file is in no language of a screen."""
    return [free(name)]


INSTITUTION_COLUMNS = (
    Column("name", _("Name"), "display_name", Kind.NAME, "display_name"),
    Column("kind", _("Kind"), kind=Kind.CHOICE, sort="kind", choices=InstitutionKind),
    Column("parent", _("Unit of"), kind=Kind.RECORD, brought=bring("parent", Institution)),
    Column(
        "country",
        _("Country"),
        kind=Kind.RECORD,
        sort="country__name_en",
        joined=("country",),
    ),
    Column("city", _("City"), city_of, sort="city", joined=("country",), cells=city_told),
    Column("status", _("Status"), kind=Kind.CHOICE, sort="status", choices=InstitutionStatus),
    Column("founded", _("Founded"), kind=Kind.DATE, listed=False),
    Column("ended", _("Ended"), kind=Kind.DATE, listed=False),
    Column("website", _("Website"), kind=Kind.ADDRESS, listed=False),
    OWNER,
    LEVEL,
    CHANGED,
)
