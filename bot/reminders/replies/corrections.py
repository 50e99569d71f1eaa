"""Corrections in words: what a coordinator is asked, and what the group gets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from bot.korean.particles import josa
from bot.lookup.catalogue import Catalogue
from bot.people.messages import (
    Button,
    Message,
    button,
    clipped,
    page_of,
    page_turns,
    plain,
    rows_of_two,
)
from bot.people.replies.groups import fingerprint, listed
from bot.reminders.replies.outlines import plain_line
from bot.reminders.replies.reminders import pledge_line, when
from bot.reminders.rules.deliveries import Correction, Delivery, Result
from bot.reminders.verbs import CorrectionVerb

PAGE_DEPARTMENTS = 10
MAX_TITLE_CHARS = 30
MAX_PLEDGES = 10

NO_GROUP = " (방 없음)"
DECIDED_BEFORE = "이미 처리된 답이에요."


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A correction, by the group `chat`, and its owners, now and likely; `reached` have a group."""

    correction: Correction
    delivery: Delivery
    chat: str
    owners: tuple[str, ...]
    likely: tuple[str, ...]
    reached: frozenset[str]


def correction_panel(found: Corrected, catalogue: Catalogue, timezone: tzinfo) -> Message:
    """Which pledge is not theirs, who may own it, and what to do about it."""
    about = found.correction
    who = f"{plain(about.name) or about.by} · {when(about.at, timezone)}"
    lines = [
        f"🙅 {plain(found.chat)}에서 우리 부서 일이 아니라고 답했어요.",
        who,
        f"알림: {plain_line(found.delivery.words)}",
    ]
    shown = about.pledges[:MAX_PLEDGES]
    table = catalogue.in_term(about.term)
    lines += [f"· {pledge_line(number, table, MAX_TITLE_CHARS)}" for number in shown]
    if len(about.pledges) > len(shown):
        lines.append(f"외 {len(about.pledges) - len(shown)}건")
    said = {*about.pledges}
    of_these = [
        name
        for name in found.owners
        if any(str(pledge.number) in said for pledge in table.owned_by.get(name, ()))
    ]
    owners = of_these or found.owners
    lines.append(f"지금 담당: {listed(owners) or '없음'}")
    if about.remark:
        lines.append(f"💬 {clipped(' '.join(about.remark.split()), 100)}")
    if about.result is not None:
        take_back = button("보낸 것 되돌리기", CorrectionVerb.TAKE_BACK, about.answer_id)
        rows = [[take_back]] if about.result is Result.REASSIGNED else []
        return Message.of([*lines, "", _result_line(about, timezone)], *rows)
    rows = [
        [_send_to(found, name, f"{josa(plain(name), '으로/로')} 보내기")] for name in found.likely
    ]
    others = "다른 부서 고르기" if found.likely else "보낼 부서 고르기"
    owner = f"{owners[0]} 담당이 맞아요" if len(owners) == 1 else "담당이 맞아요"
    return Message.of(
        lines,
        *rows,
        [button(others, CorrectionVerb.REASSIGN_PAGE, about.answer_id, 1)],
        [button(owner, CorrectionVerb.KEEP_OWNER, about.answer_id)],
    )


def departments_panel(found: Corrected, names: Sequence[str], page: int) -> Message:
    """Which department it is to be sent to; those without a group are marked."""
    answer_id = found.correction.answer_id
    page, pages, part = page_of(len(names), PAGE_DEPARTMENTS, page)
    turns = page_turns(CorrectionVerb.REASSIGN_PAGE, answer_id, page=page, pages=pages)
    back = (button("« 돌아가기", CorrectionVerb.CORRECTION, answer_id),)
    rows = rows_of_two([_send_to(found, name, name) for name in names[part]])
    return Message.of("어느 부서에 보낼까요? 누르면 바로 보내요.", *rows, *turns, back)


def decision_message(found: Corrected) -> Message:
    """For the group that said it is not theirs: what was decided, or that it is decided anew."""
    about, department = josa(_about(found), "은/는"), found.correction.department
    match found.correction.result:
        case Result.REASSIGNED:
            where, left = josa(plain(department), "으로/로"), len(found.delivery.open_pledges)
            rest = f"나머지 공약 {left}건은 이 방에서 답해 주세요."
            rest = rest if left else "이 방에서는 더 하실 일이 없어요."
            return Message(text=f"🙅 {about} {where} 보냈어요. {rest}")
        case Result.KEPT:
            owner = josa(found.owners[0], "이/가") if len(found.owners) == 1 else "이 방이"
            done = f"총괄이 확인했어요. {about} {owner} 담당이에요."
            return Message(text=f"{done} 위 알림에 답해 주세요.")
    return Message(text=f"↩️ {about} 총괄이 담당을 다시 확인하고 있어요.")


def not_taken_back_text(department: str) -> str:
    """When the other department has answered by now."""
    return f"{plain(department)}에서 이미 답했어요. 그 방에서 답을 되돌린 뒤 다시 눌러 주세요."


def no_group_text(department: str) -> str:
    """When the department cannot be reached."""
    return f"{josa(plain(department), '은/는')} 등록된 방이 없어 보낼 수 없어요."


def _send_to(found: Corrected, name: str, label: str) -> Button:
    label += NO_GROUP * (name not in found.reached)
    return button(label, CorrectionVerb.REASSIGN, found.correction.answer_id, fingerprint(name))


def _about(found: Corrected) -> str:
    pledges = found.correction.pledges
    if len(pledges) == 1:
        return f"'{plain_line(found.delivery.words)}' {pledges[0]}"
    return f"'{plain_line(found.delivery.words)}'"


def _result_line(about: Correction, timezone: tzinfo) -> str:
    at = when(about.decided_at, timezone) if about.decided_at else ""
    who = plain(about.decided_by_name) or "총괄"
    match about.result:
        case Result.REASSIGNED:
            return f"✅ {at} {who} 님이 {josa(plain(about.department), '으로/로')} 보냈어요."
        case Result.KEPT:
            return f"✅ {at} {who} 님이 담당이 맞다고 알렸어요."
    return f"↩️ {at} {who} 님이 답을 되돌렸어요."
