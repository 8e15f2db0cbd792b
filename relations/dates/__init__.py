"""Dates as exactly as they are known: a month, a decade, a span, "about", "since".

Kept as EDTF text (ISO 8601-2:2019, in part; https://www.loc.gov/standards/datetime/), which
`edtf.parse` checks and PostgreSQL turns into a range of days (`sql`) for filters (`lookups`) and
order. People type and see words: `reading.read` takes English, Russian, Uzbek and Korean, and
`words.say` gives them back such that they read the same. The months' names and the patterns are
those of the Unicode CLDR (https://cldr.unicode.org) as Babel carries them. `fields` has the model
and form fields. Only `fields`, `lookups` and `sql` need Django.
"""
