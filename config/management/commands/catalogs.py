from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config import catalogs


class Command(BaseCommand):
    help = "Compile the translations of the pages; --renew brings in what the source says anew."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--renew", action="store_true", help="gather the texts first")

    def handle(self, *args: Any, renew: bool, **options: Any) -> None:
        for language in catalogs.LANGUAGES if renew else ():
            catalog = catalogs.renew(language)
            bare = sum(not all(_texts(one.string)) for one in catalog if one.id)
            self.stdout.write(f"{language}: {len(catalog)} texts, {bare} untranslated")
        catalogs.compile_all()


def _texts(string: Any) -> list[str]:
    return [string] if isinstance(string, str) else list(string or [""])
