import uuid
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.renderers import JSONRenderer
from rest_framework.utils.serializer_helpers import ReturnDict, ReturnList

from relations.api.rendering import QuickJSON
from relations.models import Confidentiality

# Two signs of text are written out by the framework for old browsers that ran JSON as a script.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\u2028\u2029"))
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | TEXT
    | st.dates()
    | st.datetimes(timezones=st.just(UTC))
    | st.uuids(),
    lambda inner: st.lists(inner) | st.dictionaries(TEXT | st.integers(), inner),
    max_leaves=30,
)


@given(VALUES)
def test_writes_what_the_framework_writes(value):
    assert QuickJSON().render(value) == JSONRenderer().render(value)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, b""),
        ({}, b"{}"),
        (ReturnDict({"name": "제성훈"}, serializer=None), '{"name":"제성훈"}'.encode()),
        (ReturnList(["Oʻzbekiston"], serializer=None), '["Oʻzbekiston"]'.encode()),
        ({Confidentiality.INTERNAL: Confidentiality.PUBLIC}, b'{"internal":"public"}'),
        (gettext_lazy("Contact"), b'"Contact"'),
        (2**70, b"1180591620717411303424"),
        (datetime(2023, 12, 15, 9, 30, tzinfo=UTC), b'"2023-12-15T09:30:00Z"'),
        (date(2023, 12, 15), b'"2023-12-15"'),
        (Decimal("120.50"), b"120.5"),
        (uuid.UUID(int=1), b'"00000000-0000-0000-0000-000000000001"'),
    ],
)
def test_writes(value, told):
    assert QuickJSON().render(value) == told


def test_writes_with_an_indent_where_one_is_asked_for():
    asked = "application/json; indent=2"
    assert QuickJSON().render({"a": [1]}, asked) == b'{\n  "a": [\n    1\n  ]\n}'


@pytest.mark.parametrize("value", [object(), {"a": object()}])
def test_refuses_what_is_no_value(value):
    with pytest.raises(TypeError, match="is not JSON serializable"):
        QuickJSON().render(value)
