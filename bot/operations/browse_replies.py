"""What tables and columns are called where an operator browses the databases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table by the name of its query: its title, and the headings of its columns."""

    title: str
    headings: Mapping[str, str]


SITE_TITLE = "공약봇 데이터"
SITE_NOTE = "지금의 사본이에요. 여기서는 아무것도 바뀌지 않아요."
PLEDGES_TITLE, OFFICE_TITLE = "공약표", "사무실"
PLEDGES = "공약"
# Columns whose commonest values stand above a table.
FACETS = frozenset(
    {
        *("임기", "담당부서", "추진전략", "추진상황", "항목", "종류", "역할", "부서", "봇의 상태"),
        *("멈춤", "상태", "방", "마감", "답", "한 일", "누가"),
    }
)

SHEETS = {
    "history": Sheet(
        title="연혁",
        headings={
            "at": "때",
            "term": "임기",
            "number": "번호",
            "field": "항목",
            "old": "이전",
            "new": "이후",
            "kind": "종류",
            "file": "파일",
        },
    ),
    "versions": Sheet(
        title="적용 기록",
        headings={
            "at": "때",
            "kind": "종류",
            "term": "임기",
            "file": "파일",
            "as_of": "기준일",
            "pledges": "공약",
            "added": "추가",
            "changed": "변경",
            "removed": "삭제",
        },
    ),
    "people": Sheet(
        title="사람",
        headings={"name": "이름", "role": "역할", "since": "부터", "removed_at": "내보낸 때"},
    ),
    "groups": Sheet(
        title="부서 방",
        headings={
            "title": "방",
            "topic": "주제",
            "department": "부서",
            "presence": "봇의 상태",
            "bound_at": "등록한 때",
        },
    ),
    "reminders": Sheet(
        title="알림",
        headings={
            "text": "글",
            "audience": "받는 곳",
            "schedule": "때",
            "paused": "멈춤",
            "created_at": "만든 때",
            "deleted_at": "끝낸 때",
        },
    ),
    "deliveries": Sheet(
        title="보낸 알림",
        headings={
            "due_at": "때",
            "text": "글",
            "chat": "방",
            "status": "상태",
            "deadline": "마감",
            "error": "까닭",
        },
    ),
    "answers": Sheet(
        title="답",
        headings={
            "at": "때",
            "text": "알림",
            "chat": "방",
            "pledge": "공약",
            "response": "답",
            "name": "이름",
            "remark": "남긴 말",
        },
    ),
    "audit": Sheet(
        title="변경 기록",
        headings={"at": "때", "name": "누가", "act": "한 일", "detail": "자세히"},
    ),
}
