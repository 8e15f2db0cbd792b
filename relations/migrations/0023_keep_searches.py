"""Keep the index of the search by a function, whose plans are kept from one act to the next."""

from django.db import migrations

from relations.migrations import _search


class Migration(migrations.Migration):
    dependencies = [("relations", "0022_brief_searches")]

    operations = [migrations.RunSQL(_search.KEEP, _search.DROP_KEEP)]
