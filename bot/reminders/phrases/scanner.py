"""The pieces of a text, found by tables of patterns."""

import re
from collections.abc import Callable, Container
from functools import cache, lru_cache

from bot.korean import hangul
from bot.reminders.phrases import korean
from bot.reminders.phrases.tokens import Found, MinutesAhead, Piece
from bot.reminders.phrases.words import number

_ENDS = r"(?![0-9a-z가-힣ㄱ-ㅎ])"
# Not behind 지역개발-, 14:00~ or 1/, but in D-7/D-3.
_BEGINS = re.compile(
    r"(?<![0-9a-z가-힣ㄱ-ㅎ])(?:(?<![0-9a-z가-힣][-./:~])|(?=d\s?-))|(?<=[가-힣])(?=d-\d)"
)
_PARTICLE = re.compile(
    rf"(?:\)?(?:에는|에도|에만|에|엔|날|은|는|을|를|만|이면|에서(?![^\n]{{2,15}}까지)|로?부터(?=\s*\d+\s*(?:영업)?[일주]\s*[뒤후])"
    rf"|이(?=\s+(?:공?휴|주말|쉬는))|경|쯤|정각|의|와|과|이랑|랑|하고|도|(?:으?로)?요|이요|이?에요|예요|입니다|으?로))?{_ENDS}"
    r"|(?=(?:까지|부터))"
)
_LINKS = re.compile("에는?|엔|은|는|와|과|이랑|랑|하고")  # 월요일은14시, 9시와오후4시
QUOTED = re.compile(r"[\"“'‘「『][^\"”'’」』\n]*[\"”'’」』]")  # is said as it stands
MIDDLE_DOTS = "·ㆍ・‧∙"
AROUND = " ,·ㆍ・&+/|:→➡\t\n"  # signs between whom, when and what
_AND = re.compile(r"(?:와|과|이랑|랑|하고)$")
_MAX_AND_CHARS = 2
_BETWEEN = re.compile(r"[ ,·・/&()\[\]+]*(?:(?:및|와|과|하고|그리고|또)\s+)?")
_LISTING = re.compile(r"[,·・/&+]|및|와|과|하고|그리고|또")


@lru_cache(maxsize=16)  # one message is read for whom, for when, and for what is left of it
def pieces(text: str) -> tuple[Found, ...]:
    """All pieces of a composed text, in order; of several in one place the longest.

    A piece begins where a word or another piece ends, and ends where a word ends. A time of day
    that is written together with the piece before it may be followed by more of the same word.

    >>> [type(found.piece).__name__ for found in pieces("내일 9시")]
    ['Ahead', 'Clock']
    >>> [type(found.piece).__name__ for found in pieces("내일9시주간보고")]
    ['Ahead', 'Clock']
    """
    places = [at for at, char in enumerate(text) if _plain[char]]
    plain, places = _in_digits("".join(_plain[text[at]] for at in places), places)
    at_each: dict[int, tuple[Piece, int]] = {}
    glued: dict[int, tuple[Piece, int]] = {}
    # From the end, because a piece may end where another begins (내일오전).
    for at in range(len(plain) - 1, -1, -1):
        if plain[at].isspace():
            continue
        is_none = _any_pattern().match(plain, at) is None
        longest = None if is_none else _longest(plain, at, at_each.keys() | glued.keys())
        if (open_ended := korean.glued(plain, at)) is not None:
            end = _linked(plain, open_ended[1], at_each)
            glued[at] = open_ended[0], end
            is_followed = end in at_each or isinstance(open_ended[0], MinutesAhead)
            if is_followed and (longest is None or end > longest[1]):
                longest = open_ended
        if longest is not None:
            at_each[at] = longest
    found: list[Found] = []
    at = end = 0
    while at < len(plain):
        taken = at_each.get(at)
        beside = bool(found) and _BETWEEN.fullmatch(plain, end, at) is not None
        if beside and at in glued and (not taken or glued[at][1] > taken[1]):
            taken = glued[at]
        if taken is not None and (beside or _BEGINS.match(plain, at)):
            between = plain[end:at] if found else "\n"
            is_behind_and = _AND.search(plain, max(0, end - _MAX_AND_CHARS), end) is not None
            piece, end = taken
            found.append(
                Found(
                    piece=piece,
                    start=places[at],
                    end=places[end - 1] + 1,
                    joined=_BETWEEN.fullmatch(between) is not None,
                    listed=is_behind_and or _LISTING.search(between) is not None,
                )
            )
            at = end
        else:
            at += 1
    return tuple(found)


def beside_schedule(text: str) -> str:
    """The text without words of a schedule."""
    found = pieces(text)
    starts = [0, *(each.end for each in found)]
    ends = [*(each.start for each in found), len(text)]
    return " ".join(text[start:end] for start, end in zip(starts, ends, strict=True))


def is_all_schedule(text: str) -> bool:
    """Whether nothing stands in a text but words of a schedule."""
    return bool(pieces(text)) and not beside_schedule(text).strip(AROUND)


def _in_digits(plain: str, places: list[int]) -> tuple[str, list[int]]:
    """The text with numbers of dates and times in digits and apart, and where each character is."""
    written, kept, at = "", [], 0
    for said in korean.SPELLED.finditer(plain):
        start, end = said.span(said.lastindex or 0)
        digits = str(number(plain[start:end])) if end > start else " "
        written += plain[at:start] + digits
        kept += [*places[at:start], *(places[start], places[end - 1])[: len(digits)]]
        at = end
    return written + plain[at:], kept + places[at:]


class _Plain(dict[str, str]):
    """Each character in the form that patterns are written in; "" for invisible ones."""

    def __missing__(self, char: str) -> str:
        # A digit behind it, because only dashes before digits are folded.
        one = hangul.normalized(f"{char}0").removesuffix("0")
        if char.isspace():
            one = "\n" if char == "\n" else " "
        elif char in MIDDLE_DOTS:
            one = "·"
        self[char] = one if len(one) < 2 else char
        return self[char]


_plain = _Plain()


@cache  # on first need: they take a tenth of a second
def _patterns() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Piece | None]], ...]:
    return tuple((re.compile(pattern), maker) for pattern, maker in korean.TABLE)


@cache
def _any_pattern() -> re.Pattern[str]:
    """What matches wherever any of the patterns does: no more than a few places of most texts."""
    unnamed = (re.sub(r"\(\?P<\w+>", "(?:", pattern) for pattern, _ in korean.TABLE)
    return re.compile("|".join(f"(?:{each})" for each in unnamed))


def _longest(plain: str, at: int, after: Container[int]) -> tuple[Piece, int] | None:
    """The longest piece here that ends where a word or a particle ends or another piece begins."""
    best: tuple[Piece, int] | None = None
    for pattern, maker in _patterns():
        match = pattern.match(plain, at)
        if match is None or match.end() == at:
            continue
        end = match.end()
        if (particle := _PARTICLE.match(plain, end)) is not None:
            end = particle.end()
        elif (end := _linked(plain, end, after)) not in after:
            continue
        if (best is None or end > best[1]) and (piece := maker(match)) is not None:
            best = piece, end
    return best


def _linked(plain: str, end: int, after: Container[int]) -> int:
    """Where a piece ends: with its particle, if another piece begins behind that."""
    link = _LINKS.match(plain, end)
    return link.end() if link and end not in after and link.end() in after else end
