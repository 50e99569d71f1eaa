"""Answers in words: lists, several answers, and what is said when there is nothing to show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from bot.korean import hangul
from bot.korean.particles import has_batchim, josa
from bot.lookup.card_replies import (
    edition_of,
    headed,
    labelled,
    lacking,
    notes_of,
    one_pledge,
    owners_of,
    quoted,
    read_as,
    short_name,
    strategy_of,
    title_of,
    value_of,
)
from bot.lookup.cells import Kind
from bot.lookup.condition_replies import chosen_label, figure, unread_of
from bot.lookup.conditions import ADDED, figures
from bot.lookup.details import SOURCE
from bot.lookup.pledge import Pledge, PledgeNumber, in_sentence
from bot.lookup.question import Overview
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
    NoSuchDepartment,
    NoSuchNumber,
    NoSuchTerm,
    NotFound,
    OnePledge,
    OnlyColumns,
    SeveralAnswers,
    WhichName,
    summary,
)
from bot.lookup.verbs import LookupVerb
from bot.lookup.words import is_light, is_verbal, written
from bot.people.messages import (
    Ask,
    Button,
    Copy,
    Link,
    Message,
    Share,
    button,
    clipped,
    page_of,
    rows_of_two,
)
from bot.people.replies.help import Examples

if TYPE_CHECKING:
    from bot.lookup.catalogue import Catalogue, Former

PAGE_NAMES = 12  # names with a button each that a phone shows at once
PAGE_PLEDGES = 6  # as many as a phone shows at once, two lines each
MIN_TELLING, MAX_TELLING = 4, 6  # syllables of a word to try
MAX_SUGGESTIONS = 8
MAX_RUNS = 4  # of numbers without a gap that are told one by one
MAX_LISTED = 5  # numbers named in a sentence
MAX_PARTS = 8  # of a message that are answered with a button each
MAX_IN_SHORT = 3  # pledges named in one of several answers
HOW_TO_ASK = "번호, 공약 이름의 낱말, 부서 이름으로 물어봐 주세요."
LINE_LETTERS = 34  # of a phone: 17 syllables


def rendered(answer: Answer, catalogue: Catalogue, ask: Ask) -> Message:
    """The answer in words, at the page that was asked for."""
    match answer:
        case OnePledge():
            return one_pledge(answer, catalogue, ask)
        case ManyPledges():
            return _many(answer, catalogue, ask)
        case DepartmentPledges():
            return _department(answer, catalogue, ask)
        case GroupPledges():
            return _group(answer, catalogue, ask)
        case SeveralAnswers(answers=answers):
            return _several(answers, catalogue)
        case EarlierTerm(answer=inner, catalogue=of_term):
            said = rendered(inner, of_term, ask)
            note = f"지난 임기({of_term.term})의 공약표예요."
            rows = (tuple(_in_term(row, of_term)) for row in said.buttons)
            return replace(said, text=f"{note}\n\n{said.text}", buttons=tuple(filter(None, rows)))
        case Counts():
            return _counts(answer, catalogue, ask)
        case Greeting(closes=True):
            return Message(text="네, 언제든 또 물어봐 주세요.", buttons=_lists(catalogue))
        case Greeting():
            return welcome(catalogue)
        case _:
            return _nothing(answer, catalogue)


def _in_term(buttons: Iterable[Button], table: Catalogue) -> Iterator[Button]:
    """Buttons under an answer from an earlier term: they name it. Addresses have pledges alone."""
    for one in buttons:
        action = one.action
        match action:
            case Ask():
                action = _asked_in(action, table.term)
            case Copy(text=text) | Share(text=text):
                action = replace(action, text=f"{table.term} {text}")
            case Link(to=to):
                if PledgeNumber(to) not in table.by_number:
                    continue
                action = Link(to=f"{table.term} {to}")
        yield replace(one, action=action)


def _asked_in(ask: Ask, term: str) -> Ask:
    text = ask.text if ask.text.startswith(f"{term} ") else f"{term} {ask.text}"
    return replace(ask, text=text, back=_asked_in(ask.back, term) if ask.back else None)


def _counts(answer: Counts, catalogue: Catalogue, ask: Ask) -> Message:
    """Departments or strategies with their counts, a button to each."""
    page, pages, shown = page_of(len(answer.entries), PAGE_NAMES, ask.page)
    total = len(catalogue.pledges)
    heads = {
        Overview.DEPARTMENTS: f"🏢 부서 {len(answer.entries)}곳",
        Overview.MOST: "🏢 공약을 많이 맡은 부서예요.",
        Overview.FEWEST: "🏢 공약을 가장 적게 맡은 부서예요.",
        Overview.LARGEST: f"📂 공약이 많은 {strategy_of(catalogue)}",
        Overview.SMALLEST: f"📂 공약이 가장 적은 {strategy_of(catalogue)}",
        Overview.STRATEGIES: f"📂 {strategy_of(catalogue)} {len(answer.entries)}개, 공약 {total}건",
        Overview.COUNT: f"{catalogue.term} 공약은 모두 {total}건이에요.",
    }
    kind, unit = Kind.COUNT, "건"
    if answer.column:
        cells = catalogue.cells.get(answer.column)
        kind, name = (cells.kind, cells.name) if cells else (Kind.RATE, "완료율")
        word = "부서" if answer.overview is Overview.DEPARTMENTS else strategy_of(catalogue)
        unit = ""
        heads[answer.overview] = f"📊 {word}별 {name} {'합계' if kind in ADDED else '평균'}"
    head = heads[answer.overview] + (f" ({page}/{pages})" if pages > 1 else "")
    entries = answer.entries[shown]
    told = [(name, f"{figure(count, kind)}{unit}") for name, count in entries]
    if answer.overview is Overview.DEPARTMENTS and not answer.column:
        helped = catalogue.helped_by
        told = [(name, _owned_and_helped(int(n), len(helped.get(name, ())))) for name, n in entries]
    lines = [head, "", *(f"{short_name(name)} {count}" for name, count in told)]
    buttons = [labelled(f"{name} {count}", Ask(text=name)) for name, count in told]
    turns = _turns(answer.asked, page, pages)
    return Message(text="\n".join(lines), buttons=(*rows_of_two(buttons), *turns))


def _owned_and_helped(owned: int, helped: int) -> str:
    """How many pledges a department owns and with how many it helps: 2건 · 협조 3건."""
    counts = [f"{owned}건"] if owned or not helped else []
    return " · ".join([*counts, f"협조 {helped}건"] if helped else counts)


def _turns(asked: str, page: int, pages: int, *links: Button) -> list[tuple[Button, ...]]:
    """The row of buttons to the pages before and behind, with links between; none without any."""
    before = labelled("◀ 이전", Ask(text=asked, page=page - 1)) if page > 1 else None
    behind = labelled("다음 ▶", Ask(text=asked, page=page + 1)) if page < pages else None
    turns = tuple(filter(None, (before, *links, behind)))
    return [turns] if turns else []


def _lists(catalogue: Catalogue) -> tuple[tuple[Button, ...], ...]:
    """Buttons to all there is."""
    texts = {"부서": "부서 목록", strategy_of(catalogue): "전략 목록", "전체": "전체 공약"}
    return (tuple(labelled(label, Ask(text=text)) for label, text in texts.items()),)


def _nothing(
    answer: Lacking | NoSuchNumber | NoSuchDepartment | WhichName | NotFound, catalogue: Catalogue
) -> Message:
    """What is said where no pledge is named, and where to go on from there."""
    match answer:
        case NoSuchTerm(asked=asked, terms=terms):
            text = f"{asked} 공약표는 없어요. {josa(', '.join(terms), '이/가')} 있어요."
        case OnlyColumns(columns=columns):
            return _only_columns(columns, catalogue)
        case NoneSuch(chosen=chosen) if chosen is not None:
            missing = f"{chosen_label(chosen)} 공약은 없어요."
            text = "\n".join([missing, *unread_of(chosen)])
        case NoneSuch(asked=asked):
            text = f"{quoted(asked)}에 맞는 공약은 없어요."
        case NoSuchNumber():
            return _no_such_number(answer, catalogue)
        case NoSuchDepartment(asked=asked, alike=alike):
            hint = "이 부서를 찾으셨나요?" if alike else "부서 이름을 다시 확인해 주세요."
            text = f"{josa(quoted(asked), '이/가')} 맡은 공약은 없어요.\n{hint}"
            return Message(text=text, buttons=_name_buttons(alike) or _lists(catalogue))
        case WhichName(asked=asked, names=names, former=former) if former is not None:
            return Message(text=_became(quoted(asked), former), buttons=_name_buttons(names))
        case WhichName(asked=asked, names=names):
            text = f"{josa(quoted(asked), '이/가')} 여럿이에요. 어느 쪽인가요?"
            return Message(text=text, buttons=_name_buttons(names))
        case NotFound():
            return _not_found(answer, catalogue)
    return Message(text=text, buttons=_lists(catalogue))


def _only_columns(columns: Sequence[str], catalogue: Catalogue) -> Message:
    absent = _lacking_of(columns, catalogue)
    if SOURCE in columns and absent:
        absent.append(edition_of(catalogue))
    if absent or not catalogue.pledges:
        return Message(text="\n".join(absent), buttons=_lists(catalogue))
    key = catalogue.name_of(columns[0])
    example = f"{examples(catalogue).number} {key}"
    return Message(
        text=f"어느 공약의 {josa(key, '이/가')} 궁금하세요?\n예: {example}",
        buttons=((labelled(example, Ask(text=example)),), *_lists(catalogue)),
    )


NO_TABLE = "아직 공약표가 없어요.\n총괄이 봇과의 개인 대화에 표 파일을 보내 주세요."


def examples(catalogue: Catalogue) -> Examples:
    """What can be asked about the table; of a table without pledges, what might be."""
    if not catalogue.pledges:
        return Examples("1번", "총무과", "어린이집", strategy_of(catalogue))
    pledge = catalogue.pledges[min(4, len(catalogue.pledges) - 1)]
    return Examples(
        number=in_sentence(pledge.number),
        department=pledge.department,
        word=_telling_word(catalogue) or pledge.department,
        strategy_word=strategy_of(catalogue),
    )


def _telling_word(catalogue: Catalogue) -> str:
    """The first word of a title that is long enough to be found by its initials; "" for none."""
    words = chain.from_iterable(written(hangul.normalized(one.title)) for one in catalogue.pledges)
    return next(filter(_is_telling, words), "")


def _is_telling(word: str) -> bool:
    return (
        MIN_TELLING <= len(word) <= MAX_TELLING
        and hangul.is_syllables(word)
        and not (is_light(word) or is_verbal(word))
    )


def welcome(catalogue: Catalogue) -> Message:
    """A greeting with two questions to try."""
    if not catalogue.pledges:
        return Message(text=NO_TABLE)
    number, department, *_ = examples(catalogue)
    return Message(
        text=(
            "안녕하세요. 공약 담당 부서를 찾아 드려요.\n"
            "번호, 낱말, 부서 이름 무엇이든 보내 보세요.\n\n"
            f"· {number} 담당 어디야?\n"
            f"· {short_name(department)} 공약\n\n"
            f"{edition_of(catalogue)}"
        ),
        buttons=(
            (labelled(number, Ask(text=number)), labelled(department, Ask(text=department))),
            *_lists(catalogue),
        ),
    )


def _department(answer: DepartmentPledges, catalogue: Catalogue, ask: Ask) -> Message:
    department = answer.department
    own = {pledge.number for pledge in catalogue.owned_by.get(department, ())}
    marks = {one.number: "협조" for one in answer.pledges if one.number not in own}
    head = f"🏢 {short_name(department)} 공약 {len(answer.pledges)}건"
    if marks:
        head += f" (협조 {len(marks)}건)"
    notes = [*read_as(answer.readings), *_notes_of_name(answer)]
    asked = " ".join([department, *answer.columns])
    links = [labelled("링크 복사", Link(to=department))]
    return _page(head, asked, answer, catalogue, ask, notes=notes, marks=marks, links=links)


def _became(old: str, former: Former) -> str:
    """What became of a department, and when."""
    names = ", ".join(map(short_name, former.names))
    since = f"{josa(old, '은/는')} {former.since:%Y-%m-%d}"
    if former.is_likely:
        return f"{since} 공약표부터 없어요. 맡던 공약은 {names}에 있어요."
    if len(former.names) > 1:
        return f"{since}부터 {josa(names, '으로/로')} 나뉘었어요."
    return f"{since}부터 {names}{'이' if has_batchim(names) else ''}예요."


def _notes_of_name(answer: DepartmentPledges) -> list[str]:
    """What is absent, and what became of a department that is asked for by an old name."""
    former = answer.former
    became = [_became(short_name(answer.asked), former)] if former is not None else []
    return [*_absent_in(answer), *became]


def _group(answer: GroupPledges, catalogue: Catalogue, ask: Ask) -> Message:
    head = f"📂 {short_name(answer.group)} 공약 {len(answer.pledges)}건"
    asked = " ".join([answer.group, *answer.columns])
    notes = [*read_as(answer.readings), *_absent_in(answer)]
    return _page(head, asked, answer, catalogue, ask, notes=notes)


def _absent_in(answer: DepartmentPledges | GroupPledges) -> list[str]:
    if not answer.absent:
        return []
    return [f"{quoted(answer.absent)}에 맞는 공약은 없어 모두 보여 드려요."]


def _many(answer: ManyPledges, catalogue: Catalogue, ask: Ask) -> Message:
    label = f"{quoted(answer.label.removesuffix(' 공약'))} "
    if answer.label == ", ".join(str(pledge.number) for pledge in answer.pledges):
        label = ""  # they stand below
    if answer.chosen is not None:
        label = f"{chosen_label(answer.chosen)} "
    head = f"🔎 {label}공약 {len(answer.pledges)}건"
    notes = notes_of(answer)
    if answer.outside is not None:
        notes.append(f"{short_name(answer.outside)} 공약에는 없어서 전체에서 찾았어요.")
    if answer.missing:
        notes.append(f"{josa(_listed(answer.missing), '은/는')} 없는 번호예요.")
    return _page(head, answer.asked, answer, catalogue, ask, notes=notes)


def _lacking_of(columns: Sequence[str], catalogue: Catalogue) -> list[str]:
    return lacking([key for key in columns if not catalogue.has_column(key)], catalogue)


def _page(  # noqa: PLR0913  every part of a page is its own
    head: str,
    asked: str,
    answer: ManyPledges | DepartmentPledges | GroupPledges,
    catalogue: Catalogue,
    ask: Ask,
    *,
    notes: Sequence[str] = (),
    marks: Mapping[PledgeNumber, str] | None = None,
    links: Sequence[Button] = (),
) -> Message:
    """One page of a list: `asked` asks for the same list again, from anywhere by `links`.

    `marks` stand beside the numbers that have one, which are not added up; without them, the owners
    do; behind them what the columns say. What fits takes one line of a phone.
    """
    page, pages, places = page_of(len(answer.pledges), PAGE_PLEDGES, ask.page)
    shown = answer.pledges[places]
    here = Ask(text=asked, page=page)
    head += f" ({page}/{pages})" if pages > 1 else ""
    chosen = answer.chosen if isinstance(answer, ManyPledges) else None
    added = [one for one in answer.pledges if one.number not in (marks or ())]
    totals = _totals(chosen.asked if chosen else answer.columns, added, catalogue)
    lines = [*notes, *_lacking_of(answer.columns, catalogue), head, *totals, ""]
    for pledge in shown:
        mark = owners_of(pledge) if marks is None else marks.get(pledge.number, "")
        told = [mark, *(short_name(value_of(pledge, key)) for key in answer.columns)]
        line = " · ".join(filter(None, [str(pledge.number), *told]))
        whole = f"{line} {title_of(pledge)}"
        lines += [whole] if _is_short(whole) else [line, f"  {title_of(pledge)}"]
    buttons = rows_of_two([labelled(headed(p), Ask(text=str(p.number), back=here)) for p in shown])
    turns = _turns(asked, page, pages, *links)
    also = _name_buttons(answer.also)
    return Message(text="\n".join(lines), buttons=(*buttons, *turns, *also))


def _totals(
    columns: Iterable[str], pledges: Sequence[Pledge], catalogue: Catalogue
) -> Iterator[str]:
    """The line of each column of figures that says what it comes to, and of how many pledges."""
    for key in columns if len(pledges) > 1 else ():
        kind, found = figures(key, pledges, catalogue.cells)
        if found and key in catalogue.cells and key != catalogue.row_counts.heading:
            total = f"합계 {figure(sum(found), kind)}, " if kind in ADDED else ""
            mean = figure(sum(found) / len(found), kind)
            all_of = f"{len(pledges)}건 중 " if len(found) < len(pledges) else ""
            yield f"{catalogue.cells[key].name} {total}평균 {mean} ({all_of}{len(found)}건)"


def _no_such_number(answer: NoSuchNumber, catalogue: Catalogue) -> Message:
    gone = [number for number in map(PledgeNumber, answer.asked) if number in catalogue.gone]
    lines = [*read_as(answer.readings), f"{_listed(map(in_sentence, answer.asked))} 공약은 없어요."]
    lines += _gone_lines(gone, catalogue)
    before = [
        labelled(text := f"{one.term} {number}", Ask(text=text))
        for number in answer.asked
        for one in catalogue.earlier
        if PledgeNumber(number) in one.by_number
    ][:MAX_SUGGESTIONS]
    if before:
        lines.append("지난 임기의 공약표에는 있어요.")
    ranges = answer.ranges[:MAX_SUGGESTIONS]
    lines += map(_runs_there_are, ranges)
    groups = [runs[0][0].category for runs in ranges if runs[0][0].category]
    near = [labelled(headed(pledge), Ask(text=str(pledge.number))) for pledge in answer.near]
    return Message(
        text="\n".join(lines),
        buttons=(
            *_gone_buttons(gone, catalogue),
            *rows_of_two(before),
            *rows_of_two(near),
            *_name_buttons(groups),
        ),
    )


def _gone_lines(gone: Iterable[PledgeNumber], catalogue: Catalogue) -> list[str]:
    return [
        f"{number} {one.title}: {one.since:%Y-%m-%d} 공약표에서 빠졌어요."
        for number in gone
        if (one := catalogue.gone[number])
    ]


def _gone_buttons(
    gone: Sequence[PledgeNumber], catalogue: Catalogue
) -> tuple[tuple[Button, ...], ...]:
    keys = [(number, catalogue.key_of(number)) for number in gone]
    return rows_of_two([button(f"{n} 연혁", LookupVerb.HISTORY, key) for n, key in keys])


def _gone_with(words: str, catalogue: Catalogue) -> list[PledgeNumber]:
    """The pledges that are gone and had these words in their titles."""
    bare = [hangul.search_key(word) for word in words.split() if not is_light(word)]
    titles = {number: hangul.search_key(one.title) for number, one in catalogue.gone.items()}
    found = [number for number, title in titles.items() if all(word in title for word in bare)]
    return found[:MAX_SUGGESTIONS] if bare and all(len(word) > 1 for word in bare) else []


def _runs_there_are(runs: Sequence[tuple[PledgeNumber, PledgeNumber]]) -> str:
    """Which numbers a section or the table has; of many runs, where they begin and end."""
    ends = (runs[0][0], runs[-1][1])
    section = ends[0].category if ends[0].category == ends[1].category else ""
    is_numeral = section and not any(map(str.isalpha, section))  # 3-1번부터 3-8번까지
    kind = "" if is_numeral else f"{josa(section or '공약', '은/는')} "
    said = [  # 지역개발은 01번부터
        [
            f"{(number.last_part if section and not is_numeral else number.text).rstrip('번호')}번"
            for number in run
        ]
        for run in (runs if len(runs) <= MAX_RUNS else [ends])
    ]
    spans = [first if first == last else f"{first}부터 {last}까지" for first, last in said]
    if len(runs) > MAX_RUNS:
        return f"{kind}{spans[0]} 가운데 일부가 있어요."
    if spans[-1].endswith("까지"):
        return f"{kind}{', '.join(spans)} 있어요."
    return f"{kind}{', '.join(spans)}{'이' if len(spans) > 1 else ' 하나만'} 있어요."


def _not_found(answer: NotFound, catalogue: Catalogue) -> Message:
    asked, gone = quoted(answer.asked), _gone_with(answer.asked, catalogue)
    if not (answer.near or answer.names):
        found_nothing = f"{asked}에 맞는 공약을 찾지 못했어요."
        lines = [
            found_nothing if answer.asked else "무엇을 찾으시는지 알 수 없어요.",
            *(_gone_lines(gone, catalogue) or [HOW_TO_ASK]),
        ]
        buttons = (*_gone_buttons(gone, catalogue), *_lists(catalogue))
        return Message(text="\n".join(lines), buttons=buttons)
    lines = [f"{asked}에 꼭 맞는 공약은 없어요."] if answer.asked else []
    lines += _gone_lines(gone, catalogue)
    if answer.left_out and answer.left_out != (answer.asked,):
        lines = [f"{quoted(', '.join(answer.left_out))}까지 들어간 공약은 없어요."]
    lines += ["이것을 찾으셨나요?", ""]
    marks = {name: "🏢" if name in catalogue.by_department else "📂" for name in answer.names}
    lines += [f"{mark} {short_name(name)}" for name, mark in marks.items()]
    lines += [f"{pledge.number} {title_of(pledge)}" for pledge in answer.near]
    pledges = rows_of_two([labelled(headed(p), Ask(text=str(p.number))) for p in answer.near])
    offered = (*_gone_buttons(gone, catalogue), *_name_buttons(answer.names), *pledges)
    return Message(text="\n".join(lines), buttons=offered)


def _several(answers: Sequence[tuple[str, Answer]], catalogue: Catalogue) -> Message:
    """The answers one below the other, each under its own words; a button to each."""
    lines: list[str] = []
    buttons: list[Button] = []
    for text, said in answers[:MAX_PARTS]:
        answer, table, term = said, catalogue, ""
        if isinstance(said, EarlierTerm):
            answer, table, term = said.answer, said.catalogue, f"{said.catalogue.term} "
        lines += ["", *_in_short(text, answer, table)]
        found: list[Button] = []
        match answer:
            case OnePledge(pledge=pledge):
                found.append(labelled(f"{term}{headed(pledge)}", Ask(text=str(pledge.number))))
            case WhichName(names=names):
                found += [labelled(name, Ask(text=name)) for name in names]
            case _ if summary(answer).pledges:
                found.append(labelled(text, Ask(text=text)))
        if isinstance(answer, OnePledge | ManyPledges):
            found += [labelled(name, Ask(text=name)) for name in answer.also]
        buttons += _in_term(found, table) if term else found
    if len(answers) > MAX_PARTS:
        lines += ["", f"나머지 {len(answers) - MAX_PARTS}개는 나눠서 물어봐 주세요."]
    unique = {button.label: button for button in buttons}
    return Message(text="\n".join(lines[1:]), buttons=rows_of_two([*unique.values()]))


def _in_short(text: str, answer: Answer, catalogue: Catalogue) -> list[str]:
    """One of several answers, in a few lines."""
    head = f"🔎 {quoted(text)}"
    match answer:
        case OnePledge(pledge=pledge):
            return [
                *notes_of(answer),
                f"{head} → 🏢 {owners_of(pledge)}",
                f"{pledge.number} {title_of(pledge)}",
            ]
        case DepartmentPledges(department=department, pledges=pledges):
            shown = [
                f"{p.number} {title_of(p)}{'' if department in p.owners else ' · 협조'}"
                for p in pledges[:MAX_IN_SHORT]
            ]
            return [*_notes_of_name(answer), f"{head} 공약 {len(pledges)}건", *shown]
        case ManyPledges(pledges=pledges):
            shown = [f"{p.number} {title_of(p)} · {owners_of(p)}" for p in pledges[:MAX_IN_SHORT]]
            return [f"{head} 공약 {len(pledges)}건", *shown]
        case GroupPledges(pledges=pledges):
            return [*_absent_in(answer), f"{head} 공약 {len(pledges)}건"]
        case Counts():
            return [f"{head} → {_counts(answer, catalogue, Ask(text=text)).text.splitlines()[0]}"]
        case NoSuchTerm(asked=asked):
            return [f"{head}: {asked} 공약표는 없어요."]
        case WhichName():
            return _nothing(answer, catalogue).text.splitlines()
        case NotFound(near=near) if near:
            alike = josa(", ".join(in_sentence(pledge.number) for pledge in near), "이에요/예요")
            return [f"{head}: 꼭 맞는 공약은 없어요. 비슷한 것은 {alike}."]
    return [f"{head}: 맞는 공약을 찾지 못했어요."]


def _is_short(line: str) -> bool:
    """Whether it takes one line of a phone; a syllable is as wide as two letters."""
    return 2 * len(line) - sum(map(str.isascii, line)) <= LINE_LETTERS


def _listed(items: Iterable[object]) -> str:
    shown = [short_name(str(item)) for item in items]
    more = f" 등 {len(shown)}개" if len(shown) > MAX_LISTED else ""
    return ", ".join(shown[:MAX_LISTED]) + more


def _name_buttons(names: Sequence[str]) -> tuple[tuple[Button, ...], ...]:
    return rows_of_two([labelled(name, Ask(text=name)) for name in names[:MAX_SUGGESTIONS]])


MAX_HEADLINE_CHARS = 80  # two lines of a phone

# Each stands above the results as a button that opens the chat with the bot.
TYPE_SOMETHING = "번호·낱말·부서 이름을 입력해 보세요"
NOTHING_FOUND = "찾은 공약이 없어요 · 봇에게 물어보기"


def under_headline(pledge: Pledge, term: str) -> str:
    """The departments, behind the term if that is an earlier one; "" for the current one."""
    helpers = f"협조 {', '.join(pledge.helpers)}" if pledge.helpers else ""
    said = " · ".join(filter(None, (term, owners_of(pledge), helpers)))
    return clipped(said, MAX_HEADLINE_CHARS)


def card(pledge: Pledge, table: Catalogue, catalogue: Catalogue) -> Message:
    """The card of a pledge of any term, as if it had been asked for by its number."""
    answer: Answer = OnePledge(pledge=pledge)
    if table is not catalogue:
        answer = EarlierTerm(answer=answer, catalogue=table)
    return rendered(answer, catalogue, Ask(text=str(pledge.number)))


TEXT_WANTED = {
    "find": Message(text="무엇을 찾을까요? 번호나 낱말을 보내 주세요.", asks_reply="번호나 낱말"),
    "dept": Message(
        text="어느 부서의 공약을 볼까요? 부서 이름을 보내 주세요.", asks_reply="부서 이름"
    ),
}
WHICH_DEPARTMENT = Message(
    text="어느 부서인지 몰라요. 부서 이름을 보내 주세요.", asks_reply="부서 이름"
)
UNKNOWN_COMMAND = Message(
    text="모르는 명령이에요. 궁금한 말은 그대로 보내 주세요.\n사용 방법: /help"
)


def for_staff(office: str) -> str:
    """What a stranger reads above no results; the button opens the request to join."""
    return clipped(f"{office} 직원만 쓸 수 있어요 · 사용 신청하기", MAX_HEADLINE_CHARS)
