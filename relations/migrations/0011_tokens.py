"""Keep personal tokens and count the requests made with them."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import relations.models.base

# The moment of the latest use is no event worth an entry a minute.
JOURNAL = (
    "CREATE TRIGGER relations_journal_rows AFTER INSERT OR DELETE ON relations_token "
    "FOR EACH ROW EXECUTE FUNCTION relations_write_journal(); "
    "CREATE TRIGGER relations_journal_changes AFTER UPDATE ON relations_token "
    "FOR EACH ROW WHEN (to_jsonb(OLD) - 'last_used_at' IS DISTINCT FROM "
    "to_jsonb(NEW) - 'last_used_at') EXECUTE FUNCTION relations_write_journal()"
)
NO_JOURNAL = (
    "DROP TRIGGER relations_journal_changes ON relations_token; "
    "DROP TRIGGER relations_journal_rows ON relations_token"
)


class Migration(migrations.Migration):
    dependencies = [("relations", "0010_submissions")]

    operations = [
        migrations.CreateModel(
            name="Token",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=relations.models.base.Uuid7(),
                        default=relations.models.base.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("hint", models.CharField(editable=False, max_length=12)),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=None
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("expires_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(editable=False, null=True)),
                ("revoked_at", models.DateTimeField(editable=False, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tokens",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ["-created_at", "pk"]},
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("who", models.CharField(max_length=60)),
                ("minute", models.BigIntegerField()),
                ("count", models.PositiveIntegerField(default=1)),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("who", "minute"), name="tally_once")
                ],
            },
        ),
        migrations.RunSQL(JOURNAL, NO_JOURNAL),
    ]
