"""Saved views: the questions of a kept list, under those of the request."""

from typing import Any

from django.http import QueryDict

from relations.models import SavedView

OF_A_PAGE = ("cursor", "page_size", "count", "view", "format")
"""What belongs to one request and not to the list that was kept."""


class NoViewError(Exception):
    """There is no such view, or none of this noun that the reader may see."""


def opened(user: Any, noun: str, given: Any) -> Any:
    """Put the questions of the view that is named under those given, which go before.

    Raises NoViewError, with the same words for a hidden view as for none.
    """
    slug = given.get("view")
    if not slug:
        return given
    view = SavedView.objects.visible_to(user).filter(noun=noun, slug=slug.replace("\0", "")).first()
    if view is None:
        raise NoViewError
    asked = QueryDict(view.query, mutable=True)
    for name in OF_A_PAGE:
        asked.pop(name, None)
    if view.sort:
        asked["sort"] = view.sort
    for name, values in given.lists():
        asked.setlist(name, values)
    return asked
