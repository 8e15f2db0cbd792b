"""Stamp every record and write every change of every domain table into the journal."""

from django.db import migrations

from relations.migrations import _sql

# Every table of the domain at this migration, and the columns the database derives in it.
STAMPED = {
    "relations_account": ["date_span"],
    "relations_agreement": ["due_span", "in_force_span", "until_span"],
    "relations_collection": [],
    "relations_commitment": ["due_span", "fulfilled_span"],
    "relations_contact": [],
    "relations_delegation": [],
    "relations_document": [],
    "relations_edition": ["date_span"],
    "relations_event": ["date_span"],
    "relations_eventkind": [],
    "relations_eventlink": [],
    "relations_eventseries": [],
    "relations_figure": ["period_span"],
    "relations_institution": [],
    "relations_note": [],
    "relations_participation": [],
    "relations_place": [],
    "relations_post": ["since_span", "held_span"],
    "relations_probablysame": [],
    "relations_relation": ["since_span", "until_span"],
    "relations_savedview": [],
    "relations_source": ["published_span"],
    "relations_statement": [],
    "relations_succession": ["date_span"],
    "relations_team": [],
    "relations_topic": [],
}
LINKS = [
    "relations_accountinstitution",
    "relations_accountname",
    "relations_accountparticipant",
    "relations_accountplace",
    "relations_accountremark",
    "relations_accountside",
    "relations_accounttopic",
    "relations_addressform",
    "relations_agreementparty",
    "relations_agreementtopic",
    "relations_citation",
    "relations_commitmentparty",
    "relations_contactname",
    "relations_contactpoint",
    "relations_contacttopic",
    "relations_delegationcountry",
    "relations_delegationinstitution",
    "relations_editionsource",
    "relations_eventinstitution",
    "relations_eventmention",
    "relations_eventname",
    "relations_eventplace",
    "relations_eventtopic",
    "relations_figuresubject",
    "relations_identifier",
    "relations_institutionname",
    "relations_institutiontopic",
    "relations_membership",
    "relations_participantpost",
    "relations_participationpost",
    "relations_postsighting",
    "relations_relationparty",
    "relations_seriesname",
    "relations_sidecountry",
    "relations_sideinstitution",
    "relations_signatory",
    "relations_signing",
    "relations_successionpredecessor",
    "relations_transition",
]


class Migration(migrations.Migration):
    dependencies = [("relations", "0002_rules")]

    operations = [
        migrations.RunSQL(_sql.KEEP_JOURNAL, _sql.DROP_KEEP_JOURNAL),
        migrations.RunSQL(_sql.JOURNAL, _sql.DROP_JOURNAL),
        migrations.RunSQL(_sql.STAMP, _sql.DROP_STAMP),
        migrations.RunSQL(_sql.STATISTICS, _sql.DROP_STATISTICS),
        *(
            migrations.RunSQL(*_sql.stamp_trigger(table, derived))
            for table, derived in STAMPED.items()
        ),
        *(migrations.RunSQL(*_sql.journal_triggers(table)) for table in [*STAMPED, *LINKS]),
    ]
