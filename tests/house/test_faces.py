"""Every noun has every face, and every model stands behind a noun."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import flatten, flatten_fieldsets
from django.urls import resolve, reverse

from relations.exports import COLUMNS
from relations.exports.nouns import MODELS
from relations.filters import FILTERS

NOUNS = tuple(
    word
    for line in (
        "institutions contacts posts events meetings forums series accounts participations",
        "statements commitments agreements places topics sources figures relations documents",
        "notes kinds links",
    )
    for word in line.split()
)

# Parts that are read and written with the noun they belong to, never alone.
PARTS = {
    "AccountInstitution": "accounts",
    "AccountName": "accounts",
    "AccountParticipant": "accounts",
    "AccountPlace": "accounts",
    "AccountRemark": "accounts",
    "AccountSide": "accounts",
    "AccountTopic": "accounts",
    "AddressForm": "contacts",
    "AgreementParty": "agreements",
    "AgreementTopic": "agreements",
    "Citation": "sources",
    "CommitmentParty": "commitments",
    "ContactName": "contacts",
    "ContactPoint": "contacts",
    "ContactTopic": "contacts",
    "Delegation": "events",
    "DelegationCountry": "events",
    "DelegationInstitution": "events",
    "Edition": "series",
    "EditionSource": "series",
    "EventInstitution": "events",
    "EventMention": "accounts",
    "EventName": "events",
    "EventPlace": "events",
    "EventTopic": "events",
    "FigureSubject": "figures",
    "Identifier": "institutions",
    "InstitutionName": "institutions",
    "InstitutionTopic": "institutions",
    "ParticipantPost": "accounts",
    "ParticipationPost": "participations",
    "PostSighting": "posts",
    "RelationParty": "relations",
    "SeriesName": "series",
    "SideCountry": "accounts",
    "SideInstitution": "accounts",
    "Signatory": "agreements",
    "Signing": "agreements",
    "Succession": "institutions",
    "SuccessionPredecessor": "institutions",
    "Transition": "accounts",
}
# What serves the house itself: in the admin, and no noun of the outside world.
HOUSEKEEPING = {
    "Collection",
    "Journal",
    "Membership",
    "ProbablySame",
    "SavedView",
    "Team",
    "Token",
    "User",
}
# What the program notes for itself alone, or derives from records: no page shows it.
NOTED = {"SearchDocument", "SearchWord", "Submission", "Tally"}


def test_every_noun_has_filters_columns_and_a_model():
    assert sorted(FILTERS) == sorted(COLUMNS) == sorted(MODELS) == sorted(NOUNS)


def test_every_model_stands_behind_a_noun_or_serves_the_house():
    models = {model.__name__ for model in apps.get_app_config("relations").get_models()}
    nouns = {model.__name__ for model in MODELS.values()}
    assert models == nouns | set(PARTS) | HOUSEKEEPING | NOTED
    assert set(PARTS.values()) <= set(NOUNS)


@pytest.mark.parametrize("noun", NOUNS)
def test_every_noun_has_its_addresses(noun):
    pk = "01890a5d-ac96-774b-bcce-b302099a8057"
    assert [
        reverse(f"site:{noun}-list"),
        reverse(f"site:{noun}-detail", args=[pk]),
        reverse(f"api:{noun}-list"),
        reverse(f"api:{noun}-detail", args=[pk]),
    ] == [f"/{noun}/", f"/{noun}/{pk}/", f"/api/v1/{noun}/", f"/api/v1/{noun}/{pk}/"]


def test_every_noun_and_housekeeper_is_in_the_admin():
    registered = {model.__name__ for model in admin.site._registry}
    nouns = {model.__name__ for model in MODELS.values()}
    assert (nouns | HOUSEKEEPING) - registered - {"Membership"} == set()


def test_every_part_is_written_in_the_admin():
    inlines = {
        inline.model.__name__ for page in admin.site._registry.values() for inline in page.inlines
    }
    registered = {model.__name__ for model in admin.site._registry}
    doors = [
        *admin.site._registry.values(),
        *(each for page in admin.site._registry.values() for each in page.inlines),
    ]
    chosen = {
        field.remote_field.through.__name__
        for door in doors
        for field in door.model._meta.many_to_many
        if field.name in named(door)
    }
    assert sorted(set(PARTS) - inlines - registered - chosen) == []


def named(door):
    """List the fields a page or an inline of the admin shows."""
    fields = door.fields or flatten_fieldsets(door.fieldsets or ())
    return set(flatten(fields))


@pytest.mark.parametrize("noun", NOUNS)
def test_class_level_querysets_hold_nothing(noun):
    for address in (f"/{noun}/", f"/api/v1/{noun}/"):
        view = resolve(address).func
        door = getattr(view, "view_class", None) or view.cls
        queryset = getattr(door, "queryset", None)
        assert queryset is None or queryset.query.is_empty()
