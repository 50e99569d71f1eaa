"""Korean text as it is typed: forms of Unicode, initial consonants, keystrokes.

Throughout, "keystrokes" are those of the dubeolsik layout, written as the letters of the Latin
keyboard in the same places (ㅈ is w), the way they come out when the keyboard is in English.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files

CHOSEONG = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
JUNGSEONG = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
JONGSEONG = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
FIRST_SYLLABLE, LAST_SYLLABLE = "가", "힣"

KEYSTROKES = (
    dict(zip("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣ", "qwertyuiopasdfghjkl", strict=True))
    | dict(zip("ㅋㅌㅊㅍㅠㅜㅡ", "zxcvbnm", strict=True))
    | dict(zip("ㅃㅉㄸㄲㅆㅒㅖ", "QWERTOP", strict=True))
    | {"ㅘ": "hk", "ㅙ": "ho", "ㅚ": "hl", "ㅝ": "nj", "ㅞ": "np", "ㅟ": "nl", "ㅢ": "ml"}
    | {"ㄳ": "rt", "ㄵ": "sw", "ㄶ": "sg", "ㄺ": "fr", "ㄻ": "fa", "ㄼ": "fq"}
    | {"ㄽ": "ft", "ㄾ": "fx", "ㄿ": "fv", "ㅀ": "fg", "ㅄ": "qt"}
)
JAMO = {strokes: jamo for jamo, strokes in KEYSTROKES.items()}
# Shift matters only on the keys that carry a second jamo.
JAMO |= {letter.upper(): jamo for letter, jamo in JAMO.items() if letter.upper() not in JAMO}

# Shift matters nowhere else. What one syllable is made of: the last consonant before a vowel begins
# the next one.
_WITHOUT_SHIFT = {ord(key.upper()): key for key in "yuiasdfghjklzxcvbnm"}
_VOWELS = "h[kol]|n[jpl]|ml|[yuiophjklbnmOP]"
_FINALS = "rt|RT|sw|sg|fr|fa|fq|ft|fx|fv|fg|qt|QT|[qwertasdfgzxcvRT]"
_STROKES = re.compile(
    f"(?P<initial>[qwertasdfgzxcvQWERT])(?P<vowel>{_VOWELS})(?P<final>(?:{_FINALS})(?!{_VOWELS}))?"
    f"|{_VOWELS}|.",
    re.DOTALL,
)
_COMPATIBILITY_JAMO = re.compile("([\u3131-\u318e]+)")
_HALF_WIDTH_JAMO = re.compile("[\uffa1-\uffdc]")
_CONJOINING_JAMO = re.compile("[\u1100-\u11ff]")
_INVISIBLE = re.compile(
    "[\u00ad\u115f\u1160\u200b-\u200f\u2060\u3164\ufe0e\ufe0f\ufeff\uffa0\ue000-\uf8ff]"
)
_DASHES = re.compile("[\u2010-\u2015\u2212\u2500\u30fc\u3161\ufe58\ufe63\uff0d\uff70](?=\\s*\\d)")
# NFKC leaves them; the last is a letter that nobody writes any more but for a middle dot.
_SIGNS = dict.fromkeys(map(ord, "\u301c\u223c"), "~") | {ord("\u318d"): "\u00b7"}
_LATIN = re.compile("[a-z]+")
_SYLLABLES = re.compile(f"[{FIRST_SYLLABLE}-{LAST_SYLLABLE}]+")
# Most messages have nothing else, of which only case and spaces have several forms.
_PLAIN = re.compile("[\x00-\x7fㄱ-ㅠㅢㅣ가-힣]*")
_KEY = re.compile("[0-9a-z가-힣]+")  # that is its own
_WORD_AS_TYPED = re.compile("[0-9]*[가-힣]+[ㄱ-ㅎ]?[0-9]*")
_SINO_KOREAN_DIGITS = "영일이삼사오육칠팔구"
# Two lines of comment and the headings stand first.
_HANJA_ROWS = (files("bot.korean") / "hanja.tsv").read_text(encoding="utf-8").splitlines()[3:]
_HANJA = {
    ord(char): read for read, chars in (row.split("\t") for row in _HANJA_ROWS) for char in chars
}
_HANJA_RUN = re.compile("[\u4e00-\u9fff]+")
# At the beginning of a word, ㄹ and ㄴ are not said before these vowels.
_AT_BEGINNING = dict(
    zip("녀뇨뉴니랴려례료류리라래로뢰루르", "여요유이야여예요유이나내노뇌누느", strict=True)
)


class _Remembered(dict[str, str]):
    """What a function says of each text met so far: a look-up is five times faster."""

    def __init__(self, of: Callable[[str], str]) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, text: str) -> str:
        self[text] = said = self._of(text)
        return said


def _compatibility(jamo: str) -> str:
    """The stand-alone letter for a jamo in any of Unicode's other places."""
    name = unicodedata.name(jamo, "")
    for place in ("CHOSEONG", "JUNGSEONG", "JONGSEONG", "HALFWIDTH HANGUL LETTER"):
        name = name.replace(place, "LETTER") if place in name else name
    name = name.replace("HANGUL LETTER LETTER", "HANGUL LETTER")
    try:
        return unicodedata.lookup(name)
    except KeyError:
        return jamo


def normalized(text: str) -> str:
    """One form for all the ways in which the same characters come: composed, half-width, dashed.

    Lower case, single spaces, ASCII digits, Hanja read in Hangul. Done twice it changes nothing
    more.

    >>> normalized("교육문화－０３")
    '교육문화-03'
    >>> normalized(unicodedata.normalize("NFD", "주차"))
    '주차'
    >>> normalized("ㅈㅇㄱㅂ—5")  # NFKC alone would turn ㄱ into another character
    'ㅈㅇㄱㅂ-5'
    """
    if _PLAIN.fullmatch(text):
        return " ".join(text.lower().split())
    text = _INVISIBLE.sub("", text)
    text = _HALF_WIDTH_JAMO.sub(lambda jamo: _compatibility(jamo[0]), text)
    pieces = _COMPATIBILITY_JAMO.split(text)
    # Lower case first: it may open sequences that composition closes again (İ, K).
    pieces[::2] = [unicodedata.normalize("NFKC", p).casefold() for p in pieces[::2]]
    pieces[::2] = [unicodedata.normalize("NFKC", p) for p in pieces[::2]]
    text = _CONJOINING_JAMO.sub(lambda jamo: _compatibility(jamo[0]), "".join(pieces))
    text = _HANJA_RUN.sub(lambda run: _hanja_read(run[0]), text).translate(_SIGNS)
    return " ".join(_DASHES.sub("-", _INVISIBLE.sub("", text)).split())


def _hanja_read(run: str) -> str:
    """Hanja in Hangul; what is in no table stays.

    >>> _hanja_read("駐車場"), _hanja_read("女性")
    ('주차장', '여성')
    """
    said = run.translate(_HANJA)
    if not is_syllable(said[0]):
        return said
    final = (ord(said[0]) - ord(FIRST_SYLLABLE)) % 28
    first = chr(ord(said[0]) - final)
    return chr(ord(_AT_BEGINNING.get(first, first)) + final) + said[1:]


def bare(text: str) -> str:
    """Only what is written: letters and digits, without spaces and signs, in lower case.

    >>> bare("진로.진학 교육강화(독산3동)")
    '진로진학교육강화독산3동'
    """
    return "".join(filter(str.isalnum, text.lower()))


def search_key(text: str) -> str:
    """The one form in which names are compared, however they were typed.

    >>> search_key("교육문화－０３"), search_key("區廳 (앞)"), search_key("일자리ㆍ경제과")
    ('교육문화03', '구청앞', '일자리경제과')
    """
    return text if _KEY.fullmatch(text) else bare(normalized(text))


def is_syllable(char: str) -> bool:
    """Whether this is a composed syllable.

    >>> is_syllable("금"), is_syllable("ㄱ"), is_syllable("g")
    (True, False, False)
    """
    return FIRST_SYLLABLE <= char <= LAST_SYLLABLE


def is_syllables(text: str) -> bool:
    """Whether a text has composed syllables and nothing else.

    >>> is_syllables("금천"), is_syllables("금천 2동"), is_syllables("금ㅊ")
    (True, False, False)
    """
    return _SYLLABLES.fullmatch(text) is not None


def is_jamo(char: str) -> bool:
    """Whether this is a letter standing alone.

    >>> is_jamo("ㄱ"), is_jamo("ㅏ"), is_jamo("가")
    (True, True, False)
    """
    return "ㄱ" <= char <= "ㅣ"


def jamo(syllable: str) -> tuple[str, str, str]:
    """The initial, the vowel and the final (or "") of one composed syllable.

    >>> jamo("금")
    ('ㄱ', 'ㅡ', 'ㅁ')
    """
    place = ord(syllable) - ord(FIRST_SYLLABLE)
    return CHOSEONG[place // 588], JUNGSEONG[place % 588 // 28], JONGSEONG[place % 28]


def with_final(first: str) -> str:
    """All syllables with the final consonant of this one, the first that has it.

    >>> with_final("갔")[:3]
    '갔갰걌'
    """
    return "".join(map(chr, range(ord(first), ord(LAST_SYLLABLE) + 1, 28)))


def choseong(text: str) -> str:
    """The initial consonant of each syllable; everything else stays, clusters are taken apart.

    >>> choseong("사과")
    'ㅅㄱ'
    >>> choseong("ㅁㅇㄳ")  # the input method merges ㄱ and ㅅ
    'ㅁㅇㄱㅅ'
    >>> choseong("1인 가구")
    '1ㅇ ㄱㄱ'
    """
    return "".join([_initials[char] for char in text])


def first_initials(text: str) -> str:
    """The initial consonant of each syllable, and the first of a cluster: as long as the text.

    >>> first_initials("1인 ㄳ")
    '1ㅇ ㄱ'
    """
    return "".join([_initials[char][0] for char in text])


def initial_strokes(text: str) -> str:
    """The keys that type the initial consonants, one for each letter of the text.

    >>> initial_strokes("신안산선")
    'tdtt'
    """
    return "".join([_keystrokes[_initials[char][0]].lower() for char in text])


def _initials_of(char: str) -> str:
    if is_syllable(char):
        return jamo(char)[0]
    strokes = KEYSTROKES.get(char, char)
    apart = is_jamo(char) and len(strokes) > 1
    return "".join(JAMO[stroke] for stroke in strokes) if apart else char


_initials = _Remembered(_initials_of)


def is_choseong(text: str) -> bool:
    """Whether the text is made of initial consonants only, two or more.

    >>> is_choseong("ㅅㅇㅅㅅ"), is_choseong("ㅁㅇㄳ"), is_choseong("골목ㄱㅈ"), is_choseong("ㅜㅜ")
    (True, True, False, False)
    """
    initials = choseong(text) if all(map(is_jamo, text)) else ""
    return len(initials) > 1 and all(initial in CHOSEONG for initial in initials)


@lru_cache(maxsize=4096)  # of each word of a question several kinds of verbs are asked
def keystrokes(text: str) -> str:
    """The keys that type this text, one Latin letter each; what is no Hangul stays.

    >>> keystrokes("주차")
    'wnck'
    >>> keystrokes("꽃 중년")
    'Rhc wndsus'
    >>> keystrokes("주ck")
    'wnck'
    """
    return "".join([_keystrokes[char] for char in text])


_keystrokes = _Remembered(
    lambda char: (
        "".join(KEYSTROKES[letter] for letter in jamo(char) if letter)
        if is_syllable(char)
        else KEYSTROKES.get(char, char)
    )
)


def composed(strokes: str) -> str:
    """The text that these keystrokes type with the keyboard in Korean, as an input method joins it.

    >>> composed("wnck")
    '주차'
    >>> composed("wldurroqkf")
    '지역개발'
    >>> composed("dkswdk"), composed("Rhc"), composed("qwe")
    ('앉아', '꽃', 'ㅂㅈㄷ')
    """
    strokes = "".join([KEYSTROKES.get(stroke, stroke) for stroke in strokes])
    return _STROKES.sub(lambda one: _composed[one[0]], strokes.translate(_WITHOUT_SHIFT))


def _composed_of(strokes: str) -> str:
    """The one syllable, or the letter, that keystrokes type."""
    made = _STROKES.fullmatch(strokes)
    if made is None or made["vowel"] is None:
        return JAMO.get(strokes, strokes)
    initial, vowel, final = (
        JAMO.get(made[part] or "", "") for part in ("initial", "vowel", "final")
    )
    place = CHOSEONG.index(initial) * 588 + JUNGSEONG.index(vowel) * 28
    return chr(ord(FIRST_SYLLABLE) + place + JONGSEONG.index(final))


_composed = _Remembered(_composed_of)


@lru_cache(maxsize=1024)  # each word of a question is asked about from several sides
def in_korean(text: str) -> str:
    """What was meant by Latin letters typed for Korean ones; the text if they make no words.

    >>> in_korean("wnck"), in_korean("주ck"), in_korean("owner")
    ('주차', '주차', 'owner')
    """
    if not _LATIN.search(text):
        return text
    made = _LATIN.sub(lambda letters: composed(letters[0]), text)
    whole = _WORD_AS_TYPED.fullmatch(made) or is_choseong(made)
    return made if whole else text


@lru_cache(maxsize=4096)
def sound_strokes(text: str) -> str:
    """Keystrokes in which what sounds alike is equal: ㅔ and ㅐ, ㅙ ㅚ ㅞ, plain and tense (Shift).

    As long as `keystrokes(text)`. Telling them apart would cost more misspellings found too late
    than it saves: a whole word rarely hangs on one of these.

    >>> sound_strokes("돼지") == sound_strokes("되지")
    True
    >>> sound_strokes("네게") == sound_strokes("내개")
    True
    """
    return "".join([_sound_strokes[char] for char in text])


# Each character by itself, for "no" is ㅞ but 구only is not.
_sound_strokes = _Remembered(
    lambda char: _keystrokes[char].lower().replace("p", "o").replace("ho", "hl").replace("no", "hl")
)


def is_digit(char: str) -> bool:
    """Whether this is a digit, or the syllable that it is read as.

    >>> is_digit("2"), is_digit("이"), is_digit("둘")
    (True, True, False)
    """
    return char.isdecimal() or char in _SINO_KOREAN_DIGITS


def spoken_digits(text: str) -> str:
    """Whole numbers as they are read before a counter.

    >>> spoken_digits("4대 체험학교"), spoken_digits("2호선"), spoken_digits("10분")
    ('사대 체험학교', '이호선', '십분')
    """
    return re.sub(r"\d+", lambda number: _spoken(number[0]), text)


def _spoken(digits: str) -> str:
    if len(digits) > 4 or not (number := int(digits)):
        return "".join(_SINO_KOREAN_DIGITS[int(digit)] for digit in digits)
    text = ""
    for unit, name in ((1000, "천"), (100, "백"), (10, "십"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += ("" if digit == 1 and name else _SINO_KOREAN_DIGITS[digit]) + name
    return text
