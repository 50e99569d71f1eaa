"""What people hear when something between them and the bot went wrong."""

from __future__ import annotations

from bot.replies.reply import Reply

LATE = Reply(text="죄송합니다. 한동안 연결이 끊겨 답이 늦었어요. 다시 물어봐 주세요.")
UNSURE = Reply(text="답을 보내다가 연결이 끊겼어요. 답이 보이지 않으면 다시 물어봐 주세요.")
