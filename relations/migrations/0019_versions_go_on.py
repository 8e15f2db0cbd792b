"""Let a version count on over an undo, so that no number of it ever means two states."""

from django.db import migrations

from relations.migrations import _sql


class Migration(migrations.Migration):
    dependencies = [("relations", "0018_kept_plans")]

    operations = [
        migrations.RunSQL(_sql.STOOD_WHATEVER_VERSION, _sql.STOOD_AGAIN),
        migrations.RunSQL(_sql.STAMP_AND_COUNT_ON, _sql.STAMP_OR_PUT_BACK),
    ]
