"""The text around the words of a schedule: whom and what about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.reminders.phrases.days import NamedDays
from bot.reminders.phrases.phrase import joined, tidy
from bot.reminders.rules.schedule import Once

if TYPE_CHECKING:
    from bot.reminders.phrases.clusters import Cluster
    from bot.reminders.phrases.phrase import Phrase


def ends_in_colon(phrase: Phrase, cluster: Cluster) -> bool:
    """Whether all that follows is the message, whatever it says."""
    return phrase.text[cluster.end :].lstrip(" )").startswith(":")


def said_words(phrase: Phrase, cluster: Cluster) -> str:
    """The words of a schedule, without those in its gap."""
    if cluster.gap is None:
        return phrase.text[cluster.start : cluster.end].strip(" ,()")
    start, end = cluster.gap
    parts = (phrase.text[cluster.start : start], phrase.text[end : cluster.end])
    return " ".join(part.strip(" ,()") for part in parts)


def rest_of(phrase: Phrase, cluster: Cluster) -> tuple[str, str, str]:
    """The text before a schedule, what stands in its gap, and what behind it."""
    before = tidy(phrase.text[: cluster.start]).removesuffix("(").rstrip()
    after = tidy(tidy(phrase.text[cluster.end :]).removeprefix(")"))
    event, within, due = "", "", ""
    if cluster.gap is not None:
        event = _event_words(phrase, cluster)
        within = tidy(phrase.text[slice(*cluster.gap)].removesuffix("("))
    if cluster.due is not None:
        clock, mark = cluster.due
        due = phrase.words(clock.start, mark.end)
    return before, joined(event, due, within), after


def _event_words(phrase: Phrase, cluster: Cluster) -> str:
    """When the event in the gap is, as people want to read it: 15시 간담회, 12/20 회의."""
    words = []
    if cluster.leads and not cluster.counts_down and len(cluster.groups) == 1:
        match cluster.groups[0].days:
            case NamedDays(rule=Once(day=day)):
                words.append(f"{day.month}/{day.day}")
    if cluster.event is not None and (words or cluster.minutes_before):
        words.append(phrase.words(cluster.event.start, cluster.event.end).removesuffix("에"))
    return " ".join(words)
