"""Every address of the site: a list and a page for each noun, and the few pages beside them."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, include, path

from relations.actions.several import fields_of
from relations.exports.nouns import MODELS
from relations.views import (
    accounts,
    agreements,
    calendar,
    changing,
    commitments,
    contacts,
    desk,
    dossier,
    entrance,
    events,
    files,
    home,
    institutions,
    languages,
    log,
    places,
    report,
    same,
    saved,
    search,
    sources,
    thread,
)
from relations.views.base import NounList
from relations.views.bulk import Bulk
from relations.views.detail import NounDetail
from relations.views.merging import Merge, Unmerge
from relations.views.undoing import BulkUndo

DETAILS: tuple[type[NounDetail], ...] = (
    institutions.InstitutionDetail,
    contacts.ContactDetail,
    contacts.PostDetail,
    events.EventDetail,
    events.MeetingDetail,
    events.ForumDetail,
    events.SeriesDetail,
    accounts.AccountDetail,
    accounts.ParticipationDetail,
    commitments.StatementDetail,
    commitments.CommitmentDetail,
    agreements.AgreementDetail,
    places.PlaceDetail,
    places.TopicDetail,
    sources.SourceDetail,
    sources.FigureDetail,
    sources.RelationDetail,
    sources.DocumentDetail,
    sources.NoteDetail,
    events.KindDetail,
    events.LinkDetail,
)


def noun_addresses() -> Iterator[URLPattern]:
    for detail in DETAILS:
        noun = detail.noun
        yield path(f"{noun}/", NounList.as_view(noun=noun), name=f"{noun}-list")
        if fields_of(MODELS[noun]):
            yield path(f"{noun}/bulk/", Bulk.as_view(noun=noun), name=f"{noun}-bulk")
            undo = BulkUndo.as_view(noun=noun)
            yield path(f"{noun}/bulk/undo/<int:transaction>/", undo, name=f"{noun}-bulk-undo")
        if detail.mergeable:
            yield path(f"{noun}/<uuid:pk>/merge/", Merge.as_view(noun=noun), name=f"{noun}-merge")
            yield path(
                f"{noun}/<uuid:pk>/unmerge/", Unmerge.as_view(noun=noun), name=f"{noun}-unmerge"
            )
        yield path(f"{noun}/<uuid:pk>/", detail.as_view(), name=f"{noun}-detail")


urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.Home.as_view(), name="home"),
    path("log/", log.Log.as_view(), name="log"),
    path("contacts/card/", desk.AddCard.as_view(), name="contact-card"),
    path("contacts/<uuid:pk>/move/", desk.MoveContact.as_view(), name="contact-move"),
    path("search/", search.Search.as_view(), name="search"),
    path("search/typed/", search.SearchRows.as_view(), name="search-typed"),
    path("accounts/", include(entrance.urlpatterns)),
    path("same/", same.Same.as_view(), name="same"),
    path("same/<uuid:pk>/", same.Judge.as_view(), name="same-judge"),
    path("language/", languages.choose, name="set_language"),
    path("events/<uuid:pk>/edit/", changing.ChangeEvent.as_view(), name="event-change"),
    path("events/<uuid:pk>/thread/", thread.Thread.as_view(), name="thread"),
    path("documents/<uuid:pk>/file/", files.DocumentFile.as_view(), name="document-file"),
    path("dossier/", dossier.Dossier.as_view(), name="dossier"),
    *(
        path(f"dossier.{form}", dossier.Dossier.as_view(form=form), name=f"dossier-{form}")
        for form in dossier.FORMS
    ),
    path("calendar/", calendar.CalendarPage.as_view(), name="calendar"),
    path("calendar/<str:token>.ics", calendar.feed, name="calendar-feed"),
    path("views/keep/<slug:noun>/", saved.KeepView.as_view(), name="view-keep"),
    path("views/<uuid:pk>/delete/", saved.DropView.as_view(), name="view-drop"),
    path("report/", report.Reports.as_view(), name="reports"),
    path("report/<int:year>/", report.Report.as_view(), name="report"),
    *noun_addresses(),
]
