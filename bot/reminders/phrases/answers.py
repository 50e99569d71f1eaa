"""What a reply to a reminder says: 확인, 제출완료, 연기, 우리 부서 아님, or nothing that is clear.

And until when it postpones. The rows of answers.tsv are looked for in the text without its spaces.
What the first of them match is taken out for the others; two answers are not clear.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from importlib.resources import files
from itertools import chain

from bot.korean import hangul
from bot.korean.conjugation import EU, STEM, A, forms
from bot.lookup import lexicon
from bot.reminders.phrases.days import Question
from bot.reminders.phrases.parser import understood
from bot.reminders.phrases.periods import About, is_of_another
from bot.reminders.phrases.phrase import Answer, Said, Unclear
from bot.reminders.phrases.scanner import is_all_schedule, pieces
from bot.reminders.phrases.tokens import PublicHoliday
from bot.reminders.phrases.words import any_name
from bot.reminders.rules.deliveries import Response
from bot.reminders.rules.schedule import Once, occurrences
from bot.reminders.rules.working_days import WorkingDays

Read = Callable[[str], Said | Unclear | None]

MAX_CHARS = 200  # longer replies are letters to somebody, not answers

_OURS, _THEIRS = "저희부서", "타부서"  # what stands for the names of departments
# How a word goes on up to its ending: texts are compared without their spaces.
_ENDS = (
    r"\w*?(?:니다만?|[어아해예에게네까군지고데죠]요|[음임함]|(?:[는인]데|지만|고)(?=\w\w)|(?=\W)|$)"
)
_TENSES = {
    "past": ((A, "ㅆ"),),
    "will": ((STEM, "겠"), (EU, "ㄹ게")),
    "plan": ((EU, "ㄹ예정"), (EU, "ㄹ것같"), (EU, "ㄹ거")),
}
_NAMED = re.compile(r"\{([a-z_]+)(?:\+([a-z]+))?\}")
_TAIL = re.compile(r"(?:(?<!ㅇ)ㅋ|[\s~!.,^;:ㅎㅠㅜ])+$")  # an exclamation is no word
# Beside a day that is said to be the last: without them it is a day like others.
_UNTIL = re.compile(
    r"(?<=[\d한두세네섯곱덟홉열]시)\s*(?:되기\s*)?전(?:까지|에)|까지는|까지|쯤에?|중으로|중에|안으로|내로|자로|늦어도|(?:제출\s*)?(?:마감일?|기한)[을은도]?(?=\s)"
    r"|(?<=[가-힣\d])이?요(?=[\s.!~]*$)"
)
_LENGTH = (
    r"(시간|분|하루|이틀|사흘|나흘|닷새|열흘|보름|(?<![\d월])(?<!월\s)[1-9]\d?일|[일한두세네1-9]\s?주일?)"
    r"(?:만|\s*정도|\s*쯤)?"
)
_LONGER = re.compile(  # 한 시간만 더
    rf"{_LENGTH}(?:\s*시간)?"
    r"(?=\s*(?:더|미[뤄루룰]|연기|연장|기다|늦[추출춰]|주[세시십]))"
)
_LATER_BY = re.compile(rf"{_LENGTH}\s*(?:더|늦|미[뤄루룰]|늘[려리]|연[기장]|기한)")
_LATER = re.compile("이따|있다")
_PAST = re.compile(
    r"\s*연?휴?[가를이]?\s*(?:(?:지나|끝나|넘기|쇠)[고서면]?|이?후|뒤)[에로]?(?=\s)"
)  # 추석 지나고
_END = re.compile(r"(?<![\d가-힣])(?:월|(?P<year>연))말")
# 내일 이 시간에
_THAT_TIME = re.compile(r"(?<![가-힣])(이|지금|같은)\s*시[간각](?![가-힣]*[전뒤후])")
_DAY = re.compile(r"(?P<month>\d+\s*[월/.]\s*)?\d+(?:\s*일|(?<=[월/.]\d)|(?<=[월/.]\d\d))")
# How a clause ends before the one that promises, and one that gives a reason or counts from it.
_CLAUSE = re.compile(
    r"(?:(?<=[가-힣])(?:고|라서?|[아어해]서|지만|[는은]데|니까?|면)|[많있없않][아어]|\s[뒤후]에?|,)\s+"
)
_BESIDE = re.compile(r"(?:서|거든|때문에?|라|니까)요?[\s.!~]*$|(?<!오)[뒤후]에?\s")
_NEXT_WEEK = re.compile(r"(?:다음|[담차내])\s*주")
_BEFORE_DEADLINE = re.compile(
    r"(?<![a-z가-힣])(?:d\s?-\s?(?P<lead>\d{1,2})(?!\d)|(?:제출\s*)?마감일?\s*"
    r"(?:(?P<eve>전날|하루\s*전)|(?P<days>\d{1,2})일\s*전|당일))",
    re.IGNORECASE,
)
_BEFORE_THAT = re.compile(r"(?<![가-힣])그\s*이?전(?:에|까지)")  # 4일 인사발령이라 그 전에
_ALL_OF_IT = re.compile(r"^(?:[은는도만을를]\s+)?(?:(?:다|모두|전부)\s+)?")
_UNSURE = {
    Response.SUBMITTED: ("if", "not_yet", "hearsay", "will"),
    Response.CONFIRMED: ("not_yet", "hearsay"),
}
# What an answer is said with, in the order in which it is taken out.
_OF_ANSWERS = (
    *("handed_in", "short_done", "asks_leave", "puts_off", "in_progress", "will"),
    *("now", "late", "in_future", "beside"),
)


def _pattern(row: str, tense: str | None = None) -> str:
    words: Iterable[str] = _ROWS[row] if tense is None else _forms(_ROWS[row], tense)
    patterns = (_NAMED.sub(lambda each: _pattern(each[1], each[2]), word) for word in words)
    return f"(?:{'|'.join(patterns)})".replace("…", _ENDS)


def _forms(stems: Iterable[str], tense: str) -> Iterator[str]:
    for kind, strokes in chain.from_iterable(map(forms, stems)):
        ends = (hangul.keystrokes(end) for of, end in _TENSES[tense] if of == kind)
        yield from (hangul.composed(strokes + end) for end in ends)


_ROWS = {
    row: words.split()
    for row, _reason, words in lexicon.rows("answers.tsv", files("bot.reminders.phrases"))
}
_SPELLINGS = tuple(
    (re.compile(wrong), right)
    for wrong, right in (pair.rsplit(":", 1) for pair in _ROWS.pop("spellings"))
)
_PATTERNS = {row: re.compile(_pattern(row)) for row in _ROWS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a reply says; `response` is None where that is not clear.

    `is_more` is whether it says more than its answer, or than thanks; `asks` whether it is a
    question, and `asks_coordinator` whether it is one about what is to be done, or asks to be late;
    `replaces` whether it is said instead of an answer that was given, and not beside it.
    `owner` is another department that it names. What `says_none` (해당 없음) may be handed in so;
    what `leaves` says that something is not done yet. What `asks_deadline` asks when that is.
    """

    response: Response | None
    is_more: bool = False
    asks: bool = False
    asks_coordinator: bool = False
    replaces: bool = False
    owner: str = ""
    says_none: bool = False
    leaves: bool = False
    asks_deadline: bool = False


def reply_of(
    text: str, own: Sequence[str] = (), others: Sequence[str] = (), about: About | None = None
) -> Reply:
    """What a reply says; `own` are the departments of whoever replies, `others` all the others.

    It is `about` a reminder, if that is known: then what is of another one is unclear.

    >>> reply_of("네 제출했습니다").response, reply_of("제출했나요?").response
    (<Response.SUBMITTED: 'submitted'>, None)
    >>> reply_of("도시계획과 소관입니다", others=["도시계획과"]).owner
    '도시계획과'
    """
    said, owner = _with_departments(_spelled(text[: MAX_CHARS + 1]), own, others)
    compact, says_yes = _without_yes(said)
    asks_leave = _says(compact, "asks_leave", "wants_leave")
    asks = _says(_without(compact, "asks_leave"), "asks")
    unclear = Reply(
        response=None,
        is_more=bool(_without(compact, "beside")),
        asks=asks or asks_leave,
        asks_coordinator=asks_leave or (asks and _says(compact, "of_task", "asks_deadline")),
        replaces=_says(compact, "takes_back"),
        owner=owner,
        says_none=_says(compact, "none"),
        leaves=not asks and _says(compact, "left"),
        asks_deadline=asks and not asks_leave and _says(compact, "asks_deadline"),
    )
    if len(text) > MAX_CHARS or asks:
        return unclear
    if _is_time(said):
        return Reply(response=Response.POSTPONED)
    left = _without(compact, "thought", "not_ours", "asks_for", "late_but_seen", "seen")
    asked_for = about.words if about is not None else ""
    is_elsewhere = _says(compact, "elsewhere") and not (owner and owner in asked_for)
    if (
        _says(left, "doubtful")
        or _says(compact, "open")
        or (is_elsewhere and not _says(asked_for, "place"))
    ):
        return unclear
    is_ahead = _is_ahead(said, left, about)
    if is_ahead is None:
        return unclear
    found = _responses(compact, left, says_yes=says_yes, is_ahead=is_ahead)
    if len(found) != 1:
        return unclear
    [response] = found
    is_asked = asks_leave and response is not Response.POSTPONED
    if is_asked or not _is_sure(response, said, left, about):
        return unclear
    left = _without(left, *_OF_ANSWERS)
    if response is Response.SUBMITTED and left and _says(compact, "but"):
        return unclear
    replaces = response is Response.NOT_OURS or _says(compact, "once_more")
    return Reply(
        response=response,
        is_more=bool(left),
        asks_coordinator=asks_leave,
        replaces=replaces,
        owner=owner,
    )


def _without_yes(said: str) -> tuple[str, bool]:
    """A text without spaces and the yes that it begins with, and whether it begins with one."""
    words = re.findall(r"\w+", said)
    first = words[0].rstrip("ㅎㅋㅠㅜ") if words else ""
    compact = _TAIL.sub("", "".join(said.split()))
    if _PATTERNS["yes"].fullmatch(first) is None:
        return compact, False
    return compact.removeprefix(first).lstrip(",.!~"), True


def _is_sure(response: Response, said: str, left: str, about: About | None) -> bool:
    """Whether an answer is given, and not denied, promised, supposed or of another period."""
    unsure = _UNSURE.get(response)
    if unsure is None:
        return True
    if about is not None and is_of_another(said, about.words, about.now.date()):
        return False
    is_not_done = re.search(r"(?:^|\s)[안못]\s", said) is not None
    return not (is_not_done or _says(left, *unsure))


def is_of_replies(word: str) -> bool:
    """Whether a word is said in any reply: 모두, 완료, 문서.

    >>> is_of_replies("모두"), is_of_replies("시행"), is_of_replies("신안산선")
    (True, True, False)
    """
    return _PATTERNS["of_replies"].fullmatch(word) is not None or not _without(word, "beside")


def is_of_answers(word: str) -> bool:
    """The same of what makes an answer of it or none, too: 연장, 반려."""
    rows = ("puts_off", "late", "doubtful", "takes_back")
    return is_of_replies(word) or any(_PATTERNS[row].fullmatch(word) for row in rows)


def is_work(words: str) -> bool:
    """Whether words say no more than what is done with what they name: 제출, 다 입력."""
    return _PATTERNS["work"].fullmatch(_ALL_OF_IT.sub("", words.strip(" ,./"))) is not None


def without_things(words: str) -> str:
    """The words without those that are said in any reply and answer nothing by themselves.

    >>> without_things("4분기 실적 자료는 올렸습니다"), without_things("진단서 제출 완료")
    ('4분기 올렸습니다', '진단서 완료')
    """
    return " ".join(
        word
        for word in words.split()
        if _PATTERNS["of_replies"].fullmatch(word.rstrip("은는이가을를")) is None
        or reply_of(word).response is not None
    )


def _says(text: str, *rows: str) -> bool:
    """Whether a text says what any of these rows does."""
    return any(_PATTERNS[row].search(text) for row in rows)


def _without(text: str, *rows: str) -> str:
    """The text without what these rows say, one after the other."""
    for row in rows:
        text = _PATTERNS[row].sub("", text)
    return text


def _is_time(said: str) -> bool:
    """Whether a text says a time and nothing else, courtesies aside: 네, 12월 9일 오후 2시요."""
    yes = _PATTERNS["yes"].fullmatch
    words = (each for each in _TAIL.sub("", said).split() if not yes(each.rstrip(",.~!")))
    said = " ".join(each for each in words if _without(each, "beside"))
    return re.search("[0-9가-힣]", said) is not None and is_all_schedule(_UNTIL.sub(" ", said))


def _is_ahead(said: str, left: str, about: About | None) -> bool | None:
    """Whether what is called done will be: 내일 완료; None where that is open, 금요일 완료."""
    done = [*_PATTERNS["handed_in"].finditer(left)]
    chars = filter(hangul.is_syllable, "".join(each[0] for each in done))
    is_past = any(hangul.jamo(char)[2] == "ㅆ" for char in chars)
    before = left[: done[-1].start()] if done else ""
    if is_past or not _says(before, "in_future"):
        return False
    if about is None or _says(before, "ahead"):
        return _says(before, "ahead")
    at = said_until(said, about.now, about.now, WorkingDays()).at
    if at is None:
        return False
    if at.date() == about.now.date():  # 오전 완료, in the forenoon
        is_open = at.hour // 12 == about.now.hour // 12 and re.search(r"\d|시", said) is None
        return None if is_open else True
    if (day := _DAY.search(said)) is not None:
        return day["month"] is not None or at.month == about.now.month
    return None if "요일" in said else at - about.now > timedelta(days=1)


def _responses(compact: str, left: str, *, says_yes: bool, is_ahead: bool) -> set[Response]:
    """The answers that a text gives; `left` is what is left of it without some rows."""
    not_done = _says(left, "not_done")
    left = _without(left, "not_done")
    is_promise = _says(left, "in_progress")
    left = _without(left, "in_progress")
    on_day = _says(left, "in_future")
    is_done = not is_ahead and _says(left, "handed_in")
    is_done |= not on_day and _says(left, "short_done")
    will = is_ahead or _says(left, "will") or (on_day and _says(left, "short_done"))
    is_day_alone = on_day and not _without(left, "in_future", "beside")
    found: set[Response] = set()
    firm = _without(compact, "thought")
    if denied := [*_PATTERNS["not_ours"].finditer(firm)]:
        ours = _PATTERNS["ours"].search(firm)
        if ours is not None and ours.end() >= denied[-1].end():  # 아니었는데 저희로 이관됐습니다
            return found
        found.add(Response.NOT_OURS)
    if is_done:
        found.add(Response.SUBMITTED)
    if (
        _says(left, "puts_off")
        or (on_day and not is_done and (will or _says(left, "now", "asks_leave")))
        or is_day_alone
        or (not is_done and _says(left, "since_then", "late"))
    ):
        found.add(Response.POSTPONED)
    if found or not_done:
        return found
    if (is_promise or will) and _says(left, "unable"):
        return found
    # A promise without a day: when to remind again is asked.
    if (is_promise or will) and not _says(compact, "in_time", "received"):
        return {Response.POSTPONED}
    is_yes = says_yes and not _without(left, "beside")
    return {Response.CONFIRMED} if is_yes or will or _says(compact, "seen") else found


def _spelled(text: str) -> str:
    said = hangul.normalized(text)
    typed = text.strip()
    if typed.isascii() and typed.isalpha():
        korean = hangul.in_korean(typed)
        said = korean if _says(korean, "seen", "handed_in") else said
    for wrong, right in _SPELLINGS:
        said = wrong.sub(right, said)
    return said


def _with_departments(said: str, own: Sequence[str], others: Sequence[str]) -> tuple[str, str]:
    """The text with what stands for the names of departments, and the first other that it names."""
    names = {hangul.normalized(name): name for name in filter(None, (*others, *own))}
    known = re.compile(any_name(names))
    found = (names[match[0]] for match in known.finditer(said))
    owner = next((name for name in found if name not in own), "")
    return known.sub(lambda each: _OURS if names[each[0]] in own else _THEIRS, said), owner


@dataclass(frozen=True, slots=True, kw_only=True)
class Until:
    """Until when a reply postpones; None where that has to be asked, with the times to offer."""

    at: datetime | None
    unclear: Unclear | None = None
    offered: tuple[tuple[Answer, datetime], ...] = ()


def said_until(
    words: str, now: datetime, due: datetime, calendar: WorkingDays, deadline: date | None = None
) -> Until:
    """Until when words postpone what was `due`, by the last day; `now` is in the office's zone."""
    read = partial(understood, now=now, calendar=calendar)
    if deadline is not None:
        words = _BEFORE_DEADLINE.sub(lambda said: f"{_day_before(said, deadline)} ", words)
    same_time = {"이": now, "지금": now, "같은": due}
    words = _THAT_TIME.sub(lambda said: f"{same_time[said[1]]:%H:%M}", words)
    words = _END.sub(lambda said: "12월 말일" if said["year"] else "이달 말일", words)
    words = _UNTIL.sub(" ", _LONGER.sub(r"\1 뒤", words))  # no 10일까지 연장
    holiday = next((each for each in pieces(words) if isinstance(each.piece, PublicHoliday)), None)
    if holiday is not None and (after := _PAST.match(words, holiday.end)) is not None:
        words = f"{words[: holiday.end]} 다음 영업일 {words[after.end() :]}"
    whole = _until(words, read, now, calendar)
    if whole.at is not None or _BEFORE_THAT.search(words):
        return whole
    last = max((each.start for each in pieces(words)), default=0)
    at = max((end.end() for end in _CLAUSE.finditer(words) if end.end() <= last), default=0)
    tail = words[at:]
    is_of_head = _NEXT_WEEK.search(words, 0, at) and not _NEXT_WEEK.search(tail)
    said = None if is_of_head or _BESIDE.search(tail) else read(tail)
    match said:
        case Unclear(question=Question.DAY, heard="") | None:
            return whole  # of an hour alone the day may be said before it
    promised = _until(tail, read, now, calendar)
    return whole if promised.at is None else promised


def leave_until(
    words: str, now: datetime, calendar: WorkingDays, deadline: date | None
) -> date | None:
    """Until which day words ask for more time; so much is counted from the deadline, or today."""
    later = _LATER_BY.search(words)
    if later is None or deadline is None:
        at = said_until(words, now, now, calendar, deadline).at
    else:
        base = datetime.combine(max(deadline, now.date()), time(), now.tzinfo)
        at = said_until(f"{later[1]} 뒤", base, base, calendar).at
    return at.date() if at is not None else None


def _day_before(said: re.Match[str], deadline: date) -> date:
    """The day that is called by how long it is before the deadline."""
    days = said["days"] or said["lead"] or ("1" if said["eve"] else "0")
    return deadline - timedelta(days=int(days))


def _until(words: str, read: Read, now: datetime, calendar: WorkingDays) -> Until:
    """The same of words in which nothing is said by another day."""
    said = read(words)
    if said is None:
        today = read(f"오늘 {words}")  # 오후에 낼게요
        # Of a text that says nothing about when, not even an hour is heard.
        said = today if isinstance(today, Unclear) and today.heard else said
    if not isinstance(said, Unclear) or _depends(said, words):
        said = None if isinstance(said, Unclear) else said
        return Until(at=_only_time(said, now, calendar))
    times = {each: _usual(read(each.text), read, now, calendar) for each in said.answers}
    offered = tuple((each, at) for each, at in times.items() if at is not None)
    return Until(at=_usual(said, read, now, calendar), unclear=said, offered=offered)


def _depends(said: Unclear, words: str) -> bool:
    """Whether it is said by what nobody knows here: 복귀 첫날, 회의가 16일이라 그 전에."""
    may_be_monthly = said.question is Question.DAY and isinstance(said.answers[0].value, str)
    return (may_be_monthly and "말일" not in said.heard) or bool(_BEFORE_THAT.search(words))


def _usual(
    said: Said | Unclear | None, read: Read, now: datetime, calendar: WorkingDays
) -> datetime | None:
    """The time that is meant: of a day alone its usual hour, of a time alone the next one."""
    match said:
        case Unclear(question=Question.TIME, head=head, heard=heard, answers=[answer, *_]):
            is_open = not heard and _LATER.search(head)  # 이따가
            return None if is_open else _only_time(read(answer.text), now, calendar)
        case Unclear(question=Question.DAY, heard="", answers=[answer, *_]):
            return _only_time(read(answer.text), now, calendar)
        case Unclear(question=Question.DAY, answers=answers):
            # Nobody postpones to each of a series.
            days = [answer for answer in answers if isinstance(answer.value, date)]
            return _usual(read(days[0].text), read, now, calendar) if len(days) == 1 else None
    return _only_time(said, now, calendar)


def snoozed_until(said: str, now: datetime, calendar: WorkingDays) -> datetime | None:
    """When a message is sent again that is put off so: to the minute, as `said_until`."""
    now = now.replace(second=0, microsecond=0)
    return _only_time(understood(said, now, calendar), now, calendar)


def _only_time(
    said: Said | Unclear | None, now: datetime, calendar: WorkingDays
) -> datetime | None:
    """The one time that was said; None for a series, or where something is open."""
    match said:
        case Said(schedule=schedule) if isinstance(schedule.rule, Once) and schedule.leads == (0,):
            return next(occurrences(schedule, now, calendar), None)
    return None
