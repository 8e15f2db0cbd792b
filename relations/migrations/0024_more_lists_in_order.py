"""Keep four more nouns in the order of their lists, each guarded by several others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("relations", "0023_keep_searches")]

    operations = [
        migrations.AddIndex(
            "commitment", models.Index(fields=["due_span", "id"], name="commitment_by_due")
        ),
        migrations.AddIndex(
            "agreement", models.Index(fields=["until_span", "id"], name="agreement_by_until")
        ),
        migrations.AddIndex(
            "document", models.Index(fields=["title", "id"], name="document_by_title")
        ),
        migrations.AddIndex(
            "note",
            models.Index(
                models.F("created_at").desc(nulls_last=True),
                models.F("id").desc(),
                name="note_by_creation",
            ),
        ),
    ]
