"""The language a person reads in: kept with them, so that it holds on every machine and in mail."""

from relations.history.acting import act
from relations.models import User


def speak(user: User, language: str) -> None:
    """Keep the language somebody chose for the screen."""
    with act("choose language", user):
        User.objects.filter(pk=user.pk).update(language=language)
