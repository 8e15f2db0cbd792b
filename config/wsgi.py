import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from config.waiting import Waiting

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = Waiting(
    get_wsgi_application(),
    workers=settings.REQUESTS_AT_ONCE,
    patience=settings.CLIENT_PATIENCE,
)
