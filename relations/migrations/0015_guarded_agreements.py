"""Leave agreements of hidden events out of the search before any limit counts them."""

from django.db import migrations

from relations.migrations import _search


class Migration(migrations.Migration):
    dependencies = [("relations", "0014_own_posts")]

    operations = [migrations.RunSQL(_search.FIND_GUARDED, _search.FIND_AGAIN)]
