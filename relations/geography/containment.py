"""Say which region holds which: the one thing Babel leaves out of CLDR's data.

Facts after the UN Statistics Division's standard M49 ("Standard country or area codes for
statistical use") and CLDR's supplemental territoryContainment. The two differ in three places:

- Antarctica: M49 puts it under no region, CLDR in an "Outlying Oceania" that has no M49 code.
  Here it stands directly under the world, as in M49.
- Taiwan is not listed in M49 and Kosovo has no code in it: both stand where CLDR has them.
- Sub-Saharan Africa and Latin America are levels of their own in M49, mere groupings in CLDR.
  Here they are levels. M49's other grouping, North America (003), would give its countries a
  second parent and is left out.
"""

from typing import Final

WORLD: Final = "001"

# A country whose code ISO 3166 leaves to users to assign: it has neither alpha-3 nor M49 code.
USER_ASSIGNED: Final = frozenset({"XK"})

REGIONS: Final = {
    "001": "002 009 019 142 150",
    "002": "015 202",
    "202": "011 014 017 018",
    "019": "021 419",
    "419": "005 013 029",
    "142": "030 034 035 143 145",
    "150": "039 151 154 155",
    "009": "053 054 057 061",
}

COUNTRIES: Final = {
    "001": "AQ",
    # Africa
    "015": "DZ EG EH LY MA SD TN",
    "011": "BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG",
    "014": "BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TF TZ UG YT ZM ZW",
    "017": "AO CD CF CG CM GA GQ ST TD",
    "018": "BW LS NA SZ ZA",
    # Americas
    "021": "BM CA GL PM US",
    "005": "AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE",
    "013": "BZ CR GT HN MX NI PA SV",
    "029": "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI",
    # Asia
    "030": "CN HK JP KP KR MN MO TW",
    "034": "AF BD BT IN IR LK MV NP PK",
    "035": "BN ID KH LA MM MY PH SG TH TL VN",
    "143": "KG KZ TJ TM UZ",
    "145": "AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE",
    # Europe
    "039": "AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA XK",
    "151": "BG BY CZ HU MD PL RO RU SK UA",
    "154": "AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ",
    "155": "AT BE CH DE FR LI LU MC NL",
    # Oceania
    "053": "AU CC CX HM NF NZ",
    "054": "FJ NC PG SB VU",
    "057": "FM GU KI MH MP NR PW UM",
    "061": "AS CK NU PF PN TK TO TV WF WS",
}
