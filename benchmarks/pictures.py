"""Draws real conversations as they look on a phone: docs/pictures, by `make pictures`.

Each picture carries its texts in its description, which tests/test_pictures.py compares with what
the bot says today.
"""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from unittest.mock import create_autospec
from zoneinfo import ZoneInfo

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from bot.features import SCHEMA, build_features
from bot.lookup.answering import reply
from bot.operations.activity import Activity
from bot.operations.settings import Settings
from bot.people.access import OPERATOR
from bot.people.groups import Chat, Presence
from bot.people.interaction import Chats, Here, Incoming
from bot.people.messages import Ask, Message, Press
from bot.people.pictures import font
from bot.people.store import groups
from bot.reminders.phrases.answers import reply_of
from bot.reminders.phrases.parser import understood
from bot.reminders.phrases.phrase import Said
from bot.reminders.replies.reminders import reminder_notice
from bot.reminders.replies.responses import recorded_reply
from bot.reminders.rules.deliveries import Answer, Delivery, Status
from bot.reminders.rules.reminder import Departments, Reminder
from bot.reminders.rules.working_days import WorkingDays
from bot.store.state import State
from bot.table.live import LiveCatalogue
from bot.table.shipped import DATA

if TYPE_CHECKING:
    from bot.features import Features
    from bot.lookup.catalogue import Catalogue
    from bot.store.state import Tables

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
DESCRIPTION = "Description"

# Sizes in pixels, two for each point of a phone.
WIDTH, HEAD, MARGIN, GAP = 760, 96, 24, 20
BUBBLE, PADDING, LINE, RADIUS = 640, 24, 46, 28
BUTTON, BUTTON_GAP = 68, 8
TEXT, SMALL = 31, 27
ICON = 34
PAPER, BAR, MINE, THEIRS = "#d5e3ec", "#3f6f94", "#e1f7cb", "#ffffff"
INK, WHITE, PRESSABLE = "#1a1a1a", "#ffffff", "#7f9db3"
ICONS = {  # the font has none
    "🏢": "#5b7f9d",
    "🔔": "#e69f00",
    "🗓": "#d55e00",
    "✅": "#2e9e5b",
    "📣": "#cc79a7",
    "⏰": "#d55e00",
    "📝": "#0072b2",
    "🔁": "#2e9e5b",
    "📋": "#5b7f9d",
    "📄": "#0072b2",
}

SEOUL = ZoneInfo("Asia/Seoul")
FIRST_OF_DECEMBER = datetime(2026, 12, 1, 9, tzinfo=SEOUL)
SENT_AT = datetime(2026, 12, 14, 9, tzinfo=SEOUL)
ANSWERED_AT = datetime(2026, 12, 14, 10, 20, tzinfo=SEOUL)
DEADLINE = date(2026, 12, 21)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """What was said in a chat, in order: by a person as a text, by the bot as a message."""

    chat: str
    turns: tuple[str | Message, ...]

    @property
    def text(self) -> str:
        """All of it, a button as its label in brackets."""
        return "\n\n".join([self.chat, *map(_text, self.turns)])


def conversations() -> dict[str, Conversation]:
    """The conversations by the names of their files, with what the bot says today."""
    catalogue = asyncio.run(LiveCatalogue(DATA / "pledges.db").current())
    return {
        "question": _questions(catalogue, "지역개발-05 담당?"),
        "everyday-word": _questions(catalogue, "댕댕이 담당 누구예요?"),
        "reminder": _reminder(catalogue, ""),
        "answer": _reminder(catalogue, "제출했습니다"),
        **asyncio.run(_coordinators(catalogue)),
    }


def draw(conversation: Conversation) -> Image.Image:
    """The conversation on a phone, as high as it needs."""
    image = Image.new("RGB", (WIDTH, 4_000), PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, HEAD), BAR)
    pen.text((MARGIN + 8, HEAD // 2), conversation.chat, WHITE, font(TEXT), anchor="lm")
    top = HEAD + GAP
    for turn in conversation.turns:
        top = _draw_turn(pen, turn, top) + GAP
    return image.crop((0, 0, WIDTH, top)).quantize(64)


def main() -> None:
    """Draw every picture again."""
    PICTURES.mkdir(exist_ok=True)
    for name, conversation in conversations().items():
        described = PngInfo()
        described.add_itxt(DESCRIPTION, conversation.text)
        path = PICTURES / f"{name}.png"
        draw(conversation).save(path, optimize=True, pnginfo=described)
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB")


def _questions(catalogue: Catalogue, *texts: str) -> Conversation:
    turns = [turn for text in texts for turn in (text, reply(Ask(text=text), catalogue))]
    return Conversation(chat="공약봇", turns=tuple(turns))


def _reminder(catalogue: Catalogue, answered: str) -> Conversation:
    """What the group of 교통행정과 gets a week before a deadline, and what comes of a reply."""
    said = understood("12/21 마감 D-7 9시", SENT_AT.replace(month=11), WorkingDays())
    assert isinstance(said, Said)
    reminder = Reminder(
        id=1,
        audience=Departments(names=("교통행정과",)),
        text="4분기 추진실적 제출",
        schedule=said.schedule,
        active_from=SENT_AT,
    )
    pledges = tuple(str(pledge.number) for pledge in catalogue.by_department["교통행정과"])
    delivery = Delivery(
        reminder_id=reminder.id,
        words=reminder.text,
        chat_id=-1,
        due_at=SENT_AT,
        expires_at=SENT_AT,
        deadline=DEADLINE,
        status=Status.SENT,
        sent_at=SENT_AT,
        pledges=pledges,
    )
    after: tuple[str | Message, ...] = ()
    if answered:
        response = reply_of(answered).response
        assert response is not None
        answer = Answer(id=1, response=response, pledge=None, by=1, name="김주무관", at=ANSWERED_AT)
        delivery = replace(delivery, answers=(answer,))
        after = (answered, recorded_reply([answer]))
    notice = reminder_notice(delivery, catalogue, now=ANSWERED_AT, timezone=SEOUL)
    return Conversation(chat="교통행정과 단체방", turns=(notice, *after))


async def _coordinators(catalogue: Catalogue) -> dict[str, Conversation]:
    """What a coordinator does in an office whose departments have a group each."""
    command, page = "/campaign 12/21 4분기 실적 제출", "공약표.txt"
    changed = (DATA / "pledge-table.txt").read_text("utf-8").replace("주차관리과", "주차정책과")
    coordinator = Incoming(by=OPERATOR, here=Here(chat_id=OPERATOR.user_id))
    with TemporaryDirectory() as folder:
        settings = Settings(
            state_db=Path(folder) / "state.db", pledges_db=Path(folder) / "table.db"
        )
        shutil.copyfile(DATA / "pledges.db", settings.pledges_db)
        with State(settings.state_db, SCHEMA) as state:
            await state.write(lambda db: _register_groups(db, catalogue))
            features = _features(state, settings)
            name, _, words = command.removeprefix("/").partition(" ")
            said = {
                "campaign": (
                    command,
                    features.run_command(name, replace(coordinator, words=words)),
                ),
                "table": (
                    f"📄 {page}",
                    features.table.take_file(page, changed.encode(), coordinator),
                ),
            }
            shown = {}
            for picture, (asked, answering) in said.items():
                outcome = await answering
                assert outcome is not None
                assert outcome.message is not None
                first = outcome.message.buttons[0][0].action
                assert isinstance(first, Press)
                after = (await features.press(first, coordinator)).message
                assert after is not None
                turns = (asked, outcome.message, after)
                shown[picture] = Conversation(chat="공약봇", turns=turns)
    return shown


def _features(state: State, settings: Settings) -> Features:
    """The features of an office on the first of December, which reaches nobody."""
    chats = create_autospec(Chats, instance=True)
    return build_features(
        replace(settings, admins=frozenset({OPERATOR.user_id})),
        state,
        LiveCatalogue(settings.pledges_db),
        chats=chats,
        messenger=chats,
        activity=Activity(started_at=FIRST_OF_DECEMBER),
        clock=lambda: FIRST_OF_DECEMBER,
    )


def _register_groups(db: Tables, catalogue: Catalogue) -> None:
    for number, name in enumerate(catalogue.by_department):
        chat = Chat(
            chat_id=-100 - number, title=f"{name} 방", presence=Presence.HERE, hears_all=False
        )
        groups.meet(db, chat, by=0, now=FIRST_OF_DECEMBER)
        groups.bind(db, (chat.chat_id, None), [name], by=0, now=FIRST_OF_DECEMBER)


def _text(turn: str | Message) -> str:
    if isinstance(turn, str):
        return f"> {turn}"
    rows = [" ".join(f"[{each.label}]" for each in row) for row in turn.buttons]
    return "\n".join([turn.text, *rows])


def _draw_turn(pen: ImageDraw.ImageDraw, turn: str | Message, top: int) -> int:
    """Draw a bubble with its buttons below; where it ends."""
    text = turn if isinstance(turn, str) else turn.text.replace("←", "<")  # nor has the font that
    lines = [part for line in text.splitlines() for part in _wrapped(line)]
    wide = max(_length(line) for line in lines)
    if isinstance(turn, Message) and turn.buttons:
        wide = BUBBLE - 2 * PADDING
    left = WIDTH - MARGIN - wide - 2 * PADDING if isinstance(turn, str) else MARGIN
    right, end = left + wide + 2 * PADDING, top + LINE * len(lines) + 2 * PADDING
    pen.rounded_rectangle((left, top, right, end), RADIUS, MINE if text is turn else THEIRS)
    bold = "" if isinstance(turn, str) else turn.bold
    for place, line in enumerate(lines):
        middle = top + PADDING + LINE * place + LINE // 2
        _draw_line(pen, line, left + PADDING, middle, bold=bold)
    for row in () if isinstance(turn, str) else turn.buttons:
        end += BUTTON_GAP
        each = (right - left - BUTTON_GAP * (len(row) - 1)) // len(row)
        for place, one in enumerate(row):
            x = left + place * (each + BUTTON_GAP)
            pen.rounded_rectangle((x, end, x + each, end + BUTTON), 14, PRESSABLE)
            _draw_label(pen, one.label, x + each // 2, end + BUTTON // 2)
        end += BUTTON
    return end


def _draw_line(pen: ImageDraw.ImageDraw, line: str, left: int, middle: int, *, bold: str) -> None:
    for icon in ICONS:
        if line.startswith(icon):
            _draw_icon(pen, icon, left, middle)
            left, line = left + ICON, line.removeprefix(icon)
    is_bold = bool(bold) and line.strip() == bold
    stroke = 0.7 if is_bold else 0
    pen.text((left, middle), line, INK, font(TEXT), anchor="lm", stroke_width=stroke)


def _draw_label(pen: ImageDraw.ImageDraw, label: str, centre: int, middle: int) -> None:
    """A label, its ◀ or ▶ as a triangle."""
    words = label.strip("◀▶ ")
    half = font(SMALL).getlength(words) / 2
    for sign, side in (("◀", -1), ("▶", 1)):
        if sign in label:
            tip, base = centre + side * (half + 30), centre + side * (half + 12)
            pen.polygon(((tip, middle), (base, middle - 10), (base, middle + 10)), WHITE)
    pen.text((centre, middle), words, WHITE, font(SMALL), anchor="mm")


def _draw_icon(pen: ImageDraw.ImageDraw, icon: str, left: int, middle: int) -> None:
    """A plain sign in the place of an emoji."""
    top, right, end, colour = middle - 15, left + 26, middle + 13, ICONS[icon]
    match icon:
        case "🔔":
            pen.pieslice((left + 2, top, right - 2, end + 8), 180, 360, colour)
            pen.rectangle((left + 2, middle, right - 2, end - 6), colour)
            pen.rectangle((left, end - 6, right, end - 3), colour)
            pen.ellipse((left + 9, end - 4, left + 17, end + 3), colour)
        case "🗓":
            pen.rounded_rectangle((left, top, right, end), 4, WHITE, colour, 3)
            pen.rectangle((left, top, right, top + 9), colour)
        case "✅":
            pen.rounded_rectangle((left, top, right, end), 5, colour)
            tick = ((left + 6, middle), (left + 11, middle + 6), (left + 20, middle - 7))
            pen.line(tick, WHITE, 4, joint="curve")
        case "🏢":
            pen.rectangle((left + 3, top, right - 3, end), colour)
            for x, y in ((8, 5), (15, 5), (8, 13), (15, 13)):
                pen.rectangle((left + x, top + y, left + x + 3, top + y + 4), WHITE)
        case _:
            pen.rounded_rectangle((left, top, right, end), 8, colour)


def _wrapped(line: str) -> list[str]:
    """The line in parts that fit into a bubble, broken at spaces."""
    parts = [""]
    for word in line.split(" "):
        longer = f"{parts[-1]} {word}" if parts[-1] else word
        if _length(longer) <= BUBBLE - 2 * PADDING or not parts[-1]:
            parts[-1] = longer
        else:
            parts.append(word)
    return parts


def _length(line: str) -> int:
    icons = sum(line.count(icon) for icon in ICONS)
    plain = "".join(char for char in line if char not in ICONS)
    return ICON * icons + int(font(TEXT).getlength(plain))


if __name__ == "__main__":
    main()
