"""Comparisons in words: 50% 미만, 20억에서 40억 사이, 2027년에 끝나는, 많은 순으로 셋."""

import re
from collections.abc import Iterator
from math import inf

from bot.korean.numerals import NATIVE_NUMERAL, SINO_NUMERAL, counted
from bot.lookup import lexicon
from bot.lookup.cells import Kind, amount, period
from bot.lookup.conditions import Between, InOrder, Side
from bot.lookup.lexicon import any_of

_WORDS = lexicon.groups("comparing.tsv")
OF = {group: any_of(words) for group, words in _WORDS.items()}
PARTICLE = f"{OF['particle']}?"
# 거예요, but not 거리 and 건강.
_THING = "(?:[거건것](?=들|[만은는이을를도의좀예에요야죠임]|[^가-힣]|$)|[게데](?![가-힣]))"
_THINGS = f"(?:{OF['what']}|{_THING})"
OF_WHAT = rf"(?:\s*(?!사업[비기]){_THINGS}(?:들|에서|{OF['particle']})?)"  # not 사업비, 사업기간
# Behind what is said of it may stand more before it: 핵심인 체육 공약.
OF_WHAT_LATER = rf"(?:{OF_WHAT}|(?=\s.{{0,30}}{_THINGS}))"
_REACHED = f"(?:(?:다 |모두 |전부 )?{OF['reached']})"
_NOT = rf"(?P<negated>[이가]? ?{OF['negated']})"

_NUMBER = rf"(?:\d[\d,]*(?:\.\d+)?|{SINO_NUMERAL}|[백천](?=[만억])|(?=만\s?{OF['units']}))"
_MONEY = rf"{_NUMBER}\s?(?:조|천억|억|천만|백만|십만|만|천)"
_RATE = rf"{_NUMBER}\s?(?:%|퍼센트|퍼센티지|프로|퍼)"
# Not 대 of 200억대, which is from 200 to 300.
_UNIT = rf"(?:(?!(?<=[억조])대|(?<=[천백십]만)대)\s?{OF['units']})?"
_HALF = r"절반|반(?=도\s|\s?(?:이상|이하|넘))"
_FIGURE = (
    rf"(?:{_RATE}|{_HALF}|{_MONEY}(?:\s?{_MONEY}){{0,2}}{_UNIT}"
    rf"|\d[\d,]*(?:\.\d+)?(?!\d|\s?위){_UNIT})"
)
COMPARED = re.compile(
    rf"(?:(?P<from>{OF['at-least']})|(?P<upto>{OF['at-most']}))?\s?"
    rf"(?<![-\d.])(?P<low>{_FIGURE})"
    rf"(?:\s?(?:에서|부터|~|-|이상(?:이고|이면서)?|(?P<above>넘고|초과))\s?(?P<high>{_FIGURE}))?"
    rf"(?:\s?(?:정도|쯤|가량))?\s*{PARTICLE}\s*"
    rf"(?:(?P<least>{OF['least']})|(?P<over>{OF['over']})|(?P<most>{OF['most-of']})"
    rf"|(?P<under>{OF['under']})|(?P<about>대)|(?P<within>사이)|{_NOT}"
    rf"|(?=인|짜리|{OF_WHAT}|$|{_REACHED}{OF_WHAT}))"
    rf"(?P<is>인|짜리|의|{_REACHED})?(?P<what>{OF_WHAT})?"
)
# 제일; or the place in the order that follows: 두 번째로 예산 많은
FIRST = rf"(?:(?P<first>{OF['most']})|(?P<place>\d{{1,2}}|{NATIVE_NUMERAL})\s?(?:번째|째)로)"
_IN_ORDER = r"\s*순(?:서|위)?(?:대로|으로|로)?(?![가-힣])"
_COUNT = (
    rf"(?:\s*(?P<count>\d{{1,2}}|{NATIVE_NUMERAL})"
    rf"(?:\s?(?:개|건|가지|곳|위(?:까지)?)|(?={PARTICLE}(?![가-힣\d%])|\s?{OF['what']})){PARTICLE})?"
)
RANK = re.compile(
    rf"{FIRST}?\s*(?:(?P<pace>(?:{OF['early']}|(?P<late>{OF['late']})|(?P<long>{OF['long']}))"
    rf"\s?(?:(?P<begins>{OF['begins']})|{OF['ends']}|{OF['runs']})[가-힣]*?[는된한난될할])"
    r"|(?:(?:진행|진척|추진|이행)[이은도]?\s*)?"
    rf"(?:(?P<dear>{OF['dear']})|(?P<cheap>{OF['cheap']})|(?P<top>{OF['top']}"
    r"|(?<!\d)(?:(?P<upto>\d{1,2})\s?위까지|(?P<rank>\d{1,2})\s?위))"
    rf"|(?P<bottom>{OF['bottom']})"
    rf"(?:에서\s?(?P<last>\d{{1,2}}|{NATIVE_NUMERAL})\s?(?:번째|째|위))?"
    rf"|(?P<ahead>{OF['ahead']})|(?P<high>{OF['high']})|(?P<behind>{OF['behind']})"
    rf"|(?P<low>{OF['low']})|(?={_IN_ORDER}))"
    r"(?!\s?(?:부서|[과팀](?![가-힣])|분야|부문|전략)))"
    rf"(?P<order>{_IN_ORDER})?(?P<what>{OF_WHAT})?{_COUNT}{OF_WHAT}?"
)
_TIME = (
    r"(?:(?:20\d\d\s?년도?|20\d\d(?![\d-])|(?<!\d)\d\d\s?년(?!\s?(?:이상|넘|동안)))"
    r"(?:\s?(?:\d{1,2}\s?월|상반기|하반기|[1-4]\s?분기))?)"
)
TIMED = re.compile(
    rf"(?P<time>{_TIME})(?:\s?(?:에서|부터|~|-)\s?(?P<until>{_TIME}))?\s?(?:말|초|연말)?"
    rf"(?P<how>{OF['when']}|)(?:는|만)?\s*(?:몇\s?[개건][나가이]?\s)?"
    rf"(?:(?P<not>[안못]\s)?(?:(?P<begins>{OF['begins']})|(?P<ends>{OF['ends']})|(?P<runs>{OF['runs']}))"
    r"(?P<verb>[가-힣]*)(?:\s(?:예정|목표|계획)[가-힣]*|(?<=야)\s[하했할되될됐돼][가-힣]*)?|(?P<is>인)|의)?"
    rf"(?:(?P<what>{OF_WHAT}|(?<=[는된한난될할인]){OF_WHAT_LATER})"
    rf"|(?=\s*(?:$|[?!.\n]))|(?P<links>(?:(?<=[서고여며])|(?<=야\s[하했되됐]는데))\s))"
)
# What these cannot do without: to look for it takes a tenth of the time, and few texts have it.
FIGURE, COUNTED = re.compile(_FIGURE), re.compile(r"\d")
_RANKED = "early late long dear cheap top bottom ahead high behind low".split()
RANKED = re.compile(any_of(["순", "위", *(word for of in _RANKED for word in _WORDS[of])]))
_SPOKEN_DIGITS = {"": "1", "천": "1000"}  # of 만 and 천만, which no numeral has
_OF_WHAT_UNIT = re.compile(r"[^\d조억만천백십]+$")  # 명 of 1만 명
_SPOKEN = re.compile(rf"(?<!\d)(?:{SINO_NUMERAL}|[백천](?=[만억])|^(?=만))")


def kind_of(figure: str) -> Kind:
    """What a figure is by its unit; a count where it has another one, or none."""
    if re.search("%|퍼|프로|반$", figure):
        return Kind.RATE
    return Kind.MONEY if re.search("[억조만천]", figure) else Kind.COUNT


def is_plain(said: re.Match[str]) -> bool:
    """Whether a figure only stands there: without its column a rate asks, and 10억짜리 사업."""
    compared = ("least", "over", "most", "under", "from", "upto", "within", "about")
    is_range = said["high"] is not None and said["is"] is not None
    return not (
        any(map(said.__getitem__, compared)) or is_range or (said["is"] == "짜리" and said["what"])
    )


def between(said: re.Match[str], key: str, kind: Kind) -> Between | None:
    """The values of a column that a comparison takes."""
    low, high = _figure(said["low"], said["high"] or "", kind), _figure(said["high"], "", kind)
    is_under, is_not = bool(said["under"]), said["negated"] is not None
    if low is None:
        return None
    if high is not None:
        is_over = said["above"] is not None
        return Between(column=key, low=low, high=high, over=is_over, under=is_under, negated=is_not)
    if said["about"]:  # 50%대, 10억대
        digits = f"{low:.0f}"
        step = 10 ** (len(digits) - len(digits.rstrip("0")))
        return Between(column=key, low=low, high=low + step, under=True)
    if said["over"] or said["least"] or said["from"]:
        return Between(column=key, low=low, over=bool(said["over"]))
    if is_under or said["most"] or said["upto"]:
        return Between(column=key, high=low, under=is_under)
    return Between(column=key, low=low, high=low, negated=is_not)


def _figure(said: str | None, other: str, kind: Kind) -> float | None:
    if said is None:
        return None
    if said.endswith("반"):
        return 50.0
    unit = re.search("[조억만천백십]+(?=원?$)", other)
    if kind is Kind.MONEY and kind_of(said) is Kind.COUNT and unit:
        said += unit[0]
    figure = _SPOKEN.sub(lambda word: _SPOKEN_DIGITS.get(word[0]) or str(counted(word[0])), said)
    return amount(_OF_WHAT_UNIT.sub("", figure))


def timed(said: re.Match[str], key: str, side: Side | None) -> Iterator[Between]:
    """The periods that begin, end or are under way at a time; `side` is the column's, if it has."""
    how = said["how"]
    first, last = period(said["time"]) or (-inf, inf)
    if said["until"]:
        last = (period(said["until"]) or (first, last))[1]
    side = Side.FIRST if said["begins"] else side or Side.LAST
    if how == "까지" and said["until"] and not said["ends"]:  # 2025년부터 2027년까지 하는
        yield Between(column=key, low=first, side=Side.FIRST)
        yield Between(column=key, high=last)
    elif how == "까지" or how.startswith(("안", "내", "이내", "이전")):
        is_open = not said["until"] and how in ("까지", "이전", "이전에")
        yield Between(column=key, high=last, low=-inf if is_open else first, side=side)
    elif how.startswith("전"):
        yield Between(column=key, high=first, under=True, side=side)
    elif how.startswith("넘") or (how == "이후" and said["runs"]):
        yield Between(column=key, low=last, over=True)
    elif how.startswith("이후") or (how == "부터" and not said["begins"]):
        is_end = said["ends"] or (side is Side.LAST and not said["runs"] and how != "부터")
        yield Between(column=key, low=first, side=Side.LAST if is_end else Side.FIRST)
    else:
        yield Between(column=key, low=first, high=last, side=Side.ALL if said["runs"] else side)


def ranked(
    said: re.Match[str], key: str, kind: Kind, column: re.Match[str] | None = None
) -> InOrder:
    """The most or the least of a column; of periods, the longest, or the first to end or begin.

    What is said of the order before the `column` is as good as behind it: 두 번째로 예산 많은.
    """
    side = Side.FIRST if said["begins"] else Side.LAST
    highest = not any(map(said.__getitem__, ("low", "behind", "bottom", "cheap")))
    if kind is Kind.PERIOD:
        word = said["pace"] or said["high"] or said["low"] or said["ahead"] or said["behind"] or ""
        if said["long"] or word in ("긴", "짧은"):
            side = Side.LENGTH
        else:
            highest = bool(said["late"]) or word.startswith("늦")
    count = counted(said["count"] or said["upto"]) if said["count"] or said["upto"] else None
    firsts, places = [
        [each[of] for each in (said, column) if each is not None and each[of]]
        for of in ("first", "place")
    ]
    place = counted((*places, said["rank"] or said["last"] or "1")[0]) or 1
    if count is None and not said["order"]:  # one that is 제일 or second; all in order
        count = 1 if places or firsts or said["top"] or said["bottom"] else None
    return InOrder(column=key, highest=highest, count=count, side=side, place=place)


def is_ranked(said: re.Match[str]) -> bool:
    """Whether an order is asked for: one of all, a few of them, or all in order."""
    is_one = said["first"] or said["place"]
    return bool(said["order"] or said["count"] or (is_one and said["what"]))
