"""Group chats and topics in words: which department is this, and what the bot can do here."""

import re
from collections.abc import Container, Iterable, Sequence
from hashlib import blake2s

from bot.korean.particles import josa
from bot.people.groups import Address, Group, Presence, Visibility
from bot.people.messages import (
    MAX_LABEL_CHARS,
    Button,
    Message,
    Open,
    Verb,
    button,
    clipped,
    confirmation,
    page_mark,
    page_of,
    page_turns,
    plain,
    rows_of_two,
    ticked,
)
from bot.people.verbs import GroupVerb

PAGE_DEPARTMENTS = 10
PAGE_GROUPS = 8
MAX_LISTED = 5  # names in one line

ONLY_IN_GROUPS = Message(text="부서 방 안에서 보내 주세요.")
PUBLIC_GROUP = Message(
    text="누구나 들어올 수 있는 공개 방은 등록할 수 없어요. 비공개 방으로 바꾼 뒤 다시 해 주세요."
)
NOT_REGISTERED = Message(text="등록된 부서가 없는 방이에요.")
HOW_TO_HEAR_ALL = (
    "지금은 명령(/find)과 제 글에 단 답장만 볼 수 있어요.\n"
    "그냥 쓴 질문에도 답하려면 저를 이 방의 관리자로 지정해 주세요."
)
HOW_TO_REGISTER_TOPICS = "주제마다 부서가 다르면 그 주제 안에서 보내 주세요: /register"
_TO_GROUPS = (button("« 방 목록", GroupVerb.GROUPS, 1),)
_BESIDE_NAME = re.compile(r"(?:단톡|단체|알림|업무|톡)?방\b|[^\w\s,/·]|_")  # [교통과] 단톡방


def numbers(address: Address) -> tuple[int, int]:
    """A group or topic as the numbers of a button.

    >>> numbers((-1, None)), numbers((-1, 7))
    ((-1, 0), (-1, 7))
    """
    return address[0], address[1] or 0


def _on(group: Group, label: str, verb: GroupVerb, *more: int) -> Button:
    return button(label, verb, *numbers(group.address), *more)


def contact_of(office: str) -> str:
    """Whom to ask where no setting says it."""
    return f"{office} 공약 총괄"


def fingerprint(department: str) -> int:
    """A department as a number that fits into a button, the same after a restart."""
    return int.from_bytes(blake2s(department.encode(), digest_size=6).digest())


def named_by(number: int, departments: Iterable[str]) -> str | None:
    """The one of these departments that a number of a button stands for; None when it is gone."""
    return next((name for name in departments if fingerprint(name) == number), None)


def department_rows(
    departments: Sequence[str],
    chosen: Container[str],
    page: int,
    *numbers: int,
    verb: Verb,
    turning: Verb,
) -> tuple[tuple[Button, ...], ...]:
    """A page of departments to choose from, the chosen ones marked, and how to turn it."""
    page, pages, part = page_of(len(departments), PAGE_DEPARTMENTS, page)
    buttons = [
        button(ticked(name, is_chosen=name in chosen), verb, *numbers, fingerprint(name), page)
        for name in departments[part]
    ]
    return (*rows_of_two(buttons), *page_turns(turning, *numbers, page=page, pages=pages))


def picker(  # noqa: PLR0913 -- what may stand in it
    group: Group,
    departments: Sequence[str],
    page: int = 1,
    *,
    found: str = "",
    unknown: str = "",
    is_forum: bool = False,
) -> Message:
    """Which department is this? Of what was typed, these were `found`, or it is `unknown`."""
    lines = ["이 방은 어느 부서의 방인가요?"]
    if found:
        lines = [f"'{plain(found)}'에 맞는 부서예요. 골라 주세요."]
    if unknown:
        name = josa(f"'{plain(unknown)}'", "이라는/라는")
        lines[:0] = [f"{name} 부서를 찾지 못했어요. 아래에서 골라 주세요.", ""]
    if group.departments:
        lines.append(f"지금 등록된 부서: {listed(group.departments)}")
    if not found:
        lines.append("이 글에 부서 이름으로 답장해도 돼요. 여러 부서라면: ○○과, △△과")
    if is_forum:
        lines.append(HOW_TO_REGISTER_TOPICS)
    lines += _how_to_hear_all(group.hears_all)
    rows = department_rows(
        departments, (), page, verb=GroupVerb.IS_DEPARTMENT, turning=GroupVerb.PICK
    )
    return Message.of(lines, *rows)


def title_words(title: str) -> str:
    """The words of a group's title that may name a department.

    >>> title_words("[교통과] 단톡방"), title_words("교행과방")
    ('교통과', '교행과')
    """
    return _BESIDE_NAME.sub(" ", title).strip()


def is_department(department: str, *, is_forum: bool = False) -> Message:
    """Whether this is the group of the department that it is called after."""
    more = f"\n{HOW_TO_REGISTER_TOPICS}" if is_forum else ""
    return Message.of(
        f"{plain(department)} 방인가요?{more}",
        [button("네", GroupVerb.IS_DEPARTMENT, fingerprint(department), 1)],
        [button("다른 부서", GroupVerb.PICK, 1)],
    )


def waiting_for_coordinator(departments: Sequence[str]) -> Message:
    """After a proposal."""
    return Message.of(
        f"{josa(listed(departments), '으로/로')} 등록을 요청했어요.\n총괄이 확인하면 알려 드릴게요."
    )


def bound(departments: Sequence[str], *, hears_all: bool) -> Message:
    """After a registration."""
    return Message.of(
        [
            f"{listed(departments)} 방으로 등록되었어요.",
            "이 방 분들은 따로 승인 없이 봇을 쓸 수 있어요.",
            *_how_to_hear_all(hears_all),
        ]
    )


def rejected(departments: Sequence[str], contact: str) -> Message:
    """After a rejected request."""
    name = josa(listed(departments), "으로/로")
    return Message(text=f"{name} 등록하는 요청이 승인되지 않았어요.\n문의: {contact}")


def freed(departments: Sequence[str]) -> Message:
    """When a binding was taken away."""
    return Message(text=f"{listed(departments)} 방 등록을 해제했어요.")


def also_bound(departments: Sequence[str], others: Iterable[Group]) -> list[str]:
    """What a coordinator should know before confirming: other groups of the same departments."""
    return [
        f"{josa(department, '은/는')} 이미 '{plain(other.name)}'에 등록되어 있어요."
        for other in others
        for department in departments
        if department in other.departments
    ]


def unreachable(group: Group) -> Message:
    """For coordinators: a registered group that the bot cannot write to any more."""
    what = "글을 쓸 수 없게 되었어요" if group.presence is Presence.MUTED else "나가게 되었어요"
    if group.presence is Presence.MUTED and group.topic_id is not None:
        what = "글을 쓸 수 없어요. 주제가 닫혔거나 없어졌어요"
    return Message.of(
        f"⚠️ '{plain(group.name)}'에서 봇이 {what}.\n"
        f"{listed(group.departments)} 알림이 이 방에 가지 않아요.",
        [_on(group, "방 보기", GroupVerb.GROUP)],
    )


def suspended(group: Group) -> Message:
    """For coordinators: a registered group that anybody can join now."""
    name = josa(f"'{plain(group.name)}'", "이/가")
    return Message.of(
        f"⚠️ {name} 누구나 들어올 수 있는 공개 방이 되었어요.\n"
        "알림을 멈췄고, 이 방에 있다는 것만으로는 봇을 쓸 수 없어요.\n"
        "방을 다시 비공개로 바꾸면 하루 안에 풀려요.",
        [_on(group, "공개 방이어도 계속 쓰기", GroupVerb.ALLOW)],
        [_on(group, "방 보기", GroupVerb.GROUP)],
    )


def groups_panel(groups: Sequence[Group], departments: Sequence[str], page: int) -> Message:
    """Every group, but none that has topics of its own instead; which departments have none."""
    by_topics = {group.chat_id for group in groups if group.is_registered and group.topic_id}
    groups = [each for each in groups if each.is_registered or each.chat_id not in by_topics]
    page, pages, part = page_of(len(groups), PAGE_GROUPS, page)
    without = without_group(groups, departments)
    lines = [f"🏢 부서 방 {len(groups)}곳{page_mark(page, pages)}"]
    lines += [f"{_marked(group, departments)} · {_bound_to(group)}" for group in groups[part]]
    if without:
        lines += ["", f"방이 없는 부서 {len(without)}곳: {listed(without)}"]
    buttons = [_on(group, _marked(group, departments), GroupVerb.GROUP) for group in groups[part]]
    turns = page_turns(GroupVerb.GROUPS, page=page, pages=pages)
    more = ((button("방 없는 부서 등록 링크", GroupVerb.GROUP_LINKS, 1),),) if without else ()
    return Message.of(lines, *rows_of_two(buttons), *turns, *more)


def without_group(groups: Iterable[Group], departments: Sequence[str]) -> list[str]:
    """The departments that no reminder reaches."""
    live = {name for group in groups if group.is_live for name in group.departments}
    return [name for name in departments if name not in live]


def group_links_panel(links: Sequence[tuple[str, str]], page: int) -> Message:
    """For each department without a group, what adds the bot to one and registers it."""
    if not links:
        return Message.of("모든 부서에 방이 있어요.", _TO_GROUPS)
    page, pages, part = page_of(len(links), PAGE_GROUPS, page)
    lines = [
        f"🔗 방이 없는 부서 {len(links)}곳{page_mark(page, pages)}",
        "부서를 누르고 방을 고르면 봇이 그 방에 들어가 등록까지 해요.",
        "부서에 맡기려면 링크를 보내 주세요. 누르면 등록 요청이 와요.",
    ]
    for name, address in links[part]:
        lines += ["", plain(name), address]
    buttons = [
        Button(label=clipped(f"➕ {name}", MAX_LABEL_CHARS), action=Open(address=address))
        for name, address in links[part]
    ]
    turns = page_turns(GroupVerb.GROUP_LINKS, page=page, pages=pages)
    return Message.of(lines, *rows_of_two(buttons), *turns, _TO_GROUPS)


def bindings_panel(
    group: Group, departments: Sequence[str], others: Sequence[Group], page: int
) -> Message:
    """Which departments a group is bound to; each is bound or unbound with one tap, at once."""
    gone = [name for name in group.departments if name not in departments]
    lines = [
        _marked(group, departments),
        f"부서: {_bound_to(group)}",
        "부서를 누르면 바로 더하거나 빼요. 다시 누르면 되돌려요.",
        *also_bound(group.departments, others),
    ]
    rows = department_rows(
        [*gone, *departments],
        group.departments,
        page,
        *numbers(group.address),
        verb=GroupVerb.BIND,
        turning=GroupVerb.BINDINGS,
    )
    return Message.of(lines, *rows, [_on(group, "« 이 방", GroupVerb.GROUP)])


def group_panel(group: Group, departments: Sequence[str]) -> Message:
    """One group, and what can be done about it."""
    lines = [_marked(group, departments), f"부서: {_bound_to(group)}"]
    lines += [
        f"{josa(name, '은/는')} 지금 표에 없는 부서예요."
        for name in group.departments
        if name not in departments
    ]
    lines.append(_PRESENCES[group.presence])
    if group.presence is Presence.HERE and not group.hears_all:
        lines.append("명령과 답장만 볼 수 있어요. 봇을 방의 관리자로 지정하면 질문에도 답해요.")
    actions = []
    if group.visibility is Visibility.SUSPENDED:
        lines.append(
            "누구나 들어올 수 있는 공개 방이에요. 알림이 가지 않고, 이 방 사람은 봇을 쓸 수 없어요."
        )
        actions.append(_on(group, "공개 방이어도 계속 쓰기", GroupVerb.ALLOW))
    change = "부서 바꾸기" if group.is_registered else "부서 정하기"
    actions.append(_on(group, change, GroupVerb.BINDINGS, 1))
    if group.is_registered:
        actions.append(_on(group, "등록 해제", GroupVerb.FREE))
    is_gone = group.presence is Presence.GONE or group.topic_id is not None
    actions.append(_on(group, "목록에서 지우기" if is_gone else "방에서 나가기", GroupVerb.LEAVE))
    return Message.of(lines, *([each] for each in actions), _TO_GROUPS)


def leaving_panel(group: Group) -> Message:
    """Whether they are sure to leave a group."""
    what = " 주제를 목록에서 지울까요?" if group.topic_id is not None else "에서 나갈까요?"
    question = f"'{plain(group.name)}'{what} 등록도 함께 지워져요."
    leave = _on(group, "지우기" if group.topic_id else "나가기", GroupVerb.LEAVE_SURELY)
    return confirmation(question, leave, GroupVerb.GROUP, *numbers(group.address))


def listed(names: Sequence[str]) -> str:
    """A few names, and how many more.

    >>> listed(["교통행정과", "주차관리과"]), listed(list("가나다라마바사"))
    ('교통행정과, 주차관리과', '가, 나, 다, 라, 마 외 2곳')
    """
    more = len(names) - MAX_LISTED
    return ", ".join(map(plain, names[:MAX_LISTED])) + (f" 외 {more}곳" if more > 0 else "")


_PRESENCES = {
    Presence.HERE: "봇이 방에 있어요.",
    Presence.MUTED: "⚠️ 봇이 이 방에 글을 쓸 수 없어요.",
    Presence.GONE: "⚠️ 봇이 이 방에 없어요. 다시 초대해야 알림이 가요.",
}


def _how_to_hear_all(hears_all: bool) -> list[str]:
    return [] if hears_all else ["", HOW_TO_HEAR_ALL]


def _marked(group: Group, departments: Sequence[str]) -> str:
    """What a group is called, and whether reminders for departments that there are go there."""
    mark = "✅" if group.is_registered else "▫️"
    is_live = group.is_live and {*departments}.issuperset(group.departments)
    if group.presence is not Presence.HERE or is_live is not group.is_registered:
        mark = "⚠️"
    return f"{mark} {plain(group.name)}"


def _bound_to(group: Group) -> str:
    return listed(group.departments) if group.departments else "아직 정하지 않았어요"


def not_here_for_strangers(office: str, contact: str) -> Message:
    """What is said in a group to which somebody added the bot who may not."""
    return Message.of(
        f"{office} 직원만 쓸 수 있는 봇이라 이 방에서는 나갈게요.\n"
        "쓰시려면 봇과의 개인 대화에서 승인을 요청해 주세요: /start\n"
        "이름을 숨긴 관리자라면 이름을 드러내고 다시 초대해 주세요.\n"
        f"문의: {contact}"
    )
