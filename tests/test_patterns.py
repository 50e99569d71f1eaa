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
MAX_DEPTH = 4  # of a table with patterns in it
BEHIND = ("\x00", "!가\x00", "1")


OWN_WORDS = 40  # of one pattern that are said again and again
_GROUPS = re.compile(r"\(\?P<\w+>|\\.|\{[\d,]*\}")  # what is no word of a pattern
_WORD = re.compile(r"[가-힣]+|[a-z]{2,}|\d+")


def patterns() -> list[tuple[str, re.Pattern[str]]]:
    """The patterns of all modules, those in tables too, each once, under its name."""
    found: dict[str, tuple[str, re.Pattern[str]]] = {}

    def add(name: str, one: object, depth: int = 0) -> None:
        if isinstance(one, re.Pattern) and isinstance(one.pattern, str):
            found.setdefault(one.pattern, (name, one))
        elif depth < MAX_DEPTH and isinstance(one, tuple | list | set | frozenset):
            for each in one:
                add(name, each, depth + 1)
        elif depth < MAX_DEPTH and isinstance(one, dict):
            for each in (*one, *one.values()):
                add(name, each, depth + 1)

    for module in walk_packages(bot.__path__, "bot."):
        if not module.name.endswith("__main__"):
            for name, one in vars(import_module(module.name)).items():
                add(f"{module.name}.{name}", one)
    return list(found.values())


def own_words(pattern: re.Pattern[str]) -> list[str]:
    """Words that a pattern looks for, a few of many."""
    words = list(dict.fromkeys(_WORD.findall(_GROUPS.sub("|", pattern.pattern))))
    return words[:: max(1, len(words) // OWN_WORDS)]


@pytest.mark.timeout(60)
def test_no_pattern_tries_every_way_to_fail() -> None:
    """As 1,1,1,1나 once did: a message of sixty letters would have stopped the bot.

    One that does runs over the time limit of this test, whatever it finds in the end.
    """
    for name, pattern in patterns():
        own = (word + end for word in own_words(pattern) for end in ("", " "))
        texts = [each * AGAIN + BEHIND[0] for each in own]
        for text in (*texts, *(said * AGAIN + behind for said in SAID for behind in BEHIND)):
            for match in (pattern.match, pattern.fullmatch, pattern.search):
                found = match(text)
                assert found is None or found.end() <= len(text), name
