"""Controls of forms written without templates say what Django's templates say."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.test.html import parse_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from config.widgets import STEM, WRITTEN, QuickWidgets

CHOICES = [
    ("", "---------"),
    ("a&b", 'Ann "A" <b>'),
    (3, gettext_lazy("yes")),
    ("safe", mark_safe("<i>in</i>")),
    ("Group & <co>", [("g", "in the group"), ("h", "and another")]),
]
CASES = [
    (forms.TextInput({"class": 'a"b', "required": True, "disabled": False}), "x < y & 'z'"),
    (forms.TextInput(), None),
    (forms.NumberInput({"step": 1}), 5),
    (forms.HiddenInput(), "kept"),
    (forms.CheckboxInput(), True),
    (forms.CheckboxInput(), False),
    (forms.TimeInput(format="%H:%M"), "10:00"),
    (forms.Textarea({"rows": 3}), "\none <b>\ntwo"),
    (forms.Textarea(), None),
    (forms.Select({"id": "id_x"}, CHOICES), "a&b"),
    (forms.SelectMultiple(choices=CHOICES), ["a&b", "h"]),
    (forms.CheckboxSelectMultiple({"id": "id_x", "class": "c"}, CHOICES), ["h", 3]),
    (forms.RadioSelect(choices=CHOICES), "safe"),
    # whose template is not among those written
    (forms.NullBooleanSelect(), True),
    (forms.SplitDateTimeWidget(), None),
    (forms.ClearableFileInput(), None),
]


def test_the_forms_of_the_program_are_rendered_so():
    assert isinstance(get_default_renderer(), QuickWidgets)


@pytest.mark.parametrize(
    ("widget", "value"), CASES, ids=lambda one: getattr(one, "input_type", None)
)
def test_a_control_is_as_django_renders_it(widget, value):
    for attrs in ({}, {"id": "own", "aria-label": "say <it>"}):
        quick, usual = (
            widget.render("name<", value, attrs, renderer())
            for renderer in (QuickWidgets, DjangoTemplates)
        )
        assert parse_html(quick) == parse_html(usual)
        assert type(quick) is type(usual)


@pytest.mark.parametrize("name", ["select_option", "checkbox_option", "radio_option"])
def test_an_option_alone_is_as_django_renders_it(name):
    option = {"name": "n", "value": "1 & 2", "label": "<one>", "type": "radio"}
    for more in ({"attrs": {"id": "x<"}, "wrap_label": True}, {"attrs": {}}):
        context = {"widget": {**option, **more}}
        quick, usual = (
            renderer().render(f"{STEM}{name}.html", context)
            for renderer in (QuickWidgets, DjangoTemplates)
        )
        assert parse_html(quick) == parse_html(usual)


def test_every_control_that_is_written_has_a_template_of_django():
    for name in WRITTEN:
        assert DjangoTemplates().get_template(name)
