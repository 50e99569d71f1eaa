"""Answers to a delivered reminder in words: what is asked back, and what is said to late ones."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, tzinfo

from bot.korean.particles import josa
from bot.lookup.catalogue import Catalogue
from bot.lookup.pledge import in_sentence
from bot.people.messages import (
    Button,
    Message,
    button,
    clipped,
    page_of,
    page_turns,
    plain,
    rows_of_two,
)
from bot.reminders.phrases.answers import Reply
from bot.reminders.phrases.phrase import Unclear
from bot.reminders.phrases.pledges import Named
from bot.reminders.replies.reminders import (
    MAX_REMARK_CHARS,
    MAX_TITLE_CHARS,
    WORDS,
    answer_button,
    answer_line,
    by_pledge_rows,
    pledge_line,
    undo_button,
)
from bot.reminders.replies.times import day_text, moment_text, question_text
from bot.reminders.rules.deliveries import Answer, Delivery, Response
from bot.reminders.verbs import AnswerVerb

PAGE_PLEDGES = 20
MAX_LABEL_TITLE_CHARS = 18
MAX_ELSEWHERE = 3

SNOOZES = ("1시간 뒤", "내일 9시", "다음 영업일 9시")  # read as if they were typed
# The answers that one pledge of several can have, as the list of pledges offers them.
OF_ONE_PLEDGE = (AnswerVerb.SUBMIT, AnswerVerb.NOT_OURS)
NOT_YOUR_GROUP = "이 방의 구성원만 답할 수 있어요."
ENDED = "지워진 알림이에요. 따로 하실 일은 없어요."
NOT_A_REMINDER = "답할 수 없는 버튼이에요. 이 방에 온 알림에서 눌러 주세요."
WHICH_REMINDER = Message(
    text="어느 알림에 대한 답인지 몰라요. 그 알림에 답장하거나 버튼을 눌러 주세요."
)
ANSWER_IN_GROUP = Message(
    text="여기서는 기록되지 않아요. 부서 방에 온 알림에 답장하거나 버튼을 눌러 주세요."
)
RECORD_ON_BOARD = Message(
    text="여기서는 기록되지 않아요. 부서 방의 알림에 답장하거나 버튼을 눌러 주세요.\n"
    "부서 대신 적으려면 현황판의 [답 기록·지우기]: /board"
)
CHANGE_BY_BUTTONS = Message.of(
    "알림과 마감은 목록에서 골라 고치거나 멈추거나 건너뛰어요: /reminders\n"
    "누가 냈고 누가 아직 안 냈는지는 현황판에 있어요: /board"
)
TOO_FAR = "한 달 안의 앞으로 올 시각으로 미룰 수 있어요."
REPLACED = "앞의 답은 되돌렸어요."
OF_THE_WHOLE = "확인과 연기는 알림 전체에만 답할 수 있어요. 전체에 대한 답을 골라 주세요."
CHOOSE_ABOVE = "위의 알림에서 낸 공약을 골라 주세요."
UNDONE = "답을 되돌렸어요."
UNDONE_BEFORE = "이미 되돌린 답이에요."
REMARK_CLEARED = "메모를 지웠어요."
ASK_COORDINATOR = "답은 이미 기록되어 있어요. 궁금한 점은 총괄에게 물어봐 주세요."
PASSED_ON = "총괄에게 전했어요. 답이 오면 이 방에 알려 드릴게요."


def later_notice(notice: Message, delivery: Delivery) -> Message:
    """How long to put it off, under the reminder itself."""
    presets = _presets(delivery)
    text = (
        f"{notice.text}\n\n언제 다시 알릴까요?\n"
        "이 글에 답장으로 시각을 적으셔도 돼요. 예: 내일 오전 10시"
    )
    return Message.of(text, presets[:2], [presets[2], _back(delivery)])


def when_later(delivery: Delivery, *, is_chosen: bool = False) -> Message:
    """How long to put it off, in answer to a reply; the other answers unless 연기 was chosen."""
    presets = _presets(delivery)
    text = "언제 다시 알릴까요?\n답장으로 시각을 적으셔도 돼요. 예: 내일 오전 10시"
    rows = (presets[:2], presets[2:])
    if is_chosen:
        return Message.of(text, *rows)
    others = [each for each in WORDS if each is not Response.POSTPONED]
    return Message.of(text, *rows, *_answers(delivery, others))


def passed_on(message: Message | None) -> Message:
    """When a question was passed on to the coordinators; above what is said besides."""
    alone = Message(text=PASSED_ON)
    return replace(message, text=f"{PASSED_ON}\n\n{message.text}") if message else alone


def which_answer(
    delivery: Delivery, named: Named, reply: Reply, *, says_something: bool
) -> Message:
    """The four answers, for a reply that is none of them beyond doubt, or a file without a word.

    Or for one that says of some pledges what can only be said of all, or that asks something. Of
    what names some pledges, or others than were asked for, the buttons say that they are for all.
    """
    kept, not_kept = "쓰신 글은 메모로 함께 기록해요.", "파일과 사진은 봇이 읽거나 보관하지 못해요."
    is_of_some = bool(named.pledges and reply.response)
    question = OF_THE_WHOLE if is_of_some else "알림에 대한 답인가요? 골라 주세요."
    text = f"{question}\n{kept if says_something else not_kept}"
    text = "알림에 답하시려면 골라 주세요." if reply.asks_coordinator else text
    if named.elsewhere and not reply.asks:
        shown = named.elsewhere[:MAX_ELSEWHERE]
        lines = [
            f"· {each.number} {clipped(each.title, MAX_TITLE_CHARS)} ({each.department})"
            for each in shown
        ]
        text = "\n".join(["이 알림에 없는 공약이에요.", *lines, "", text])
    is_of_all = reply.asks or not (named.pledges or named.is_open)
    rest = "" if is_of_all else _of_all(delivery)
    rows = [*_answers(delivery, WORDS, rest=rest), *by_pledge_rows(delivery)]
    if says_something and not reply.asks_coordinator:
        rows.append(_pass_on(delivery))
    return Message.of(text, *rows)


def deadline_told(delivery: Delivery, deadline: date) -> Message:
    """When the deadline is, for whoever asks; the coordinators may be asked all the same."""
    return Message.of(f"마감은 {day_text(deadline)}이에요.", _pass_on(delivery))


def _pass_on(delivery: Delivery) -> tuple[Button, ...]:
    return (button("총괄에게 묻기", AnswerVerb.PASS_ON, delivery.asked_id),)


def which_pledge(
    delivery: Delivery, catalogue: Catalogue, likely: Sequence[str], response: Response
) -> Message:
    """The pledges that a reply may be about, for an answer of each; and the whole of them."""
    table, verb = catalogue.in_term(delivery.term), WORDS[response].verb
    each = [
        (
            button(
                pledge_line(number, table, MAX_LABEL_TITLE_CHARS),
                verb,
                delivery.asked_id,
                delivery.pledges.index(number) + 1,
            ),
        )
        for number in likely[:PAGE_PLEDGES]
    ]
    mode = OF_ONE_PLEDGE.index(verb)
    others = [
        answer_button(response, delivery, rest=_of_all(delivery)),
        button("여러 개 고르기", AnswerVerb.EACH, delivery.asked_id, mode, 1),
    ]
    return Message.of(f"어느 공약이 '{WORDS[response].label}'인가요?", *each, others)


def what_none_means(delivery: Delivery, pledges: Sequence[str]) -> Message:
    """Whether nothing is to be handed in, or it is not theirs: of one pledge, or of the whole."""
    place = delivery.pledges.index(pledges[0]) + 1 if pledges else 0
    labels = ("낼 내용이 없어요", "우리 부서 일이 아니에요")
    rows = [
        (button(label, verb, delivery.asked_id, place),)
        for label, verb in zip(labels, OF_ONE_PLEDGE, strict=True)
    ]
    text = (
        "낼 내용이 없다는 뜻인가요, 우리 부서 일이 아니라는 뜻인가요?\n"
        "낼 내용이 없으면 제출완료로, 쓰신 글은 메모로 기록해요."
    )
    about = f"{in_sentence(pledges[0])}: " if pledges else ""
    return Message.of(f"{about}{text}", *rows, *by_pledge_rows(delivery))


def _answers(
    delivery: Delivery, responses: Iterable[Response], *, rest: str = ""
) -> tuple[tuple[Button, ...], ...]:
    """Buttons of these answers; of what pledges can have each, for the `rest` of them."""
    return rows_of_two(
        [
            answer_button(each, delivery, rest=rest if WORDS[each].verb in OF_ONE_PLEDGE else "")
            for each in responses
        ]
    )


def _of_all(delivery: Delivery) -> str:
    return f"전체 {len(delivery.pledges)}건 " if delivery.pledges[1:] else ""


def pledges_notice(
    notice: Message, delivery: Delivery, catalogue: Catalogue, mode: int = 0, page: int = 1
) -> Message:
    """The pledges as a list of toggles; `mode` is the place of their answer in OF_ONE_PLEDGE."""
    page, pages, part = page_of(len(delivery.pledges), PAGE_PLEDGES, page)
    table = catalogue.in_term(delivery.term)
    rows = []
    for place, number in enumerate(delivery.pledges[part], start=part.start + 1):
        line = pledge_line(number, table, MAX_LABEL_TITLE_CHARS)
        answer = delivery.standing(number)
        if answer is not None and answer.pledge is not None:
            toggle = button(f"{WORDS[answer.response].mark} {line}", AnswerVerb.UNDO, answer.id)
        else:
            toggle = button(f"⬜ {line}", OF_ONE_PLEDGE[mode], delivery.asked_id, place)
        rows.append((toggle,))
    turns = page_turns(AnswerVerb.EACH, delivery.asked_id, mode, page=page, pages=pages)
    asked = ("낸 공약을 눌러 주세요.", "우리 부서 일이 아닌 공약을 눌러 주세요.")[mode]
    other = ("우리 부서 아닌 공약", "낸 공약")[mode]
    switch = button(other, AnswerVerb.EACH, delivery.asked_id, 1 - mode, page)
    return Message.of(
        f"{notice.text}\n\n{asked} 다시 누르면 되돌려요.",
        *rows,
        *turns,
        *rows_of_two([switch, _back(delivery)]),
    )


def again_text(until: datetime, now: datetime, deadline: date | None) -> str:
    """When it comes again, and whether that is too late."""
    again = f"{moment_text(until, now)}에 다시 알려 드릴게요."
    is_late = deadline is not None and until.date() > deadline
    return f"{again} 마감이 지난 뒤라 그때 내면 늦은 제출이에요." if is_late else again


def said_before(answer: Answer | None, delivery: Delivery, timezone: tzinfo) -> str:
    """For whoever answers what was answered before."""
    if answer is None:
        return "이미 답이 있어요."
    return f"이미 답이 있어요.\n{answer_line(answer, delivery.deadline, timezone)}"


def recorded_reply(answers: Sequence[Answer], *, more: str = "") -> Message:
    """What was understood of a reply in words, for one or several pledges; and the way back."""
    last = answers[-1]
    words = WORDS[last.response]
    lines = [f"{words.mark} {words.thanks}"]
    if last.pledge is not None:
        lines[0] = f"{', '.join(in_sentence(answer.pledge) for answer in answers)}: {lines[0]}"
    lines += [more] if more else []
    if last.remark:
        lines.append(f"메모: {clipped(' '.join(last.remark.split()), MAX_REMARK_CHARS)}")
    return Message.of(lines, [undo_button(answers)])


def said_before_reply(answers: Sequence[Answer], delivery: Delivery, timezone: tzinfo) -> Message:
    """The same of the last of these in answer to a reply, with the way back from all of them."""
    return Message.of(said_before(answers[-1], delivery, timezone), [undo_button(answers)])


def remark_kept(answer: Answer) -> Message:
    """When a remark was added to an answer, with the way back."""
    label = WORDS[answer.response].label
    clear = button("메모 지우기", AnswerVerb.CLEAR_REMARK, answer.id)
    return Message.of(f"'{label}' 답에 메모를 적어 두었어요.", [clear])


def sent_on_text(department: str) -> str:
    """For whoever takes back what a coordinator has sent on."""
    where = josa(plain(department), "으로/로")
    return f"총괄이 {where} 보낸 뒤예요. 우리 부서 일이면 총괄에게 말씀해 주세요."


def undone_reply(answer: Answer) -> Message:
    """What replaces the record of an answer that was taken back."""
    return Message(text=f"{UNDONE} ({WORDS[answer.response].label})")


def when_again_panel(
    delivery_id: int, unclear: Unclear, times: Sequence[tuple[str, datetime]]
) -> Message:
    """The question about a typed time that leaves something open."""
    buttons = [
        (button(label, AnswerVerb.LATER_AT, delivery_id, int(at.timestamp()) // 60),)
        for label, at in times
    ]
    return Message.of(question_text(unclear), *buttons)


def _presets(delivery: Delivery) -> tuple[Button, ...]:
    return tuple(
        button(label, AnswerVerb.LATER, delivery.asked_id, place)
        for place, label in enumerate(SNOOZES)
    )


def _back(delivery: Delivery) -> Button:
    return button("« 돌아가기", AnswerVerb.BACK, delivery.asked_id)
