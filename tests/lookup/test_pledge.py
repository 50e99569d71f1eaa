"""Numbers of every scheme are kept verbatim and sort by their parts."""

from random import Random

import pytest

from bot.lookup.pledge import Pledge, PledgeNumber
from tests.lookup.tables import of


@pytest.mark.parametrize(
    ("text", "category", "serial"),
    [
        ("지역개발-05", "지역개발", 5),
        ("1-1-12", "1-1", 12),
        ("III-①-1", "III-①", 1),
        ("Ⅰ-3", "Ⅰ", 3),
        ("Ⅱ-가", "Ⅱ", 1),
        ("가-다", "가", 3),
        ("혁신-20", "혁신", 20),
        ("A-1", "A", 1),
        ("4-01", "4", 1),
        ("일자리·경제-01", "일자리·경제", 1),
        ("17", "", 17),
        ("③", "", 3),
        ("혁신 3", "혁신", 3),
        ("공약", "", 0),
    ],
)
def test_a_number_is_known_by_its_text_and_its_parts(text: str, category: str, serial: int) -> None:
    """The last part counts, whatever it is written in."""
    number = PledgeNumber(text)
    assert (str(number), number.category, number.serial) == (text, category, serial)
    assert number == PledgeNumber(text)


def test_numbers_sort_as_a_reader_counts() -> None:
    """Ten comes behind nine, and Roman numerals count."""
    ordered = "지역개발-09 지역개발-10 1-1 1-2 1-10 2 2-1-9 2-1-10 Ⅲ-1 Ⅲ-2 Ⅳ-1 Ⅸ-1 10 Ⅹ-1".split()
    numbers = [PledgeNumber(text) for text in ordered]
    Random(1).shuffle(numbers)  # noqa: S311  (a repeatable draw is the point)
    assert [number.text for number in sorted(numbers)] == ordered


def test_a_department_sees_what_it_owns_before_what_it_helps_with() -> None:
    """A pledge of two owners stands in both lists."""
    table = of(
        Pledge(
            number=PledgeNumber(number), title=number, owners=owners, helpers=helpers, strategy=""
        )
        for number, owners, helpers in (
            ("1", ("도시과",), ("교통과",)),
            ("2", ("교통과", "도시과"), ()),
            ("3", (), ("환경과",)),
        )
    )
    listed = {
        name: [p.number.text for p in pledges] for name, pledges in table.by_department.items()
    }
    assert listed == {"도시과": ["1", "2"], "교통과": ["2", "1"], "환경과": ["3"]}
    assert {n: len(p) for n, p in table.owned_by.items()} == {"도시과": 2, "교통과": 1}
    assert table.pledges[2].department == "미정"
