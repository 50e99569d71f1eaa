"""What a pledge is, and the number it is known by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

NUMBER_SHAPE = re.compile(r"(?P<category>[가-힣A-Za-z]{1,12})-(?P<serial>0[1-9]|[1-9][0-9]{1,2})")


@dataclass(frozen=True, slots=True, order=True)
class PledgeNumber:
    """A 관리번호: the category of pledges and the place in it.

    >>> str(PledgeNumber("지역개발", 5))
    '지역개발-05'
    """

    category: str
    serial: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a number exactly as the table writes it, so that ``str`` gives it back verbatim.

        >>> PledgeNumber.parse("지역개발-05")
        PledgeNumber(category='지역개발', serial=5)

        Raises ValueError for any other shape.
        """
        if (shape := NUMBER_SHAPE.fullmatch(text)) is None:
            msg = f"not a pledge number: {text!r}"
            raise ValueError(msg)
        return cls(shape["category"], int(shape["serial"]))

    def __str__(self) -> str:
        return f"{self.category}-{self.serial:02d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge:
    """One row of the table; every text is what the page says, verbatim."""

    number: PledgeNumber
    title: str
    department: str
    strategy: str
