"""Make the index of the search, and the functions that ask it."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

import relations.models.search
from relations.migrations import _search


class Migration(migrations.Migration):
    dependencies = [
        ("relations", "0006_roles"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("contact", "contact"),
                            ("institution", "institution"),
                            ("event", "event"),
                            ("series", "series"),
                            ("agreement", "agreement"),
                            ("topic", "topic"),
                            ("source", "source"),
                        ],
                        max_length=11,
                    ),
                ),
                ("names", models.TextField()),
                ("hints", models.TextField(blank=True)),
                ("signature", relations.models.search.BitField(length=192)),
                ("keys", django.contrib.postgres.search.SearchVectorField()),
                (
                    "confidentiality",
                    models.CharField(
                        choices=[
                            ("public", "public"),
                            ("internal", "internal"),
                            ("restricted", "restricted"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "teams",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
                    ),
                ),
                (
                    "readers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["keys"], name="searchdocument_keys"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("word", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("public", models.BooleanField()),
                (
                    "near",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), size=None
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["near"], name="searchword_near"
                    )
                ],
            },
        ),
        migrations.RunSQL(_search.FIND, _search.DROP_FIND),
        migrations.RunSQL(_search.NEIGHBORS, _search.DROP_NEIGHBORS),
    ]
