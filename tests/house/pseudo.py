"""A language that says every text in circled letters, so that what nobody marked stays plain."""

import re
import string
from contextlib import contextmanager
from html.parser import HTMLParser

from django.utils.translation import trans_real

PLAIN = string.ascii_letters
CIRCLED = "".join(
    [chr(0x24D0 + place) for place in range(26)] + [chr(0x24B6 + place) for place in range(26)]
)
TO_CIRCLES = str.maketrans(PLAIN, CIRCLED)
# What a text takes from elsewhere, or what is no letter to a reader.
KEPT = re.compile(r"(%\(\w+\)[a-z]|%[a-z]|\{[^}]*\}|<[^>]+>|&\w+;)")
CONTEXT = "\x04"
SHOWN = ("alt", "aria-label", "content", "label", "placeholder", "title")
BUTTONS = ("button", "reset", "submit")
# Words in plain letters: with what may stand within one, an address or the name of a file.
WORDS = re.compile(r"[A-Za-z][A-Za-z0-9‘’ʻʼ&_/.@-]*(?: [A-Za-z0-9‘’ʻʼ&_/.@-]+)*")


def circled(text):
    parts = KEPT.split(text)
    return "".join(
        part if place % 2 else part.translate(TO_CIRCLES) for place, part in enumerate(parts)
    )


class Circled(trans_real.DjangoTranslation):
    """Stands in for a catalog: Django's own texts are said in circles too."""

    def gettext(self, message):
        return circled(message.rpartition(CONTEXT)[2])

    def ngettext(self, msgid1, msgid2, n):
        return circled((msgid1 if n == 1 else msgid2).rpartition(CONTEXT)[2])


@contextmanager
def spoken(language):
    """Let a language be said in circles; dates, numbers and names of countries stay its own."""
    held = trans_real.translation(language)
    trans_real._translations[language] = Circled(language)
    try:
        yield
    finally:
        trans_real._translations[language] = held


class Page(HTMLParser):
    """Gather what a page shows: its texts and the attributes that are read out or shown.

    What is marked as being of a language is data of the world, and left out.
    """

    VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "col", "wbr"})

    def __init__(self):
        super().__init__()
        self.open = []
        self.shown = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        data = any(within for _tag, within in self.open)
        if not data and not (tag == "meta" and given.get("name") != "description"):
            self.shown += [given[name] for name in SHOWN if given.get(name)]
            if tag == "input" and given.get("type") in BUTTONS:
                self.shown.append(given.get("value", ""))
        if tag not in self.VOID:
            foreign = "lang" in given and tag != "html"
            self.open.append((tag, foreign or tag in {"script", "style", "textarea", "code"}))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        text = " ".join(data.split())
        if text and not any(within for _tag, within in self.open):
            self.shown.append(text)


def plain_words(html):
    """List what a page says in plain letters, each once, as far as a comma or a sign parts it."""
    page = Page()
    page.feed(html)
    return list(dict.fromkeys(word for text in page.shown for word in WORDS.findall(text)))
