"""What a page of the API costs: beside its bare SQL, deep inside, and with its rows counted."""

from functools import partial
from typing import Any, Final

from django.core import signing
from django.db import connection

from relations.access import OPERATOR
from relations.bench.visits import DEEP, Cost, Visit
from relations.filters.counting import estimated
from relations.models import Contact

SIZES: Final = (100, 1000)
API: Final = "/api/v1/"
EXPANDED: Final = "posts,institution"
PLAIN: Final = (
    "SELECT * FROM relations_contact ORDER BY display_name, id LIMIT {size}",
    """SELECT * FROM relations_post AS p LEFT JOIN relations_institution AS i
        ON i.id = p.institution_id WHERE p.contact_id IN
        (SELECT id FROM relations_contact ORDER BY display_name, id LIMIT {size})""",
)
"""The same rows by two plain statements, without a right, a name, a place or an order below."""


def measured(visit: Visit, contacts: int) -> dict[str, Any]:
    """Ask for each kind of page; the time of a sign-in alone stands beside them."""
    asked = {"sign-in": API, **_pages(visit, contacts)}
    costs = zip(asked, visit.costs(*asked.values()), strict=True)
    return {
        **{name: _told(cost) for name, cost in costs},
        **{f"API page of {size}, expanded": _expanded(visit, size) for size in SIZES},
        "count": _counted(visit),
    }


def _told(cost: Cost) -> dict[str, float]:
    return {"ms": cost.ms, "queries": cost.queries}


def _pages(visit: Visit, contacts: int) -> dict[str, str]:
    """List what is asked for at the beginning and deep inside.

    Pages of the API that are compared are in the order of their ids: by name those deep inside
    hold other scripts, with more names to a person, and are a quarter longer.
    """
    seen = Contact.objects.visible_to(visit.user)
    deep = _at(seen.order_by("display_name", "pk"), contacts)
    asked = {"list page, first": "/contacts/", "list page, deep": f"/contacts/?cursor={deep.pk}"}
    orders = {
        "id": ("first", "deep", [["u", str(_at(seen.order_by("pk"), contacts).pk)]]),
        "name": ("by name", "by name from afar", [deep.display_name, ["u", str(deep.pk)]]),
    }
    for sort, (first, afar, values) in orders.items():
        cursor = signing.Signer(salt="relations.api.paging").sign_object(
            [sort, False, values], compress=True
        )
        for size in SIZES:
            address = f"{API}contacts/?page_size={size}&sort={sort}"
            asked[f"API page of {size}, {first}"] = address
            asked[f"API page of {size}, {afar}"] = f"{address}&cursor={cursor}"
    return asked


def _at(ordered: Any, contacts: int) -> Contact:
    found: Contact = ordered[int(contacts * DEEP) :][:1].get()
    return found


def _expanded(visit: Visit, size: int) -> dict[str, float]:
    """Set a page beside what it asks of the database, asked and read by psycopg alone.

    And beside two plain statements: what comes on top of those is the price of what they leave out.
    All of them in turn, with the sign-in that is no part of it.
    """
    address = f"{API}contacts/?page_size={size}&sort=name&expand={EXPANDED}"
    page, signing_in = partial(visit.get, address), partial(visit.get, API)
    asked = visit.asked(page)
    bare = asked[len(visit.asked(signing_in)) :]
    plain = [statement.format(size=size) for statement in PLAIN]
    whole, signed, *beside = visit.in_turn(
        page, signing_in, partial(_read, bare), partial(_read, plain)
    )
    return {
        **_told(Cost(round(whole, 1), len(asked))),
        "bare SQL ms": round(beside[0], 1),
        "of bare SQL": round((whole - signed) / beside[0], 2),
        "of two plain statements": round((whole - signed) / beside[1], 2),
    }


def _read(statements: list[str]) -> None:
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            cursor.fetchall()


def _counted(visit: Visit) -> dict[str, float]:
    """Count as a page does: for a reader up to a bound, and on by an estimate for an operator."""

    def taken(user: Any) -> float:
        rows = Contact.objects.visible_to(user)
        return round(visit.ms(lambda: estimated(rows, user)), 2)

    return {"capped ms": taken(visit.user), "estimate ms": taken(OPERATOR)}
