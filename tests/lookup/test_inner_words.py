"""Words inside longer ones, and words that say only what kind of thing something is."""

import pytest

from bot.lookup.answering import reply
from bot.people.messages import Ask
from tests.lookup.tables import brief, of, pledge

TITLES = (
    "이중언어 한국어학급 확대",
    "학교급식 지원",
    "공공급식 확대",
    "위센터 상담",
    "돌봄센터 설치",
)
TABLE = of(
    pledge(str(at), title, "농업기술센터 농업기술과" if at == 2 else "교육과")
    for at, title in enumerate(TITLES, start=1)
)


@pytest.mark.parametrize("text", ["국어", "국어 공약", "국어 담당 어디야", "공급", "급지", "센상"])
def test_letters_within_a_word_or_where_two_meet_are_no_word(text: str) -> None:
    """국어 of 한국어 and 외국어, 공급 of 공공급식."""
    assert brief(text, TABLE).pledges == ()


@pytest.mark.parametrize("title", ["국어 독서 교육", "국어교육 강화", "초등 국어 지도"])
def test_a_word_of_another_title_is_no_piece_of_a_longer_one(title: str) -> None:
    """It is meant as it stands there."""
    table = of([*TABLE.pledges, pledge("9", title)])
    assert brief("국어", table).pledges == ("9",)


@pytest.mark.parametrize("text", ["센터", "센터 공약", "센터 담당 부서"])
def test_a_word_for_a_kind_of_thing_lists_all_of_it(text: str) -> None:
    """And leads to the departments that have it in their names."""
    assert brief(text, TABLE).pledges == ("4", "5")
    labels = [button.label for row in reply(Ask(text=text), TABLE).buttons for button in row]
    assert "농업기술센터 농업기술과" in labels


@pytest.mark.parametrize("text", ["센터 법인카드 어디 있어요", "센터 갔다 왔어", "어디 센터"])
def test_a_word_for_a_kind_of_thing_beside_others_is_none_of_them(text: str) -> None:
    """It says nothing of which is meant."""
    assert brief(text, TABLE).pledges == ()
