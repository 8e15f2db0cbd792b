"""The pages of contacts and posts."""

import pytest
from django.utils import timezone

from relations import models as m
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact():
    person = cast.make_contact(
        display_name="Eldor Aripov", biography="An economist.", deceased=True, do_not_contact=True
    )
    for order, (text, script, language, kind) in enumerate(
        [
            ("아리포프", "Hang", "ko", "as_printed"),
            ("Эльдор Арипов", "Cyrl", "", "original"),
            ("Aripov E. T.", "Latn", "uz-Latn", "alias"),
            ("아리포프 E.", "Hang+Latn", "", "alias"),
            ("Aripov", None, "", "short"),
            ("Eldor Aripov", "Cyrl", "", "alias"),
        ]
    ):
        m.ContactName.objects.create(
            contact=person, text=text, script=script, language=language, kind=kind, order=order
        )
    return person


def test_the_head_shows_names_by_script_and_posts_of_today(contact, reader):
    house = cast.make_institution(display_name="ISRS")
    cast.make_post(contact=contact, institution=house, title="Director", since="2020")
    cast.make_post(contact=contact, title="Wrong", entered_in_error=True)
    page = reader.ask(f"/contacts/{contact.pk}/")
    assert page.main.partition(" An economist.")[0] == (
        "Contacts Eldor Aripov Эльдор Арипов 아리포프 아리포프 E. Director, ISRS Deceased "
        "Not to be contacted Briefing"
    )
    assert page.under("Names", "Where we know it from") == (
        "Aripov short Эльдор Арипов original script Eldor Aripov alias 아리포프 as printed "
        "아리포프 E. alias Aripov E. T. alias"
    )
    names = ("아리포프", "Эльдор Арипов", "아리포프 E.", "Aripov E. T.", "Aripov")
    assert [page.tongues[name] for name in names] == ["ko", "und-Cyrl", "en", "uz-Latn", "en"]


def test_a_list_shows_one_name_a_script_but_no_latin_one(contact, reader):
    assert reader.ask("/contacts/").rows == [
        ["Eldor Aripov", "아리포프 Эльдор Арипов 아리포프 E.", "–"]
    ]


def test_a_list_names_the_languages_spoken(reader):
    cast.make_contact(display_name="Eldor Aripov", languages=["ru", "uz-Latn"])
    page = reader.ask("/contacts/?fields=name,languages")
    assert page.rows == [["Eldor Aripov", "Russian Uzbek"]]


def test_posts_are_parted_into_now_and_then(contact, reader):
    house = cast.make_institution(display_name="ISRS")
    source = cast.make_source()
    post = {"contact": contact, "institution": house}
    now = cast.make_post(title="Director", since="2020", order=1, **post)
    cast.make_post(title="Deputy", since="2010", until="2019", order=2, **post)
    cast.make_post(title="Adviser", until="2009", order=3, **post)
    cast.make_post(title="Fellow", since="2001/2005", until="", order=4, acting=True, **post)
    former = cast.make_post(title="Head", order=5, **post)
    cast.make_post(title=None, order=6, **post)
    place = cast.make_post(title="Ambassador", order=7, contact=contact)
    m.Post.objects.filter(pk=place.pk).update(institution=None)
    m.PostSighting.objects.create(post=now, source=source, seen="2024-05", order=1)
    m.PostSighting.objects.create(post=now, source=source, order=2)
    m.PostSighting.objects.create(post=now, source=source, seen="2024-05", order=3)
    m.PostSighting.objects.create(post=now, source=source, seen="2022", order=4)
    m.PostSighting.objects.create(post=former, source=source, seen="2024", former=True)
    page = reader.ask(f"/contacts/{contact.pk}/")
    ends = f" 2001 {timezone.localdate().year}"  # of the bars of time
    assert page.under(" Posts ", "At a glance").replace(ends, "") == (
        "Director, ISRS since 2020 · seen 2022, May 2024 acting Fellow, ISRS 2001–2005 ISRS "
        "Ambassador Deputy, ISRS 2010 – 2019 Adviser, ISRS until 2009 Head, ISRS called former 2024"
    )


def test_meetings_are_told_with_the_post_held_then(contact, reader):
    house = cast.make_institution(display_name="ISRS")
    post = cast.make_post(contact=contact, institution=house, title="Director")
    for title, date, former in (("Forum", "2023-12", False), ("Summit", "", True)):
        event = cast.make_event(title=title, date=date)
        person = cast.make_participation(event=event, contact=contact, roles=["speaker"])
        m.ParticipationPost.objects.create(participation=person, post=post, former=former)
    hidden = cast.make_event(title="Closed", **cast.restricted())
    cast.make_participation(event=hidden, contact=contact)
    page = reader.ask(f"/contacts/{contact.pk}/")
    assert page.under("Where we met or read of each other", "At a glance") == (
        "December 2023 Forum forum Director, ISRS speaker "
        "Summit forum formerly Director, ISRS speaker"
    )


def test_what_they_said_stands_by_event_and_what_they_signed_beside_it(contact, reader):
    forum = cast.make_event(title="Forum", date="2023-12")
    talks = cast.make_event(title="Talks", date="2024-05-16")
    for event, text in ((forum, "Grow."), (talks, "Trade."), (forum, "Learn.")):
        cast.make_statement(event=event, contact=contact, text=text)
    signing = cast.make_signing(agreement=cast.make_agreement(title="Memorandum"))
    m.Signatory.objects.create(signing=signing, contact=contact)
    account = cast.make_account(source=cast.make_source(title="News"))
    for kind, what, date in (("left", "Deputy minister", "2020"), ("appointed", "Director", "")):
        m.Transition.objects.create(
            account=account, kind=kind, contact=contact, what=what, date=date, order=bool(date)
        )
    page = reader.ask(f"/contacts/{contact.pk}/")
    assert page.under("What they said", "Changes of post") == (
        "Trade. Talks , 16 May 2024 Grow. Learn. Forum , December 2023 "
        "What they signed Memorandum 16 May 2024"
    )
    assert page.under("Changes of post, as told", "At a glance") == (
        "Appointed: Director News (ISRS) Left: Deputy minister, 2020 News (ISRS)"
    )


def test_how_to_reach_and_address_them(contact, reader):
    for order, (value, extra) in enumerate(
        [
            ("a@example.org", {"preferred": True}),
            ("b@example.org", {"do_not_use": True, "label": "old"}),
        ]
    ):
        m.ContactPoint.objects.create(
            contact=contact, kind="email", value=value, order=order, **extra
        )
    m.AddressForm.objects.create(contact=contact, language="uz", salutation="Hurmatli Eldor aka")
    m.ContactTopic.objects.create(contact=contact, topic=cast.make_topic(name_en="trade"))
    cast.make_document(contact=contact, title="Curriculum")
    page = reader.ask(f"/contacts/{contact.pk}/")
    assert page.under("To reach them", "Names") == (
        "a@example.org e-mail · preferred b@example.org old · do not use"
    )
    assert page.under("How to address them") == (
        "Hurmatli Eldor aka Topics trade Documents Curriculum"
    )
    assert page.tongues["Hurmatli Eldor aka"] == "uz"


def test_a_post_tells_where_it_was_seen(reader):
    post = cast.make_post(contact=cast.make_contact(), title="Director", rank=1, primary=True)
    source = cast.make_source(title="News")
    m.PostSighting.objects.create(post=post, source=source, seen="2024", order=1)
    m.PostSighting.objects.create(post=post, seen="2025", former=True, order=2)
    page = reader.ask(f"/posts/{post.pk}/")
    assert page.under("Seen in print", "At a glance") == "2024 News (ISRS) 2025 called former"
    assert page.under("At a glance") == (
        f"Contact {cast.JEH} Institution {cast.HUFS} Main post yes Rank for protocol 1"
    )
