"""The world's regions and countries: codes, tree and names, ready to be loaded as places."""

from relations.geography.cities import city_name, city_names
from relations.geography.cldr import LANGUAGES, GeographyError
from relations.geography.places import Kind, PlaceRow, country_codes_of, name_of, rows

__all__ = [
    "LANGUAGES",
    "GeographyError",
    "Kind",
    "PlaceRow",
    "city_name",
    "city_names",
    "country_codes_of",
    "name_of",
    "rows",
]
