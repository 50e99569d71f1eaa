"""What a text asks of a table's columns: a column, named or told by a unit, and a test of it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from statistics import fmean

from bot.korean import hangul
from bot.lookup import comparing
from bot.lookup.browsing import belongs
from bot.lookup.cells import KIND_OF, Cells, Kind
from bot.lookup.columns import (
    COLUMNS,
    HELPER,
    OWNER,
    RATE,
    SHARES,
    STATUS,
    STRATEGY,
    TITLE,
    named,
    timed,
)
from bot.lookup.comparing import FIRST, OF, OF_WHAT, OF_WHAT_LATER, PARTICLE
from bot.lookup.conditions import (
    DONE,
    NOT_DONE,
    NOT_FINISHED,
    STATUSES,
    Condition,
    InOrder,
    Says,
    Side,
)
from bot.lookup.details import ASKED, BEGINS, called, own_names
from bot.lookup.lexicon import any_of, groups
from bot.lookup.pledge import UNDECIDED
from bot.lookup.tokens import exception_end
from bot.lookup.words import is_asking

Found = tuple[Sequence[Condition], int, int]  # and where in the text they stand
Reader = Callable[[re.Match[str]], Found]
Compared = Callable[[re.Match[str], re.Match[str] | None], Iterable[Condition]]
Typed = tuple[str, int, int]  # a value that may be one, and where

NOTHING: Found = ((), 0, 0)
MAX_VALUE_WORDS, MAX_VALUE_CHARS = 4, 40
MIN_NAME_CHARS = 3  # of what offices call a column, where people do not: 팀, 기간
_STATUS_TAIL = (
    rf"(?:\s?중)?(?:\s?(?:이|가|은|는)?\s?(?P<negated>{OF['negated']})"
    r"|된|한|인|만|난|(?:되어|돼|되고|하고|추진되고|추진하고)\s?있는|되는|하는|추진|이|의"
    rf"|{OF['goes-with']})?"
    r"(?:\s?(?:단계|상태)(?:인|의|에\s?있는))?"
    rf"(?:(?P<what>{OF_WHAT}|(?=\s.{{0,20}}(?:공약|사업|과제)))|(?=$|[?!.\s]))"
)
_OR = rf"(?:\s?(?:{OF['or']}|[,/·])\s?|\s)"
_TAILED = re.compile(
    r"(?:란에|칸에|에서|에|이|가|은|는|을|를|도|로)?\s*:?\s*(?P<value>(?![이가은는을를]\s)\S(?:.{0,30}?\S)??)"
    rf"(?:(?P<is>인|이고|이면서|이며)|고|면서|며|(?:이?라고|이?란|으?로|[이가을를에도])?\s?{OF['says']}"
    rf"|(?:이|가)?\s?(?P<negated>{OF['negated']}))(?=[^가-힣]|$|{OF_WHAT}){OF_WHAT_LATER}"
)
_FILLED = re.compile(
    rf"{PARTICLE}\s?(?:(?P<empty>{OF['empty']})|(?P<open>{OF['undecided']})|적힌|적혀 있는"
    rf"|정해진|있(?:는|고|으며|으면서|지만)|(?P<paid>{OF['paid']})){OF_WHAT_LATER}"
)
_BEHIND = re.compile(
    rf"(?P<tail>(?:으로|로|에|에서)?\s?{OF['says']}|인|해주는){OF_WHAT_LATER}|{OF_WHAT}"
)
_TITLED = re.compile(
    r"(?:\s?(?:주무관|팀장|과장|계장|담당자)님?)?(?:에서|[이가은는도을를의와랑])?$"
)
_ALONE = re.compile(rf"(?:인|만)?(?:{OF_WHAT}|(?=\s|$|[?!.,]))")
_WORD = re.compile(r"\S+")
_TOTAL = r"(?:\s?(?:계|합계|총계|총액)(?![가-힣]))?"
_OF_LISTED = (
    rf"(?:(?:[인한된]|(?:이|가)?\s?(?P<negated>{OF['negated']})){OF_WHAT_LATER}|(?=\s(?:공약|사업|과제|중)|[\s?!.]*$)"
    rf"|(?:으?로|에서)?\s(?:하는|되는|추진하는|진행하는|시행하는){OF_WHAT_LATER})"
)
# What leaves out and adds others, 말고도, or goes on in the same word: 빼고나머지.
_LEFT_OUT_AND = re.compile(
    r"\s?(?:빼고|뺀|제외하고|제외한|말고)(?:도(?![가-힣])|(?=(?!는요|다면)[가-힣]{2}))"
)
_YEARLY = groups("comparing.tsv")["yearly"]
_NAMES = groups("naming.tsv")
_NOT_LISTED = frozenset({STATUS.key, OWNER.key, HELPER.key, STRATEGY.key})
_STATUS_OF = {word.replace(" ", ""): key for key, of in STATUSES.items() for word in of}
# 완료 시기 and 보류됐어 ask for a column, 보류됐거나 goes on.
_ASKS = any_of(w for of in ASKED.values() for w in of if w.startswith((*_STATUS_OF,)))
_ASKS += "(?!거나|지만|으[면며])"
_COLUMN_OF = {kind: key for key, kind in KIND_OF.items()}
_KIND_IF = KIND_OF | dict.fromkeys(SHARES, Kind.MONEY)
_PLEDGES = re.compile("공약|사업|과제")  # 제일 싼 데
_DONE = frozenset({"완료", "마무리", "종료"})
_AMONG = re.compile("(?:중에?|중에서|가운데)[는도]? ?$")  # 안 끝난 것 중 2026년까지


class Filters:
    """Reads conditions for one table."""

    def __init__(
        self,
        table: Mapping[str, Cells],
        department: Callable[[str], str | None],
        strategy_heading: str = "",
    ) -> None:
        """Compile what names columns and states; `department` is what a text surely names."""
        self._table, self._department = table, department
        names = dict(_names(table, strategy_heading))
        self._key_of = {name.replace(" ", ""): key for name, key in names.items()}
        kinds = "|".join(column.pattern for column in (STATUS, RATE))
        column = rf"(?<![가-힣])(?<!분기 )(?P<column>{any_of(names)}|{kinds})"
        self._column = re.compile(column)
        than = r"(?:전체\s)?(?P<than>평균|\S*\d번?)"
        self._than = re.compile(
            rf"(?<!\S){than}\s?보다\s(?:더\s)?{column}[이가은는도]?(?=\s)"
            rf"|{column.replace('<column>', '<before>')}[이가은는의]?\s"
            rf"{than.replace('than', 'value')}(?=\s?(?:보다|이상|이하|미만|초과|[을를]?\s?넘))"
        )
        self._named = re.compile(
            rf"(?:{FIRST}\s*)?{column}{_TOTAL}\s*{PARTICLE}(?<!랑)(?<!하고)\s*$"
        )
        listed = dict(_listed_values(table))
        self._listed = {hangul.search_key(said): of for said, of in listed.items()}
        value = re.compile(rf"(?<![가-힣\d])(?P<value>{any_of(listed)}){_OF_LISTED}")
        cells = table.get(STATUS.key)
        own = [key for key in (cells.wholes if cells else ()) if len(key) > 1]
        self._status_of = {key: key for key in own} | _STATUS_OF
        words = any_of({*own, *chain.from_iterable(STATUSES.values())})
        self._one_status = re.compile(words)
        state = re.compile(
            rf"(?<![가-힣])(?!{_ASKS})(?:아직\s)?"
            rf"(?P<words>{words}(?:{_OR}{words}){{0,3}}){_STATUS_TAIL}"
        )
        # Each with what a text has; and letters of which it has one, if no column is named in it.
        compared = (
            (comparing.COMPARED, self._figures, comparing.FIGURE, "%퍼프억조만절"),
            (comparing.TIMED, self._times, comparing.COUNTED, "년"),
            (
                comparing.RANK,
                self._ranks,
                comparing.RANKED,
                "먼빨찍늦중막래길제젤장맨순싼쌀더뒤진째위",
            ),
        )
        self._readers: tuple[tuple[re.Pattern[str], Reader, re.Pattern[str], str], ...] = (
            *(((value, self._values, value, ""),) if listed else ()),
            *((said, self._of_column(read), has, some) for said, read, has, some in compared),
            (state, self._states, self._one_status, ""),
        )

    def read(self, text: str) -> tuple[tuple[Condition, ...], str]:
        """The conditions that a normalised text asks for, and what it says besides."""
        found: list[Condition] = []
        is_named = self._column.search(text) is not None
        letters = frozenset(text)
        if is_named:
            text = self._than.sub(self._figured, text)
            text = self._without(self._column, self._valued, text, found)
        for pattern, read, needed, some in self._readers:
            if (is_named or not some or not letters.isdisjoint(some)) and needed.search(text):
                text = self._without(pattern, read, text, found)
        return tuple(dict.fromkeys(_together(found))) if found else (), text

    def _without(
        self, pattern: re.Pattern[str], read: Reader, text: str, found: list[Condition]
    ) -> str:
        """The text without what is read as conditions, which are put to those found."""
        at = 0
        while said := pattern.search(text, at):
            at = max(said.end(), at + 1)
            conditions, start, end = read(said)
            if conditions:
                if left_out_end := _left_out_end(text, end):
                    end = left_out_end
                    conditions = [
                        one if isinstance(one, InOrder) else replace(one, negated=not one.negated)
                        for one in conditions
                    ]
                found += conditions
                text = f"{text[:start].rstrip()} {text[end:].lstrip()}"
                at = max(0, start - 1)
        return text

    def _figured(self, said: re.Match[str]) -> str:
        """A column with the figure of a pledge or of all: 추진율 40%보다 for 3번보다 추진율."""
        name, than = said["column"] or said["before"], said["than"] or said["value"]
        cells = self._table.get(self.key(name) or "")
        scales = {Kind.RATE: (1, "%"), Kind.MONEY: (10**4, "만 원"), Kind.COUNT: (1, "건")}
        if cells is None or cells.kind not in scales or than.replace(".", "").isdecimal():
            return said[0]  # 추진율 50 이상: a figure, and no number
        scale, unit = scales[cells.kind]
        spans = {str(number): high for number, (_, high) in cells.spans.items()}
        value = fmean(spans.values()) if than == "평균" and spans else spans.get(than.rstrip("번"))
        if value is None:
            return said[0]
        return f"{name} {value / scale:.12g}{unit}{'보다' if said['than'] else ''}"

    def _of_column(self, read: Compared) -> Reader:
        """Reads what is said of the column that is named before it."""

        def with_column(said: re.Match[str]) -> Found:
            column = self._named.search(said.string, 0, said.start())
            return [*read(said, column)], (column or said).start(), said.end()

        return with_column

    def _key(self, said: re.Match[str] | None) -> str | None:
        return self.key(said["column"]) if said else None

    def key(self, name: str) -> str | None:
        """The column that people or the table call so."""
        word = name.replace(" ", "")
        return self._key_of.get(word) or ((of := named(word)) and of.column.key) or None

    def _kind(self, key: str) -> Kind:
        """What the cells of a column are; what they would be where a table lacks it."""
        return self._table[key].kind if key in self._table else _KIND_IF.get(key, Kind.WORDS)

    def _only(self, kind: Kind, *, begins: bool = False) -> str:
        """The column that figures or times alone are of: the usual one, or the only one fitting.

        Of times that tells when pledges end or, if another one does, when they begin.
        """
        usual = _COLUMN_OF[kind]
        others = [key for key, cells in self._table.items() if cells.kind is kind]
        fitting = [key for key in others if bool(BEGINS.search(key)) == begins]
        only = next((of for of in (fitting, others) if len(of) == 1), [usual])
        return usual if usual in self._table else only[0]

    def _figures(self, said: re.Match[str], column: re.Match[str] | None) -> Iterator[Condition]:
        """추진율 50% 미만, 20억에서 40억 사이, 30%대."""
        key = self._key(column)
        unit = comparing.kind_of(said["high"] or said["low"])
        if key is None:
            if (
                unit is Kind.COUNT
                or said["low"] == "반"
                or (comparing.is_plain(said) and unit is not Kind.RATE)
            ):
                return
            key = self._only(unit)
        kind = self._kind(key)
        may_be = {unit, Kind.RATE, Kind.COUNT} if unit is Kind.COUNT else {unit, Kind.COUNT}
        if kind in may_be and (condition := comparing.between(said, key, kind)) is not None:
            yield condition

    def _times(self, said: re.Match[str], column: re.Match[str] | None) -> Iterator[Condition]:
        """2027년에 끝나는, 2025년부터 하는, 2026년까지, 준공예정일이 2026년인."""
        key = self._key(column)
        if key is not None and self._kind(key) is not Kind.PERIOD:
            return
        behind = said.string[said.end() :].strip("?!. ")
        is_all = "년" in said["time"] and not behind  # 목표연도 2028년
        is_of = key and (said["what"] or said["is"] or is_all)
        is_told = said["begins"] or said["ends"] or said["runs"] or is_of
        if not is_told and said["how"] not in ("까지", "부터", "이후", "이전"):
            return
        is_bound = said["what"] or said["links"] or said["until"] or key or said.start() == 0
        is_state = said["ends"] in _DONE and not said["verb"]  # 하천 2027년 완료
        if not (is_bound or is_state) and _AMONG.search(said.string, 0, said.start()) is None:
            return  # 신안산선 2027년 개통
        key = key or self._only(Kind.PERIOD, begins=said["begins"] is not None)
        for when in comparing.timed(said, key, Side.FIRST if BEGINS.search(key) else None):
            yield replace(when, negated=said["not"] is not None)
        if said["ends"] and {STATUS.key, RATE.key} & self._table.keys():
            if re.match("[었았했됐났]?[었았]?어야", said["verb"]):
                yield NOT_FINISHED
            elif re.match("된|난|한", said["verb"]) and STATUS.key in self._table:
                yield Says(column=STATUS.key, values=(DONE,))

    def _ranks(self, said: re.Match[str], column: re.Match[str] | None) -> Iterator[Condition]:
        """제일 부진한 거 셋, 사업비 많은 순으로 4개, 추진율 상위 3개, 먼저 끝나는 거 둘."""
        key = None if said["pace"] else self._key(column)
        if key is None and comparing.is_ranked(said):
            if said["pace"]:
                key = self._only(Kind.PERIOD, begins=said["begins"] is not None)
            elif said["ahead"] or said["behind"]:
                key = self._only(Kind.RATE)
            elif (said["dear"] or said["cheap"]) and _PLEDGES.search(said[0]):
                key = self._only(Kind.MONEY)
        if key is not None and self._kind(key) is not Kind.WORDS:
            yield comparing.ranked(said, key, self._kind(key), column)

    def _states(self, said: re.Match[str]) -> Found:
        """보류된, 보류나 폐기된, 완료가 아닌."""
        words = self._one_status.findall(said["words"])
        values = tuple(dict.fromkeys(self._status_of[word.replace(" ", "")] for word in words))
        state, is_not = NOT_FINISHED, said["negated"] is not None
        if NOT_DONE not in values:
            state = Says(column=STATUS.key, values=values, negated=is_not)
        of_pledges = is_not or bool(said["what"])  # 완료 말고 마을
        return [replace(state, typed=words[-1], of_pledges=of_pledges)], *said.span()

    def _values(self, said: re.Match[str]) -> Found:
        """국비인 거, 도비로 하는 사업, 신규 공약."""
        typed, is_not = said["value"], said["negated"] is not None
        key, value = self._listed[hangul.search_key(typed)]
        is_all = said.end() == said.end("value") and belongs(typed)  # 전체 공약
        says = Says(column=key, values=(value,), negated=is_not, typed=typed)
        return [] if is_all else [says], *said.span()

    def _valued(self, said: re.Match[str]) -> Found:
        """재원이 민자인, 비고에 협의라고 적힌: what is said in words of a named column."""
        key = self._key(said)
        cells = self._table.get(key or "")
        if key is None or said[0] == "돈":  # 면접 볼 돈 없는데
            return NOTHING
        if cells is not None and (filled := self._filled(said, cells))[0]:
            return filled
        if self._kind(key) is not Kind.WORDS:
            return NOTHING
        found = self._tailed(said, key, cells)
        if found[0] or key == STRATEGY.key:
            return found
        for typed, start, end in _beside(said, key):
            if (values := self._named_values(typed, key, cells)) and cells is None:
                return [Says(column=key)], said.start(), end  # which the department cannot have
            if values:
                return [Says(column=key, values=values)], start, end
        return NOTHING

    def _filled(self, said: re.Match[str], cells: Cells) -> Found:
        """사업비 미정, 국비가 있는, 비고 없는: whether a column says anything, or no figure."""
        for typed, start, end in _beside(said, cells.key) if cells.kind is not Kind.WORDS else ():
            if hangul.search_key(typed) in cells.wholes:
                return [Says(column=cells.key, values=(typed,))], start, end
        filled = _FILLED.match(said.string, said.end())
        if filled is None or (filled["paid"] and cells.kind is not Kind.MONEY):
            return NOTHING
        condition = Says(column=cells.key, negated=bool(filled["open"] or filled["empty"]))
        if filled["open"] and cells.having(UNDECIDED):
            condition = Says(column=cells.key, values=(UNDECIDED,))
        return [condition], said.start(), filled.end()

    def _named_values(self, typed: str, key: str, cells: Cells | None) -> tuple[str, ...]:
        """What a text says of a column, all of it or each of the values that it lists, or none."""
        for listed in _as_listed(typed):
            found = [self._value(one, key, cells) for one in listed]
            if None not in found:
                return tuple(filter(None, found))
        return ()

    def _value(self, typed: str, key: str, cells: Cells | None) -> str | None:
        """What a text says of a column as its cells have it; a department under any name."""
        if key in (OWNER.key, HELPER.key):
            return self._department(hangul.search_key(typed))
        is_said = cells is not None and hangul.search_key(typed) in cells.values
        return self._canonical(key, typed) if is_said else None

    def _tailed(self, column: re.Match[str], key: str, cells: Cells | None) -> Found:
        """재원이 민자인, 비고에 협의라고 적힌, 위치가 전역이 아닌."""
        text, end = column.string, column.end()
        said = _TAILED.match(text, end)
        if said is None:
            return NOTHING
        value = said["value"]
        values = self._named_values(value, key, cells) or _resolved(value, cells)
        is_said = said["is"] and text[end] in "이가은는" and key not in SHARES
        is_told = values and key not in (OWNER.key, STRATEGY.key)  # 복지 분야에서 보류된 거
        if not is_told and (not is_said or is_asking(value.split()[-1])):
            return NOTHING
        values = tuple(self._canonical(key, one) for one in values or (value,))
        is_not = said["negated"] is not None
        return [Says(column=key, values=values, negated=is_not)], column.start(), said.end()

    def _canonical(self, key: str, typed: str) -> str:
        """A value as conditions have it: of states, the word that tables use."""
        return self._status_of.get(typed.replace(" ", ""), typed) if key == STATUS.key else typed


def _beside(column: re.Match[str], key: str) -> Iterator[Typed]:
    """What may be the value of a column, before it or behind it: 평가등급 A 공약."""
    text, start, end = column.string, *column.span()
    said = _BEHIND.match(text, end)
    if said is not None:
        first = max(0, start - MAX_VALUE_CHARS)
        for word in [*_WORD.finditer(text, first, start)][-MAX_VALUE_WORDS:]:
            value = text[word.start() : start].strip()
            yield from ((one, word.start(), said.end()) for one in (value, _TITLED.sub("", value)))
    words = [*_WORD.finditer(text, end, end + MAX_VALUE_CHARS)][:MAX_VALUE_WORDS]
    for word in reversed(words if key != OWNER.key else ()):
        value = re.sub("(?:인|만|[은는?!.,])$", "", text[end : word.end()])
        if alone := _ALONE.match(text, end + len(value)):
            yield value.strip(" :"), start, alone.end()


def _names(table: Mapping[str, Cells], strategy_heading: str) -> Iterator[tuple[str, str]]:
    """What people and offices call the columns, and the table its own; the last is right."""
    for column in COLUMNS:
        if column.key in table and column not in (OWNER, HELPER, STRATEGY, TITLE):
            yield from ((n, column.key) for n in column.names if len(n) >= MIN_NAME_CHARS)
    yield from called(tuple(table)).items()
    for key, words in _NAMES.items():
        yield from ((word, key) for word in words)
    yield from ((word, word) for word in SHARES)  # no part of a sum is the whole
    if strategy_heading:
        yield hangul.normalized(strategy_heading), STRATEGY.key
    yield from ((hangul.normalized(cells.name), key) for key, cells in table.items())
    yield from ((name, key) for key in table for name in timed(key))
    yield from own_names(tuple(table)).items()


def _listed_values(table: Mapping[str, Cells]) -> Iterator[tuple[str, tuple[str, str]]]:
    """What is said for each value of columns of a few, other than states: S등급 of 평가등급."""
    for key, cells in table.items():
        for bare, text in cells.wholes.items() if key not in _NOT_LISTED else ():
            said = text if len(bare) > 1 else f"{text} {cells.name[-2:]}"
            also = _YEARLY if bare in _YEARLY else ()
            yield from ((hangul.normalized(one), (key, text)) for one in (said, *also))


def _left_out_end(text: str, at: int) -> int:
    """Where the expression ends that leaves out what stands before here; 0 for none."""
    at += text.startswith("만", at)
    said = _LEFT_OUT_AND.match(text, at)
    return said.end() if said is not None else exception_end(text, at)


def _together(conditions: Iterable[Condition]) -> Iterator[Condition]:
    said: dict[tuple[str, bool], Says] = {}
    for each in conditions:
        if isinstance(each, Says) and each.values:
            key = each.column, each.negated
            values = (*said[key].values, *each.values) if key in said else each.values
            said[key] = replace(each, values=tuple(dict.fromkeys(values)))
        else:
            yield each
    yield from said.values()


def _as_listed(typed: str) -> Iterator[tuple[str, ...]]:
    """A text as one value, and as those that it lists; 과 may end one or join: 문화과나 공원과."""
    yield (typed,)
    for joins in (rf"(?!과){_OR}", _OR):
        yield tuple(re.split(joins, typed))


def _resolved(typed: str, cells: Cells | None) -> tuple[str, ...]:
    """What of a text cells say: all of it, or each of the values that it lists; none of it."""
    if cells is None:
        return ()
    for values in _as_listed(typed):
        if all((bare := hangul.search_key(one)) and cells.having(bare) for one in values):
            return values
    return ()
