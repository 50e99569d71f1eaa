"""What people do that is kept in the audit log, and what it is called."""

from enum import StrEnum
from typing import Self


class Act(StrEnum):
    """What was done: the code that is kept, and what it is called."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        """An act with its label."""
        act = str.__new__(cls, code)
        act._value_ = code
        act.label = label
        return act

    ASKED_TO_JOIN = "asked_to_join", "승인 요청"
    LET_IN = "let_in", "승인"
    TURNED_AWAY = "turned_away", "거절"
    JOINED_BY_INVITATION = "joined_by_invitation", "초대 링크로 들어옴"
    REMOVED = "removed", "내보냄"
    APPOINTED = "appointed", "총괄 지정"
    DISMISSED = "dismissed", "총괄 해제"
    INVITED = "invited", "초대 링크 만듦"
    REVOKED = "revoked", "초대 링크 취소"
    GROUP_JOINED = "group_joined", "방에 초대받음"
    GROUP_REFUSED = "group_refused", "모르는 사람의 방에서 나옴"
    GROUP_PROPOSED = "group_proposed", "방 등록 요청"
    GROUP_BOUND = "group_bound", "방 등록"
    GROUP_REJECTED = "group_rejected", "방 등록 거절"
    GROUP_FREED = "group_freed", "방 등록 해제"
    GROUP_MOVED = "group_moved", "방 번호 바뀜"
    GROUP_LOST = "group_lost", "방에서 나가게 됨"
    GROUP_LEFT = "group_left", "방에서 나옴"
    GROUP_SUSPENDED = "group_suspended", "공개된 방 멈춤"
    GROUP_RESUMED = "group_resumed", "방 다시 씀"
    REMINDER_SET = "reminder_set", "알림 등록"
    REMINDER_CHANGED = "reminder_changed", "알림 고침"
    REMINDER_PAUSED = "reminder_paused", "알림 멈춤"
    REMINDER_RESUMED = "reminder_resumed", "알림 다시 시작"
    REMINDER_UNSKIPPED = "reminder_unskipped", "알림 건너뛰기 취소"
    REMINDER_SKIPPED = "reminder_skipped", "알림 한 번 건너뜀"
    REMINDER_DELETED = "reminder_deleted", "알림 지움"
    REMINDER_SENT_NOW = "reminder_sent_now", "알림 바로 보냄"
    REMINDER_SENT_AGAIN = "reminder_sent_again", "알림 다시 보냄"
    REMINDER_REDIRECTED = "reminder_redirected", "다른 방으로 보냄"  # by 1.0.0
    UNDELIVERED_DISMISSED = "undelivered_dismissed", "전달하지 못한 알림을 목록에서 뺌"
    ANSWER_RECORDED = "answer_recorded", "부서의 답 기록"
    ANSWER_UNDONE = "answer_undone", "답 되돌림"
    REASSIGNMENT_UNDONE = "reassignment_undone", "다른 부서에 보낸 알림 거둠"
    REASSIGNED = "reassigned", "다른 부서에 알림 보냄"
    OWNER_KEPT = "owner_kept", "담당 부서로 확인함"
    DAY_OFF_ADDED = "day_off_added", "휴일 추가"
    DAY_OFF_REMOVED = "day_off_removed", "휴일 뺌"
    RESTORED = "restored", "백업으로 복원"
    TABLE_LOADED = "table_loaded", "공약표 적용"
    TABLE_UNDONE = "table_undone", "공약표 되돌림"
    REORGANISED = "reorganised", "조직 개편"
    REORGANISATION_PLANNED = "reorganisation_planned", "조직 개편 예약"
    BACKUP_SENT = "backup_sent", "백업 파일 받음"
