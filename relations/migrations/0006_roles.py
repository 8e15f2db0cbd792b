"""Make the roles: groups of permissions, the same in every house."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

NOUNS = """account accountinstitution accountname accountparticipant accountplace accountremark
accountside accounttopic addressform agreement agreementparty agreementtopic citation collection
commitment commitmentparty contact contactname contactpoint contacttopic delegation
delegationcountry delegationinstitution document edition editionsource event eventinstitution
eventlink eventmention eventname eventplace eventseries eventtopic figure figuresubject forum
identifier institution institutionname institutiontopic meeting note participantpost
participation participationpost post postsighting probablysame relation relationparty savedview
seriesname sidecountry sideinstitution signatory signing source statement succession
successionpredecessor topic transition""".split()
VOCABULARY = ["place", "eventkind", "team", "membership"]

VIEW = [f"view_{noun}" for noun in [*NOUNS, *VOCABULARY]]
WRITE = [f"{verb}_{noun}" for verb in ("add", "change", "delete") for noun in NOUNS]
ROLES = {
    "reader": [*VIEW, "read_internal"],
    "editor": [*VIEW, *WRITE, "read_internal", "read_journal"],
    "cleared": [*VIEW, "read_internal", "read_restricted", "read_journal"],
    "manager": [
        *VIEW,
        *WRITE,
        *(f"{verb}_{noun}" for verb in ("add", "change", "delete") for noun in VOCABULARY[1:]),
        "read_internal",
        "read_journal",
        "merge_records",
        "import_records",
    ],
    "auditor": [*VIEW, "read_internal", "read_journal", "view_journal"],
}


def make(apps, schema_editor):
    # Permissions are otherwise made after the last migration, too late for the roles.
    config = apps.get_app_config("relations")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    found = {
        permission.codename: permission
        for permission in Permission.objects.filter(content_type__app_label="relations")
    }
    for name, codes in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.set([found[code] for code in codes])


def unmake(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("relations", "0005_event_kinds"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make, unmake)]
