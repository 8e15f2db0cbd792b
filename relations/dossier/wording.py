"""The few sentences that stand on every briefing, whatever it is written as."""

from django.utils.translation import gettext as _

from relations.dossier.briefing import OWN, Briefing, said


def heading_of_sources() -> str:
    return _("Sources")


def legend(briefing: Briefing) -> str:
    if not briefing.owned:
        return ""
    return _("{sign} Our own record, for which no outside source is named.").format(sign=OWN)


def foot(briefing: Briefing) -> str:
    return _("Prepared for {reader} on {date}; holds what {reader} may read.").format(
        reader=briefing.reader, date=said(briefing.day.isoformat())
    )
