"""Institutions, places and topics."""

from relations import models
from tests import cast
from tests.filters.world import in_days


def test_institutions_are_found_by_every_filter(world):
    every = {"isrs", "kiep", "center", "hufs", "nisi", "un"}
    expected = {
        "": every,
        "q=strategic": {"isrs"},
        "q=исми": {"isrs"},
        "kind=think_tank": {"kiep"},
        "kind__in=unit,university": {"center", "hufs"},
        "kind__not=unit,university": every - {"center", "hufs"},
        "status=dormant": {"nisi"},
        "confidentiality=internal": every,
        "country=KR": {"kiep", "center", "hufs"},
        "country__in=KZ,UZ": {"nisi", "isrs"},
        "region=143": {"isrs", "nisi"},
        "region=001": every - {"un"},
        "city=tash": {"isrs"},
        "city=toshkent": {"isrs"},
        "parent={kiep}": {"center"},
        "parent__isnull=1": every - {"center"},
        "institution={kiep}": {"kiep", "center"},
        "institution={kiep}&units=0": {"kiep"},
        "owner=me": {"isrs"},
        "topic=economy": {"kiep"},
        "identifier=ror:1ab": {"kiep"},
        "identifier=1ab": set(),
        "met_year=2023": {"isrs", "hufs", "kiep"},
        "met_year=2024": {"isrs", "hufs", "kiep", "center"},
        "met_year=2025": set(),
        "has_open_commitments=1": {"isrs", "center"},
        "has_open_commitments=0": every - {"isrs", "center"},
    }
    assert world.answers("institutions", expected) == expected


def test_a_partner_is_quiet_when_its_last_event_is_surely_long_ago(world):
    def quiet(days):
        return world.ask("institutions", f"quiet_for={days}")

    assert quiet(30) == {"isrs", "kiep", "center", "hufs"}
    assert quiet(36_500) == set()
    recent = cast.make_event(title="Recent", date=in_days(-40))
    side = cast.make_delegation(event=recent)
    models.DelegationInstitution.objects.create(delegation=side, institution=world.center)
    assert quiet(30) == {"isrs", "kiep", "center", "hufs"}
    assert quiet(50) == {"isrs", "hufs"}
    recent.date = in_days(-10)[:7]
    recent.save()
    assert quiet(30) == {"isrs", "hufs"}
    recent.status = "cancelled"
    recent.save()
    assert quiet(30) == {"isrs", "kiep", "center", "hufs"}


def test_a_future_event_does_not_end_the_quiet(world):
    cast.make_host(event=cast.make_event(date=in_days(10)), institution=world.nisi)
    assert "nisi" in world.ask("institutions", "quiet_for=1")


def test_places_are_found_by_code_name_and_region(world):
    expected = {
        "q=узбекистан": {"uz"},
        "q=korea&region=asia": {"region": ["There is no place “asia”."]},
        "region=KR": {"kr"},
        "alpha2=kz": {"kz"},
        "m49=142&kind=region": {"asia"},
        "kind=world&alpha2=UZ": set(),
        "parent__isnull=1&m49=142": set(),
        "parent={asia}&alpha2=KR": set(),
    }
    assert world.answers("places", expected) == expected
    assert len(world.ask("places", "parent=143")) == 5
    assert len(world.ask("places", "region=143")) == 6


def test_topics_are_found_with_what_is_narrower(world):
    expected = {
        "": {"economy", "energy", "climate"},
        "q=эконом": {"economy"},
        "topic=economy": {"economy", "energy"},
        "topic__contains=clim": {"climate"},
        "parent=economy": {"energy"},
        "parent__isnull=1": {"economy", "climate"},
    }
    assert world.answers("topics", expected) == expected
