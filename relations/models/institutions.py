"""Partner institutions, their units, names and successions."""

import threading
from typing import Any, ClassVar, Self
from weakref import WeakValueDictionary

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from relations.dates.fields import EdtfField
from relations.models.base import (
    Confidential,
    Keyed,
    Name,
    NameKind,
    Record,
    Row,
    date_span,
    level_index,
    one_of,
)
from relations.models.places import Place, Topic, TreeQuerySet


class InstitutionKind(models.TextChoices):
    STATE_THINK_TANK = "state_think_tank", _("state think tank")
    THINK_TANK = "think_tank", _("think tank")
    RESEARCH_INSTITUTE = "research_institute", _("research institute")
    UNIVERSITY = "university", _("university")
    ACADEMY = "academy", _("academy")
    UNIT = "unit", pgettext_lazy("institution", "unit")
    MINISTRY = "ministry", _("ministry")
    GOVERNMENT = "government", _("government")
    EMBASSY = "embassy", _("embassy")
    PRESIDENTIAL_OFFICE = "presidential_office", _("presidential office")
    PARLIAMENT = "parliament", _("parliament")
    PARTY = "party", _("party")
    AGENCY = "agency", _("agency")
    FOUNDATION = "foundation", _("foundation")
    SECRETARIAT = "secretariat", _("secretariat")
    NETWORK = "network", _("network")
    INTERNATIONAL_ORGANIZATION = "international_organization", _("international organization")
    INTERNATIONAL_FEDERATION = "international_federation", _("international federation")
    NGO = "ngo", _("non-governmental organization")
    MEDIA = "media", _("media")
    COMPANY = "company", _("company")
    STATE_COMPANY = "state_company", _("state company")
    BANK = "bank", _("bank")
    HOSPITAL = "hospital", _("hospital")
    OTHER = "other", _("other")


class InstitutionStatus(models.TextChoices):
    ACTIVE = "active", _("active")
    DORMANT = "dormant", _("dormant")
    FORMER = "former", _("former")


HOUSE_LANGUAGE = "en"
"""What display names are written in, and what is said where no other name is known."""

# What a reader of a language reads; a name in mixed letters is rather a note than a name.
_SCRIPTS = {"ko": "Hang", "ru": "Cyrl", "uz": "Latn"}
_LIKED = (NameKind.OFFICIAL, NameKind.ORIGINAL, NameKind.ALIAS, NameKind.AS_PRINTED)


class _AtHand(threading.local):
    """The institutions a thread holds, so that their names are brought for all at once."""

    def __init__(self) -> None:
        self.rows: WeakValueDictionary[int, Institution] = WeakValueDictionary()


_at_hand = _AtHand()


class Institution(Keyed):
    """A partner body or a unit of one (Popolo Organization; W3C ORG OrganizationalUnit; ROR).

    ``parent`` makes it a unit of another, to any depth; a database trigger refuses a circle.
    An international body may have no country.
    """

    display_name = models.CharField(max_length=300)
    kind = models.CharField(max_length=30, choices=InstitutionKind, default=InstitutionKind.OTHER)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="units")
    country = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="institutions"
    )
    city = models.CharField(max_length=120, blank=True)
    website = models.URLField(max_length=500, blank=True)
    status = models.CharField(
        max_length=8, choices=InstitutionStatus, default=InstitutionStatus.ACTIVE
    )
    by_mention = models.BooleanField(
        default=False, help_text=_("Named by a source in passing; nothing else is known of it")
    )
    founded = EdtfField()
    ended = EdtfField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    topics = models.ManyToManyField(
        Topic, through="InstitutionTopic", related_name="institutions", blank=True
    )

    objects = TreeQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["display_name", "pk"]
        constraints = [
            *Confidential.Meta.constraints,
            one_of("kind", InstitutionKind, "institution"),
            one_of("status", InstitutionStatus, "institution"),
        ]
        indexes = [level_index("institution")]

    def __str__(self) -> str:
        return self.display_name

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        row = super().from_db(*args, **kwargs)
        _at_hand.rows[id(row)] = row
        return row

    def name_in(self, language: str) -> str:
        """Return the name in a language of the screen, else as the house writes it.

        The first call asks the database once for all institutions at hand, not for this alone.
        """
        code = language[:2]
        if code not in _SCRIPTS or self.pk is None:
            return self.display_name
        if code not in self.spoken:
            _bring_names([self, *_at_hand.rows.values()], code)
        return self.spoken[code] or self.display_name

    @property
    def spoken(self) -> dict[str, str]:
        """Hold what was brought of the names by language, "" where there is none."""
        return self.__dict__.setdefault("_spoken", {})


def _bring_names(rows: list[Institution], code: str) -> None:
    """Give each row its first name of the best kind in a language; one query for all of them."""
    bare = [row for row in rows if code not in row.spoken]
    names = InstitutionName.objects.filter(
        institution__in={row.pk for row in bare},
        language__startswith=code,
        kind__in=_LIKED,
        until="",
    )
    found: dict[Any, tuple[int, str]] = {}
    for key, kind, script, text in names.order_by("order", "pk").values_list(
        "institution", "kind", "script", "text"
    ):
        one = (_LIKED.index(NameKind(kind)), text)
        if (script or _SCRIPTS[code]) == _SCRIPTS[code]:
            found[key] = min(found.get(key, one), one, key=lambda each: each[0])
    for row in bare:
        row.spoken[code] = found.get(row.pk, (0, ""))[1]


class InstitutionName(Name):
    """A further name of an institution (Popolo other_names)."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="names")

    guarded_by: ClassVar[tuple[str, ...]] = ("institution",)

    class Meta(Name.Meta):
        constraints = [
            *Name.Meta.constraints,
            models.UniqueConstraint(
                fields=["institution", "text", "language"], name="institutionname_once"
            ),
        ]


class InstitutionTopic(Row):
    """What an institution works on."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="topic_links")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")

    guarded_by: ClassVar[tuple[str, ...]] = ("institution",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution", "topic"], name="institutiontopic_once"),
        ]

    def __str__(self) -> str:
        return f"{self.institution}: {self.topic}"


class Succession(Record):
    """One body following one or more others (W3C ORG ChangeEvent).

    ``kind`` is the source's word for it, such as ``merged_into``.
    """

    successor = models.ForeignKey(Institution, models.CASCADE, related_name="successions_in")
    kind = models.CharField(max_length=60)
    date = EdtfField()
    date_span = date_span("date")
    order = models.PositiveIntegerField(default=0)
    predecessors = models.ManyToManyField(
        Institution, through="SuccessionPredecessor", related_name="successions_out"
    )

    guarded_by: ClassVar[tuple[str, ...]] = ("successor",)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.successor}"


class SuccessionPredecessor(Row):
    """A body that was followed by another."""

    succession = models.ForeignKey(Succession, models.CASCADE, related_name="from_links")
    institution = models.ForeignKey(Institution, models.CASCADE, related_name="+")
    order = models.PositiveIntegerField(default=0)

    guarded_by: ClassVar[tuple[str, ...]] = ("succession", "institution")

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["succession", "institution"], name="successionpredecessor_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.institution)
