"""Files read back as a stranger would read them: each format by a reader of its own."""

import csv
import io
import json
import re

import icalendar

from relations.exports import asking, files
from relations.exports.nouns import MODELS

HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+998 71 123-45-67",
    "-12.5",
    "@SUM(1+1)*cmd",
    "\t=1+1",
    '\r\n=HYPERLINK("http://example.org")',
    "'=1+1",
    "''-x",
    "'Abd al-Rahman",
    "＝1＋1",
    'two "quotes", a comma; and\na line',
    "back\\slash \\N \\t",
    "\x01number?\x02\x1f",
    "_x0041_ and _x005F_",
    "a & b < c > d ]]>",
    "  blanks  ",
    "제성훈 Ўзбекистон 伊万 \U0001f54a",
    "NULL",
]
GUARDED = re.compile("'+[\t\r\n=+\\-@＝＋－＠]")
STOOD_FOR = re.compile("_x([0-9A-F]{4})_")


def export(noun, name, user, query=None, rows=None):
    """Export what a user sees of a noun; return the file's bytes and the number told."""
    asked = asking.read(noun, name, query or {}, user)
    rows = MODELS[noun].objects.visible_to(user) if rows is None else rows
    file = files.File(asked, rows, user)
    body = b"".join(file)
    file.close()
    assert file.whole
    return body, file.rows


def unguarded(text):
    """Take one mark away where a text would run without any."""
    return text[1:] if GUARDED.match(text) else text


def read_csv(body):
    text = body.decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    return [{name: unguarded(value) for name, value in row.items()} for row in rows]


def read_ndjson(body):
    *rows, end = map(json.loads, body.splitlines())
    assert end == {"_end": {"rows": len(rows)}}
    return rows


def read_json(body):
    told = json.loads(body)
    assert told["rows"] == len(told["results"])
    return told["results"]


def spoken(value):
    if not isinstance(value, str):
        return value
    return STOOD_FOR.sub(lambda found: chr(int(found[1], 16)), value)


def read_xlsx(body):
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(body))
    found = []
    for sheet in book:
        head, *rows = sheet.iter_rows()
        assert all(cell.data_type != "f" for row in rows for cell in row)
        names = [cell.value for cell in head]
        found += [
            dict(zip(names, [spoken(cell.value) for cell in row], strict=False)) for row in rows
        ]
    book.close()
    return found


def read_ics(body):
    (calendar,) = icalendar.Calendar.from_ical(body, multiple=True)
    return list(calendar.subcomponents)


def read_vcf(body):
    """Read cards as RFC 6350 says: unfold, part at the first colon, take escapes back."""
    text = body.decode()
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    cards = []
    for line in text.replace("\r\n ", "").split("\r\n")[:-1]:
        name, _, value = line.partition(":")
        if line == "BEGIN:VCARD":
            cards.append({})
        cards[-1].setdefault(name, []).append(value)
    assert all(card["END"] == ["VCARD"] for card in cards)
    return cards


def unescaped(text):
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)


READERS = {
    "csv": read_csv,
    "ndjson": read_ndjson,
    "json-stream": read_json,
    "xlsx": read_xlsx,
    "ics": read_ics,
    "vcf": read_vcf,
}
