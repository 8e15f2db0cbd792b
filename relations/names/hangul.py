"""Hangul read syllable by syllable, as the Revised Romanization of 2000 writes names.

Names are read without assimilation between syllables, as its section 3(4) asks for given names.
"""

from typing import Final

FIRST: Final = "가"
LAST: Final = "힣"
_LEADS: Final = "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ")
_VOWELS: Final = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
# What closes a syllable; of two letters the one that is heard.
_TAILS: Final = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ")
COMPOUND_FAMILIES: Final = ("남궁", "황보", "제갈", "사공", "선우", "독고", "동방", "서문")
_SHORTEST_NAME, _LONGEST_NAME = 2, 4


def syllable(letter: str) -> str:
    """Read one syllable; give any other letter back as it is."""
    code = ord(letter) - ord(FIRST)
    if not 0 <= code <= ord(LAST) - ord(FIRST):
        return letter
    lead, rest = divmod(code, 21 * 28)
    vowel, tail = divmod(rest, 28)
    return f"{_LEADS[lead]}{_VOWELS[vowel]}{_TAILS[tail]}"


def syllables(word: str) -> list[str]:
    return [syllable(letter) for letter in word]


def latin(word: str) -> str:
    return "".join(syllables(word))


def spoken(word: str) -> str:
    """Read a word with its syllables kept apart: 은경 is eun-gyeong, and no *ng* is heard in it."""
    return "-".join(syllables(word))


def parted(word: str) -> tuple[str, str] | None:
    """Part a full name of two to four syllables into family and given name."""
    if not _SHORTEST_NAME <= len(word) <= _LONGEST_NAME:
        return None
    cut = 2 if len(word) > _SHORTEST_NAME and word.startswith(COMPOUND_FAMILIES) else 1
    return word[:cut], word[cut:]
