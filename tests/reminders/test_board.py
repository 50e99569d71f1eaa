"""How departments stand on one deadline."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from PIL import Image

from bot.reminders.board_picture import COLUMNS, HEAD, ROW, centre, drawn, picture
from bot.reminders.board_sheet import HEADING_ROW, sheet
from bot.reminders.phrases.parser import understood
from bot.reminders.phrases.phrase import Said
from bot.reminders.replies.board import (
    LABELS,
    MARKS,
    SHEETS,
    board_panel,
    caption,
    closing_panel,
    own_board_panel,
)
from bot.reminders.replies.reminders import LATE, WORDS
from bot.reminders.rules.board import Board, Row, Standing
from bot.reminders.rules.board import board as board_of
from bot.reminders.rules.deliveries import NO_CHAT, Answer, Delivery, Kind, Response, Status
from bot.reminders.rules.reminder import Audience, Chat, Departments, Everyone, Reminder
from tests.lookup.tables import of, pledge, real

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.reminders.rules.audience import Groups

NOW = datetime(2026, 12, 14, tzinfo=UTC)
DEADLINE = date(2026, 12, 21)
TABLE = real()
GROUPS: Groups = {(-1, None): ("교통행정과",), (-2, None): ("도시계획과", "주차관리과")}
NAMES = sorted(TABLE.by_department, key=lambda name: -len(TABLE.by_department[name]))[:5]
PLEDGES = tuple(str(pledge.number) for pledge in TABLE.by_department["교통행정과"])


def reminder(audience: Audience) -> Reminder:
    """A campaign."""
    said = understood("12/21 마감 D-3 9시", NOW)
    assert isinstance(said, Said)
    return Reminder(id=1, audience=audience, text="실적", schedule=said.schedule, active_from=NOW)


def answer(response: Response, pledge: str | None = None, *, minutes: int = 0) -> Answer:
    """What somebody said, and how much later."""
    at = NOW + timedelta(minutes=minutes)
    return Answer(id=1, response=response, pledge=pledge, by=1, name="김주무", at=at)


def sent(
    *answers: Answer,
    status: Status = Status.SENT,
    chat_id: int = -1,
    kind: Kind = Kind.REMINDER,
    pledges: tuple[str, ...] = PLEDGES,
) -> Delivery:
    """What a group was sent, and its answers."""
    return Delivery(
        id=1,
        reminder_id=1,
        occurrence_id=1,
        kind=kind,
        chat_id=chat_id,
        due_at=NOW,
        expires_at=NOW,
        deadline=DEADLINE,
        status=status,
        message_id=1,
        sent_at=NOW,
        pledges=pledges,
        answers=answers,
    )


def board(
    of: Reminder, deliveries: Sequence[Delivery], groups: Groups = GROUPS, *, days: int = 0
) -> Board:
    """How the campaign stands, so many days later."""
    at = NOW.astimezone(ZoneInfo("Asia/Seoul")) + timedelta(days=days)
    return board_of(of, DEADLINE, TABLE, groups, deliveries, at=at)


def row(*deliveries: Delivery) -> Row:
    """How 교통행정과 stands."""
    return board(reminder(Departments(names=("교통행정과",))), deliveries).rows[0]


CONFIRMED, SUBMITTED = Response.CONFIRMED, Response.SUBMITTED


@pytest.mark.parametrize(
    ("deliveries", "standing"),
    [
        pytest.param((), Standing.WAITING, id="before"),
        pytest.param((sent(),), Standing.NOTHING, id="reminded"),
        pytest.param((sent(status=Status.PLANNED),), Standing.WAITING, id="planned"),
        pytest.param((sent(status=Status.UNCERTAIN),), Standing.UNSENT, id="uncertain"),
        pytest.param((sent(answer(CONFIRMED)),), Response.CONFIRMED, id="seen"),
        pytest.param((sent(answer(SUBMITTED)),), Response.SUBMITTED, id="handed in"),
        pytest.param((sent(answer(SUBMITTED, PLEDGES[0])),), Standing.PARTLY, id="one of them"),
        pytest.param(
            (sent(*(answer(SUBMITTED, number) for number in PLEDGES)),),
            Response.SUBMITTED,
            id="each of them",
        ),
        pytest.param(
            (sent(answer(SUBMITTED)), sent(answer(CONFIRMED, minutes=5))),
            Response.SUBMITTED,
            id="handed in before",
        ),
        pytest.param(
            (sent(answer(CONFIRMED)), sent(answer(Response.NOT_OURS, minutes=5))),
            Response.NOT_OURS,
            id="the last word",
        ),
    ],
)
def test_how_a_department_stands(
    deliveries: tuple[Delivery, ...], standing: Standing | Response
) -> None:
    """By all that its group was sent for the deadline."""
    assert row(*deliveries).standing is standing


def test_each_answer_has_a_button_of_its_own_and_a_place_on_boards() -> None:
    """So a new one is a `Response`, a verb and its words."""
    assert [*WORDS] == [*Response]
    assert len({words.verb for words in WORDS.values()}) == len(Response)
    assert {*LABELS} == {*MARKS} == {*Response, *Standing}


def test_everybody_is_on_the_board() -> None:
    """Departments without a group, and those that share one."""
    found = board(reminder(Everyone()), [sent(chat_id=-2)])
    stand = {each.department: each.standing for each in found.rows}
    assert list(stand) == list(TABLE.by_department)
    assert stand["도시계획과"] is stand["주차관리과"] is Standing.NOTHING
    assert stand["교통행정과"] is Standing.WAITING
    assert stand["환경과"] is Standing.NO_GROUP


@pytest.mark.parametrize("status", [Status.EXPIRED, Status.MISSED])
@pytest.mark.parametrize("nth", range(2))
def test_what_passed_without_a_group_is_none_that_failed(status: Status, nth: int) -> None:
    """A room is what helps there; where there is one since, it waits for the next time."""
    name, standing = [("환경과", Standing.NO_GROUP), ("교통행정과", Standing.WAITING)][nth]
    lost = replace(sent(status=status, chat_id=NO_CHAT), departments=(name,))
    [found] = board(reminder(Departments(names=(name,))), [lost]).rows
    assert found.standing is standing
    at_its_room = replace(lost, chat_id=-9)
    [found] = board(reminder(Departments(names=(name,))), [lost, at_its_room]).rows
    assert found.standing is Standing.UNSENT


def test_a_groups_own_board_has_its_departments() -> None:
    """Two that share a group stand alike."""
    found = board(reminder(Chat(chat_id=-2)), [sent(answer(SUBMITTED))])
    assert [each.department for each in found.rows] == ["도시계획과", "주차관리과"]


def test_what_is_handed_in_counts_every_pledge() -> None:
    """Said once for all of them, or for each; a department without a group has its pledges too."""
    found = board(reminder(Everyone()), [sent(answer(SUBMITTED))])
    rows = {each.department: each for each in found.rows}
    assert rows["교통행정과"].done == len(rows["교통행정과"].pledges) == len(PLEDGES)
    assert len(rows["환경과"].pledges) == len(TABLE.owned_by["환경과"])
    assert len(found.pledges) == len(TABLE.pledges)
    assert found.done == len(PLEDGES)


def test_a_whole_message_hands_in_no_more_than_it_lists() -> None:
    """Not a pledge that came to the department later."""
    first, *rest = PLEDGES
    found = row(sent(answer(SUBMITTED), pledges=tuple(rest)), sent(pledges=(first,)))
    assert found.standing is Standing.PARTLY
    assert found.done == len(rest)


def test_what_comes_after_the_deadline_is_late() -> None:
    """By the day where the office is."""
    in_time, late = 60 * (7 * 24 + 14), 60 * (7 * 24 + 15)  # 23:00 of the 21st, and midnight
    assert not row(sent(answer(SUBMITTED, minutes=in_time))).is_late
    assert row(sent(answer(SUBMITTED, minutes=late))).is_late
    assert not row(sent(answer(CONFIRMED, minutes=late))).is_late


def test_two_departments_of_one_group_are_distinguished_by_their_pledges() -> None:
    """What one hands in is not the other's."""
    mine = str(TABLE.owned_by["도시계획과"][0].number)
    numbers = [str(p.number) for name in GROUPS[-2, None] for p in TABLE.owned_by[name]]
    delivery = sent(answer(SUBMITTED, mine), chat_id=-2, pledges=tuple(numbers))
    found = board(reminder(Everyone()), [delivery])
    done = {each.department: each.done for each in found.rows if each.done}
    assert done == {"도시계획과": 1}


def test_a_reassigned_pledge_counts_where_it_was_sent() -> None:
    """There it is one more; who said that it is not theirs is done with it."""
    number = PLEDGES[0]
    others = [answer(SUBMITTED, each) for each in PLEDGES[1:]]
    first = sent(answer(Response.NOT_OURS, number), *others)
    again = sent(answer(SUBMITTED), chat_id=-2, kind=Kind.REASSIGNED, pledges=(number,))
    found = board(reminder(Everyone()), [first, again])
    rows = {each.department: each for each in found.rows}
    assert rows["교통행정과"].standing is Response.SUBMITTED
    assert rows["교통행정과"].done == len(PLEDGES) - 1
    assert rows["도시계획과"].standing is Standing.PARTLY
    assert rows["도시계획과"].done == 1
    assert number in [each.number for each in rows["도시계획과"].pledges]


def test_an_announcement_asks_for_no_pledges() -> None:
    """An answer to it is all there is."""
    plain = replace(reminder(Everyone()), lists_pledges=False)
    found = board(plain, [sent(answer(SUBMITTED), pledges=())])
    assert found.pledges == ()
    assert found.counts[Response.SUBMITTED] == 1


def test_a_board_of_a_large_office_fits_into_a_message() -> None:
    """Sixty departments with long names and remarks: every department stays, remarks go first."""
    said = replace(answer(SUBMITTED), remark="늦은 까닭은 자료가 늦게 와서입니다. " * 8)
    rows = tuple(
        Row(department=f"어르신장애인복지과{number:02}", standing=Response.SUBMITTED, answer=said)
        for number in range(60)
    )
    found = replace(board(reminder(Everyone()), ()), rows=rows)
    text = board_panel(found).text
    assert "어르신장애인복지과59" in text
    assert "💬" not in text
    assert "💬" in board_panel(replace(found, rows=rows[:10])).text
    several = [(replace(found, text=str(number)), rows) for number in range(9)]
    for each in (text, own_board_panel(several).text):
        assert len(each.encode("utf-16-le")) // 2 <= 4096
    assert closing_panel(found).text.endswith(text)


def check_agreement(found: Board) -> None:
    """That message, caption, sheets and picture say of each row, and count, what the board does."""
    message = board_panel(found).text
    book = load_workbook(BytesIO(sheet(found)))
    departments, pledges = (
        list(book[name].iter_rows(min_row=HEADING_ROW + 1, values_only=True)) for name in SHEETS
    )
    assert [line[:2] for line in departments] == [
        (each.department, LABELS[each.standing]) for each in found.rows
    ]
    assert [line[4:6] for line in departments] == [
        (each.done, len(each.pledges)) for each in found.rows
    ]
    assert [line[:4] for line in pledges] == [
        (each.number, each.title, each.department, LABELS[each.standing]) for each in found.pledges
    ]
    done = len([line for line in pledges if line[3] == "제출완료"])
    late = len([line for line in departments if line[6] == LATE])
    assert (done, late) == (found.done, found.late)
    handed_in = len([line for line in departments if line[1] == "제출완료"])
    for text in (
        message,
        caption(found),
        *(book[name]["A2"].value for name in SHEETS),
    ):
        assert (f"공약 {done}/{len(pledges)}건" in text) == bool(pledges)
        assert f"{found.at:%H:%M} 기준" in text
        assert f"제출완료 {handed_in}/{len(found.rows)}곳" in text
        assert (f"{LATE} {late}" in text) == bool(late)
    shown = drawn(found)
    assert shown.line == book[SHEETS[0]]["A2"].value
    sections = {part.splitlines()[0]: part for part in message.split("\n\n")}
    for each, line in zip(shown.rows, departments, strict=True):
        name, state, _, at, own, of, overdue, _ = line
        assert isinstance(name, str)
        assert (each.name, LABELS[each.standing]) == (name[:10], state)
        short = f"{datetime.fromisoformat(str(at)):%-m/%-d %H:%M}" if at else ""
        said = f"{own}/{of}건" if each.standing is Standing.PARTLY else short
        assert each.time == f"{LATE} " * (overdue == LATE) + said
        assert each.words == ("" if each.column is not None else f"× {state}")
        alike = [other for other in shown.rows if other.standing is each.standing]
        section = sections[f"{MARKS[each.standing]} {state} {len(alike)}"]
        if at:
            [own_line] = [one for one in section.splitlines() if one.startswith(f"· {name} · ")]
            assert (f" · {LATE}" in own_line) == (overdue == LATE)
            assert short in own_line
        assert name in section
    counted = [label for labels in shown.labels for label in labels if not label.endswith(" 0")]
    assert all(f" {label}" in message for label in counted)


def test_message_picture_and_sheets_agree_with_the_board() -> None:
    """Cell by cell and mark by mark, and each says the time that it speaks of."""
    partly = sent(answer(SUBMITTED, PLEDGES[0]))
    late = replace(answer(SUBMITTED, minutes=60 * 24 * 9), remark="=늦었습니다", name="=한계획")
    whole = sent(late, chat_id=-2, pledges=())
    found = board(reminder(Everyone()), [partly, whole], days=10)
    check_agreement(found)
    assert (found.counts[SUBMITTED], found.late) == (2, 2)
    departments = load_workbook(BytesIO(sheet(found)))[SHEETS[0]]
    [line] = [line for line in departments.iter_rows(values_only=True) if line[0] == "도시계획과"]
    assert line[2:4] == ("=한계획", "2026-12-23 09:00")
    assert line[6:] == ("늦음", "=늦었습니다")
    shown = drawn(found)
    image = Image.open(BytesIO(picture(found))).convert("RGB")
    for place, each in enumerate(shown.rows):
        middle = HEAD + ROW * place + ROW // 2
        marked = [
            len(image.crop((x - 18, middle - 18, x + 18, middle + 18)).getcolors() or ()) > 1
            for x in map(centre, range(len(COLUMNS)))
            if each.column is not None
        ]
        assert marked == [number == each.column for number in range(len(marked))]
    assert [label for labels in shown.labels for label in labels] == [
        *("제출완료 2", "일부 제출 1"),
        *("확인 0", "답 없음 0"),
    ]


@pytest.mark.slow
@given(
    departments=st.lists(st.sampled_from(NAMES), min_size=1, unique=True),
    bound=st.lists(
        st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True), max_size=4
    ),
    messages=st.lists(
        st.tuples(
            st.integers(0, 3),
            st.sampled_from(Kind),
            st.sampled_from(Status),
            st.booleans(),
            st.lists(
                st.tuples(st.sampled_from(Response), st.integers(0, 4), st.integers(0, 20_000)),
                max_size=4,
            ),
        ),
        max_size=8,
    ),
)
@settings(max_examples=100, deadline=None)
def test_any_campaign_is_the_same_on_its_message_picture_and_sheets(
    departments: list[str],
    bound: list[list[str]],
    messages: list[tuple[int, Kind, Status, bool, list[tuple[Response, int, int]]]],
) -> None:
    """Whoever has a group, whatever was sent, and whatever was answered when."""
    groups: Groups = {(-1 - at, None): tuple(names) for at, names in enumerate(bound)}
    deliveries = []
    for at, kind, status, lists, said in messages:
        names = groups.get((-1 - at, None), ())
        own = [str(pledge.number) for name in names for pledge in TABLE.by_department[name]]
        pledges = tuple(own) if lists else ()
        answers = (
            answer(response, (*pledges, None)[place] if place < len(pledges) else None, minutes=m)
            for response, place, m in sorted(said, key=lambda one: one[2])
        )
        numbered = (replace(each, id=number) for number, each in enumerate(answers, start=1))
        deliveries.append(
            sent(*numbered, status=status, kind=kind, chat_id=-1 - at, pledges=pledges)
        )
    asked = reminder(Departments(names=tuple(departments)))
    found = board(asked, deliveries, groups, days=15)
    check_agreement(found)


def test_a_closing_report_that_comes_late_says_from_when_on_an_answer_is_late() -> None:
    """The bot may have been off at the end of the deadline's day."""
    found = board(reminder(Everyone()), ())
    day = datetime.combine(found.deadline, datetime.min.time(), UTC)
    on_time, late = (replace(found, at=day + timedelta(hours=hours)) for hours in (18, 33))
    assert "\n오늘이 지나고 내면" in closing_panel(on_time).text
    assert "\n이제 내면" in closing_panel(late).text


def test_the_board_of_a_past_term_shows_the_pledges_that_were_asked_for() -> None:
    """Not those of today that have their numbers."""
    before = replace(sent(answer(SUBMITTED, PLEDGES[0])), term=TABLE.term)
    others = [pledge(str(each.number), "새 공약", "주차관리과") for each in TABLE.pledges]
    later = replace(of(others), earlier=(TABLE,))
    campaign = reminder(Departments(names=("교통행정과",)))
    found = board_of(campaign, DEADLINE, later, GROUPS, [before], at=NOW)
    assert [row.pledges for row in found.rows] == [
        row.pledges for row in board(campaign, [before]).rows
    ]
    again = replace(sent(pledges=()), term=later.term)
    assert not board_of(campaign, DEADLINE, later, GROUPS, [before, again], at=NOW).pledges
