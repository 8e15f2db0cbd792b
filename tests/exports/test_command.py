"""``manage.py export``: the same file as at every other door, and a clear word on what is wrong."""

import io

import pytest
from django.core.management import CommandError, call_command

from tests import cast
from tests.exports.reading import read_csv, read_ndjson

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _contacts():
    cast.make_post(contact=cast.make_contact(display_name="Jeh"), title="professor")
    cast.make_contact(display_name="Lee", **cast.restricted())


def export(*arguments):
    out = io.StringIO()
    call_command("export", *arguments, stdout=out)
    return out.getvalue()


def test_whoever_runs_the_server_gets_every_row(tmp_path, capfdbinary):
    file = tmp_path / "contacts.csv"
    told = export("contacts", "--sort=-name", "--fields=name", f"--out={file}", "--trailer")
    assert told == f"2 contacts written to {file}\n"
    *lines, end = file.read_bytes().splitlines(keepends=True)
    assert ([row["name"] for row in read_csv(b"".join(lines))], end) == (
        ["Lee", "Jeh"],
        b"# rows=2\n",
    )
    assert list(tmp_path.iterdir()) == [file]


def test_a_users_rows_are_those_the_user_sees(capfdbinary):
    cast.reader()
    export("contacts", "title=professor", "former=1", "--format=ndjson", "--as=reader")
    (row,) = read_ndjson(capfdbinary.readouterr().out)
    assert (row["name"], row["post"]) == ("Jeh", None)


def test_output_may_be_kept_as_text(monkeypatch):
    monkeypatch.setattr("sys.stdout", io.StringIO())
    assert export("contacts", "--fields=name", "--sort=name").splitlines()[1].endswith(",Jeh")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["contacts", "--as=nobody"], "--as: there is no user “nobody”"),
        (["contacts", "country"], "country: write a filter as name=value"),
        (["contacts", "knd=1"], "knd: There is no such filter."),
        (["contacts", "--sort=price"], "--sort: choose from: name"),
        (["contacts", "--fields=price"], "--fields: Choose from: id, name"),
        (["topics", "--format=vcf"], "--format: Choose from: json, csv"),
        (["contacts", "--format=xlsx", "--bom"], "--bom: Only CSV has this."),
    ],
)
def test_what_is_wrong_is_named(arguments, told):
    with pytest.raises(CommandError, match=f"^{told}"):
        export(*arguments)
