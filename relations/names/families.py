"""Korean family names: one class for all spellings in Latin, Hangul, Han characters and Cyrillic.

The spellings are those in use: the Revised Romanization, McCune-Reischauer, what families chose
for their passports, Russian after Kontsevich, and the forms of Koreans of the former Soviet
Union (Цой, Пак, Югай, Тен).
"""

from typing import Final

_TABLE: Final = """
gim: kim gim keem khim 김 金 ким
i: lee yi rhee ri li rhie reyi leigh yee 이 리 李 ли и лий
bak: park pak bak paik pahk pag bark 박 朴 пак бак
choe: choi choe chey tsoi tsoy choy choie 최 崔 цой чой чхве чой цхай
jeong: jung jeong chung joung chong cheong jeung juhng 정 鄭 丁 程 тен чон чжон чен тё
gang: kang gang khang kahng 강 姜 康 кан
jo: cho jo joh choh jho 조 趙 曺 曹 чо тё дё те
yun: yoon yun youn yune 윤 尹 юн
jang: jang chang zhang jahng 장 張 章 чан тян тян
im: lim im rim yim leem rhim yeem 임 림 林 任 лим им
han: han hahn hann 한 韓 хан
o: oh o ohh 오 吳 о
seo: seo suh sur so seoh 서 徐 со сё ше
sin: shin sin shinn sheen 신 申 辛 愼 шин син
gwon: kwon gwon kwun gweon kweon kuon 권 權 квон
hwang: hwang whang hoang 황 黃 хван
an: ahn an ann aan 안 安 ан
song: song soung 송 宋 сон
yu: yoo yu ryu you yew lyu rhyu ryoo yiu 유 류 劉 柳 兪 俞 ю рю югай люгай
hong: hong houng 홍 洪 хон
jeon: jeon jun chun chon cheon jeun 전 全 田 錢 чон тен
go: ko go koh goh kho 고 高 ко когай
mun: moon mun muhn 문 文 мун
yang: yang ryang lyang 양 梁 楊 ян лян
son: son sohn sonn shon 손 孫 сон
bae: bae pae bai pai baeh 배 裵 裴 пэ бэ
baek: baek paek back paik baik beck 백 白 пэк бэк пяк
heo: heo hur huh her ho hoh 허 許 хо хегай
no: noh roh no ro rho nho 노 로 盧 魯 но ногай
nam: nam nahm 남 南 нам
sim: shim sim sym 심 沈 сим шим
ha: ha hah 하 河 ха
ju: joo ju chu zoo 주 朱 周 чу тю дю
gu: koo gu ku goo khoo 구 具 丘 ку
gwak: kwak gwak kwag kwahk 곽 郭 квак
seong: sung seong song soung 성 成 сон
cha: cha chah tcha 차 車 ча
u: woo u wu uh 우 禹 у
jin: jin chin 진 陳 秦 чин тин
na: na ra nah rah 나 라 羅 на ра
min: min meen 민 閔 мин
eom: um eom uhm ohm aum 엄 嚴 ом эм
chae: chae chai chay 채 蔡 чхэ
won: won weon wone 원 元 вон
cheon: cheon chun chon cheon 천 千 чхон
bang: bang pang bahng 방 方 房 пан
gong: kong gong 공 孔 кон
hyeon: hyun hyeon hyon 현 玄 хён хен
ham: ham hahm 함 咸 хам
byeon: byun byeon pyon byoun 변 卞 邊 пён
yeom: yeom yum youm 염 廉 ём
yeo: yeo yuh yo 여 呂 余 ё
chu: chu choo 추 秋 чху
do: do doh to toh 도 都 то
so: so soh 소 蘇 со
seok: seok suk sok 석 石 сок
seon: sun seon son 선 宣 сон
seol: seol sul sol 설 薛 соль
ma: ma mah 마 馬 ма
gil: kil gil 길 吉 киль
yeon: yeon youn yon 연 延 ён
wi: wi wee 위 魏 ви
pyo: pyo phyo 표 表 пхё
myeong: myung myeong myong 명 明 мён
gi: ki gi kee 기 奇 ки
ban: ban pan bahn 반 潘 пан
wang: wang 왕 王 ван
geum: keum geum kum 금 琴 кым
ok: ok ohk 옥 玉 ок
yuk: yook yuk youk 육 陸 юк
in: in ihn 인 印 ин
maeng: maeng maing 맹 孟 мэн
je: je jeh jae che 제 諸 чже че чжэ
mo: mo moh 모 牟 мо
tak: tak tahk 탁 卓 тхак
guk: kook guk kuk 국 鞠 кук
eun: eun 은 殷 ын
pyeon: pyun pyeon 편 片 пхён
yong: yong 용 龍 ён
namgung: namgung namkung namgoong 남궁 南宮 намгун
hwangbo: hwangbo whangbo 황보 皇甫 хванбо
seonu: sunwoo seonu sonu sunu 선우 鮮于 сону
jegal: jegal chegal jaegal 제갈 諸葛 чегаль
"""


def _by_spelling() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _TABLE.strip().splitlines():
        name, _, spellings = line.partition(":")
        for spelling in dict.fromkeys(spellings.split()):
            found[spelling] = (*found.get(spelling, ()), name)
    return found


FAMILIES: Final = _by_spelling()


def classes(word: str) -> tuple[str, ...]:
    """Return the Korean family names a folded word may be, in Revised Romanization.

    A spelling may be that of several: Chung is 정 and 천, Song 송 and 성.
    """
    return FAMILIES.get(word, ())
