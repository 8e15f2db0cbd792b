"""System checks of the project; those about deployment ask no database."""

from typing import Any

from django.core import checks
from django.db import connections

from config import catalogs


def two_roles(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Warn where the program itself owns the tables, and so could rewrite its journal."""
    return [
        checks.Warning(
            f"The program connects to the database {alias!r} as the owner of its tables.",
            hint="Set DATABASE_OWNER_URL to the owner, and give DATABASE_URL a role that owns "
            "nothing: then not even a fault in the program can change the journal.",
            id="config.W001",
        )
        for alias in connections
        if not connections[alias].settings_dict.get("OWNER")
    ]


def compiled(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Warn where the pages would be English alone, or say what they said before an update."""
    return [
        checks.Warning(
            f"The translations into {language!r} are not compiled.",
            hint="Run manage.py catalogs.",
            id="config.W002",
        )
        for language in catalogs.stale()
    ]
