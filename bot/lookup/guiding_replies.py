"""Replies that show no pledge, and lead on to what can be asked."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TypeVar

from bot.korean import hangul
from bot.korean.particles import has_batchim, josa
from bot.lookup.card_replies import (
    edition_of,
    headed,
    labelled,
    lacking,
    notes_of,
    quoted,
    read_as,
    short_name,
    strategy_of,
    title_of,
)
from bot.lookup.catalogue import Catalogue, Former
from bot.lookup.details import SOURCE
from bot.lookup.pledge import PledgeNumber, in_sentence
from bot.lookup.results import (
    Lacking,
    NoneSuch,
    NoSuchDepartment,
    NoSuchNumber,
    NoSuchTerm,
    NotFound,
    OnlyColumns,
    WhichName,
)
from bot.lookup.verbs import LookupVerb
from bot.lookup.words import is_light, is_verbal, written
from bot.people.messages import Ask, Button, Message, button, rows_of_two
from bot.people.replies.help import Examples

T = TypeVar("T")

IN_PAST_TERM = "지난 임기의 공약표에는 있어요."
NO_TABLE = "아직 공약표가 없어요.\n총괄이 봇과의 개인 대화에 표 파일을 보내 주세요."
HOW_TO_ASK = "번호, 공약 이름의 낱말, 부서 이름으로 물어봐 주세요."
MIN_TELLING, MAX_TELLING = 4, 6  # syllables of a word to try
MAX_SUGGESTIONS = 8
MAX_RUNS = 4  # of numbers without a gap that are told one by one
MAX_LISTED = 5  # numbers named in a sentence
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
            *lists_of(catalogue),
        ),
    )


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
    long = (one for one in words if MIN_TELLING <= len(one) <= MAX_TELLING)
    telling = (one for one in long if hangul.is_syllables(one) and not is_light(one))
    return next((one for one in telling if not is_verbal(one)), "")


def nothing_found(
    answer: Lacking | NoSuchNumber | NoSuchDepartment | WhichName | NotFound, catalogue: Catalogue
) -> Message:
    """What is said where no pledge is named, and where to go on from there."""
    match answer:
        case NoSuchTerm(asked=asked, terms=terms):
            text = f"{asked} 공약표는 없어요. {josa(', '.join(terms), '이/가')} 있어요."
        case OnlyColumns(columns=columns):
            return _only_columns(columns, catalogue)
        case NoneSuch(chosen=chosen) if chosen is not None:
            text = "\n".join(notes_of(answer))
        case NoneSuch(asked=asked):
            text = f"{quoted(asked)}에 맞는 공약은 없어요."
        case NoSuchNumber():
            return _no_such_number(answer, catalogue)
        case NoSuchDepartment(asked=asked, alike=alike):
            hints, before = _of_past([asked], (), catalogue)
            hints.append("이 부서를 찾으셨나요?" if alike else "부서 이름을 다시 확인해 주세요.")
            text = f"{josa(quoted(asked), '이/가')} 맡은 공약은 없어요.\n{hints[0]}"
            buttons = (*before, *(name_buttons(alike) or lists_of(catalogue)))
            return Message(text=text, buttons=buttons)
        case WhichName(names=names, former=former) if former is not None:
            return Message(text=became(quoted(former.name), former), buttons=name_buttons(names))
        case WhichName(asked=asked, names=names):
            text = f"{josa(quoted(asked), '이/가')} 여럿이에요. 어느 쪽인가요?"
            return Message(text=text, buttons=name_buttons(names))
        case NotFound():
            return _not_found(answer, catalogue)
    return Message(text=text, buttons=lists_of(catalogue))


def _only_columns(columns: Sequence[str], catalogue: Catalogue) -> Message:
    absent = lacking_of(columns, catalogue)
    if SOURCE in columns and absent:
        absent.append(edition_of(catalogue))
    if absent or not catalogue.pledges:
        return Message(text="\n".join(absent), buttons=lists_of(catalogue))
    key = catalogue.name_of(columns[0])
    example = f"{examples(catalogue).number} {key}"
    return Message(
        text=f"어느 공약의 {josa(key, '이/가')} 궁금하세요?\n예: {example}",
        buttons=((labelled(example, Ask(text=example)),), *lists_of(catalogue)),
    )


def lacking_of(columns: Sequence[str], catalogue: Catalogue) -> list[str]:
    """The lines that say of columns that the table has nothing there."""
    return lacking([key for key in columns if key not in catalogue.cells], catalogue)


def became(old: str, former: Former) -> str:
    """What became of a department, and when."""
    names = ", ".join(map(short_name, former.names))
    since = f"{josa(old, '은/는')} {former.since:%Y-%m-%d}"
    if former.is_likely:
        return f"{since} 공약표부터 없어요. 맡던 공약은 {names}에 있어요."
    if len(former.names) > 1:
        return f"{since}부터 {josa(names, '으로/로')} 나뉘었어요."
    return f"{since}부터 {names}{'이' if has_batchim(names) else ''}예요."


def _no_such_number(answer: NoSuchNumber, catalogue: Catalogue) -> Message:
    gone = [number for number in map(PledgeNumber, answer.asked) if number in catalogue.gone]
    lines = [*read_as(answer.readings), f"{listed(map(in_sentence, answer.asked))} 공약은 없어요."]
    of_past, buttons = _of_past(answer.asked, gone, catalogue)
    ranges = answer.ranges[:MAX_SUGGESTIONS]
    lines += [*of_past, *map(_runs_there_are, ranges)]
    groups = [runs[0][0].category for runs in ranges if runs[0][0].category]
    near = rows_of_two([labelled(headed(p), Ask(text=str(p.number))) for p in answer.near])
    return Message(text="\n".join(lines), buttons=(*buttons, *near, *name_buttons(groups)))


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
    asked = quoted(answer.asked)
    titled = ((hangul.search_key(one.title), number) for number, one in catalogue.gone.items())
    of_past, buttons = _of_past([answer.asked], _having(answer.asked, titled), catalogue)
    if not (answer.near or answer.names):
        found_nothing = f"{asked}에 맞는 공약을 찾지 못했어요."
        lines = [found_nothing if answer.asked else "무엇을 찾으시는지 알 수 없어요."]
        lines += of_past or [HOW_TO_ASK]
        return Message(text="\n".join(lines), buttons=(*buttons, *lists_of(catalogue)))
    key = hangul.search_key(answer.asked)
    # 도서관 몇 층: the title has the word that is quoted, but more was said.
    is_said = any(key in hangul.search_key(pledge.title) for pledge in answer.near)
    lines = [f"{asked}에 꼭 맞는 공약은 없어요."] if answer.asked and not is_said else []
    if answer.left_out and answer.left_out != (answer.asked,):
        lines = [f"{quoted(', '.join(answer.left_out))}까지 들어간 공약은 없어요."]
    lines += [*of_past, "이것을 찾으셨나요?", ""]
    marks = {name: "🏢" if name in catalogue.by_department else "📂" for name in answer.names}
    lines += [f"{mark} {short_name(name)}" for name, mark in marks.items()]
    lines += [f"{pledge.number} {title_of(pledge)}" for pledge in answer.near]
    pledges = rows_of_two([labelled(headed(p), Ask(text=str(p.number))) for p in answer.near])
    offered = (*buttons, *name_buttons(answer.names), *pledges)
    return Message(text="\n".join(lines), buttons=offered)


def _having(words: str, titled: Iterable[tuple[str, T]]) -> list[T]:
    """What has these words in its title, a few; titles are letters and digits only."""
    bare = [hangul.search_key(word) for word in words.split() if not is_light(word)]
    found = [one for title, one in titled if all(word in title for word in bare)]
    return found[:MAX_SUGGESTIONS] if bare and all(len(word) > 1 for word in bare) else []


def _of_past(
    asked: Iterable[str], gone: Sequence[PledgeNumber], catalogue: Catalogue
) -> tuple[list[str], tuple[tuple[Button, ...], ...]]:
    """What says that pledges are gone, or that tables of past terms have them, and leads there."""
    before = [
        labelled(text := f"{one.term} {name}", Ask(text=text))
        for name in asked
        for one in catalogue.earlier
        if PledgeNumber(name) in one.by_number
        or name in one.by_department
        or name in one.by_strategy
        or _having(name, one.titled)
    ]
    was = [(number, catalogue.gone[number]) for number in gone]
    lines = [f"{n} {of.title}: {of.since:%Y-%m-%d} 공약표에서 빠졌어요." for n, of in was]
    links = [button(f"{n} 연혁", LookupVerb.HISTORY, catalogue.key_of(n)) for n in gone]
    buttons = (*rows_of_two(links), *rows_of_two(before[:MAX_SUGGESTIONS]))
    return [*lines, *([IN_PAST_TERM] if before else [])], buttons


def lists_of(catalogue: Catalogue) -> tuple[tuple[Button, ...], ...]:
    """Buttons to all there is."""
    texts = {"부서": "부서 목록", strategy_of(catalogue): "전략 목록", "전체": "전체 공약"}
    return (tuple(labelled(label, Ask(text=text)) for label, text in texts.items()),)


def name_buttons(names: Sequence[str]) -> tuple[tuple[Button, ...], ...]:
    """A button to each of the first names."""
    return rows_of_two([labelled(name, Ask(text=name)) for name in names[:MAX_SUGGESTIONS]])


def listed(items: Iterable[object]) -> str:
    """The first items in a line, and how many there are in all."""
    shown = [short_name(str(item)) for item in items]
    more = f" 등 {len(shown)}개" if len(shown) > MAX_LISTED else ""
    return ", ".join(shown[:MAX_LISTED]) + more
