"""Every page of every noun answers, for each role what it may see."""

import re
from datetime import timedelta

from django.contrib import admin
from django.utils import timezone

from relations import models as m
from relations.admin.tokens import DAYS
from tests.admin.story import record_of, url

# The journal is only read, and a token is made once and never changed.
NOUNS = [model for model in admin.site._registry if model not in (m.Journal, m.Token)]


def test_administrator_opens_every_page(world, enter):
    client = enter(world.administrator)
    answers = {}
    for model in NOUNS:
        record = record_of(world, model)
        for page in ("list", "add"):
            answers[model, page] = client.get(url(model, page)).status_code
        for page in ("change", "history", "delete"):
            answers[model, page] = client.get(url(record, page)).status_code
    closed = {(model, "add"): 403 for model in (m.Place, m.AccountSide, m.AccountParticipant)} | {
        (m.Place, "delete"): 403,
        (m.User, "delete"): 403,
    }
    assert {key: status for key, status in answers.items() if status != 200} == closed


def test_a_token_is_offered_for_a_season(world, enter):
    page = enter(world.administrator).get(url(m.Token, "add"))
    offered = page.context["adminform"].form.initial
    assert offered["scopes"] == "*:read"
    left = offered["expires_at"] - timezone.now()
    assert timedelta(days=DAYS - 1) < left <= timedelta(days=DAYS)
    assert str(m.Tally(who="token 1", minute=1, count=3)) == "token 1: 3"


def test_every_box_that_removes_a_row_says_so(world, enter):
    page = (
        enter(world.administrator).get(url(record_of(world, m.Contact), "change")).content.decode()
    )
    boxes = re.findall(r'<input type="checkbox" name="[a-z_]+-\d+-DELETE"[^>]*>', page)
    assert boxes
    assert [box for box in boxes if 'aria-label="Delete"' not in box] == []
