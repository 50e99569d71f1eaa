"""The lines of `.env`."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def write_env(path: Path, values: Mapping[str, str]) -> None:
    """Set these values; the file is made if there is none. Raises OSError."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    held = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(held, "w", encoding="utf-8") as file:
        file.write(env_with(text, values))
    fresh.replace(path)


def env_with(text: str, values: Mapping[str, str]) -> str:
    r"""The file's text with these values, each on its old line or at the end.

    >>> env_with("# the token\nBOT_TOKEN=\nBOT_X=y", {"BOT_TOKEN": "1:a", "BOT_ADMINS": "5"})
    '# the token\nBOT_TOKEN=1:a\nBOT_X=y\nBOT_ADMINS=5\n'
    """
    lines = text.splitlines()
    for name, value in values.items():
        assignment = re.compile(rf"\s*(export\s+)?{name}\s*=")
        places = [number for number, line in enumerate(lines) if assignment.match(line)]
        for number in places:
            lines[number] = f"{name}={value}"
        if not places:
            lines.append(f"{name}={value}")
    return "".join(f"{line}\n" for line in lines)
