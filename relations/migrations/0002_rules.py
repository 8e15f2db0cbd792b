"""Rules the database keeps: no circles, sides of their own event, posts of their own contact."""

from django.db import migrations

from relations.migrations import _sql

TREES = [
    ("relations_institution", "parent_id"),
    ("relations_place", "parent_id"),
    ("relations_topic", "parent_id"),
    ("relations_event", "part_of_id"),
    ("relations_agreement", "replaces_id"),
    ("relations_agreement", "amends_id"),
]
ORDERING = "{continues,follows_up,next_edition,result_of,implements,replaces}"
PARTS = "{part_of}"


class Migration(migrations.Migration):
    dependencies = [("relations", "0001_initial")]

    operations = [
        migrations.RunSQL(_sql.NO_CIRCLE, _sql.DROP_NO_CIRCLE),
        *(migrations.RunSQL(*_sql.circle_trigger(table, column)) for table, column in TREES),
        migrations.RunSQL(_sql.NO_LINK_CIRCLE, _sql.DROP_NO_LINK_CIRCLE),
        *(
            migrations.RunSQL(
                f"CREATE CONSTRAINT TRIGGER relations_eventlink_{name}_no_circle "
                "AFTER INSERT OR UPDATE ON relations_eventlink "
                "FOR EACH ROW "
                f"EXECUTE FUNCTION relations_no_link_circle('{kinds}')",
                f"DROP TRIGGER relations_eventlink_{name}_no_circle ON relations_eventlink",
            )
            for name, kinds in (("order", ORDERING), ("part", PARTS))
        ),
        migrations.RunSQL(_sql.OWN_POST, _sql.DROP_OWN_POST),
        *(migrations.RunSQL(*pair) for pair in _sql.OWN_POST_TRIGGERS),
        *(migrations.RunSQL(*pair) for pair in _sql.SIDE_OF_EVENT),
    ]
