"""Questions by a text: to the search by name, and to what is told in sentences."""

from typing import Any

from django.db.models import Q

from relations.filters import fields
from relations.filters.asking import Question
from relations.models.search import SearchKind
from relations.names.folding import LONGEST
from relations.search.finding import ids
from relations.search.texts import saying


class SearchField(fields.TextField):
    """Take a text as long as the longest name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": LONGEST, **kwargs})


class Named(Question):
    """Records of a kind that the search finds by a text; one to four queries to find them.

    Looked for once a request, however often the rows are counted. What merely sounds alike is left
    out; the best hundred stand in the order of the list.
    """

    field_class = SearchField
    about = (
        "name in any script, order and spelling, its beginning or initials, or words of what the "
        "record belongs to; the 100 nearest at most"
    )

    def __init__(self, kind: SearchKind, **extra: Any) -> None:
        super().__init__(**extra)
        self.kind = kind

    def condition(self, asker: Any, value: Any) -> Q:
        if value not in asker.searched:
            asker.searched[value] = ids(asker.user, value, self.kind)
        return Q(pk__in=asker.searched[value])


class Saying(Question):
    """Rows whose text has all words of another one, in any of their forms."""

    field_class = SearchField
    about = "words of the text, all of them: in any form in English and Russian, else begun so"

    def __init__(self, kind: str, **extra: Any) -> None:
        super().__init__(**extra)
        self.kind = kind

    def condition(self, asker: Any, value: Any) -> Q:
        return saying(self.kind, value)
