"""Every format for every role: each row that may be seen, once, and no other."""

import pytest

from relations.exports.formats import formats_of
from relations.exports.nouns import MODELS
from tests.exports.reading import READERS, export
from tests.house.world import WORD


@pytest.mark.parametrize("noun", MODELS)
def test_every_format_has_each_row_the_reader_may_see(noun, world):
    for role, user in world["users"].items():
        seen = MODELS[noun].objects.visible_to(user)
        ids = sorted(str(pk) for pk in seen.values_list("pk", flat=True))
        for each in formats_of(noun):
            body, rows = export(noun, each.name, user)
            read = READERS[each.name](body)
            assert (role, each.name, rows, len(read)) == (role, each.name, len(ids), len(ids))
            if each.own is None:
                assert sorted(row["id"] for row in read) == ids
            assert (WORD in body.decode(errors="replace")) is (
                each.name != "xlsx" and role in ("cleared", "administrator") and has_words(noun)
            )


def has_words(noun):
    return noun not in ("places", "topics", "kinds")
