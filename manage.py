#!/usr/bin/env python
"""Django's commands and the program's own: ``manage.py help`` lists them."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line
    from environs import EnvError

    from config.errors import Misconfigured

    try:
        execute_from_command_line(sys.argv)
    except (EnvError, Misconfigured) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
