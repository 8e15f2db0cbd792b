"""Keep the plan by which the index is asked, instead of making it anew with every query."""

from django.db import migrations

from relations.migrations import _search


class Migration(migrations.Migration):
    dependencies = [("relations", "0017_undo")]

    operations = [
        migrations.RunSQL(_search.FIND_BY_WAYS, _search.FIND_AT_ONCE),
        migrations.RunSQL(_search.NEIGHBORS_BY_ONE_PLAN, _search.NEIGHBORS_AGAIN),
    ]
