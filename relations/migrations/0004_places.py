"""Load the countries and regions of the world from library data (ISO 3166-1, UN M49, CLDR)."""

from django.db import migrations

from relations.geography import rows


def load(apps, schema_editor):
    Place = apps.get_model("relations", "Place")
    by_code = {}
    for row in rows():
        by_code[row.code] = Place(
            m49=row.m49 or None,
            alpha2=row.alpha2 or None,
            alpha3=row.alpha3 or None,
            kind=row.kind,
            parent=by_code[row.parent] if row.parent else None,
            **{f"name_{language}": name for language, name in row.names.items()},
        )
    Place.objects.bulk_create(by_code.values())


def unload(apps, schema_editor):
    # A plain DELETE: looking for what points here would ask models of another state of the app.
    Place = apps.get_model("relations", "Place")
    Place.objects.all()._raw_delete(schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("relations", "0003_journal")]

    operations = [migrations.RunPython(load, unload)]
