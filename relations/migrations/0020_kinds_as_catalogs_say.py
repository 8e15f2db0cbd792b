"""Write the kinds of event as the catalogs do: ʻ in Uzbek, and the Korean word for a meeting."""

from django.db import migrations

OKINA, QUOTE = "\u02bb", "\u2018"
UZBEK = {
    "vice_ministerial_meeting": f"vazir o{OKINA}rinbosarlari uchrashuvi",
    "committee_session": f"qo{OKINA}mita majlisi",
    "institutional_change": f"institutsional o{OKINA}zgarish",
}
TEXTS = [
    *((code, "name_uz", text.replace(OKINA, QUOTE), text) for code, text in UZBEK.items()),
    ("meeting", "name_ko", "회의", "면담"),
]


def mend(apps, schema_editor):
    kinds = apps.get_model("relations", "EventKind").objects
    for code, column, old, new in TEXTS:
        # what staff wrote themselves stays
        kinds.filter(code=code, **{column: old}).update(**{column: new})


def unmend(apps, schema_editor):
    kinds = apps.get_model("relations", "EventKind").objects
    for code, column, old, new in TEXTS:
        kinds.filter(code=code, **{column: new}).update(**{column: old})


class Migration(migrations.Migration):
    dependencies = [("relations", "0019_versions_go_on")]

    operations = [migrations.RunPython(mend, unmend)]
