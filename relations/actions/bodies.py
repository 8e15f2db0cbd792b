"""The institutions and posts of a draft: each made once, a unit inside its whole."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from relations.actions.drafts import BodyDraft, PersonDraft, PostDraft
from relations.actions.given import missing
from relations.models import Institution, InstitutionKind, Post
from relations.names.folding import folded


class Bodies:
    """What was made so far; two drafts that say the same are one record."""

    def __init__(self, planner: Any) -> None:
        self.planner = planner
        self.made: dict[tuple[Any, ...], Institution] = {}
        self.rows: dict[UUID | None, Institution] = {}
        self.posts: dict[tuple[Any, ...], UUID] = {}

    def id_of(self, draft: BodyDraft, path: str) -> UUID | None:
        if draft.id:
            found: UUID | None = self.planner.known_id("BodyDraft", draft.id, path)
            return found
        parent = self.id_of(draft.inside, f"{path}.inside") if draft.inside else None
        key = (folded(draft.name), parent)
        if key not in self.made:
            self.made[key] = self._new(draft, parent, path)
        return UUID(str(self.made[key].pk))

    def _new(self, draft: BodyDraft, parent: UUID | None, path: str) -> Institution:
        row = Institution(
            display_name=draft.name,
            kind=draft.kind or (InstitutionKind.UNIT if parent else InstitutionKind.OTHER),
            parent_id=parent,
            country_id=self.planner.country(draft.country, f"{path}.country"),
            **self.planner.made_level,
        )
        made: Institution = self.planner.add(row, path)
        self.rows[made.pk] = made
        return made

    def post(
        self, person: PersonDraft, contact: UUID, draft: PostDraft, path: str, order: int
    ) -> UUID | None:
        """Return the post meant: by its id, by what it says, or a new one."""
        planner = self.planner
        if draft.id:
            own = {post.pk for post in planner.known.posts.get(contact, ())}
            if draft.id not in own:
                planner.fault(path, missing(draft.id))
            return draft.id
        body = self.id_of(draft.body, f"{path}.body") if draft.body else None
        found: UUID | None = planner.known.post(contact, draft.title, body) if person.id else None
        key = (contact, folded(draft.title), body)
        if found is None and key not in self.posts:
            row = Post(
                contact_id=contact,
                title=draft.title or None,
                acting=draft.acting,
                order=order,
            )
            row.institution_id = body
            if body in self.rows:
                row.institution = self.rows[body]
            if not draft.title and body is None:
                planner.fault(path, _("A post needs a title or an institution."))
            planner.add(row, path)
            self.posts[key] = row.pk
        return found or self.posts[key]
