"""Which country a few words speak of: the Uzbek side, 한국 측, Tashkent, Uzbekistan."""

from collections.abc import Iterable
from functools import cached_property
from typing import Final

from django.db.models import QuerySet

from relations.models import Place
from relations.names.folding import folded

# What people are called by in the names of sides, where it is not the country's own name.
_PEOPLES: Final = {
    "UZ": "uzbek узбекск узбекистан ozbek ўзбек 우즈벡 우즈베크",
    "KR": "korea корейск коре koreya корея 한국",
    "KZ": "kazakh казахск казахстан qozoq қозоқ 카자흐",
    "KG": "kyrgyz кыргызск киргизск qirgiz қирғиз 키르기스",
    "TJ": "tajik таджикск tojik тожик 타지크",
    "TM": "turkmen туркменск туркменистан 투르크멘",
    "CN": "chinese китайск китай xitoy хитой 중국",
    "JP": "japanese японск япони yapon япон 일본",
    "US": "american американск сша aqsh ақш 미국",
    "RU": "russian российск росси rossiya россия 러시아",
    "TR": "turkish турецк турци turk турк 튀르키예 터키",
    "DE": "german немецк германи nemis немис 독일",
    "FR": "french французск франци fransuz француз 프랑스",
    "MN": "mongolian монгольск монголи mogul мўғул 몽골",
}
_SHORTEST: Final = 4


class Countries:
    """The countries of the world by what they are called; one query, at the first question."""

    @property
    def asked(self) -> QuerySet:
        """What answers it, for who asks more at the same time and hands it to ``take``."""
        fields = ("alpha2", "name_en", "name_ru", "name_uz", "name_ko")
        return Place.objects.filter(alpha2__isnull=False).values_list(*fields)

    def take(self, rows: Iterable[tuple[str, ...]]) -> None:
        self.names = {folded(name): code for code, *names in rows for name in names if name}

    @cached_property
    def names(self) -> dict[str, str]:
        self.take(self.asked)
        return self.names

    def named(self, text: str) -> str:
        """Return the code of a country a text is the name of, and of nothing else."""
        return self.names.get(folded(text), "")

    def meant(self, text: str) -> tuple[str, ...]:
        """List the countries a side's name speaks of: by name, or by its people."""
        words = folded(text).split()
        found = [
            code
            for code, stems in _PEOPLES.items()
            if any(word.startswith(tuple(stems.split())) for word in words)
        ]
        whole = f" {' '.join(words)} "
        found += [
            code
            for name, code in self.names.items()
            if len(name) >= _SHORTEST and f" {name} " in whole
        ]
        return tuple(dict.fromkeys(found))
