"""What only Telegram needs said."""

from __future__ import annotations

from bot.replies.reply import Reply

TEXT_WANTED = {
    "find": Reply(text="찾을 말을 함께 보내 주세요.\n예: /find 주차  ·  /find 지역개발-05"),
    "dept": Reply(text="부서 이름을 함께 보내 주세요.\n예: /dept 교통행정과"),
}
UNKNOWN_COMMAND = Reply(
    text="모르는 명령이에요. 명령 없이 궁금한 말을 그대로 보내 주셔도 됩니다.\n사용 방법: /help"
)
NOT_TEXT = Reply(text="글로 된 질문만 읽을 수 있어요.\n예: 지역개발-05 담당 어디야?")
OLD_LINK = Reply(
    text=(
        "지난 공약표의 링크예요. 공약이 바뀌었거나 부서 이름이 달라졌을 수 있어요.\n"
        "번호나 부서 이름을 보내 주시면 지금 공약표에서 찾아 드릴게요."
    )
)
APOLOGY = Reply(text="죄송합니다. 답을 드리지 못했어요. 잠시 뒤 다시 물어봐 주세요.")
OUT_OF_DATE = "오래된 버튼이에요. 번거로우시겠지만 질문을 다시 보내 주세요."
