"""A name taken apart: its words, how each may be read, and whether it may be Korean."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from relations.names import families, folding, given, hangul
from relations.names.meanings import meaning
from relations.names.readings import HAN, HANGUL, readings, script
from relations.names.sounds import vowelkey, ways, without_coda_r, without_silent_end

# More words of a name are neither keyed nor asked for together.
MOST_WORDS = 6


# Words and forms are kept by what they are made of, and each is told by being itself: to compare
# them part by part, as a cache does with every look, cost as much as all the rest of a search.
@dataclass(frozen=True, eq=False)
class Word:
    """A folded word with its Latin readings, likeliest first; coarse keys are made when asked for.

    ``spoken`` are the readings with the syllables of Hangul kept apart: what melts within a
    syllable does not where two meet.
    """

    raw: str
    script: str
    readings: tuple[str, ...]
    spoken: tuple[str, ...]
    families: tuple[str, ...]

    @property
    def reading(self) -> str:
        """Return the likeliest reading; the word itself where it has none."""
        return self.readings[0] if self.readings else self.raw

    @cached_property
    def tones(self) -> str:
        return vowelkey(self.spoken[0]) if self.spoken else ""

    @cached_property
    def ways(self) -> tuple[tuple[float, str], ...]:
        """Return the consonant classes it may have, each with its cost."""
        return _ways(self.spoken) or _SOUNDLESS

    @cached_property
    def bones(self) -> tuple[str, ...]:
        return tuple([bones for _, bones in self.ways])

    @cached_property
    def meaning(self) -> str:
        return meaning(self.raw) or (meaning(self.readings[0]) if self.readings else "")

    @cached_property
    def stands_for(self) -> frozenset[str]:
        """Return the given names that it may stand for, itself among them; none if it is none."""
        return frozenset().union(*map(given.others, self.readings))


@dataclass(frozen=True, eq=False)
class Form:
    """One way to take a name apart."""

    words: tuple[Word, ...]
    script: str
    joined: str

    @cached_property
    def bare(self) -> str:
        return "".join([word.raw for word in self.words])

    @cached_property
    def spellings(self) -> tuple[tuple[str, ...], ...]:
        """List the Latin spellings of the whole name: each word's first reading, then its second.

        Hangul is read with its syllables kept apart and, as others may have written it, in one.
        """
        words = [word for word in self.words if word.readings][:MOST_WORDS]
        found = [
            tuple([word.spoken[0] for word in words]),
            tuple([word.readings[0] for word in words]),
        ]
        if any(len(word.readings) > 1 for word in words):
            found.append(tuple([word.readings[-1] for word in words]))
        return tuple(dict.fromkeys(found))


_OTHER_READING = 0.6
_OPEN = 1.2
_SILENT = 2.1
_MOST_WAYS = 5
_SOUNDLESS = ((0.0, ""),)


def _ways(found: tuple[str, ...]) -> tuple[tuple[float, str], ...]:
    cheapest: dict[str, float] = {}
    for place, reading in enumerate(found):
        base = place * _OTHER_READING
        spellings = {
            without_silent_end(reading): _SILENT,
            without_coda_r(reading): _OPEN,
            reading: 0.0,
        }
        for spelling, extra in spellings.items():
            for cost, bones in ways(spelling):
                whole = cost + extra + base
                if whole < cheapest.get(bones, whole + 1):
                    cheapest[bones] = whole
    return tuple(sorted((cost, bones) for bones, cost in cheapest.items()))[:_MOST_WAYS]


@lru_cache(maxsize=200_000)
def word_of(raw: str) -> Word:
    found = readings(raw)
    writing = script(raw)
    parted = hangul.spoken(raw) if writing == HANGUL else ""
    spoken = (parted,) if parted and parted.isascii() else found
    return Word(
        raw=raw,
        script=writing,
        readings=found,
        spoken=spoken,
        families=families.classes(raw),
    )


def _form(raws: list[str] | tuple[str, ...]) -> Form:
    parts = tuple(map(word_of, raws))
    joined = "".join(part.readings[0] for part in parts if part.readings)
    return Form(parts, parts[0].script, joined)


@lru_cache(maxsize=100_000)
def forms(text: str) -> tuple[Form, ...]:
    """Take a name apart; an unspaced East Asian name also into family and given name."""
    raws = folding.names_of(folding.words(text))
    if not raws:
        return ()
    if len(raws) == 1 and word_of(raws[0]).script in (HANGUL, HAN):
        parted = hangul.parted(raws[0])
        if parted:
            return (_form(parted), _form(raws))
    return (_form(raws),)
