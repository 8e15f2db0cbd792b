"""A few of the real reports with just the registries they rest on."""

import copy
import json
from pathlib import Path
from typing import Any

REPORTS = Path("fixtures/real-reports/reports.json")
TOLD: dict[str, Any] = json.loads(REPORTS.read_text(encoding="utf-8"))


def only(*ids: str) -> dict[str, Any]:
    """Return a document of some reports, complete in itself."""
    document = copy.deepcopy(TOLD)
    document["reports"] = [report for report in document["reports"] if report["id"] in ids]
    for person in document["people"]:
        person["names"] = _seen_in(ids, person["names"])
        person["posts"] = _seen_in(ids, person["posts"])
    document["people"] = [person for person in document["people"] if person["names"]]
    for body in document["institutions"]:
        body["names"] = _seen_in(ids, body["names"])
    named = json.dumps([document["reports"], document["people"]])
    bodies = {body["key"]: body for body in document["institutions"]}
    wanted = {key for key in bodies if f'"{key}"' in named}
    while more := {str(bodies[key]["parent"]) for key in wanted if bodies[key]["parent"]} - wanted:
        wanted |= more
    document["institutions"] = [bodies[key] for key in sorted(wanted)]
    document["institution_links"], document["series"] = [], []
    return document


def _seen_in(ids: tuple[str, ...], entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    kept = []
    for entry in entries:
        reports = [key for key in entry["reports"] if key in ids]
        if reports:
            kept.append({**entry, "reports": reports})
    return kept
