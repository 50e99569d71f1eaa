"""Joining and leaving in words: requests, invitations, the list of people, the audit log."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from enum import IntEnum

from bot.korean.particles import josa
from bot.people.access import OPERATOR, Known, Person, Right, Role, may, may_remove
from bot.people.audit_replies import Act
from bot.people.messages import (
    Button,
    Message,
    button,
    confirmation,
    page_mark,
    page_of,
    page_turns,
    plain,
    rows_of_two,
    ticked,
)
from bot.people.requests import Request, Subject, Verdict
from bot.people.store.audit import Entry
from bot.people.store.invitations import Invitation
from bot.people.verbs import PeopleVerb

DAYS, USES = (1, 7, 30), (1, 10, 50)  # of an invitation; the middle ones unless one chooses
PAGE_PEOPLE = 8
PAGE_REQUESTS = 6
PAGE_LINKS = 6
PAGE_ENTRIES = 12

NOT_YOURS = "총괄만 할 수 있어요."
OUT_OF_DATE = "오래된 버튼이에요. 번거로우시겠지만 질문을 다시 보내 주세요."
WAITING = Message(text="요청을 전해 드렸어요. 승인되면 바로 알려 드릴게요.")
STILL_WAITING = Message(text="요청은 이미 받아 두었어요. 승인을 기다리고 있어요.")
LET_IN = Message(
    text="승인되었어요. 이제 쓰실 수 있어요.\n공약 번호, 낱말, 부서 이름을 보내 보세요: /help"
)
APPOINTED = Message(
    text="총괄로 지정되었어요.\n알림을 등록하고 부서 방과 공약표를 관리하실 수 있어요: /help"
)
WHOM_TO_FIND = Message(
    text="누구를 찾을까요? 이름이나 텔레그램 ID를 보내 주세요.", asks_reply="김주무"
)
SENT_IN_PRIVATE = Message(text="찾은 것을 봇과의 개인 대화로 보내 드렸어요.")
OPEN_PRIVATE = Message(text="봇과의 개인 대화를 먼저 열고, 거기에 보내 주세요: /people")
EXAMPLE = "○○과 홍길동"  # strangers learn no department
LINK_CLOSED = Message(text="쓸 수 없는 초대 링크예요.\n쓰시려면 승인을 요청해 주세요: /start")


class Section(IntEnum):
    """The parts of the list of people."""

    MEMBERS = 0
    COORDINATORS = 1
    BY_GROUP = 2
    REMOVED = 3


SECTIONS = {
    Section.MEMBERS: "직원",
    Section.COORDINATORS: "총괄",
    Section.BY_GROUP: "부서 방",
    Section.REMOVED: "내보낸 사람",
}
ROLES = {
    Role.STRANGER: "쓸 수 없는 사람",
    Role.MEMBER: "직원",
    Role.COORDINATOR: "총괄",
    Role.ADMIN: "운영자",
}

MORE_REQUESTS = Message.of(
    "🙋 사용 승인 요청이 많아, 하나씩 알려 드리지 않는 요청이 더 있어요.",
    [button("기다리는 요청 보기", PeopleVerb.REQUESTS, 1)],
)
_TO_PEOPLE = (button("« 사람 목록", PeopleVerb.PEOPLE, Section.MEMBERS, 1),)
_BY = {None: "봇", OPERATOR.user_id: "운영자"}  # who did it in a shell is not known by name


def shown_name(name: str, user_id: int) -> str:
    r"""What a person is called, and the number that tells them from others of that name.

    >>> shown_name("김주무", 100), shown_name("\u3164", 100), shown_name("김주무(100)", 401)
    ('김주무(100)', '이름 없음(100)', '김주무 100(401)')
    """
    return f"{_unnumbered(name) or '이름 없음'}({user_id})"


def _unnumbered(words: str) -> str:
    """Somebody's own words without a number in brackets: that is how the bot itself names people.

    >>> _unnumbered("김주무（100） 팀장(교통)")
    '김주무 100 팀장(교통)'
    """
    return plain(re.sub(r"[(（\[［〔]+\s*(\d+)\s*[)）\]］〕]+", r" \1 ", plain(words)))


def who_are_you(contact: str, *, again: bool) -> Message:
    """What somebody is asked who wants to come in; `again` where one word alone came."""
    ask = "사용 승인을 요청할게요.\n부서와 이름을 보내 주세요."
    if again:
        ask = "부서와 이름을 함께 보내 주세요."
    return Message(text=f"{ask} 예: {EXAMPLE}\n\n문의: {contact}", asks_reply=EXAMPLE)


def turned_away(contact: str, *, before: bool = False) -> Message:
    """When a request was rejected, or one that came before it of late."""
    return Message(text=f"{'지난 ' if before else ''}요청이 승인되지 않았어요.\n문의: {contact}")


def nobody_to_ask(person: Person) -> Message:
    """When no coordinator could be reached."""
    return Message(
        text=(f"지금은 요청을 전할 수 없어요.\n운영자에게 이 번호를 알려 주세요: {person.user_id}")
    )


def request_panel(request: Request, *, timezone: tzinfo, notes: Sequence[str] = ()) -> Message:
    """What coordinators are asked, and how it ended once it is decided."""
    lines = [*_request_lines(request), *notes]
    if request.verdict is None:
        return Message.of(
            lines,
            [
                button("승인", PeopleVerb.APPROVE, request.id),
                button("거절", PeopleVerb.REJECT, request.id),
            ],
        )
    text = "\n".join([*lines, "", _outcome(request, timezone)])
    if request.verdict is not Verdict.REJECTED:
        return Message(text=text)
    return Message.of(text, [button("거절 취소하고 승인", PeopleVerb.TAKE_BACK, request.id)])


def requests_panel(waiting: Sequence[Request], page: int) -> Message:
    """What waits for a decision."""
    page, pages, part = page_of(len(waiting), PAGE_REQUESTS, page)
    if not waiting:
        return Message.of("기다리는 요청이 없어요.", _TO_PEOPLE)
    lines = [f"기다리는 요청 {len(waiting)}건{page_mark(page, pages)}"]
    rows: list[tuple[Button, ...]] = []
    for request in waiting[part]:
        lines += ["", *_request_lines(request)]
        about = f"{request.id}번 "
        lines[-1] = f"{lines[-1]} · {request.id}번"
        rows.append(
            (
                button(f"{about}승인", PeopleVerb.APPROVE, request.id),
                button(f"{about}거절", PeopleVerb.REJECT, request.id),
            )
        )
    turns = page_turns(PeopleVerb.REQUESTS, page=page, pages=pages)
    return Message.of(lines, *rows, *turns, _TO_PEOPLE)


def already_decided(request: Request, *, timezone: tzinfo) -> str:
    """For whoever decides what was decided before."""
    return f"이미 처리된 요청이에요.\n{_outcome(request, timezone)}"


def people_panel(
    sections: Mapping[Section, Sequence[Known]], section: Section, page: int, *, waiting: int
) -> Message:
    """One section of the list of people, eight to a page."""
    people = sections[section]
    page, pages, part = page_of(len(people), PAGE_PEOPLE, page)
    lines = [f"👥 {SECTIONS[section]} {len(people)}명{page_mark(page, pages)}"]
    if not people:
        lines.append("아직 아무도 없어요.")
    rows = _person_rows(people[part])
    turns = page_turns(PeopleVerb.PEOPLE, section, page=page, pages=pages)
    others = rows_of_two(
        [
            button(f"{SECTIONS[other]} {len(sections[other])}", PeopleVerb.PEOPLE, other, 1)
            for other in Section
            if other is not section
        ]
    )
    asked = ((button(f"기다리는 요청 {waiting}건", PeopleVerb.REQUESTS, 1),),) if waiting else ()
    return Message.of(lines, *rows, *turns, *others, *asked)


def section_called(words: str) -> Section | None:
    """The part of the list that is called so: 내보낸 사람."""
    return next((section for section, name in SECTIONS.items() if name == words.strip()), None)


def found_panel(words: str, found: Sequence[Known]) -> Message:
    """Who is called so."""
    quoted = f"'{plain(words)}'"
    if not found:
        return Message.of(f"{josa(quoted, '이/가')} 들어간 이름이나 번호는 없어요.", _TO_PEOPLE)
    lines = [f"🔎 {quoted} {len(found)}명"]
    if len(found) > PAGE_PEOPLE:
        lines.append(f"처음 {PAGE_PEOPLE}명만 보여 드려요. 더 길게 적어 주세요.")
    return Message.of(lines, *_person_rows(found[:PAGE_PEOPLE]), _TO_PEOPLE)


def person_panel(  # noqa: PLR0913 -- what stands in it
    user_id: int,
    known: Known | None,
    introduction: str,
    *,
    role: Role,
    viewer: Role,
    timezone: tzinfo,
) -> Message:
    """One person, as what they introduced themselves, and what the viewer may do about them."""
    lines = [f"👤 {shown_name(known.name if known else '', user_id)}", ROLES[role]]
    if known is not None and known.removed_at is not None:
        lines.append(f"{_when(known.removed_at, timezone)}에 내보냈어요.")
    elif known is not None and known.role is not None:
        lines[-1] += f" · {_when(known.since, timezone)}부터"
    elif known is not None and role is Role.STRANGER:
        lines[-1] = "부서 방에서 확인된 사람이에요."
    if introduction:
        lines.append(plain(introduction))
    actions: list[tuple[Button, ...]] = []
    if role is Role.STRANGER and may(viewer, Right.LET_IN):
        actions.append((button("직원으로 승인", PeopleVerb.LET_IN, user_id),))
    if role in (Role.STRANGER, Role.MEMBER) and may(viewer, Right.APPOINT_COORDINATOR):
        actions.append((button("총괄로 지정", PeopleVerb.APPOINT, user_id),))
    if role is Role.COORDINATOR and may(viewer, Right.REMOVE_COORDINATOR):
        actions.append((button("총괄 해제", PeopleVerb.DISMISS, user_id),))
    is_out = known is not None and known.removed_at is not None
    if not is_out and may_remove(viewer, role):
        actions.append((button("내보내기", PeopleVerb.REMOVE, user_id),))
    return Message.of(lines, *actions, _TO_PEOPLE)


def removal_panel(user_id: int, known: Known | None) -> Message:
    """Ask to confirm the removal of a member."""
    name = shown_name(known.name if known else "", user_id)
    question = (
        f"{name} 님을 내보낼까요?\n"
        "곧바로 어디에서도 쓸 수 없게 돼요. 부서 방에 있어도 마찬가지예요."
    )
    remove = button("내보내기", PeopleVerb.REMOVE_SURELY, user_id)
    return confirmation(question, remove, PeopleVerb.PERSON, user_id)


def invite_panel(days: int, uses: int) -> Message:
    """For how long, and for how many."""
    return Message.of(
        f"초대 링크를 만들어요.\n{days}일 동안 {uses}명까지 들어올 수 있어요.",
        tuple(
            button(ticked(f"{n}일", is_chosen=n == days), PeopleVerb.INVITE, n, uses) for n in DAYS
        ),
        tuple(
            button(ticked(f"{n}명", is_chosen=n == uses), PeopleVerb.INVITE, days, n) for n in USES
        ),
        [button("링크 만들기", PeopleVerb.MAKE_LINK, days, uses)],
        [button("만든 링크 보기", PeopleVerb.LINKS, 1)],
    )


def link_panel(link: str, *, days: int, uses: int) -> Message:
    """The link, shown this once."""
    return Message.of(
        f"초대 링크예요. {days}일 동안 {uses}명까지 들어올 수 있어요.\n"
        "이 링크는 다시 보여 드릴 수 없어요. 직원에게만 보내 주세요.\n\n"
        f"{link}",
        [button("만든 링크 보기", PeopleVerb.LINKS, 1)],
    )


def links_panel(
    links: Sequence[Invitation],
    page: int,
    *,
    names: Mapping[int, str],
    now: datetime,
    timezone: tzinfo,
) -> Message:
    """The links that still let somebody in."""
    live = [link for link in links if link.is_open(now=now)]
    page, pages, part = page_of(len(live), PAGE_LINKS, page)
    back = (button("새 링크", PeopleVerb.INVITE, DAYS[1], USES[1]),)
    if not live:
        return Message.of("쓸 수 있는 초대 링크가 없어요.", back)
    lines = [f"🔗 쓸 수 있는 초대 링크 {len(live)}개{page_mark(page, pages)}", ""]
    rows = []
    for link in live[part]:
        maker = shown_name(names.get(link.made_by, ""), link.made_by)
        until = _when(link.expires_at, timezone)
        lines.append(f"{link.id}번 · {until}까지 · {link.uses}/{link.max_uses}명 · {maker}")
        rows.append((button(f"{link.id}번 취소", PeopleVerb.REVOKE, link.id),))
    return Message.of(lines, *rows, *page_turns(PeopleVerb.LINKS, page=page, pages=pages), back)


def came_by_link(person: Person, invitation: Invitation) -> Message:
    """For whoever made the link."""
    name = shown_name(person.name, person.user_id)
    return Message.of(
        f"{invitation.id}번 초대 링크로 {name} 님이 들어왔어요.",
        [button("이 사람 보기", PeopleVerb.PERSON, person.user_id)],
    )


def audit_panel(
    entries: Sequence[Entry], page: int, pages: int, *, names: Mapping[int, str], timezone: tzinfo
) -> Message:
    """One page of the audit log, the newest first."""
    if not entries:
        return Message(text="아직 기록이 없어요.")
    lines = [f"🗒 변경 기록{page_mark(page, pages)}", ""]
    lines += [_entry_line(entry, names, timezone) for entry in entries]
    return Message.of(lines, *page_turns(PeopleVerb.AUDIT, page=page, pages=pages))


def _entry_line(entry: Entry, names: Mapping[int, str], timezone: tzinfo) -> str:
    who = _BY.get(entry.by) or shown_name(names.get(entry.by or 0, ""), entry.by or 0)
    did = Act(entry.act).label if entry.act in set(Act) else plain(entry.act)
    parts = [f"{_when(entry.at, timezone)} {who} · {did}"]
    if entry.subject is not None and entry.subject != entry.by:
        subject = entry.subject
        name = names.get(subject)
        shown = plain(name or "") if subject < 0 else shown_name(name or "", subject)
        parts.append(shown or "알 수 없는 방")
    line = " → ".join(parts)
    detail = _detail(entry, timezone)
    return f"{line} ({detail})" if detail else line


def _detail(entry: Entry, timezone: tzinfo) -> str:
    """What an entry is about besides people and groups; a number says what it counts."""
    if entry.act == Act.GROUP_MOVED:
        return ""  # the id of a chat that is no more
    if entry.act == Act.UNDELIVERED_DISMISSED:
        return f"{entry.detail}건"
    if entry.act == Act.RESTORED:
        return _when(datetime.fromisoformat(entry.detail), timezone)
    return f"{plain(entry.detail[1:])}번" if entry.detail[:1] == "#" else plain(entry.detail)


def _request_lines(request: Request) -> list[str]:
    if request.subject is Subject.PERSON:
        return [
            f"🙋 {_unnumbered(request.introduction) or '사용 승인 요청'}",
            f"사용 승인을 요청했어요. 텔레그램: {shown_name(request.label, request.subject_id)}",
        ]
    departments = ", ".join(request.departments)
    return [
        "🏢 부서 방 등록 요청이에요.",
        f"방: '{plain(request.label)}'",
        f"부서: {departments}",
        f"요청: {shown_name(request.introduction, request.asked_by)}",
        "승인하면 이 방 분들도 봇을 쓸 수 있어요.",
    ]


def _outcome(request: Request, timezone: tzinfo) -> str:
    when = _when(request.decided_at, timezone) if request.decided_at else ""
    if request.verdict is Verdict.WITHDRAWN or request.decided_by is None:
        return f"↩️ {when} 더는 필요 없게 된 요청이에요."
    who = shown_name(request.decided_by_name, request.decided_by)
    if request.verdict is Verdict.APPROVED:
        return f"✅ {when} {who} 님이 승인했어요."
    return f"⛔️ {when} {who} 님이 거절했어요."


def _person_rows(people: Sequence[Known]) -> tuple[tuple[Button, ...], ...]:
    buttons = [
        button(shown_name(person.name, person.user_id), PeopleVerb.PERSON, person.user_id)
        for person in people
    ]
    return rows_of_two(buttons)


def _when(at: datetime, timezone: tzinfo) -> str:
    return f"{at.astimezone(timezone):%Y-%m-%d %H:%M}"


def not_for_you(person: Person, office: str, contact: str) -> Message:
    """The only reply to strangers: how to request access, and their user id."""
    return Message.of(
        f"{office} 직원만 쓸 수 있는 봇이에요.\n"
        "쓰시려면 봇과의 개인 대화에서 승인을 요청해 주세요: /start\n"
        f"문의: {contact}\n"
        f"내 텔레그램 ID: {person.user_id}"
    )
