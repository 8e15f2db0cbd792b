"""The nouns of every address, the model each stands for, and who may open them."""

from types import MappingProxyType
from typing import Any

from django.db.models import Model

from relations.models import (
    Account,
    Agreement,
    Commitment,
    Contact,
    Document,
    Event,
    EventKind,
    EventLink,
    EventSeries,
    Figure,
    Forum,
    Institution,
    Meeting,
    Note,
    Participation,
    Place,
    Post,
    Relation,
    Source,
    Statement,
    Topic,
)

MODELS: MappingProxyType[str, type[Model]] = MappingProxyType(
    {
        "institutions": Institution,
        "contacts": Contact,
        "posts": Post,
        "events": Event,
        "meetings": Meeting,
        "forums": Forum,
        "series": EventSeries,
        "accounts": Account,
        "participations": Participation,
        "statements": Statement,
        "commitments": Commitment,
        "agreements": Agreement,
        "places": Place,
        "topics": Topic,
        "sources": Source,
        "figures": Figure,
        "relations": Relation,
        "documents": Document,
        "notes": Note,
        "kinds": EventKind,
        "links": EventLink,
    }
)
_NOUNS = {model: noun for noun, model in MODELS.items()}


def noun_of(record: Model) -> str:
    """Return the noun under which a record has an address, or "" where it has none."""
    return _NOUNS.get(type(record), "")


def may_open(user: Any, noun: str) -> bool:
    """Say whether somebody may open the pages of a noun at all, whatever rows they then see."""
    may: bool = user.has_perm(f"relations.view_{MODELS[noun]._meta.model_name}")
    return may
