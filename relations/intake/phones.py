"""Phone numbers in the form they are kept in: E.164."""

import phonenumbers


def e164(text: str, region: str = "") -> str:
    """Return a number in E.164, or "" where it is none.

    A number without the code of its country is read in ``region``, if one is given. The length
    must be one the country has; whether the number is given out is not asked, since countries
    open new ranges.
    """
    text = text.strip()
    written = f"+{text[2:]}" if text.startswith("00") else text
    try:
        number = phonenumbers.parse(written, region.upper() or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def is_region(code: str) -> bool:
    """Tell whether a country has numbers of its own: the ending of a mail address need not."""
    return code.upper() in phonenumbers.SUPPORTED_REGIONS


def region_of(number: str) -> str:
    """Return the country of a number in E.164 as ISO 3166 has it, "" where it is none's alone."""
    return phonenumbers.region_code_for_number(phonenumbers.parse(number, None)) or ""
