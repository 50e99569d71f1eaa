"""No pattern of the code takes longer than a moment to fail on what is said again and again."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import walk_packages

import pytest

import bot

AGAIN = 40  # an exponential pattern would take years
SAID = (
    " |1|1 |1번 |1,|가|가 |가나 |a|a |-|~|1~|1.|. |\n|말고 |번 |ㅋ|월 |1월 |월요일 |시 |마다 "
    "|부터 |하고 |이랑|은 |는|요|님|과 |담당 |공약 |2025.1.1 |1/2 |(|[|·|삼|삼십 |둘째 주 |이틀 "
    "|오전 |주세요 |에서 |010-|@"
).split("|")
BEHIND = ("\x00", "!가\x00", "1")


def patterns() -> list[tuple[str, re.Pattern[str]]]:
    """The patterns of all modules, each once, under its name."""
    found: dict[str, tuple[str, re.Pattern[str]]] = {}
    for module in walk_packages(bot.__path__, "bot."):
        if not module.name.endswith("__main__"):
            for name, one in vars(import_module(module.name)).items():
                if isinstance(one, re.Pattern) and isinstance(one.pattern, str):
                    found.setdefault(one.pattern, (f"{module.name}.{name}", one))
    return list(found.values())


@pytest.mark.timeout(60)
def test_no_pattern_tries_every_way_to_fail() -> None:
    """As 1,1,1,1나 once did: a message of sixty letters would have stopped the bot.

    One that does runs over the time limit of this test, whatever it finds in the end.
    """
    for name, pattern in patterns():
        for text in (said * AGAIN + behind for said in SAID for behind in BEHIND):
            for match in (pattern.match, pattern.fullmatch, pattern.search):
                found = match(text)
                assert found is None or found.end() <= len(text), name
