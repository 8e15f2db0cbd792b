"""Programs: who they act for, what their token is good for, and how much they may ask."""

from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from relations.actions import tokens
from relations.actions.tokens import MINUTE
from relations.api import rights
from relations.models import Token

SCOPES = {"meetings": "events", "forums": "events"}
"""Nouns that are part of another."""


class Bearer(BaseAuthentication):
    """A personal token in the header ``Authorization: Bearer``, and nowhere else."""

    def authenticate(self, request: Request) -> tuple[Any, Token] | None:
        kind, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer":
            return None
        token = tokens.opened(secret.strip())
        if token is None:
            raise AuthenticationFailed("This token does not work, or no longer.")
        rights.know(token.user)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = Bearer
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A personal token, made at /accounts/tokens/",
        }


class InScope(BasePermission):
    """Hold a program to the nouns, and to the reading or writing, its token was made for."""

    message = "This token is not good for that."

    def has_permission(self, request: Request, view: Any) -> bool:
        if not isinstance(request.auth, Token):
            return True
        noun = getattr(view, "noun", "")
        if not noun:
            return True
        writing = request.method not in SAFE_METHODS
        return tokens.allows(request.auth, SCOPES.get(noun, noun), writing=writing)


class ByTheMinute(BaseThrottle):
    """Bound what one token asks in a minute, and all tokens of one person together.

    Counted in a table, since a cache in memory would count each worker's requests apart.
    """

    def allow_request(self, request: Request, view: Any) -> bool:
        if not isinstance(request.auth, Token):
            return True
        one, person = f"token {request.auth.pk}", f"user {request.user.pk}"
        counts = tokens.tally(one, person)
        return (
            counts[one] <= settings.API_REQUESTS_PER_TOKEN
            and counts[person] <= settings.API_REQUESTS_PER_PERSON
        )

    def wait(self) -> float:
        return MINUTE
