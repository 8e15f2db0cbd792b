"""Ask the index for all arms in one plan, and leave out agreements of hidden events in it."""

from django.db import migrations

from relations.migrations import _search


class Migration(migrations.Migration):
    dependencies = [("relations", "0014_own_posts")]

    operations = [migrations.RunSQL(_search.FIND_AT_ONCE, _search.FIND_AGAIN)]
