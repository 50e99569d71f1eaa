"""Numbers of every style that offices have, in every shape that people type and say them in."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise, product

import pytest

from bot.korean import hangul
from bot.lookup.answering import reply
from bot.lookup.catalogue import Catalogue
from bot.lookup.pledge import roman
from bot.people.messages import Ask
from tests.lookup.tables import named, of, pledge

pytestmark = pytest.mark.slow

SAID = "영 일 이 삼 사 오 육 칠 팔 구 십 십일 십이".split()
NATIVE = "첫 두 세 네 다섯".split()
LETTERS = {"A": "에이", "B": "비", "C": "씨", "D": "디", "E": "이"}
FIELDS = ("일하기 좋은 도시", "돌봄복지", "문화와 관광", "안전한 생활", "푸른 숲")
TITLES = "공원 조성|도서관 건립|주차장 확충|체육관 신축|하천 정비|경로당 개보수|전통시장 활성화"


@dataclass(frozen=True)
class Style:
    """The numbers of one office, in page order, by their sections."""

    sections: tuple[str, ...]
    counts: int
    form: str = "{}-{}"
    fields: tuple[str, ...] = FIELDS
    last: str = ""  # letters that are counted by, where no digits are

    @property
    def numbers(self) -> list[str]:
        """All of them."""
        return [number for section in self.sections for number in self.of(section)]

    def of(self, section: str) -> list[str]:
        """Those of one section."""
        counts = self.last or range(1, self.counts + 1)
        return [self.form.format(section, count) for count in counts]


def style(
    sections: str,
    counts: int = 4,
    form: str = "{}-{}",
    fields: tuple[str, ...] = FIELDS,
    last: str = "",
) -> Style:
    """The style of sections that are said with spaces."""
    return Style(tuple(sections.split()), counts, form, fields, last)


NUMBERED_FIELDS = tuple(
    f"{numeral}. {field}" for numeral, field in zip("ⅠⅡⅢⅣⅤ", FIELDS, strict=True)
)
BY_SECTION = {
    "roman": style("Ⅰ Ⅱ Ⅲ Ⅳ Ⅴ", fields=NUMBERED_FIELDS),
    "place": style("1 2 3 4"),
    "padded": style("1 2 3 4", 11, "{}-{:02d}"),
    "circled": style("① ② ③"),
    "syllables": style("가 나 다 라 마"),
    "letters": style("A B C D E"),
    "glued": style("A B C D", 4, "{}{:02d}"),
}
NESTED = {
    "three": style("1-1 1-2 2-1 3-1", 3),
    "roman circled": style("I-① I-② II-① III-①", 3),
    "letter three": style("A-1 A-2 B-1 C-1", 3),
    "syllable three": style("가-1 가-2 나-1 다-1", 3),
}
OTHERS = {
    "syllable last": style("1 2 3", last="가나다라"),
    "word and two": style("경제1 경제2 안전1 교통1", 3),
    "word and roman": style("동부-Ⅰ 동부-Ⅱ 서부-Ⅰ 남부-Ⅰ", 3),
}
BY_WORD = {
    "words": style("지역개발 교육문화 복지건강", 11, "{}-{:02d}"),
    "dotted": style("일자리·경제 교육·문화 혁신 안전", 4, "{}-{:02d}"),
}
STYLES = BY_SECTION | NESTED | OTHERS | BY_WORD
BY_NAME = BY_SECTION | {"words": BY_WORD["words"]}


def _first(section: str) -> str:
    first, *_ = section.split("-")
    return first.rstrip("0123456789") or first


@cache
def table(name: str) -> Catalogue:
    """Pledges with the numbers of a style; each section's are a strategy's, by its first part."""
    of_it = STYLES[name]
    firsts = [*dict.fromkeys(_first(section) for section in of_it.sections)]
    titles = (f"{title} {at}구역" for at, title in product(range(9), TITLES.split("|")))
    return of(
        pledge(number, next(titles), "공원과", of_it.fields[firsts.index(_first(section))])
        for section in of_it.sections
        for number in of_it.of(section)
    )


def parts(number: str) -> tuple[list[str], list[str]]:
    """The parts of a number as they are typed, and as they are said."""
    typed = re.findall(r"[가-힣·]+|[A-Z]+|[Ⅰ-Ⅻ]|[①-⑳]|\d+", number)
    typed = [
        str(int(plain)) if (plain := hangul.normalized(one)).isdecimal() else one for one in typed
    ]
    counts = [roman(hangul.normalized(one).upper()) for one in typed]
    said = [
        SAID[int(one)] if one.isdecimal() else LETTERS.get(one) or (SAID[count] if count else one)
        for one, count in zip(typed, counts, strict=True)
    ]
    return typed, said


def misses(asked: Iterable[tuple[str, Iterable[str]]], catalogue: Catalogue) -> list[object]:
    """The messages that do not name just these numbers, with what they name."""
    found = [(text, [*right], list(named(text, catalogue))) for text, right in asked]
    return [one for one in found if one[1] != one[2]]


def typed(number: str) -> Iterator[str]:
    """What a number is typed as: with any joint, tail, and keyboard."""
    of, said = parts(number)
    section, last = "-".join(of[:-1]), said[-1]
    yield from (number, f"{number} 담당", f"{number}번 누가 해요", f"{number}이 어느 부서예요")
    for joint in ("--", " - ", "다시", " 다시 ", " 하이픈 ", ".", " ", "의", "의 "):
        yield joint.join(of)
    yield from (
        f"{section}다시 {of[-1]}",
        f"{section}다시{of[-1]} 어디 담당",
        f"{section} {last}번",
    )
    yield from (
        f"{section}다시 {last}번이요",
        f"{section}-{last}",
        f"{section}-{last} 어느 부서예요",
    )
    first, *others = of
    keys = ""
    if (first.isascii() and first.isalpha()) or first in "ⅠⅡⅢⅣⅤ":
        keys = hangul.composed(hangul.normalized(first))
    elif len(first) == 1 and not first.isdecimal():
        keys = hangul.keystrokes(first)
    if keys and first[0] not in "①②③":
        yield from (f"{keys}-{'-'.join(others)}", f"{keys}-{'-'.join(others)} 누가 하나요")


def said(number: str) -> Iterator[str]:
    """What a number is said as, in a table without long words."""
    _, of = parts(number)
    yield from ("다시".join(of), f"{' 다시 '.join(of)} 담당", " ".join(of), f"{' '.join(of)}번")
    yield from ("하이픈".join(of), f"{' 하이픈 '.join(of)} 담당")


@pytest.mark.parametrize("name", STYLES)
def test_every_number_is_read_however_it_is_typed(name: str) -> None:
    """Doubled dashes, 다시, spoken digits, the other keyboard."""
    numbers = STYLES[name].numbers[::2]
    asked = [(text, [number]) for number in numbers for text in typed(number)]
    assert not misses(asked, table(name))


@pytest.mark.parametrize("name", BY_SECTION | NESTED | OTHERS)
def test_every_number_is_read_as_it_is_said(name: str) -> None:
    """Part by part, with what joins them or without."""
    numbers = STYLES[name].numbers[::2]
    asked = [(text, [number]) for number in numbers for text in said(number)]
    assert not misses(asked, table(name))


@pytest.mark.parametrize("name", BY_NAME)
def test_every_number_is_known_by_the_name_of_its_section(name: str) -> None:
    """In full, with or without spaces, before it or behind it."""
    asked = []
    for field, section in zip(FIELDS, BY_NAME[name].sections, strict=False):
        for count, number in enumerate(BY_NAME[name].of(section), start=1):
            for spelt in (field, field.replace(" ", "")):
                shapes = (
                    *(
                        f"{spelt} {count}번",
                        f"{spelt} {count}",
                        f"{spelt}{count}번",
                        f"{spelt}-{count}",
                    ),
                    *(
                        f"{spelt} 분야 {count}번 담당",
                        f"{spelt}의 {count}번 어디예요",
                        f"{spelt} 중 {count}번",
                    ),
                    *(
                        f"{spelt} {SAID[count]}번",
                        f"{spelt}{SAID[count]}번",
                        f"{spelt} 제{count}호",
                    ),
                    *(f"{spelt} {count}번째 공약", f"{spelt}다시 {count}", f"{count}번 {spelt}"),
                )
                asked += [(text, [number]) for text in shapes]
            if len(field) > 3:
                asked.append((f"{field}{field[-1]} {count}번", [number]))
        asked += [(f"{field} {BY_NAME[name].counts + 3}번", []), (f"{field} 30", [])]
    assert not misses(asked, table(name))


@pytest.mark.parametrize("name", BY_NAME)
def test_a_section_is_known_by_its_place_or_with_its_numeral(name: str) -> None:
    """As a whole, and before a count."""
    asked = []
    sections = BY_NAME[name].sections
    for at, (field, section) in enumerate(zip(BY_NAME[name].fields, sections, strict=False)):
        numbers, place = BY_NAME[name].of(section), NATIVE[at]
        wholes = f"{at + 1}분야", f"{at + 1}분야 공약", f"{place} 번째 전략", f"{at + 1}번 분야"
        asked += [(whole, numbers) for whole in wholes]
        for count, number in enumerate(numbers[: len(NATIVE)], start=1):
            spelt = NATIVE[count - 1]
            shapes = (
                *(f"{at + 1}분야 {count}번", f"{place}번째 분야 {spelt}번째 공약"),
                *(f"{place} 번째 분야의 {spelt} 번째 공약", f"{field} {count}번 담당"),
                f"{field}의 {count}번",
            )
            asked += [(text, [number]) for text in shapes]
    assert not misses(asked, table(name))


@pytest.mark.parametrize("name", BY_NAME)
def test_lists_and_ranges_go_on_behind_the_name_of_a_section(name: str) -> None:
    """Into the next one, too; some may be left out."""
    asked = []
    sections = BY_NAME[name].sections
    for at, field in enumerate(FIELDS[: len(sections)]):
        numbers = BY_NAME[name].of(sections[at])
        asked += [
            (f"{field} 1번부터 3번까지", numbers[:3]),
            (f"{field} 1~3번", numbers[:3]),
            (f"{field} 1, 3번", numbers[:3:2]),
            *(
                (f"{field} {of}", [numbers[0], *numbers[2:]])
                for of in ("전체 중 2번 빼고", "전체에서 2번 빼고", "전부, 2번 제외")
            ),
        ]
        if at + 1 < len(sections):
            first, last = BY_NAME[name].of(sections[at + 1])[0], FIELDS[at + 1]
            asked += [
                (f"{field} 2번이랑 {last} 1번", [numbers[1], first]),
                (f"{field} {len(numbers) - 1}번부터 {last} 1번까지", [*numbers[-2:], first]),
            ]
    assert not misses(asked, table(name))


@pytest.mark.parametrize("name", STYLES)
def test_a_range_goes_on_across_sections_in_page_order(name: str) -> None:
    """Up and down."""
    numbers = STYLES[name].numbers[::2]
    asked = []
    for first, last in [*combinations(numbers, 2)][::3]:
        of = STYLES[name].numbers
        between = of[of.index(first) : of.index(last) + 1]
        asked += [
            (f"{first}부터 {last}까지", between),
            (f"{first}번에서 {last}번까지 담당", between),
            (f"{first}~{last}", between),
            (f"{last}부터 {first}까지", between[::-1]),
        ]
        if len(between) > 2:
            asked.append((f"{first}부터 {last}까지 중 {between[1]} 빼고", [first, *between[2:]]))
    assert not misses(asked, table(name))


@pytest.mark.parametrize("name", BY_SECTION | NESTED | BY_WORD)
def test_a_count_goes_on_after_what_is_asked_of_the_number_before(name: str) -> None:
    """As it does after a comma."""
    asked = []
    for section in STYLES[name].sections:
        first, _, third, *_ = STYLES[name].of(section)
        asked += [
            (text, [first, third])
            for text in (
                f"{first}번은 어디고 3번은요",
                f"{first}은 누가 맡고 3번은 어디예요",
                f"{first} 담당이 누구고 3번은요",
                f"{first}부터 3번 중에서 2번 말고",
            )
        ]
    assert not misses(asked, table(name))


@pytest.mark.parametrize("name", STYLES)
def test_numbers_are_chosen_out_of_those_before(name: str) -> None:
    """Of a range or a list; they alone are asked for."""
    asked = []
    for section in STYLES[name].sections:
        first, second, third, *_ = STYLES[name].of(section)
        asked += [
            (f"{first}부터 3번 중에 2번만", [second]),
            (f"{first}~3번 중에서 3번 담당 부서", [third]),
            (f"{first}부터 {third}까지 중 {second}만요", [second]),
            (f"{first}, {second}, {third} 가운데 {third}", [third]),
            (f"{first}부터 3번 중에 2번이랑 3번만", [second, third]),
        ]
    assert not misses(asked, table(name))


@pytest.mark.parametrize("name", NESTED | {"word and two": OTHERS["word and two"]})
def test_a_number_goes_on_from_the_last_where_it_begins_alike(name: str) -> None:
    """Said by its last two parts alone."""
    asked = []
    for first, second in pairwise(STYLES[name].numbers):
        of, _ = parts(second)
        if of[0] == parts(first)[0][0]:
            behind = "-".join(of[1:])
            asked += [(f"{first}{sign}{behind}", [first, second]) for sign in (", ", "랑 ", "~")]
            asked.append((f"{first} 말고 {behind}", [second]))
    assert not misses(asked, table(name))


@pytest.mark.parametrize("name", STYLES)
def test_a_whole_section_is_named_by_its_number(name: str) -> None:
    """Also one that has sections of its own; some of it may be left out."""
    starts: dict[str, list[str]] = {}
    for number in STYLES[name].numbers:
        of, _ = parts(number)
        for size in range(1, len(of)):
            starts.setdefault("-".join(of[:size]), []).append(number)
    asked = []
    for start, numbers in starts.items():
        asked += [
            (f"{start} {all_}", numbers) for all_ in ("전체", "전체 공약", "공약 전부 알려줘")
        ]
        asked += [
            (text, numbers[1:])
            for text in (
                f"{start} 전체에서 {numbers[0]} 빼고",
                f"{start} 전체 중 {numbers[0]}번 말고 다",
                f"{start} 전부, {numbers[0]} 제외",
            )
        ]
    assert not misses(asked, table(name))


def test_a_corrected_name_of_a_section_is_told() -> None:
    """As it was typed and as it stands in the table."""
    said = reply(Ask(text="문화와관관광 2번"), table("roman")).text
    assert "'문화와관관광' → 'Ⅲ. 문화와 관광'" in said


@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize(
    "text",
    [
        *("3층", "2027년까지", "10억 들여서", "1인 가구", "24시간", "가 주세요", "나이 60세"),
        *("A형 독감", "V3 백신", "B1층", "이번 분기", "나 다시 이거 물어봐도 돼요", "다 됐나요"),
        *(
            "나 다시 일하고 싶어요",
            "가 다시 이 문제로",
            "이 일 저 일",
            "이 일 누가 해요",
            "아이 2명",
        ),
        *("나 오늘 3시에", "다섯 살", "1~2인 가구", "D등급", "라면 5개", "다음 달 3일", "V3"),
    ],
)
def test_a_count_beside_a_letter_or_none_is_no_number(name: str, text: str) -> None:
    """In a table of any style."""
    assert named(text, table(name)) == ()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("백번", "100"),
        ("백 번이요", "100"),
        ("백번 누구", "100"),
        ("백번 공약", "100"),
        ("구십구번이랑 백번", "99,100"),
        ("98번부터 백번까지", "98,99,100"),
        ("백번 물어봐도", ""),
        ("백 번 말해도 안 들어요", ""),
    ],
)
def test_a_hundred_is_a_number_where_it_is_asked_about(text: str, numbers: str) -> None:
    """And else as often as something is done."""
    plain = of([pledge(str(count), f"{count}구간 정비") for count in range(1, 101)])
    assert ",".join(named(text, plain)) == numbers
