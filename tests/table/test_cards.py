"""Pages, texts and sheets without a table are read card by card, whatever draws them."""

from __future__ import annotations

import re
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

import pytest

from benchmarks import forms
from bot.table import files
from bot.table.notes import NoteKind
from tests.table.test_recogniser import notes, pledges, sheet, values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.table.files import Reading

Card = tuple[str, str, str, str]
CARDS: tuple[Card, ...] = (
    ("1", "지하철역 앞 광장 넓히기", "도시계획과", "정상추진"),
    ("2", "어르신 나들이 버스 운행", "교통행정과", "완료"),
    ("3", "1인 가구 꾸러미 (연 2회)", "보건소", "정상추진"),
    ("4", "달빛 어린이병원: 밤 11시까지", "보건소", "일부추진"),
)
MENU = """<!DOCTYPE html><html><head><title>공약이행현황 | 금빛구청</title></head><body>
<ul><li>로그인<li>사이트맵</ul><ul><li>열린구청장실<ul><li>인사말<li>공약사항<li>공약이행현황</ul></ul>
<div><h3>공약이행현황</h3><p>2026. 9. 30. 기준</p>"""
FOOT = """</div><div>만족하십니까?<label>만족</label><label>보통</label></div>
<p>대표전화 02-2000-0114</p></body></html>"""

# A page draws a card as it likes: number, title, department, state.
DRAWN = {
    "boxes": "<div><b>{}</b><h4>{}</h4><p>담당부서 : {}</p><p>추진상황 : {}</p></div>",
    "rows of boxes": (
        "<div><div><i>번호</i><i>{}</i></div><div><i>공약명</i><i>{}</i></div>"
        "<div><i>담당부서</i><i>{}</i></div><div><i>추진상황</i><i>{}</i></div></div>"
    ),
    "no boxes": "<h4>{}. {}</h4><p>담당부서: {}</p><p>추진상황: {}</p>",
    "lines of a box": "<div>{}. {}<br>▶ 담당부서: {}<br>▶ 추진상황: {}</div>",
    "terms": "<h4>{}. {}</h4><dl><dt>주관부서</dt><dd>{}</dd><dt>추진상황</dt><dd>{}</dd></dl>",
    "one term each": "<dl><dt>{}. {}</dt><dd><ul><li>담당부서: {}<li>상태: {}</ul></dd></dl>",
    "a list": "<li><b>{}</b><a>{}</a><ul><li><em>담당부서</em> {}<li><em>상태</em> {}</ul></li>",
    "a table each": (
        "<h4>공약 {}. {}</h4><table><tr><th>담당부서<td>{}<th>추진상황<td>{}"
        "<tr><th>추진실적<td colspan=3>주민설명회 2회</table>"
    ),
    "fields of a form": (
        "<p><label>번호</label><input value='{}'><p><label>공약명</label><input value='{}'>"
        "<p><label>담당부서</label><input value='{}'><p><label>상태</label><input value='{}'>"
    ),
    "titles behind": "<li>{0}<i>담당부서 : {2}</i><h4>{1}</h4><b>{3}</b></li>",
    "terms ahead of titles": (
        "<li><b>{0}</b><dl><dt>담당부서<dd>{2}<dt>상태<dd>{3}</dl><h4>{1}</h4><p>자세히</p></li>"
    ),
    "terms of all, and a link": (
        "<li><dl><dt>번호<dd>{}<dt>공약명<dd>{}<dt>주관부서<dd>{}<dt>상태<dd>{}</dl><a>자세히</a></li>"
    ),
    "a row of a list": "<ul><li>{}</li><li>{}</li><li>{}</li><li>{}</li></ul>",
}
# So does a text.
WRITTEN = {
    "bullets": "공약 {}. {}\n - 담당부서: {}\n - 추진상황: {}\n",
    "labels": "번호: {}\n공약명: {}\n담당부서: {}\n추진상황: {}\n비고:\n",
    "labels above": "번호\n{}\n공약명\n{}\n담당부서\n{}\n추진상황\n{}",
    "labels without a colon": "{}. {}\n담당부서 {}\n추진상황 {}\n",
    "labels in brackets": "[{}] {}\n[담당부서] {}\n[추진상황] {}\n",
    "a paragraph below": "□ {}. {}\n ○ 소관부서 : {}\n ○ 추진상황 : {}\n ○ 내용\n  - 조례 제정\n",
    "on one line": "번호: {} / 공약명: {} / 담당부서: {} / 상태: {}",
    "behind the title": "{}. {} (담당부서: {}, 추진상황: {})",
    "titles below": "담당부서: {2}\n{0}. {1}\n추진상황: {3}\n",
    "pictograms": "✅ {}. {}\n👉 담당: {}\n📌 상태: {}\n",
    "Markdown": "## {}. {}\n\n- **담당부서**: {}\n- **추진상황**: {}\n",
    "spaced labels": "❑ 번  호 : {}\n❑ 공 약 명 : {}\n  담당 부서 : {}\n  추진 상황 : {}",
}


def said(found: Reading) -> list[Card]:
    """The numbers, titles, departments and states."""
    return [(str(p.number), p.title, p.department, p.detail("추진상황")) for p in pledges(found)]


def page(drawn: str, cards: Sequence[Card] = CARDS, *, head: str = "") -> bytes:
    """A page with its menu."""
    return (MENU + head + "".join(drawn.format(*card) for card in cards) + FOOT).encode()


@pytest.mark.parametrize("drawn", DRAWN.values(), ids=DRAWN)
def test_a_page_draws_its_cards_as_it_likes(drawn: str) -> None:
    """No menu and no foot of the page is a pledge."""
    head = drawn.format("번호", "공약명", "담당부서", "추진상황") if "a row" in drawn else ""
    head = (
        "<ul><li>번호<li>공약명<li>담당부서<li>상태</ul>"
        if drawn == DRAWN["a row of a list"]
        else head
    )
    found = files.recognised(page(drawn, head=head))
    assert (said(found), found.as_of) == ([*CARDS], date(2026, 9, 30))


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
@pytest.mark.parametrize("above", ["", "민선9기 공약사항\n(2026. 9. 30. 기준)\n\n"])
def test_a_text_writes_its_cards_as_it_likes(written: str, above: str) -> None:
    """With or without a line between them."""
    for between in ("\n", "\n\n"):
        text = above + between.join(written.format(*card) for card in CARDS)
        found = files.recognised(text.encode())
        assert said(found) == [*CARDS]
        assert not above or (found.as_of, found.term) == (date(2026, 9, 30), "민선9기")


@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize("written", ["bullets", "labels", "labels without a colon", "on one line"])
def test_a_sheet_may_hold_a_text(written: str, count: int) -> None:
    """A line in each cell of a column, or all of a card in one cell."""
    for write in forms.SEVERAL.values():
        texts = [WRITTEN[written].format(*card) for card in CARDS[:count]]
        lines = [[line] for text in texts for line in text.splitlines() if line]
        for rows in (lines, [[text.strip()] for text in texts]):
            assert said(files.recognised(write([sheet(rows)]))) == [*CARDS[:count]]


@pytest.mark.parametrize("above", ["", "우리 구의 약속\n"])
def test_a_text_between_departments_that_may_belong_to_either_is_refused(above: str) -> None:
    """Never a wrong owner: nothing tells whether titles stand ahead or behind."""
    text = above + "".join(f"담당부서: {o}\n{t}\n추진상황: {s}\n" for _, t, o, s in CARDS)
    assert len(files.recognised(text.encode()).faults) == 1
    ahead = above + "".join(f"{t}\n담당부서: {o}\n추진상황: {s}\n" for _, t, o, s in CARDS)
    for closing in ("", "※ 2026년 9월 말까지의 상황임", "문의: 기획과 공약팀"):
        assert said(files.recognised((ahead + closing).encode())) == [*CARDS]


BELOW = {
    "nothing": "",
    "a note": "※ 2026년 9월 말까지의 상황임\n",
    "a sentence": "우리 구는 약속을 지킵니다\n",
    "sentences": "우리 구는 약속을 지킵니다\n늘 고맙습니다\n",
    "a keeper": "담당부서: 홍보과 / 연락처: 02-2000-1\n",
}


@pytest.mark.parametrize("below", BELOW.values(), ids=BELOW)
@pytest.mark.parametrize("above", ["", "민선9기 공약\n", "민선9기 공약\n(2026. 9. 30. 기준)\n"])
@pytest.mark.parametrize(
    "written",
    [
        "담당부서: {2}\n{1}\n",
        "담당부서: {2}\n{0}. {1}\n",
        "담당부서: {2}\n추진상황: {3}\n{1}\n",
        "담당부서: {2}\n{1}\n{0}년 안에 착수하여 모두 마칩니다\n",
        "{1}\n담당부서: {2}\n{0}년 안에 착수하여 모두 마칩니다\n",
        "{0}. {1}\n{2}\n",
    ],
)
def test_what_stands_above_and_below_gives_no_title_to_the_department_beside(
    written: str, above: str, below: str
) -> None:
    """Each title has its own department, or the text is refused; on a page as well."""
    text = above + "".join(written.format(*card) for card in CARDS) + below
    drawn = "".join(f"<p>{line}</p>" for line in text.splitlines())
    for content in (text, f"<html><title>공약</title><body><h3>공약</h3>{drawn}"):
        found = files.recognised(content.encode())
        assert found.faults or [c[1:3] for c in said(found)] == [c[1:3] for c in CARDS]


@pytest.mark.parametrize("number", ["{0}. ", ""])
@pytest.mark.parametrize("closing", ["", "※ 2026년 9월 말까지의 상황임"])
def test_a_state_may_stand_alone_behind_its_department(number: str, closing: str) -> None:
    """It is none of the next card."""
    written = number + "{1}\n담당부서: {2}\n{3}\n"
    found = files.recognised(("".join(written.format(*c) for c in CARDS) + closing).encode())
    assert said(found) == [*CARDS]


def test_a_title_without_a_label_is_said_to_be_likely() -> None:
    """With an example, and its department."""
    found = files.recognised(page(DRAWN["boxes"]))
    example = "지하철역 앞 광장 넓히기 → 도시계획과"
    assert example in notes(found)[NoteKind.TITLES_ELSEWHERE]
    labelled = files.recognised(WRITTEN["labels"].format(*CARDS[0]).encode() * 2)
    assert NoteKind.TITLES_ELSEWHERE not in notes(labelled)


@pytest.mark.parametrize("count", [4, 6])
@pytest.mark.parametrize("shape", ["{}", "Ⅰ. {}", "■ {} 분야"])
def test_sections_stand_over_their_cards(shape: str, count: int) -> None:
    """Numbers that begin anew are told apart by them."""
    cards = [(str(1 + at % (count // 2)), f"{at}번째 길 넓히기", "도로과") for at in range(count)]
    heads = {0: shape.format("경제"), count // 2: shape.format("복지")}
    boxes = "".join(
        (f"<h3>{heads[at]}</h3>" if at in heads else "")
        + "<div><h4>{}. {}</h4><p>담당부서: {}</p></div>".format(*card)
        for at, card in enumerate(cards)
    )
    lines = "".join(
        (f"{heads[at]}\n" if at in heads else "") + "{}) {}\n - 담당부서: {}\n".format(*card)
        for at, card in enumerate(cards)
    )
    for content in (MENU + boxes + FOOT, lines):
        found = pledges(files.recognised(content.encode()))
        assert [p.strategy.strip("Ⅰ. ") for p in found] == [
            shape.strip("Ⅰ.■ ").format(name) for name in ("경제", "복지") for _ in cards[::2]
        ]
        assert len({p.number for p in found}) == count


def test_a_field_may_stand_beside_each_title() -> None:
    """Before or behind it, and a state as a badge."""
    fields = ("경제", "복지", "복지", "경제")
    for drawn in ("<b>{3}</b><i>{4}</i><h4>{1}</h4>", "<h4>{1}</h4><i>{4}</i><b>{3}</b>"):
        cards = "".join(
            f"<li>{drawn}<p>담당부서 : {{2}}</p><a>자세히 보기</a></li>".format(*card, field)
            for card, field in zip(CARDS, fields, strict=True)
        )
        found = files.recognised((MENU + cards + FOOT).encode())
        assert said(found) == [*CARDS]
        assert [p.strategy for p in pledges(found)] == [*fields]


FEET = (
    "담당부서: 홍보과 / 연락처: 02-2000-1",
    "담당부서 홍보과 담당자 김가람",
    "관리부서 : 홍보과",
    "<b>담당부서</b> <span>홍보과</span> <b>전화번호</b> <span>02-2000-1</span>",
    "<dl><dt>담당부서<dd>홍보과<dt>최종수정일<dd>2026-10-12</dl>",
    "<table><tr><th>담당부서<td>홍보과<th>담당자<td>김가람</table>",
    *("자료관리 담당부서: 홍보과", "콘텐츠 관리부서: 홍보과", "주관부서: 홍보과"),
)


@pytest.mark.parametrize("label", ["담당부서", "주관부서", "소관부서"])
@pytest.mark.parametrize("foot", FEET)
def test_who_keeps_a_page_owns_no_pledge(foot: str, label: str) -> None:
    """It names a department below the cards; where that may own one of them, all are refused."""
    for shape, drawn in DRAWN.items():
        if shape == "a row of a list":
            continue  # a table
        labelled = re.sub("[담주][당관]부서", label, drawn)
        content = page(labelled).decode().replace("만족하십니까?", f"<p>{foot}</p>")
        found = files.recognised(content.encode())
        is_sure = "titles" not in shape and "관리" not in foot.removeprefix("관리")
        assert (found.faults and not is_sure) or said(found) == [*CARDS]


def test_a_poster_has_a_title_and_its_department_in_each_cell() -> None:
    """Below the names of fields."""
    cells = [f"{title}\n({owner})" for _, title, owner, _ in CARDS]
    for write in forms.SEVERAL.values():
        found = files.recognised(write([sheet([["안전", "복지"], cells[:2], cells[2:]])]), "공약")
        assert [(p.title, p.department) for p in pledges(found)] == [c[1:3] for c in CARDS]


OTHERS = {
    "people": "<li><b>김가람{}</b><p>담당부서 : 도로과</p><p>담당업무 : 보도 정비</p></li>",
    "notices": "<li><a>{}번째 마을 잔치 안내</a><p>담당부서 : 문화과</p><p>조회수 : 3</p></li>",
    "departments": "<ul><li>기획국<ul><li>기획과{}</li><li>세무과</li></ul></li></ul>",
    "news": "<h4>{}. 독감 예방접종 안내</h4><p>문의: 보건소 02-2000-2222</p>",
}


@pytest.mark.parametrize("drawn", OTHERS.values(), ids=OTHERS)
def test_a_page_of_other_things_is_refused(drawn: str) -> None:
    """Its menu alone speaks of pledges."""
    menu = "<html><title>금빛구청</title><ul><li>열린구청장실<li>공약사항<li>공약이행현황</ul>"
    found = files.recognised((menu + "".join(map(drawn.format, range(5)))).encode())
    assert len(found.faults) == 1


def test_a_report_is_no_list_of_pledges() -> None:
    """Though it names a department, and is about pledges."""
    text = (
        "공약이행평가단 회의록\n일시: 2026. 9. 30.\n담당부서: 기획과\n1. 개회\n2. 심의\n안건: 3건"
    )
    assert len(files.recognised(text.encode()).faults) == 1


@pytest.mark.parametrize("shape", ["{} ({})", "{}\n({})", "{} - {}", "{}\n{}", "{} [{}]"])
@pytest.mark.parametrize("heading", ["공약명", "공약명(담당부서)", "공약명/담당부서"])
def test_departments_may_stand_behind_the_titles(shape: str, heading: str) -> None:
    """In the same cell; or in the row below, where the heading says so."""
    rows = [["번호", heading], *([n, shape.format(title, owner)] for n, title, owner, _ in CARDS)]
    apart = [["번호", heading], *(r for n, t, o, _ in CARDS for r in ([n, t], ["", o]))]
    for write in forms.SEVERAL.values():
        for made in (rows, apart) if "담당" in heading else (rows,):
            found = pledges(files.recognised(write([sheet(made)])))
            assert [(str(p.number), p.title, p.department) for p in found] == [c[:3] for c in CARDS]


def test_departments_may_stand_over_the_titles_of_a_list() -> None:
    """One for several, each title with its number."""
    lines = (f"□ {o}\n  {n}. {t}" if n != "4" else f"  {n}. {t}" for n, t, o, _ in CARDS)
    found = pledges(files.recognised("\n".join(("부서별 공약", *lines)).encode()))
    assert [(str(p.number), p.title, p.department) for p in found] == [c[:3] for c in CARDS]


def test_a_list_may_have_departments_behind_its_titles_alone() -> None:
    """Numbered or not, in brackets, behind a dash or a colon ahead of the title."""
    shapes = ("{} ({})", "{} [{}]", "{} - {}", "({1}) {0}", "[{1}] {0}", "<{1}> {0}", "{1}: {0}")
    for number, shape in product(("{}. ", "- ", ""), shapes):
        lines = (number.format(n) + shape.format(t, o) for n, t, o, _ in CARDS)
        found = pledges(files.recognised("\n".join(("민선9기 공약 목록", *lines)).encode()))
        assert [(str(p.number), p.title, p.department) for p in found] == [c[:3] for c in CARDS]


def test_a_picture_says_what_stands_in_its_place() -> None:
    """A state or a mark; a button beside a text says nothing."""
    head = "<tr><th>번호<th>공약명<th>부서<th>추진상황<th>첨부"
    rows = "".join(
        f"<tr><td>{n}<td>{t} <img alt=새글><td>{o}<td><img alt='{s}'><td><img alt='PDF 다운로드'>"
        for n, t, o, s in CARDS
    )
    found = files.recognised(f"<table>{head}{rows}</table>".encode())
    assert said(found) == [*CARDS]
    assert not any(p.detail("첨부파일") for p in pledges(found))


@pytest.mark.parametrize(
    "person", "박○○ 김*수 정ㅇㅇ 조OO 이서연 강하늘팀장 윤가람|주무관 최□□".split()
)
@pytest.mark.parametrize("team", [" 도로팀", "/도로팀", " 가로계", ""])
def test_a_person_behind_the_team_is_no_part_of_a_name(person: str, team: str) -> None:
    """Whole or with letters hidden, with a rank or without."""
    person = person.replace("|", " ")
    (found,) = pledges(
        values("번호\t공약명\t담당부서", f"1\t길\t도로과{team} {person}", delimiter="\t")
    )
    assert (found.owners, found.team) == (("도로과",), team.strip(" /"))
    assert found.detail("담당자") == person


@pytest.mark.parametrize(
    "heads",
    [
        "PLEDGE_SN,PLEDGE_NM,CHRG_DEPT_CD,CHRG_DEPT_NM,PRGS_STTS_NM",
        "공약일련번호,공약사업명,담당부서코드,담당부서명,추진상태명",
        "no,pledge_title,dept_code,dept,state\n연번,공약명,부서코드,담당부서,추진상태",
    ],
)
def test_open_data_has_names_beside_codes(heads: str) -> None:
    """And headings in English, perhaps over those in Korean."""
    found = values(*heads.split("\n"), "1,길,D1,도로과,완료", "2,숲,D2,공원과,보류")
    assert said(found) == [("1", "길", "도로과", "완료"), ("2", "숲", "공원과", "보류")]


@pytest.mark.parametrize("heading", ["데이터기준일자", "기준일", "작성기준일"])
@pytest.mark.parametrize("day", ["2026-09-30", "20260930", "2026.9.30"])
def test_a_column_may_say_the_day(heading: str, day: str) -> None:
    """The last one of it."""
    found = values(f"번호,공약명,담당부서,{heading}", "1,길,도로과,", f"2,숲,공원과,{day}")
    assert (len(pledges(found)), found.as_of) == (2, date(2026, 9, 30))


def test_a_title_may_be_the_name_of_an_entry() -> None:
    """Where the table is about pledges, and no list of people."""
    rows = (f"{title},{owner},{state}" for _, title, owner, state in CARDS)
    content = "\n".join(("Name,담당 부서,상태", *rows)).encode()
    assert [c[1:] for c in said(files.recognised(content, "공약 관리.csv"))] == [
        c[1:] for c in CARDS
    ]
    assert len(files.recognised(content, "업무 관리.csv").faults) == 1
    people = "이름,부서,전화\n김가람,기획과,1\n이나무,기획과,2\n".encode()
    assert len(files.recognised(people, "공약 담당자.csv").faults) == 1


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("missing", [(at, label) for at in range(4) for label in range(2)])
def test_a_card_that_lacks_a_label_takes_none_of_the_next(
    order: tuple[int, int], missing: tuple[int, int]
) -> None:
    """It has no department, or is left out; where that may be the first or the last, all are."""
    cards = [(f"공약명: {t}\n", f"담당부서: {o}\n") for _, t, o, _ in CARDS]
    lines = [cards[at][label] for at in range(4) for label in order if (at, label) != missing]
    drawn = "<title>공약</title><body><h3>공약</h3>" + "".join(f"<p>{line}</p>" for line in lines)
    owners = {title: owner for _, title, owner, _ in CARDS}
    for content in ("".join(lines), f"<html>{drawn}"):
        found = files.recognised(content.encode())
        assert found.faults or all(p.owners in ((owners[p.title],), ()) for p in pledges(found))
        assert bool(found.faults) == (missing == (0, order[0]) or missing[0] == 3)


@pytest.mark.parametrize("order", [(1, 2), (2, 1), (3, 2, 1)])
@pytest.mark.parametrize("empty", [*product(range(4), range(1, 3))])
@pytest.mark.parametrize("shape", ["{}: {}\n", "{}\n{}\n"])
def test_an_empty_label_takes_nothing_of_its_own_card_or_the_next(
    order: tuple[int, ...], empty: tuple[int, int], shape: str
) -> None:
    """Of the first card as well; that card is left out or has no owner, or all are refused."""
    labels = ("번호", "공약명", "담당부서", "추진상황")
    filled = [list(card) for card in CARDS]
    filled[empty[0]][empty[1]] = ""
    lines = [shape.format(labels[at], card[at]) for card in filled for at in order]
    drawn = "".join(f"<p>{line}</p>" for line in "".join(lines).splitlines())
    rows = [[labels[at], card[at]] for card in filled for at in order]
    whole = [(title, (owner,)) for _, title, owner, _ in filled if title and owner]
    for content in (
        "".join(lines).encode(),
        f"<html><title>공약</title><body><h3>공약</h3>{drawn}".encode(),
        *(write([sheet(rows)]) for write in forms.SEVERAL.values()),
    ):
        found = files.recognised(content)
        owned = [(p.title, p.owners) for p in found.table.pledges if p.owners or not p.title]
        assert found.faults or owned == whole
