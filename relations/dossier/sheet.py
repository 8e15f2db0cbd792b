"""Write a briefing as PDF, with fonts that hold Latin, Cyrillic and Hangul.

The typesetter and its fonts are an extra of some 100 MB: requirements-pdf.txt.
"""

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from relations.dossier.briefing import Briefing
from relations.dossier.wording import foot, heading_of_sources, legend

CONTENT = "application/pdf"
NEEDED = ("typst", "fontpkg_noto_sans", "pylopdf_fonts_ko")
TEMPLATE = Path(__file__).with_name("sheet.typ")


def can_be_had() -> bool:
    return all(find_spec(name) for name in NEEDED)


def pdf(briefing: Briefing) -> bytes:
    """Return the file. The text goes in as data, so that nothing in it is read as markup."""
    import typst

    # Letters that these fonts lack are taken from those of the machine, where it has them.
    told = {"briefing": json.dumps(_data(briefing))}
    return bytes(typst.compile(str(TEMPLATE), font_paths=_fonts(), sys_inputs=told))


def _fonts() -> list[str]:
    folders = []
    for name in NEEDED[1:]:
        spec = find_spec(name)
        folders += list(spec.submodule_search_locations or ()) if spec else []
    return folders


def _data(briefing: Briefing) -> dict[str, Any]:
    return {
        "title": briefing.title,
        "kind": briefing.kind,
        "day": [briefing.day.year, briefing.day.month, briefing.day.day],
        "facts": [fact.text for fact in briefing.facts],
        "sections": [
            {
                "title": section.title,
                "nothing": section.nothing if section.empty else "",
                "groups": [
                    {
                        "title": group.title,
                        "under": group.under,
                        "lines": [[one.lead, one.text, one.under, one.sign] for one in group.lines],
                    }
                    for group in section.groups
                ],
            }
            for section in briefing.sections
        ],
        "sources": [[f"[{one.number}]", one.text, one.url] for one in briefing.sources],
        "heading": heading_of_sources(),
        "legend": legend(briefing),
        "foot": foot(briefing),
    }
