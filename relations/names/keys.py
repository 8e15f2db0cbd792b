"""The keys under which a name is kept and looked for.

Each key begins with a letter for its kind, so that all stand in one index:

``l`` a Latin reading of a word, ``t`` a word in its own script, ``i`` the first letter of a word,
the first two and the first three,
``v`` the whole name by consonants and vowel tones, ``w`` the whole name by consonant classes,
``y`` the sorted consonant classes of its words and these less one class, ``c`` the consonant
classes of a word, ``f`` a Korean family name in any spelling, ``g`` what a word that many
institutions share means, ``a`` an acronym, ``e`` a part of an e-mail address, ``d`` the end of a
phone number.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise, product
from zlib import crc32

from relations.names.forms import MOST_WORDS, Form, Word, forms
from relations.names.readings import LATIN
from relations.names.sounds import classes, once, settled, vowelkey, without_coda_r

VERSION = 5
# Too many words have fewer consonant classes to be looked for by them alone.
SHORTEST_SOUND = 3
# A beginning of so many letters has a key of its own.
BEGUN = 3
TONE_BITS, BONE_BITS = 112, 80
_TONELESS = str.maketrans("", "", "AOI")
_PAIRED = (3, 4)
_LONGEST_ACRONYM = 12
# An acronym of so many letters may be derived with one too many.
_SHORTENED = 5


def rotations(parts: tuple[str, ...]) -> list[str]:
    """Join the parts of a name from each of them on: the order of names is no matter."""
    return ["".join(parts[start:] + parts[:start]) for start in range(len(parts))]


def with_family(form: Form) -> Iterator[tuple[str, ...]]:
    """Write a Korean family name, first or last, as the Revised Romanization does."""
    size = len(form.words)
    if not 2 <= size <= 3:  # noqa: PLR2004 - a family name with a given name of one word or two
        return
    main = [word.spoken[0] if word.spoken else "" for word in form.words]
    for place in (0, size - 1):
        for family in form.words[place].families:
            yield (family, *(main[:place] + main[place + 1 :]))


def sorted_bones(words: Sequence[Word], limit: int) -> list[str]:
    """Sort and join the consonant classes of words, in the likeliest ways of all together."""
    costs: dict[str, float] = {}
    for choice in product(*[word.ways[:3] for word in words]):
        bones = "".join(sorted([bones for _, bones in choice]))
        cost = sum([cost for cost, _ in choice])
        if cost < costs.get(bones, cost + 1):
            costs[bones] = cost
    return [bones for _, bones in sorted(zip(costs.values(), costs, strict=True))[:limit]]


def likeliest_bones(words: Sequence[Word]) -> str:
    """Sort and join the likeliest consonant classes of words, which is the likeliest way of all."""
    return "".join(sorted([word.bones[0] for word in words]))


@lru_cache(maxsize=100_000)
def one_less(key: str) -> tuple[str, ...]:
    """List a key with one class less, at any place."""
    return tuple(dict.fromkeys(key[:place] + key[place + 1 :] for place in range(len(key))))


def tones_of(spelling: Sequence[str]) -> tuple[str, ...]:
    return tuple([vowelkey(part) for part in spelling])


def joined_tones(form: Form) -> set[str]:
    """Key the whole name by consonants and vowel tones, from each of its words on.

    The key is put together of those of its words: Min Gyeong-uk has no *ng* before its *y*.
    """
    found = {once(turn) for spelling in form.spellings for turn in rotations(tones_of(spelling))}
    for spelling in with_family(form):
        family, *given = tones_of(spelling)
        found.add(once("".join([family, *given])))
        found.add(once("".join([*given, family])))
    return found


def classes_of(spelling: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the classes of a name's words: the likeliest way, and the second likeliest of all."""
    said = [classes(part) for part in spelling]
    likeliest = [ways[0][1] for ways in said]
    found = [tuple(likeliest)]
    second = [(ways[1], part) for part, ways in zip(spelling, said, strict=True) if len(ways) > 1]
    if second:
        (_, other), varied = min(second)
        heard = zip(spelling, likeliest, strict=True)
        found.append(tuple([other if part == varied else usual for part, usual in heard]))
    return found


def joined_bones(form: Form) -> set[str]:
    """Key the whole name by consonant classes, from each of its words on."""
    said: dict[tuple[str, ...], None] = {}
    for spelling in form.spellings:
        said.update(dict.fromkeys(classes_of(spelling)))
        said[tuple([classes(without_coda_r(part))[0][1] for part in spelling])] = None
    return {settled(turn) for whole in said for turn in rotations(whole)}


def near_bones(form: Form) -> set[str]:
    """Return the sorted consonant classes of a name, with one less, and of each pair of words."""
    words = form.words[:MOST_WORDS]
    likeliest = sorted_bones(words, 6)
    found = {*likeliest, *one_less(likeliest[0])}
    if len(words) in _PAIRED:
        for pair in combinations(words, 2):
            found.add(likeliest_bones(pair))
    return {bones for bones in found if len(bones) > 1}


def of_words(form: Form) -> Iterator[str]:
    for word in form.words:
        if word.script != LATIN:
            yield f"t{word.raw}"
        for reading in word.readings:
            yield f"l{reading}"
            for letters in range(1, BEGUN + 1):
                yield f"i{reading[:letters]}"
        for bones in word.bones[:3]:
            if len(bones) >= SHORTEST_SOUND:
                yield f"c{bones}"


def of_family(form: Form) -> Iterator[str]:
    for word in {form.words[0], form.words[-1]}:
        for family in word.families:
            yield f"f{family}"


def of_name(text: str) -> set[str]:
    """Return every key of a person's name."""
    found: set[str] = set()
    for form in forms(text):
        found.update(of_words(form))
        found.update(of_family(form))
        found.update(f"v{key}" for key in joined_tones(form) if len(key) > 1)
        found.update(f"w{key}" for key in joined_bones(form) if len(key) > 1)
        found.update(f"y{key}" for key in near_bones(form))
    return found


@lru_cache(maxsize=20_000)
def _bit(pair: str, bits: int) -> int:
    return 1 << crc32(pair.encode()) % bits


@lru_cache(maxsize=200_000)
def _bits_of(tones: str) -> int:
    bones = tones.translate(_TONELESS)
    bits = 0
    for left, right in pairwise(tones):
        bits |= _bit(left + right, TONE_BITS)
    for left, right in pairwise(bones):
        bits |= _bit(left + right, BONE_BITS) << TONE_BITS
    return bits


def signature(texts: Iterable[str]) -> str:
    """Return 192 bits of the pairs of sounds in all names, to order rows by likeness in SQL."""
    bits = 0
    for text in texts:
        for form in forms(text):
            for word in form.words:
                bits |= _bits_of(word.tones)
            bits |= _bits_of(once("".join(word.tones for word in form.words)))
    return f"{bits:0{TONE_BITS + BONE_BITS}b}"


STOP_WORDS = frozenset(
    "of the and for in on at to by a an de des du la le les et der die das und fur von zu del della"
    " di da do dos e y el los las en i na po pri v im imeni uchun va".split()
)


@lru_cache(maxsize=50_000)
def acronyms(text: str) -> dict[str, float]:
    """Derive the acronyms of an institution's name, each with how likely it is one.

    With and without the small words; of five letters and more also with one letter less: KIEP
    stands for an Institute for International Economic Policy.
    """
    firsts = [word.readings[0] for form in forms(text)[-1:] for word in form.words if word.readings]
    found: dict[str, float] = {}
    for kept in (firsts, [first for first in firsts if first not in STOP_WORDS]):
        letters = "".join(first[0] for first in kept)
        if 1 < len(letters) <= _LONGEST_ACRONYM:
            found[letters] = 0.965
            if len(letters) >= _SHORTENED:
                for shorter in one_less(letters):
                    found.setdefault(shorter, 0.90)
    return found


def of_title(text: str) -> set[str]:
    """Return every key of an institution's name or of a title."""
    found: set[str] = set()
    for form in forms(text)[-1:]:
        found.update(of_words(form))
        found.update(f"g{word.meaning}" for word in form.words if word.meaning)
    found.update(f"a{letters}" for letters in acronyms(text))
    return found


def of_email(value: str) -> set[str]:
    """Return the keys of an e-mail address: its local part, the pieces, the domain."""
    local, _, domain = value.casefold().partition("@")
    pieces = [piece for piece in re.split(r"[._+-]+", local) if piece]
    found = {local, domain, f"{local}@{domain}"}
    found.update(pieces)
    found.update(f"{piece}@{domain}" for piece in pieces)
    return {f"e{key}" for key in found if key}


def of_phone(value: str) -> set[str]:
    """Return every run of digits to the end of a phone number, from four digits on."""
    digits = "".join(sign for sign in value if sign.isdigit())
    return {f"d{digits[start:]}" for start in range(max(len(digits) - 3, 0))}
