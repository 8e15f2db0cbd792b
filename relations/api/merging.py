"""Merging two records of one noun, undoing it, and leading from the old address to the new."""

from http import HTTPStatus
from typing import Any

from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from relations.actions import merging, unmerging
from relations.actions.given import missing, placed
from relations.actions.submissions import Answer
from relations.api import tags
from relations.api.changing import answering
from relations.api.problems import BadParameters, Clashes, flat
from relations.api.schema import Clashing, Differing, MergeWrite, UnmergeWrite
from relations.history.merges import heir
from relations.models import Contact

COLUMNS = {"name": "display_name"}
WORDS = {"display_name": "name"}


class Merging:
    """The part of a noun's view that merges; stands before the part that writes."""

    def merge(self: Any, request: Request, pk: Any) -> Response:
        """Merge another record into this one; the answer counts what the reader may see."""
        self.demand_right(request)
        sent = self.sent(MergeWrite)

        def make() -> Answer:
            keep = self.found(pk)
            drop = self.seen().filter(pk=sent["drop"]).first()
            if drop is None:
                raise BadParameters({"drop": [missing(sent["drop"])]})
            do: Any = (
                merging.merge_contacts if isinstance(keep, Contact) else merging.merge_institutions
            )
            with answering(), placed("choices", WORDS):
                merged = do(
                    keep=keep,
                    drop=drop,
                    user=request.user,
                    choices={
                        COLUMNS.get(name, name): choice
                        for name, choice in sent.get("choices", {}).items()
                    },
                    check=lambda: self.fresh(pk),
                )
            told = {
                **self.of(keep, merged=drop),
                "moved": dict(merged.moved),
                "combined": dict(merged.combined),
                "differences": Differing(merged.differences, many=True).data,
            }
            return Answer(HTTPStatus.OK, told, {"ETag": self.state(pk)[1]})

        return self.once(make, name=f"merge {self.table._meta.model_name}s")

    def unmerge(self: Any, request: Request, pk: Any) -> Response:
        """Undo a merge into this record."""
        self.demand_right(request)
        sent = self.sent(UnmergeWrite)

        def make() -> Answer:
            keep = self.found(pk)
            drop = self.table._base_manager.filter(pk=sent["drop"]).first()  # noqa: SLF001
            if drop is None or heir(self.table, drop.pk, request.user) != keep.pk:
                raise BadParameters({"drop": [unmerging.GONE]})
            undone = self.undone(drop, pk, keep_changes=sent.get("keep_changes", False))
            clashes = unmerging.shown(list(undone.clashes), request.user)
            told = {**self.of(keep, unmerged=drop), "clashes": self.said_of(clashes)}
            return Answer(HTTPStatus.OK, told, {"ETag": self.state(pk)[1]})

        return self.once(make, name=f"undo merge of {self.table._meta.model_name}s")

    def undone(self: Any, drop: Any, pk: Any, *, keep_changes: bool) -> unmerging.Unmerged:
        user = self.request.user
        try:
            with answering():
                return unmerging.undo_merge(
                    drop, user=user, keep_changes=keep_changes, check=lambda: self.fresh(pk)
                )
        except unmerging.ClashError as error:
            raise Clashes(self.said_of(unmerging.shown(error.clashes, user))) from error

    def demand_right(self: Any, request: Request) -> None:
        if not request.user.has_perm(merging.MAY_MERGE):
            raise PermissionDenied
        tags.demand(request)

    def sent(self: Any, shape: type[Serializer]) -> dict[str, Any]:
        given = self.object(self.request.data)
        read = shape(data=given)
        faults = {} if read.is_valid() else dict(flat(read.errors))
        faults |= {name: ["Unknown field."] for name in given if name not in read.fields}
        if faults:
            raise BadParameters(faults)
        found: dict[str, Any] = read.validated_data
        return found

    def of(self: Any, keep: Any, **other: Any) -> dict[str, Any]:
        ids = {name: str(record.pk) for name, record in other.items()}
        return {"id": str(keep.pk), "url": self.address(keep), **ids}

    def said_of(self: Any, clashes: list[unmerging.Clash]) -> Any:
        return Clashing(
            [
                {
                    "row": clash.row,
                    "id": clash.record,
                    "field": clash.field,
                    **clash.values(),
                }
                for clash in clashes
            ],
            many=True,
        ).data

    def moved(self: Any, pk: Any) -> Response | None:
        """Lead to the record that this one was merged into."""
        new = heir(self.table, pk, self.request.user)
        if new is None:
            return None
        headers = {"Location": f"{self.base}{self.noun}/{new}/"}
        return Response({"id": str(new)}, HTTPStatus.MOVED_PERMANENTLY, headers=headers)
