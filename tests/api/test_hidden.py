"""What a reader may not see changes no byte of any list or record."""

import uuid

from relations.exports.nouns import MODELS
from tests import cast
from tests.filters.hidden import hide


def everything(ask, world):
    """Return every list and every record that a reader can come by, as they were answered."""
    found = {}
    for noun, model in MODELS.items():
        rows = model.objects.visible_to(world.reader)[:3]
        for address in (f"{noun}/", *(f"{noun}/{row.pk}/" for row in rows)):
            found[address] = ask.response(address).content
    return found


def test_what_is_hidden_changes_no_byte_of_any_answer(ask, world, ask_as):
    before = everything(ask, world)
    hidden = hide(world)
    assert everything(ask, world) == before
    insider = ask_as(cast.cleared())
    for row in hidden:
        noun = next(noun for noun, model in MODELS.items() if model is type(row))
        assert insider(f"{noun}/{row.pk}/")["id"] == str(row.pk)
        missing = ask(f"{noun}/{uuid.uuid4()}/", status=404)
        assert ask(f"{noun}/{row.pk}/", status=404) == missing
    lists = [f"{noun}/" for noun in MODELS]
    changed = [address for address in lists if insider.response(address).content != before[address]]
    assert len(changed) > 10
