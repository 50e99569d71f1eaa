"""A message taken apart: what is asked about, and the words that only do the asking."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.korean import hangul

if TYPE_CHECKING:
    from collections.abc import Sequence

# A message may have 4096 characters; what it is about stands in the first words, and no name is
# longer than this.
MAX_WORDS = 40
MAX_WORD_CHARS = 60

# Ends of words that carry no meaning of their own here, tried again on what they leave.
_ENDINGS = re.compile(
    "(?<=..)(?:"
    "에서는|에게는|한테는|까지는|으로는|에서|에게|한테|까지|부터|으로|이랑|하고|이나|이라도|라도|처럼|보다"
    "|이라는|라는|이란|란|이라고|라고|께서|께|은|는|이|가|을|를|의|에|도|만|로|과|와|랑|나|야|요"
    "|이에요|예요|에요|인가요|인가|인지|입니까|입니다|이죠|죠|이요|인데|인데요|인데여"
    "|(?<=과)장님?|(?<=관)님|(?<=관)실|(?<=과)님"
    "|해야|해서|하면|하여|했는데|하려고|하시는데|하시는|시는데|는데|드리려면|드리면|드려요|드립니다|할지|할까요|한데|한지"
    "|하는|하던|하기|하려면|한다|합니다|합니까|해요|했나요|하나요|되는|된|되나요|됩니까|돼요|중인|있는"
    "|관련된|관련한|관련|관한|대한|담당자|담당|소관|주관|공약들|공약|사업들|사업|업무|부서|문의|쪽|건"
    ")$"
)

# Words that ask, point or are polite; each with whatever endings it takes.
_ASKING_STEMS = (
    "주관부서|소관부서|담당부서|하지|하죠|함|누구|누가|누군|어디|어딘|어느|무슨|무엇|뭐|뭔|뭘|몇|언제|어떤|어떻게|얼마나|왜"
    "|담당|소관|주관|소속|책임|맡|관할|추진부서|부서|과|팀|공무원|직원|관련|관한|대한|대해|공약|사업|번호|관리번호"
    "|알려|알고|알려줘|알수|보여|찾아|찾고|검색|조회|가르쳐|말해|물어|물어보|문의|확인|싶|주세요|줘|줄래|부탁"
    "|일|일이|이거|이건|이것|그거|그건|그것|저거|여기|거기|이|그|저|좀|혹시|지금|현재|전부|전체|모두|모든|다|목록|리스트|현황|내용"
    "|있|없|하는|하고|하나|해|했|할|되|돼|맞|인가|인지|건가|뭐가|개|개나|건|것|거|중|쪽|데|곳|수|등|및|또는|그리고|근데|그럼"
    "|아시|아세|아는|궁금|우리|저희|구청|금천구청|금천구"
)
_ASKING_ENDINGS = (
    "서|임|인감|하지|하냐|좀요|시겠어요|시겠습니까|자|들|님|는|은|이|가|을|를|의|에|에서|에게|한테|께|로|으로|도|만|까지|부터|와|과|랑|이랑|요|여|야|이야|이에요|예요|에요"
    "|인가요|인가|인지|인데|입니까|입니다|이죠|죠|나요|나|니|냐|지|지요|니까|습니까|습니다|어요|아요|어|아|줘|줘요|줄래|줄래요|주세요"
    "|주실래요|주라|려줘|려주세요|보나요|보면|볼까요|보죠|볼|봐|봐요|나여|건가요|건지|려고|려면|싶어요|싶은데|해요|해|해줘|해주세요|합니까|합니다"
    "|하나요|하는|하고|하죠|하지|하면|할까요|했나요|하시는|하시나요|됩니까|되나요|되죠|돼요|된|됐나요|던가요|더라|더라고요|어디|어딘가요"
    "|고|던|누구|누구예요|는데|은데|은지|는지|을까요|을까|ㄹ까|ㄴ가|세요|셔요|드려요|드립니다|드리려면|드리면|하려면|해서|해야|시는데|합니다만|이나|개|개예요|개인가요|개나|개죠|분|곳|부서|어느|아는|아시는|계신|계세요|좀|거"
)
_ASKING = re.compile(f"(?:{_ASKING_STEMS})(?:{_ASKING_ENDINGS})*")
# The ends of verbs that lead up to a question, or go on after it.
_VERBAL = re.compile(
    "(?<=.)(?:는데|은데|던데|인데|한데|라고|다고|냐고|자고|려고|아야|어야|해야|여야|하던|하면|으면|려면|다면|라면|아서|어서|해서"
    "|니까|지만|거나|든지|면서|다가|아니면|습니다|ㅂ니다|하셔서|시는|으신|하신|셨는데|더니|려는|자마자|는지|은지|을지|할지"
    "|었는데|았는데|했는데|어요|아요|해요|에요|예요|게요|래요|대요|네요|군요|거든요|잖아요)$"
)
_AND = ("이랑", "랑", "하고")
_FILLER = re.compile("(?:곳|데)(?:이|은|는|을|도|에)?")
# These point at an owner or at the table: with one of them, a message is a question.
_ASKS = re.compile(
    "누구|누가|어디|어느|담당|소관|주관|부서|공약|알려|찾아|보여|검색|조회|맡|owns|owner|team"
)

_ENGLISH = frozenset(
    "who owns own owner whose is are was the a an of for in at to which what where team department "
    "dept does do runs run responsible handles manages charge please show find list me tell about "
    "pledge pledges plan and or hi hello thanks thank you this that these there when why how can "
    "could would should will good my our your be been have has had not no yes ok time "
    "test data free".split()
)

_WORD = re.compile(r"[0-9]+\.[0-9]+|[0-9a-zㄱ-ㅣ가-힣]+")
_SPACED_OUT = re.compile("(?<![0-9a-zㄱ-ㅣ가-힣])[가-힣](?: [가-힣]){2,}(?![0-9a-zㄱ-ㅣ가-힣])")
# 교통행정 과, but not 어느 과 and 운영하는 과.
_SPLIT_OFF_ENDING = re.compile(
    "(?<!어느)(?<!무슨)(?<!어떤)([가-힣](?<![는은을한된할던맡])) 과(?![가-힣])"
)
# Consonants that are words among friends, where they are all that is said.
_LINGO = frozenset(
    "ㅎㅇ ㄱㅅ ㅇㅋ ㄴㄴ ㅇㅇ ㅂㅂ ㅊㅋ ㅈㅅ ㅁㄹ ㄷㄷ ㅅㄱ ㄱㄱ ㅇㅈ ㄹㅇ ㅂㅇ".split()
)

ASKING_INITIALS = frozenset(("ㅇㄷ", "ㄷㄷ", "ㄴㄱ", "ㅅㄱㅇ"))  # 어디, 담당, 누구, 수고요

# What people in an office say to each other and not to a pledge table. Beside one of these, a
# word that also stands in a title is a coincidence ("자료 공유 부탁"), unless somebody asks.
_CHATTER = re.compile(
    "안녕|고마|고맙|감사(?:합|해|드|요)|수고|반가|미안|죄송|축하|생일|점심|저녁|집에|아침|식사|커피|회식|야근|퇴근|출근|출장"
    "|휴가|연차|반차|병가|조퇴|휴일|연휴|주말|월급|급여|인사발령|승진|당직|숙직|회의|미팅|결재|기안|공문|메일|이메일|첨부"
    "|자료|보고서|엑셀|한글파일|프린터|복사기|인쇄|비밀번호|로그인|컴퓨터가|인터넷이|전화|내선|날씨|비와|눈와|덥|춥"
    "|다녀오|다녀올|데리러|놀러|보러|먹으러|봬요|뵙|뵐게|늦어|늦을|늦겠|아파요|아프|고장|안되네|안돼|[가-힣]+(?:ㄹ|을|할|올|갈|볼|줄|릴)게요"
    "|동창|배고|졸려|피곤|심심|힘들|괜찮|알겠|넵|네네|ㅎㅎ|ㅋㅋ|ㅠㅠ|ㅜㅜ|하루|굿|하하|테스트|뭐해|누구세요|이름이뭐|몇살|사랑|농담|노래"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word as it was typed, letters and digits only, and the stems it may have.

    `stems` begins with the word itself and grows shorter; each has at least two characters
    unless the word itself is shorter.
    """

    typed: str
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words a message is about, in order; whether it asks; whether it is office chatter.

    `asides` are its other words: they do the asking, but some stand in titles as well (사업).
    """

    words: tuple[Word, ...]
    asides: tuple[Word, ...]
    asks: bool
    chatter: bool

    @property
    def telling(self) -> tuple[Word, ...]:
        """The words that are no chatter."""
        return tuple(word for word in self.words if not _CHATTER.match(word.typed))


def wording(text: str) -> Wording:
    """Take a message apart; `text` is normalised.

    >>> [word.stems for word in wording("자전거 보험은 누구 담당이에요?").words]
    [('자전거',), ('보험은', '보험')]
    >>> wording("고마워요").chatter, wording("담당 누구예요").words
    (True, ())
    """
    tokens = [token[:MAX_WORD_CHARS] for token in _tokens(text)[:MAX_WORDS]]
    said, tokens = tokens, _without_initials_that_ask(tokens)
    lingo = len(tokens) == 1 and tokens[0] in _LINGO
    return Wording(
        words=tuple(word(token) for at, token in enumerate(tokens) if not _only_asks(at, tokens)),
        asides=tuple(word(token) for at, token in enumerate(tokens) if _only_asks(at, tokens)),
        asks="?" in text
        or len(tokens) < len(said)
        or any(_ASKS.search(hangul.in_korean(token)) for token in tokens),
        chatter=lingo or any(_CHATTER.match(token) for token in tokens),
    )


def _only_asks(at: int, tokens: list[str]) -> bool:
    """Whether a word only asks where it stands.

    "it" does in English, but not IT in Korean; a place does, but not in 책 빌리는 곳.
    """
    if tokens[at] == "it":
        return not _ENGLISH.isdisjoint(tokens)
    if at and is_filler(tokens[at]):
        return is_asking(tokens[at - 1])
    return is_asking(tokens[at])


def _tokens(text: str) -> list[str]:
    """The words as they are spaced, but for syllables that stand alone where they cannot."""
    text = _SPACED_OUT.sub(lambda run: run[0].replace(" ", ""), text)
    text = _SPLIT_OFF_ENDING.sub(r"\1과", text)
    return list(written(text))


def written(text: str) -> tuple[str, ...]:
    """The words of a normalised text: letters and digits, and 2.0 is one.

    >>> written("금천청년 2.0 추진(청년꿈터 건립)")
    ('금천청년', '2.0', '추진', '청년꿈터', '건립')
    """
    return tuple(_WORD.findall(text))


def _without_initials_that_ask(tokens: list[str]) -> list[str]:
    """The tokens but for those at the end that are short for where and whose: 경전철 ㄷㄷ ㅇㄷ."""
    end = len(tokens)
    while end and tokens[end - 1] in ASKING_INITIALS:
        end -= 1
    return tokens[:end]


def is_asking(token: str) -> bool:
    """Whether a word only asks, points or is polite.

    >>> is_asking("담당자가"), is_asking("알려주세요"), is_asking("owns"), is_asking("주차")
    (True, True, True, False)
    """
    return token in _ENGLISH or _ASKING.fullmatch(hangul.in_korean(token)) is not None


def topics(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """The words as what is asked for at once, told apart by an "and" that is no part of a name.

    >>> [[word.typed for word in topic] for topic in topics(wording("강아지랑 자전거 보험").words)]
    [['강아지랑'], ['자전거', '보험']]
    """
    found: list[tuple[Word, ...]] = []
    topic: list[Word] = []
    for one in words:
        topic.append(one)
        if len(one.stems) > 1 and one.typed.endswith(_AND):
            found.append(tuple(topic))
            topic = []
    return [*found, tuple(topic)] if topic else found


def is_filler(token: str) -> bool:
    """Whether a word says no more than that there is one: 곳, 데.

    >>> is_filler("곳이"), is_filler("데"), is_filler("데이터")
    (True, True, False)
    """
    return _FILLER.fullmatch(token) is not None


def is_verbal(token: str) -> bool:
    """Whether a word ends as verbs and clauses do, and hardly any name.

    >>> is_verbal("알아보라고"), is_verbal("하시는데"), is_verbal("만들다가"), is_verbal("보건지소")
    (True, True, True, False)
    """
    return _VERBAL.search(token) is not None


def word(token: str) -> Word:
    """The word with its possible stems.

    >>> word("골목경제센터에서는").stems
    ('골목경제센터에서는', '골목경제센터')
    """
    stems = [token]
    while (stem := _ENDINGS.sub("", stems[-1])) != stems[-1]:
        stems.append(stem)
    return Word(typed=token, stems=tuple(stems))
