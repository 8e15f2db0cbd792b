"""Countries as a post or a body names them: their names, in the cases that stand beside a post.

Only those that are hardly a person's name: no Jordan, no Chad.
"""

from typing import Final

COUNTRIES: Final = frozenset(
    """afghanistan armenia australia austria azerbaijan bangladesh belarus belgium brazil britain
    bulgaria canada croatia cyprus denmark egypt estonia finland france germany greece hungary india
    indonesia iran iraq ireland italy kuwait latvia lebanon lithuania malaysia mexico moldova
    mongolia netherlands norway oman pakistan philippines poland portugal qatar romania serbia
    singapore slovakia slovenia spain sweden switzerland syria taiwan thailand turkey turkiye
    ukraine vietnam yemen афганистан афганистана армения армении австралия австралии австрия австрии
    азербайджан азербайджана бангладеш белоруссия белоруссии беларусь беларуси бельгия бельгии
    бразилия бразилии великобритания великобритании венгрия венгрии вьетнам вьетнама германия
    германии греция греции грузия грузии дания дании египет египта израиль израиля индия индии
    индонезия индонезии иордания иордании ирак ирака иран ирана ирландия ирландии испания испании
    италия италии канада канады катар катара кувейт кувейта латвия латвии литва литвы малайзия
    малайзии мексика мексики молдова молдовы монголия монголии нидерланды нидерландов норвегия
    норвегии пакистан пакистана польша польши португалия португалии румыния румынии сингапур
    сингапура сирия сирии словакия словакии словения словении таиланд таиланда турция турции украина
    украины филиппины филиппин финляндия финляндии франция франции хорватия хорватии чехия чехии
    швейцария швейцарии швеция швеции эстония эстонии япония японии afgoniston armaniston avstriya
    belgiya britaniya chexiya eron fransiya germaniya gruziya hindiston indoneziya iroq isroil
    ispaniya italiya latviya litva malayziya misr moguliston pokiston polsha quvayt rossiya
    ruminiya shveysariya shvetsiya turkiya ukraina vengriya vyetnam xitoy yaponiya ҳиндистон
    япония хитой туркия покистон эрон миср""".split()
)


def is_country(word: str) -> bool:
    """Tell whether a folded word names a country, in Uzbek in the genitive too."""
    return word.removesuffix("ning").removesuffix("нинг") in COUNTRIES
