"""What the operator must mend."""

from django.core.exceptions import ImproperlyConfigured


class Misconfigured(ImproperlyConfigured):
    """Say in one sentence what to set or mend; manage.py shows it without a traceback."""
