"""Find the place in the feed of changes at once, however long a transaction was."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("relations", "0011_tokens")]

    operations = [
        migrations.RemoveIndex(model_name="journal", name="journal_transaction"),
        migrations.AddIndex(
            model_name="journal",
            index=models.Index(fields=["transaction", "id"], name="journal_transaction"),
        ),
    ]
