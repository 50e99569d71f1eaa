"""Rows as their cells say -> pledges: numbers, departments, rows that stand twice."""

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.korean import hangul
from bot.lookup.columns import HELPER, PERSON, PHONE, TEAM, Column
from bot.lookup.pledge import Pledge, PledgeNumber
from bot.table import departments
from bot.table.departments import Departments
from bot.table.fault import Fault, FaultKind
from bot.table.grid import HALF
from bot.table.notes import Note, NoteKind
from bot.table.numbering import is_number, label, leading, typed, undressed, with_last_zeros
from bot.table.rows import Entry

MAX_DEPARTMENT_CHARS = 1_000_000  # of all rows; 20 000 have 300 000
MAX_NAMED = 10  # of many that one note is about
_BEHIND_OWNER = re.compile(r"/|(?<=[과실단관국소팀원동])\s+")  # before a person or telephone
_WITH_WORD = re.compile(r"(\S*[^\s(\[])\s*[\s(\[]\s*[가-힣]{1,8}\s*[)\]]?")
_TEAM_AHEAD = re.compile(r"\A(?:(\S+[팀계])\s+)?(.*)", re.DOTALL)
_UNIT_AHEAD = re.compile(r"\A((?:\S+[팀계과실관소](?=$|[\s,]))?)[\s,]*(.*)", re.DOTALL)
_CALLED = r"(?:☎|전화|내선(?:번호)?|[Tt](?:el)?\.)"
_DIGITS = rf"{_CALLED}?\s?\(?\d{{2,4}}[\d\s)~-]{{4,16}}\d"
_EXTENSION = r"\d{3,4}"  # behind a department or its team, or by what it is called
_PHONE = re.compile(
    rf"\s?\(\s?{_DIGITS}\s?\)|{_DIGITS}|\s?\(\s?{_CALLED}?\s?{_EXTENSION}\s?\)"
    rf"|(?:(?<=[과실단관팀소국읍면동])(?:\s+|,\s?)|\s?{_CALLED}\s?){_EXTENSION}(?=$|[\s,)])"
)
_PERSON = re.compile(  # a surname and two syllables that end as no place and no department do
    r"(?:(?<=[과실단관팀계])|(?<=[과국단소]장))(?:\s+|/)[김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구"
    r"민진나지엄채원천방공현함변염여추도석선설마길](?:[가-힣]{2}(?<![과실단관팀소국계원부장])"
    r"|[가-힣]?[○◯〇●□*OoXx×ㅇ]{1,2}[가-힣]?)"
    r"(?:\s?(?:주무관|[팀과계]장|사무관|서기관|실무관|장학[사관]|주사))?(?=$|[\s,/(])"
)


def assembled(
    entries: Sequence[Entry],
) -> tuple[tuple[Pledge, ...], Sequence[Fault], list[Note]]:
    """The pledges that these rows are, each number once, or what is wrong with the rows; notes."""
    if sum(len(entry.owner) + len(entry.helper) for entry in entries) > MAX_DEPARTMENT_CHARS:
        return (), [Fault(kind=FaultKind.TOO_LARGE)], []
    numbering = _Numbering(entries)
    faults = list(numbering.faults())
    offices = departments.offices(text for entry in entries for text in (entry.owner, entry.helper))
    cells = [_departments(entry, offices) for entry in entries]
    spelt = departments.spellings(name for cell in cells for name in (*cell.owners, *cell.helpers))
    names = {departments.key(name): best for name, best in spelt.items()}
    cells = [departments.with_parts(cell, names) for cell in cells]
    fields = departments.spellings(entry.strategy for entry in entries)
    taken = _Taken()
    wrong = {(fault.sheet, fault.line) for fault in faults}
    for at, entry in enumerate(entries):
        if (entry.sheet, entry.row) in wrong:
            continue
        pledge = Pledge(
            number=PledgeNumber(numbering.numbers[at]),
            title=numbering.titles[at],
            owners=tuple(dict.fromkeys(spelt[name] for name in cells[at].owners)),
            helpers=tuple(dict.fromkeys(spelt[name] for name in cells[at].helpers)),
            teams=tuple((spelt[name], team) for name, team in cells[at].teams),
            strategy=fields[entry.strategy],
            details=tuple(entry.details.items()),
        )
        taken.add(pledge, entry)
    if faults := [*faults, *taken.faults]:
        return (), faults, []
    pledges = tuple(map(taken.with_owners_of_tasks, taken.pledges.values()))
    respelt = [name for name, other in spelt.items() if name != other]
    notes = [*numbering.notes, *taken.notes()]
    not_all = [
        number
        for number, entry in zip(numbering.numbers, entries, strict=True)
        if any(map(departments.names_not_all, (entry.owner, entry.helper)))
    ]
    if not_all:
        notes.append(Note(kind=NoteKind.NOT_ALL_NAMED, about=_listed(not_all)))
    if undecided := sum(not pledge.owners for pledge in pledges):
        notes.append(Note(kind=NoteKind.UNDECIDED, count=undecided))
    if respelt:
        notes.append(Note(kind=NoteKind.SPELLINGS, count=len(respelt), about=_listed(respelt)))
    return pledges, (), notes


class _Numbering:
    """The rows' numbers: the table's own, those in front of the titles, or counted ones."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self.titles = [entry.title for entry in entries]
        written = [entry.number for entry in entries]
        # A program that took the column for decimals wrote 1.0 for each 1.
        is_decimal = all(number.endswith(".0") for number in filter(None, written))
        whole = [one.removesuffix(".0") if is_decimal else one for one in written]
        back = with_last_zeros(typed(whole))
        self.numbers = [*map(undressed, back)]
        self.notes: list[Note] = []
        if sum(map(bool, self.numbers)) >= HALF * len(entries):
            pairs = zip(back, written, self.numbers, strict=True)
            if changed := [number for one, other, number in pairs if one != other]:
                kind, about = NoteKind.NUMBERS_READ_BACK, _listed(changed[:3])
                self.notes.append(Note(kind=kind, count=len(changed), about=about))
            self._set_words_aside()
        elif all(led := [leading(title) for title in self.titles]):
            self.numbers, self.titles = map(list, zip(*filter(None, led), strict=True))
            self.notes.append(Note(kind=NoteKind.NUMBERS_OF_TITLES, about=self.numbers[0]))
        else:
            self._count()
            return
        if (prefixes := self._prefixes()) is not None:
            both = zip(prefixes, self.numbers, strict=True)
            self.numbers = [f"{prefix}-{number}" if number else "" for prefix, number in both]
            self.notes.append(Note(kind=NoteKind.NUMBERS_OF_SECTIONS, about=self.numbers[0]))

    def faults(self) -> Iterator[Fault]:
        """Rows without a number in a table of numbers, and cells that hold none."""
        for entry, number in zip(self._entries, self.numbers, strict=True):
            if not number:
                yield entry.wrong_number(FaultKind.NO_NUMBER, about=entry.title)
            elif not (is_number(number) or number.isdecimal()):
                yield entry.wrong_number(FaultKind.WRONG_NUMBER, found=entry.number)

    def _set_words_aside(self) -> None:
        """Keep a word behind a number, 3(신규), under the heading of the numbers."""
        for at, entry in enumerate(self._entries):
            found = _WITH_WORD.fullmatch(self.numbers[at])
            if found and is_number(found[1]) and not is_number(found[0]):
                self.numbers[at] = found[1]
                entry.details.setdefault(entry.roles.number_heading, entry.number)

    def _count(self) -> None:
        """1 to n in page order; rows of one pledge have one number."""
        known: dict[object, str] = {}
        self.numbers = []
        count = 0
        for entry in self._entries:
            owner = entry.owner if entry.roles.part is None else ""
            says, cell = (entry.title, owner, entry.strategy), id(entry.title_cell)
            number = known.get(cell) or known.get(says) or str(count + 1)
            count = max(count, int(number))
            known[says] = known[cell] = number
            self.numbers.append(number)
        self.notes.append(Note(kind=NoteKind.NUMBERS_COUNTED, count=count))

    def _prefixes(self) -> list[str] | None:
        """What tells the sections apart in which numbers begin again; None where they do not."""
        outer = [entry.sections[:1] for entry in self._entries]
        for sections in (
            outer,
            [entry.sections for entry in self._entries],
            [(entry.sheet,) if entry.sheet else () for entry in self._entries],
        ):
            if self._begin_anew(sections) and self._are_unique(sections):
                marks = _marks(sections)
                return [marks[section] for section in sections]
        return None

    def _begin_anew(self, sections: Sequence[tuple[str, ...]]) -> bool:
        """Whether some sections begin with the same number, for another title."""
        first: dict[tuple[str, ...], tuple[str, str]] = {}
        for section, number, title in zip(sections, self.numbers, self.titles, strict=True):
            first.setdefault(section, (number, title))
        numbers = Counter(number for number, _ in set(first.values()))
        return len(first) > 1 and max(numbers.values()) > 1

    def _are_unique(self, sections: Sequence[tuple[str, ...]]) -> bool:
        """Whether in each section most numbers have one title."""
        triples = set(zip(sections, self.numbers, self.titles, strict=True))
        pairs = {(section, number) for section, number, _ in triples}
        whole = {(number, title) for _, number, title in triples}
        repeated = len(whole) - len({number for number, _ in whole})
        return len(triples) - len(pairs) < max(1, repeated / 4)


def _marks(sections: Sequence[tuple[str, ...]]) -> Mapping[tuple[str, ...], str]:
    """The number of each section: those that the page gives, or else their places."""
    known = list(dict.fromkeys(sections))
    marks: dict[tuple[str, ...], str] = {(): ""}
    for depth in range(1, max(map(len, known)) + 1):
        siblings: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        for section in dict.fromkeys(one[:depth] for one in known if len(one) >= depth):
            siblings.setdefault(section[:-1], []).append(section)
        for parent, children in siblings.items():
            labels = [label(child[-1]) for child in children]
            if not all(labels) or len(set(labels)) < len(labels):
                labels = [str(place) for place, _ in enumerate(children, start=1)]
            for child, own in zip(children, labels, strict=True):
                marks[child] = f"{marks[parent]}-{own}" if marks[parent] else own
    return marks


def _departments(entry: Entry, offices: Container[str]) -> Departments:
    """The departments of a row, by the cells of its owner and its helper."""
    heading = entry.roles.owner
    second = heading.second
    text = _move_aside(entry, PHONE, _PHONE, entry.owner)
    if second in (PERSON, PHONE) and not heading.is_bracketed:
        text, *person = _BEHIND_OWNER.split(text, maxsplit=1)
        team, behind = _TEAM_AHEAD.findall("".join(person).strip())[0]
        _keep(entry, TEAM, team)
        _keep(entry, second, behind.strip(" /"))
    text = _move_aside(entry, PERSON, _PERSON, text)
    found = departments.read(
        text,
        bracketed_help=second is HELPER and heading.is_bracketed,
        rest_helps=second is HELPER and not heading.is_bracketed,
        offices=offices,
    )
    if second in (PERSON, PHONE):
        teams = {name: _UNIT_AHEAD.findall(inside)[0] for name, inside in found.teams}
        rest = ", ".join(rest for _, rest in teams.values() if rest)
        _keep(entry, second if re.search(r"\d", rest) else PERSON, rest)
        found = replace(found, teams=tuple((name, of) for name, (of, _) in teams.items() if of))
    team = entry.details.get(TEAM.key, "")
    if team and found.owners and not found.teams:
        found = replace(found, teams=((found.owners[0], team),))
    aside = departments.read(entry.helper, offices=offices)
    helpers = dict.fromkeys((*found.helpers, *aside.owners, *aside.helpers))
    return Departments(
        owners=found.owners,
        helpers=tuple(name for name in helpers if name not in found.owners),
        teams=tuple((dict(found.teams) | dict(aside.teams) | dict(found.teams)).items()),
    )


def _move_aside(entry: Entry, column: Column, shape: re.Pattern[str], text: str) -> str:
    """Keep under its own column what has this shape; the text without it."""
    said = (re.sub(r"^\((.*)\)$", r"\1", one.strip(" ,\n")) for one in shape.findall(text))
    _keep(entry, column, ", ".join(one.strip(" ☎/\n") for one in said))
    return shape.sub("", text)


def _keep(entry: Entry, column: Column, text: str) -> None:
    if text:
        entry.details.setdefault(column.key, text)


class _Taken:
    """The pledges so far; a number that comes again is the same pledge or a fault."""

    def __init__(self) -> None:
        self.pledges: dict[PledgeNumber, Pledge] = {}
        self.faults: list[Fault] = []
        self._differing: list[Note] = []
        self._rows: dict[PledgeNumber, list[tuple[Entry, Pledge]]] = {}
        self._same: dict[str, None] = {}
        self._shared: dict[str, None] = {}

    def add(self, pledge: Pledge, entry: Entry) -> None:
        """Take a pledge, or take it together with the one that has its number."""
        number = pledge.number
        before = self.pledges.setdefault(number, pledge)
        rows = self._rows.setdefault(number, [])
        rows.append((entry, pledge))
        first, _ = rows[0]
        if first is entry:
            return
        if _bare(before.title) != _bare(pledge.title):
            where = f"{first.sheet if first.sheet != entry.sheet else ''} {first.row}".strip()
            kind = FaultKind.REPEATED_NUMBER
            self.faults.append(entry.wrong_number(kind, found=str(number), about=where))
        elif before == pledge:
            self._same[str(number)] = None
        else:
            # In rows of the owner and its helpers, each has a person and a telephone of its own.
            is_one = first.title_cell is entry.title_cell or entry.roles.part is not None
            if set(pledge.departments) - set(before.departments):
                self._shared[str(number)] = None
            elif not is_one:
                self._same[str(number)] = None
            self.pledges[number] = self._together(before, pledge, is_one=is_one)

    def with_owners_of_tasks(self, pledge: Pledge) -> Pledge:
        """A pledge whose tasks have owners of their own says of each whose it is."""
        rows = self._rows[pledge.number]
        if len({of.owners for _, of in rows if of.owners}) <= 1:
            return pledge
        details, roles = dict(pledge.details), rows[0][0].roles
        for task in (detail.key for detail in roles.details if detail.place in roles.tasks):
            owned = [(of.detail(task), of.owners) for _, of in rows]
            if all(text for text, _ in owned):
                said = (f"{text}({', '.join(of)})" if of else text for text, of in owned)
                details[task] = ", ".join(said)
        return replace(pledge, details=tuple(details.items()))

    def notes(self) -> Iterator[Note]:
        """What was taken together, and where that differs."""
        yield from self._differing
        for kind, numbers in ((NoteKind.SAME_ROWS, self._same), (NoteKind.SHARED, self._shared)):
            if numbers:
                yield Note(kind=kind, count=len(numbers), about=_listed(list(numbers)))

    def _together(self, first: Pledge, second: Pledge, *, is_one: bool) -> Pledge:
        """A pledge of two rows: the owners of both, and what either says besides."""
        owners = tuple(dict.fromkeys((*first.owners, *second.owners)))
        helpers = dict.fromkeys((*first.helpers, *second.helpers))
        teams: dict[str, dict[str, None]] = {}
        for name, team in (*first.teams, *second.teams):
            teams.setdefault(name, {}).update(dict.fromkeys(team.split(", ")))
        details = dict(first.details)
        for heading, text in second.details:
            said = details.setdefault(heading, text)
            if is_one and text not in said.split(", "):
                details[heading] = f"{said}, {text}"  # one person or sum for each owner
            elif text != said and not is_one:
                kind = NoteKind.DIFFERENT_ROWS
                self._differing.append(Note(kind=kind, found=str(first.number), about=heading))
        return replace(
            first,
            owners=owners,
            helpers=tuple(name for name in helpers if name not in owners),
            teams=tuple((name, ", ".join(of)) for name, of in teams.items()),
            details=tuple(details.items()),
        )


def _bare(title: str) -> str:
    return hangul.search_key(title) or title


def _listed(texts: Sequence[str]) -> str:
    return ", ".join(texts[:MAX_NAMED]) + ("…" if len(texts) > MAX_NAMED else "")
