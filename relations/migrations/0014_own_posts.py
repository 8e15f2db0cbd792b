"""Ask whose a post is by keys alone: a batch of n links no longer reads n times all of them."""

from django.db import migrations

from relations.migrations import _sql


class Migration(migrations.Migration):
    dependencies = [("relations", "0013_feeds_and_digests")]

    operations = [migrations.RunSQL(_sql.OWN_POST_BY_KEY, _sql.OWN_POST_AGAIN)]
