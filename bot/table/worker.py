"""Table worker: apply planned reorganisations, audit every version, let groups follow it."""

import asyncio
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from bot.lookup.card_replies import headed
from bot.lookup.pledge import Pledge
from bot.people.access import OPERATOR
from bot.people.audit_replies import Act
from bot.people.coordinators import notify_coordinators
from bot.people.groups import Address
from bot.people.messages import DeliveryError, Message
from bot.people.office import Office
from bot.people.store import audit
from bot.store.errors import log_faults
from bot.store.state import Tables
from bot.table import desk_replies, group_replies, reorganising_replies
from bot.table.changes import predecessors
from bot.table.edition import Revision
from bot.table.history import Version, VersionKind
from bot.table.reorganisation import by_old, likeliest
from bot.table.store import additions, proposals, versions

LOG = logging.getLogger(__name__)

PLANNED_EVERY_S = 60.0
MAX_FOLLOWED = 50  # versions at once
_ACTS = {
    VersionKind.LOAD: Act.TABLE_LOADED,
    VersionKind.UNDO: Act.TABLE_UNDONE,
    VersionKind.REORGANISATION: Act.REORGANISED,
}


class DepartmentLinks(Protocol):
    """What is registered under the names of departments, outside of the table."""

    def linked(self, name: str) -> tuple[int, int, int]:
        """How many groups, reminders and messages that wait for an answer a department has."""

    def addresses(self, names: Sequence[str]) -> tuple[Address, ...]:
        """Where the groups are that any of these departments has, and can be written to."""

    async def rename(self, renamed: Mapping[str, Sequence[str]], *, version: int, by: int) -> None:
        """Give groups, reminders and deliveries of old names the new ones of a version."""

    async def restore(self, version: int, *, by: int) -> None:
        """Undo what was renamed as of a version."""

    def reminders_of(
        self, numbers: Iterable[str], term: str | None, *, until: datetime
    ) -> tuple[tuple[int, str], ...]:
        """The id and text of each reminder that was for the owners of these pledges alone."""

    def running(self, today: date) -> tuple[tuple[str, date], ...]:
        """The text and the deadline of each campaign that goes on."""

    async def end(self, reminder_ids: Iterable[int], *, by: int) -> None:
        """End reminders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWorker:
    """Does once, after a kill too, what a new version leads to outside the table."""

    office: Office
    path: Path
    links: DepartmentLinks
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)  # one follows at a time

    async def run(self) -> None:
        """Apply planned reorganisations on their day, follow every change, until cancelled."""
        followed = 0
        while True:
            with log_faults(LOG, "table"):
                await self.apply_planned_reorganisations()
                if (last := versions.last_id(self.path)) != followed:
                    await self.follow_versions()
                    followed = last
            await asyncio.sleep(PLANNED_EVERY_S)

    async def apply_planned_reorganisations(self) -> None:
        """Apply the reorganisations whose day has come, and let groups follow each."""
        now, today = self.office.clock(), self.office.today()
        for planned_id, day, steps in additions.planned_reorganisations(self.path):
            if day > today:
                return
            await self.follow_versions()
            done = versions.reorganise(self.path, steps, at=now, since=day, planned=planned_id)
            if versions.last_id(self.path) == done.version:
                await notify_coordinators(self.office, reorganising_replies.outdated_message(steps))
            await self.follow_versions()

    async def follow_versions(self, *, shown: int | None = None) -> None:
        """Let groups and reminders follow every version that they have not yet, and audit it.

        What nobody did in chat is shown to the coordinators; the one that is `shown` was. After a
        kill it begins with the version that it was at.
        """
        async with self._turn:
            latest = versions.versions(self.path, limit=MAX_FOLLOWED)
            newest = latest[0].id if latest else 0
            done, notified = self.office.state.read(proposals.followed_version)
            if done is None or done > newest:  # a table that nobody has been notified of before
                done, notified = newest if shown is None else shown - 1, 0
            unfollowed = [each for each in latest if each.id > done]
            for version in reversed(unfollowed):
                renamed = versions.successors_of(self.path, version.undoes or version.id)
                by = version.by or 0
                if version.undoes is None:
                    await self.links.rename(by_old(renamed), version=version.id, by=by)
                else:
                    await self.links.restore(version.undoes, by=by)
                    renamed = tuple((new, old) for old, new in renamed)
                if version.id == newest and (
                    found := await asyncio.to_thread(versions.revision_of, self.path, newest)
                ):
                    _, revision = found
                    await self._notify_groups([*self._messages(revision, renamed)], done, notified)
                    if newest != shown and version.by is None:
                        await notify_coordinators(self.office, self.applied(version, revision))
                await self.office.state.write(self._record_followed, version)
                done, notified = version.id, 0
            if not unfollowed:
                await self.office.state.write(proposals.record_followed_version, newest)

    async def move(
        self, pairs: Sequence[tuple[str, str]], version: Version, revision: Revision, *, by: int
    ) -> None:
        """Give what is registered under old names the new ones, and tell the groups."""
        owned = _owned({str(one.number): one for one in revision.current.pledges})
        told = [
            (address, group_replies.moved_message(old, new, len(owned.get(new, ()))))
            for old, new in pairs
            for address in self.links.addresses([old])
        ]
        renamed = by_old(versions.successors_of(self.path, version.id))  # and before a kill
        await self.links.rename(renamed, version=version.id, by=by)
        for address, message in told:
            await self._send(address, message)

    def _record_followed(self, db: Tables, version: Version) -> None:
        is_in_shell = version.by is None and version.kind is not VersionKind.REORGANISATION
        by = OPERATOR.user_id if is_in_shell else version.by
        audit.note(db, _ACTS[version.kind], by=by, detail=f"#{version.id}", now=version.at)
        proposals.record_followed_version(db, version.id)

    def applied(self, version: Version, revision: Revision) -> Message:
        """What a version changed, and what it touches that nobody has decided on yet."""
        return desk_replies.applied_message(
            revision,
            version,
            touched=self.touched(revision, version),
            moved=by_old(versions.successors_of(self.path, version.id)),
            reminders=self.reminders_of_gone(revision, version),
            running=self.links.running(self.office.today()) if revision.is_new_term else (),
        )

    def touched(self, revision: Revision, version: Version) -> Sequence[desk_replies.Touched]:
        """The departments that vanished with a version, and of which nobody decided what became."""
        moved = by_old(versions.successors_of(self.path, version.id))
        after = revision.table.departments
        gone = [name for name in revision.replaced.departments if name not in after]
        return [
            desk_replies.Touched(
                version=version.id,
                place=gone.index(name),
                name=name,
                successors=found,
                linked=self.links.linked(name),
            )
            for name, found in revision.vanished.items()
            if name in gone and name not in moved
        ]

    def reminders_of_gone(
        self, revision: Revision, version: Version
    ) -> tuple[tuple[int, str], ...]:
        """The reminders of pledges that are gone, or that are a past term's."""
        kept = {one.number for one in revision.current.pledges if not revision.is_new_term}
        gone = (one.number for one in revision.replaced.pledges if one.number not in kept)
        return self.links.reminders_of(map(str, gone), revision.old_term, until=version.at)

    async def _notify_groups(
        self, messages: Sequence[tuple[Address, Message]], done: int, notified: int
    ) -> None:
        """Send what was not sent before a kill."""
        for count, (address, message) in enumerate(messages[notified:], start=notified + 1):
            await self._send(address, message)
            await self.office.state.write(proposals.record_followed_version, done, count)

    def _messages(
        self, revision: Revision, renamed: Sequence[tuple[str, str]]
    ) -> Iterator[tuple[Address, Message]]:
        """What is told to the groups of each department whose pledges changed."""
        changes = _Changes(revision, renamed)
        for name in dict.fromkeys((*changes.before, *changes.after)):
            if (message := changes.message(name)) is not None:
                yield from ((address, message) for address in self.links.addresses([name]))

    async def _send(self, address: Address, message: Message) -> None:
        chat_id, topic_id = address
        try:
            await self.office.messenger.send(chat_id, message, topic_id=topic_id)
        except DeliveryError as error:
            LOG.warning("table.not_sent chat=%d error=%s", chat_id, type(error).__name__)


class _Changes:
    """Which pledges each department got and lost with a revision; all of them in a new term.

    Of departments that were `renamed`, merged or split, that is told and what else changes.
    """

    def __init__(self, revision: Revision, renamed: Sequence[tuple[str, str]]) -> None:
        replaced, current = revision.replaced.pledges, revision.current.pledges
        now = {was.number: str(n) for n, was in predecessors(replaced, current).items()}
        before = {now.get(one.number, f"{one.number} before"): one for one in replaced}
        after = {str(one.number): one for one in current}
        self.before, self.after = _owned(before), _owned(after)
        self._revision, self._renamed = revision, renamed
        self._vanished, self._respelt = revision.vanished, revision.respelt
        self._parts = by_old(renamed)
        self._titled = {key: headed(one) for key, one in (before | after).items()}

    def message(self, name: str) -> Message | None:
        """What a department is told; None where nothing of its changed."""
        was, now = self.before.get(name, {}), self.after.get(name, {})
        term = self._revision.new_term
        if self._revision.is_new_term:
            return group_replies.new_term_message(name, [*now], term)
        olds = [old for old, new in self._renamed if new == name and old in self.before and not was]
        for old in olds:
            was |= self.before[old]
        if heir := self._heir(name, was):
            now = self.after[heir]
        came, went = (
            [self._titled[number] for number in of if number not in others]
            for of, others in ((now, was), (was, now))
        )
        if heir:
            return group_replies.heir_message(name, heir, came, went, len(now))
        if now and {(old, name) for old in olds}.difference(self._respelt):
            return group_replies.successor_message(
                name,
                olds=olds,
                parts=self._parts[olds[0]],
                came=came,
                went=went,
                now=[self._titled[number] for number in now],
            )
        return group_replies.came_and_went(name, came, went, term) if came or went else None

    def _heir(self, name: str, was: Mapping[str, None]) -> str:
        """The new department that got most of the pledges of one that vanished; "" for none."""
        heir, *others = likeliest(self._vanished.get(name, ())) or ("",)
        kept = [number for number in self.after.get(heir, ()) if number in was]
        is_heir = heir not in self.before and not others and 2 * len(kept) > len(was)
        return heir if is_heir else ""


def _owned(pledges: Mapping[str, Pledge]) -> dict[str, dict[str, None]]:
    """The keys of each department's pledges, in their order."""
    found: dict[str, dict[str, None]] = {}
    for key, pledge in pledges.items():
        for name in pledge.owners:
            found.setdefault(name, {})[key] = None
    return found
