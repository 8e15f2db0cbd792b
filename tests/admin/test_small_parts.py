"""Parts of the admin that no page of the story comes by."""

from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib import admin
from django.core import checks
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from relations.admin.contacts import e164
from relations.admin.fields import LinkField, in_words
from relations.admin.forms import NounForm
from relations.admin.visible import links
from relations.models import Event, Topic, User
from tests import cast


def test_the_system_checks_find_nothing():
    house = [apps.get_app_config("relations")]
    assert checks.run_checks(app_configs=house, tags=[checks.Tags.admin]) == []


def test_a_number_the_database_counts_has_no_field():
    page = admin.site._registry[Event]
    table = page.inlines[0](Event, admin.site)
    field = User._meta.get_field("id")
    assert table.formfield_for_dbfield(field, RequestFactory().get("/")) is None
    assert page.formfield_for_dbfield(field, RequestFactory().get("/")) is None


@pytest.mark.parametrize("text", ["+9981", "+998 71 123 45 67 89", "71 123 45 67", "a"])
def test_what_is_no_number_of_a_country_is_refused(text):
    with pytest.raises(ValidationError, match="Write the number with the code of its country"):
        e164(text)


def test_a_field_a_model_lacks_brings_nothing():
    assert list(links(Event, ["nonsense"], cast.anonymous())) == []


def test_records_are_put_into_words():
    topic = Topic(name_en="water")
    field = LinkField(Topic.objects.none())
    assert field.label_from_instance(topic) == "water"
    assert in_words(field, topic) == "water"
    assert in_words(field, [topic, Topic(name_en="trade")]) == "water, trade"


def test_a_hidden_field_that_was_filled_stays():
    form = SimpleNamespace(
        hidden=["a", "b"],
        cleaned_data={"a": 1, "b": ""},
        stale=False,
        changed_data=[],
        page=SimpleNamespace(refusals={}),
        prefix=None,
    )
    assert NounForm.clean(form) == {"a": 1}


def test_a_field_with_an_error_is_told_no_other():
    told = []
    form = SimpleNamespace(
        fields={"name": None, "date": None},
        has_error=lambda place: place == "name",
        add_error=lambda place, _messages: told.append(place),
    )
    NounForm.refuse(form, ValidationError({"name": ["a"], "date": ["b"], "other": ["c"]}))
    assert told == ["date", None]


def test_what_the_model_refuses_stands_on_the_form():
    found = []
    form = SimpleNamespace(
        _get_validation_exclusions=set,
        _meta=SimpleNamespace(model=Topic, fields=(), exclude=None),
        instance=Topic(),
        cleaned_data={},
        fields={},
        _update_errors=found.append,
    )
    NounForm._post_clean(form)
    assert [sorted(error.error_dict) for error in found] == [["name_en"]]
