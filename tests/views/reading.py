"""Read a page as a person does: its words, its rows, where its links lead."""

from html.parser import HTMLParser

VOID = {"meta", "link", "input", "img", "br"}


class Reader(HTMLParser):
    """Gather the text of a page by element: of all, of one class, of the cells of tables."""

    def __init__(self):
        super().__init__()
        self.open = []
        self.words = []
        self.links = {}
        self.tongues = {}
        self.rows = []

    def handle_starttag(self, tag, attrs):
        if tag in VOID:
            return
        self.open.append((tag, dict(attrs)))
        if tag == "tr" and self.inside("tbody"):
            self.rows.append([])
        if tag == "td":
            self.rows[-1].append([])

    def handle_endtag(self, tag):
        if self.open and self.open[-1][0] == tag:
            self.open.pop()

    def handle_data(self, data):
        text = " ".join(data.split())
        if not text or self.inside("script") or self.inside("title"):
            return
        self.words.append(text)
        if self.inside("td"):
            self.rows[-1][-1].append(text)
        for tag, attrs in self.open:
            if tag == "a":
                self.links.setdefault(text, attrs["href"])
        self.tongues.setdefault(text, self.language())

    def inside(self, tag):
        return any(name == tag for name, _attrs in self.open)

    def language(self):
        return next((attrs["lang"] for _tag, attrs in reversed(self.open) if "lang" in attrs), "")


class Page:
    """What one answer says."""

    def __init__(self, response):
        self.status = response.status_code
        self.html = response.content.decode()
        reader = Reader()
        reader.feed(self.html)
        self.text = " ".join(reader.words)
        self.main = self.text.partition("Sign out")[2].strip()
        self.links = reader.links
        self.tongues = reader.tongues
        self.rows = [[" ".join(cell) for cell in row] for row in reader.rows]

    def under(self, *headings):
        """Return the words between one heading and the next, or the end."""
        first, *rest = headings
        _before, found, after = self.main.partition(first)
        assert found, f"no “{first}” on the page: {self.main}"
        for heading in rest:
            after = after.partition(heading)[0]
        return after.strip()
