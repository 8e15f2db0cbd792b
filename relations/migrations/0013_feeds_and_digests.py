"""Let each person have a private calendar, and remember the day of the last mail."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("relations", "0012_changes")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="calendar_hash",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="SHA-256 of the secret in the address of the private calendar",
                max_length=64,
                null=True,
                unique=True,
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="digested_on",
            field=models.DateField(
                blank=True,
                editable=False,
                help_text="Day of the last mail on what is due",
                null=True,
            ),
        ),
    ]
