"""Records named by what they are called: found for sure, or asked back with the candidates."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from rest_framework import serializers
from rest_framework.exceptions import APIException, ErrorDetail

from relations.api.problems import Ambiguous, BadParameters
from relations.minutes.matching import NEW, TEXT, Matcher, Question
from relations.models import Agreement, Contact, Event, EventSeries, Institution, Source, Topic
from relations.models.search import SearchKind

MOST: Final = 200
"""Names one request may have looked up; each costs a search."""
KINDS: Final[dict[Any, tuple[str, str]]] = {
    Contact: (SearchKind.CONTACT, "contacts"),
    Institution: (SearchKind.INSTITUTION, "institutions"),
    Event: (SearchKind.EVENT, "events"),
    EventSeries: (SearchKind.SERIES, "series"),
    Agreement: (SearchKind.AGREEMENT, "agreements"),
    Topic: (SearchKind.TOPIC, "topics"),
    Source: (SearchKind.SOURCE, "sources"),
}
SEVERAL: Final = "Several records may be meant by this name."


@dataclass(frozen=True, slots=True)
class Asked:
    """A name that may be of several records."""

    text: str
    noun: str
    question: Question

    def told(self, path: str, base: str) -> dict[str, Any]:
        """Say where the name stands in what was sent, and whose it may be."""
        among = [
            {
                "id": option.value,
                "url": f"{base}{self.noun}/{option.value}/",
                "name": option.name,
                "hint": option.hint,
            }
            for option in self.question.options
            if option.value not in {NEW, TEXT}
        ]
        return {"pointer": f"/{path.replace('.', '/')}", "match": self.text, "among": among}


class Names:
    """The names of one request, looked up among what its user may see; each once."""

    def __init__(self, user: Any) -> None:
        self.matcher = Matcher(user, {})
        self.asked: dict[str, Asked] = {}

    def find(self, model: Any, text: Any) -> UUID:
        """Return the record of a name; raises ``ValidationError`` where there is not just one."""
        if model not in KINDS:
            raise serializers.ValidationError("This is not looked up by a name; give an id.")
        if not isinstance(text, str) or not text.strip():
            raise serializers.ValidationError("Give a name.")
        if len(self.matcher.known) >= MOST:
            raise serializers.ValidationError(f"Have at most {MOST} names looked up at once.")
        kind, noun = KINDS[model]
        found, question = self.matcher.find(kind, text)
        if found is not None:
            return found
        if question is None:
            noun_one = model._meta.verbose_name
            raise serializers.ValidationError(
                f'No {noun_one} you may see is called so; {{"create": {{…}}}} makes one.'
            )
        code = f"several-{len(self.asked)}"
        self.asked[code] = Asked(text, noun, question)
        raise serializers.ValidationError(ErrorDetail(SEVERAL, code=code))

    def judged(self, faults: Mapping[str, list[Any]], base: str) -> APIException:
        """Ask back where nothing is wrong but that names may be of several records."""
        asked = [
            (path, self.asked.get(getattr(one, "code", "")))
            for path, found in faults.items()
            for one in found
        ]
        places = [one.told(path, base) for path, one in asked if one is not None]
        if len(places) < len(asked):
            return BadParameters(faults)
        return Ambiguous(faults, places)
