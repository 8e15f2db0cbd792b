"""Writing one noun: create, change and remove a record, and create many at once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import override
from rest_framework.exceptions import NotFound, PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from relations.actions import submissions, wholes
from relations.actions.given import Given, forget, walk
from relations.actions.wholes import RestedOnError
from relations.api import tags
from relations.api.naming import Names
from relations.api.problems import BadParameters, Conflict, OtherBody, flat, refused
from relations.api.writes import CHANGES, WRITES
from relations.api.writing import Write
from relations.history.acting import act
from relations.models import Event, EventFamily

NAME_READERS = "relations.change_team"
MOST_AT_ONCE = 1000
LONGEST_KEY = 100
FAMILIES = {"meetings": EventFamily.MEETING, "forums": EventFamily.FORUM}
Answer = submissions.Answer


class Changing:
    """The part of a noun's view that writes; stands before the part that reads."""

    request: Any
    noun: ClassVar[str]

    @property
    def written(self) -> type[Write]:
        return WRITES[self.noun]

    @property
    def changed(self) -> type[Write]:
        """What can be changed: of an event only what is its own, since its parts are records."""
        return CHANGES.get(self.noun, self.written)

    @property
    def table(self) -> Any:
        """The model behind the noun: a meeting is kept as an event."""
        return self.written.Meta.model

    def create(self, request: Request) -> Response:
        self.allow("add")
        sent = self.object(request.data)

        def make() -> Answer:
            given = self.read(sent)
            self.allow_parts(given)
            with answering():
                record = wholes.create(self.table(), given, user=request.user)
            told, tag = self.state(record.pk)
            return Answer(HTTPStatus.CREATED, told, {"ETag": tag, "Location": told["url"]})

        return self.once(make)

    def partial_update(self, request: Request, pk: Any) -> Response:
        self.allow("change")
        tags.demand(request)
        record = self.found(pk)
        given = self.read(self.object(request.data), changing=True)
        self.allow_parts(given)
        with answering():
            wholes.change(record, given, user=request.user, check=lambda: self.fresh(pk))
        told, tag = self.state(pk)
        return Response(told, headers={"ETag": tag})

    def destroy(self, request: Request, pk: Any) -> Response:
        self.allow("delete")
        tags.demand(request)
        record = self.found(pk)
        try:
            wholes.remove(record, user=request.user, check=lambda: self.fresh(pk))
        except RestedOnError as error:
            raise Conflict(str(error)) from error
        return Response(status=HTTPStatus.NO_CONTENT)

    def bulk(self, request: Request) -> Response:
        """Create up to 1,000 records, all or none; errors are named by the row's place."""
        self.allow("add")
        rows = request.data
        if not isinstance(rows, list) or not 0 < len(rows) <= MOST_AT_ONCE:
            raise BadParameters({"record": [f"Send a list of 1 to {MOST_AT_ONCE} records."]})

        def make() -> Answer:
            made = self.made(self.read_all(rows))
            results = [{"id": str(one.pk), "url": self.address(one)} for one in made]
            return Answer(HTTPStatus.CREATED, {"results": results}, {})

        return self.once(make)

    def made(self, all_given: list[Given]) -> list[models.Model]:
        made, faults = [], {}
        with override(None):
            name = f"create {self.table._meta.verbose_name_plural}"
        with act(name, self.request.user):
            for place, given in enumerate(all_given):
                try:
                    record = wholes.create(
                        self.table(), given, user=self.request.user, path=str(place)
                    )
                    made.append(record)
                except ValidationError as error:
                    faults.update(refused(error).errors)
                    forget(given)
            if faults:
                raise BadParameters(faults)
        return made

    def read_all(self, rows: list[Any]) -> list[Given]:
        faults: dict[str, list[Any]] = {}
        all_given: list[Given] = []
        told = self.told()
        for place, row in enumerate(rows):
            try:
                all_given.append(self.understood(self.object(row), told))
            except BadParameters as error:
                faults |= {f"{place}.{path}": found for path, found in error.errors.items()}
        if faults:
            raise told["names"].judged(faults, self.base)  # type: ignore[attr-defined]
        for given in all_given:
            self.allow_parts(given)
        return all_given

    def read(self, sent: Any, *, changing: bool = False) -> Given:
        """Read what was sent; raises BadParameters by path, or Ambiguous with the candidates."""
        told = self.told()
        try:
            return self.understood(sent, told, changing=changing)
        except BadParameters as error:
            raise told["names"].judged(error.errors, self.base) from error  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """Give what one request reads its references with."""
        user = self.request.user
        return {"user": user, "links": {}, "names": Names(user)}

    def understood(self, sent: Any, told: dict[str, Any], *, changing: bool = False) -> Given:
        shape = self.changed if changing else self.written
        written = shape(data=sent, changing=changing, context=told)
        if not written.is_valid():
            raise BadParameters(dict(flat(written.errors)))
        given = written.given(written.validated_data)
        faults = dict(self.faults(given))
        if faults:
            raise BadParameters(faults)
        return given

    def faults(self, given: Given) -> Any:
        if not self.request.user.has_perm(NAME_READERS):
            for path, one in walk(given):
                for name in sorted({"teams", "readers"} & one.values.keys()):
                    yield (
                        ".".join(filter(None, (path, name))),
                        ["You may not say who reads a record."],
                    )
        family, kind = FAMILIES.get(self.noun), given.values.get("kind")
        if family and kind and kind.family != family:
            yield "kind", [f"This is no kind of {family}."]

    def object(self, sent: Any) -> dict[str, Any]:
        if not isinstance(sent, dict):
            raise BadParameters({"record": ["Send an object."]})
        return sent

    def allow(self, verb: str) -> None:
        """Refuse whoever may not do this with the noun, whatever the record."""
        if not self.request.user.has_perm(f"relations.{verb}_{self.table._meta.model_name}"):
            raise PermissionDenied

    def allow_parts(self, given: Given) -> None:
        """Refuse whoever may not write the parts given."""
        for part in given.parts.values():
            names = [f"relations.{verb}_{part.model._meta.model_name}" for verb in VERBS]
            if not self.request.user.has_perms(names):
                raise PermissionDenied
            for row in part.rows:
                self.allow_parts(row)
        for new in given.news.values():
            if not self.request.user.has_perm(f"relations.add_{new.model._meta.model_name}"):
                raise PermissionDenied
            self.allow_parts(new.given)

    def found(self, pk: Any) -> models.Model:
        record = self.seen().filter(pk=pk).first()  # type: ignore[attr-defined]
        if record is None:
            raise NotFound
        if type(record) is not self.table:
            record = Event.objects.get(pk=pk)
        return record

    def fresh(self, pk: Any) -> None:
        """Refuse a change made from a state that has passed; asked while the record is locked."""
        told, tag = self.state(pk)
        tags.compare(self.request, tag, told)

    def state(self, pk: Any) -> tuple[Any, str]:
        """Tell a record whole, and its tag; raises NotFound where it cannot be seen."""
        rows = self.for_whole(self.seen(), self.request.user)  # type: ignore[attr-defined]
        record = rows.filter(pk=pk).first()
        if record is None:
            raise NotFound
        told = self.shaped(self.whole, record, **self.beside(record))  # type: ignore[attr-defined]
        return told, tags.tag_of(told, self.changed().get_known())

    def address(self, record: models.Model) -> str:
        return f"{self.base}{self.noun}/{record.pk}/"  # type: ignore[attr-defined]

    def once(self, make: Callable[[], Answer], said: Any = None, name: str = "") -> Response:
        """Do what is asked, and with an Idempotency-Key only once however often it is sent.

        What was ``said`` is all that was sent, unless that cannot be written as JSON.
        """
        key = self.request.headers.get("Idempotency-Key")
        if key is None:
            answer = make()
            return Response(answer.body, answer.status, headers=answer.headers)
        if not 0 < len(key) <= LONGEST_KEY or not key.isascii() or not key.isprintable():
            sentence = f"Give 1 to {LONGEST_KEY} plain characters."
            raise BadParameters({"Idempotency-Key": [sentence]})
        said = self.request.data if said is None else said
        digest = submissions.digest(self.request.method, self.request.path, said)
        name = name or f"create {self.table._meta.verbose_name_raw}"
        try:
            answer, replayed = submissions.once(
                user=self.request.user, key=key, digest=digest, effect=make, name=name
            )
        except submissions.OtherBodyError as error:
            raise OtherBody from error
        if replayed:
            self.still_visible(answer)
        headers = {**answer.headers, **({"Idempotency-Replayed": "true"} if replayed else {})}
        return Response(answer.body, answer.status, headers=headers)

    def still_visible(self, answer: Answer) -> None:
        """Keep a stored answer from whoever may no longer read what it tells of."""
        told = answer.body.get("results", [answer.body])
        ids = {one["id"] for one in told}
        if self.seen().filter(pk__in=ids).count() < len(ids):  # type: ignore[attr-defined]
            raise NotFound


VERBS = ("add", "change", "delete")


@contextmanager
def answering() -> Iterator[None]:
    """Answer what an action refuses, by path."""
    try:
        yield
    except ValidationError as error:
        raise refused(error) from error
