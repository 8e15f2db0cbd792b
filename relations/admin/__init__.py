"""The back office: every noun searched, filtered and corrected, the visible rows only.

Four files are the ground (``base``, ``forms``, ``saving``, ``lists``) and one file a family of
nouns stands on it. Django finds the admin by importing this package.
"""

from django.contrib import admin

from relations.admin.site import HouseSite

# Django takes the class of its site from an app configuration of the project, which stands above
# this floor; so its site is given its class here, before anything is registered.
admin.site._wrapped.__class__ = HouseSite  # type: ignore[attr-defined]  # noqa: SLF001

from relations.admin import (  # noqa: E402 - each registers its nouns with the site just made
    accounts,
    agreements,
    attachments,
    commitments,
    contacts,
    events,
    institutions,
    places,
    sides,
    sources,
    tokens,
    users,
)

__all__ = [
    "accounts",
    "agreements",
    "attachments",
    "commitments",
    "contacts",
    "events",
    "institutions",
    "places",
    "sides",
    "sources",
    "tokens",
    "users",
]
