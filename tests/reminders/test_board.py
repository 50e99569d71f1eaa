"""How departments stand on one deadline."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from PIL import Image

from bot.lookup.catalogue import Catalogue, Former
from bot.lookup.pledge import PledgeNumber
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
    deadline_line,
    own_board_panel,
)
from bot.reminders.replies.reminders import LATE, WORDS
from bot.reminders.rules.audience import Groups, reached_by
from bot.reminders.rules.board import Board, Request, Row, Standing, request
from bot.reminders.rules.board import board as board_of
from bot.reminders.rules.deliveries import NO_CHAT, Answer, Delivery, Kind, Response, Status
from bot.reminders.rules.reminder import Audience, Chat, Departments, Everyone, OwnersOf, Reminder
from bot.reminders.rules.working_days import WorkingDays
from bot.store.records import from_json, to_json
from tests.lookup.tables import of, pledge, real

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2026, 12, 14, tzinfo=UTC)
DEADLINE = date(2026, 12, 21)
TABLE = real()
GROUPS: Groups = {(-1, None): ("교통행정과",), (-2, None): ("도시계획과", "주차관리과")}
NAMES = sorted(TABLE.by_department, key=lambda name: -len(TABLE.by_department[name]))[:5]
IDS = count(1)
PLEDGES = tuple(str(pledge.number) for pledge in TABLE.by_department["교통행정과"])


def reminder(audience: Audience) -> Reminder:
    """A campaign."""
    said = understood("12/21 마감 D-3 9시", NOW.astimezone(SEOUL), WorkingDays())
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
        id=next(IDS),
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
    at = NOW.astimezone(SEOUL) + timedelta(days=days)
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


A, B, C, D = "교통행정과", "도시계획과", "주차관리과", "교통과"


def table(*owners: tuple[str, ...], was: tuple[str, ...] = ()) -> Catalogue:
    """Pledges 가-1, 가-2 … of these owners; departments that became 교통과."""
    pledges = (
        replace(pledge(f"가-{number}", f"{number}번 공약"), owners=names)
        for number, names in enumerate(owners, start=1)
    )
    former = {name: Former(names=(D,), since=DEADLINE) for name in was}
    return replace(of(pledges), former=former)


def said_by(groups: Groups, *answered: tuple[int, str, str]) -> list[Delivery]:
    """A message to each group about all its pledges of `BEFORE`, and who answered what to which."""
    found = []
    for chat_id, topic_id in groups:
        names = groups[chat_id, topic_id]
        own = dict.fromkeys(str(p.number) for name in names for p in BEFORE.owned_by[name])
        answers = (
            replace(answer(Response(said), number or None), id=at)
            for at, (where, number, said) in enumerate(answered, start=1)
            if where == chat_id
        )
        one = sent(*answers, chat_id=chat_id, pledges=tuple(own))
        found.append(replace(one, sent_for=names))
    return found


def standings(found: Board) -> dict[str, str]:
    """How each department stands, and how many pledges it handed in of how many."""
    return {
        row.department: f"{row.standing.value} {row.done}/{len(row.pledges)}" for row in found.rows
    }


BEFORE = table((A,), (A,), (B,), (B,), (C,))
ROOMS: Groups = {(-1, None): (A,), (-2, None): (B,), (-3, None): (C,)}
SAID = [
    ((-1, "", "submitted"), (-2, "가-3", "submitted")),
    ((-1, "가-1", "submitted"), (-1, "가-2", "submitted"), (-3, "", "confirmed")),
    ((-1, "", "confirmed"), (-2, "", "not_ours"), (-3, "", "submitted")),
    (),
]
LATER: dict[str, tuple[Catalogue, Groups]] = {
    "renamed": (table((D,), (D,), (B,), (B,), (C,), was=(A,)), {(-1, None): (D,)}),
    "merged": (
        table((D,), (D,), (B,), (B,), (D,), was=(A, C)),
        {(-1, None): (D,), (-3, None): (D,)},
    ),
    "moved": (table((B,), (B,), (A,), (A,), (C,)), {}),
    "shared": (table((A, B), (A,), (B, C), (B,), (C,)), {}),
    "deleted": (table((A,)), {}),
    "new term": (replace(table((C,), (B,), (A,)), term="민선10기", earlier=(BEFORE,)), {}),
    "freed": (BEFORE, {(-1, None): (), (-2, None): ()}),
    "rebound": (BEFORE, {(-1, None): (C,), (-3, None): (A,)}),
}


@pytest.mark.parametrize("later", LATER)
@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize(
    "audience", [Everyone(), Departments(names=(A, B)), Chat(chat_id=-1)], ids=["all", "two", "own"]
)
def test_a_closed_board_stays_as_it_was(
    later: str, said: tuple[tuple[int, str, str], ...], audience: Audience
) -> None:
    """Whatever becomes of the table, the departments and their rooms; also of the reminder."""
    of_it, deliveries = reminder(audience), said_by(ROOMS, *said)
    now = NOW.astimezone(SEOUL)
    before = board_of(of_it, DEADLINE, BEFORE, ROOMS, deliveries, at=now)
    closed = request(of_it, BEFORE, ROOMS, deliveries)
    assert from_json(Request, to_json(closed)) == closed
    after, bound = LATER[later]
    rooms = {place: names for place, names in {**ROOMS, **bound}.items() if names}
    changed = replace(of_it, text="다른 일", lists_pledges=False)
    found = board_of(changed, DEADLINE, after, rooms, deliveries, closed=closed, at=now)
    assert found == before
    late = replace(answer(SUBMITTED, minutes=60 * 24 * 9), id=99)
    wakes = [replace(each, answers=(*each.answers, late)) for each in deliveries]
    found = board_of(changed, DEADLINE, after, rooms, wakes, closed=closed, at=now)
    expected = board_of(of_it, DEADLINE, BEFORE, ROOMS, wakes, at=now)
    assert found == expected


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param(table((A,), (A,), (A,)), {A: "partly 2/3"}, id="split undone"),
        pytest.param(table((B,), (C,), (A,)), {A: "waiting 0/1"}, id="taken over"),
        pytest.param(table((A,), (D,), (A,)), {A: "waiting 0/2", D: "submitted 1/1"}, id="left"),
    ],
)
def test_what_a_department_that_is_gone_handed_in_counts_where_its_pledges_are(
    after: Catalogue, expected: dict[str, str]
) -> None:
    """Nobody is asked for it again, and it is on the board of whoever owns it by now."""
    handed_in = replace(sent(answer(SUBMITTED), pledges=("가-1", "가-2")), sent_for=(D,))
    now, names = NOW.astimezone(SEOUL), (*expected, *({B, C} & {*after.by_department}))
    of_it = reminder(Departments(names=names))
    found = board_of(of_it, DEADLINE, after, {(-9, None): (A,)}, [handed_in], at=now)
    assert standings(found).items() >= expected.items()
    assert sum(row.done for row in found.rows) == 2 - (D in after.by_department)


def test_what_is_sent_on_after_the_deadline_is_on_its_board() -> None:
    """In the name of the department that it is sent to, and with its title."""
    first, *others = said_by(ROOMS, (-1, "가-1", "not_ours"))
    asked = reminder(Departments(names=(A,)))
    closed = request(asked, BEFORE, ROOMS, [first, *others])
    done = replace(answer(SUBMITTED), id=99)
    again = sent(done, chat_id=-3, kind=Kind.REASSIGNED, pledges=("가-1",))
    again = replace(again, nth=first.answers[0].id)
    found = board_of(asked, DEADLINE, BEFORE, ROOMS, [first, *others, again], closed=closed, at=NOW)
    assert standings(found) == {A: "nothing 0/1", C: "submitted 1/1"}
    assert [(each.number, each.title) for each in found.rows[1].pledges] == [("가-1", "1번 공약")]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([(-2, "가-3", "submitted")], "partly 1/2"),
        ([(-2, "가-3", "submitted"), (-2, "가-4", "submitted")], "submitted 2/2"),
        ([(-2, "", "submitted")], "submitted 2/2"),
        ([(-2, "가-3", "confirmed")], "confirmed 0/2"),
    ],
)
def test_what_was_handed_in_of_pledges_that_are_gone_is_no_more_than_that(
    said: list[tuple[int, str, str]], expected: str
) -> None:
    """A table was undone while it was asked for."""
    found = board_of(
        reminder(Everyone()), DEADLINE, table((A,)), ROOMS, said_by(ROOMS, *said), at=NOW
    )
    assert standings(found)[B] == expected


@pytest.mark.parametrize(
    ("said", "standing", "shown"),
    [
        ([("가-1", "not_ours")], Standing.NOTHING, None),
        ([("가-1", "not_ours"), ("가-2", "not_ours")], Response.NOT_OURS, "가-2"),
        ([("가-1", "not_ours"), ("가-2", "confirmed")], Response.CONFIRMED, "가-2"),
        ([("가-2", "submitted"), ("가-1", "not_ours")], SUBMITTED, "가-2"),
        ([("가-2", "confirmed"), ("가-1", "not_ours")], Response.CONFIRMED, "가-2"),
        ([("가-1", "not_ours"), ("", "submitted")], SUBMITTED, ""),
    ],
)
@pytest.mark.parametrize("is_sent_on", [True, False])
def test_who_answered_stands_beside_what_they_answered(
    said: list[tuple[str, str]],
    standing: Standing | Response,
    shown: str | None,
    *,
    is_sent_on: bool,
) -> None:
    """That one pledge is not theirs is no answer for the others, sent on or not."""
    first, *others = said_by(ROOMS, *((-1, number, what) for number, what in said))
    on = [
        replace(sent(chat_id=-3, kind=Kind.REASSIGNED, pledges=(each.pledge,)), nth=each.id)
        for each in first.answers
        if is_sent_on and each.response is Response.NOT_OURS and each.pledge
    ]
    asked = reminder(Departments(names=(A,)))
    own, *_ = board_of(asked, DEADLINE, BEFORE, ROOMS, [first, *others, *on], at=NOW).rows
    assert own.standing is standing
    assert (own.answer.pledge or "" if own.answer else None) == shown


SHARED = table((A, B), (A,), (B, C), ())


@pytest.mark.parametrize(
    ("rooms", "said", "pledges", "done"),
    [
        ({(-1, None): (A, B)}, [(-1, "", "submitted")], "✅ ✅ 🌓 ❔", 2),
        ({(-1, None): (A, B)}, [(-1, "가-1", "submitted")], "✅ ⬜ 🏢 ❔", 1),
        ({(-1, None): (A,), (-2, None): (B,)}, [(-1, "", "submitted")], "🌓 ✅ 🏢 ❔", 1),
        (ROOMS, [(-1, "", "submitted"), (-2, "", "submitted")], "✅ ✅ 🌓 ❔", 2),
        (ROOMS, [(-2, "", "submitted"), (-3, "", "submitted")], "🌓 ⬜ ✅ ❔", 1),
        (ROOMS, [(-1, "가-1", "not_ours"), (-2, "", "submitted")], "✅ ⬜ 🌓 ❔", 1),
        (ROOMS, [(-1, "가-1", "confirmed"), (-2, "가-1", "confirmed")], "👀 ⬜ ⬜ ❔", 0),
        (ROOMS, [], "⬜ ⬜ ⬜ ❔", 0),
    ],
)
def test_a_pledge_of_several_owners_is_one(
    rooms: Groups, said: list[tuple[int, str, str]], pledges: str, done: int
) -> None:
    """Handed in once all have done so; one that nobody owns stands there, too."""
    deliveries = []
    places = reached_by(reminder(Everyone()), SHARED, rooms).places
    for place in places:
        numbers = tuple(str(each.number) for each in place.pledges)
        assert len(numbers) == len({*numbers})
        answers = (
            replace(answer(Response(what), number or None), id=at)
            for at, (where, number, what) in enumerate(said, start=1)
            if where == place.address[0]
        )
        deliveries.append(sent(*answers, chat_id=place.address[0], pledges=numbers))
    found = board_of(reminder(Everyone()), DEADLINE, SHARED, rooms, deliveries, at=NOW)
    assert [each.number for each in found.pledges] == ["가-1", "가-2", "가-3", "가-4"]
    marks = [MARKS[each.standing] for each in found.pledges]
    confirmed = MARKS[Response.CONFIRMED]
    assert marks == [confirmed if mark == "👀" else mark for mark in pledges.split()]
    assert found.done == done
    assert [each.department for each in found.pledges] == [f"{A}, {B}", A, f"{B}, {C}", "미정"]
    check_agreement(found)
    assert "담당 미정 1\n가-4" in board_panel(found).text
    plain = replace(reminder(Everyone()), lists_pledges=False)
    assert board_of(plain, DEADLINE, SHARED, rooms, (), at=NOW).pledges == ()


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


def test_a_board_of_another_year_has_its_year() -> None:
    """Every year has a 12/20; and who has several departments is told which each line is of."""
    now = board(reminder(Everyone()), ())
    then = replace(now, at=now.at.replace(year=now.at.year + 3))
    assert f"마감 {now.deadline.year}년 " in deadline_line(then)
    assert f"{now.deadline.year}년" not in deadline_line(now)
    first, second, *_ = now.rows
    own = own_board_panel([(now, (first,)), (now, (second,))]).text
    assert f"{first.department} · " in own
    assert f"{second.department} · " in own
    assert f"{first.department} · " not in own_board_panel([(now, (first,))]).text


def test_a_closing_report_that_comes_late_says_from_when_on_an_answer_is_late() -> None:
    """The bot may have been off at the end of the deadline's day."""
    found = board(reminder(Everyone()), ())
    day = datetime.combine(found.deadline, datetime.min.time(), UTC)
    on_time, late = (replace(found, at=day + timedelta(hours=hours)) for hours in (18, 33))
    assert "\n오늘이 지나고 내면" in closing_panel(on_time).text
    assert "\n이제 내면" in closing_panel(late).text


def test_a_board_is_about_the_pledges_that_it_is_for_now() -> None:
    """Those of the next term were chosen after the first message about the last one's was sent."""
    later = replace(of([pledge("가-01", "새 공약", "교통행정과")]), earlier=(TABLE,))
    chosen = OwnersOf(numbers=(PledgeNumber("가-01"),), term=later.term)
    before = replace(sent(), term=TABLE.term)
    found = board_of(reminder(chosen), DEADLINE, later, GROUPS, [before], at=NOW)
    assert [each.title for each in found.pledges] == ["새 공약"]
    assert not found.unowned


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
    assert board_of(campaign, DEADLINE, later, GROUPS, [before, again], at=NOW).done == 1
    unloaded = replace(later, earlier=())
    assert not board_of(campaign, DEADLINE, unloaded, GROUPS, [before], at=NOW).pledges
