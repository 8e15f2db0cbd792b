"""Settings: safe with none, strict with bad ones, and nothing started by reading them."""

import os
import re
import runpy
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from environs import EnvError

from config.environment import FAST, kept_secret
from config.errors import Misconfigured

ROOT = Path(__file__).parents[2]
READ = re.compile(r'(?:env\.\w+|_server)\(\s*(?:env, )?"([A-Z_]+)"')
SOURCE = "".join((ROOT / "config" / name).read_text() for name in ("settings.py", "environment.py"))
NAMES = sorted(set(READ.findall(SOURCE)))
PRODUCTION = {"DEBUG": "0", "SECRET_KEY": "k" * 25 + "0123456789abcdefghijklmnop"}


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Return a function that reads the settings from an environment of nothing but its own."""

    def settings(**environment):
        for name in NAMES:
            monkeypatch.delenv(name, raising=False)
        for name, value in {"VAR_DIR": str(tmp_path / "var"), **environment}.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "config" / "settings.py"))

    return settings


def test_the_settings_read_are_these():
    assert " ".join(NAMES) == (
        "ALLOWED_HOSTS API_REQUESTS_PER_PERSON API_REQUESTS_PER_TOKEN BEHIND_PROXY"
        " CLIENT_PATIENCE CSRF_TRUSTED_ORIGINS DATABASE_OWNER_URL DATABASE_POOL DATABASE_URL"
        " DEBUG EMAIL_URL FILES_AT_ONCE HOME_INSTITUTION HTTPS LANGUAGE_CODE LOG_LEVEL MEDIA_ROOT"
        " REQUESTS_AT_ONCE SECRET_KEY SECURE_HSTS_SECONDS TIME_ZONE VAR_DIR"
    )


def test_with_nothing_set_it_is_a_development_site(read, tmp_path):
    found = read()
    var = tmp_path / "var"
    assert found["DEBUG"] is True
    assert found["ALLOWED_HOSTS"] == []
    assert (found["TIME_ZONE"], found["LANGUAGE_CODE"]) == ("Asia/Tashkent", "en")
    assert found["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend"
    assert found["MEDIA_ROOT"] == var / "media"
    assert found["SESSION_COOKIE_NAME"] == "sessionid"
    assert found["SECURE_HSTS_SECONDS"] == 0
    assert found["STORAGES"]["staticfiles"]["BACKEND"].startswith("django.contrib")
    assert found["DATABASES"]["default"] == {
        "ENGINE": "config.embedded",
        "NAME": "relations",
        "USER": "relations_app",
        "OWNER": {"USER": "relations_owner"},
        "EMBEDDED": {"BASE": var / "postgres", "SERVER": {}},
        "TEST": {"EMBEDDED": {"BASE": var / "test", "SERVER": FAST}},
        "OPTIONS": {},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def test_reading_them_makes_only_the_secret(read, tmp_path):
    read()
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret_key"]


def test_the_folder_is_beside_the_program_unless_named(read):
    assert read(VAR_DIR="", SECRET_KEY="given")["VAR_DIR"] == ROOT / "var"
    assert read(VAR_DIR="~/here", SECRET_KEY="given")["VAR_DIR"] == Path("~/here").expanduser()


def test_in_production_everything_is_closed(read):
    found = read(**PRODUCTION, ALLOWED_HOSTS="a.uz,b.uz", BEHIND_PROXY="1")
    assert found["ALLOWED_HOSTS"] == ["a.uz", "b.uz"]
    assert found["SECRET_KEY"] == PRODUCTION["SECRET_KEY"]
    assert found["SESSION_COOKIE_NAME"] == "__Host-sessionid"
    assert found["CSRF_COOKIE_NAME"] == "__Host-csrftoken"
    assert (found["SECURE_SSL_REDIRECT"], found["SESSION_COOKIE_SECURE"]) == (True, True)
    assert found["SECURE_HSTS_SECONDS"] == 31_536_000
    assert found["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")
    assert found["STORAGES"]["staticfiles"]["BACKEND"].startswith("whitenoise")
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("localhost", 25)


def test_a_site_within_walls_may_do_without_https(read):
    found = read(**PRODUCTION, HTTPS="0")
    assert (found["SECURE_SSL_REDIRECT"], found["SESSION_COOKIE_SECURE"]) == (False, False)
    assert (found["SECURE_HSTS_SECONDS"], found["SECURE_HSTS_PRELOAD"]) == (0, False)
    assert found["SECURE_PROXY_SSL_HEADER"] is None


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("DEBUG", "maybe", '"DEBUG" invalid'),
        ("HTTPS", "2", '"HTTPS" invalid'),
        ("SECURE_HSTS_SECONDS", "long", '"SECURE_HSTS_SECONDS" invalid'),
        ("LOG_LEVEL", "loud", '"LOG_LEVEL" invalid'),
        ("LANGUAGE_CODE", "xx", '"LANGUAGE_CODE" invalid'),
        ("TIME_ZONE", "Asia/Nowhere", "TIME_ZONE: 'Asia/Nowhere' is not known here"),
        ("TIME_ZONE", "../etc", "TIME_ZONE: '../etc' is not known here"),
        ("EMAIL_URL", "pigeon://", "EMAIL_URL must be smtp://"),
        ("DATABASE_POOL", "many", '"DATABASE_POOL" invalid'),
        ("DATABASE_URL", "mysql://h/n", "DATABASE_URL must be a postgresql:// address; mysql"),
        ("DATABASE_URL", "nonsense", "DATABASE_URL must be a postgresql:// address; no scheme"),
        ("DATABASE_URL", "postgresql://h:port/n", '"DATABASE_URL" invalid'),
        ("DATABASE_URL", "postgresql://h/", "DATABASE_URL names no database"),
    ],
)
def test_a_bad_value_is_refused_by_name(read, name, value, message):
    with pytest.raises((EnvError, Misconfigured), match=message):
        read(**{name: value})


# --- the secret ---


def test_production_makes_up_no_secret(read):
    with pytest.raises(Misconfigured, match="SECRET_KEY must be set when DEBUG is off"):
        read(DEBUG="0")


def test_the_secret_is_kept_for_oneself(read, tmp_path):
    first = read()["SECRET_KEY"]
    assert read()["SECRET_KEY"] == first
    assert len(first) == 80
    path = tmp_path / "var" / "secret_key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_all_who_come_at_once_have_one_secret(tmp_path):
    path = tmp_path / "secret"
    found = []
    start = threading.Barrier(8)

    def come():
        start.wait()
        found.append(kept_secret(path))

    threads = [threading.Thread(target=come) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [path.read_text()] * 8
    assert list(tmp_path.iterdir()) == [path]


def test_a_secret_made_meanwhile_is_taken(tmp_path, monkeypatch):
    path = tmp_path / "secret"

    def token(_size):
        # another process is quicker, between the look and the making
        path.write_text("theirs")
        return "mine"

    monkeypatch.setattr("config.environment.secrets.token_urlsafe", token)
    assert kept_secret(path) == "theirs"
    assert list(tmp_path.iterdir()) == [path]


def test_a_secret_that_cannot_be_kept_is_explained(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(Misconfigured, match="Set VAR_DIR to a folder this account may write to"):
        kept_secret(tmp_path / "file" / "secret")


# --- the database ---


def test_an_address_leads_to_a_server_elsewhere(read):
    found = read(DATABASE_URL="postgres://app:p%40ss@db:6432/site?sslmode=require")
    assert found["DATABASES"]["default"] == {
        "ENGINE": "config.server",
        "NAME": "site",
        "USER": "app",
        "PASSWORD": "p@ss",
        "HOST": "db",
        "PORT": 6432,
        "OPTIONS": {"sslmode": "require"},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def test_an_owner_has_an_address_of_its_own(read):
    found = read(
        DATABASE_URL="postgresql://app:a@pooler/site",
        DATABASE_OWNER_URL="postgresql://owner:o@db:5433/site?sslmode=require",
    )["DATABASES"]["default"]
    assert (found["USER"], found["HOST"], found["OPTIONS"]) == ("app", "pooler", {})
    assert found["OWNER"] == {
        "USER": "owner",
        "PASSWORD": "o",
        "HOST": "db",
        "PORT": 5433,
        "OPTIONS": {"sslmode": "require"},
    }


def test_an_owner_that_is_the_program_is_none(read):
    same = "postgresql://app:a@db/site"
    found = read(DATABASE_URL=same, DATABASE_OWNER_URL=same)["DATABASES"]["default"]
    assert "OWNER" not in found


@pytest.mark.parametrize(
    ("app", "owner", "message"),
    [
        ("app@db/site", "owner@db/other", "must name the same database"),
        ("db/site", "owner@db/site", "must each name a user"),
        ("app@db/site", "db/site", "must each name a user"),
    ],
)
def test_an_owner_of_something_else_is_refused(read, app, owner, message):
    with pytest.raises(Misconfigured, match=message):
        read(DATABASE_URL=f"postgresql://{app}", DATABASE_OWNER_URL=f"postgresql://{owner}")


def test_a_pool_is_a_matter_of_choice(read):
    found = read(DATABASE_POOL="8")["DATABASES"]["default"]
    assert found["OPTIONS"] == {"pool": {"min_size": 1, "max_size": 8, "timeout": 5}}
    assert found["CONN_MAX_AGE"] == 0


# --- manage.py ---


def manage(*arguments, **environment):
    clean = {name: value for name, value in os.environ.items() if name not in NAMES}
    return subprocess.run(  # noqa: S603
        [sys.executable, str(ROOT / "manage.py"), *arguments],
        env={**clean, "DJANGO_SETTINGS_MODULE": "config.settings", **environment},
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )


@pytest.mark.parametrize("command", [["--help"], ["check"]])
def test_a_command_that_needs_no_database_starts_none(command, tmp_path):
    done = manage(*command, VAR_DIR=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_a_site_ready_for_the_world_has_nothing_to_mend(tmp_path):
    done = manage(
        *("check", "--deploy", "--fail-level", "WARNING"),
        **PRODUCTION,
        ALLOWED_HOSTS="a.uz",
        VAR_DIR=str(tmp_path),
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_bad_setting_is_told_in_a_line(tmp_path):
    done = manage("check", DEBUG="maybe", VAR_DIR=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        'Environment variable "DEBUG" invalid: Not a valid boolean.'
    ]
