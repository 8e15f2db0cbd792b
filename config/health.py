"""Whether the process lives, and whether it can do its work; neither says more than that."""

from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache


@never_cache
def healthz(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(_request: HttpRequest) -> HttpResponse:
    """Answer 503 while the database is away or a migration waits."""
    lacking = _lacking()
    return HttpResponse(
        f"{lacking or 'ok'}\n", content_type="text/plain", status=503 if lacking else 200
    )


def _lacking() -> str:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (Error, ImproperlyConfigured):
        return "database"
    return "migrations" if waiting else ""
