"""A line for each thing that may be wrong, in the operator's terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.operations.findings import Finding, Level

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable


async def show_findings(findings: AsyncIterator[Finding], write: Callable[[str], object]) -> bool:
    """Write each finding as soon as it is there, then a summary; whether there is no fault."""
    levels = []
    async for finding in findings:
        write(f"{finding}\n")
        levels.append(finding.level)
    faults, hints = levels.count(Level.FAULT), levels.count(Level.HINT)
    write(f"checks: {len(levels)}, faults: {faults}, hints: {hints}\n")
    return not faults
