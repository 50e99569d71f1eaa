"""Group chats: who is in them, how the bot stands there, and what becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.botapi.people import Json
    from tests.botapi.server import BotApi

Refused = tuple[int, str, dict[str, int] | None]

_ADMIN_RIGHTS = (
    *("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages"),
    *("can_manage_video_chats", "can_restrict_members", "can_promote_members"),
    *("can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories"),
    "can_delete_stories",
)
_MEMBER_RIGHTS = (
    *("can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos"),
    *("can_send_videos", "can_send_video_notes", "can_send_voice_notes", "can_send_polls"),
    *("can_send_other_messages", "can_add_web_page_previews", "can_change_info"),
    *("can_invite_users", "can_pin_messages", "can_manage_topics", "can_react_to_messages"),
    *("can_edit_tag",),
)
_DELETED = "deleted"
_THREADS = {"closed": "TOPIC_CLOSED", _DELETED: "message thread not found"}
_FULL = {
    "accent_color_id": 0,
    "max_reaction_count": 11,
    "accepted_gift_types": {
        "unlimited_gifts": False,
        "limited_gifts": False,
        "unique_gifts": False,
        "premium_subscription": False,
        "gifts_from_channels": False,
    },
}


class Chats:
    """The groups of one Bot API server; the bot stands in every group that no test took it from."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self.bot_reads_all = False  # privacy mode switched off at @BotFather
        self._members: dict[int, dict[int, str]] = {}
        self._bot: dict[int, str] = {}
        self._moved: dict[int, int] = {}
        self.full: dict[int, Json] = {}  # what getChat alone tells of a chat
        self._topics: dict[tuple[int, int], str] = {}  # how each topic of a forum stands

    # -- what a test does ---------------------------------------------------------------------

    def join(self, chat: Json, *people: Json, status: str = "member") -> None:
        """People come into a group; the bot sees nothing of it unless it is asked."""
        self._members.setdefault(chat["id"], {}).update((who["id"], status) for who in people)

    def leave(self, chat: Json, who: Json) -> None:
        """Somebody leaves a group; the bot sees a service message."""
        del self._members[chat["id"]][who["id"]]
        self._api.sends(who, chat, left_chat_member=who)

    def add_bot(self, who: Json, chat: Json, status: str = "member") -> None:
        """Somebody adds the bot to a group."""
        self._now(who, chat, status, before=self._bot.get(chat["id"], "left"))

    def change_bot(self, who: Json, chat: Json, status: str) -> None:
        """Somebody promotes, restricts or removes the bot."""
        self._now(who, chat, status, before=self._bot.get(chat["id"], "member"))

    def delete(self, chat: Json) -> None:
        """A group is deleted, and there is no update."""
        self._bot[chat["id"]] = _DELETED

    def rename(self, who: Json, chat: Json, title: str) -> None:
        """Somebody gives a group another title."""
        self._api.sends(who, chat | {"title": title}, new_chat_title=title)

    def open_topic(self, who: Json, chat: Json, name: str) -> Json:
        """Somebody opens a topic of a forum; the message that everything said in it replies to."""
        opening = self._api.sends(
            who, chat, forum_topic_created={"name": name, "icon_color": 0}, is_topic_message=True
        )
        opening["message_thread_id"] = opening["message_id"]
        self._topics[chat["id"], opening["message_id"]] = "open"
        return opening

    def change_topic(self, who: Json, opening: Json, status: str) -> None:
        """Somebody closes a topic, opens it again, or deletes it, of which there is no update."""
        chat = opening["chat"]
        self._topics[chat["id"], opening["message_id"]] = status
        if status != "deleted":
            event = "forum_topic_closed" if status == "closed" else "forum_topic_reopened"
            self._api.sends(who, chat, **in_topic(opening), **{event: {}})

    def know_topic(self, message: Json) -> None:
        """Where something is said there is a topic, and it is open."""
        if message.get("is_topic_message") and "message_thread_id" in message:
            self._topics.setdefault((message["chat"]["id"], message["message_thread_id"]), "open")

    def upgrade(self, chat: Json, new_chat_id: int, *, notify: bool = True) -> Json:
        """A group becomes a supergroup with another id; `notify` sends both service messages."""
        new = chat | {"id": new_chat_id, "type": "supergroup"}
        self._moved[chat["id"]] = new_chat_id
        self._members[new_chat_id] = self._members.pop(chat["id"], {})
        if notify:
            somebody = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
            self._api.sends(somebody, chat, sender_chat=chat, migrate_to_chat_id=new_chat_id)
            self._api.sends(somebody, new, sender_chat=new, migrate_from_chat_id=chat["id"])
        else:
            self._api.know(new)
        return new

    # -- what the methods do ------------------------------------------------------------------

    def answer(self, method: str, values: Json) -> Any:
        """What the method returns; None when it is not about groups."""
        match method:
            case "getChatMember":
                return self._member(values["chat_id"], values["user_id"])
            case "getChat":
                return (
                    self._api.chat(values["chat_id"]) | _FULL | self.full.get(values["chat_id"], {})
                )
            case "leaveChat":
                self._bot[values["chat_id"]] = "left"
                return True
        return None

    def refusal(self, method: str, values: Json) -> Refused | None:
        """Why Telegram does not take this call, by how the bot stands in the chat."""
        chat_id = values.get("chat_id")
        if not isinstance(chat_id, int) or chat_id >= 0:
            return None
        if chat_id in self._moved and method != "getChatMember":
            moved = {"migrate_to_chat_id": self._moved[chat_id]}
            return 400, "Bad Request: group chat was upgraded to a supergroup chat", moved
        match self._bot.get(chat_id, "member"):
            case "kicked":
                return 403, "Forbidden: bot was kicked from the group chat", None
            case "left":
                return 403, "Forbidden: bot is not a member of the group chat", None
            case "deleted":
                return 403, "Forbidden: the group chat was deleted", None
            case "restricted" if method == "sendMessage":
                return 400, "Bad Request: not enough rights to send text messages to the chat", None
        if (thread := values.get("message_thread_id")) is not None:
            refused = _THREADS.get(self._topics.get((chat_id, thread), "deleted"))
            if refused is not None:
                return 400, f"Bad Request: {refused}", None
        if method == "getChatMember" and not self._knows(chat_id, values["user_id"]):
            return 400, "Bad Request: PARTICIPANT_ID_INVALID", None
        return None

    def _knows(self, chat_id: int, user_id: int) -> bool:
        is_here = user_id in {self._api.bot["id"], *self._members.get(chat_id, ())}
        return is_here or self._api.knows_person(user_id)

    def _member(self, chat_id: int, user_id: int) -> Json:
        if user_id == self._api.bot["id"]:
            return member(self._api.bot, self._bot.get(chat_id, "member"))
        status = self._members.get(chat_id, {}).get(user_id, "left")
        return member({"id": user_id, "is_bot": False, "first_name": "?"}, status)

    def _now(self, who: Json, chat: Json, status: str, *, before: str) -> None:
        self._bot[chat["id"]] = status
        self._api.know(chat)
        self._api.push(
            my_chat_member={
                "chat": chat,
                "from": who,
                "date": 1_790_000_000,
                "old_chat_member": member(self._api.bot, before),
                "new_chat_member": member(self._api.bot, status),
            }
        )


def in_topic(opening: Json) -> Json:
    """What is sent in the topic that this message opened."""
    return {
        "message_thread_id": opening["message_thread_id"],
        "is_topic_message": True,
        "reply_to_message": opening,
    }


def member(who: Json, status: str) -> Json:
    """Somebody's standing in a chat, as Telegram tells it; `restricted` may not write."""
    member: Json = {"status": status, "user": who}
    match status:
        case "creator":
            return member | {"is_anonymous": False}
        case "administrator":
            return member | dict.fromkeys(_ADMIN_RIGHTS, False)
        case "restricted":
            return (
                member | dict.fromkeys(_MEMBER_RIGHTS, False) | {"is_member": True, "until_date": 0}
            )
        case "kicked":
            return member | {"until_date": 0}
    return member
