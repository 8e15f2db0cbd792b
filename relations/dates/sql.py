from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.db.models import Func

# PL/pgSQL, not one inlined SQL expression: that was a little faster a row in a bulk load (1.3 µs
# against 1.7), but PostgreSQL then plans the whole expression again for each statement, which
# made the writing of a single row five times as slow (1.6 ms against 0.3).
# The last day of year 9999 is an open end, since the day after it is no date in Python.
CREATE_EDTF_SPAN = r"""
CREATE OR REPLACE FUNCTION edtf_span(value text) RETURNS daterange
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $function$
DECLARE
    parts text[];
    part text;
    opening date;
    first_day date;
    last_day date;
BEGIN
    CASE translate(value, '0123456789', '9999999999')
    WHEN '9999-99-99' THEN  -- most dates by far, so they leave before anything is split
        first_day := make_date(left(value, 4)::int, substr(value, 6, 2)::int,
                               substr(value, 9, 2)::int);
        RETURN daterange(first_day, NULLIF(first_day, DATE '9999-12-31'), '[]');
    WHEN '' THEN
        RETURN NULL;
    WHEN '..', '../..' THEN
        RAISE '"%" is not an EDTF date', value USING ERRCODE = 'invalid_datetime_format';
    ELSE
        parts := string_to_array(value, '/');
    END CASE;
    IF cardinality(parts) > 2 THEN
        RAISE '"%" is not an EDTF date', value USING ERRCODE = 'invalid_datetime_format';
    END IF;
    FOR place IN 1..cardinality(parts) LOOP
        part := parts[place];
        CASE translate(part, '0123456789?%', '9999999999~~')
        WHEN '9999-99-99', '9999-99-99~' THEN
            first_day := make_date(left(part, 4)::int, substr(part, 6, 2)::int,
                                   substr(part, 9, 2)::int);
            last_day := first_day;
        WHEN '9999-99', '9999-99~' THEN
            first_day := make_date(left(part, 4)::int, substr(part, 6, 2)::int, 1);
            last_day := (first_day + interval '1 month')::date - 1;
        WHEN '9999', '9999~' THEN
            first_day := make_date(left(part, 4)::int, 1, 1);
            last_day := (first_day + interval '1 year')::date - 1;
        WHEN '..' THEN
            first_day := NULL;
            last_day := NULL;
        WHEN '999X', '999X~' THEN
            first_day := make_date(left(part, 3)::int * 10, 1, 1);
            last_day := (first_day + interval '10 years')::date - 1;
        WHEN '99XX', '99XX~' THEN
            first_day := make_date(left(part, 2)::int * 100, 1, 1);
            last_day := (first_day + interval '100 years')::date - 1;
        ELSE
            RAISE '"%" is not an EDTF date', value USING ERRCODE = 'invalid_datetime_format';
        END CASE;
        IF place = 1 THEN
            opening := first_day;
        END IF;
    END LOOP;
    RETURN daterange(opening, NULLIF(last_day, DATE '9999-12-31'), '[]');
END
$function$
"""
DROP_EDTF_SPAN = "DROP FUNCTION IF EXISTS edtf_span(text)"


class EdtfSpan(Func):
    """Give the days a date can mean, for a generated column or for any query.

    Ordering by such a column is ordering by the lower bound, then by the upper one, as `EdtfDate`
    is ordered. Needs CREATE_EDTF_SPAN to have run in an earlier migration operation.
    """

    function = "edtf_span"
    arity = 1

    def __init__(self, *expressions: Any, **extra: Any) -> None:
        extra.setdefault("output_field", DateRangeField())
        super().__init__(*expressions, **extra)
