from argparse import ArgumentParser
from typing import Any

from django.core.mail import send_mail
from django.core.management.base import BaseCommand
from django.utils import timezone, translation

from relations.actions.reminders import once_a_day
from relations.dossier.due import due_of, mail_of
from relations.models import User


class Command(BaseCommand):
    help = "Mail each person what they have to do; once a day, however often it is called."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--site", default="", help="where the site stands: https://…")

    def handle(self, *args: Any, **options: Any) -> None:
        people = User.objects.filter(is_active=True).exclude(email="").order_by("pk")
        sent = sum(self._mail(user, options["site"]) for user in people)
        self.stdout.write(f"{sent} sent.")

    def _mail(self, user: User, site: str) -> bool:
        day = timezone.localdate()
        due = due_of(user, day)
        if not due:
            return False
        with once_a_day(user, day) as waiting, translation.override(user.language or None):
            if waiting:
                subject, text = mail_of(due, site)
                send_mail(subject, text, None, [user.email])
        return waiting
