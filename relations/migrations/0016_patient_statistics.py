"""Look at the tables that autovacuum is at last, instead of waiting for one after the other."""

from django.db import migrations

from relations.migrations import _sql


class Migration(migrations.Migration):
    dependencies = [("relations", "0015_find_at_once")]

    operations = [migrations.RunSQL(_sql.PATIENT_STATISTICS, _sql.STATISTICS_AGAIN)]
