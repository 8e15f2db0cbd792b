"""Two halves of a small world, one closed, and how a browser fills a form in."""

from html.parser import HTMLParser
from types import SimpleNamespace

from django.contrib.auth.models import Group

from relations import models as m

CANARY = "Zwxqvolk"
"""Stands in every name and text of the closed half, and nowhere else."""


def make_user(name, *roles, staff=True, **values):
    user = m.User.objects.create_user(name, is_staff=staff, **values)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def make_half(word, **level):
    """Make one record of each noun, and rows of most kinds, with a word in every text."""
    place = m.Place.objects.get(alpha2="KR")
    made = SimpleNamespace(place=place)
    made.source = m.Source.objects.create(title=f"{word} Daily", url="https://x.test", **level)
    made.institution = m.Institution.objects.create(
        display_name=f"{word} Institute", country=place, **level
    )
    made.name = m.InstitutionName.objects.create(
        institution=made.institution, text=f"{word} Academy", language="en"
    )
    made.contact = m.Contact.objects.create(display_name=f"{word} Kim", **level)
    made.point = m.ContactPoint.objects.create(
        contact=made.contact, kind="phone", value="+998711234567"
    )
    made.post = m.Post.objects.create(
        contact=made.contact, institution=made.institution, title=f"{word} head", since="2020"
    )
    made.series = m.EventSeries.objects.create(name=f"{word} dialogues", **level)
    made.meeting = make_event("meeting", f"{word} talks", series=made.series, **level)
    made.forum = make_event("forum", f"{word} forum", **level)
    made.edition = m.Edition.objects.create(
        series=made.series, number=1, event=made.forum, status=f"held {word}"
    )
    made.link = m.EventLink.objects.create(
        from_event=made.meeting, to_event=made.forum, kind="continues"
    )
    made.side = m.Delegation.objects.create(event=made.meeting, name=f"{word} side", role="guest")
    m.DelegationCountry.objects.create(delegation=made.side, place=place)
    made.participation = m.Participation.objects.create(
        event=made.meeting, delegation=made.side, contact=made.contact, roles=["chair"], **level
    )
    m.ParticipationPost.objects.create(participation=made.participation, post=made.post)
    _make_outcomes(made, word, level)
    return made


def _make_outcomes(made, word, level):
    """Make what was told, agreed, said and attached."""
    made.account = m.Account.objects.create(
        event=made.meeting,
        source=made.source,
        kind=made.meeting.kind,
        name=f"{word} as told",
        **level,
    )
    made.told_side = m.AccountSide.objects.create(
        account=made.account, delegation=made.side, name=f"{word} told side", role="guest"
    )
    made.told = m.AccountParticipant.objects.create(
        side=made.told_side, participation=made.participation, name=f"{word} K."
    )
    made.agreement = m.Agreement.objects.create(
        title=f"{word} memorandum", event=made.meeting, **level
    )
    m.AgreementParty.objects.create(agreement=made.agreement, institution=made.institution)
    made.signing = m.Signing.objects.create(agreement=made.agreement, date="2024-05-16")
    m.Signatory.objects.create(signing=made.signing, contact=made.contact, post=made.post)
    made.statement = m.Statement.objects.create(
        event=made.meeting, contact=made.contact, text=f"{word} said so", **level
    )
    made.commitment = m.Commitment.objects.create(
        event=made.meeting, statement=made.statement, what=f"{word} will write", **level
    )
    m.CommitmentParty.objects.create(commitment=made.commitment, institution=made.institution)
    made.figure = m.Figure.objects.create(
        indicator=f"{word} trade", value="10", unit="USD", source=made.source, **level
    )
    m.FigureSubject.objects.create(figure=made.figure, institution=made.institution)
    made.relation = m.Relation.objects.create(status=f"{word} partnership", **level)
    m.RelationParty.objects.create(relation=made.relation, institution=made.institution)
    made.note = m.Note.objects.create(event=made.meeting, text=f"{word} minutes", **level)
    made.document = m.Document.objects.create(
        event=made.meeting, title=f"{word} paper", file="documents/x", **level
    )
    other = m.Contact.objects.create(display_name=f"{word} Kym", **level)
    first, second = sorted((made.contact, other), key=lambda one: one.pk)
    made.same = m.ProbablySame.objects.create(contact=first, other_contact=second, why=word)
    m.Citation.objects.create(source=made.source, event=made.meeting, quotation=f"{word} said")


def make_event(code, title, **values):
    kind = m.EventKind.objects.get(code=code)
    return m.Event.objects.create(**{"title": title, "kind": kind, "date": "2024-05-16", **values})


def point(opened, closed):
    """Point from open records to closed ones, by every key that is no guard, and by rows."""
    m.Event.objects.filter(pk=opened.meeting.pk).update(
        part_of=closed.meeting, series=closed.series, edition=3
    )
    m.Institution.objects.filter(pk=opened.institution.pk).update(parent=closed.institution)
    m.EventSeries.objects.filter(pk=opened.series.pk).update(organizer=closed.institution)
    m.Agreement.objects.filter(pk=opened.agreement.pk).update(amends=closed.agreement)
    m.Commitment.objects.filter(pk=opened.commitment.pk).update(
        statement=closed.statement, fulfilled_by=closed.forum
    )
    m.Participation.objects.create(
        event=opened.meeting, contact=closed.contact, delegation=opened.side
    )
    m.DelegationInstitution.objects.create(delegation=opened.side, institution=closed.institution)
    hidden = m.Post.objects.create(
        contact=opened.contact, institution=closed.institution, title=f"{CANARY} fellow"
    )
    m.ParticipationPost.objects.create(participation=opened.participation, post=hidden)
    m.Citation.objects.create(source=closed.source, event=opened.meeting)
    m.EventLink.objects.create(from_event=opened.meeting, to_event=closed.forum, kind="follows_up")
    m.EventInstitution.objects.create(
        event=opened.meeting, institution=closed.institution, role="host"
    )
    for model, values in (
        (m.Note, {"text": f"{CANARY} aside"}),
        (m.Statement, {"text": f"{CANARY} aloud"}),
        (m.Commitment, {"what": f"{CANARY} owes"}),
        (m.Document, {"title": f"{CANARY} scan", "file": "documents/y"}),
    ):
        model.objects.create(
            event=opened.meeting,
            confidentiality="restricted",
            teams=closed.meeting.teams,
            **values,
        )


class Inputs(dict):
    """What a browser would send of a form, and the blank rows it may add."""

    def __init__(self):
        super().__init__()
        self.blank = {}

    def add(self, prefix, **values):
        """Fill in one more row, as the button below a table does."""
        place = int(self[f"{prefix}-TOTAL_FORMS"])
        self[f"{prefix}-TOTAL_FORMS"] = str(place + 1)
        start = f"{prefix}-__prefix__-"
        row = {name.removeprefix(start): v for name, v in self.blank.items() if start in name}
        self.update({f"{prefix}-{place}-{name}": v for name, v in {**row, **values}.items()})
        return self


class _Reader(HTMLParser):
    def __init__(self, form_id):
        super().__init__()
        self.form_id, self.inside = form_id, False
        self.data, self.select, self.text = Inputs(), None, None

    def into(self, name):
        return self.data.blank if "__prefix__" in name else self.data

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.inside = attrs.get("id") == self.form_id
        if not self.inside:
            return
        if tag == "select":
            self.select = (attrs["name"], "multiple" in attrs)
        elif tag == "option" and self.select:
            self._option(attrs)
        elif tag == "textarea":
            self.text = attrs["name"]
            self.into(self.text)[self.text] = ""
        elif tag == "input":
            self._input(attrs)

    def _option(self, attrs):
        name, several = self.select
        if several and "selected" in attrs:
            self.into(name).setdefault(name, []).append(attrs["value"])
        elif not several and ("selected" in attrs or name not in self.into(name)):
            self.into(name)[name] = attrs.get("value", "")

    def _input(self, attrs):
        kind, name = attrs.get("type", "text"), attrs.get("name")
        if kind in ("submit", "file") or not name:
            return
        if kind in ("checkbox", "radio"):
            if "checked" in attrs:
                self.into(name).setdefault(name, []).append(attrs.get("value", "on"))
            return
        self.into(name)[name] = attrs.get("value", "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.text = None

    def handle_data(self, data):
        if self.text:
            self.into(self.text)[self.text] += data.removeprefix("\n")


def inputs(response, model="meeting"):
    """Return what a browser would send if the form were saved as it is shown."""
    reader = _Reader(f"{model}_form")
    reader.feed(response.content.decode())
    return reader.data


def errors(answer):
    """Return every message a refused page shows."""
    shown = [str(one) for one in answer.context["errors"]]
    return [line for one in shown for line in _lines(one)]


def _lines(html):
    return [part.split("</li>")[0] for part in html.split("<li>")[1:]] or [html] * bool(html)


def url(record_or_model, page="change"):
    """Return the address of a page of a record, or of a model."""
    model = record_or_model if isinstance(record_or_model, type) else type(record_or_model)
    base = f"/admin/relations/{model._meta.model_name}/"
    if isinstance(record_or_model, type):
        return base + {"list": "", "add": "add/"}[page]
    return f"{base}{record_or_model.pk}/{page}/"


def record_of(world, model):
    """Return an open record of a noun."""
    records = [*vars(world.opened).values(), *vars(world.vocabulary).values(), world.reader]
    if model in (m.Meeting, m.Forum):
        return model.objects.get(pk=getattr(world.opened, model._meta.model_name).pk)
    return next(record for record in records if type(record) is model)
