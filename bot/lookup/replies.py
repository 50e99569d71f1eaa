"""Answers in words: lists, several answers, and what stands above results as one types."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.korean.particles import josa
from bot.lookup.card_replies import (
    headed,
    labelled,
    notes_of,
    one_pledge,
    owners_of,
    quoted,
    read_as,
    short_name,
    strategy_of,
    title_of,
    told_of,
    value_of,
)
from bot.lookup.catalogue import Catalogue
from bot.lookup.cells import Kind
from bot.lookup.columns import HELPER, OWNER, STRATEGY
from bot.lookup.condition_replies import chosen_label, figure
from bot.lookup.conditions import ADDED, figures
from bot.lookup.guiding_replies import (
    became,
    lacking_of,
    listed,
    lists_of,
    name_buttons,
    nothing_found,
    welcome,
)
from bot.lookup.pledge import Pledge, PledgeNumber, in_sentence
from bot.lookup.question import Overview, SmallTalk
from bot.lookup.results import (
    Answer,
    Counts,
    DepartmentPledges,
    EarlierTerm,
    GroupFigures,
    GroupPledges,
    ManyPledges,
    NamePledges,
    NoSuchTerm,
    NotFound,
    OnePledge,
    SeveralAnswers,
    WhichName,
    summary,
)
from bot.people.messages import (
    Ask,
    Button,
    Copy,
    Link,
    Message,
    Share,
    clipped,
    page_of,
    rows_of_two,
)

PAGE_NAMES = 12  # names with a button each that a phone shows at once
PAGE_PLEDGES = 6  # as many as a phone shows at once, two lines each
MAX_PARTS = 8  # of a message that are answered with a button each
MAX_IN_SHORT = 3  # pledges named in one of several answers
LINE_LETTERS = 34  # of a phone: 17 syllables


def rendered(answer: Answer, catalogue: Catalogue, ask: Ask) -> Message:
    """The answer in words, at the page that was asked for."""
    match answer:
        case OnePledge():
            return one_pledge(answer, catalogue, ask)
        case ManyPledges():
            return _many(answer, catalogue, ask)
        case NamePledges():
            return _named(answer, catalogue, ask)
        case SeveralAnswers(answers=answers):
            return _several(answers, catalogue)
        case EarlierTerm(answer=inner, catalogue=of_term):
            said = rendered(inner, of_term, ask)
            note = f"지난 임기({of_term.term})의 공약표예요."
            rows = (tuple(_in_term(row, of_term)) for row in said.buttons)
            return replace(said, text=f"{note}\n\n{said.text}", buttons=tuple(filter(None, rows)))
        case Counts():
            return _counts(answer, catalogue, ask)
        case GroupFigures():
            return _group_figures(answer, catalogue, ask)
        case SmallTalk():
            return _small_talk(answer, catalogue)
        case _:
            return nothing_found(answer, catalogue)


def _small_talk(answer: SmallTalk, catalogue: Catalogue) -> Message:
    if answer.closes:
        bye = "네, 언제든 또 물어봐 주세요."
        if answer.denies:
            bye = "그럼 다른 낱말이나 번호로 물어봐 주세요."
        return Message(text=bye, buttons=lists_of(catalogue))
    is_talk = answer.is_talk
    return welcome(catalogue) if is_talk else nothing_found(NotFound(asked=""), catalogue)


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
    helped = catalogue.helped_by if answer.overview is Overview.DEPARTMENTS else {}
    told = [(name, _owned_and_helped(n, len(helped.get(name, ())))) for name, n in answer.entries]
    return _figures(heads[answer.overview], told, answer.overview.value, "", ask)


def _group_figures(answer: GroupFigures, catalogue: Catalogue, ask: Ask) -> Message:
    """Groups with what was asked of them, a button to the same of each."""
    question, kind, what, unit = answer.question, Kind.COUNT, "공약", "건"
    names = {OWNER.key: "부서", STRATEGY.key: strategy_of(catalogue)}
    each = f"📊 {names.get(question.by) or catalogue.name_of(question.by)}별"
    if question.column:
        cells = catalogue.cells.get(question.column)
        kind, name = (cells.kind, cells.name) if cells else (Kind.RATE, "완료율")
        what, unit = f"{name} {'합계' if kind in ADDED else '평균'}", ""
    head = " ".join(filter(None, (each, chosen_label(answer.chosen), what)))
    told = [(name, f"{figure(count, kind)}{unit}") for name, count in answer.entries]
    return _figures(head, told, question.typed, question.of, ask)


def _figures(
    head: str, entries: Sequence[tuple[str, str]], asked: str, of: str, ask: Ask
) -> Message:
    page, pages, places = page_of(len(entries), PAGE_NAMES, ask.page)
    shown = entries[places]
    lines = [head + (f" ({page}/{pages})" if pages > 1 else ""), ""]
    lines += [f"{short_name(name)} {count}" for name, count in shown]
    buttons = [
        labelled(f"{name} {count}", Ask(text=f"{name} {of}".strip())) for name, count in shown
    ]
    turns = _turns(asked, page, pages)
    return Message(text="\n".join(lines), buttons=(*rows_of_two(buttons), *turns))


def _owned_and_helped(owned: int, helped: int) -> str:
    counts = [f"{owned}건"] if owned or not helped else []
    return " · ".join([*counts, f"협조 {helped}건"] if helped else counts)


def _turns(asked: str, page: int, pages: int, *links: Button) -> list[tuple[Button, ...]]:
    """The row of buttons to the pages before and behind, with links between; none without any."""
    before = labelled("◀ 이전", Ask(text=asked, page=page - 1)) if page > 1 else None
    behind = labelled("다음 ▶", Ask(text=asked, page=page + 1)) if page < pages else None
    turns = tuple(filter(None, (before, *links, behind)))
    return [turns] if turns else []


def _named(answer: NamePledges, catalogue: Catalogue, ask: Ask) -> Message:
    """All of a name; of a department with a link to it."""
    head = f"{short_name(answer.name)} 공약 {_count(answer)}"
    notes = [*read_as(answer.readings), *_notes_of_name(answer)]
    asked = " ".join([answer.name, *answer.columns])
    if not isinstance(answer, DepartmentPledges):
        return _page(f"📂 {head}", asked, answer, catalogue, ask, notes=notes)
    links = [labelled("링크 복사", Link(to=answer.name))]
    return _page(f"🏢 {head}", asked, answer, catalogue, ask, notes=notes, links=links)


def _marks(answer: ManyPledges | NamePledges) -> dict[PledgeNumber, str] | None:
    """The pledges that a department only helps with; None where no department is asked for."""
    of_list = answer.department if isinstance(answer, ManyPledges) else ""
    department = answer.name if isinstance(answer, DepartmentPledges) else of_list
    if not department:
        return None
    return {one.number: "협조" for one in answer.pledges if department not in one.owners}


def _count(answer: ManyPledges | NamePledges) -> str:
    """How many pledges there are, and with how many of them a department only helps."""
    helped = _marks(answer)
    return f"{len(answer.pledges)}건" + (f" (협조 {len(helped)}건)" if helped else "")


def _notes_of_name(answer: NamePledges) -> list[str]:
    """What is absent, and what became of a department that is asked for by an old name."""
    lines = []
    if answer.absent:
        lines.append(f"{quoted(answer.absent)}에 맞는 공약은 없어 모두 보여 드려요.")
    if isinstance(answer, DepartmentPledges) and answer.former is not None:
        lines.append(became(short_name(answer.former.name), answer.former))
    return lines


def _many(answer: ManyPledges, catalogue: Catalogue, ask: Ask) -> Message:
    label = f"{quoted(answer.label.removesuffix(' 공약'))} "
    if answer.label == ", ".join(str(pledge.number) for pledge in answer.pledges):
        label = ""  # they stand below
    if answer.chosen is not None:
        label = f"{chosen_label(answer.chosen)} "
    head = f"🔎 {label}공약 {_count(answer)}"
    notes = notes_of(answer)
    if answer.outside is not None:
        notes.append(f"{short_name(answer.outside)} 공약에는 없어서 전체에서 찾았어요.")
    if answer.missing:
        notes.append(f"{josa(listed(answer.missing), '은/는')} 없는 번호예요.")
    return _page(head, answer.asked, answer, catalogue, ask, notes=notes)


def _page(  # noqa: PLR0913  every part of a page is its own
    head: str,
    asked: str,
    answer: ManyPledges | NamePledges,
    catalogue: Catalogue,
    ask: Ask,
    *,
    notes: Sequence[str],
    links: Sequence[Button] = (),
) -> Message:
    """One page of a list: `asked` asks for the same list again, from anywhere by `links`."""
    page, pages, places = page_of(len(answer.pledges), PAGE_PLEDGES, ask.page)
    shown = answer.pledges[places]
    here = Ask(text=asked, page=page)
    head += f" ({page}/{pages})" if pages > 1 else ""
    chosen, marks = answer.chosen if isinstance(answer, ManyPledges) else None, _marks(answer)
    totals = _totals(chosen.asked if chosen else answer.columns, answer, catalogue)
    lines = [*notes, *lacking_of(answer.columns, catalogue), head, *totals, ""]
    for pledge in shown:
        told = _told_beside(pledge, marks, answer.columns)
        line = " · ".join(filter(None, [str(pledge.number), *told]))
        whole = f"{line} {title_of(pledge)}"
        lines += [whole] if _is_short(whole) else [line, f"  {title_of(pledge)}"]
    buttons = rows_of_two([labelled(headed(p), Ask(text=str(p.number), back=here)) for p in shown])
    turns = _turns(asked, page, pages, *links)
    also = name_buttons(answer.also)
    return Message(text="\n".join(lines), buttons=(*buttons, *turns, *also))


def _totals(
    columns: Iterable[str], answer: ManyPledges | NamePledges, catalogue: Catalogue
) -> Iterator[str]:
    """The line of each column of figures that says what it comes to, and of how many pledges."""
    marks = _marks(answer) or ()
    pledges = [one for one in answer.pledges if one.number not in marks]
    for key in columns if len(pledges) > 1 else ():
        kind, found = figures(key, pledges, catalogue.cells)
        if found and key in catalogue.cells and key != catalogue.row_counts.heading:
            total = f"합계 {figure(sum(found), kind)}, " if kind in ADDED else ""
            mean = figure(sum(found) / len(found), kind)
            all_of = f"{len(pledges)}건 중 " if len(found) < len(pledges) else ""
            yield f"{catalogue.cells[key].name} {total}평균 {mean} ({all_of}{len(found)}건)"


def _several(answers: Sequence[tuple[str, Answer]], catalogue: Catalogue) -> Message:
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
    head = f"🔎 {quoted(text)}"
    match answer:
        case OnePledge(pledge=pledge):
            return [
                *notes_of(answer),
                f"{head} → 🏢 {owners_of(pledge)}",
                f"{pledge.number} {title_of(pledge)}",
                *told_of(pledge, answer.columns, catalogue),
            ]
        case ManyPledges() | NamePledges():
            return _list_in_short(head, answer, catalogue)
        case Counts() | GroupFigures():
            return [f"{head} → {rendered(answer, catalogue, Ask(text=text)).text.splitlines()[0]}"]
        case NoSuchTerm(asked=asked):
            return [f"{head}: {asked} 공약표는 없어요."]
        case WhichName():
            return nothing_found(answer, catalogue).text.splitlines()
        case NotFound(near=near) if near:
            alike = josa(", ".join(in_sentence(pledge.number) for pledge in near), "이에요/예요")
            return [f"{head}: 꼭 맞는 공약은 없어요. 비슷한 것은 {alike}."]
    return [f"{head}: 맞는 공약을 찾지 못했어요."]


def _list_in_short(head: str, answer: ManyPledges | NamePledges, catalogue: Catalogue) -> list[str]:
    marks = _marks(answer)
    notes = _notes_of_name(answer) if isinstance(answer, NamePledges) else []
    lines = [*notes, *lacking_of(answer.columns, catalogue)]
    lines.append(f"{head} 공약 {_count(answer)}")
    lines += _totals(answer.columns, answer, catalogue)
    for one in answer.pledges[:MAX_IN_SHORT] if not isinstance(answer, GroupPledges) else ():
        told = _told_beside(one, marks, answer.columns)
        lines.append(" · ".join(filter(None, [f"{one.number} {title_of(one)}", *told])))
    return lines


def _told_beside(
    pledge: Pledge, marks: Mapping[PledgeNumber, str] | None, columns: Iterable[str]
) -> list[str]:
    """What stands beside a pledge in a list: its mark, or its owners, and what columns say."""
    mark = owners_of(pledge) if marks is None else marks.get(pledge.number, "")
    values = ((key, short_name(value_of(pledge, key))) for key in columns)
    return [mark, *(f"협조 {of}" if key == HELPER.key and of else of for key, of in values)]


def _is_short(line: str) -> bool:
    """Whether it takes one line of a phone; a syllable is as wide as two letters."""
    return 2 * len(line) - sum(map(str.isascii, line)) <= LINE_LETTERS


MAX_HEADLINE_CHARS = 80  # two lines of a phone

# Each stands above the results as a button that opens the chat with the bot.
TYPE_SOMETHING = "번호·낱말·부서 이름을 입력해 보세요"
NOTHING_FOUND = "찾은 공약이 없어요 · 봇에게 물어보기"


def under_headline(
    pledge: Pledge, table: Catalogue, columns: Iterable[str] = (), *, term: str = ""
) -> str:
    """The departments, behind the term if that is an earlier one, and what the columns say."""
    helpers = f"협조 {', '.join(pledge.helpers)}" if pledge.helpers else ""
    told = told_of(pledge, columns, table)
    said = " · ".join(filter(None, (term, owners_of(pledge), helpers, *told)))
    return clipped(said, MAX_HEADLINE_CHARS)


def card(
    pledge: Pledge, table: Catalogue, catalogue: Catalogue, columns: tuple[str, ...] = ()
) -> Message:
    """The card of a pledge of any term, as if it had been asked for by its number."""
    answer: Answer = OnePledge(pledge=pledge, columns=columns)
    if table is not catalogue:
        answer = EarlierTerm(answer=answer, catalogue=table)
    return rendered(answer, catalogue, Ask(text=str(pledge.number)))


def for_staff(office: str) -> str:
    """What a stranger reads above no results; the button opens the request to join."""
    return clipped(f"{office} 직원만 쓸 수 있어요 · 사용 신청하기", MAX_HEADLINE_CHARS)
