"""Let what is put back as it stood keep the stamps it had, so that an undo leaves no trace in it."""

from django.db import migrations

from relations.migrations import _sql


class Migration(migrations.Migration):
    dependencies = [("relations", "0016_patient_statistics")]

    operations = [
        migrations.RunSQL(_sql.STOOD, _sql.DROP_STOOD),
        migrations.RunSQL(_sql.STAMP_OR_PUT_BACK, _sql.STAMP_AGAIN),
    ]
