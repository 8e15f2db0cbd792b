"""Files sent to the API: read as a form with a file, judged before anything is kept."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from drf_spectacular.utils import inline_serializer
from rest_framework import serializers
from rest_framework.parsers import DataAndFiles, MultiPartParser

from relations.actions import documents
from relations.api import parsing
from relations.api.problems import BadParameters, OtherType, TooLarge
from relations.api.writes import DOCUMENT

FILE: Final = "file"
SEVERAL: Final = frozenset({"teams", "readers"})
"""What is given once for each of several."""
ROOM: Final = 64 * 1024
"""Bytes of a form beside its file."""
REFUSALS: Final[dict[str, type[BadParameters]]] = {
    documents.EMPTY: BadParameters,
    documents.TOO_LARGE: TooLarge,
    documents.OTHER_TYPE: OtherType,
}
STATUSES: Final = (int(TooLarge.status_code), int(OtherType.status_code))
FORM: Final = "multipart/form-data"
SEND_IT: Final = f"Send the file itself, as {FORM}."


class Upload(MultiPartParser):
    """Read a form with a file into the object that JSON would have been, and the file.

    What is too large by its own account is refused unread.
    """

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        length = parser_context["request"].META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length[:12]) > documents.LARGEST + ROOM:
            raise TooLarge({FILE: [documents.too_large()]})
        form: DataAndFiles = super().parse(stream, media_type, parser_context)
        told: dict[str, Any] = {}
        for name, values in [*form.data.lists(), *form.files.lists()]:
            if len(values) > 1 and name not in SEVERAL:
                raise BadParameters({name: ["Give this once."]})
            told[name] = values if name in SEVERAL else values[0]
        said = {name: value for name, value in told.items() if name != FILE}
        return {**parsing.checked(said), **({FILE: told[FILE]} if FILE in told else {})}


def taken(sent: dict[str, Any]) -> UploadedFile:
    """Take the file out of what was sent, and judge it."""
    file = sent.pop(FILE, None)
    if not isinstance(file, UploadedFile):
        raise BadParameters({FILE: [SEND_IT]})
    try:
        documents.judge(file)
    except ValidationError as error:
        raise REFUSALS[str(error.code)]({FILE: error.messages}) from error
    return file


def described() -> serializers.Serializer:
    """Describe the form with its file."""
    fields = DOCUMENT(many=False).get_fields()
    file = serializers.FileField(help_text=f"at most {documents.LARGEST // 1024**2} MiB")
    return inline_serializer("DocumentUpload", {**fields, FILE: file})
