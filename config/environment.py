"""Settings that take more than a line to read from the environment."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from environs import Env

from config.errors import Misconfigured

SCHEMES = ("postgres", "postgresql")
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""For the databases of tests, of which nothing need outlive the power."""


def kept_secret(path: Path) -> str:
    """Return the secret kept in a file, made by whichever process comes first."""
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _keep(path, secrets.token_urlsafe(60))
        return path.read_text()
    except OSError as error:
        raise Misconfigured(
            f"The secret key cannot be kept ({error}). Set VAR_DIR to a folder this account may "
            f"write to, or SECRET_KEY to at least 50 random characters."
        ) from error


def _keep(path: Path, secret: str) -> None:
    """Write the file whole under another name, then give it its own unless there is one by now."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secret)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def secret_key(env: Env, *, debug: bool, var: Path) -> str:
    given: str = env.str("SECRET_KEY", "")
    if given:
        return given
    if not debug:
        raise Misconfigured("SECRET_KEY must be set when DEBUG is off.")
    return kept_secret(var / "secret_key")


def database(env: Env, *, var: Path) -> dict[str, Any]:
    """Return the settings of the database: that of DATABASE_URL, else the embedded one."""
    pool = env.int("DATABASE_POOL", 0)
    options: dict[str, Any] = {}
    if pool:
        options["pool"] = {"min_size": 1, "max_size": pool, "timeout": 5}
    found = _elsewhere(env) if env.str("DATABASE_URL", "") else _embedded(var)
    return {
        **found,
        "OPTIONS": {**found.get("OPTIONS", {}), **options},
        # a pool keeps connections open itself
        "CONN_MAX_AGE": 0 if pool else 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _embedded(var: Path) -> dict[str, Any]:
    return {
        "ENGINE": "config.embedded",
        "NAME": "relations",
        "USER": "relations_app",
        "OWNER": {"USER": "relations_owner"},
        "EMBEDDED": {"BASE": var / "postgres", "SERVER": {}},
        "TEST": {"EMBEDDED": {"BASE": var / "test", "SERVER": FAST}},
    }


def _elsewhere(env: Env) -> dict[str, Any]:
    app = _server(env, "DATABASE_URL")
    if not env.str("DATABASE_OWNER_URL", ""):
        return app
    owner = _server(env, "DATABASE_OWNER_URL")
    if owner.pop("NAME") != app["NAME"]:
        raise Misconfigured("DATABASE_OWNER_URL and DATABASE_URL must name the same database.")
    if not app["USER"] or not owner["USER"]:
        raise Misconfigured("DATABASE_OWNER_URL and DATABASE_URL must each name a user.")
    if owner["USER"] == app["USER"]:
        return app
    del owner["ENGINE"]
    return {**app, "OWNER": owner}


def _server(env: Env, name: str) -> dict[str, Any]:
    scheme = urlsplit(env.str(name)).scheme
    if scheme not in SCHEMES:
        raise Misconfigured(f"{name} must be a postgresql:// address; {scheme or 'no'} scheme.")
    found = env.dj_db_url(name, engine="config.server")
    if not found["NAME"]:
        raise Misconfigured(f"{name} names no database.")
    known = ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
    return {key: found[key] for key in known if key in found}


def mail(env: Env, *, debug: bool) -> dict[str, Any]:
    """Return Django's EMAIL_… settings: printed in development, else to this machine's server."""
    found: dict[str, Any] = env.dj_email_url(
        "EMAIL_URL", "console:" if debug else "smtp://localhost:25"
    )
    if "EMAIL_BACKEND" not in found:
        raise Misconfigured("EMAIL_URL must be smtp://, submission://, file:// or console:.")
    return {
        name: value
        for name, value in found.items()
        if name.startswith("EMAIL_") or name in ("DEFAULT_FROM_EMAIL", "SERVER_EMAIL")
    }


def time_zone(env: Env) -> str:
    """Return the zone's name, sure that this machine knows it: some know none at all."""
    name: str = env.str("TIME_ZONE", "Asia/Tashkent")
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Misconfigured(
            f"TIME_ZONE: {name!r} is not known here. Where every name is unknown, install the "
            f"system's or Python's tzdata package."
        ) from error
    return name
