"""The search of the site: its page, and the few rows under the box while one types."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from relations.exports.base import Label
from relations.exports.nouns import may_open
from relations.names.folding import folded
from relations.names.readings import LATIN, script
from relations.search.finding import MOST, find
from relations.views.found import NOUN, tell
from relations.views.nouns import NOUNS

LONGEST: Final = 200
MOST_SIMILAR: Final = 20
ROWS: Final = 8


@dataclass(frozen=True, slots=True)
class Tab:
    label: Label
    href: str
    here: bool


def kinds_for(user: Any) -> list[str]:
    """List the kinds whose pages a user may open; others are not looked for."""
    return [kind for kind, noun in NOUN.items() if may_open(user, noun)]


class SearchPage(PermissionRequiredMixin, TemplateView):
    """A page that looks for something, for those who may read any noun at all."""

    request: Any
    kinds: Sequence[str]

    def has_permission(self) -> bool:
        self.kinds = kinds_for(self.request.user)
        return bool(self.kinds)

    @property
    def asked(self) -> str:
        """Return the question without the sign that no database keeps."""
        return " ".join(self.request.GET.get("q", "").replace("\0", " ").split())


class Search(SearchPage):
    """What was found, the best first; the address holds the question."""

    template_name = "relations/search.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kind = self.request.GET.get("kind", "")
        text = self.asked[:LONGEST]
        wrong = self.wrong(text, kind)
        kinds = [kind] if kind else self.kinds
        found = [] if wrong else find(self.request.user, text, kinds=kinds, limit=MOST)
        told = tell(self.request.user, text, found)
        return super().get_context_data(
            text=text,
            wrong=wrong,
            cut=len(self.asked) > LONGEST,
            near=[one for one in told if one.near],
            similar=[one for one in told if not one.near][:MOST_SIMILAR],
            full=len(found) == MOST,
            tabs=self.tabs(text, kind),
            everywhere=self.address(text),
            narrowed=NOUNS[NOUN[kind]].many if kind in self.kinds else "",
            lists=[
                Tab(NOUNS[noun].many, reverse(f"site:{noun}-list"), here=False)
                for noun in (NOUN[one] for one in self.kinds)
            ],
            **kwargs,
        )

    def render_to_response(self, context: dict[str, Any], **options: Any) -> Any:
        known = self.request.GET.get("kind", "") in {"", *self.kinds}
        return super().render_to_response(context, status=200 if known else 400, **options)

    def wrong(self, text: str, kind: str) -> str:
        """Say why there is nothing to look for."""
        if kind and kind not in self.kinds:
            return _("There is no such kind of record to look among.")
        if text and not folded(text):
            return _("There is no letter and no digit in this to look for.")
        if len(folded(text)) == 1 and script(folded(text)) == LATIN:
            return _("One letter is too little: give two at least.")
        return ""

    def tabs(self, text: str, kind: str) -> list[Tab]:
        everything = Tab(_("Everything"), self.address(text), here=not kind)
        return [everything] + [
            Tab(NOUNS[NOUN[one]].many, self.address(text, one), here=one == kind)
            for one in self.kinds
        ]

    def address(self, text: str, kind: str = "") -> str:
        asked = {name: value for name, value in (("q", text), ("kind", kind)) if value}
        return f"{reverse('site:search')}?{urlencode(asked)}"


class SearchRows(SearchPage):
    """The best few while one types, as a piece of a page; refused, not led to the sign-in."""

    template_name = "relations/_typed.html"
    raise_exception = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, text = self.request.user, self.asked[:LONGEST]
        found = find(user, text, kinds=self.kinds, limit=ROWS, typing=True)
        return super().get_context_data(text=text, results=tell(user, text, found), **kwargs)
