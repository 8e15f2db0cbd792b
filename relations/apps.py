import gc
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.apps import AppConfig
from django.db.models import Model
from django.utils.translation import gettext_lazy

SELDOM: Final = (20_000, 20, 20)
"""How many objects are made before it is looked for such as hold each other: an answer of many rows
makes a hundred thousand, and to look after each 700 took a fifth of its time."""


class RelationsConfig(AppConfig):
    name = "relations"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = gettext_lazy("Relations")

    def ready(self) -> None:
        """Let the names Django derives be said in the reader's language.

        Done here and not at each of some four hundred fields, whose names the code has already.
        """
        for holder, name in derived_names(self.get_models()):
            setattr(holder, name, gettext_lazy(str(getattr(holder, name))))
        gc.set_threshold(*SELDOM)


def derived_names(models: Iterable[type[Model]]) -> Iterator[tuple[Any, str]]:
    """Yield what bears a name that was derived from the code, models and fields, and where."""
    for model in models:
        options = model._meta
        for name in ("verbose_name", "verbose_name_plural"):
            if name not in options.original_attrs:
                yield options, name
        for field in (*options.local_fields, *options.local_many_to_many):
            if getattr(field, "_verbose_name", None) is None:
                yield field, "verbose_name"
