"""What coordinators are shown of a reorganisation before it is done."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.korean.particles import josa
from bot.lookup.card_replies import headed, owners_of
from bot.people.messages import Button, Message, button, clipped
from bot.table.command import NotUnderstood
from bot.table.departments import is_department
from bot.table.edition import Revision
from bot.table.reorganisation import Step, StepKind, shared_out
from bot.table.replies import linked_counts, pledge_count, reassigned, shortened
from bot.table.store.proposals import Proposal
from bot.table.suspicions import slips_of
from bot.table.verbs import TableVerb

MAX_NAME = 20
MAX_LINES = 12
MAX_PLEDGES = 30  # of a department that is split, a button each

ASK_REORGANISATION = Message(
    text=(
        "어떻게 바뀌나요? 한 줄에 하나씩, 또는 ;로 나눠 보내 주세요.\n\n"
        "이름 변경: 교통행정과 → 교통과\n"
        "합침: 교통행정과, 주차관리과 → 교통과\n"
        "나눔: 교통행정과 → 교통과, 버스과\n"
        "공약 옮김: 공약 번호 → 교통과\n\n"
        "끝에 '2026-12-01부터'를 붙이면 그날 바뀌어요."
    ),
    asks_reply="교통행정과 → 교통과",
)

NOTHING_TO_REORGANISE = replace(ASK_REORGANISATION, text="바뀌는 것이 없어요. 다시 보내 주세요.")


def not_understood(asked: NotUnderstood) -> Message:
    """What of a reorganisation could not be read, and what is called much like it."""
    if asked.when:
        text = f"언제부터인지 알 수 없어요.\n{clipped(asked.when, 40)}\n\n"
        text += "'2026-12-01부터'처럼 하루만 적어 다시 보내 주세요."
        return replace(ASK_REORGANISATION, text=text)
    if asked.of_term:
        text = f"지금 임기({asked.of_term})의 표만 바꿀 수 있어요. 다시 보내 주세요."
        return replace(ASK_REORGANISATION, text=text)
    if not asked.unknown:
        text = ASK_REORGANISATION.text.replace("어떻게 바뀌나요?", "알아듣지 못했어요.")
        return replace(ASK_REORGANISATION, text=text)
    text = josa(clipped(asked.unknown, MAX_NAME), "은/는")
    if asked.since is not None:
        text += f" {asked.since}부터 {asked.near}예요. 지금 이름으로"
    else:
        text += f" 공약표에 없어요.{f' {asked.near}인가요?' if asked.near else ''}"
    return replace(ASK_REORGANISATION, text=f"{text} 다시 보내 주세요.")


def reorganisation_message(
    revision: Revision,
    proposal: Proposal,
    *,
    is_planned: bool,
    links: Mapping[str, tuple[int, int, int]],
) -> Message:
    """What a reorganisation would do, before it is done at once or on its day."""
    steps, day = proposal.steps, proposal.day
    lines = [f"🏛 조직 개편{f' ({day:%Y-%m-%d}부터)' if day else ''}", ""]
    lines += [line for step in steps for line in _step_lines(step, revision)]
    lines += _remarks(steps, revision.old_table.departments)
    groups, reminders, waiting = map(sum, zip(*links.values(), strict=True)) if links else (0, 0, 0)
    lines += [
        "",
        f"{pledge_count(reassigned(revision))} · {linked_counts((groups, reminders, waiting))}",
        "이렇게 바뀌어요.",
    ]
    rows: list[tuple[Button, ...]] = []
    shared = shared_out(revision.old_table, steps)
    if shared:
        lines.append("공약을 누르면 맡을 부서가 바뀌어요.")
    for place, (at, pledge) in enumerate(shared[:MAX_PLEDGES]):
        to = dict(steps[at].pledges).get(pledge.number, steps[at].new[0])
        label = f"{headed(pledge)} → {clipped(to, MAX_NAME)}"
        rows.append((button(label, TableVerb.ASSIGN, proposal.id, place),))
    what = f"{day:%m-%d}에 바꾸기" if is_planned else "지금 바꾸기"
    rows.append((button(what, TableVerb.APPLY_SURELY, proposal.id),))
    rows.append((button("취소", TableVerb.DROP, proposal.id),))
    return Message.of(lines, *rows)


def planned_message(day: date) -> Message:
    """A reorganisation waits for its day."""
    return Message.of(
        f"🗓 {day:%Y-%m-%d}에 바꿀게요. 취소하려면: /table",
        [button("표 보기", TableVerb.TABLE)],
    )


def outdated_message(steps: Sequence[Step]) -> Message:
    """The day of a reorganisation has come, and the table has changed so that it does nothing."""
    planned = "\n".join(map(step_text, steps))
    return Message(text=f"🏛 오늘로 예정한 조직 개편은 지금 표에서 바꿀 것이 없었어요.\n{planned}")


def step_text(step: Step) -> str:
    """A step in one line."""
    match step.kind:
        case StepKind.MOVE:
            numbers = ", ".join(str(number) for number, _ in step.pledges)
            return f"{clipped(numbers, 60)} → {step.new[0]}"
        case _:
            return f"{', '.join(step.old)} → {', '.join(step.new)}"


def _step_lines(step: Step, revision: Revision) -> list[str]:
    """A step as it is shown before it is made: pledges that move with their titles and owners."""
    if step.kind is not StepKind.MOVE:
        return [step_text(step)]
    goes_to, moving = dict(step.pledges), revision.old_table.pledges
    lines = [
        f"· {headed(one)}: {owners_of(one)} → {goes_to[one.number]}"
        for one in moving
        if one.number in goes_to
    ]
    return shortened(lines, MAX_LINES, "… 그 밖에 {}건")


def _remarks(steps: Sequence[Step], departments: Sequence[str]) -> Iterator[str]:
    """Which of the new names are those of other departments, or a slip of one."""
    for step in steps:
        others = [name for name in departments if name not in step.old]
        for new in step.new:
            if new in others:
                if step.kind is StepKind.RENAME:
                    yield f"{josa(new, '은/는')} 이미 있는 부서예요. 공약을 합쳐요."
                continue
            if " " in new and not is_department(new):
                yield f"⚠️ '{new}', 부서 이름이 맞나요?"
            for _, near in slips_of([new], others):
                yield f"⚠️ {josa(new, '은/는')} 공약표에 없어요. {near}인가요?"
