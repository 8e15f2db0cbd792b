"""Where in a text a person's name stands, if it can be told."""

import re
from typing import Final

from relations.intake.words import HANGUL, is_abstract, is_place, kind_of
from relations.names.families import FAMILIES
from relations.names.folding import folded

_HONORIFIC: Final = re.compile(
    r"^(?:(?:H\.?\s?E\.?|His\s+Excellency|Her\s+Excellency|Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Amb|Sir|Dame|Lord|Lady"
    r"|Hon|Gen|Col|Lt|Maj|Capt|Rev|г-н|г-жа|господин|госпожа|д-р|проф|акад|janob|xonim|жаноб|хоним"
    r"|t\.f\.n|доктор|Doktor|Doctor"
    # ranks of officers, who may be out of service
    r"|(?:Lieutenant|Major|Brigadier|Colonel|Rear|Vice|Lt|Maj|Brig)\.?[\s-]+"
    r"(?:General|Colonel|Admiral|Gen|Col|Adm)|General(?=\s+\S+\s+\S)|Colonel|Admiral|Captain|Adm"
    r"|генерал-(?:майор|лейтенант|полковник)|майор|полковник|подполковник|(?:контр-|вице-)?адмирал"
    r"|general-(?:mayor|leytenant|polkovnik)|polkovnik|podpolkovnik"
    r"|\((?:ret\.?|retd\.?|retired|в\s+отставке)\)"
    r"|(?:(?:육군|해군|공군|해병대)\s+(?:예비역\s+)?|예비역\s+)(?:대장|중장|소장|준장|대령|중령)"
    r")\.?\s+)+(?=\S)",
    re.IGNORECASE,
)
_DEGREE: Final = re.compile(
    r"(?:,?\s+(?:Ph\.?\s?D\.?|M\.?D\.?|DSc|Dr\.?|Jr\.?|Sr\.?|[кдю]\.\s?[\w]{1,2}\.\s?н\.|박사|씨|님|선생님)"
    r"|\s+예비역\s+(?:대장|중장|소장|준장|대령|중령))+$"
)
# What stands alone between two commas, and says what somebody may be called, not what they are.
_DEGREE_ALONE: Final = re.compile(_DEGREE.pattern.replace(r",?\s+", "", 1))
_INITIALS: Final = re.compile(r"^(?:[^\W\d_]{1,2}\.-?)+(?:[^\W\d_][\w'`‘’ʻʼ-]*)?$")
_WORD: Final = re.compile(r"^[^\W\d_](?:[^\W\d_]|['`‘’ʻʼ.-])*$")
_PARTICLES: Final = frozenset(
    "de da di del van von der den bin ibn al el la le ogli oglu uulu uly kyzy qizi ugli oʻgʻli"
    " ўғли қизи оглы улы уулу кызы угли".split()
)
_PREPOSITIONS: Final = frozenset({"of", "at", "to", "in", "for", "the"})
MOST_WORDS: Final = 5
_FEW: Final = 3


def bare(text: str) -> tuple[str, str]:
    """Part a name from what is said before it in honor; degrees after it fall away."""
    text = text.strip(" ,;:–—-").strip()
    match = _HONORIFIC.match(text)
    honorific = match[0].strip() if match else ""
    name = _DEGREE.sub("", text[match.end() :] if match else text)
    return name.strip(" ,;"), honorific


def is_degree(text: str) -> bool:
    """Tell whether a text is a short sign of a degree and nothing else: "Ph.D.", "к.п.н."."""
    return bool(_DEGREE_ALONE.fullmatch(text.strip()))


def is_word(token: str) -> bool:
    """Tell whether a word may be part of a name by its look and by what it means."""
    if kind_of(token):
        return False
    if _INITIALS.match(token):
        return token[0].isupper()
    if not _WORD.match(token):
        return False
    return token[0].isupper() or not token[0].islower() or folded(token) in _PARTICLES


def is_name(text: str, *, alone: bool = True) -> bool:
    """Tell whether a text can be nothing but a name.

    ``alone`` says that a sign parts it from the rest, so that one word is enough.
    """
    tokens = bare(text)[0].split()
    if is_degree(text) or not tokens or len(tokens) > MOST_WORDS or not all(map(is_word, tokens)):
        return False
    if HANGUL.search(text):
        return _is_korean(tokens, alone=alone)
    if folded(tokens[0]) in _PARTICLES and tokens[0].islower():
        return False
    if _shouted(tokens):
        return False
    if len(tokens) == 1 and not alone:
        return bool(_INITIALS.match(tokens[0]) and not tokens[0].endswith("."))
    return len(tokens) > 1 or len(tokens[0]) > 1


def _shouted(tokens: list[str]) -> bool:
    """Tell whether all is in capitals, as acronyms are, and no known family name is in it."""
    words = [token for token in tokens if len(token) > 1 and "." not in token]
    if not words or not all(word.isupper() for word in words):
        return False
    return len(tokens) == 1 or not any(folded(word) in FAMILIES for word in words)


def _is_korean(tokens: list[str], *, alone: bool) -> bool:
    if len(tokens) == 1:
        return korean_name(tokens[0]) or (alone and len(tokens[0]) > 1)
    return len(tokens) <= MOST_WORDS


def korean_name(token: str) -> bool:
    """Tell whether a word of Hangul is built as a Korean's full name is."""
    if not 2 <= len(token) <= 4 or not re.fullmatch("[가-힣]+", token) or kind_of(token):  # noqa: PLR2004
        return False
    return token[:2] in FAMILIES or (token[0] in FAMILIES and len(token) < 4)  # noqa: PLR2004


def apart(text: str) -> tuple[str, str, str] | None:
    """Part a text without a telling sign into name, what stands before and what after.

    Nothing where more than one place would do.
    """
    tokens = text.split()
    if HANGUL.search(text):
        return _korean_apart(tokens)
    return _name_last(tokens) or _name_first(tokens) or _name_within(tokens)


def _name_last(tokens: list[str]) -> tuple[str, str, str] | None:
    """Read "… Policy Park Joung-ho": the last words, back to one that is no name's."""
    start = len(tokens)
    while start and is_word(tokens[start - 1]) and not is_abstract(tokens[start - 1]):
        start -= 1
    start = _past_bodies(tokens, start)
    run = tokens[start:]
    if start == 0 or not run:
        return None
    places = [place for place in range(len(run) - 1) if folded(run[place]) in FAMILIES]
    if len(run) > _FEW:
        near = [place for place in places if len(run) - place <= _FEW]
        if not near:
            return None
        start += near[0]
    elif len(run) < 2 and not _INITIALS.match(run[0]):  # noqa: PLR2004
        return None
    name = " ".join(tokens[start:])
    return (name, " ".join(tokens[:start]), "") if is_name(name, alone=False) else None


def _past_bodies(tokens: list[str], start: int) -> int:
    """Leave to what stands before a name its acronyms, and the one word its preposition needs.

    "Head of Samsung Lee Jae" is no Samsung Lee Jae, "… Востока РАН Андрей Виноградов" no РАН.
    """
    for place in range(len(tokens) - 3, start - 1, -1):
        if _is_acronym(tokens[place]):
            return place + 1
    governed = start and folded(tokens[start - 1]) in _PREPOSITIONS
    own = folded(tokens[start]) in FAMILIES if start < len(tokens) else True
    return start + 1 if governed and not own and len(tokens) - start >= _FEW else start


def _is_acronym(token: str) -> bool:
    """Tell whether a word is one of capitals, as РАН and РУз are, and no family's name."""
    return (
        len(token) > 1
        and token[:2].isalpha()
        and token[:2].isupper()
        and folded(token) not in FAMILIES
    )


def _name_first(tokens: list[str]) -> tuple[str, str, str] | None:
    """Read "Kim Young Director of …": the first words, up to a post."""
    end = 0
    while end < len(tokens) and is_word(tokens[end]):
        end += 1
    name = " ".join(tokens[:end])
    after = next((kind for token in tokens[end:] if (kind := kind_of(token)) != "rank"), "")
    told = after == "post"
    if not told or not is_name(name, alone=False) or end > MOST_WORDS - 1:
        return None
    return name, "", " ".join(tokens[end:])


def _name_within(tokens: list[str]) -> tuple[str, str, str] | None:
    """Read "Counsellor Lee Min-ho of the Embassy": the words between a post and where it is."""
    start = 0
    while start < len(tokens) and kind_of(tokens[start]) in {"post", "rank"}:
        start += 1
    end = start
    while end < len(tokens) and is_word(tokens[end]):
        end += 1
    name, at = " ".join(tokens[start:end]), tokens[end : end + 1]
    told = start and at and folded(at[0]) in _PREPOSITIONS
    if not told or not is_name(name, alone=False):
        return None
    return name, " ".join(tokens[:start]), " ".join(tokens[end:])


def _korean_apart(tokens: list[str]) -> tuple[str, str, str] | None:
    if _foreign(tokens):
        return _foreign_apart(tokens)
    if korean_name(tokens[0]) and len(tokens) > 1:
        return tokens[0], "", " ".join(tokens[1:])
    for place, token in enumerate(tokens[1:], 1):
        after = tokens[place + 1] if place + 1 < len(tokens) else ""
        if _after_foreign(tokens, place):
            break
        if korean_name(token) and (not after or kind_of(after) == "post"):
            return token, " ".join(tokens[:place]), " ".join(tokens[place + 1 :])
    return _foreign_apart(tokens)


def _foreign(tokens: list[str]) -> bool:
    """Tell whether the second word is too long for a given name: 오타르 베르제니시빌리."""
    return len(tokens) > 2 and len(tokens[1]) > _FEW and all(map(_is_sound, tokens[:2]))  # noqa: PLR2004


def _after_foreign(tokens: list[str], place: int) -> bool:
    """Tell whether a short word is the end of a foreign name, before which stands a post."""
    if place < 2 or kind_of(tokens[place - 2]) != "post":  # noqa: PLR2004
        return False
    return len(tokens[place - 1]) > _FEW and _is_sound(tokens[place - 1])


def _is_sound(token: str) -> bool:
    return is_word(token) and bool(HANGUL.search(token))


def _foreign_apart(tokens: list[str]) -> tuple[str, str, str] | None:
    """Read a foreign name: two or three words at an end, in one script, that mean nothing else."""
    end = _run(tokens)
    if end == 1 and len(tokens[0]) > _FEW and is_place(tokens[1]):
        return tokens[0], "", " ".join(tokens[1:])
    if 1 < end <= _FEW and end < len(tokens):
        return " ".join(tokens[:end]), "", " ".join(tokens[end:])
    last = len(tokens)
    while last and kind_of(tokens[last - 1]) == "post":
        last -= 1
    start = last - _run(tokens[:last][::-1])
    long = last - start == 1 and len(tokens[start]) > _FEW and kind_of(tokens[start - 1]) == "post"
    if start and (long or 1 < last - start <= _FEW):
        return (" ".join(tokens[start:last]), " ".join(tokens[:start]), " ".join(tokens[last:]))
    return None


def _run(tokens: list[str]) -> int:
    """Count the words at the beginning that may be one name."""
    end = 0
    while end < len(tokens) and _goes_on(tokens, end):
        end += 1
    return end


def _goes_on(tokens: list[str], place: int) -> bool:
    token = tokens[place]
    same = bool(HANGUL.search(token)) == bool(HANGUL.search(tokens[0]))
    return is_word(token) and (same or bool(_INITIALS.match(token)))


def familiar(text: str) -> bool:
    """Tell whether a name is surely one: a known family name, initials or a hyphened given one."""
    return any(
        folded(token) in FAMILIES or _INITIALS.match(token) or "-" in token
        for token in text.split()
    )
