"""Every address of the site and the API."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include(("relations.api.urls", "api"))),
    path("", include(("relations.views.urls", "site"))),
]
