"""Write a briefing as DOCX, for who wants to add to it before it is printed."""

import io
import zipfile
from datetime import UTC, datetime, time
from typing import Any

from docx import Document
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from relations.dossier.briefing import Briefing, Line, Section
from relations.dossier.wording import foot, heading_of_sources, legend

SOFT = RGBColor(0x53, 0x62, 0x6B)
FONT, EASTERN = "Arial", "Malgun Gothic"
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EPOCH = (1980, 1, 1, 0, 0, 0)


def docx(briefing: Briefing) -> bytes:
    """Return the file; one briefing gives the same bytes on the same day."""
    document = _blank(briefing)
    _plain(document, briefing.kind, size=8.5, soft=True)
    document.add_heading(briefing.title, level=1)
    for fact in briefing.facts:
        _plain(document, fact.text, size=10)
    for section in briefing.sections:
        _section(document, section)
    document.add_heading(heading_of_sources(), level=2)
    for source in briefing.sources:
        text = f"[{source.number}] {source.text}"
        _plain(document, f"{text}, {source.url}" if source.url else text, size=7.5)
    for text in (legend(briefing), foot(briefing)):
        _plain(document, text, size=7.5, soft=True)
    return _settled(document)


def _section(document: Any, section: Section) -> None:
    document.add_heading(section.title, level=2)
    if section.empty:
        _plain(document, section.nothing, soft=True)
    for group in section.groups:
        if group.title:
            document.add_heading(group.title, level=3)
        _plain(document, group.under, size=8.5, soft=True)
        for line in group.lines:
            _line(document, line)


def _blank(briefing: Briefing) -> Any:
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(19)
    page.top_margin = page.bottom_margin = Mm(15)
    for name, size in (("Normal", 9.5), ("Heading 1", 16), ("Heading 2", 11), ("Heading 3", 9.5)):
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = RGBColor(0x17, 0x23, 0x2B)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), EASTERN)
        style.paragraph_format.space_before = Pt(7 if name.startswith("Heading") else 0)
        style.paragraph_format.space_after = Pt(1.5)
    core = document.core_properties
    moment = datetime.combine(briefing.day, time(), UTC)
    core.title, core.author, core.comments = briefing.title, briefing.reader, ""
    core.created = core.modified = moment
    return document


def _plain(document: Any, text: str, *, size: float = 9.5, soft: bool = False) -> None:
    if not text:
        return
    run = document.add_paragraph().add_run(text)
    run.font.size = Pt(size)
    if soft:
        run.font.color.rgb = SOFT


def _line(document: Any, line: Line) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_PARAGRAPH_ALIGNMENT.LEFT
    paragraph.paragraph_format.left_indent = Mm(4)
    if line.lead:
        paragraph.add_run(f"{line.lead}  ").bold = True
    paragraph.add_run(line.text)
    for text in (line.under, line.sign):
        if text:
            run = paragraph.add_run(f"  {text}")
            run.font.size, run.font.color.rgb = Pt(8), SOFT


def _settled(document: Any) -> bytes:
    """Pack the parts once more, all with one time, which the library takes from the clock."""
    written, settled = io.BytesIO(), io.BytesIO()
    document.save(written)
    with (
        zipfile.ZipFile(written) as old,
        zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return settled.getvalue()
