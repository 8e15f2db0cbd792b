"""The language of the screen: chosen on every page, and found again when one signs in."""

from typing import Any

from django.conf import settings
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.views.i18n import set_language

from relations.actions.languages import speak

LANGUAGES = dict(settings.LANGUAGES)


def choose(request: HttpRequest) -> HttpResponse:
    """Change the language as Django does, by a cookie, and keep it with the person."""
    answer = set_language(request)
    language = request.POST.get("language", "")
    user: Any = request.user
    if user.is_authenticated and language in LANGUAGES:
        speak(user, language)
    return answer


class SignIn(LoginView):
    """Sign in, and go on in the language that was chosen last, on whichever machine."""

    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        language = form.get_user().language
        if language in LANGUAGES:
            answer.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                language,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                secure=settings.LANGUAGE_COOKIE_SECURE,
                samesite="Lax",
            )
        return answer
