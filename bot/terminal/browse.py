"""Both databases in a browser on this machine: copies of them, served by Datasette."""

import importlib.util
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from bot.operations.settings import Settings, SettingsError, store_errors_as_settings_errors
from bot.operations.store.browsing import write_copies
from bot.table.shipped import readable_table

LOOPBACK = "127.0.0.1"


def browse(settings: Settings, *, port: int) -> int:
    """Serve copies until interrupted, and delete them; the status. Raises SettingsError."""
    if importlib.util.find_spec("datasette") is None:
        raise SettingsError("browse: Datasette is missing; pip install 'pledge-bot[browse]'")
    with tempfile.TemporaryDirectory(prefix="pledge-bot-") as name:
        folder = Path(name)
        table = readable_table(settings.pledges_db)
        with store_errors_as_settings_errors("browse", "expected the bot's own databases"):
            metadata = write_copies(table, settings.state_db, folder)
        described = folder / "metadata.json"
        described.write_text(json.dumps(metadata, ensure_ascii=False), encoding="utf-8")
        files = [part for file in sorted(folder.glob("*.db")) for part in ("-i", str(file))]
        serving = [sys.executable, "-m", "datasette", "serve", *files]
        serving += ["--host", LOOPBACK, "--port", str(port), "--metadata", str(described)]
        serving += ["--setting", "default_facet_size", "8"]
        with subprocess.Popen(serving) as process:  # noqa: S603 -- our own arguments
            try:
                return process.wait()
            finally:
                process.terminate()
