"""Where the tests find what is committed."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "data" / "pledges.db"
