"""The files that come with the bot: the reference table, the page it was read from, aliases."""

import shutil
import sys
from contextlib import suppress
from pathlib import Path

from bot.store.errors import is_there
from bot.table.store.database import create_file

_PACKAGE = Path(__file__).resolve().parent.parent
# In a wheel they are in the package, in a clone beside it: see pyproject.toml.
_FOLDERS = (_PACKAGE / "data", _PACKAGE.parent / "data")
DATA = next((folder for folder in _FOLDERS if folder.is_dir()), _FOLDERS[0])

DEFAULT_OFFICE = "금천구청"  # of BOT_OFFICE
DEFAULT_DB = Path("data/pledges.db")  # its BOT_PLEDGES_DB, in the working directory


def database_of(office: str, kind: str) -> Path:
    """Where the office's `pledges` are, or its `state`: what is shipped is the default office's.

    Another office starts with its own. It never answers from somebody else's table, or to
    somebody else's people.
    """
    return Path(f"data/{kind}{'' if office == DEFAULT_OFFICE else f'-{office}'}.db")


def page_of(office: str) -> Path | None:
    """The page that the shipped table was read from; another office has none."""
    return DATA / "pledge-table.txt" if office == DEFAULT_OFFICE else None


def aliases_of(office: str) -> Path | None:
    """The office's own aliases: shipped for the default one, else in the working directory."""
    if office == DEFAULT_OFFICE:
        return DATA / "aliases.tsv"
    own = Path(f"data/aliases-{office}.tsv")
    return own if own.exists() else None


def env_example() -> Path:
    """The file that lists every setting with its default."""
    installed = Path(sys.prefix) / "share" / "pledge-bot" / ".env.example"
    return installed if installed.exists() else _PACKAGE.parent / ".env.example"


def readable_table(pledges_db: Path) -> Path:
    """The table to read: the shipped one as long as none was loaded at the default place."""
    is_replaced = pledges_db != DEFAULT_DB or is_there(pledges_db)
    return pledges_db if is_replaced else DATA / DEFAULT_DB.name


def install_table(pledges_db: Path, office: str) -> bool:
    """Copy the shipped table to the default place if nothing is there; whether that was done.

    Another office gets an empty file there, which waits for its table.
    """
    if pledges_db == database_of(office, "pledges") != DEFAULT_DB and not is_there(pledges_db):
        pledges_db.parent.mkdir(parents=True, exist_ok=True)
        return create_file(pledges_db)
    source = readable_table(pledges_db)
    if source == pledges_db or not source.exists():
        return False
    copy = pledges_db.with_suffix(".copy")
    with suppress(OSError):  # a read-only place: the shipped table is read where it is
        pledges_db.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, copy)
        copy.replace(pledges_db)
        return True
    return False
