"""A small world with two partners, a few meetings and, if wanted, what a reader may not see."""

from datetime import timedelta
from types import SimpleNamespace

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.test import RequestFactory
from django.utils import timezone

from relations import models
from relations.exports.nouns import MODELS
from relations.filters import FILTERS
from tests import cast


def filters_for(noun, query="", *, user=None):
    request = RequestFactory().get("/")
    request.user = user or AnonymousUser()
    rows = MODELS[noun].objects.visible_to(request.user)
    return FILTERS[noun](data=QueryDict(query), queryset=rows, request=request)


def in_days(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


class World(SimpleNamespace):
    """Rows by short labels, and a way to ask for them by label."""

    def ask(self, noun, query, *, user=None):
        """Return the labels a query finds, or its errors by parameter."""
        ids = {label: getattr(row, "pk", row) for label, row in vars(self).items()}
        found = filters_for(noun, query.format_map(ids), user=user or self.reader)
        if found.errors:
            return {name: list(messages) for name, messages in found.errors.items()}
        labels = {row.pk: label for label, row in vars(self).items() if hasattr(row, "pk")}
        return {labels.get(pk, str(pk)) for pk in found.qs.values_list("pk", flat=True)}

    def answers(self, noun, queries):
        return {query: self.ask(noun, query) for query in queries}


def build():
    w = World(reader=cast.reader(), uz=cast.place("UZ"), kr=cast.place("KR"), kz=cast.place("KZ"))
    w.asia = cast.place("142")
    topics(w)
    institutions(w)
    contacts(w)
    sources(w)
    forum(w)
    talks(w)
    others(w)
    promises(w)
    told(w)
    return w


def topics(w):
    w.economy = cast.make_topic(name_en="economy", name_ru="экономика")
    w.energy = cast.make_topic(name_en="energy", parent=w.economy)
    w.climate = cast.make_topic(name_en="climate change")


def institutions(w):
    w.isrs = cast.make_institution(country=w.uz, city="Tashkent", owner=w.reader)
    models.InstitutionName.objects.create(institution=w.isrs, text="ИСМИ", kind="acronym")
    w.kiep = cast.make_institution(display_name=cast.KIEP, kind="think_tank", country=w.kr)
    w.center = cast.make_unit(parent=w.kiep, display_name="Center for Eurasia")
    w.hufs = cast.make_institution(display_name=cast.HUFS, kind="university", country=w.kr)
    w.nisi = cast.make_institution(display_name="NISI", status="dormant", country=w.kz)
    w.un = cast.make_institution(display_name="UN", kind="international_organization")
    models.InstitutionTopic.objects.create(institution=w.kiep, topic=w.energy)
    models.Identifier.objects.create(scheme="ror", value="1ab", institution=w.kiep)


def contacts(w):
    w.park = cast.make_contact(display_name=cast.PARK, languages=["ko", "ru"], owner=w.reader)
    w.jeh = cast.make_contact(display_name=cast.JEH, confidentiality="public")
    w.lee = cast.make_contact(display_name=cast.LEE, do_not_contact=True)
    w.own = cast.make_contact(display_name="Our Director", deceased=True)
    models.ContactName.objects.create(contact=w.park, text="박정호", kind="original")
    models.ContactTopic.objects.create(contact=w.park, topic=w.energy)
    w.park_center = cast.make_post(
        contact=w.park, institution=w.center, title="Head", since="2020", title_ko="센터장"
    )
    w.park_hufs = cast.make_post(contact=w.park, institution=w.hufs, until="2021")
    w.jeh_hufs = cast.make_post(contact=w.jeh, institution=w.hufs, since="2015-03", primary=True)
    w.lee_kiep = cast.make_post(contact=w.lee, institution=w.kiep, until="2024-02", acting=True)
    w.lee_un = cast.make_post(contact=w.lee, institution=w.un, since="2024-05", title="Adviser")
    w.own_isrs = cast.make_post(contact=w.own, institution=w.isrs, title="Director")
    w.jeh_error = cast.make_post(contact=w.jeh, institution=w.kiep, entered_in_error=True)
    w.own_un = cast.make_post(contact=w.own, institution=w.un, title="Observer")
    models.PostSighting.objects.create(post=w.own_un, seen="2020", former=True)


def sources(w):
    w.reports = models.Collection.objects.create(name="reports")
    w.paper = cast.make_source(title="Experts in Tashkent", collection=w.reports)
    w.site = cast.make_source(
        title="Форум", publisher="MFA", language="ru", kind="official", published="2024-05-17",
        url="https://mfa.example/1",
    )  # fmt: skip


def take_part(event, contact, *posts, side=None, **values):
    taken = cast.make_participation(event=event, contact=contact, delegation=side, **values)
    for post in posts:
        models.ParticipationPost.objects.create(
            participation=taken, post=post, former=post.until == "2021"
        )
    return taken


def side(event, name, role, *, countries=(), bodies=()):
    made = cast.make_delegation(event=event, name=name, role=role)
    for place in countries:
        models.DelegationCountry.objects.create(delegation=made, place=place)
    for body in bodies:
        models.DelegationInstitution.objects.create(delegation=made, institution=body)
    return made


def forum(w):
    w.series = cast.make_series(organizer=w.isrs, first_year=2021)
    models.SeriesName.objects.create(series=w.series, text="Экспертный форум")
    w.forum = cast.make_event(
        series=w.series, edition=3, level="expert", format="hybrid", languages=["en"]
    )
    cast.make_event_place(event=w.forum)
    models.EventTopic.objects.create(event=w.forum, topic=w.energy)
    cast.make_host(event=w.forum, institution=w.isrs)
    cast.make_host(event=w.forum, institution=w.un, role="supporter")
    w.forum_uz = side(w.forum, "Uzbek side", "host", countries=[w.uz], bodies=[w.isrs])
    w.forum_kr = side(w.forum, "Korean side", "guest", countries=[w.kr], bodies=[w.hufs])
    w.forum_own = take_part(w.forum, w.own, w.own_isrs, side=w.forum_uz, roles=["moderator"])
    w.forum_jeh = take_part(w.forum, w.jeh, w.jeh_hufs, side=w.forum_kr)
    w.forum_lee = take_part(w.forum, w.lee, w.lee_kiep, side=w.forum_kr, attendance="online")


def talks(w):
    w.talks = cast.make_event(
        of="bilateral_talks", title="Meeting with the delegation", date="2024-05-16", owner=w.reader
    )
    models.EventName.objects.create(event=w.talks, text="Переговоры")
    models.EventTopic.objects.create(event=w.talks, topic=w.climate)
    cast.make_host(event=w.talks, institution=w.isrs)
    cast.make_host(event=w.talks, institution=w.hufs, role="co_organizer")
    w.talks_uz = side(w.talks, "Uzbek side", "host", countries=[w.uz], bodies=[w.isrs])
    w.talks_kr = side(w.talks, "Korean side", "guest", countries=[w.kr], bodies=[w.kiep])
    w.talks_park = take_part(w.talks, w.park, w.park_center, w.park_hufs, side=w.talks_kr)
    w.talks_jeh = take_part(w.talks, w.jeh, w.jeh_hufs, roles=["mentioned"])
    w.link = cast.make_link(from_event=w.talks, to_event=w.forum, basis="inferred")


def others(w):
    w.visit = cast.make_event(
        title="Visit", of="delegation_visit", date="2025", status="planned", part_of=w.talks,
    )  # fmt: skip
    cast.make_event_place(event=w.visit, city="Astana", country=w.kz)
    cast.make_host(event=w.visit, institution=w.nisi)
    cast.make_host(event=w.visit, institution=w.un, role="sponsor")
    w.visit_lee = take_part(w.visit, w.lee, w.lee_un, attendance="invited")
    w.table = cast.make_event(title="Round table", of="round_table", date="")
    w.table_kz = side(w.table, "Guests", "third_party", countries=[w.kz])


def promises(w):
    shared = {"event": w.forum, "delegation": w.forum_kr, "topic": w.energy}
    w.request = cast.make_statement(kind="request", text="To sell energy.", **shared)
    w.position = cast.make_statement(
        event=w.talks, contact=w.park, kind="position", speaker="both sides"
    )
    w.ours = cast.make_commitment(
        event=w.forum, direction="ours", due=in_days(-1), state="pledged", owner=w.reader
    )
    w.theirs = cast.make_commitment(
        event=w.talks, direction="theirs", due=in_days(10), kind="request", statement=w.position
    )
    w.done = cast.make_commitment(
        event=w.forum, status="fulfilled", due="2024", fulfilled_on="2024-05", fulfilled_by=w.talks
    )
    party = models.CommitmentParty.objects.create
    party(commitment=w.ours, institution=w.isrs, role="owes")
    party(commitment=w.ours, institution=w.center, role="owed")
    party(commitment=w.theirs, place=w.kr)
    party(commitment=w.theirs, contact=w.park)
    w.memo = cast.make_agreement(
        event=w.talks, state="signed", until=in_days(30), due="2026", renewal="none", notice_days=20
    )
    w.old = cast.make_agreement(title="Old", in_force="2010", until="2015", kind="road_map")
    w.tacit = cast.make_agreement(
        title="Tacit", in_force="2010", until="2015", renewal="tacit", replaces=w.old
    )
    w.draft = cast.make_agreement(title="Draft", in_force="", amends=w.memo)
    w.ended = cast.make_agreement(title="Ended", status="terminated", until=in_days(5))
    w.coming = cast.make_agreement(title="Coming", in_force=in_days(5))
    cast.make_signing(agreement=w.coming, event=w.talks)
    models.AgreementParty.objects.create(agreement=w.memo, institution=w.center)
    models.AgreementParty.objects.create(agreement=w.old, place=w.kz)
    models.AgreementTopic.objects.create(agreement=w.memo, topic=w.energy)


def told(w):
    w.first = cast.make_account(event=w.forum, source=w.paper, precision="month")
    w.second = cast.make_account(
        event=w.forum, source=w.site, precision="day", date="2023-12-06", tense="before",
        name="Форум", head_count=60, level="expert", format="online",
    )  # fmt: skip
    models.AccountRemark.objects.create(account=w.second, code="names_differ")
    models.AccountName.objects.create(account=w.second, text="Круглый стол")
    models.Citation.objects.create(source=w.site, event=w.talks)
    w.agreed = cast.make_agreement(title="Agreed", account=w.second, in_force="2024")
    w.trade = cast.make_figure(source=w.paper, account=w.first, qualifier="more_than")
    w.visits = cast.make_figure(indicator="visits", value=12, unit="people", period="")
    models.FigureSubject.objects.create(figure=w.trade, place=w.kr)
    models.FigureSubject.objects.create(figure=w.visits, institution=w.center)
    w.special = cast.make_relation(source=w.paper, account=w.first)
    w.bodies = cast.make_relation(
        status="partners", kind="institutional_relation", since="2010", until="2020"
    )
    models.RelationParty.objects.create(relation=w.special, place=w.uz)
    models.RelationParty.objects.create(relation=w.bodies, institution=w.kiep)
    w.program = cast.make_document(event=w.forum, language="en", content_type="application/pdf")
    w.text = cast.make_document(agreement=w.memo, title="Text", file_name="memo.docx")
    w.photo = cast.make_document(institution=w.isrs, title="Photo")
    w.card = cast.make_document(contact=w.park, title="Card")
    w.minutes = cast.make_note(event=w.forum)
    w.remark = cast.make_note(contact=w.park, text="Speaks Russian")
    w.advice = cast.make_note(institution=w.kiep, text="Write early")
    w.clause = cast.make_note(agreement=w.memo, text="Mind the notice")
