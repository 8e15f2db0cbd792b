"""Which words speak of a post, of a body, or of neither: English, Russian, Uzbek and Korean."""

import re
from functools import lru_cache
from typing import Final

from relations.intake.countries import is_country
from relations.names.folding import folded

# Beginnings of words; those that end in a stop are whole words.
_POSTS: Final = """
director deputy head. heads. chair chairm chairp co-chair president. presidents. vice. rector
vicerector prorector professor prof. lecturer dean. researcher fellow scholar expert analyst
advisor adviser secretary minister. ministers. ambassador counsel counsul consul. attache attaché
envoy charge. chargé rapporteur coordinator officer. officers. manager specialist assistant spokes
chief. commissioner governor mayor hokim. member. members. representative delegate. senator
speaker founder ceo. cfo. mp. mep. dcm. editor. journalist correspondent writer. reporter
principal. leader.
chancellor academician. curator. interpreter translator vicepresident vicechair primeminister
scientist. academic. practitioner. diplomat economist historian intern. student. trainee. директор
замдиректор заместител зам. спецпредставител спецпосланник академик. кандидат.
глава. главы. начальник председател сопредседател президент.
президента. вице. вицепрезидент вицепремьер ректор. ректора. проректор профессор доцент
преподавател декан сотрудник эксперт аналитик советник секретар министр. министра. премьер посол.
посла. консул атташе посланник поверенный докладчик координатор специалист помощник руководител
комиссар губернатор мэр хоким член. члены. представител делегат сенатор депутат спикер основател
редактор журналист корреспондент ученый переводчик генсек замминистра замминистр уполномоченн
заведующ зав. генконсул direktor mudiri. rahbari. rahbar. raisi. rais. prezidenti. prezident.
nomzodi. doktori. номзоди. доктори.
vitse rektor prorektor dotsent oqituvchi dekani xodimi. xodim. ekspert mutaxassis maslahatchi
kotibi. kotib. vazir. vaziri. orinbosar elchi. elchisi. konsul koordinator yordamchi komissar
azosi. azo. vakili. vakil. senator deputat spiker asoschi muharrir jurnalist boshlig professori
olim. tarjimon maruzachi bosh. muvaqqat. rektori директори мудири. раҳбари. раиси. раис.
президенти. вице. ректори проректори профессори доценти ўқитувчи декани ходими. эксперти
мутахассис маслаҳатчи котиби. котиб. вазир. вазири. ўринбосар элчи. элчиси. ёрдамчи комиссари
аъзоси. вакили. депутати спикери асосчи муҳаррир бошлиғ олим. таржимон бош.
""".split()
# Said beside a post and part of it, but none alone.
_RANKS: Final = frozenset(
    """first second third executive acting senior junior general interim permanent
    extraordinary plenipotentiary special honorary emeritus visiting associate former
    leading research principal первый первого первая второй исполнительный исполняющий
    старший ведущий главный генеральный чрезвычайный полномочный временный ио врио
    бывший научный постоянный специальный birinchi ijrochi katta yetakchi favqulodda
    muxtor sobiq ilmiy биринчи ижрочи катта етакчи фавқулодда мухтор собиқ илмий""".split()
)
_BODIES: Final = """
institut universit centre. center. centers. ministry department embassy agenc foundation fund.
secretariat forum council. committee commission. academy school. college faculty laborator
associat society. union. federation organization organisation office. bureau division. directorate
service. bank. company. corporation group. holding. chamber parliament senate. assembly.
administration government party. network consortium library museum hospital club. board. cabinet.
court. mission. delegation consulate media. newspaper news. press. programme. program. project.
house. presidency section. unit. league inc. ltd. llc. authority. enterprise conservatory
electronics. motors. industries. holdings. partners. solutions. systems. consulting. airlines.
telecom. daily. times. jsc. plc. gmbh. ао. ооо. пао. тоо. aj. mchj. дума. думы.
 broadcasting институт университет центр министерств департамент посольств
агентств фонд. фонда. фонде. секретариат форум совет. совета. комитет комисси академи школ колледж
факультет кафедр лаборатори ассоциац обществ союз федерац организац бюро. управлен служб банк.
банка. компани корпорац палат парламент сенат. сената. администрац правительств парти. сеть.
консорциум библиотек музей. больниц клуб. кабинет консульств газет дирекци отдел. отдела. филиал
центра. миссии. миссия. instituti. instituti markaz vazirlig departament elchixona agentlig fond
jamgarma kotibiyat forumi. kengash qomita komissiya akademiya maktab kollej fakultet kafedra
laboratoriya uyushma jamiyat ittifoq tashkilot boshqarma bank. banki. kompaniya palata parlament
senati. administratsiya hukumat partiya kutubxona muzey klub devoni. devon. bolim universitet
xizmat институти марказ вазирлиг элчихона агентлиг жамғарма котибият форуми. кенгаш қўмита
комиссия академия мактаб уюшма жамият иттифоқ ташкилот бошқарма банки. ҳукумат кутубхона девони.
бўлим университети сенати.
""".split()
# Capitalized in titles and names of bodies, and in no name of a person.
_COMMON: Final = """
international national. strategic. strategy. strategies. regional. interregional. foreign.
economic. economics. economy. central. asia. asian. eurasian. republic. state. states. policy.
politics. political. studies. relations. affairs. security. cooperation. korea. korean.
uzbekistan. uzbek. kazakhstan. kazakh. kyrgyzstan. kyrgyz. tajikistan. tajik. turkmenistan.
turkmen. china. chinese. japan. japanese. russia. russian. american. european. united. peace.
energy. environment. trade. industry. finance. culture. science. sciences. technology. law.
history. global. public. private. oliy. majlis. mazhilis. prime. side. delegation. other. others.
experts. staff. party. from. the. of. for. and. олий. мажлис мажилис
международн национальн стратегическ региональн внешн
иностранн экономическ центральн азии. азия. республик государственн политик отношени безопасност
сотрудничеств узбекистан казахстан корея. корей корее. кореи. кыргыз таджикистан туркменистан
китая. китай. россии. мид. xalqaro milliy strategik mintaqav mintaqalar tashqi. iqtisod markaziy.
osiyo. respublika davlat. siyosat munosabat xavfsizlik hamkorlig koreya. ozbekiston qozogiston
qirgiziston tojikiston tadqiqot huzuridagi. ishlar. fanlar халқаро миллий стратегик минтақа ташқи.
иқтисод марказий. осиё. давлат. хавфсизлик ҳамкорлиг корея ўзбекистон тадқиқот ҳузуридаги.
""".split()
_ENDINGS: Final = re.compile(
    r"(?:tion|tions|ment|ments|ness|ity|ities|ics|ology|ance|ence|ture|sis|ship|ism|ies|tional"
    r"|nomic|ство|ства|ение|ения|ости|ость|ского|ской|ских|ционный|ционного|ной|ного|ных"
    r"|idagi|dagi|ligi|lari|shunoslik)$"
)
_KOREAN_POSTS: Final = re.compile(
    r"(?:대사|총영사|영사|참사관|서기관|장관|차관|차관보|국장|과장|실장|부장|팀장|처장|청장|본부장"
    r"|원장|소장|이사장|이사|총장|차장|교수|연구위원|연구원|연구교수|전문가|단장|센터장|학장|학과장"
    r"|회장|의장|의원|위원장|위원|대표|사장|총재|대통령|총리|특사|비서관|보좌관|수석|주필|기자|특파원"
    r"|박사|자문관|보고관|담당관|정책관|심의관|대변인|관장|교장|서기|조정관|담당|부장관|행정관|선생"
    r"|주임|총무|간사|과학관|외교관|강사|사무관|주무관|부교수|조교수|공사|의장대행|직무대행|대행)$"
)
_KOREAN_BODIES: Final = re.compile(
    r"(?:대학교|대학|외대|대학원|연구원|연구소|센터|재단|대사관|영사관|사무국|외교부|과학부|통상부"
    r"|교통부|혁신부|에너지부|학원|협회|학회|위원회|공단|공사|은행|병원|일보|신문|방송|포럼|사업단"
    r"|기구|연맹|그룹|산림청|외교원|아카데미|의회|상원|하원|대통령실|총리실|비서실|정부|연합|학부|학과"
    r"|국제국|본부|부처|사무소|기관|진흥공사|공관|개발원|전략실|교류원|평화원|기업|회사)$"
)
_KOREAN_PLACES: Final = re.compile(
    r"^(?:대한민국|한국|한|한-?중앙아|중앙아시아|.*스탄|.*공화국|중국|일본|러시아|미국|유엔|몽골|터키"
    r"|.*(?:연구|교육|정책|협력|경제|문화|외교|행정|기획|전략|정치|안보|산업|무역|홍보|총괄|학술|대외|지역|시립)"
    r"|튀르키예|인도|독일|프랑스|영국|호주|캐나다|이탈리아|스페인|이란|베트남|아제르바이잔|조지아|우즈벡|카자흐|키르기스|타지크|투르크멘|주(?:한|미|중|일|러|몽골|유엔|우즈.*|카자흐.*|키르.*|타지.*|투르.*)|전|현|신임|초대"
    r"|제?[0-9]+대|양국|국제|국립|국가|서울시?|부산|제주)$"
)
_UNIVERSITIES: Final = frozenset(
    """서울대 연세대 고려대 한양대 국민대 경희대 계명대 성균관대 중앙대 이화여대 동국대
    건국대 부산대 인하대 배재대 우석대 숙명여대 서강대 명지대 단국대 세종대 경북대
    전남대 외교부 상원 하원 정부 포럼 학회 의회 국회""".split()
)
_SHORTEST_BODY: Final = 4
HANGUL: Final = re.compile("[가-힣]")


def _sorted_out(stems: list[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    whole = frozenset(stem[:-1] for stem in stems if stem.endswith("."))
    return whole, tuple(stem.replace("-", "") for stem in stems if not stem.endswith("."))


_KNOWN: Final = {
    "post": _sorted_out(_POSTS),
    "body": _sorted_out(_BODIES),
    "common": _sorted_out(_COMMON),
}


def _is(kind: str, word: str) -> bool:
    whole, stems = _KNOWN[kind]
    return word in whole or word.startswith(stems)


@lru_cache(maxsize=20_000)
def kind_of(token: str) -> str:
    """Say what a word speaks of: ``post``, ``rank``, ``body``, ``common``; else nothing.

    A word of two with a hyphen, such as Vice-President, speaks of what its last part does that
    does not merely rank it, as in Director-General.
    """
    if HANGUL.search(token):
        return _korean(token)
    kinds = [kind for part in reversed(folded(token).split()) if (kind := _kind(part))]
    return next((kind for kind in kinds if kind != "rank"), kinds[0] if kinds else "")


def _kind(word: str) -> str:
    if word in _KNOWN["post"][0]:
        return "post"
    if _is("body", word):
        return "body"
    if _is("post", word):
        return "post"
    if word in _RANKS:
        return "rank"
    return "common" if _is("common", word) or is_country(word) else ""


def _korean(token: str) -> str:
    bare = re.sub(r"\(.*?\)", "", token)
    bare = re.sub(r"[^가-힣0-9A-Za-z+-]", "", bare)
    if re.fullmatch("(?:선임|책임|수석|초청|객원|전임|특별|주임|전문)연구원", bare):
        return "post"
    if _KOREAN_BODIES.fullmatch(bare) or bare in _UNIVERSITIES:
        return "body"
    if _KOREAN_BODIES.search(bare) and len(bare) >= _SHORTEST_BODY:
        return "body"
    if _KOREAN_PLACES.match(bare):
        return "common"
    return "post" if _KOREAN_POSTS.search(bare) else ""


def is_place(token: str) -> bool:
    """Tell whether a word of Hangul names a country or what belongs to one."""
    return bool(HANGUL.search(token) and _KOREAN_PLACES.match(token))


def is_abstract(token: str) -> bool:
    """Tell whether a word has the ending of a thing or quality, as no name has."""
    return bool(_ENDINGS.search(folded(token)))
