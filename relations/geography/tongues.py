"""Name languages by their tags, as CLDR does."""

from functools import lru_cache

from babel import Locale

from relations.geography.cldr import spelled


@lru_cache(maxsize=1000)
def language_name(tag: str, language: str) -> str:
    """Name a language by its BCP 47 tag in a language of the screen.

    A region or script that CLDR has no name for with it is left out; an unknown tag is its own
    name. Within a sentence as CLDR has it: Russian languages are written small.
    """
    names = Locale.parse(language).languages
    parts = tag.split("-")
    for size in range(len(parts), 0, -1):
        if name := names.get("_".join(parts[:size])):
            return spelled(name)
    return tag
