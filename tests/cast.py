"""The people and records that tests speak of: one user a role, and builders with good defaults.

The names are those of the first report: the expert forum of December 2023 in Tashkent. Users have
no password (hashing one takes longer than a test): log them in with ``client.force_login``.
"""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.db import connection, transaction
from django.db.models import Max

from relations.models import (
    Account,
    Agreement,
    AgreementKind,
    Commitment,
    Confidentiality,
    Contact,
    Delegation,
    Document,
    Event,
    EventInstitution,
    EventKind,
    EventLink,
    EventPlace,
    EventSeries,
    Figure,
    Institution,
    InstitutionKind,
    InstitutionRole,
    Journal,
    LinkKind,
    Membership,
    Note,
    Participation,
    Place,
    Post,
    Relation,
    Role,
    SideRole,
    Signing,
    Source,
    Statement,
    StatementKind,
    Team,
    Topic,
    User,
)
from relations.search.keeping import keep_touched
from relations.search.rebuilding import rebuild

WorldT = TypeVar("WorldT")

ROLES = ("reader", "editor", "cleared", "manager", "auditor")
ISRS = "Institute for Strategic and Regional Studies"
HUFS = "Hankuk University of Foreign Studies"
KIEP = "Korea Institute for International Economic Policy"
KINU = "Korea Institute for National Unification"
JEH, LEE, PARK, HYUN = "Jeh Sung Hoon", "Lee Ji-eon", "Park Joung-ho", "Hyun Seung-soo"
TEAM = "Korea desk"

# --- users ---


def make_user(*, username: str, roles: tuple[str, ...] = (), **values: Any) -> User:
    user = User.objects.create_user(username, **values)
    user.groups.set([Group.objects.get(name=role) for role in roles])
    return user


def reader(*, username: str = "reader") -> User:
    return make_user(username=username, roles=("reader",))


def editor(*, username: str = "editor") -> User:
    return make_user(username=username, roles=("editor",))


def cleared(*, username: str = "cleared", team: Team | None = None) -> User:
    """Make a user who reads what is restricted to a team, by default the Korea desk."""
    user = make_user(username=username, roles=("cleared",))
    Membership.objects.create(team=team or make_team(), user=user)
    return user


def manager(*, username: str = "manager") -> User:
    return make_user(username=username, roles=("manager",))


def auditor(*, username: str = "auditor") -> User:
    return make_user(username=username, roles=("auditor",))


def administrator(*, username: str = "administrator") -> User:
    return make_user(username=username, is_staff=True, is_superuser=True)


def outsider(*, username: str = "outsider") -> User:
    """Make a user without a role, who may read what is public and no more."""
    return make_user(username=username)


def permit(user: User, *names: str) -> None:
    """Give a user single rights beside those of the roles."""
    user.user_permissions.add(*Permission.objects.filter(codename__in=names))


def anonymous() -> AnonymousUser:
    return AnonymousUser()


def everyone() -> dict[str, User | AnonymousUser]:
    """Make one user a role, named by it; the cleared one is of the Korea desk."""
    return {
        "anonymous": anonymous(),
        "outsider": outsider(),
        "reader": reader(),
        "editor": editor(),
        "cleared": cleared(),
        "manager": manager(),
        "auditor": auditor(),
        "administrator": administrator(),
    }


def make_team(*, name: str = TEAM) -> Team:
    return Team.objects.get_or_create(name=name)[0]


def restricted(*, team: Team | None = None, user: User | None = None) -> dict[str, Any]:
    """Give the values that restrict a record: ``make_event(**restricted(team=desk))``.

    With neither a team nor a user the Korea desk may read it.
    """
    teams = [team or make_team()] if team or not user else []
    return {
        "confidentiality": Confidentiality.RESTRICTED,
        "teams": [each.pk for each in teams],
        "readers": [user.pk] if user else [],
    }


# --- vocabularies ---


def place(code: str = "UZ") -> Place:
    """Find a country by ISO 3166-1 alpha-2 or a region by M49; migrations loaded them."""
    return Place.objects.get_by_natural_key(code)


def kind(code: str = "forum") -> EventKind:
    return EventKind.objects.get(code=code)


def make_topic(*, name_en: str = "regional cooperation", **values: Any) -> Topic:
    return Topic.objects.get_or_create(name_en=name_en, defaults=values)[0]


# --- institutions and people ---


def make_institution(*, display_name: str = ISRS, **values: Any) -> Institution:
    return Institution.objects.create(
        display_name=display_name, **{"kind": InstitutionKind.STATE_THINK_TANK, **values}
    )


def make_unit(*, parent: Institution, display_name: str = "Center", **values: Any) -> Institution:
    return make_institution(
        display_name=display_name, parent=parent, **{"kind": InstitutionKind.UNIT, **values}
    )


def make_contact(*, display_name: str = JEH, **values: Any) -> Contact:
    return Contact.objects.create(display_name=display_name, **values)


def make_post(
    *, contact: Contact | None = None, institution: Institution | None = None, **values: Any
) -> Post:
    """Make a post; without an institution it is one at Hankuk University."""
    return Post.objects.create(
        contact=contact or make_contact(),
        institution=institution or make_institution(display_name=HUFS, kind="university"),
        **{"title": "professor", **values},
    )


# --- events ---


def make_series(
    *, name: str = "Expert forum of Uzbekistan and the Republic of Korea", **values: Any
) -> EventSeries:
    return EventSeries.objects.create(name=name, **values)


def make_event(
    *,
    title: str = "Expert forum of Uzbekistan and the Republic of Korea",
    of: str = "forum",
    date: str = "2023-12",
    **values: Any,
) -> Event:
    """Make an event of a kind named by its code: ``of="meeting"`` is one of the other family."""
    return Event.objects.create(title=title, date=date, **{"kind": kind(of), **values})


def make_meeting(
    *,
    title: str = "Meeting with the delegation of Hankuk University",
    date: str = "2024-05-16",
    **values: Any,
) -> Event:
    return make_event(title=title, of="meeting", date=date, **values)


def make_event_place(*, event: Event, city: str = "Tashkent", **values: Any) -> EventPlace:
    return EventPlace.objects.create(event=event, city=city, **{"country": place(), **values})


def make_host(*, event: Event, institution: Institution, **values: Any) -> EventInstitution:
    return EventInstitution.objects.create(
        event=event, institution=institution, **{"role": InstitutionRole.HOST, **values}
    )


def make_link(
    *, from_event: Event, to_event: Event, how: str = LinkKind.CONTINUES, **values: Any
) -> EventLink:
    return EventLink.objects.create(from_event=from_event, to_event=to_event, kind=how, **values)


def make_delegation(
    *, event: Event | None = None, name: str = "Korean side", **values: Any
) -> Delegation:
    return Delegation.objects.create(
        event=event or make_event(), name=name, **{"role": SideRole.GUEST, **values}
    )


def make_participation(
    *, event: Event | None = None, contact: Contact | None = None, **values: Any
) -> Participation:
    return Participation.objects.create(
        event=event or make_event(),
        contact=contact or make_contact(),
        **{"roles": [Role.SPEAKER], **values},
    )


def make_statement(*, event: Event | None = None, **values: Any) -> Statement:
    stated = {"kind": StatementKind.PROPOSAL, "text": "To hold the forum every year.", **values}
    return Statement.objects.create(event=event or make_event(), **stated)


# --- what comes of events, and where it is known from ---


def make_source(
    *, title: str = "Experts discussed cooperation in Tashkent", **values: Any
) -> Source:
    told = {"publisher": "ISRS", "published": "2023-12-06", "language": "en", **values}
    return Source.objects.create(title=title, **told)


def make_account(
    *, event: Event | None = None, source: Source | None = None, **values: Any
) -> Account:
    told: Mapping[str, Any] = {"name": "Expert forum", "date": "2023-12", **values}
    return Account.objects.create(
        event=event or make_event(),
        source=source or make_source(),
        **{"kind": kind(), **told},
    )


def make_commitment(
    *, event: Event | None = None, what: str = "Hold the next forum in Seoul", **values: Any
) -> Commitment:
    return Commitment.objects.create(event=event or make_event(), what=what, **values)


def make_agreement(
    *, title: str = "Memorandum of understanding between ISRS and KIEP", **values: Any
) -> Agreement:
    return Agreement.objects.create(
        title=title, **{"kind": AgreementKind.MEMORANDUM, "in_force": "2024-05", **values}
    )


def make_signing(*, agreement: Agreement | None = None, **values: Any) -> Signing:
    return Signing.objects.create(
        agreement=agreement or make_agreement(), **{"date": "2024-05-16", **values}
    )


def make_figure(*, indicator: str = "trade turnover", **values: Any) -> Figure:
    told = {"value": Decimal("2.46"), "unit": "billion US dollars", "period": "2023", **values}
    return Figure.objects.create(indicator=indicator, **told)


def make_relation(*, status: str = "Special Strategic Partnership", **values: Any) -> Relation:
    return Relation.objects.create(status=status, **{"since": "2019-04", **values})


def make_document(*, title: str = "Program of the forum", **values: Any) -> Document:
    """Make a document without a file behind it; of a new event when nothing else is named."""
    owners = {"event", "agreement", "institution", "contact"}
    if not owners & values.keys():
        values["event"] = make_event()
    return Document.objects.create(title=title, **values)


def make_note(*, text: str = "Minutes of the talks", **values: Any) -> Note:
    """Make a note; of a new event when nothing else is named."""
    owners = {"event", "agreement", "institution", "contact"}
    if not owners & values.keys():
        values["event"] = make_event()
    return Note.objects.create(text=text, **values)


# --- transactions ---


@contextmanager
def shared(blocker: Any, make: Callable[[], WorldT]) -> Iterator[WorldT]:
    """Make a world for all tests of a file, in a transaction around theirs that is taken back.

    It can be searched, though no act made it.

    ``blocker`` is the fixture ``django_db_blocker``. Tests take ``deepcopy`` of the world, since
    they change its objects; what they do to its rows is undone by the transaction of each.
    """
    with blocker.unblock(), transaction.atomic():
        world = make()
        keep_touched()
        yield world
        transaction.set_rollback(True)


@contextmanager
def committed() -> Iterator[None]:
    """Let a test write for real, on any number of connections, and take away what it made.

    For tests of what several transactions do to each other: unlike emptying every table, it
    leaves what migrations loaded. What was made is known from the journal, which keeps it.
    """
    begun = Journal.objects.aggregate(last=Max("pk"))["last"]
    users = set(User.objects.values_list("pk", flat=True))
    try:
        yield
    finally:
        made = Journal.objects.filter(pk__gt=begun, operation="insert").values_list(
            "table", "record"
        )
        with transaction.atomic(), connection.cursor() as cursor:
            for table, record in made:
                cursor.execute(f"DELETE FROM {table} WHERE id = %s", [record])
            User.objects.exclude(pk__in=users).delete()
            rebuild()
        connection.close()


def in_threads(*calls: Callable[[], Any]) -> list[Any]:
    """Run calls at once, each on a connection of its own; give what each returned or raised."""

    def run(call: Callable[[], Any]) -> Any:
        try:
            return call()
        except Exception as error:  # noqa: BLE001 - it is the answer
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))
