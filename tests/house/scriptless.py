"""Read a page as a browser without scripts does: what can be followed, sent, or does nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

VOID = frozenset({"meta", "link", "input", "img", "br", "hr", "col", "source", "wbr"})
SENDING = frozenset({"submit", "image"})
LEFT_AS_IT_IS = frozenset({"checkbox", "radio"})


@dataclass
class Form:
    """A form with what it sends: the values that stand in it, and the choices of its lists."""

    method: str
    action: str
    values: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    chosen: dict[str, list[str]] = field(default_factory=dict)
    ticks: list[tuple[str, str]] = field(default_factory=list)
    searched: list[str] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def queries(self, word):
        """Give what it asks: with a word in its search box, then with one of each list chosen."""
        plain = [*self.values, *((name, word) for name in self.searched)]
        chosen = [(name, options[0]) for name, options in self.choices.items() if options]
        return {"word": urlencode(plain), "choices": urlencode([*self.values, *chosen])}

    def filled(self, typed: Mapping[str, str], button: tuple[str, str]):
        """Give what one sends who fills what is empty, ticks some and presses a button."""
        sent: dict[str, list[str]] = {}
        for name, value in [*self.values, button]:
            sent.setdefault(name, []).append(value if value.strip() else typed.get(name, ""))
        for name, options in self.choices.items():
            chosen = [typed[name]] if typed.get(name) in options else options[:1]
            sent[name] = self.chosen[name] or chosen
        for name, value in self.ticks:
            if name in typed and name not in sent:
                sent[name] = [value]
        return sent


class Scriptless(HTMLParser):
    """Gather the links, forms and headings of a page, and what on it would need a script."""

    def __init__(self, page):
        super().__init__()
        self.open = []
        self.ids = set()
        self.links = []
        self.forms = []
        self.headings = 0
        self.faults = []
        self.list = self.text = ""
        self.feed(page)
        parts = [link[1:] for link in self.links if link.startswith("#")]
        self.faults += [f"#{part} is nowhere" for part in parts if part not in self.ids]
        self.faults += [f"{one.action} has no button" for one in self.forms if not one.buttons]
        self.faults += [
            f"{one.action} bears no token"
            for one in self.forms
            if one.method == "post" and "csrfmiddlewaretoken" not in dict(one.values)
        ]

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        unseen = "hidden" in given or (tag == "dialog" and "open" not in given)
        unseen = unseen or bool(self.open and self.open[-1][1])
        if tag not in VOID:
            self.open.append((tag, unseen))
        self.ids.add(given.get("id", ""))
        self.faults += [f"{tag} {name}" for name in given if name.startswith(("on", "hx-"))]
        if not unseen and hasattr(self, f"see_{tag}"):
            getattr(self, f"see_{tag}")(given)

    def handle_endtag(self, tag):
        names = [name for name, _unseen in self.open]
        assert tag in names, f"{tag} is closed and was not opened"
        while self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self.text and self.inside("textarea"):
            name, before = self.forms[-1].values.pop()
            # the first line break is the page's own
            self.forms[-1].values.append((name, before + data if before else data.lstrip("\n")))

    def inside(self, tag):
        return any(name == tag for name, _unseen in self.open)

    def see_h1(self, _given):
        self.headings += 1

    def see_a(self, given):
        if given["href"].startswith("javascript:") or given["href"] == "#":
            self.faults.append(f"a {given}")
        self.links.append(given["href"])

    def see_form(self, given):
        self.forms.append(Form(given.get("method", "get").lower(), given.get("action", "")))

    def see_button(self, given):
        self.press(given, given.get("type", "submit"))

    def press(self, given, kind):
        if kind in SENDING and self.inside("form"):
            self.forms[-1].buttons.append((given.get("name", ""), given.get("value", "")))
        else:
            self.faults.append(f"button {given} does nothing")

    def see_input(self, given):
        kind = given.get("type", "text")
        if kind in SENDING | {"button", "reset"}:
            self.press(given, kind)
        elif not self.inside("form") and "readonly" not in given:  # such is there to be copied
            self.faults.append(f"input {given} is in no form")
        elif kind == "search":
            self.forms[-1].searched.append(given["name"])
        elif (
            self.inside("form")
            and "name" in given
            and (kind not in LEFT_AS_IT_IS or "checked" in given)
        ):
            self.forms[-1].values.append((given["name"], given.get("value", "")))
        elif self.inside("form") and "name" in given:
            self.forms[-1].ticks.append((given["name"], given.get("value", "on")))

    def see_textarea(self, given):
        self.text = given["name"]
        self.forms[-1].values.append((self.text, ""))

    def see_select(self, given):
        if self.inside("form"):
            self.list = given["name"]
            self.forms[-1].choices[self.list] = []
            self.forms[-1].chosen[self.list] = []
        else:
            self.faults.append(f"select {given} is in no form")

    def see_option(self, given):
        if given.get("value") and self.inside("select"):
            self.forms[-1].choices[self.list].append(given["value"])
            if "selected" in given:
                self.forms[-1].chosen[self.list].append(given["value"])
