import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.migrations.writer import MigrationWriter
from django.db.models import F, Value
from django.test.utils import isolate_apps
from django.utils import timezone
from rest_framework import serializers

from relations.dates.edtf import parse
from relations.dates.fields import EdtfField, EdtfFormField

pytestmark = pytest.mark.django_db


def bare(date):
    @isolate_apps("django.contrib.contenttypes")
    def made():
        class Bare(models.Model):
            when = EdtfField("day of it")

            class Meta:
                app_label = "contenttypes"

            def __str__(self):
                return self.when

        return Bare(when=date)

    return made()


def test_full_clean_stores_canonical_text():
    instance = bare("2024/2024")
    instance.full_clean()
    assert instance.when == "2024"


def test_full_clean_takes_a_parsed_date():
    instance = bare(parse("2023-12~"))
    instance.full_clean()
    assert instance.when == "2023-12~"


def test_full_clean_takes_an_unknown_date():
    instance = bare("")
    instance.full_clean()
    assert instance.when == ""


def test_full_clean_names_what_is_wrong():
    with pytest.raises(ValidationError) as caught:
        bare("2023-13").full_clean()
    assert caught.value.message_dict == {"when": ["There is no month 13."]}
    assert caught.value.error_dict["when"][0].code == "month"


def test_save_stores_canonical_text(dated):
    instance = dated.objects.create(date=parse("2023-12~"))
    assert instance.date == "2023-12~"
    instance.date = "2024-05/2024-05"
    instance.save()
    assert instance.date == "2024-05"
    assert dated.objects.values_list("date", flat=True).get() == "2024-05"


def test_unknown_date_is_the_default(dated):
    instance = dated.objects.create()
    instance.refresh_from_db()
    assert (instance.date, instance.date_span) == ("", None)


@pytest.mark.parametrize("bad", ["May 2024", "2023-02-30", "2024-05-16/2024-05-15"])
def test_every_way_of_writing_refuses(dated, bad):
    instance = dated.objects.create(date="2024")
    instance.date = bad
    writers = [
        lambda: dated.objects.create(date=bad),
        lambda: dated.objects.bulk_create([dated(date=bad)]),
        lambda: dated.objects.bulk_update([instance], ["date"]),
        lambda: dated.objects.update(date=bad),
        instance.save,
    ]
    for write in writers:
        with pytest.raises(ValidationError), transaction.atomic():
            write()
    assert list(dated.objects.values_list("date", flat=True)) == ["2024"]


def test_expressions_pass(dated):
    instance = dated.objects.create(date=Value("2024"))
    dated.objects.update(date=F("date"))
    instance.refresh_from_db()
    assert instance.date == "2024"


def test_filters_by_text_and_by_date(dated):
    dated.objects.create(date="2024-05-16")
    assert dated.objects.filter(date="2024-05-16/2024-05-16").count() == 1
    assert dated.objects.filter(date=parse("2024-05-16")).count() == 1
    assert dated.objects.filter(date__startswith="2024-").count() == 1
    with pytest.raises(ValidationError):
        dated.objects.filter(date="16 May 2024")


def test_migrations_write_the_field():
    assert MigrationWriter.serialize(EdtfField()) == (
        "relations.dates.fields.EdtfField(blank=True, default='', max_length=40)",
        {"import relations.dates.fields"},
    )


def test_deconstruct_keeps_what_was_asked():
    field = EdtfField("held on", blank=False, max_length=50)
    _name, path, args, kwargs = field.deconstruct()
    assert (path, args) == ("relations.dates.fields.EdtfField", [])
    assert kwargs == {"verbose_name": "held on", "blank": False, "default": "", "max_length": 50}


def test_form_field_reads_words():
    field = EdtfFormField()
    assert field.clean(" 11–13 June 2024 ") == "2024-06-11/2024-06-13"
    assert field.clean("2023-yil dekabr") == "2023-12"
    assert field.clean("today") == timezone.localdate().isoformat()


def test_form_field_may_be_left_empty():
    assert EdtfFormField(required=False).clean("  ") == ""
    with pytest.raises(ValidationError) as caught:
        EdtfFormField().clean("")
    assert caught.value.messages == ["This field is required."]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("16 May", "year_missing"),
        ("late 2023", "vague"),
        ("\0", "not_read"),
        ("9" * 10_000, "long"),
        ("2023-13", "month"),
    ],
)
def test_form_field_names_what_is_wrong(typed, code):
    with pytest.raises(ValidationError) as caught:
        EdtfFormField().clean(typed)
    assert [error.code for error in caught.value.error_list] == [code]


def test_model_form_takes_longer_words_than_the_column_and_shows_what_is_stored():
    model = type(bare("2023-12"))
    form_class = forms.modelform_factory(model, fields=["when"])
    form = form_class({"when": "from about 30 November 2023 to about 2 December 2024"})
    assert form.is_valid()
    assert form.cleaned_data == {"when": "2023-11-30~/2024-12-02~"}
    assert str(form_class(instance=bare("2023-12"))["when"]) == (
        '<input type="text" name="when" value="2023-12" maxlength="100" id="id_when">'
    )


def test_form_sees_no_change_in_other_words():
    assert not EdtfFormField().has_changed("2023-12", "December 2023")
    assert EdtfFormField().has_changed("2023-12", "December 2024")


def test_serializer_refuses_with_the_same_message():
    class BareSerializer(serializers.ModelSerializer):
        class Meta:
            model = type(bare(""))
            fields = ["when"]

    serializer = BareSerializer(data={"when": "2023-13"})
    assert not serializer.is_valid()
    assert serializer.errors == {"when": ["There is no month 13."]}
    assert BareSerializer(data={"when": ""}).is_valid()
    assert BareSerializer(data={"when": "2023-12~"}).is_valid()
