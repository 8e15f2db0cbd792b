"""Contacts as vCard 4.0 (RFC 6350)."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.db.models.functions import JSONObject

from relations.exports.cells import Below, Cell, Form
from relations.exports.flat import cells_for
from relations.models import ContactName

LINE: Final = 75
"""Octets; a longer line goes on behind a line end and a space."""
FIELDS: Final = [
    *("name", "family_name", "given_name", "languages", "post", "emails", "phones", "biography"),
    *("changed_at",),
]
_ESCAPED = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n", "\r": None})
_CONTROLS = dict.fromkeys(code for code in range(32) if code not in (9, 10, 13))


def cells(user: Any) -> list[Cell]:
    """Return what a card is made of."""
    names = ContactName.objects.order_by("order", "pk")
    told = Below(names, "contact", JSONObject(text="text", language="language"))
    return [*cells_for("contacts", user, FIELDS), Cell("names", None, Form.LIST, below=told)]


def card(row: dict[str, Any]) -> bytes:
    """Write one contact; the further names are names of the same person, each in its language."""
    lines = [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "KIND:individual",
        f"UID:urn:uuid:{row['id']}",
        f"FN:{escaped(row['name'])}",
        f"N:{escaped(row['family_name'])};{escaped(row['given_name'])};;;",
        *_names(row["names"] or ()),
        *_post(row),
        *_ranked("EMAIL", "", row["emails"]),
        *_ranked("TEL;VALUE=uri", "tel:", row["phones"]),
        *_ranked("LANG", "", row["languages"]),
        *([f"NOTE:{escaped(row['biography'])}"] if row["biography"] else ()),
        f"REV:{_stamp(row['changed_at'])}",
        "END:VCARD",
    ]
    return b"".join(folded(line) for line in lines)


def _names(names: Sequence[dict[str, str]]) -> Iterator[str]:
    for name in names:
        tongue = f";LANGUAGE={name['language']}" if _is_tag(name["language"]) else ""
        yield f"FN{tongue}:{escaped(name['text'])}"


def _is_tag(text: str) -> bool:
    """Say whether a text is a language tag, and so needs no quotes in a parameter."""
    return text.isascii() and text.replace("-", "").isalnum()


def _post(row: dict[str, Any]) -> Iterator[str]:
    if row["post"]:
        yield f"TITLE:{escaped(row['post'])}"
    if row["institution"]:
        yield f"ORG:{escaped(row['institution'])}"


def _ranked(name: str, scheme: str, values: Sequence[str] | None) -> Iterator[str]:
    """Write several values in the order of preference; a URI is not escaped as a text is."""
    for place, value in enumerate(values or (), start=1):
        told = f"{scheme}{value}" if scheme else escaped(value)
        yield f"{name};PREF={min(place, 100)}:{told}"


def _stamp(moment: str) -> str:
    """Write a moment in the basic format a card wants."""
    return moment[:19].replace("-", "").replace(":", "") + "Z"


def escaped(text: str) -> str:
    return text.translate(_CONTROLS).translate(_ESCAPED)


def folded(line: str) -> bytes:
    """Break a line after at most 75 octets, never inside a letter."""
    data = line.encode()
    pieces: list[bytes] = []
    room = LINE
    while len(data) > room:
        end = room
        while data[end] & 0xC0 == 0x80:  # noqa: PLR2004 - a byte that goes on a letter
            end -= 1
        pieces.append(data[:end])
        data = data[end:]
        room = LINE - 1
    return b"\r\n ".join([*pieces, data]) + b"\r\n"
