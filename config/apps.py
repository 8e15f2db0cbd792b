from django.apps import AppConfig
from django.core import checks

from config.checks import compiled, two_roles


class ProjectConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        checks.register(two_roles, deploy=True)
        checks.register(compiled)
