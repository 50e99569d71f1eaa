"""Reminders across an election: a number is of the term in which it was named."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.lookup.catalogue import Catalogue, Former
from bot.lookup.pledge import PledgeNumber
from bot.reminders.correcting import corrected
from bot.reminders.notices import messages_about
from bot.reminders.replies.corrections import correction_panel
from bot.reminders.rules.deliveries import Response
from bot.reminders.rules.ownership import likely_owners
from bot.reminders.rules.reminder import Departments, Nudges, OwnersOf
from bot.reminders.rules.schedule import DayOfMonth, Monthly, Once
from tests.lookup.tables import of, pledge, real
from tests.reminders.delivery.office import SEOUL, SOMEBODY, Office, at

DEADLINE = Once(day=date(2026, 11, 26))
OF_TERM_8 = OwnersOf(numbers=(PledgeNumber("지역개발-05"),), term="민선8기")


def next_term(**former: Former) -> Catalogue:
    """민선9기, which gives 지역개발-05 to 주차관리과, and keeps 민선8기 beside it."""
    table = of(
        [
            pledge("지역개발-05", "G밸리 공영주차장", "주차관리과"),
            pledge("교육문화-01", "금천중앙도서관 개관", "도시계획과"),
        ]
    )
    return replace(table, former=former, earlier=(real(),))


async def test_a_number_reminds_nobody_for_a_pledge_of_another_term(office: Office) -> None:
    """Its own owner gets it until it is ended, and reads which term it is of."""
    await office.group(-1, "도시계획과")
    await office.group(-2, "주차관리과")
    await office.remind(to=OF_TERM_8)
    office.table.catalogue = next_term()
    await office.until(at("2026-11-23 09:05"))
    [(chat_id, notice)] = office.phones.sent
    assert chat_id == -1
    assert "우리 부서 민선8기 공약 1건\n· 지역개발-05 금천구청역사 일대" in notice.text


async def test_a_reminder_that_was_set_before_terms_were_kept_is_of_the_one_of_the_first_planning(
    office: Office,
) -> None:
    """Its number means another pledge once the next term's table is loaded."""
    await office.group(-1, "도시계획과")
    await office.group(-2, "주차관리과")
    await office.remind(to=replace(OF_TERM_8, term=""))
    await office.state.write(
        lambda db: db.execute("UPDATE reminders SET audience = json_remove(audience, '$.term')")
    )
    await office.until(at("2026-11-23 08:30"))
    office.table.catalogue = next_term()
    await office.until(at("2026-11-23 09:05"))
    assert [chat_id for chat_id, _ in office.phones.sent] == [-1]


async def test_the_owner_of_a_past_terms_pledge_has_its_name_of_today(office: Office) -> None:
    """A reorganisation came with the new term."""
    await office.group(-1, "도시공간과")
    await office.remind(to=OF_TERM_8)
    table = next_term(도시계획과=Former(names=("도시공간과",), since=date(2026, 7, 1)))
    pledges = (*table.pledges, pledge("교육문화-02", "디지털 교육", "도시공간과"))
    kept = [each for each in pledges if each.department != "도시계획과"]
    office.table.catalogue = replace(table, pledges=tuple(kept))
    await office.until(at("2026-11-23 09:05"))
    assert [chat_id for chat_id, _ in office.phones.sent] == [-1]


async def test_a_reminder_of_a_term_that_was_taken_back_is_reported(office: Office) -> None:
    """The number means another pledge now, whose owner is not disturbed."""
    await office.group(-1, "도시계획과")
    await office.group(-2, "주차관리과")
    await office.remind(to=replace(OF_TERM_8, term="민선9기"))
    await office.until(at("2026-11-23 09:05"))
    assert [office.phones.to(-1), office.phones.to(-2)] == [[], []]
    [report] = office.reports()
    assert "지역개발-05" in report


async def campaign(office: Office) -> None:
    """Two reminders of one deadline, with a new term's table loaded in between."""
    await office.remind(
        DEADLINE, to=Departments(names=("도시계획과",)), leads=(2, 1), deadline=True
    )
    await office.until(at("2026-11-24 10:00"))


@pytest.mark.parametrize("is_done", [True, False], ids=["all handed in", "one handed in"])
async def test_a_deadline_stays_with_the_term_that_it_began_in(
    office: Office, *, is_done: bool
) -> None:
    """What was handed in counts on, and the rest is asked for, not the new pledges."""
    await office.group(-1, "도시계획과")
    await campaign(office)
    [first] = office.deliveries()
    for number in first.pledges if is_done else first.pledges[:1]:
        await office.record_answer(first.id, Response.SUBMITTED, pledge=number, by=SOMEBODY)
    table = of([pledge(number, "새 공약") for number in first.pledges])
    office.table.catalogue = replace(table, earlier=(real(),))
    await office.until(at("2026-11-25 10:00"))
    texts = [message.text for message in office.phones.to(-1)]
    assert len(texts) == (1 if is_done else 2)
    assert is_done or f"민선8기 공약 {len(first.pledges) - 1}건" in texts[-1]
    assert "새 공약" not in "".join(texts)


async def test_a_deadline_goes_on_with_the_table_that_is_left(office: Office) -> None:
    """A term's table that was taken back asks for nothing any more."""
    await office.group(-1, "도시계획과")
    table = of([pledge("지역개발-05", "새 공약", "도시계획과")])
    office.table.catalogue = replace(table, term="민선9기", earlier=(real(),))
    await campaign(office)
    office.table.catalogue = real()
    await office.until(at("2026-11-25 10:00"))
    assert "금천구청역사" in office.phones.to(-1)[-1].text


async def test_the_next_deadline_is_about_the_new_term(office: Office) -> None:
    """Each is a campaign of its own."""
    await office.group(-1, "도시계획과")
    every_month = Monthly(days=(DayOfMonth(day=26),))
    await office.remind(
        every_month, to=Departments(names=("도시계획과",)), leads=(1,), deadline=True
    )
    await office.until(at("2026-11-25 10:00"))
    table = of([pledge("지역개발-05", "새 공약", "도시계획과")])
    office.table.catalogue = replace(table, term="민선9기", earlier=(real(),))
    await office.until(at("2026-12-27 10:00"))
    assert "새 공약" in office.phones.to(-1)[-1].text


async def test_an_answered_message_keeps_the_titles_that_it_was_sent_with(office: Office) -> None:
    """Also those of nudges about it that come later."""
    await office.group(-1, "도시계획과")
    nudges = Nudges(every=timedelta(hours=2), at_most=1)
    await office.remind(to=Departments(names=("도시계획과",)), nudges=nudges)
    await office.until(at("2026-11-23 09:05"))
    was = [line for line in office.phones.to(-1)[0].text.splitlines() if line.startswith("·")]
    table = of([pledge(str(each.number), "새 공약") for each in real().pledges])
    office.table.catalogue = replace(table, earlier=(real(),))
    await office.until(at("2026-11-23 12:00"))
    nudge = office.phones.to(-1)[1].text
    assert "아직 답이 없어" in nudge
    assert was == [line for line in nudge.splitlines() if line.startswith("·")]
    asked = office.deliveries()[0]
    shown = await messages_about(office.desk.office, asked)
    assert all("새 공약" not in message.text for message in shown.values())


async def test_a_correction_is_about_the_pledge_of_its_term(office: Office) -> None:
    """And offers departments that there are."""
    await office.group(-1, "도시계획과")
    await office.remind(to=OF_TERM_8)
    await office.until(at("2026-11-23 09:05"))
    recorded = await office.record_answer(1, Response.NOT_OURS, by=SOMEBODY)
    assert recorded is not None
    assert recorded.answer is not None
    answer_id, table = recorded.answer.id, next_term()
    found = office.read(lambda db: corrected(db, answer_id, table))
    assert found is not None
    panel = correction_panel(found, table, SEOUL)
    assert "지역개발-05 금천구청역사 일대" in panel.text
    assert {*found.likely} <= table.by_department.keys()


@pytest.mark.parametrize("term", ["민선8기", "민선7기"])
def test_likely_owners_are_those_of_the_term(term: str) -> None:
    """Of a term that is not loaded nothing is likely."""
    table = next_term().in_term(term)
    expected = likely_owners("지역개발-13", real()) if term == "민선8기" else ()
    assert likely_owners("지역개발-13", table) == expected
