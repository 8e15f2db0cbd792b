"""Hold the levels of long lists in an index, so that counting them reads no rows."""

from django.db import migrations, models


def by_level(model: str) -> migrations.AddIndex:
    return migrations.AddIndex(
        model,
        models.Index(
            fields=["confidentiality"],
            condition=models.Q(deleted_at__isnull=True),
            name=f"{model}_by_level",
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("relations", "0024_more_lists_in_order")]

    operations = [by_level("contact"), by_level("event"), by_level("institution")]
