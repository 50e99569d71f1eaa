"""A message rewritten before its words are read: its list marks, signs, keys and corrections.

What the later steps read is Hangul in one spelling with a question a line, whatever keyboard,
dictation or list it came from.
"""

import re
import unicodedata
from functools import lru_cache

from bot.korean import hangul
from bot.lookup.browsing import belongs
from bot.lookup.catalogue import Catalogue
from bot.lookup.columns import OWNER
from bot.lookup.keyboard import LATIN, in_korean_keys
from bot.lookup.lexicon import any_of, groups
from bot.lookup.pledge import UNDECIDED
from bot.lookup.spacing import asking_apart
from bot.lookup.tokens import typed_words
from bot.lookup.words import is_asking, is_light

# A card of the bot's own that comes back: the line under the owner has the number and the title.
_OWN_CARD = re.compile(r"^🏢 [^\n]+\n(?:[👤🤝][^\n]*\n)*(?P<pledge>[^\n]+)\n", re.MULTILINE)
_CIRCLED = re.compile("[①-⑳]")
_BEFORE_COUNT = re.compile("(?<=[①-⑳])\\s?~\\s?(?=0\\d)")  # Ⅱ-②~01: no range, but a slip for -
_BESIDE_CIRCLED = re.compile("(?<=[^\\W_])(?=[①-⑳])|(?<=[①-⑳])(?=[^\\W_])")  # Ⅳ①2
_SIGNS = dict.fromkeys(("줄바꿈", "줄 바꿈", "줄 바꾸고", "다음 줄", "다음줄"), "\n") | {
    "물음표": "?",
    "쉼표": ",",
    "느낌표": "!",
    "마침표": ".",
}
_SAID_SIGN = re.compile(rf"\s?(?<![가-힣])(?:그 )?({'|'.join(_SIGNS)})에?(?![가-힣])")
# What stands before the items of a list: 1., 2), ①; or - in each line.
_ITEM = re.compile(
    r"^\s*(\d{1,2})[.)]\s+|(?<=\s)(\d{1,2})[.)]\s+(?=[^\W\d])|(?:^|(?<=\s))([①-⑳])\s*(?=[가-힣])",
    re.MULTILINE,
)
_BULLET = re.compile(r"^\s*[-*•·▪■●○◦]\s+", re.MULTILINE)
# 미술관에서 도서관으로 정정할게요; to look for all of it takes long where it does not end so.
_CORRECTS = "로 ?(?:정정|수정(?:할게|합니|이요|요)|(?:바꿀|변경할|고칠)게)"
_MAY_CORRECT = re.compile(_CORRECTS)
_CORRECTED = re.compile(
    rf"([^\n.?!,]{{1,40}}?)(?:에서|을|를) ([^\n.?!,]{{1,40}}?)으?{_CORRECTS}[가-힣]*"
)
# 미술관은 팀장님이 물어봤으니 도서관만: why what is said first is not asked about.
_SINCE = re.compile(
    r"(?<= )[가-힣]*[았었였했봤됐갔왔났]으니까?[요는]?,? (?=[^\n.?!]{1,30}만(?:요|\W|$))"
)
# 부서 미정, 담당이 안 정해진; but 협조 부서 없는 is said of another column.
_NOT_DECIDED = re.compile(
    r"(?<![가-힣])(?<!협조 )(?<!협업 )(?<!협력 )(?<!관련 )(?<!전담 )"
    r"(?:(?:담당|주관|소관|추진) ?)?(?:부서|담당|주관|소관)(?:[이가는은도] ?| )"
    rf"(?:아직 )?(?:{UNDECIDED}(?:[인이]|으로)?|(?:안|못) ?정해진|정해지지 않은|없는)(?![가-힣])"
)
_UNDECIDED = re.compile(rf"{UNDECIDED}[인이은]?(?: (?:담당 ?)?부서)?(?![가-힣])")
# Whose table it is says nothing of which pledge is meant: 교육감님 급식, 두메군 공약 중에 청년.
_HEADS = {"교육청": "교육감", "구": "구청장", "군": "군수", "시": "시장", "도": "도지사"}
_OFFICES = tuple(f"{kind}청" for kind in "구군시도")
_PLACE = "앞|옆|뒤|근처|주변|청사|별관|부지|광장|역"  # 시청 앞 광장
_NO_OWNER = f"{OWNER.key} 없는 공약"


def composed(text: str) -> str:
    """The text in composed syllables; of a card of the bot's own, its number and title alone."""
    text = unicodedata.normalize("NFC", text)  # a Mac's letters come apart
    card = _OWN_CARD.search(text) if "🏢" in text else None
    return text if card is None else card["pledge"]


def preprocessed(text: str, catalogue: Catalogue) -> tuple[str, dict[str, str]]:
    """The text as its words are read, and what was typed for each word that was respelt."""
    text = _without_list_marks(_with_signs(text, catalogue))
    if _CIRCLED.search(text):
        text = _BESIDE_CIRCLED.sub(" ", _BEFORE_COUNT.sub("-", text))
    text, keyed = in_korean_keys(text, catalogue) if LATIN.search(text) else (text, {})
    typed_as = typed_words(text) | keyed
    text = "\n".join(filter(None, map(hangul.normalized, text.split("\n"))))
    text = asking_apart(text, catalogue.titles.stands)
    if _MAY_CORRECT.search(text):
        text = _CORRECTED.sub(r"\1 아니 \2", text)
    text = "\n".join(_without_office(line, catalogue) for line in text.split("\n"))
    return _SINCE.sub("됐고 ", text), typed_as


@lru_cache(maxsize=8)
def _names_of(office: str) -> re.Pattern[str]:
    """An office, or its head, where a normalised text begins with it and goes on."""
    plain = office.removesuffix("청")
    kind = next((kind for kind in _HEADS if office.endswith(kind) or plain.endswith(kind)), "")
    place = office if kind == "교육청" else plain
    head = _HEADS.get(kind, "")
    names = [*groups("browsing.tsv")["head"], *_OFFICES, "교육청"]
    names += filter(None, (office, place, head, head and f"{place.removesuffix(kind)}{head}"))
    return re.compile(
        rf"(?:(?:우리|저희) ?(?:{kind or '청'}|청)"
        rf"|(?:(?:우리|저희|현) )?(?P<name>{any_of(names)})님?)"
        r"(?P<as>이|께서|의|에서는?|에는?|은|는)? "
        r"(?:(?:약속|공약)?(?:한|하신|했던) |내(?:건|거신|세운) )?"
        r"(?=(?P<all>(?:공약|사업|과제)(?:들|만|은)?(?P<among>에서는?| ?(?:중|가운데)\S*)?)(?:\s|$)"
        rf"|(?!{_PLACE})\S)"
    )


def _without_office(text: str, catalogue: Catalogue) -> str:
    """A line without whose pledges it asks for, unless titles have that word."""
    said = _names_of(hangul.normalized(catalogue.office)).match(text)
    if said is None:
        return text
    name = said["name"]
    is_place_or_does = name in _OFFICES or (said["as"] or "의") != "의"
    if is_place_or_does and not said["all"]:
        return text  # 도청 가려면, 구청장님이 동네에
    if name and not said["among"] and catalogue.titles.stands(name.removesuffix("님")):
        return text  # 현장구청장실
    return f"{'전체 ' if said['all'] else ''}{text[said.end() :]}"


def with_owners_undecided(text: str, catalogue: Catalogue) -> str:
    """The text with a pledge without an owner called so, as it is where a card says 미정."""
    if not (UNDECIDED in text or "정해" in text or "없는" in text):
        return text
    text = _NOT_DECIDED.sub(_NO_OWNER, text)
    alone = _UNDECIDED.match(text)
    if alone is None or any(of.having(UNDECIDED) for of in catalogue.cells.values()):
        return text
    others = text[alone.end() :].rstrip("?!. ").split()
    are_of_all = all(belongs(word) or is_asking(word) or is_light(word) for word in others)
    if not are_of_all or catalogue.titles.stands(UNDECIDED):
        return text
    return f"{_NO_OWNER}{text[alone.end() :]}"


def _with_signs(text: str, catalogue: Catalogue) -> str:
    """The text with signs for their names, as they are dictated: 미술관 물음표 도서관 물음표."""
    if "표" not in text and "줄" not in text:
        return text
    return _SAID_SIGN.sub(
        lambda said: said[0] if catalogue.titles.stands(said[1]) else _SIGNS[said[1]], text
    )


def _without_list_marks(text: str) -> str:
    """The text with a line for each item of a list that has several."""
    marks = [next(filter(None, item)) for item in _ITEM.findall(text)]
    counts = [int(unicodedata.numeric(mark) if len(mark) == 1 else mark) for mark in marks]
    if len(counts) > 1 and counts == [*range(counts[0], counts[0] + len(counts))]:
        text = _ITEM.sub("\n", text)
    return _BULLET.sub("", text) if text.count("\n") else text
