"""Given names that are one name: short forms, and what languages make of a saint's or a king's.

Short forms are those of English and Russian usage; the rest are the forms in which one name of the
Bible or of antiquity goes through the languages whose names are met here. Names are in the Latin
reading of ``readings``, small-lettered and without signs.
"""

from typing import Final

_TABLE: Final = """
alexander alex sandy sasha aleksandr alexandr aleksander alexandre alessandro alejandro iskandar
alexandra sasha aleksandra alessandra alejandra
alexei aleksei aleksey alexey alyosha alexis alexius
andrew andy drew andrei andrey andrzej andreas andre andrea andres anders ondrej
anthony tony anton antonio antonius antoine antoni antonin
benjamin ben benny
catherine cathy kate katie kathryn katherine catharine ekaterina yekaterina katarina caterina katya
charles charlie chuck carl karl carlos carlo charl karol karel
christopher chris christoph christophe kristof krzysztof cristobal
daniel dan danny daniele daniil danila
david dave davy dawid davud
deborah debbie debra
dmitry dmitri dmitrii dima dmitriy
donald don donnie
edward ed eddie ted teddy ned eduard edouard eduardo
elizabeth liz beth betty lisa eliza elisabeth yelizaveta elizaveta isabel
eugene gene yevgeny evgeny evgeni evgenii yevgeni eugen eugenio
frances fran
francis frank francois francesco francisco franz frantisek ferenc
frederick fred freddy friedrich frederic federico fryderyk fridrikh
george georg georges georgy georgi georgii jorge giorgio yuri yury jerzy jiri gyorgy giorgi
gerald gerry jerry
gregory greg grigory grigori gregor gregoire gregorio
henry harry hank henri heinrich enrique enrico henrik genrikh
hugh hugo
irene irina
jacob jake yakov jakob jakub
james jim jimmy jamie jaime diego giacomo jacques
jennifer jenny jen
jeremiah jerry
john jack johnny jon jean juan giovanni johann johannes ivan ioannes ioann jan janis ivans joao
 sean ian evan hans jens ion yahya
joseph joe joey josef jose giuseppe iosif osip jozef yusuf yosef youssef
judith judy
kenneth ken kenny
lawrence larry laurence laurent lorenzo lavrenty
leo leon lev
leonard len lenny leonardo
margaret maggie meg peggy margarita marguerite
maria mary marie mariya miriam maryam marija
mark marc marcus marco marek markus marcos
martin martinus marty martino
matthew matt mathieu matthias matteo mateusz matvei matvey
michael mike mick mikhail michel miguel michele michal mihail mihai mikael mihaly
natalia natasha natalie nataliya natalya
nathaniel nathan nat
nicholas nick nicolas nicky nikolai nikolay nikolaus nicola nicolae mikolaj mikulas klaus
oliver ollie olivier
pamela pam
patricia pat patty tricia
patrick pat paddy patrice
paul pavel paolo pablo pavlo pal
peter pete pyotr petr pierre pedro pietro petros piotr petar petrus
philip phil philippe filipp felipe filip philipp
rachel raquel rakhil
raymond ray ramon
rebecca becky
richard dick rick rich ricky ricardo riccardo
robert bob rob bobby robbie bert roberto
roderick rod
ronald ron ronnie
samuel sam sammy samuil samuele
sergei serge sergey sergio sergii serhiy sergiy
simon semyon shimon simeon simone
solomon sol suleyman sulaymon sulaiman
stephen steve steven stefan stephane esteban stepan stefano etienne istvan
susan sue suzanne susanna susana
theodore ted teddy theo fyodor fedor teodor
theresa terry tess teresa therese
thomas tom tommy tomas tommaso foma tamas
timothy tim timofei timofey timoteo
victor vic viktor vittorio
victoria vicky viktoria viktoriya
vincent vince vincenzo vicente
vladimir vlad volodymyr volodya
walter walt wally
wenceslas vaclav wenzel venceslas
william bill will billy willy liam wilhelm guillaume guglielmo guillermo vilhelm willem
zachary zack zakhar zacharias
"""


def _classes() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _TABLE.replace("\n ", " ").split("\n"):
        names = frozenset(line.split())
        for name in names:
            found[name] = found.get(name, frozenset()) | names
    return found


_NAMES: Final = _classes()


def others(name: str) -> frozenset[str]:
    """Return the forms that may stand for a given name, itself among them; none if it has none."""
    return _NAMES.get(name, frozenset())
