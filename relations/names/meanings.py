"""Words that many names of institutions share, by what they mean in any of the languages here.

An institution is often called by a translation that nobody has stored. Its proper names can be
read across scripts; its common words can only be known: *Ningbo Daxue* is *Ningbo University*, and
*Институт стратегических исследований* an *Institute for Strategic Studies*. Words stand folded; one
that ends in ``*`` stands for all that begin so, since Russian and Uzbek bend their endings.
"""

from functools import lru_cache
from typing import Final

_TABLE: Final = """
university: universit* universid* universit universiti universitas uniwersytet*
 univerz* univerzit*
 egyetem yliopisto ulikool prifysgol ollscoil daxue daigaku daehakgyo daehak
 jaamacadda universiteit
 университет* університет* донишгоҳ* 대학교 대학 大学 大學 جامعة دانشگاه אוניברסיטת
institute: institut* instytut* istituto istituti* instituto институт* інститут*
 연구원 연구소 研究所
 研究院 yanjiusuo yanjiuyuan kenkyujo yonguwon yeonguwon intezet instituut
center: center centre centr* zentrum centrum centro markaz* markazi орталығы
 центр* марказ* 센터
 中心 zhongxin merkez* центар
academy: academ* akadem* академ* 아카데미 아카데미야 科学院 학술원
college: college* kolleg* colegio collegio hochschule xueyuan колледж* 칼리지 学院
school: school* schule ecole escuela scuola szkola школ* maktab* мактаб* 학교
hospital: hospital* krankenhaus klinik* clinic* hopital ospedale szpital
 больниц* госпитал* 병원
 医院 yiyuan spital
foundation: foundation* fond fonds fonden stiftung* fundaci* fundacao fondation
 fondazione stichting
 фонд* jamgarma* 재단 基金会
association: association* associaci* asociaci* assoziation verein* verband*
 ассоциац* uyushma*
 уюшма* 협회 协会 xiehui
society: societ* gesellschaft sociedad* sociedade общество jamiyat* жамият* 학회
ministry: ministry ministere ministerio ministerium ministero ministerstvo
 министерств* vazirlig*
 вазирлиг* 부 министрліг* ministrlig*
embassy: embass* botschaft ambassade embajada посольств* elchixona* элчихона* 대사관 大使馆
department: department* departament* departement abteilung департамент* отдел* bolim* 학과
faculty: facult* fakult* факульт* 학부
laboratory: laborator* laboratoi* labor лаборатор* 실험실 实验室
library: librar* bibliot* библиот* kutubxona* 도서관
museum: museum* musee museu museo музе* muzey* 박물관
bank: bank* banque banco banca банк* 은행
company: company companies corporation corp inc ltd llc gmbh компани* корпорац*
council: council* conseil consejo consiglio совет* kengash* кенгаш* 협의회 위원회
committee: committee* comite comitato komitet* комитет* qomita*
agency: agenc* agentur agencia agenzia агентств* agentlig* агентлиг* 청
service: service* servicio* servizi* dienst служб* xizmat*
secretariat: secretariat* sekretariat* секретариат* kotibiyat* 사무국
forum: forum* foro форум* 포럼
national: national* nacional* nazional* narodni narodowy nationalen национальн*
 milliy миллий 국립
 国立 国家
state: state states etat estatal staat* государственн* davlat давлат* 국가
international: international* internacional* internazional* internationale*
 международн* xalqaro
 халқаро 국제 国际
central: central* zentral* центральн* markaziy марказий 중앙 中央
asia: asia asie asien asian azija aziya osiyo осиё ази* 아시아 亚洲
research: research recherche* forschung* investigaci* ricerca studies studi
 etudes estudios studien
 исследован* tadqiqot* тадқиқот* 연구
science: science* sciences scientific wissenschaft* ciencia* scienz* nauk*
 научн* наук* fanlar*
 фанлар* 과학
technology: technolog* technical technisch* tecnolog* technique* technik* техн*
 texnolog* 기술
strategic: strateg* стратег* 전략
regional: region* mintaqaviy минтақавий регион* 지역
economic: econom* wirtschaft* ekonom* эконом* iqtisod* иқтисод* 경제 经济
policy: policy policies politique* politik* politica* polityk* политик*
 siyosat* сиёсат* 정책
political: political politisch* политическ* siyosiy сиёсий 정치
foreign: foreign auswartig* etrangeres exteriores esteri иностранн* tashqi ташқи 외교 외국어
affairs: affairs affaires angelegenheiten дел ishlar* ишлар*
cooperation: cooperat* cooperac* kooperat* zusammenarbeit сотруднич* hamkorlik*
 ҳамкорлик* 협력
development: development developpement desarrollo entwicklung* sviluppo
 развити* taraqqiyot*
 rivojlan* тараққиёт* 개발
security: security securite seguridad sicherheit* sicurezza безопасност*
 xavfsizlig* хавфсизлиг* 안보
information: informat* informac* информац* axborot* ахборот* 정보
analysis: analy* анали* tahlil* таҳлил* 분석
education: educat* educac* bildung* istruzione образован* talim* таълим* 교육
health: health sante salud gesundheit* sanita здравоохранен* sogliq* 보건
medical: medic* medizin* медицин* tibbiyot* 의학 의료
culture: cultur* kultur* культур* madaniyat* маданият* 문화
history: histor* geschicht* истори* tarix* тарих* 역사
language: language* sprach* langue* lengua* язык* til tillar* 언어
law: law recht* droit derecho прав* huquq* ҳуқуқ* 법
president: president* президент* prezident* 대통령
government: government* gouvernement gobierno regierung* правительств* hukumat*
 ҳукумат* 정부
republic: republi* republik* respublik* республик* 공화국
diplomacy: diploma* дипломат* diplomatiy* 외교
world: world welt* monde mundial mondial* миров* jahon жаҳон* dunyo 세계
uzbekistan: uzbek* ozbek* узбек* ўзбек* 우즈베크* 우즈베키스탄
korea: korea* corea* coree* koreya* коре* 한국 韩国 韓國
kazakhstan: kazakh* qozogiston* қозоғ* казах* qazaq* 카자흐*
kyrgyzstan: kyrgyz* qirgiz* қирғ* кыргыз* киргиз* 키르기*
tajikistan: tajik* tojik* тожик* таджик* 타지키*
turkmenistan: turkmen* туркмен* turkman* 투르크메*
"""
_SHORTEST: Final = 3


def _by_word() -> tuple[dict[str, str], dict[str, str]]:
    """Part the table into whole words and beginnings, each with its meaning."""
    whole: dict[str, str] = {}
    begun: dict[str, str] = {}
    meaning = ""
    for line in _TABLE.strip().splitlines():
        words = line
        if not line.startswith(" "):
            meaning, _, words = line.partition(":")
        for word in words.split():
            (begun if word.endswith("*") else whole).setdefault(word.rstrip("*"), meaning)
    return whole, begun


_WHOLE, _BEGUN = _by_word()


@lru_cache(maxsize=50_000)
def meaning(word: str) -> str:
    """Say what a folded word means, by an English word; nothing if it is a name of its own."""
    found = _WHOLE.get(word, "")
    for end in range(_SHORTEST if word.isascii() else 1, len(word) + 1):
        found = _BEGUN.get(word[:end]) or found
    return found
