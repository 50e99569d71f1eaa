"""Answers in words: cards, lists, and what is said when there is nothing to show."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.korean.particles import has_batchim, josa
from bot.lookup.browsing import Overview
from bot.lookup.columns import COLUMNS, Shown
from bot.lookup.details import PERSON, PHONE, RATE, STATUS, TEAM
from bot.lookup.pledge import PledgeNumber
from bot.lookup.results import (
    Answer,
    Counts,
    DepartmentPledges,
    EarlierTerm,
    Greeting,
    GroupPledges,
    Lacking,
    ManyPledges,
    NoneSuch,
    NoSuchColumn,
    NoSuchDepartment,
    NoSuchNumber,
    NoSuchTerm,
    NotFound,
    OnePledge,
    SeveralAnswers,
    WhichName,
    summary,
)
from bot.lookup.verbs import LookupVerb
from bot.people.messages import (
    MAX_LABEL_CHARS,
    Action,
    Ask,
    Button,
    Copy,
    Link,
    Message,
    Search,
    Share,
    button,
    clipped,
    page_of,
    rows_of_two,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.lookup.catalogue import Catalogue
    from bot.lookup.engine.search import Reading
    from bot.lookup.pledge import Pledge

# Shown without being asked for.
_ON_CARD = frozenset(one.key for one in COLUMNS if one.shown in (Shown.OWNER, Shown.STATUS))

PAGE_NAMES = 12  # names with a button each that a phone shows at once
PAGE_PLEDGES = 6  # as many as a phone shows at once, two lines each
MAX_TITLE_CHARS = 160
MAX_NAME_CHARS = 60
MAX_QUOTE_CHARS = 30
MAX_WORD_CHARS = 10  # of what a strategy is called
MAX_SUGGESTIONS = 8
MAX_LISTED = 5  # numbers named in a sentence
MAX_PARTS = 8  # of a message that are answered with a button each
MAX_IN_SHORT = 3  # pledges named in one of several answers
MAX_REMEMBERED = 512  # cards whose buttons are kept
LINE_LETTERS = 34  # of a phone: 17 syllables


def rendered(answer: Answer, catalogue: Catalogue, ask: Ask) -> Message:
    """The answer in words, at the page that was asked for."""
    match answer:
        case OnePledge():
            return _card(answer, catalogue, ask)
        case ManyPledges():
            return _many(answer, catalogue, ask)
        case DepartmentPledges():
            return _department(answer, catalogue, ask)
        case GroupPledges(group=group, pledges=pledges, readings=readings):
            head = f"📂 {_name(group)} 공약 {len(pledges)}건"
            return _page(head, group, pledges, ask, readings=readings)
        case SeveralAnswers(answers=answers):
            return _several(answers)
        case EarlierTerm(answer=inner, catalogue=of_term):
            said = rendered(inner, of_term, ask)
            note = f"지난 임기({of_term.term})의 공약표예요."
            return Message(text=f"{note}\n\n{said.text}", bold=said.bold)
        case Counts():
            return _counts(answer, catalogue, ask)
        case Greeting(closes=True):
            return Message(text="네, 언제든 또 물어봐 주세요.", buttons=_lists(catalogue))
        case Greeting():
            return welcome(catalogue)
        case _:
            return _nothing(answer, catalogue)


def _counts(answer: Counts, catalogue: Catalogue, ask: Ask) -> Message:
    """Departments or strategies with their counts, a button to each."""
    page, pages, shown = page_of(len(answer.entries), PAGE_NAMES, ask.page)
    total = len(catalogue.pledges)
    heads = {
        Overview.DEPARTMENTS: f"🏢 부서 {len(answer.entries)}곳",
        Overview.MOST: "🏢 공약을 많이 맡은 부서예요.",
        Overview.STRATEGIES: f"📂 {_strategy(catalogue)} {len(answer.entries)}개, 공약 {total}건",
        Overview.COUNT: f"{catalogue.term} 공약은 모두 {total}건이에요.",
    }
    head = heads[answer.overview] + (f" ({page}/{pages})" if pages > 1 else "")
    entries = answer.entries[shown]
    lines = [head, "", *(f"{_name(name)} {count}건" for name, count in entries)]
    buttons = [_button(f"{name} {count}건", Ask(text=name)) for name, count in entries]
    turns = _turns(answer.asked, page, pages)
    return Message(text="\n".join(lines), buttons=(*rows_of_two(buttons), *turns))


def _turns(asked: str, page: int, pages: int, *links: Button) -> list[tuple[Button, ...]]:
    """The row of buttons to the pages before and behind, with links between; none without any."""
    before = _button("◀ 이전", Ask(text=asked, page=page - 1)) if page > 1 else None
    behind = _button("다음 ▶", Ask(text=asked, page=page + 1)) if page < pages else None
    turns = tuple(filter(None, (before, *links, behind)))
    return [turns] if turns else []


def _lists(catalogue: Catalogue) -> tuple[tuple[Button, ...], ...]:
    """Buttons to all there is."""
    texts = {"부서": "부서 목록", _strategy(catalogue): "전략 목록", "전체": "전체 공약"}
    return (tuple(_button(label, Ask(text=text)) for label, text in texts.items()),)


def _nothing(
    answer: Lacking | NoSuchNumber | NoSuchDepartment | WhichName | NotFound, catalogue: Catalogue
) -> Message:
    """What is said where no pledge is named, and where to go on from there."""
    match answer:
        case NoSuchTerm(asked=asked, terms=terms):
            text = f"{asked} 공약표는 없어요. {josa(', '.join(terms), '이/가')} 있어요."
        case NoSuchColumn(columns=columns):
            text = "\n".join(_lacking(columns, catalogue))
        case NoneSuch(asked=asked):
            text = f"{_quoted(asked)}에 맞는 공약은 없어요."
        case NoSuchNumber():
            return _no_such_number(answer, catalogue)
        case NoSuchDepartment(asked=asked, alike=alike):
            hint = "이 부서를 찾으셨나요?" if alike else "부서 이름을 다시 확인해 주세요."
            text = f"{josa(_quoted(asked), '이/가')} 맡은 공약은 없어요.\n{hint}"
            return Message(text=text, buttons=_name_buttons(alike) or _lists(catalogue))
        case WhichName(asked=asked, names=names, since=since) if since is not None:
            now = josa(", ".join(names), "으로/로")
            text = f"{josa(_quoted(asked), '은/는')} {since:%Y-%m-%d}부터 {now} 나뉘었어요."
            return Message(text=text, buttons=_name_buttons(names))
        case WhichName(asked=asked, names=names):
            text = f"{josa(_quoted(asked), '이/가')} 여럿이에요. 어느 쪽인가요?"
            return Message(text=text, buttons=_name_buttons(names))
        case NotFound():
            return replace(_not_found(answer, catalogue), missed=answer.asked)
    return Message(text=text, buttons=_lists(catalogue))


NO_TABLE = "아직 공약표가 없어요.\n총괄이 봇과의 개인 대화에 표 파일을 보내 주세요."


def examples(catalogue: Catalogue) -> tuple[str, str]:
    """A number and a department of the table to ask about."""
    if not catalogue.pledges:
        return "1번", "총무과"
    pledge = catalogue.pledges[min(4, len(catalogue.pledges) - 1)]
    number = str(pledge.number)
    return f"{number}번" if number.isdecimal() else number, pledge.department


def welcome(catalogue: Catalogue) -> Message:
    """A greeting with two questions to try."""
    if not catalogue.pledges:
        return Message(text=NO_TABLE)
    number, department = examples(catalogue)
    return Message(
        text=(
            "안녕하세요. 공약 담당 부서를 찾아 드려요.\n"
            "번호, 낱말, 부서 이름 무엇이든 보내 보세요.\n\n"
            f"· {number} 담당 어디야?\n"
            f"· {_name(department)} 공약\n\n"
            f"{_edition(catalogue)}"
        ),
        buttons=(
            (_button(number, Ask(text=number)), _button(department, Ask(text=department))),
            *_lists(catalogue),
        ),
    )


def card(pledge: Pledge, catalogue: Catalogue) -> Message:
    """The card of a pledge, as if it had been asked for by its number."""
    return _card(OnePledge(pledge=pledge), catalogue, Ask(text=str(pledge.number)))


def _card(answer: OnePledge, catalogue: Catalogue, ask: Ask) -> Message:
    pledge = answer.pledge
    owners = _owners(pledge)
    team = "" if pledge.team in pledge.detail(PERSON) else f" ({_name(pledge.team)})"
    lines = [
        *_confirmed(answer),
        f"🏢 {owners}{team}",
        *_people(pledge),
        f"{pledge.number} {_title(pledge)}",
        "",
        *_notes(answer),
        *_columns(answer, catalogue),
        *([f"{_strategy(catalogue)}: {_name(pledge.strategy)}"] if pledge.strategy else []),
        _edition(catalogue),
    ]
    return Message(
        text="\n".join(lines),
        bold=owners,
        buttons=_card_buttons(pledge, catalogue, ask),
        card=str(pledge.number),
    )


def _people(pledge: Pledge) -> list[str]:
    """Whom to ask, and who helps."""
    team, *found = (pledge.detail(key) for key in (TEAM, PERSON, PHONE))
    if not any(team in said for said in (pledge.team, found[0])):  # said once
        found.insert(0, team)
    asked = " · ".join(clipped(value, MAX_NAME_CHARS) for value in found if value)
    helpers = ", ".join(pledge.helpers)
    return [
        *([f"👤 {asked}"] if asked else []),
        *([f"🤝 협조 {_name(helpers)}"] if helpers else []),
    ]


def _columns(answer: OnePledge, catalogue: Catalogue) -> list[str]:
    """What was asked for, then the state and the rate; an empty line behind them."""
    pledge = answer.pledge
    asked = [
        key
        for key in answer.columns
        if not ((key in _ON_CARD and pledge.detail(key)) or (key == TEAM and pledge.team))
    ]
    values = {key: pledge.detail(key) for key in asked}
    lines = [f"{key}: {clipped(of, MAX_TITLE_CHARS)}" for key, of in values.items() if of]
    lines += _lacking([key for key, of in values.items() if not of], catalogue)
    state, rate = pledge.detail(STATUS), pledge.detail(RATE)
    if rate and rate.replace(".", "").isdecimal():
        rate = f"{rate}%"
    if state or rate:
        lines.append(f"📊 {' · '.join(filter(None, (state, rate)))}")
    return [*lines, ""] if lines else []


def _lacking(keys: Sequence[str], catalogue: Catalogue) -> list[str]:
    hidden = [key for key in keys if key in catalogue.hidden]
    absent = [key for key in keys if key not in catalogue.hidden]
    said = (hidden, "보여 드리지 않아요."), (absent, "공약표에 없어요.")
    return [f"{josa(', '.join(of), '은/는')} {why}" for of, why in said if of]


def _department(answer: DepartmentPledges, catalogue: Catalogue, ask: Ask) -> Message:
    department = answer.department
    own = {pledge.number for pledge in catalogue.owned_by.get(department, ())}
    helped = sum(pledge.number not in own for pledge in answer.pledges)
    head = f"🏢 {_name(department)} 공약 {len(answer.pledges)}건"
    if helped:
        head += f" (협조 {helped}건)"
    marks = {one.number: "협조" for one in answer.pledges if one.number not in own}
    notes: list[str] = []
    if answer.former is not None:
        old, since = answer.former
        now = f"{_name(department)}{'이' if has_batchim(department) else ''}예요."
        notes.append(f"{josa(_name(old), '은/는')} {since:%Y-%m-%d}부터 {now}")
    return _page(
        head,
        department,
        answer.pledges,
        ask,
        readings=answer.readings,
        notes=notes,
        marks=marks,
        links=[_button("링크 복사", Link(to=department))],
    )


def _card_buttons(pledge: Pledge, catalogue: Catalogue, ask: Ask) -> tuple[tuple[Button, ...], ...]:
    """Two rows of what is wanted most; the rest stands on the card's second page."""
    number, back = str(pledge.number), ask.back
    siblings = len(catalogue.by_department.get(pledge.department, ()))
    most = _most_wanted(number, pledge.department, siblings, back)
    if ask.page == 1:
        return most
    group = len(catalogue.by_strategy.get(pledge.strategy, ()))
    turns = [
        _button(label, Ask(text=str(other.number), page=2, back=back))
        for label, other in zip(
            ("◀ 이전", "다음 ▶"), catalogue.neighbours(pledge.number), strict=True
        )
        if other is not None
    ]
    return (
        most[0],
        most[1][:-1],
        (
            _button(f"같은 {_strategy(catalogue)} 공약 {group}건", Ask(text=pledge.strategy)),
            button("연혁", LookupVerb.HISTORY, catalogue.key_of(pledge.number)),
        ),
        *([tuple(turns)] if turns else []),
        (_button("링크 복사", Link(to=number)), _button("접기", Ask(text=number, back=back))),
    )


@lru_cache(maxsize=MAX_REMEMBERED)
def _most_wanted(
    number: str, department: str, siblings: int, back: Ask | None
) -> tuple[tuple[Button, ...], ...]:
    """The rows of a card's first page; the last button leads to the second."""
    return (
        (
            _button(f"같은 부서 공약 {siblings}건", Ask(text=department)),
            _button("« 목록으로", back) if back else _button("다시 검색", Search()),
        ),
        (
            _button("번호 복사", Copy(text=number)),
            _button("공유", Share(text=number)),
            _button("더보기", Ask(text=number, page=2, back=back)),
        ),
    )


def _confirmed(answer: OnePledge) -> list[str]:
    """Yes or no, to somebody who named the department they believe it is."""
    if answer.claimed is None:
        return []
    if answer.claimed in answer.pledge.owners:
        return ["네, 맞아요."]
    if answer.claimed in answer.pledge.helpers:
        return [f"{josa(_name(answer.claimed), '은/는')} 협조 부서예요."]
    return [f"{josa(_name(answer.claimed), '이/가')} 아니에요."]


def _many(answer: ManyPledges, catalogue: Catalogue, ask: Ask) -> Message:
    label = f"{_quoted(answer.label.removesuffix(' 공약'))} "
    if answer.label == ", ".join(str(pledge.number) for pledge in answer.pledges):
        label = ""  # they stand below
    head = f"🔎 {label}공약 {len(answer.pledges)}건"
    notes = _notes(answer)
    if answer.outside is not None:
        notes.append(f"{_name(answer.outside)} 공약에는 없어서 전체에서 찾았어요.")
    if answer.missing:
        notes.append(f"{josa(_listed(answer.missing), '은/는')} 없는 번호예요.")
    notes += _lacking([key for key in answer.columns if key not in catalogue.headings], catalogue)
    page = _page(head, answer.asked, answer.pledges, ask, notes=notes)
    return replace(page, buttons=(*page.buttons, *_name_buttons(answer.also)))


def _page(  # noqa: PLR0913  every part of a page is its own
    head: str,
    asked: str,
    pledges: Sequence[Pledge],
    ask: Ask,
    *,
    readings: Sequence[Reading] = (),
    notes: Sequence[str] = (),
    marks: Mapping[PledgeNumber, str] | None = None,
    links: Sequence[Button] = (),
) -> Message:
    """One page of a list: `asked` asks for the same list again, from anywhere by `links`.

    `marks` stand beside the numbers that have one; without them, the owners do. What fits takes
    one line of a phone.
    """
    page, pages, places = page_of(len(pledges), PAGE_PLEDGES, ask.page)
    shown = pledges[places]
    here = Ask(text=asked, page=page)
    lines = [*_read_as(readings), *notes, head + (f" ({page}/{pages})" if pages > 1 else ""), ""]
    for pledge in shown:
        mark = _owners(pledge) if marks is None else marks.get(pledge.number, "")
        line = f"{pledge.number} · {mark}" if mark else str(pledge.number)
        whole = f"{line} {_title(pledge)}"
        lines += [whole] if _is_short(whole) else [line, f"  {_title(pledge)}"]
    buttons = rows_of_two([_button(_headed(p), Ask(text=str(p.number), back=here)) for p in shown])
    turns = _turns(asked, page, pages, *links)
    return Message(text="\n".join(lines), buttons=(*buttons, *turns))


def _no_such_number(answer: NoSuchNumber, catalogue: Catalogue) -> Message:
    lines = [*_read_as(answer.readings), f"{_listed(answer.asked)} 공약은 없어요."]
    before = [
        _button(text := f"{one.term} {number}", Ask(text=text))
        for number in answer.asked
        for one in catalogue.earlier
        if PledgeNumber(number) in one.by_number
    ][:MAX_SUGGESTIONS]
    if before:
        lines.append("지난 임기의 공약표에는 있어요.")
    for first, last in answer.ranges[:MAX_SUGGESTIONS]:
        said, until = str(first), str(last)
        one = first.category == last.category  # else it is the whole table
        kind = josa((one and first.category) or "공약", "은/는")
        if one and first.category.isalpha():  # 지역개발은 01번부터
            said, until = (said.removeprefix(f"{first.category}-") for said in (said, until))
        many = f"부터 {until}번까지" if first != last else " 하나만"
        lines.append(f"{kind} {said}번{many} 있어요.")
    groups = [first.category for first, _ in answer.ranges[:MAX_SUGGESTIONS] if first.category]
    near = [_button(_headed(pledge), Ask(text=str(pledge.number))) for pledge in answer.near]
    return Message(
        text="\n".join(lines),
        buttons=(*rows_of_two(before), *rows_of_two(near), *_name_buttons(groups)),
    )


def _not_found(answer: NotFound, catalogue: Catalogue) -> Message:
    asked = _quoted(answer.asked)
    if not answer.near:
        found_nothing = f"{asked}에 맞는 공약을 찾지 못했어요."
        lines = [
            found_nothing if answer.asked else "무엇을 찾으시는지 알 수 없어요.",
            "번호, 공약 이름의 낱말, 부서 이름으로 물어봐 주세요.",
        ]
        return Message(text="\n".join(lines), buttons=_lists(catalogue))
    lines = [f"{asked}에 꼭 맞는 공약은 없어요."] if answer.asked else []
    if answer.left_out:
        lines = [f"{_quoted(', '.join(answer.left_out))}까지 들어간 공약은 없어요."]
    lines += ["이것을 찾으셨나요?", ""]
    lines += [f"{pledge.number} {_title(pledge)}" for pledge in answer.near]
    return Message(
        text="\n".join(lines),
        buttons=rows_of_two([_button(_headed(p), Ask(text=str(p.number))) for p in answer.near]),
    )


def _several(answers: Sequence[tuple[str, Answer]]) -> Message:
    """The answers one below the other, each under its own words; a button to each."""
    lines: list[str] = []
    buttons: list[Button] = []
    for text, answer in answers[:MAX_PARTS]:
        lines += ["", *_in_short(text, answer)]
        match answer:
            case OnePledge(pledge=pledge):
                buttons.append(_button(_headed(pledge), Ask(text=str(pledge.number))))
            case _ if summary(answer).pledges:
                buttons.append(_button(text, Ask(text=text)))
    if len(answers) > MAX_PARTS:
        lines += ["", f"나머지 {len(answers) - MAX_PARTS}개는 나눠서 물어봐 주세요."]
    unique = {button.label: button for button in buttons}
    return Message(text="\n".join(lines[1:]), buttons=rows_of_two([*unique.values()]))


def _in_short(text: str, answer: Answer) -> list[str]:
    """One of several answers, in a few lines."""
    head = f"🔎 {_quoted(text)}"
    match answer:
        case OnePledge(pledge=pledge):
            return [
                *_notes(answer),
                f"{head} → 🏢 {_owners(pledge)}",
                f"{pledge.number} {_title(pledge)}",
            ]
        case ManyPledges(pledges=pledges) | DepartmentPledges(pledges=pledges):
            shown = [f"{p.number} {_title(p)} · {_owners(p)}" for p in pledges[:MAX_IN_SHORT]]
            return [f"{head} 공약 {len(pledges)}건", *shown]
        case GroupPledges(pledges=pledges):
            return [f"{head} 공약 {len(pledges)}건"]
        case NotFound(near=near) if near:
            alike = ", ".join(str(pledge.number) for pledge in near)
            return [f"{head}: 꼭 맞는 공약은 없어요. 비슷한 것은 {alike}예요."]
    return [f"{head}: 맞는 공약을 찾지 못했어요."]


def _notes(answer: OnePledge | ManyPledges) -> list[str]:
    """What was read for what was typed, and what was left out."""
    lines = _read_as(answer.readings)
    if answer.left_out:
        lines.append(f"{josa(_quoted(', '.join(answer.left_out)), '은/는')} 빼고 찾았어요.")
    if answer.excluded:
        lines.append(f"{josa(_quoted(', '.join(answer.excluded)), '은/는')} 뺐어요.")
    return lines


def _owners(pledge: Pledge) -> str:
    return _name(", ".join(pledge.owners) or pledge.department)


def _is_short(line: str) -> bool:
    """Whether it takes one line of a phone; a syllable is as wide as two letters."""
    return sum(1 if char.isascii() else 2 for char in line) <= LINE_LETTERS


def _headed(pledge: Pledge) -> str:
    """The number and the first words of the title."""
    return clipped(f"{pledge.number} {pledge.title}", MAX_LABEL_CHARS // 2)


def _read_as(readings: Sequence[Reading]) -> list[str]:
    """What was read for what was typed, where the two differ."""
    read: dict[str, dict[str, None]] = {}
    for reading in readings:
        if reading.typed != reading.read:
            read.setdefault(reading.typed, {})[_quoted(reading.read)] = None
    if not read:
        return []
    pairs = [f"{_quoted(typed)} → {', '.join(meant)}" for typed, meant in read.items()]
    return [f"{josa(', '.join(pairs), '으로/로')} 찾았어요."]


def _edition(catalogue: Catalogue) -> str:
    return f"{catalogue.term} · {catalogue.as_of.isoformat()} 기준"


def _strategy(catalogue: Catalogue) -> str:
    return clipped(catalogue.strategy_word, MAX_WORD_CHARS)


def _title(pledge: Pledge) -> str:
    return clipped(pledge.title, MAX_TITLE_CHARS)


def _name(name: str) -> str:
    return clipped(name, MAX_NAME_CHARS)


def _quoted(text: str) -> str:
    return f"'{clipped(text, MAX_QUOTE_CHARS)}'"


def _listed(items: Iterable[object]) -> str:
    shown = [clipped(str(item), MAX_QUOTE_CHARS) for item in items]
    more = f" 등 {len(shown)}개" if len(shown) > MAX_LISTED else ""
    return ", ".join(shown[:MAX_LISTED]) + more


def _name_buttons(names: Sequence[str]) -> tuple[tuple[Button, ...], ...]:
    return rows_of_two([_button(name, Ask(text=name)) for name in names[:MAX_SUGGESTIONS]])


def _button(label: str, action: Action) -> Button:
    return Button(label=clipped(label, MAX_LABEL_CHARS), action=action)


MAX_HEADLINE_CHARS = 80  # two lines of a phone
MAX_OWNER_CHARS = 60

# Each stands above the results as a button that opens the chat with the bot.
TYPE_SOMETHING = "번호·낱말·부서 이름을 입력해 보세요"
NOTHING_FOUND = "찾은 공약이 없어요 · 봇에게 물어보기"


def headline(pledge: Pledge) -> str:
    """The number and the title."""
    return clipped(f"{pledge.number} {pledge.title}", MAX_HEADLINE_CHARS)


def owner(pledge: Pledge) -> str:
    """The second line."""
    return clipped(pledge.department, MAX_OWNER_CHARS)


TEXT_WANTED = {
    "find": Message(
        text="무엇을 찾을까요? 번호나 낱말을 보내 주세요.\n예: 주차, 어르신 일자리",
        asks_reply="주차",
    ),
    "dept": Message(
        text="어느 부서의 공약을 볼까요? 부서 이름을 보내 주세요.", asks_reply="교통행정과"
    ),
}
WHICH_DEPARTMENT = Message(
    text="어느 부서인지 몰라요. 부서 이름을 보내 주세요.", asks_reply="교통행정과"
)
UNKNOWN_COMMAND = Message(
    text="모르는 명령이에요. 궁금한 말은 그대로 보내 주세요.\n사용 방법: /help"
)


def for_staff(office: str) -> str:
    """What a stranger reads above no results; the button opens the request to join."""
    return clipped(f"{office} 직원만 쓸 수 있어요 · 사용 신청하기", MAX_HEADLINE_CHARS)
