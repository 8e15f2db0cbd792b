"""Addresses of the API."""

from django.urls import URLPattern, URLResolver, path, re_path

from relations.api.accounts import AccountViewSet
from relations.api.agreements import AgreementViewSet
from relations.api.attachments import DocumentFile, DocumentViewSet, NoteViewSet
from relations.api.base import NounViewSet
from relations.api.changes import ChangesView
from relations.api.commitments import CommitmentViewSet, StatementViewSet
from relations.api.contacts import ContactViewSet, PostViewSet
from relations.api.events import EventViewSet, ForumViewSet, MeetingViewSet
from relations.api.exporting import Reports
from relations.api.figures import FigureViewSet, RelationViewSet
from relations.api.institutions import InstitutionViewSet
from relations.api.merging import Merging
from relations.api.places import PlaceViewSet, TopicViewSet
from relations.api.root import Docs, Nowhere, Root, SchemaFile
from relations.api.search import SearchView
from relations.api.series import KindViewSet, LinkViewSet, SeriesViewSet
from relations.api.sides import ParticipationViewSet
from relations.api.sources import SourceViewSet

VIEWS: tuple[type[NounViewSet], ...] = (
    InstitutionViewSet,
    ContactViewSet,
    PostViewSet,
    EventViewSet,
    MeetingViewSet,
    ForumViewSet,
    SeriesViewSet,
    AccountViewSet,
    ParticipationViewSet,
    StatementViewSet,
    CommitmentViewSet,
    AgreementViewSet,
    PlaceViewSet,
    TopicViewSet,
    SourceViewSet,
    FigureViewSet,
    RelationViewSet,
    DocumentViewSet,
    NoteViewSet,
    KindViewSet,
    LinkViewSet,
)


def addresses(view: type[NounViewSet]) -> list[URLPattern]:
    listed = view.as_view({"get": "list", "post": "create"})
    one = view.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"})
    bulk = view.as_view({"post": "bulk"})
    merges = [
        path(
            f"{view.noun}/<uuid:pk>/{verb}/",
            view.as_view({"post": verb}),
            name=f"{view.noun}-{verb}",
        )
        for verb in ("merge", "unmerge")
        if issubclass(view, Merging)
    ]
    return [
        *merges,
        path(f"{view.noun}/", listed, name=f"{view.noun}-list"),
        path(f"{view.noun}/bulk/", bulk, name=f"{view.noun}-bulk"),
        path(f"{view.noun}/<uuid:pk>/", one, name=f"{view.noun}-detail"),
    ]


urlpatterns: list[URLPattern | URLResolver] = [
    path("", Root.as_view(), name="root"),
    path("changes/", ChangesView.as_view(), name="changes"),
    path("search/", SearchView.as_view(), name="search"),
    path("reports/", Reports.as_view(), name="reports"),
    path("schema/", SchemaFile.as_view(), name="schema"),
    path("docs/", Docs.as_view(), name="docs"),
    path("documents/<uuid:pk>/file/", DocumentFile.as_view(), name="documents-file"),
    *(address for view in VIEWS for address in addresses(view)),
    re_path("", Nowhere.as_view(), name="nowhere"),
]
