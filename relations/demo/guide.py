"""Say what was made, who may come in, and where to look."""

from collections.abc import Iterator

from relations.demo.cast import CAST
from relations.demo.world import STORY, Made
from relations.models import Contact, Event


def made(found: Made, *, where: str) -> str:
    return "\n".join([*_made(found), f"Database: {where}."])


def _made(found: Made) -> Iterator[str]:
    if found.reports:
        yield f"{found.reports} real reports loaded."
    if not found.passwords:
        yield "The accounts exist: " + ", ".join(part.username for part in CAST) + "."
        yield "A new password: manage.py changepassword NAME. All anew: manage.py demo --reset."
        return
    yield "Accounts (these passwords are shown this once and kept nowhere):"
    may = {part.username: part.may for part in CAST}
    for username, password in found.passwords.items():
        yield f"  {username:8}  {password}  {may[username]}"


def tour(site: str) -> str:
    """Return the addresses a visit begins with; what a visitor took away is left out."""
    return "\n".join(["", f"Open {site}/ (stop with Ctrl-C). Five things to try:", *_tour(site)])


def _tour(site: str) -> Iterator[str]:
    story = Event.objects.filter(key=STORY, deleted_at=None).first()
    if story is not None:
        yield f"  the meeting it began with    {site}/events/{story.pk}/"
    guest = Contact.objects.filter(key="jeh-sung-hoon", deleted_at=None).first()
    if guest is not None:
        yield f"  a guest and his posts        {site}/contacts/{guest.pk}/"
    yield f"  what the two sides promised  {site}/commitments/"
    yield f"  forums of Central Asia       {site}/forums/?region=143"
    yield f"  the same for programs        {site}/api/v1/docs/"
    yield "Log in as reader, then as cleared: the meeting above has a note only the second sees."
