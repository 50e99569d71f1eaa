"""Checks of what the bot is to Telegram: token, network, webhook, groups."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx
from telegram import Bot, User, WebhookInfo
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.operations.checks import clock_finding
from bot.operations.findings import Finding, fault, hint, ok
from bot.operations.settings import Settings
from bot.people.groups import Group, Presence
from bot.people.store import groups
from bot.store.errors import StoreError
from bot.store.inspection import query_file
from bot.telegram.calls import TIMEOUT_S, connected_bot
from bot.telegram.messenger import presence
from bot.telegram.request import trusted_certificates

MANY_WAITING = 100  # updates at Telegram; the bot takes as many at once
RECENT = timedelta(hours=1)


async def clock_offset(api_url: str, *, clock: Callable[[], datetime]) -> timedelta | None:
    """How far our clock is ahead of the Bot API's, to the second; None when that does not tell."""
    try:
        async with httpx.AsyncClient(timeout=TIMEOUT_S, verify=trusted_certificates()) as client:
            sent_at = clock()
            answer = await client.get(api_url)
            got_at = clock()
        there = parsedate_to_datetime(answer.headers["date"])
    except (httpx.HTTPError, LookupError, ValueError, TypeError):
        return None
    # The header is cut to whole seconds, and was written somewhere between sending and getting.
    return sent_at + (got_at - sent_at) / 2 - there - timedelta(seconds=0.5)


async def telegram_findings(
    token: str, settings: Settings, *, clock: Callable[[], datetime]
) -> AsyncIterator[Finding]:
    """One after the other, as soon as each is known. Nothing is changed, no update is taken."""
    async with connected_bot(token, settings.api_url) as bot:
        try:
            me = await bot.get_me()
            yield ok("network", f"{settings.api_url} answers")
            yield ok("token", f"@{me.username} ({me.id})")
            yield clock_finding(await clock_offset(settings.api_url, clock=clock))
            for finding in _profile(me):
                yield finding
            yield _webhook(await bot.get_webhook_info(), settings, now=clock())
            with suppress(StoreError):  # the checks of the machine report it
                for group in query_file(settings.state_db, groups.registered):
                    yield await _group(bot, me, group)
        except InvalidToken:
            advice = "copy the token from @BotFather (/token) into .env as BOT_TOKEN"
            yield fault("token", "rejected", advice)
        except TelegramError as error:
            text = f"{settings.api_url}: {type(error).__name__}: {error.message}"
            advice = "check DNS, the firewall, and HTTPS_PROXY or BOT_API_URL"
            yield fault("network", text, advice)


def _profile(me: User) -> Iterator[Finding]:
    if me.supports_inline_queries:
        yield ok("inline", "on")
    else:
        yield hint("inline", "off: no results as one types", "send /setinline to @BotFather")
    if me.can_read_all_group_messages:
        yield ok("privacy", "off: the bot hears all that is said in its groups")
    else:
        yield ok(
            "privacy", "on: in groups the bot hears commands and replies, where it is no admin"
        )
    if not me.can_join_groups:
        yield fault("group", "the bot may not be added to any", "/setjoingroups")


def _webhook(info: WebhookInfo, settings: Settings, *, now: datetime) -> Finding:
    wanted = settings.webhook_url or ""
    waiting = f"{info.pending_update_count} updates wait"
    if info.url != wanted:
        text = "none is set" if not info.url else "another one is set"
        advice = "start the bot; if it runs, another program uses this token: /revoke it"
        return fault("webhook", f"{text}; {waiting}", advice)
    failed_at = info.last_error_date
    if wanted and failed_at is not None and now - failed_at.astimezone(UTC) < RECENT:
        text = f"Telegram could not deliver: {info.last_error_message}; {waiting}"
        return fault("webhook", text, "check the proxy, its certificate and BOT_WEBHOOK_LISTEN")
    if info.pending_update_count > MANY_WAITING:
        return hint("webhook", waiting, "if this does not fall, the bot is stopped or stuck")
    return ok("webhook", f"{'set' if wanted else 'none, long polling'}; {waiting}")


async def _group(bot: Bot, me: User, group: Group) -> Finding:
    name = f"{', '.join(group.departments)} ('{group.title}')"
    try:
        member = await bot.get_chat_member(group.chat_id, me.id)
    except (Forbidden, BadRequest) as refused:
        return fault("group", f"{name}: {refused.message}", "add the bot there again")
    match presence(member):
        case Presence.GONE:
            return fault("group", f"{name}: the bot is not in it", "add the bot there again")
        case Presence.MUTED:
            return fault("group", f"{name}: the bot may not write", "let it, or make it an admin")
    return ok("group", name)
