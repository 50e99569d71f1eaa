"""Korean numerals below a thousand, as they are said."""

import re

SINO = {digit: value for value, digit in enumerate("일이삼사오육칠팔구", start=1)}
NATIVE = dict(zip("한 두 세 네 다섯 여섯 일곱 여덟 아홉".split(), range(1, 10), strict=True))
NATIVE |= {"하나": 1, "첫": 1, "둘": 2, "셋": 3, "넷": 4}

_DIGIT, _TENS = "[일이삼사오육칠팔구]", "[일이삼사오육칠팔구]?십[일이삼사오육칠팔구]?"
# Not 백 alone: 백번 is a hundred times.
_HUNDREDS = f"(?:[이삼사오육칠팔구]백|백(?={_DIGIT}|십))(?:{_TENS}|{_DIGIT})?"
SINO_NUMERAL = f"(?:{_HUNDREDS}|{_TENS}|[영공]?{_DIGIT})"
_NATIVE_TENS = {"열": 1, "스물": 2, "스무": 2, "서른": 3, "마흔": 4, "쉰": 5}
_NATIVE_TENS |= {"예순": 6, "일흔": 7, "여든": 8, "아흔": 9}
NATIVE_TEN = f"(?:{'|'.join(_NATIVE_TENS)})"
NATIVE_UNIT = "(?:한|하나|첫|두|둘|세|셋|네|넷|다섯|여섯|일곱|여덟|아홉)"
NATIVE_NUMERAL = f"(?:(?:{NATIVE_TEN} ?)?{NATIVE_UNIT}|{NATIVE_TEN})"
_NATIVE = re.compile(f"(?P<tens>{NATIVE_TEN})?(?P<units>.*)")


def counted(said: str) -> int | None:
    """The count that a word or digits say; None for a word that says none.

    >>> counted("십이"), counted("열두"), counted("스물세"), counted("05"), counted("여러")
    (12, 12, 23, 5, None)
    >>> counted("백"), counted("이백오"), counted("백이십삼")
    (100, 205, 123)
    """
    if said.isdecimal():
        return int(said)
    said = said.replace(" ", "").lstrip("영공")
    hundreds, has_hundred, rest = said.rpartition("백")
    if has_hundred:
        units = counted(rest) if rest else 0
        return None if units is None else 100 * SINO.get(hundreds, 1) + units
    before, has_ten, rest = said.rpartition("십")
    units = SINO.get(rest, 0 if has_ten and not rest else None)
    tens = SINO.get(before, 1 if not before else None) if has_ten else 0
    if units is None and (native := _NATIVE.fullmatch(said)):
        tens = _NATIVE_TENS.get(native["tens"] or "", 0)
        units = NATIVE.get(native["units"], 0 if tens and not native["units"] else None)
    return None if units is None or tens is None else 10 * tens + units or None
