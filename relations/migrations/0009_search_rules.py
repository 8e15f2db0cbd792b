"""Hold the words of the index to their vocabularies, as those of every other table."""

from django.db import migrations, models
from django.db.models import Q

KINDS = ["contact", "institution", "event", "series", "agreement", "topic", "source"]
LEVELS = ["public", "internal", "restricted"]


class Migration(migrations.Migration):
    dependencies = [
        ("relations", "0008_text_search"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="searchdocument",
            constraint=models.CheckConstraint(
                condition=Q(kind__in=KINDS), name="searchdocument_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="searchdocument",
            constraint=models.CheckConstraint(
                condition=Q(confidentiality__in=LEVELS),
                name="searchdocument_confidentiality_known",
            ),
        ),
    ]
