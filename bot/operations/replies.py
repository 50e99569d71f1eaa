"""What admins are notified of in the running of the bot."""

from collections.abc import Collection
from datetime import datetime, timedelta, tzinfo

from bot.operations.activity import Activity
from bot.operations.findings import Alert
from bot.operations.store.figures import Figures
from bot.operations.verbs import OperationsVerb
from bot.people.messages import Message, button
from bot.store.backup import Backup

ALERTS = {
    Alert.DISK: "서버의 디스크가 거의 찼어요. 자리가 없으면 답과 알림을 남길 수 없으니 자리를 "
    "마련해 주세요.",
    Alert.BACKUP: "자동 백업에 실패했어요. 서버에서 pledge-bot doctor로 원인을 볼 수 있어요.",
    Alert.CLOCK: "서버의 시계가 맞지 않아요. 알림이 제때 나가지 않을 수 있으니 시각 자동 설정을 켜 "
    "주세요.",
    Alert.STATE: "데이터베이스 파일이 제자리에 없거나 다른 것으로 바뀌었어요. 봇을 끄면 지금 쓰는 "
    "기록이 사라질 수 있으니, 끄지 말고 서버에서 파일을 제자리에 돌려놓아 주세요.",
}
BACKUP_FAILED = "백업에 실패했어요. 서버에서 pledge-bot doctor로 원인을 볼 수 있어요."
BACKUP_TOO_LARGE = "백업이 커서 텔레그램으로 보낼 수 없어요. 서버에서 가져가 주세요."
NO_BACKUP = "남아 있는 백업이 없어요."
NO_SCHEDULE = "자동 백업이 꺼져 있어요. BOT_BACKUP_DIR에 폴더를 정하면 켜져요."
SEND_LAST, SEND_NEW = "마지막 백업 받기", "지금 백업해서 받기"


def alert_message(alert: Alert) -> Message:
    """What needs a person, said once."""
    return Message.of(f"⚠️ {ALERTS[alert]}", [button("상태 보기", OperationsVerb.HEALTH)])


def health_message(  # noqa: PLR0913 -- what there is to tell
    activity: Activity,
    found: Figures,
    backup: Backup | None,
    alerts: Collection[str],
    *,
    version: str,
    free_bytes: int | None,
    now: datetime,
    timezone: tzinfo,
) -> Message:
    """How the bot is, in a few lines."""
    lines = [
        "⚠️ 살펴볼 것이 있어요." if alerts else "✅ 잘 돌아가고 있어요.",
        *(f"· {ALERTS[Alert(kind)]}" for kind in sorted(alerts)),
        "",
        f"버전 {version} · 켜진 지 {_length(now - activity.started_at)}",
        f"받은 메시지 {activity.updates}건{_ago(activity.update_at, now)}",
        f"답하지 못한 것 {activity.unanswered}건 · 오류 기록 {activity.log_lines['error']}건",
        f"사람 {found.people}명 · 단체방 {found.groups}곳"
        + (f" (쓸 수 없는 방 {found.muted_groups}곳)" if found.muted_groups else ""),
        f"알림 {found.reminders}개 · 보낸 메시지 {found.sent}건{_ago(found.last_sent_at, now)}",
        f"기다리는 메시지 {found.overdue}건 · 도착을 모르는 것 {found.uncertain}건",
        f"마지막 백업 {_moment(backup.made_at, timezone)}" if backup else "마지막 백업 없음",
    ]
    if free_bytes is not None:
        lines.append(f"디스크 여유 {free_bytes / 1e9:.1f} GB")
    return Message(text="\n".join(lines))


def backup_message(backup: Backup | None, *, is_scheduled: bool, timezone: tzinfo) -> Message:
    """When the last good backup was made, and how to get one."""
    lines = []
    if backup is not None:
        made_at, size = _moment(backup.made_at, timezone), f"{backup.size_bytes / 1e6:.1f} MB"
        lines.append(f"💾 마지막 백업: {made_at} ({size})")
    elif is_scheduled:
        lines.append(NO_BACKUP)
    if not is_scheduled:
        lines.append(NO_SCHEDULE)
    lines.append("백업에는 직원의 이름과 텔레그램 ID가 들어 있어요. 받은 파일은 잘 보관해 주세요.")
    rows = [(button(SEND_NEW, OperationsVerb.SEND_NEW_BACKUP),)]
    if backup is not None:
        rows.insert(0, (button(SEND_LAST, OperationsVerb.SEND_LAST_BACKUP),))
    return Message.of(lines, *rows)


def backup_caption(backup: Backup, timezone: tzinfo) -> str:
    """Under the file."""
    return f"{_moment(backup.made_at, timezone)} 백업 · 버전 {backup.version}"


def _moment(at: datetime, timezone: tzinfo) -> str:
    local = at.astimezone(timezone)
    return f"{local.month}월 {local.day}일 {local:%H:%M}"


def _ago(at: datetime | None, now: datetime) -> str:
    return "" if at is None else f" · 마지막 {_length(now - at)} 전"


def _length(length: timedelta) -> str:
    """A length of time in its largest unit.

    >>> from datetime import timedelta
    >>> _length(timedelta(seconds=5)), _length(timedelta(minutes=90)), _length(timedelta(days=3))
    ('5초', '1시간', '3일')
    """
    seconds = max(0, int(length.total_seconds()))
    for unit, size in (("일", 86_400), ("시간", 3_600), ("분", 60)):
        if seconds >= size:
            return f"{seconds // size}{unit}"
    return f"{seconds}초"
