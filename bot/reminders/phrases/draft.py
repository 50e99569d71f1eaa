"""A reminder that is being set: what is settled of it, and what must be asked next."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from itertools import dropwhile, takewhile

from bot.lookup.catalogue import Catalogue
from bot.reminders.phrases.beginning import Whom, begins_with_when
from bot.reminders.phrases.parser import understood
from bot.reminders.phrases.phrase import Said, Unclear, joined
from bot.reminders.phrases.requests import in_order, without_request
from bot.reminders.phrases.scanner import is_all_schedule, pieces
from bot.reminders.phrases.times import COUNTDOWN_AT
from bot.reminders.phrases.tokens import Clock, EveryWeeks, Found, Leads
from bot.reminders.phrases.whom import whom, without
from bot.reminders.phrases.whom_around import (
    left_out_at_end,
    others_named,
    spaced_behind_name,
    unknown_office,
    whom_at_end,
    whom_between,
)
from bot.reminders.rules.audience import owners_of
from bot.reminders.rules.reminder import (
    Audience,
    Departments,
    Everyone,
    Nudges,
    OwnersOf,
    Reminder,
    skipped_still,
)
from bot.reminders.rules.schedule import Schedule
from bot.reminders.rules.working_days import WorkingDays

COUNTDOWN = "D-7 D-3 D-1 D-day"  # of a campaign, unless it says its own
COUNTDOWN_OF_WEEK = "D-1 D-day"  # where another week's deadline is near
MAX_TEXT_CHARS = 2_000  # of a reminder, in UTF-16 units; it has to fit beside its pledges


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is settled so far; `said` is what was said about when and what, not settled yet.

    `at` is when that was said, for 내일 stays the same day however long somebody thinks about it.
    `ticked` are departments chosen so far, `offered` those that may have been meant, and so may
    the `owners` of pledges; `read_as` is what was typed and what it was read as; `unknown`
    names what there is not. Whom it is for is `chosen` once somebody answered that. `too_long` is
    the length of a text that does not fit. `before` is the schedule of which what was said may
    change a part, `changes` the reminder that this one is to replace, as it was when somebody
    began to; a campaign `counts_down`. `more` are the texts of the reminders that follow, as one
    message asked for them all. `step` counts the answers.
    """

    at: datetime
    audience: Audience | None = None
    ticked: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    owners: OwnersOf | None = None
    read_as: tuple[tuple[str, str], ...] = ()
    unknown: str = ""
    chosen: bool = False
    said: str = ""
    schedule: Schedule | None = None
    before: Schedule | None = None
    text: str = ""
    too_long: int = 0
    nudges: Nudges | None = None
    lists_pledges: bool | None = None
    changes: Reminder | None = None
    counts_down: bool = False
    more: tuple[str, ...] = ()
    step: int = 0


_CHANGEABLE = ("audience", "schedule", "text", "nudges", "lists_pledges")  # also of a reminder
_SPACED = re.compile(r"(?<!\S)[가-힣](?:[^\S\n]+[가-힣]){2,}(?!\S)")  # 내 일 오 전 10 시
_ALL = re.compile(r"전체|모두|전부|모든|나머지|(?:각|전)\s*(?:부서|과|실과)")
_ADDED = re.compile(r"도(?!\S)|까지|추가|포함|더|넣어|같이|함께")  # to departments chosen before
_REMOVED = re.compile("빼|뺀|제외|삭제|제거|말고")
_TO_REMIND = re.compile(r"^(?:미리|꼭|알림)\s+")
_IN_CHARGE = re.compile("담당|소관|주관")
_ANNOUNCES = re.compile("공지|안내|알립니다")
_ABOUT_PLEDGES = re.compile("공약|실적|추진|이행|진도|제출|입력")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskWhom:
    """Whom it is for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskWhen:
    """When it is to come: nothing was said yet, or something was left open."""

    unclear: Unclear | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskWhat:
    """What it is to say."""


# The reminder itself once nothing is open: it can be looked at, and set.
Step = AskWhom | AskWhen | AskWhat | Reminder


def opened(
    text: str,
    catalogue: Catalogue,
    at: datetime,
    audience: Audience | None = None,
    *,
    own: Sequence[str] = (),
) -> Draft:
    """What a command settles; the `audience` there is may be named by its `own` departments."""
    said = in_order(_SPACED.sub(_closed_up, _composed(text)))
    draft = Draft(at=at, said=said, audience=audience)
    found = (
        whom(said, catalogue) or left_out_at_end(said, catalogue) or whom_between(said, catalogue)
    )
    if audience is None:
        return _filled(draft, found)
    match found:
        case Whom(audience=Departments(names=names), rest=rest) if {*names} <= {*own}:
            return replace(draft, said=rest)
        case Whom(is_own=True, rest=rest):
            return replace(draft, said=rest)
    return draft


def behind_others(text: str, catalogue: Catalogue, own: Sequence[str]) -> str | None:
    """What a group says behind others than its `own`, right before when; None without such."""
    said = _composed(text)
    match whom(said, catalogue):
        case Whom(audience=Departments(names=names)) if {*names} <= {*own}:
            return None
        case Whom(audience=OwnersOf(), rest=rest) if not _IN_CHARGE.search(said.removesuffix(rest)):
            return None  # 지역개발-05 is what the message is about
        case Whom(audience=Everyone() | Departments() | OwnersOf(), rest=rest):
            return rest if begins_with_when(rest) else None
    return None


def campaign(
    due: str, what: str, catalogue: Catalogue, at: datetime, audience: Audience | None = None
) -> Draft:
    """What counts down to a deadline: for everybody unless departments are named.

    `due` is a day, or a series of them, as it is said, `at` is now in the zone of the office. The
    time of day that `what` begins with is when it is due.
    """
    rest, is_too_late = _composed(what), due == str(at.date()) and at.hour >= COUNTDOWN_AT.hour
    match pieces(rest):
        case [Found(piece=Clock(), start=0, end=end), *_]:
            due, rest = f"{due} {rest[:end]}", rest[end:].strip().removeprefix("까지").strip()
    is_weekly = any(isinstance(each.piece, EveryWeeks) for each in pieces(due))
    countdown = COUNTDOWN_OF_WEEK if is_weekly else COUNTDOWN
    from_first = dropwhile(lambda each: each.start and not _counts_down(rest, each), pieces(rest))
    if leads := [*takewhile(lambda each: isinstance(each.piece, Leads), from_first)]:
        before, behind = rest[: leads[0].start], rest[leads[-1].end :]
        countdown = rest[leads[0].start : leads[-1].end]
        rest = joined(before.rstrip(" ("), behind.lstrip(" )"))
    found = None
    if audience is None:
        found = whom(rest, catalogue) or whom_at_end(rest, catalogue)
        rest = found.rest if found is not None else rest
    draft = _filled(Draft(at=at, audience=audience or Everyone()), found)
    remind_at = "" if is_too_late else f"{COUNTDOWN_AT:%H:%M} "
    said = f"{due} 마감 {countdown} {remind_at}{rest}".strip()
    return replace(draft, said=said, counts_down=True)


def _counts_down(text: str, each: Found) -> bool:
    """Whether it is D-3 or 3일 전: 당일 may be a word of the message."""
    return isinstance(each.piece, Leads) and "당일" not in text[each.start : each.end]


def settled(
    draft: Draft, catalogue: Catalogue, timezone: tzinfo, calendar: WorkingDays
) -> tuple[Draft, Step]:
    """The draft with what its words settle, as departments are called now, and what is asked."""
    match draft.audience:
        case Departments(names=names):
            draft = replace(draft, audience=Departments(names=catalogue.called_now(names)))
        case Everyone(without=names):
            draft = replace(draft, audience=Everyone(without=catalogue.called_now(names)))
    if draft.schedule is None and draft.said:
        match understood(draft.said, draft.at.astimezone(timezone), calendar, draft.before):
            case Unclear() as unclear:
                # Whom it is for may stand behind what is unclear.
                whom_first = draft.audience is None and _is_whom_open(draft)
                return draft, AskWhom() if whom_first else AskWhen(unclear=unclear)
            case Said() as said:
                draft = _settled(draft, said, catalogue)
            case None if draft.audience is None:
                return _with_likely(draft, draft.said, catalogue), AskWhom()
    if draft.audience is None:
        return draft, AskWhom()
    if draft.schedule is None:
        return draft, AskWhen()
    if not draft.text:
        return draft, AskWhat()
    changes = draft.changes
    return draft, Reminder(
        id=changes.id if changes else 0,
        audience=draft.audience,
        text=draft.text,
        schedule=draft.schedule,
        active_from=draft.at,
        skipped=skipped_still(changes, draft.schedule, calendar) if changes else frozenset(),
        nudges=draft.nudges,
        lists_pledges=_lists_pledges(draft, draft.audience, draft.schedule),
    )


def changed_meanwhile(draft: Draft, now: Reminder) -> Draft | None:
    """The draft with what others changed of its reminder but not itself; None for nothing."""
    if (was := draft.changes) is None:
        return None
    values = {name: tuple(getattr(of, name) for of in (was, draft, now)) for name in _CHANGEABLE}
    news = {name: new for name, (old, own, new) in values.items() if new not in (old, own)}
    theirs = {name: new for name, new in news.items() if values[name][0] == values[name][1]}
    return replace(draft, changes=now, step=draft.step + 1, **theirs) if news else None


def _lists_pledges(draft: Draft, audience: Audience, schedule: Schedule) -> bool:
    """Whether each group sees its pledges: as was chosen, else by what is said to whom."""
    if draft.lists_pledges is not None:
        return draft.lists_pledges
    if not isinstance(audience, Everyone) or schedule.deadline:
        return True
    return not _ANNOUNCES.search(draft.text) and _ABOUT_PLEDGES.search(draft.text) is not None


def for_whom(draft: Draft, audience: Audience | None) -> Draft:
    """The draft for these; None where others are meant, who have to be asked."""
    return replace(
        draft,
        audience=audience,
        ticked=(),
        offered=(),
        owners=None,
        unknown="",
        chosen=True,
        step=draft.step + 1,
    )


def for_typed(draft: Draft, typed: str, catalogue: Catalogue) -> Draft:
    """The draft for whom was typed in answer to whom it is for."""
    found = whom(_composed(typed), catalogue)
    if found is None:
        return replace(draft, unknown=typed.strip(), step=draft.step + 1)
    if (changed := _changed_ticks(draft, typed, found, catalogue)) is not None:
        if changed in ((), draft.ticked):
            return replace(draft, unknown=typed.strip(), step=draft.step + 1)
        if found.guessed:
            unknown = ", ".join(found.guessed)
            return replace(draft, ticked=changed, unknown=unknown, step=draft.step + 1)
        return for_whom(draft, Departments(names=changed))
    filled = _filled(replace(draft, said=""), found)
    rest = joined(found.rest, draft.said)
    if filled.audience is None and isinstance(found.audience, Departments):
        filled = replace(filled, audience=found.audience, ticked=(), offered=(), unknown="")
    is_chosen = filled.audience is not None
    return replace(filled, said=rest, chosen=is_chosen, step=draft.step + 1)


def _changed_ticks(
    draft: Draft, typed: str, found: Whom, catalogue: Catalogue
) -> tuple[str, ...] | None:
    """The departments ticked so far with some added or left out; None where all are named anew."""
    match found.audience:
        case Departments(names=(_, *_) as names) | Everyone(without=(_, *_) as names):
            around = re.sub("|".join(map(re.escape, names)), " ", typed)  # 함께돌봄과 adds nothing
        case _:
            return None
    if not draft.ticked or _ALL.search(around):
        return None
    if _REMOVED.search(around):
        left = tuple(name for name in draft.ticked if name not in names)
        match whom(found.rest, catalogue):  # 도시계획과 말고 환경과
            case Whom(audience=Departments(names=others)):
                return tuple(dict.fromkeys((*left, *others)))
        return left
    return tuple(dict.fromkeys((*draft.ticked, *names))) if _ADDED.search(around) else None


def ticking(draft: Draft, department: str) -> Draft:
    """The draft with a department ticked, or unticked."""
    others = tuple(name for name in draft.ticked if name != department)
    return replace(draft, ticked=(*others, department) if others == draft.ticked else others)


def at_time(draft: Draft, said: str, now: datetime) -> Draft:
    """The draft with what was said about when; of what that leaves open, what was settled stays."""
    before, step = draft.schedule or draft.before, draft.step + 1
    return replace(draft, said=_composed(said), at=now, schedule=None, before=before, step=step)


def saying(draft: Draft, text: str) -> Draft:
    """The draft with what it is to say; without a text that does not fit, but with its length."""
    return replace(_with_text(draft, text.strip()), step=draft.step + 1)


def _with_text(draft: Draft, text: str) -> Draft:
    length = len(text.encode("utf-16-le")) // 2
    if length > MAX_TEXT_CHARS:
        return replace(draft, text="", too_long=length)
    return replace(draft, text=text, too_long=0)


def _is_whom_open(draft: Draft) -> bool:
    """Whether whom it is for has to be asked: something was said about that, or was not meant."""
    return bool(draft.offered or draft.ticked or draft.unknown or draft.owners or draft.chosen)


def _settled(draft: Draft, said: Said, catalogue: Catalogue) -> Draft:
    """The draft with the schedule that was said, and what stands around it."""
    rest = said.rest
    if draft.audience is None and not _is_whom_open(draft):
        found, rest = _found_around(said, catalogue)
        draft = _filled(draft, found) if found else _with_likely(draft, rest, catalogue)
    if draft.audience is not None and not draft.chosen and not said.is_literal:
        draft, rest = _with_left_over(draft, rest, catalogue)
    elif draft.audience is not None and not draft.chosen and said.before:
        draft, before = _with_left_over(draft, said.before, catalogue)
        rest = joined(before, said.within, said.after)
    draft = replace(draft, schedule=said.schedule, said="")
    return draft if draft.text else _with_text(draft, without_request(rest.strip()))


def _with_likely(draft: Draft, text: str, catalogue: Catalogue) -> Draft:
    """The draft with the departments amid the words offered, where none was named."""
    names = () if _is_whom_open(draft) else others_named(text, catalogue) or ()
    return replace(draft, ticked=names, offered=names) if names else draft


def _found_around(said: Said, catalogue: Catalogue) -> tuple[Whom | None, str]:
    """Whom the text around a schedule names, and the rest of it."""
    before, within, after = said.before, said.within, said.after

    if not before and " " not in f"{said.schedule.said}{after}":
        after = spaced_behind_name(after, catalogue)  # 내일9시의약과점검
    after = _TO_REMIND.sub("", without_request(after))
    found = whom(after, catalogue)
    if found is not None and not (before and found.rest and found.audience is None):
        return found, joined(before, within, found.rest)
    if (at_end := whom_at_end(before, catalogue)) is not None:
        return at_end, joined(at_end.rest, within, after)
    if not before and (at_end := whom_at_end(after, catalogue)) is not None:
        return at_end, joined(within, at_end.rest)
    inside = None if before else whom(within, catalogue) or whom_at_end(within, catalogue)
    if inside is not None:
        return inside, joined(inside.rest, after)
    if before and (unknown := unknown_office(before, catalogue)) is not None:
        return Whom(audience=None, rest=after, unknown=unknown), joined(within, after)
    return None, said.rest


def _with_left_over(draft: Draft, rest: str, catalogue: Catalogue) -> tuple[Draft, str]:
    """The draft with whom the rest of the text begins with: left out of all, or to be asked."""
    found = whom(rest, catalogue)
    if found is None or found.unknown or found.owners or isinstance(found.audience, OwnersOf):
        # A pledge's number is what the message is about.
        if (names := others_named(rest, catalogue)) is None:
            return draft, rest
        found = Whom(audience=None, rest=rest, offered=names)
    match draft.audience, found.audience:
        case (Everyone() | OwnersOf()) as whose, Everyone(without=(_, *_)):
            fewer = without(Whom(audience=whose, rest=""), found, catalogue)
            return _filled(draft, fewer), found.rest
        case Departments(names=names), _:
            ticked = names
        case OwnersOf() as owners, Departments(names=names):
            every = tuple(dict.fromkeys((*owners_of(owners, catalogue), *names)))
            return replace(draft, audience=None, ticked=every, offered=every), found.rest
        case OwnersOf() as owners, _:
            return replace(draft, audience=None, owners=owners), rest
        case Everyone(), Departments(names=names):
            ticked = names
        case Everyone(), None if found.offered:
            ticked = found.offered
        case _:
            return draft, rest
    more = found.audience.names if isinstance(found.audience, Departments) else found.offered
    if {*more} <= {*ticked} and isinstance(draft.audience, Departments) and more:
        return draft, rest
    is_all = isinstance(draft.audience, Everyone) or isinstance(found.audience, Everyone)
    offered = () if is_all or not more else tuple(dict.fromkeys((*ticked, *more)))
    return replace(draft, audience=None, ticked=ticked, offered=offered), rest


def _filled(draft: Draft, found: Whom | None) -> Draft:
    """The draft with whom was named; what was read into a name is asked, and that is offered."""
    match found:
        case None:
            return draft
        case Whom(audience=Departments(names=names), guessed=(_, *_) as guessed):
            unknown = ", ".join(guessed)
            found = replace(
                found, audience=None, named=names, offered=names, unknown=unknown, read_as=()
            )
    return replace(
        draft,
        audience=found.audience,
        said=found.rest,
        ticked=found.named,
        offered=found.offered,
        owners=found.owners,
        unknown=found.unknown,
        read_as=found.read_as,
    )


def _closed_up(spaced: re.Match[str]) -> str:
    """Single syllables without the spaces between them, where they say when."""
    tight = "".join(spaced[0].split())
    is_split = is_all_schedule(tight) and not is_all_schedule(spaced[0])
    return tight if is_split else spaced[0]


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()
