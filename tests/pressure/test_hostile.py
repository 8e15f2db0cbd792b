"""Whatever is sent, the server answers, and never that it failed."""

import json
import random
from urllib.parse import quote

import pytest

from relations.api.urls import VIEWS
from relations.filters import FILTERS
from tests.pressure.conftest import WHOLE

pytestmark = pytest.mark.django_db
REQUESTS = 10_500 if WHOLE else 350
TOGETHER = 6
TEXTS = [
    "", " ", "\0", "a\0b", "%00", "\u202egnirts", "\ufeff", "\x01\x02\x7f", "\U0001f600" * 50,
    "'", "';--", '"', "\\", "%", "_", "{{7*7}}", "${x}", "<script>", "../../etc/passwd", "null",
    "None", "NaN", "Infinity", "-0", "-1", "1e400", "9" * 30, "9" * 2000, "1" * 19, "0x10", "٣",
    "true", "[]", "{}", "[[", ",", ",,,", "a,b," * 200, "2023-13", "2023-02-30", "0000",
    "9999-12-31", "-9999", "99999-01-01", "2023/2024", "../2023", "2023-12-01/", "12:61", "=1+1",
    "+998 71 000",
    "00000000-0000-0000-0000-000000000000", "g" * 36, "x" * 5000, "제성훈", "Ў" * 300, "ﷺ",
    "\u200b",
        "(" * 500, "*" * 300, "a|b&!c", "a:*", "jeh " * 300, "\r\nX-Injected: 1", "é", "e\u0301",
]  # fmt: skip
VALUES = [
    *TEXTS, None, True, False, 0, -1, 2**31, 2**63, 10**400, 1.5, [], {}, [[]], [{}], {"match": ""},
    {"match": "\0"}, {"match": ["x"]}, {"create": None}, {"create": {"name": "\0"}}, {"id": "\0"},
    {"create": {"create": {"create": {}}}}, [None], ["\ud800"], "\ud800", {"\ud800": 1}, [0] * 1500,
]  # fmt: skip
BODIES = [
    b"", b"null", b"[]", b"{", b"\xff\xfe", b"\xed\xa0\x80", b'{"a":1,"a":2}', b"[" * 100_000,
    b'{"a":' * 50_000, b"1e400", b'{"title":"\\ud800"}', b"NaN", b"-Infinity", b'"text"', b"\0",
    b'{"title":"' + b"x" * 300_000 + b'"}',
]  # fmt: skip
HEADERS = {
    "Accept": ["text/html", "nonsense", "*/*;q=x", "application/xml", "text/csv", ",;,"],
    "Content-Type": ["text/plain", "multipart/form-data", "application/json; charset=utf-7", ";"],
    "If-Match": ["", "*", '"', 'W/"x"', "x" * 5000, '"a","b"'],
    "Idempotency-Key": ["", " ", "x" * 101, "'", "é"],
    "Accept-Language": ["xx", "ru;q=nan", "," * 500, "../.."],
    "Cookie": ["sessionid=\x7f", "=;=;=", "sessionid=" + "x" * 4000],
    "Range": ["bytes=-1", "rows=0-"],
}
BESIDE = ("sort", "page_size", "cursor", "count", "fields", "expand", "view", "format", "bom")
PLACES = ("bulk/", "merge/", "unmerge/", "x/", "0/", "%00/", "%ff/", "..;/", "?", "?&&=", "?=%00")


class Dice:
    """Makes up requests, the same ones in every run."""

    def __init__(self, ids):
        self.ids = ids
        self.chance = random.Random("hostile")  # noqa: S311 - the same requests in every run
        self.kinds = [self.asked, self.asked, self.written, self.broken, self.headed, self.strayed]

    def request(self):
        return self.chance.choice(self.kinds)()

    def noun(self):
        return self.chance.choice(VIEWS)

    def asked(self):
        view = self.noun()
        names = [*FILTERS[view.noun].base_filters, *BESIDE]
        chosen = self.chance.sample(names, self.chance.choice((1, 1, 1, 2, 5)))
        query = "&".join(f"{name}={quote(self.chance.choice(TEXTS))}" for name in chosen)
        return "GET", f"/api/v1/{view.noun}/?{query}", b"", {}

    def written(self):
        """Send a body with a wrong value or several in it, to a list or a record."""
        view = self.noun()
        names = list(view().written().fields)
        chosen = self.chance.sample(names, min(len(names), self.chance.choice((1, 2, 3, 40))))
        body = json.dumps({name: self.chance.choice(VALUES) for name in chosen})
        if self.chance.random() < 0.2:
            return "POST", f"/api/v1/{view.noun}/bulk/", f"[{body}]", {}
        return *self.target(view), body, {"If-Match": '"x"'}

    def target(self, view):
        known = self.ids[view.noun]
        if known and self.chance.random() < 0.5:
            return "PATCH", f"/api/v1/{view.noun}/{self.chance.choice(known)}/"
        return "POST", f"/api/v1/{view.noun}/"

    def broken(self):
        return *self.target(self.noun()), self.chance.choice(BODIES), {"If-Match": '"x"'}

    def headed(self):
        view = self.noun()
        name = self.chance.choice(list(HEADERS))
        value = self.chance.choice(HEADERS[name]).encode()
        method, path = self.chance.choice((("GET", f"/api/v1/{view.noun}/"), self.target(view)))
        return method, path, b"" if method == "GET" else b"{}", {name: value}

    def strayed(self):
        method = self.chance.choice(("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "TRACE"))
        return method, f"/api/v1/{self.noun().noun}/{self.chance.choice(PLACES)}", b"", {}


@pytest.fixture(scope="module")
def dice(site):
    ids = {
        view.noun: [row["id"] for row in site.ask("reader", f"/api/v1/{view.noun}/")[0]["results"]]
        for view in VIEWS
    }
    return Dice(ids)


def test_no_request_makes_the_server_fail(site, dice):
    roles = list(site.secrets)
    sent = [(roles[number % len(roles)], dice.request()) for number in range(REQUESTS)]

    def answered(role, method, path, body, headers):
        status, _head, told = site.send(role, method, path, body, **headers)
        return status, told

    calls = [lambda role=role, one=one: answered(role, *one) for role, one in sent]
    answers = site.at_once(calls, most=TOGETHER)
    failed = [
        (status, role, one[0], one[1][:300], one[2][:300], told[:300])
        for (role, one), (status, told) in zip(sent, answers, strict=True)
        if status >= 500
    ]
    assert failed == []
    # some were turned away and some answered, so that they did arrive
    assert {200, 400, 403, 404, 405} <= {status for status, _told in answers}
    assert len(answers) == REQUESTS
