import pytest
from django.contrib.postgres.fields import DateRangeField
from django.db import connection, models, transaction
from hypothesis import strategies as st

from relations.dates import sql
from relations.dates.edtf import DateError, EdtfDate, parse
from relations.dates.fields import EdtfField


def _marked(texts):
    return st.builds("{}{}".format, texts, st.sampled_from(["", "", "", "?", "~", "%"]))


_YEARS = st.one_of(st.integers(1, 9999), st.integers(1990, 2030))
_ENDS = _marked(
    st.one_of(
        st.dates().map(str),
        st.builds("{:04}-{:02}".format, _YEARS, st.integers(1, 12)),
        st.builds("{:04}".format, _YEARS),
        st.builds("{:03}X".format, st.integers(1, 999)),
        st.builds("{:02}XX".format, st.integers(1, 99)),
    )
)
_NEAR = _marked(  # both ends of an interval in one or two years, as what is said once needs it
    st.one_of(
        st.builds("202{}-{:02}-{:02}".format, st.integers(3, 4), st.integers(1, 12), st.just(7)),
        st.builds("2024-0{}-1{}".format, st.integers(5, 6), st.integers(0, 9)),
        st.builds("202{}-{:02}".format, st.integers(3, 4), st.integers(1, 12)),
        st.builds("202{}".format, st.integers(0, 9)),
    )
)


def _pair(first, second):
    try:
        return parse(f"{first}/{second}")
    except DateError:  # the two stand the wrong way round
        return parse(f"{second}/{first}")


st.register_type_strategy(
    EdtfDate,
    st.one_of(
        st.one_of(_ENDS, _NEAR).map(parse),
        st.builds("{}/..".format, _ENDS).map(parse),
        st.builds("../{}".format, _ENDS).map(parse),
        st.builds(_pair, _ENDS, _ENDS),
        st.builds(_pair, _NEAR, _NEAR),
    ),
)


class Dated(models.Model):
    date = EdtfField()
    date_span = models.GeneratedField(
        expression=sql.EdtfSpan("date"), output_field=DateRangeField(), db_persist=True
    )

    class Meta:
        app_label = "tests_dates"

    def __str__(self):
        return self.date


@pytest.fixture(scope="session")
def dated(request, django_db_blocker):
    """Give a model with a date and its generated span, in a database that has edtf_span."""
    request.getfixturevalue("django_db_setup")
    with django_db_blocker.unblock():
        with connection.as_owner():
            with connection.cursor() as cursor:
                cursor.execute(sql.CREATE_EDTF_SPAN)
            with connection.schema_editor() as editor:
                editor.create_model(Dated)
        yield Dated
        with connection.as_owner(), connection.schema_editor() as editor:
            editor.delete_model(Dated)


@pytest.fixture
def owner(django_db_blocker):
    """Give a cursor of the role that makes tables, whose work is undone; not beside django_db."""
    with django_db_blocker.unblock(), connection.as_owner(), transaction.atomic():
        with connection.cursor() as cursor:
            yield cursor
        transaction.set_rollback(True)
