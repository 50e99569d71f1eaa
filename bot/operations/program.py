"""How this program is started where it runs, for what tells the operator to start it."""

import shutil
import sys
from pathlib import Path


def program() -> str:
    """What is typed here to start this program: in a clone it is on no path."""
    beside = Path(sys.executable).with_name("pledge-bot")
    if not beside.exists() or shutil.which("pledge-bot") == str(beside):
        return "pledge-bot"
    return str(beside.relative_to(Path.cwd()) if beside.is_relative_to(Path.cwd()) else beside)
