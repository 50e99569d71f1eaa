"""What somebody types to a finished draft to have a part of it otherwise: 11시로, 환경과도 추가."""

import re
from dataclasses import replace
from datetime import datetime

from bot.lookup.catalogue import Catalogue
from bot.reminders.phrases.draft import Draft, at_time, for_typed, for_whom, saying
from bot.reminders.phrases.parser import understood
from bot.reminders.phrases.scanner import beside_schedule
from bot.reminders.phrases.whom import whom
from bot.reminders.phrases.words import DAYS, PLEASE, any_of
from bot.reminders.rules.audience import owners_of
from bot.reminders.rules.reminder import Departments, Everyone, OwnersOf
from bot.reminders.rules.working_days import WorkingDays

MAX_CHARS = 80  # of a correction, but for what it is to say instead
_AHEAD = (
    r"(?:(?:아니(?:[요야]|에요)?|아|참|앗|방금|아까|그|이|거|것|건|알림|초안|(?:알림\s?)?시[간각]|날짜|일시"
    r"|받는\s?(?:곳|부서)|대상)(?:[은는을를])?(?:[\s,.!]+|$))*"
)
_DO = (
    r"(?:(?:추가|수정|정정|변경|연기|포함|제외|부탁|해)(?:\s?(?:해|하고|드[려릴립])\S{0,3})?"
    r"|(?:바[꿔꾸]|고[쳐치]|넣[어고]|옮[겨기]|늦[춰추]|미[뤄루]|앞?당[겨기]|빼|하자?)[요라고]?)"
    rf"(?:\s?부탁\S{{0,5}}|{PLEASE})?(?![가-힣])"
)
_END = r"[\s.!~]*$"
_BY = rf"(?:{any_of(DAYS)}|(?:\d{{1,2}}|[한두세])\s*(?:시간|분|일|주))(?:\s*(?:정도|더|뒤|후|만))*"
_BESIDE_WHEN = re.compile(rf"{_AHEAD}(?:말고|대신|으?로|에|도|{_BY}|{_DO}|[\s,.!~]){{0,12}}")
_EDITS = re.compile(rf"(?:[도만로]요?|말고\s.*|{_DO}){_END}")
_BEHIND_WHOM = re.compile(rf"(?:{_DO})?{_END}")
_TO = re.compile(rf"으?로요?(?=\s*(?:{_DO})?{_END})")
_ADDS = re.compile(rf"추가|넣어|포함|도{_END}")
_TEXT = re.compile(
    rf"{_AHEAD}(?:내용|문구|글|제목)[은는을를]?\s+(?P<text>.+?)(?:으?로|이?라고)\s*{_DO}{_END}",
    re.DOTALL,
)


def corrected(
    draft: Draft, words: str, catalogue: Catalogue, now: datetime, calendar: WorkingDays
) -> Draft | None:
    """The draft with what words name otherwise, None for more; `now` is in the office's zone."""
    words = words.strip()
    if (said := _TEXT.match(words)) is not None:
        return saying(draft, said["text"])
    if len(words) > MAX_CHARS:
        return None
    says_only_when = _BESIDE_WHEN.fullmatch(beside_schedule(words).strip()) is not None
    if says_only_when and understood(words, now, calendar, draft.schedule) is not None:
        return at_time(draft, words, now)
    return _for_others(draft, re.sub(f"^{_AHEAD}", "", words), catalogue)


def _for_others(draft: Draft, words: str, catalogue: Catalogue) -> Draft | None:
    """The draft for more, for fewer or for others; None for a department alone, as one asks."""
    typed = _TO.sub("", words)
    found = whom(typed, catalogue) if _EDITS.search(words) is not None else None
    if found is None:
        return None
    instead = whom(found.rest, catalogue)  # 환경과 말고 의약과
    if _BEHIND_WHOM.match(found.rest if instead is None else instead.rest) is None:
        return None
    match draft.audience, found.audience:
        case Everyone(), _ if instead is not None:
            return for_whom(draft, instead.audience)
        case Everyone(without=left_out), Departments(names=names) if _ADDS.search(typed):
            fewer = tuple(name for name in left_out if name not in names)
            return for_whom(draft, Everyone(without=fewer))
        case Everyone(without=left_out), Everyone(without=(_, *_) as names):
            return for_whom(draft, Everyone(without=tuple(dict.fromkeys((*left_out, *names)))))
        case Departments(names=ticked), Everyone(without=names) if instead is None and {
            *ticked
        } <= {*names}:
            return for_whom(draft, None)  # nobody would be left
        case Departments(names=ticked), _:
            pass
        case OwnersOf() as owners, _:
            ticked = owners_of(owners, catalogue)
        case Everyone(), _:
            ticked = ()
        case _:
            return None  # a group's own
    after = for_typed(replace(for_whom(draft, None), ticked=ticked), typed, catalogue)
    return draft if after.unknown == typed.strip() else after  # nothing is changed by that
