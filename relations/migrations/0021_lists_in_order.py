"""Keep contacts and events in the order of their lists, so that none is sorted for one page."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("relations", "0020_kinds_as_catalogs_say")]

    operations = [
        migrations.AddIndex(
            "contact", models.Index(fields=["display_name", "id"], name="contact_by_name")
        ),
        migrations.AddIndex(
            "event",
            models.Index(models.F("date_span").desc(nulls_last=True), name="event_by_date"),
        ),
    ]
