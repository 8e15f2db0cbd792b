"""A spreadsheet (XLSX) written as it is read: rows of text become cells a batch at a time."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, Final

from relations.exports.cells import Cell, Form
from relations.exports.statements import MARKS

ROWS: Final = 1_048_576
"""What one sheet may hold, its head included; what comes after goes into another."""
MOST_BYTES: Final = 1_500_000_000
"""An entry of a zip may have 2 GiB unless every reader knows the larger kind."""
TEXT, END = b'<c t="str"><v>', b"</v></c>"
EMPTY = b"<c/>"
ROW, ROW_END = b"<row>", b"</row>"
OPENINGS = {
    MARKS[Form.NUMBER].encode(): b"<c><v>",
    MARKS[Form.DAY].encode(): b'<c s="1"><v>',
    MARKS[Form.FLAG].encode(): b'<c t="b"><v>',
}
CONTROLS = bytes(code for code in range(32) if code not in b"\t\n")
# A sign that XML cannot have, and a text that would be read as standing for one.
UNSPEAKABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
COPIED = {b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TIES = f'xmlns="{_PACKAGE}/relationships"'
_TIED = "</Relationships>"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
)
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = (
    f"{XML}<styleSheet {_MAIN}>"
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
WIDE, NARROW = 32, 14


class Sink:
    """What a zip is written into: it cannot go back, and its bytes are taken away at once."""

    def __init__(self) -> None:
        self.held: list[bytes] = []

    def write(self, data: Any) -> int:
        self.held.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing: what is written is there."""

    def take(self) -> bytes:
        taken = b"".join(self.held)
        self.held.clear()
        return taken


def sheets(
    batches: Iterator[tuple[bytes, int]], cells: Sequence[Cell], *, rows: int = ROWS
) -> Iterator[tuple[bytes, int]]:
    """Write batches of tab-separated rows into a workbook; give its bytes, with how many rows."""
    sink: Any = Sink()
    rest: tuple[bytes, int] | None = None
    count = 0
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        while count == 0 or rest:
            count += 1
            written, size = 1, 0
            with file.open(f"xl/worksheets/sheet{count}.xml", "w") as sheet:
                sheet.write(_head(cells))
                yield sink.take(), 0  # the first rows of many columns may take half a second
                batch = rest or next(batches, None)
                rest = None
                while batch:
                    taken, rest = _parted(batch, rows - written)
                    made = shaped(*taken, cells)
                    sheet.write(made)
                    written += taken[1]
                    size += len(made)
                    yield sink.take(), taken[1]
                    if written == rows or size > MOST_BYTES:
                        rest = rest or next(batches, None)
                        break
                    batch = next(batches, None)
                sheet.write(b"</sheetData></worksheet>")
        for name, text in _parts(count):
            file.writestr(name, text)
    yield sink.take(), 0


def _parted(batch: tuple[bytes, int], room: int) -> tuple[tuple[bytes, int], Any]:
    """Take as many rows of a batch as there is room for."""
    data, number = batch
    if number <= room:
        return batch, None
    lines = data.split(b"\n")
    first, rest = lines[:room], lines[room:]
    return (b"\n".join([*first, b""]), room), (b"\n".join(rest), number - room)


def shaped(data: bytes, number: int, cells: Sequence[Cell]) -> bytes:
    """Turn tab-separated rows into rows of a sheet, all at once where nothing is out of the way."""
    marked = sum(cell.form in MARKS for cell in cells) * number
    controls = len(data) - len(data.translate(None, CONTROLS))
    if controls != marked or b"\\" in data or b"_x" in data or b"\xef\xbf" in data:
        lines = data[:-1].split(b"\n")
        return b"".join(b"<row>%b</row>" % _row(line, cells) for line in lines)
    data = data.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    data = data[:-1].replace(b"\t", END + TEXT).replace(b"\n", END + ROW_END + ROW + TEXT)
    data = ROW + TEXT + data + END + ROW_END
    for mark, opening in OPENINGS.items():
        if mark in data:
            data = data.replace(TEXT + mark, opening).replace(opening + END, EMPTY)
    return data.replace(TEXT + END, EMPTY)


def _row(line: bytes, cells: Sequence[Cell]) -> bytes:
    """Turn one row with something rare in it into cells."""
    texts = line.split(b"\t")
    return b"".join(_cell(text, cell) for text, cell in zip(texts, cells, strict=True))


def _cell(text: bytes, cell: Cell) -> bytes:
    opening = OPENINGS.get(text[:1], TEXT) if cell.form in MARKS else TEXT
    if opening is TEXT:
        text = ESCAPED.sub(lambda found: COPIED.get(found[1], found[1]), text)
        spoken = UNSPEAKABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text.decode())
        text = escape(spoken, quote=False).encode()
    else:
        text = text[1:]
    return opening + text + END if text else EMPTY


def _head(cells: Sequence[Cell]) -> bytes:
    widths = "".join(
        f'<col min="{place}" max="{place}" customWidth="1" width="{_width(cell)}"/>'
        for place, cell in enumerate(cells, start=1)
    )
    names = "".join(f'<c s="2" t="str"><v>{cell.name}</v></c>' for cell in cells)
    return (
        f'{XML}<worksheet {_MAIN}><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{widths}</cols><sheetData><row>{names}</row>"
    ).encode()


def _width(cell: Cell) -> int:
    return WIDE if cell.free else NARROW


def _parts(count: int) -> Iterator[tuple[str, str]]:
    """Give what else a workbook has, which can only be said when its sheets are counted."""
    numbers = range(1, count + 1)
    listed = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    tied = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    typed = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for n in numbers
    )
    yield "xl/styles.xml", STYLES
    yield (
        "xl/workbook.xml",
        f'{XML}<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
    )
    styles = f'<Relationship Id="rId{count + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    yield "xl/_rels/workbook.xml.rels", f"{XML}<Relationships {_TIES}>{tied}{styles}{_TIED}"
    office = f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"'
    yield "_rels/.rels", f'{XML}<Relationships {_TIES}><Relationship Id="rId1" {office}/>{_TIED}'
    yield "[Content_Types].xml", f"{XML}{_TYPES}{typed}</Types>"
