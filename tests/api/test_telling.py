"""Rows are told as the usual serializer tells them."""

from datetime import UTC, datetime
from types import SimpleNamespace

from django.utils import timezone
from rest_framework import serializers

from relations.api.telling import Told


def fields():
    return {
        "name": serializers.CharField(source="title"),
        "number": serializers.IntegerField(),
        "open": serializers.BooleanField(read_only=True),
        "at": serializers.DateTimeField(),
        "owner": serializers.CharField(source="by.name", allow_null=True),
        "said": serializers.CharField(read_only=True, allow_null=True),
        "spoken": serializers.CharField(source="called"),
        "days": serializers.ListField(child=serializers.DateField()),
        "whole": serializers.SerializerMethodField(),
    }


def told(base, row):
    shape = type("Shape", (base,), {**fields(), "get_whole": lambda _self, row: type(row).__name__})
    return shape(row).data


class Row(SimpleNamespace):
    title, number, open = "Dialogue", 3, None
    at = datetime(2024, 5, 16, 9, 30, 0, 5, tzinfo=UTC)
    days = (datetime(2024, 5, 16, tzinfo=UTC).date(),)
    by = None

    def called(self):
        return f"the {self.title}"


KEYS = {"title": 7, "number": "8", "at": None, "days": [], "by": {"name": "x"}, "called": "y"}


def test_rows_are_told_as_usual():
    for row in (Row(), Row(by=Row(name="Kim"), said="Yes"), KEYS, {**KEYS, "open": True}):
        assert told(Told, row) == told(serializers.Serializer, row)
    assert told(Told, Row())["at"] == "2024-05-16T14:30:00.000005+05:00"
    with timezone.override("UTC"):
        assert told(Told, Row())["at"] == "2024-05-16T09:30:00.000005Z"
    assert (told(Told, Row())["spoken"], told(Told, Row())["said"]) == ("the Dialogue", None)
    assert "open" not in told(Told, KEYS)
