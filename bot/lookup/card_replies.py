"""The card of a pledge, and the words that every answer about pledges has."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.korean import hangul
from bot.korean.particles import josa
from bot.lookup.catalogue import Catalogue
from bot.lookup.columns import COLUMNS, PERSON, PHONE, RATE, STATUS, TEAM, Shown
from bot.lookup.condition_replies import chosen_label, unread_of
from bot.lookup.details import SOURCE
from bot.lookup.engine.search import Reading
from bot.lookup.pledge import Pledge
from bot.lookup.question import without_particle
from bot.lookup.results import ManyPledges, NoneSuch, OnePledge
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
)

# Shown without being asked for.
_ON_CARD = frozenset(one.key for one in COLUMNS if one.shown in (Shown.OWNER, Shown.STATUS))

MAX_TITLE_CHARS = 160
MAX_NAME_CHARS = 60
MAX_QUOTE_CHARS = 30
MAX_WORD_CHARS = 10  # of what a strategy is called
MAX_REMEMBERED = 512  # cards whose buttons are kept


def one_pledge(answer: OnePledge, catalogue: Catalogue, ask: Ask) -> Message:
    """The card of a pledge, as the answer to what was asked."""
    pledge = answer.pledge
    owners, team = owners_of(pledge), ""
    if len(pledge.owners) > 1:
        owners = short_name(pledge.with_teams(pledge.owners, pledge.detail(PERSON.key)))
    elif (part := dict(pledge.teams).get(pledge.department, "")) not in pledge.detail(PERSON.key):
        team = f" ({short_name(part)})"
    lines = [
        *_confirmed(answer),
        f"🏢 {owners}{team}",
        *_people(pledge),
        f"{pledge.number} {title_of(pledge)}",
        "",
        *notes_of(answer),
        *_columns(answer, catalogue),
        *([f"{strategy_of(catalogue)}: {short_name(pledge.strategy)}"] if pledge.strategy else []),
        edition_of(catalogue),
    ]
    return Message(
        text="\n".join(lines),
        bold=owners,
        buttons=_card_buttons(pledge, catalogue, ask),
    )


def _people(pledge: Pledge) -> list[str]:
    team, *found = (pledge.detail(of.key) for of in (TEAM, PERSON, PHONE))
    if not any(team in said for said in (pledge.team, found[0])):  # said once
        found.insert(0, team)
    asked = " · ".join(clipped(value, MAX_NAME_CHARS) for value in found if value)
    helpers = pledge.with_teams(pledge.helpers)
    return [
        *([f"👤 {asked}"] if asked else []),
        *([f"🤝 협조 {short_name(helpers)}"] if helpers else []),
    ]


def _columns(answer: OnePledge, catalogue: Catalogue) -> list[str]:
    """What was asked for, then the state and the rate; an empty line behind them."""
    pledge = answer.pledge
    asked = [
        key
        for key in answer.columns
        if not ((key in _ON_CARD and pledge.detail(key)) or (key == TEAM.key and pledge.team))
    ]
    lines = told_of(pledge, asked, catalogue)
    state, rate = value_of(pledge, STATUS.key), value_of(pledge, RATE.key)
    if state or rate:
        lines.append(f"📊 {' · '.join(filter(None, (state, rate)))}")
    return [*lines, ""] if lines else []


def told_of(pledge: Pledge, columns: Iterable[str], catalogue: Catalogue) -> list[str]:
    """The lines of what columns say of a pledge, then those of what they do not."""
    values = {key: value_of(pledge, key) for key in columns}
    lines = [
        f"{catalogue.name_of(key)}: {clipped(of, MAX_TITLE_CHARS)}"
        for key, of in values.items()
        if of
    ]
    return lines + lacking([key for key, of in values.items() if not of], catalogue)


def value_of(pledge: Pledge, key: str) -> str:
    """What a column says of a pledge; a plain rate is in percent."""
    value = pledge.detail(key)
    return f"{value}%" if key == RATE.key and value.replace(".", "").isdecimal() else value


def lacking(keys: Sequence[str], catalogue: Catalogue) -> list[str]:
    """The lines that say of columns that they are hidden, empty, or not in the table."""
    said: dict[str, list[str]] = {}
    for key in keys:
        if key == SOURCE and key not in catalogue.cells:
            continue
        if key in catalogue.hidden:
            why = "보여 드리지 않아요."
        else:
            is_there = key in catalogue.cells or key in catalogue.headings
            why = "비어 있어요." if is_there else "공약표에 없어요."
        said.setdefault(why, []).append(catalogue.name_of(key))
    lines = [f"{josa(', '.join(of), '은/는')} {why}" for why, of in said.items()]
    is_source = SOURCE in keys and SOURCE not in catalogue.cells
    return [*lines, *([f"공약표 파일: {short_name(catalogue.source)}"] if is_source else [])]


def _card_buttons(pledge: Pledge, catalogue: Catalogue, ask: Ask) -> tuple[tuple[Button, ...], ...]:
    """Two rows of what is wanted most; the rest stands on the card's second page."""
    number, back = str(pledge.number), ask.back
    first, *others = _of_owners(pledge, catalogue) or [None]
    most = _most_wanted(number, first, back)
    if ask.page == 1:
        return most
    group = len(catalogue.by_strategy.get(pledge.strategy, ()))
    turns = [
        labelled(label, Ask(text=str(other.number), page=2, back=back))
        for label, other in zip(
            ("◀ 이전", "다음 ▶"), catalogue.neighbours(pledge.number), strict=True
        )
        if other is not None
    ]
    return (
        most[0],
        most[1][:-1],
        (
            labelled(f"같은 {strategy_of(catalogue)} 공약 {group}건", Ask(text=pledge.strategy)),
            button("연혁", LookupVerb.HISTORY, catalogue.key_of(pledge.number)),
        ),
        *([tuple(filter(None, others))] if others else []),
        *([tuple(turns)] if turns else []),
        (labelled("링크 복사", Link(to=number)), labelled("접기", Ask(text=number, back=back))),
    )


def _of_owners(pledge: Pledge, catalogue: Catalogue) -> list[Button | None]:
    """A button to all that each owner has; with one pledge it would lead back here."""
    counts = [(name, len(catalogue.by_department[name])) for name in pledge.owners]
    is_one = len(counts) == 1
    return [
        labelled(f"{'같은 부서' if is_one else name} 공약 {count}건", Ask(text=name))
        for name, count in counts
        if count > 1
    ]


@lru_cache(maxsize=MAX_REMEMBERED)
def _most_wanted(
    number: str, of_owner: Button | None, back: Ask | None
) -> tuple[tuple[Button, ...], ...]:
    """The rows of a card's first page; the last button leads to the second."""
    return (
        (
            *([of_owner] if of_owner else []),
            labelled("« 목록으로", back) if back else labelled("다시 검색", Search()),
        ),
        (
            labelled("번호 복사", Copy(text=number)),
            labelled("공유", Share(text=number)),
            labelled("더보기", Ask(text=number, page=2, back=back)),
        ),
    )


def _confirmed(answer: OnePledge) -> list[str]:
    """Yes or no, to somebody who named the department they believe it is, or is not."""
    if answer.claimed is None:
        return []
    if answer.claimed in answer.pledge.owners:
        owner = josa(short_name(answer.claimed), "이/가")
        return [f"아니요, {owner} 맡고 있어요." if answer.denies else "네, 맞아요."]
    if answer.claimed in answer.pledge.helpers:
        return [f"{josa(short_name(answer.claimed), '은/는')} 협조 부서예요."]
    return [f"{josa(short_name(answer.claimed), '이/가')} 아니에요."]


def _some_have(answer: ManyPledges) -> bool:
    """Whether any of the pledges has in its title what the best one lacks."""
    titles = [hangul.search_key(pledge.title) for pledge in answer.pledges]
    return any(hangul.search_key(word) in title for word in answer.left_out for title in titles)


def notes_of(answer: OnePledge | ManyPledges | NoneSuch) -> list[str]:
    """What was read for what was typed, and what was left out."""
    lines = read_as(answer.readings)
    if answer.left_out and isinstance(answer, ManyPledges) and _some_have(answer):
        lines.append("모두 들어간 공약은 없어 하나라도 들어간 것을 찾았어요.")
    elif answer.left_out:
        lines.append(f"{josa(quoted(', '.join(answer.left_out)), '은/는')} 빼고 찾았어요.")
    if answer.excluded:
        lines.append(f"{josa(quoted(', '.join(answer.excluded)), '은/는')} 뺐어요.")
    if answer.chosen is not None:
        if not isinstance(answer, ManyPledges):
            count = "없어요" if answer.chosen.is_none else "1건이에요"
            lines.append(f"{chosen_label(answer.chosen)} 공약은 {count}.")
        lines += unread_of(answer.chosen)
    return lines


def owners_of(pledge: Pledge) -> str:
    """The departments that own a pledge."""
    return short_name(", ".join(pledge.owners) or pledge.department)


def headed(pledge: Pledge, chars: int = MAX_LABEL_CHARS // 2) -> str:
    """The number and the first words of the title."""
    return clipped(f"{pledge.number} {pledge.title}", chars)


def read_as(readings: Sequence[Reading]) -> list[str]:
    """What was read for what was typed, where the two differ."""
    read: dict[str, dict[str, None]] = {}
    for reading in readings:
        *before, last = reading.typed.split(" ")
        typed = " ".join([*before, without_particle(last)])
        read.setdefault(typed, {})[quoted(reading.read)] = None
    told = [(quoted(typed), [*meant]) for typed, meant in read.items()]
    pairs = [f"{typed} → {', '.join(meant)}" for typed, meant in told if meant != [typed]]
    return [f"{josa(', '.join(pairs), '으로/로')} 찾았어요."] if pairs else []


def edition_of(catalogue: Catalogue) -> str:
    """The term of a table, and the day that it speaks of."""
    return f"{catalogue.term} · {catalogue.as_of.isoformat()} 기준"


def strategy_of(catalogue: Catalogue) -> str:
    """What the office calls a strategy."""
    return clipped(catalogue.strategy_word, MAX_WORD_CHARS)


def title_of(pledge: Pledge) -> str:
    """A title, not too long for a phone."""
    return clipped(pledge.title, MAX_TITLE_CHARS)


def short_name(name: str) -> str:
    """A name, not too long for a phone."""
    return clipped(name, MAX_NAME_CHARS)


def quoted(text: str) -> str:
    """What somebody typed."""
    return f"'{clipped(text, MAX_QUOTE_CHARS)}'"


def labelled(label: str, action: Action) -> Button:
    """A button; its label is cut where it is too long."""
    return Button(label=clipped(label, MAX_LABEL_CHARS), action=action)
