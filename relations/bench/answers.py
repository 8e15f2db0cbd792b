"""What a page of the API costs: beside its bare SQL, deep inside, and with its rows counted."""

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
    signing_in = visit.cost(API)
    return {
        "sign-in": _told(signing_in),
        **{name: _told(visit.cost(address)) for name, address in _pages(visit, contacts).items()},
        **{f"API page of {size}, expanded": _expanded(visit, size, signing_in) for size in SIZES},
        "count": _counted(visit),
    }


def _told(cost: Cost) -> dict[str, float]:
    return {"ms": cost.ms, "queries": cost.queries}


def _pages(visit: Visit, contacts: int) -> dict[str, str]:
    ordered = Contact.objects.visible_to(visit.user).order_by("display_name", "pk")
    deep = ordered[int(contacts * DEEP) :][:1].get()
    values = ["name", False, [deep.display_name, ["u", str(deep.pk)]]]
    cursor = signing.Signer(salt="relations.api.paging").sign_object(values, compress=True)
    return {
        "list page, first": "/contacts/",
        "list page, deep": f"/contacts/?cursor={deep.pk}",
        **{
            f"API page of {size}, {where}": f"{API}contacts/?page_size={size}&sort=name{at}"
            for size in SIZES
            for where, at in (("first", ""), ("deep", f"&cursor={cursor}"))
        },
    }


def _expanded(visit: Visit, size: int, signing_in: Cost) -> dict[str, float]:
    """Set a page beside what it asks of the database, asked and read by psycopg alone.

    And beside two plain statements: what comes on top of those is the price of what they leave out.
    """
    address = f"{API}contacts/?page_size={size}&sort=name&expand={EXPANDED}"
    cost = visit.cost(address)
    bare = _ms(visit, visit.asked(lambda: visit.get(address))[signing_in.queries :])
    plain = _ms(visit, [statement.format(size=size) for statement in PLAIN])
    alone = cost.ms - signing_in.ms
    return {
        **_told(cost),
        "bare SQL ms": round(bare, 1),
        "of bare SQL": round(alone / bare, 2),
        "of two plain statements": round(alone / plain, 2),
    }


def _ms(visit: Visit, statements: list[str]) -> float:
    connection.ensure_connection()

    def replayed() -> None:
        with connection.connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                cursor.fetchall()

    return visit.ms(replayed)


def _counted(visit: Visit) -> dict[str, float]:
    """Count as a page does: for a reader up to a bound, and on by an estimate for an operator."""

    def taken(user: Any) -> float:
        rows = Contact.objects.visible_to(user)
        return round(visit.ms(lambda: estimated(rows, user)), 2)

    return {"capped ms": taken(visit.user), "estimate ms": taken(OPERATOR)}
