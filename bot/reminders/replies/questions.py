"""Questions in reply to reminders, in words: what coordinators are asked, what the group hears."""

from datetime import date

from bot.people.messages import Message, button, clipped, plain
from bot.people.replies.groups import listed
from bot.reminders.replies.outlines import plain_line
from bot.reminders.replies.times import day_text
from bot.reminders.rules.deliveries import Delivery, Report, ReportKind
from bot.reminders.verbs import QuestionVerb

MAX_QUESTION_CHARS = 300
MAX_ANSWER_CHARS = 3_000  # of a reply; with the question it fits into one message
AS_IT_IS = "마감은 그대로예요."
ANSWERED = "답을 남겼어요."
NOT_SENT = "답은 적어 두었지만 그 방에 보내지 못했어요."
ANSWERED_SINCE = "그 방에서 그 사이에 답했어요."
TOO_LONG = Message(
    text=f"답이 길어요. {MAX_ANSWER_CHARS:,}자까지 전할 수 있어요. 줄여서 다시 답장해 주세요."
)
WORDS_ALONE = Message(text="파일과 사진은 그 방에 전하지 못해요. 글로 답장해 주세요.")
REPLY_TO_SAY_MORE = "이미 답한 질문이에요. 더 하실 말씀은 이 글에 답장해 주세요."


def question_text(name: str, words: str) -> str:
    """Who asks what."""
    return f"{plain(name)}: {clipped(' '.join(words.split()), MAX_QUESTION_CHARS)}"


def answered_text(name: str, said: str) -> str:
    """Who answered what, to stand below the question."""
    return f"\n✅ {plain(name) or '총괄'}: {clipped(said, MAX_QUESTION_CHARS) or '따로 답했어요.'}"


def leave_text(until: date) -> str:
    """When more time is given, up to this day."""
    return f"{day_text(until)}까지 내셔도 돼요."


def answer_message(question: str, said: str) -> Message:
    """For the group that asked."""
    asked, _, _ = question.partition("\n")
    return Message(text=f"💬 {asked}\n\n총괄의 답: {said}")


def question_panel(report: Report, asked: Delivery, chat: str) -> Message:
    """What a group asks about a reminder, and how to answer; the answer once there is one."""
    due = f" ({day_text(asked.deadline)} 마감)" if asked.deadline else ""
    whom = plain(chat) or listed(asked.departments)
    lines = [f"❓ {whom}에서 물었어요.", f"알림: {plain_line(asked.words)}{due}", ""]
    lines += [report.detail, "", "이 글에 답장하시면 그 방에 전해요."]
    leave = []
    if report.kind is ReportKind.ASKED_LEAVE and report.until and not asked.is_settled:
        label = f"{day_text(report.until)}까지 괜찮아요"
        leave.append((button(label, QuestionVerb.LEAVE, report.id),))
    labels = {ReportKind.ASKED: "따로 답했어요", ReportKind.ASKED_LEAVE: "마감은 그대로"}
    close = button(labels.get(report.kind, "✅ 답한 질문"), QuestionVerb.CLOSE, report.id)
    return Message.of(lines, *leave, [close])
