"""Hanja read in Hangul, by the table hanja.tsv."""

import re
from importlib.resources import files

# Two lines of comment and the headings stand first.
_ROWS = (files("bot.korean") / "hanja.tsv").read_text(encoding="utf-8").splitlines()[3:]
_TABLE = {ord(char): read for read, chars in (row.split("\t") for row in _ROWS) for char in chars}
_RUN = re.compile("[\u4e00-\u9fff]+")
# At the beginning of a word, ㄹ and ㄴ are not said before these vowels.
_AT_BEGINNING = dict(
    zip("녀뇨뉴니랴려례료류리라래로뢰루르", "여요유이야여예요유이나내노뇌누느", strict=True)
)


def in_hangul(text: str) -> str:
    """The text with its Hanja read in Hangul; what is in no table stays.

    >>> in_hangul("駐車場"), in_hangul("老人 福祉"), in_hangul("女性"), in_hangul("주차")
    ('주차장', '노인 복지', '여성', '주차')
    """
    return _RUN.sub(lambda run: _read(run[0]), text)


def _read(run: str) -> str:
    said = run.translate(_TABLE)
    place = ord(said[0]) - ord("가")
    if not 0 <= place <= ord("힣") - ord("가"):
        return said
    final = place % 28
    first = chr(ord(said[0]) - final)
    return chr(ord(_AT_BEGINNING.get(first, first)) + final) + said[1:]
