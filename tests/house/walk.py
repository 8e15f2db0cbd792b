"""Walk the whole program as a person would: every address, with what each of them shows."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.test import Client

from tests import cast
from tests.house.addresses import LEFT_OUT, filled, patterns

# What differs between two answers to one question for reasons that tell nothing.
CHANGING = [
    (re.compile(rb"cursor=[^\"&< ]+"), b"cursor"),
    # A link to a closed record is a change of the open one, and its version may say so.
    (re.compile(rb'"(version|changed_at)": ?("[^"]*"|[0-9]+)'), b"changed"),
    (re.compile(rb'name="(keep|drop)_version" value="[0-9]+"'), b"changed"),
    (re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"'), b"csrf"),
    (re.compile(rb'"X-CSRFToken": ?"[^"]+"'), b"csrf"),
    (re.compile(rb"X-CSRFToken&quot;: ?&quot;[^&]+"), b"csrf"),
    (re.compile(rb'csrfToken: "[^"]+"'), b"csrf"),
    (re.compile(rb'(name|id)="_?(record|nonce|once|new_id)[^>]*>'), b"once"),
    (re.compile(rb'value="[0-9a-f-]{36}:[^"]+"'), b"once"),
    (re.compile(rb'value="[^" ]+:[\w-]{6}:[\w-]{20,}"'), b"signed"),
]
# Addresses that end or change the walker's own session.
NOT_WALKED = re.compile(r"^(admin|accounts)/(logout|password|jsi18n)|^i18n|^language/")
HERE = "relations"
UNTOLD = frozenset({"X-Request-ID", "ETag", "Expires", "Last-Modified", "Content-Length"})


def arguments(world: dict[str, models.Model]) -> dict[str, list[Any]]:
    """Give the walk an id for each argument: of the nouns, and of every model in the admin."""
    known: dict[str, list[Any]] = {}
    world = {
        "places": cast.place(),
        "topics": cast.make_topic(),
        "kinds": cast.kind(),
        **world,
    }
    for noun, record in world.items():
        known[f"{noun}/"] = [record.pk]
        known[f"api/v1/{noun}/"] = [record.pk]
    for model in apps.get_app_config(HERE).get_models():
        name = model._meta.model_name
        first = model._base_manager.order_by("pk").first()
        known[f"admin/{HERE}/{name}/"] = [first.pk] if first else []
    known["report/"] = [2023]
    known["calendar/"] = ["nobody"]
    known["views/keep/"] = ["events"]
    known["same/"] = ["01890a5d-ac96-774b-bcce-b302099a8057"]
    known["views/"] = ["01890a5d-ac96-774b-bcce-b302099a8057"]
    known["admin/auth/group/"] = [1]
    known["admin/r/"] = []
    known["admin/(?P<app_label>"] = [HERE]
    known["admin/(?P<url>"] = ["nowhere"]
    return known


def addresses(world: dict[str, models.Model]) -> list[str]:
    """List every address of the program, filled in for a world."""
    known = arguments(world)
    found: list[str] = []
    for route, pattern in patterns():
        if NOT_WALKED.match(route) or any(route.startswith(part) for part in LEFT_OUT):
            continue
        found += filled(route, pattern, known)
    return found + list(briefings(world))


def briefings(world: dict[str, models.Model]) -> Iterator[str]:
    """Yield the addresses that say by a parameter what they are about."""
    for parameter, noun in (
        ("event", "events"),
        ("contact", "contacts"),
        ("institution", "institutions"),
    ):
        yield f"/dossier/?{parameter}={world[noun].pk}"
    for code in ("UZ", "143"):
        yield f"/dossier/?country={code}"
    yield f"/dossier.docx?event={world['events'].pk}"
    for way in ("continues", "next_edition"):
        yield f"/log/?{way}={world['events'].pk}"
        yield f"/admin/relations/meeting/log/?{way}={world['events'].pk}"
    # beside what is above an institution, and beside nothing: both are answered
    yield f"/institutions/{world['institutions'].pk}/merge/?with={world['unit'].pk}"
    if "twin" in world:
        yield f"/contacts/{world['contacts'].pk}/merge/?with={world['twin'].pk}"
        yield f"/contacts/{world['twin'].pk}/merge/?with={world['contacts'].pk}"


def visit(client: Client, address: str) -> tuple[int, bytes]:
    """Ask for an address, and return its status with body, headers and messages as one text.

    A message for the next page is read here, and is not carried to whichever page comes next.
    """
    response = client.get(address)
    client.cookies.pop("messages", None)
    messages = "\n".join(map(str, response.wsgi_request._messages._queued_messages))
    body = b"".join(response.streaming_content) if response.streaming else response.content
    telling = {name: value for name, value in response.items() if name not in UNTOLD}
    headers = "\n".join(f"{name}: {value}" for name, value in telling.items())
    return response.status_code, settled(body + headers.encode() + messages.encode())


def settled(body: bytes) -> bytes:
    """Take out of an answer what changes with every request."""
    for pattern, stands_for in CHANGING:
        body = pattern.sub(stands_for, body)
    return body


def tour(client: Client, places: Iterable[str]) -> dict[str, tuple[int, bytes]]:
    return {address: visit(client, address) for address in places}
