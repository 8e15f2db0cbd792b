"""What a line says of somebody's part in the event: the role, and how they attended.

Only what stands apart is taken for such a mark: before a colon or dash ("Moderator: Park Jin"), in
brackets of its own ("(online)"), or after the last comma. "Chair" after a comma may be a post.
"""

import re
from dataclasses import dataclass
from typing import Final

ROLES: Final[dict[str, str]] = {
    "moderator": "moderator|moderated by|модератор|moderatori?|модератори"
    "|사회자?|진행자?|모더레이터",
    "keynote_speaker": "keynote( speaker)?|keynote speech by|основной докладчик|ключевой докладчик"
    "|asosiy ma[ʼ’']?ruzachi|асосий маърузачи|기조연설자?|기조발표자?",
    "opening_speaker": "opening( speaker| remarks?| speech)( by)?|открыл[аи]?|вступительное слово"
    "|ochilish nutqi|очилиш нутқи|개회사",
    "welcome_speaker": "welcome( speaker| remarks?| speech| address)( by)?|приветственное слово"
    "|tabrik so[ʻʼ‘’']zi|табрик сўзи|환영사",
    "congratulatory_speaker": "congratulatory( speaker| remarks?| speech| address)( by)?"
    "|поздравительная речь|qutlov nutqi|қутлов нутқи|축사",
    "presenter": "presenters?|presentation( by)?|презентация|taqdimotchi|тақдимотчи"
    "|발제자?|발표자?",
    "discussant": "discussants?|участник дискуссии|munozara ishtirokchisi"
    "|мунозара иштирокчиси|토론자?|패널",
    "speaker": "speakers?|докладчики?|спикеры?|выступающие|ma[ʼ’']?ruzachi(lar)?|маърузачи"
    "|연사|연설자",
    "interpreter": "interpreters?|translators?|переводчи(к|ца|ки)|tarjimon(lar)?|таржимон|통역사?",
    "note_taker": "note[- ]taker|rapporteur|протоколист|секретарь встречи|bayonnoma yurituvchi"
    "|баённома юритувчи|기록자?|서기",
    "observer": "observers?|наблюдател[ьи]|kuzatuvchi(lar)?|кузатувчи|참관인?|옵서버",
    "head_of_delegation": "head of (the )?delegation|delegation (head|leader)"
    "|(глава|руководитель) делегации|delegatsiya rahbari"
    "|делегация раҳбари|단장|수석대표",
    "signatory": "signatory|signed by|подписант|imzolovchi|имзоловчи|서명자",
    "chair": "chair(ed by|person|man|woman)?|председатель(ствующий)?|rais|раис|좌장|의장",
}
ATTENDED: Final[dict[str, str]] = {
    "online": "online|on-line|(by|via) (video ?link|videoconference|video conference|zoom)"
    "|virtual(ly)?|remote(ly)?|онлайн|дистанционно|по (видеосвязи|вкс)|в формате (вкс|онлайн)"
    "|onlayn|videoaloqa orqali|видеоалоқа орқали|온라인|화상|비대면",
    "video_message": "(by )?video ?message|видеообращение|video ?murojaat|видеомурожаат"
    "|영상 ?(메시지|축사)",
    "absent": "absent|regrets|(sent )?(apologies|regrets)|did not attend|excused|отсутствовал[аи]?"
    "|отсутствует|не присутствовал[аи]?|qatnashmadi|қатнашмади|불참|결석",
    "in_person": "in person|очно|shaxsan|шахсан|대면|현장 참석",
    "planned": "planned|expected|ожидается|kutilmoqda|кутилмоқда|참석 예정",
    "invited": "invited|приглашен[аы]?|приглашён|taklif etilgan|таклиф этилган|초청",
}
# After a comma these are rather posts, so they must stand before a colon or in brackets.
_POSTS: Final = frozenset({"chair", "note_taker", "presenter"})
_MARKS: Final = {**ROLES, **ATTENDED}
_ONE: Final = re.compile(
    "|".join(f"(?P<{code}>{words.replace('(', '(?:')})" for code, words in _MARKS.items()),
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(r"^(?P<mark>[^:—–,;()]{2,40}?)(?::|\s+[—–-])\s+(?=\S)")
_BRACKETS: Final = re.compile(r"\s*[(（\[](?P<mark>[^()（）\[\]]{2,80})[)）\]]")
_LAST: Final = re.compile(r"(?:,\s*|\s+[—–-]\s+)(?P<mark>[^,;()—–]{2,40})$")


@dataclass(frozen=True, slots=True)
class Marks:
    """The roles somebody had, and how they attended, if that is said; by the house's codes."""

    roles: tuple[str, ...] = ()
    attendance: str = ""

    def __add__(self, other: "Marks") -> "Marks":
        roles = tuple(dict.fromkeys((*self.roles, *other.roles)))
        return Marks(roles, self.attendance or other.attendance)


def parted(text: str) -> tuple[str, Marks]:
    """Part a line from the marks in it."""
    marks = Marks()
    if (match := _BEFORE.match(text)) and (found := _marks(match["mark"])):
        text, marks = text[match.end() :], found
    for match in reversed(list(_BRACKETS.finditer(text))):
        if found := _marks(match["mark"]):
            text, marks = text[: match.start()] + text[match.end() :], found + marks
    while (match := _LAST.search(text)) and (found := _marks(match["mark"])):
        if _POSTS.intersection(found.roles):
            break
        text, marks = text[: match.start()], found + marks
    return text.strip(), marks


def _marks(text: str) -> Marks | None:
    """Read a text that is nothing but marks."""
    found = Marks()
    for part in re.split(r"\s*[,;/]\s*", text.strip(" .")):
        match = _ONE.fullmatch(part)
        if match is None:
            return None
        code = str(match.lastgroup)
        found += Marks((code,)) if code in ROLES else Marks((), code)
    return found


def written(roles: tuple[str, ...], attendance: str) -> str:
    """Write marks as they are read again: "moderator, online"; nothing of those not in words."""
    codes = [*roles, attendance]
    return ", ".join(_SAID[code] for code in codes if code in _SAID)


# One spelling of each, of those that say more than that somebody was there.
_SAID: Final = {
    **{code: code.replace("_", " ") for code in ROLES},
    "note_taker": "note-taker",
    "online": "online",
    "video_message": "video message",
    "absent": "absent",
    "planned": "planned",
    "invited": "invited",
}
TOLD: Final = frozenset(_SAID)
