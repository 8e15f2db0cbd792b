"""Make less ready for a search, and keep fewer indexes for it."""

from django.db import migrations

from relations.migrations import _search


class Migration(migrations.Migration):
    dependencies = [("relations", "0021_lists_in_order")]

    operations = [
        migrations.RunSQL(_search.OPEN_AGREEMENT, _search.DROP_OPEN_AGREEMENT),
        migrations.RunSQL(_search.FIND_BRIEFLY, _search.FIND_BY_WAYS),
        migrations.RunSQL(_search.NO_PATTERNS, _search.PATTERNS),
    ]
