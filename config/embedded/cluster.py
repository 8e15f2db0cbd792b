"""The data folder: made once and whole, with its roles, or not at all."""

import json
import os
import secrets
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from config.embedded.account import Account
from config.embedded.folders import Folders
from config.embedded.programs import MAJOR, find, within_reach
from config.errors import Misconfigured

SUPERUSER = "postgres"
OWNER = "relations_owner"
APP = "relations_app"
DATABASE = "relations"
LOCALE = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--encoding=UTF8")
HBA = "local all all scram-sha-256\n"


@dataclass(frozen=True)
class Cluster:
    folders: Folders
    account: Account
    durable: bool
    """Whether what is written reaches the disk; off for the databases of tests."""

    def prepare(self) -> None:
        """Make the data folder where there is none yet; never touch one that is not whole."""
        data = self.folders.data
        if data.exists():
            self._verify(data)
            return
        others = sorted(found.parent.name for found in self.folders.base.glob("data-*/PG_VERSION"))
        if others:
            raise Misconfigured(
                f"{self.folders.base} holds {', '.join(others)}, and this program brings "
                f"PostgreSQL {MAJOR}: move the data with a dump made by the version that wrote "
                f"it, or set VAR_DIR to another folder."
            )
        self._create()

    def passwords(self) -> Mapping[str, str]:
        """Return each role's password."""
        try:
            found: dict[str, str] = json.loads(self.folders.passwords.read_text())
        except FileNotFoundError:
            raise Misconfigured(
                f"{self.folders.passwords} is missing, and without it nobody can log in to "
                f"{self.folders.data}: put it back from the same backup as the data."
            ) from None
        return found

    def run(self, program: str, *arguments: str, text: str = "") -> str:
        """Run one of PostgreSQL's programs as the server's account and return what it printed."""
        done = subprocess.run(  # noqa: S603
            [self.program(program), *arguments],
            input=text,
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folders.base,
            env=environment(),
            **self.account.run_as(),
        )
        if done.returncode:
            raise Misconfigured(f"PostgreSQL's {program} failed: {reason(done.stderr)}")
        return done.stdout

    def program(self, name: str) -> str:
        folder = within_reach(find(), account=self.account, base=self.folders.base)
        return str(folder / name)

    def _verify(self, data: Path) -> None:
        try:
            version = (data / "PG_VERSION").read_text().strip()
        except FileNotFoundError:
            raise Misconfigured(
                f"{data} is no data folder of PostgreSQL (it has no PG_VERSION). It is left as it "
                f"is: look what it holds and move it away, or set VAR_DIR to another folder."
            ) from None
        if version != str(MAJOR):
            raise Misconfigured(f"{data} holds data of PostgreSQL {version}, not {MAJOR}.")
        self.passwords()

    def _create(self) -> None:
        """Fill a folder under another name and rename it: a killed run leaves no half of one."""
        unfinished = self.folders.base / f"unfinished-{MAJOR}"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        os.chown(unfinished, self.account.uid, self.account.gid)
        where = ("-D", str(unfinished))
        sync = () if self.durable else ("--no-sync",)
        # the access file that initdb writes is replaced before anything can connect
        self.run("initdb", *where, "-U", SUPERUSER, "-A", "reject", *LOCALE, *sync)
        (unfinished / "pg_hba.conf").write_text(HBA)
        self.run("postgres", "--single", *where, *self._single(), SUPERUSER, text=self._roles())
        unfinished.rename(self.folders.data)

    def _single(self) -> tuple[str, ...]:
        # without the first an error would be printed and passed over
        return ("-c", "exit_on_error=on", "-c", f"fsync={'on' if self.durable else 'off'}")

    def _roles(self) -> str:
        """Return the statements, one a line, that make the roles and the database."""
        passwords = self._first_passwords()
        return "".join(
            f"{statement}\n"
            for statement in (
                f"ALTER ROLE {SUPERUSER} PASSWORD '{passwords[SUPERUSER]}'",
                f"CREATE ROLE {OWNER} LOGIN CREATEDB PASSWORD '{passwords[OWNER]}'",
                f"CREATE ROLE {APP} LOGIN PASSWORD '{passwords[APP]}'",
                f"CREATE DATABASE {DATABASE} OWNER {OWNER}",
            )
        )

    def _first_passwords(self) -> Mapping[str, str]:
        # those of a run killed half-way, or of data that were moved away and may come back
        if self.folders.passwords.exists():
            return self.passwords()
        made = {role: secrets.token_hex(24) for role in (SUPERUSER, OWNER, APP)}
        handle = os.open(self.folders.passwords, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump(made, file)
            file.flush()
            os.fsync(file.fileno())
        return made


def environment() -> dict[str, str]:
    """Return this process's environment less what would change a server's locale or address."""
    return {
        name: value
        for name, value in os.environ.items()
        if name != "LANG" and not name.startswith(("LC_", "PG"))
    }


def reason(output: str) -> str:
    """Return the line of PostgreSQL's output that says why; never one that repeats a statement."""
    lines = output.strip().splitlines()
    told = [line for line in lines if "FATAL:" in line or "error:" in line]
    return (told or ["no reason given"])[-1]
