"""Stored files go only to those who may read their record, and only to be kept."""

import uuid

import pytest
from django.core.files.base import ContentFile

from relations.models import Document
from tests import cast


@pytest.fixture
def document(files, db):
    made = Document(
        title="Program",
        file_name="Дастур.html",
        content_type="text/html",
        event=cast.make_event(),
    )
    made.file.save("x", ContentFile(b"<script>alert(1)</script>"), save=False)
    made.save()
    return made


def test_a_document_is_handed_out_to_be_kept(document, reader):
    answer = reader.client.get(f"/documents/{document.pk}/file/")
    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"
    wanted = ("Content-Type", "X-Content-Type-Options", "Content-Security-Policy", "Cache-Control")
    assert [answer[name] for name in wanted] == [
        "text/html",
        "nosniff",
        "default-src 'none'; sandbox",
        "no-store, private",
    ]
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''%D0%94%D0%B0%D1%81%D1%82%D1%83%D1%80.html"
    )


def test_a_document_without_a_name_or_type_goes_under_its_title(document, reader):
    Document.objects.filter(pk=document.pk).update(file_name="", content_type="")
    answer = reader.client.get(f"/documents/{document.pk}/file/")
    answer.close()
    assert answer["Content-Disposition"] == 'attachment; filename="Program"'
    assert answer["Content-Type"] == "application/octet-stream"


def test_its_page_leads_to_the_file(document, reader):
    page = reader.ask(f"/documents/{document.pk}/")
    assert page.links["Download"] == f"/documents/{document.pk}/file/"
    assert page.under("At a glance").startswith("Belongs to Expert forum of Uzbekistan")


def test_a_hidden_document_is_not_there(document, reader, cleared):
    Document.objects.filter(pk=document.pk).update(**cast.restricted())
    address = f"/documents/{document.pk}/file/"
    assert reader.client.get(address).status_code == 404
    answer = cleared.client.get(address)
    answer.close()
    assert answer.status_code == 200


def test_a_document_of_a_hidden_record_is_not_there(document, reader):
    type(document.event).objects.filter(pk=document.event_id).update(**cast.restricted())
    assert reader.client.get(f"/documents/{document.pk}/file/").status_code == 404


def test_a_document_that_never_was_or_lost_its_file_is_not_there(document, reader, files):
    assert reader.client.get(f"/documents/{uuid.uuid4()}/file/").status_code == 404
    (files / document.file.name).unlink()
    assert reader.client.get(f"/documents/{document.pk}/file/").status_code == 404


def test_a_document_without_any_file_is_not_there(reader, files):
    bare = cast.make_document()
    assert reader.client.get(f"/documents/{bare.pk}/file/").status_code == 404


def test_files_are_for_those_with_a_role(document, outsider, client):
    address = f"/documents/{document.pk}/file/"
    assert outsider.client.get(address).status_code == 403
    assert client.get(address)["Location"] == f"/accounts/login/?next={address}"
