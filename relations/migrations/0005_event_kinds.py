"""Load the kinds of events that public reports speak of; staff may add their own."""

from django.db import migrations

MEETING, FORUM = "meeting", "forum"
KINDS = [
    ("event", MEETING, "event", "мероприятие", "tadbir", "행사"),
    ("meeting", MEETING, "meeting", "встреча", "uchrashuv", "회의"),
    ("bilateral_talks", MEETING, "bilateral talks", "двусторонние переговоры", "ikki tomonlama muzokaralar", "양자 회담"),
    ("policy_consultations", MEETING, "policy consultations", "политические консультации", "siyosiy maslahatlashuvlar", "정책 협의회"),
    ("delegation_visit", MEETING, "delegation visit", "визит делегации", "delegatsiya tashrifi", "대표단 방문"),
    ("visit_programme", MEETING, "visit program", "программа визита", "tashrif dasturi", "방문 일정"),
    ("video_call", MEETING, "video call", "видеовстреча", "videouchrashuv", "화상 회의"),
    ("vice_ministerial_meeting", MEETING, "meeting of vice ministers", "встреча заместителей министров", "vazir o‘rinbosarlari uchrashuvi", "차관급 회의"),
    ("preparatory_meeting", MEETING, "preparatory meeting", "подготовительная встреча", "tayyorgarlik uchrashuvi", "준비 회의"),
    ("committee_session", MEETING, "committee session", "заседание комитета", "qo‘mita majlisi", "위원회 회의"),
    ("signing", MEETING, "signing", "подписание", "imzolash", "서명식"),
    ("presentation", MEETING, "presentation", "презентация", "taqdimot", "발표회"),
    ("courtesy_call", MEETING, "courtesy call", "визит вежливости", "xushmuomalalik tashrifi", "예방"),
    ("farewell_call", MEETING, "farewell call", "прощальный визит", "xayrlashuv tashrifi", "이임 예방"),
    ("credentials", MEETING, "presentation of credentials", "вручение верительных грамот", "ishonch yorliqlarini topshirish", "신임장 제정"),
    ("institutional_change", MEETING, "institutional change", "институциональное изменение", "institutsional o‘zgarish", "기관 개편"),
    ("forum", FORUM, "forum", "форум", "forum", "포럼"),
    ("conference", FORUM, "conference", "конференция", "konferensiya", "학술회의"),
    ("round_table", FORUM, "round table", "круглый стол", "davra suhbati", "라운드테이블"),
    ("seminar", FORUM, "seminar", "семинар", "seminar", "세미나"),
    ("session", FORUM, "session", "сессия", "sessiya", "세션"),
    ("expert_dialogue", FORUM, "expert dialogue", "экспертный диалог", "ekspertlar muloqoti", "전문가 대화"),
    ("policy_debate", FORUM, "policy debate", "политическая дискуссия", "siyosiy munozara", "정책 토론회"),
    ("ministerial_session", FORUM, "ministerial session", "министерское заседание", "vazirlar majlisi", "장관급 회의"),
    ("summit", FORUM, "summit", "саммит", "sammit", "정상회의"),
    ("side_event", FORUM, "side event", "параллельное мероприятие", "yondosh tadbir", "부대 행사"),
]


def load(apps, schema_editor):
    EventKind = apps.get_model("relations", "EventKind")
    EventKind.objects.bulk_create(
        EventKind(code=code, family=family, name_en=en, name_ru=ru, name_uz=uz, name_ko=ko)
        for code, family, en, ru, uz, ko in KINDS
    )


def unload(apps, schema_editor):
    # A plain DELETE: looking for what points here would ask models of another state of the app.
    codes = [kind[0] for kind in KINDS]
    kinds = apps.get_model("relations", "EventKind").objects.filter(code__in=codes)
    kinds._raw_delete(schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("relations", "0004_places")]

    operations = [migrations.RunPython(load, unload)]
