"""The pages of tellings and of attendance."""

from typing import Any

from django.utils.translation import gettext as _

from relations.models import Account, Participation
from relations.views.detail import NounDetail


class AccountDetail(NounDetail):
    """One source's telling; what it says of figures and promises stands with the event."""

    noun = "accounts"
    template_name = "relations/account.html"

    def own(self, record: Account) -> dict[str, Any]:
        return {
            "names": list(record.accountnames.all()),
            "remarks": list(record.accountremarks.all()),
            "topics": [link.topic for link in record.accounttopics.select_related("topic")],
        }


class ParticipationDetail(NounDetail):
    noun = "participations"

    def heading(self, record: Participation) -> str:
        return _("%(contact)s at %(event)s") % {
            "contact": record.contact.display_name,
            "event": record.event.title,
        }
