"""What tables and columns are called where an operator browses the databases."""

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

# Of each query by its name: the title, and the headings of its columns in their order.
SHEETS = {
    "history": ("연혁", ("때", "임기", "번호", "항목", "이전", "이후", "종류", "파일")),
    "versions": (
        "적용 기록",
        ("때", "종류", "임기", "파일", "기준일", "공약", "추가", "변경", "삭제"),
    ),
    "people": ("사람", ("이름", "역할", "부터", "내보낸 때")),
    "groups": ("부서 방", ("방", "주제", "부서", "봇의 상태", "등록한 때")),
    "reminders": ("알림", ("글", "받는 곳", "때", "멈춤", "만든 때", "끝낸 때")),
    "deliveries": ("보낸 알림", ("때", "글", "방", "상태", "마감", "까닭")),
    "answers": ("답", ("때", "알림", "방", "공약", "답", "이름", "남긴 말")),
    "audit": ("변경 기록", ("때", "누가", "한 일", "자세히")),
}
