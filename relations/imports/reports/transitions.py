"""Open and close posts as the reports tell: who was appointed, who left, on which day."""

from relations.imports.reports.registry import Registry
from relations.models import Transition
from relations.models.accounts import TransitionKind


def apply_transitions(registry: Registry) -> None:
    """Date the one post a transition can mean; where there are several, nothing is guessed."""
    for row in registry.batch.rows:
        if not isinstance(row, Transition) or not (row.contact_id and row.institution_id):
            continue
        posts = [
            post
            for post in registry.held.posts.values()
            if (post.contact_id, post.institution_id) == (row.contact_id, row.institution_id)
        ]
        if len(posts) != 1 or not row.date:
            continue
        if row.kind == TransitionKind.APPOINTED and not posts[0].since:
            registry.batch.set(posts[0], since=row.date)
        if row.kind == TransitionKind.LEFT and not posts[0].until:
            registry.batch.set(posts[0], until=row.date)
