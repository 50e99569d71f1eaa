"""The table's life: loads, undos, reorganisations and history, in any channel."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from bot.lookup.numbers import Numbers, numbers
from bot.people.access import Right, may
from bot.people.audit import Act
from bot.people.interaction import Command, NotAllowedError, Outcome
from bot.people.messages import DeliveryError, File, Message
from bot.people.store import audit
from bot.store.errors import StoreError
from bot.table import aliases, desk_replies, files, replies
from bot.table.command import NotUnderstood, is_reorganisation, reorganisation
from bot.table.edition import Edition
from bot.table.export import workbook
from bot.table.fault import RefusedError
from bot.table.learning import Learning
from bot.table.reorganisation import StepKind, read, successors, vanished, written
from bot.table.rows import Row, Table
from bot.table.store import proposals, versions
from bot.table.verbs import TableVerb

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
    from datetime import datetime, tzinfo
    from pathlib import Path

    from bot.lookup.answering import Catalogues
    from bot.people.groups import Address
    from bot.people.interaction import Incoming
    from bot.people.membership import Membership
    from bot.people.messages import Messenger, Press, Verb
    from bot.store.state import State, Tables
    from bot.table import edition
    from bot.table.reorganisation import Step
    from bot.table.store.proposals import Proposal

ON_MISSES = frozenset(
    {TableVerb.MISSES, TableVerb.LEARN, TableVerb.UNLEARN, TableVerb.DISMISS_MISS}
)
LOG = logging.getLogger(__name__)

FEW_IN_COMMON = 0.3  # of a file's numbers: below it, it is rather another term's table
PLANNED_EVERY_S = 60.0


class DepartmentLinks(Protocol):
    """What hangs on the names of departments, outside of the table."""

    def linked(self, name: str) -> tuple[int, int]:
        """How many groups and reminders a department has."""
        ...

    def addresses(self, names: Sequence[str]) -> tuple[Address, ...]:
        """Where the groups are that any of these departments has."""
        ...

    async def rename(self, renamed: Mapping[str, Sequence[str]], *, by: int) -> None:
        """Let the groups and reminders of each old name go on under its new ones."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDesk:
    """Commands and buttons about the table; all of them are for coordinators."""

    path: Path
    state: State
    membership: Membership
    catalogues: Catalogues
    links: DepartmentLinks
    chats: Messenger
    clock: Callable[[], datetime]
    timezone: tzinfo
    asked: dict[int, str] = field(default_factory=dict)  # what each person was asked last
    verbs: type[Verb] = TableVerb

    @property
    def commands(self) -> Mapping[str, Command]:
        """All of them are for coordinators."""
        return {
            "table": Command(run=self._table, needs=Right.CHANGE_TABLE),
            "reorg": Command(run=self._reorganise_command, needs=Right.CHANGE_TABLE),
            "misses": Command(run=self._misses, needs=Right.CHANGE_TABLE),
            "history": Command(run=self._history_command, needs=Right.CHANGE_TABLE),
        }

    async def take_text(self, incoming: Incoming) -> Outcome | None:
        """Take what answers `/reorg` or `/history` without words; all else is a question."""
        asked = self.asked.pop(incoming.by.user_id, "")
        if incoming.here.is_group or not self.may_load(incoming.by.user_id):
            return None
        if asked == "reorg" and is_reorganisation(incoming.words):
            return await self._reorganise_command(incoming)
        return await self._history_command(incoming) if asked == "history" else None

    async def run(self) -> None:
        """Apply planned reorganisations on their day, until cancelled."""
        while True:
            try:
                await self.apply_planned()
            except StoreError as trouble:
                LOG.error("table.not_written reason=%s", trouble.trouble.name)
            except Exception as fault:  # noqa: BLE001 -- nothing here may end the bot
                LOG.error("table.fault error=%s", type(fault).__name__)
            await asyncio.sleep(PLANNED_EVERY_S)

    def may_load(self, user_id: int) -> bool:
        """Whether a file from this person is taken for a table."""
        return may(self.membership.own_role(user_id), Right.CHANGE_TABLE)

    # -- files ------------------------------------------------------------------------------

    async def take_upload(
        self,
        name: str,
        size: int,
        download: Callable[[], Awaitable[bytes | None]],
        incoming: Incoming,
    ) -> AsyncIterator[Message]:
        """Read a file that was sent: a message, and what then takes its place."""
        if size > files.MAX_FILE_BYTES:
            yield desk_replies.TOO_LARGE
            return
        yield desk_replies.READING
        content = await download()
        if content is None:
            yield desk_replies.NOT_DOWNLOADED
        elif message := (await self.take_file(name, content, incoming)).message:
            yield message

    async def take_file(self, name: str, content: bytes, incoming: Incoming) -> Outcome:
        """Read a file and show what it would change; nothing is changed. Raises NotAllowedError."""
        self._require(incoming)
        if len(content) > files.MAX_FILE_BYTES:
            return Outcome(message=desk_replies.TOO_LARGE)
        found = await asyncio.to_thread(files.recognised, content, name)
        if found.faults:
            faults = replies.refused(RefusedError(((name, found.faults),)))
            return Outcome(message=Message(text="\n".join(faults[: desk_replies.MAX_LINES])))
        catalogue = await self.catalogues.current()
        base = versions.versions(self.path, limit=1)[0].id
        by, now = incoming.by.user_id, self.clock()
        proposal_id = await self.state.write(
            lambda db: proposals.add(db, by=by, name=name, content=content, base=base, now=now)
        )
        mine = {row.pledge.number for row in found.rows}
        common = sum(pledge.number in mine for pledge in catalogue.pledges)
        if common < FEW_IN_COMMON * len(mine):
            following = _term_number(catalogue.term) + 1
            return Outcome(
                message=desk_replies.term_message(
                    proposal_id, file=name, current=catalogue.term, following=following
                )
            )
        return await self._show_load(proposal_id)

    async def _show_load(self, proposal_id: int) -> Outcome:
        proposal = self._proposal(proposal_id)
        if proposal is None:
            return Outcome(toast=desk_replies.GONE)
        found, outcome = await self._compared(proposal)
        remarks = [
            *map(replies.suspicion, found.suspicions),
            *map(replies.note, found.notes),
        ]
        message = desk_replies.load_message(
            outcome, proposal_id, file=proposal.name, remarks=remarks
        )
        return Outcome(message=message)

    async def _compared(
        self, proposal: Proposal, *, apply: bool = False
    ) -> tuple[files.Recognised, edition.Outcome]:
        """A file and what it changes; done with `apply`. Raises TableChangedError."""
        catalogue = await self.catalogues.current()
        own = versions.own_aliases(self.path)
        found = await asyncio.to_thread(files.recognised, proposal.content, proposal.name)
        new = Edition(
            table=Table(
                rows=found.rows,
                aliases=aliases.fitting(
                    (one for one in catalogue.aliases if one not in own), found.rows
                ),
            ),
            file=proposal.name,
            sha256=hashlib.sha256(proposal.content).hexdigest(),
            loaded_at=self.clock(),
            term=proposal.term,
            as_of=found.as_of,
        )
        outcome = await asyncio.to_thread(
            versions.load,
            self.path,
            new,
            dry_run=not apply,
            by=proposal.by,
            base=proposal.base,
        )
        return found, outcome

    # -- buttons ----------------------------------------------------------------------------

    async def press(self, press: Press, incoming: Incoming) -> Outcome:
        """Do what a button says. Raises NotAllowedError."""
        self._require(incoming)
        try:
            return await self._pressed(press, incoming)
        except versions.TableChangedError:
            return Outcome(message=desk_replies.CHANGED_MEANWHILE)
        except StoreError as trouble:
            LOG.error("table.not_written reason=%s", trouble.trouble.name)
            return Outcome(message=desk_replies.CANNOT_WRITE)

    async def _pressed(self, press: Press, incoming: Incoming) -> Outcome:
        match press.verb, press.numbers:
            case TableVerb.TABLE, ():
                return await self._table(incoming)
            case TableVerb.VERSIONS, (page,):
                return self._versions(page)
            case TableVerb.EXPORT, ():
                return await self._export()
            case TableVerb.UNDO, (version,):
                return await self._undo(version, incoming)
            case TableVerb.FOLLOW, (version, place):
                return await self._follow(version, incoming, place=place)
            case TableVerb.FOLLOW_ALL, (version,):
                return await self._follow(version, incoming)
            case TableVerb.CANCEL_PLANNED, (planned,):
                versions.cancel_reorganisation(self.path, planned)
                return await self._table(incoming)
            case TableVerb.HISTORY, (place,):
                return await self._history_at(place)
            case verb, _ if verb in ON_MISSES:
                return await self._learning.press(press, by=incoming.by.user_id)
        return await self._pressed_on_proposal(press, incoming)

    async def _pressed_on_proposal(self, press: Press, incoming: Incoming) -> Outcome:
        proposal_id = press.numbers[0]
        proposal = self._proposal(proposal_id)
        if proposal is None:
            return Outcome(toast=desk_replies.GONE)
        match press.verb, press.numbers:
            case TableVerb.NEW_TERM, (_, term):
                catalogue = await self.catalogues.current()
                name = f"민선{term}기" if term else catalogue.term
                await self.state.write(lambda db: proposals.change(db, proposal_id, term=name))
                return await self._show_load(proposal_id)
            case TableVerb.DETAILS, (_, page):
                _, outcome = await self._compared(proposal)
                return Outcome(message=desk_replies.details_message(outcome, proposal_id, page))
            case TableVerb.DROP, _:
                await self.state.write(lambda db: proposals.delete(db, proposal_id))
                return Outcome(message=desk_replies.DROPPED)
            case TableVerb.ASSIGN, (_, place):
                return await self._assign(proposal, place)
            case TableVerb.APPLY | TableVerb.APPLY_SURELY, _:
                is_sure = press.verb is TableVerb.APPLY_SURELY
                if not proposal.name:
                    return await self._apply_reorganisation(proposal, incoming)
                return await self._apply(proposal, incoming, is_sure=is_sure)
        return Outcome(toast=desk_replies.GONE)

    async def _apply(self, proposal: Proposal, incoming: Incoming, *, is_sure: bool) -> Outcome:
        if not is_sure:
            _, outcome = await self._compared(proposal)
            if outcome.deletes_much:
                return Outcome(message=desk_replies.surely_message(outcome, proposal.id))
        _, outcome = await self._compared(proposal, apply=True)
        await self._note(Act.TABLE_LOADED, incoming, drop=proposal.id)
        await self._tell_groups(outcome)
        version = versions.versions(self.path, limit=1)[0].id
        return Outcome(message=desk_replies.applied_message(outcome, version, self._gone(outcome)))

    async def _undo(self, version: int, incoming: Incoming) -> Outcome:
        by, at = incoming.by.user_id, self.clock()
        steps = self._steps_of(version)
        outcome = await asyncio.to_thread(versions.undo, self.path, at=at, by=by, version=version)
        if outcome is None:
            return Outcome(toast=desk_replies.NOTHING_TO_UNDO)
        back: dict[str, list[str]] = {}
        for old, new in steps:
            back.setdefault(new, []).append(old)
        await self.links.rename(back, by=by)
        await self._note(Act.TABLE_UNDONE, incoming)
        await self._tell_groups(outcome)
        return Outcome(message=desk_replies.undone_message(outcome))

    async def _follow(self, version: int, incoming: Incoming, place: int | None = None) -> Outcome:
        """Let groups and reminders of vanished departments go on under their successors."""
        before, after = versions.tables_around(self.path, version)
        gone = [*vanished(before, after).items()]
        chosen = gone if place is None else gone[place : place + 1]
        moved = [(old, found[0][0]) for old, found in chosen if found]
        await self.links.rename({old: (new,) for old, new in moved}, by=incoming.by.user_id)
        return Outcome(message=desk_replies.followed_message(moved, version))

    def _gone(self, outcome: edition.Outcome) -> list[tuple[str, tuple[str, ...], int, int]]:
        """Vanished departments, their likely successors, groups and reminders."""
        return [
            (name, tuple(new for new, _ in found[:2]), *self.links.linked(name))
            for name, found in vanished(outcome.old_table, outcome.table).items()
        ]

    # -- reorganisations --------------------------------------------------------------------

    async def _reorganise_command(self, incoming: Incoming) -> Outcome:
        if not incoming.words:
            self.asked[incoming.by.user_id] = "reorg"
            return Outcome(message=desk_replies.ASK_REORGANISATION)
        catalogue = await self.catalogues.current()
        today = self.clock().astimezone(self.timezone).date()
        asked = reorganisation(incoming.words, catalogue, today)
        if isinstance(asked, NotUnderstood):
            return Outcome(message=desk_replies.not_understood(asked.unknown))
        base = versions.versions(self.path, limit=1)[0].id
        now, day = self.clock(), asked.day.isoformat() if asked.day else None
        proposal_id = await self.state.write(
            lambda db: proposals.add(
                db,
                by=incoming.by.user_id,
                name="",
                content=written(asked.steps).encode(),
                base=base,
                now=now,
                day=day,
            )
        )
        return await self._show_reorganisation(proposal_id)

    async def _show_reorganisation(self, proposal_id: int) -> Outcome:
        proposal = self._proposal(proposal_id)
        if proposal is None:
            return Outcome(toast=desk_replies.GONE)
        steps = read(proposal.content.decode())
        outcome = self._reorganised(proposal, steps, dry_run=True)
        names = dict.fromkeys(old for old, _ in successors(steps))
        return Outcome(
            message=desk_replies.reorganisation_message(
                outcome,
                steps,
                proposal_id,
                day=date.fromisoformat(proposal.day) if proposal.day else None,
                links={name: self.links.linked(name) for name in names},
            )
        )

    async def _assign(self, proposal: Proposal, place: int) -> Outcome:
        """Give a pledge of a department that is split to the next of its successors."""
        steps = read(proposal.content.decode())
        if len(steps) != 1 or steps[0].kind is not StepKind.SPLIT:
            return Outcome(toast=desk_replies.GONE)
        step = steps[0]
        pledges = desk_replies.split_pledges(self._reorganised(proposal, steps, dry_run=True), step)
        if place >= len(pledges):
            return Outcome(toast=desk_replies.GONE)
        number, given = pledges[place].number, dict(step.pledges)
        at = step.new.index(given.get(number, step.new[0]))
        given[number] = step.new[(at + 1) % len(step.new)]
        content = written([replace(step, pledges=tuple(given.items()))]).encode()
        await self.state.write(lambda db: proposals.change(db, proposal.id, content=content))
        return await self._show_reorganisation(proposal.id)

    async def _apply_reorganisation(self, proposal: Proposal, incoming: Incoming) -> Outcome:
        steps = read(proposal.content.decode())
        today = self.clock().astimezone(self.timezone).date()
        day = date.fromisoformat(proposal.day) if proposal.day else today
        if day > today:
            versions.plan_reorganisation(self.path, steps, on=day, at=self.clock(), by=proposal.by)
            await self._note(Act.REORGANISATION_PLANNED, incoming, drop=proposal.id)
            return Outcome(message=desk_replies.planned_message(day))
        outcome = self._reorganised(proposal, steps, dry_run=False, since=day)
        await self._after_reorganisation(outcome, steps, by=incoming.by.user_id)
        await self._note(Act.REORGANISED, incoming, drop=proposal.id)
        version = versions.versions(self.path, limit=1)[0].id
        return Outcome(message=desk_replies.reorganised_message(outcome, version, steps))

    async def apply_planned(self) -> None:
        """Apply the reorganisations whose day has come; coordinators are told of each."""
        today = self.clock().astimezone(self.timezone).date()
        for planned_id, day, steps in versions.planned_reorganisations(self.path):
            if day > today:
                return
            outcome = versions.reorganise(
                self.path, steps, at=self.clock(), since=day, planned=planned_id
            )
            await self._after_reorganisation(outcome, steps, by=0)
            version = versions.versions(self.path, limit=1)[0].id
            message = desk_replies.reorganised_message(outcome, version, steps)
            for user_id in sorted(self.membership.coordinators()):
                await self._send((user_id, None), message)

    async def _after_reorganisation(
        self, outcome: edition.Outcome, steps: Sequence[Step], *, by: int
    ) -> None:
        renamed: dict[str, list[str]] = {}
        for old, new in successors(steps):
            renamed.setdefault(old, []).append(new)
        await self.links.rename(renamed, by=by)
        await self._tell_groups(outcome)

    def _reorganised(
        self,
        proposal: Proposal,
        steps: Sequence[Step],
        *,
        dry_run: bool,
        since: date | None = None,
    ) -> edition.Outcome:
        at = self.clock()
        return versions.reorganise(
            self.path,
            steps,
            at=at,
            since=since or at.astimezone(self.timezone).date(),
            by=proposal.by,
            base=proposal.base,
            dry_run=dry_run,
        )

    def _steps_of(self, version: int) -> tuple[tuple[str, str], ...]:
        """The successors that a version made."""
        return versions.successors_of(self.path, version)

    @property
    def _learning(self) -> Learning:
        return Learning(
            path=self.path, state=self.state, catalogues=self.catalogues, clock=self.clock
        )

    async def _misses(self, _incoming: Incoming) -> Outcome:
        return await self._learning.show()

    # -- looking ----------------------------------------------------------------------------

    async def _table(self, _incoming: Incoming) -> Outcome:
        catalogue = await self.catalogues.current()
        planned = versions.planned_reorganisations(self.path)
        return Outcome(message=desk_replies.table_message(catalogue, planned))

    def _versions(self, page: int) -> Outcome:
        size = desk_replies.PAGE_VERSIONS
        found = versions.versions(self.path, limit=size + 1, skip=max(0, page - 1) * size)
        return Outcome(message=desk_replies.versions_message(found, page, self.timezone))

    async def _export(self) -> Outcome:
        catalogue = await self.catalogues.current()
        rows = [Row(pledge=pledge) for pledge in catalogue.pledges]
        content = await asyncio.to_thread(workbook, rows)
        name = f"{catalogue.term}-공약표.xlsx"
        return Outcome(file=File(name=name, content=content, caption=name))

    async def _history_command(self, incoming: Incoming) -> Outcome:
        if not incoming.words:
            self.asked[incoming.by.user_id] = "history"
            return Outcome(message=desk_replies.ASK_HISTORY)
        catalogue = await self.catalogues.current()
        named = numbers(incoming.words, catalogue)
        found = named.numbers[0] if isinstance(named, Numbers) else None
        if found is None or found not in catalogue.by_number:
            return Outcome(message=desk_replies.no_such_pledge(incoming.words))
        changes = versions.changes_of(self.path, found, catalogue.term)
        pledge = catalogue.by_number[found]
        return Outcome(message=desk_replies.history_message(pledge, changes, self.timezone))

    async def _history_at(self, place: int) -> Outcome:
        catalogue = await self.catalogues.current()
        if place >= len(catalogue.pledges):
            return Outcome(toast=desk_replies.GONE)
        pledge = catalogue.pledges[place]
        changes = versions.changes_of(self.path, pledge.number, catalogue.term)
        return Outcome(message=desk_replies.history_message(pledge, changes, self.timezone))

    # ---------------------------------------------------------------------------------------

    def _require(self, incoming: Incoming) -> None:
        if incoming.here.is_group or not self.may_load(incoming.by.user_id):
            raise NotAllowedError

    def _proposal(self, proposal_id: int) -> Proposal | None:
        return self.state.read(lambda db: proposals.proposal(db, proposal_id))

    async def _note(self, act: Act, incoming: Incoming, drop: int | None = None) -> None:
        now, by = self.clock(), incoming.by.user_id

        def change(db: Tables) -> None:
            audit.note(db, act, by=by, now=now)
            if drop is not None:
                proposals.delete(db, drop)

        await self.state.write(change)

    async def _tell_groups(self, outcome: edition.Outcome) -> None:
        """Tell each department's groups which pledges came and went; who is not reached, is not."""
        if outcome.old_term != outcome.term:
            return
        before, after = _owned(outcome.old_table), _owned(outcome.table)
        for name in dict.fromkeys((*before, *after)):
            came = [n for n in after.get(name, ()) if n not in before.get(name, ())]
            went = [n for n in before.get(name, ()) if n not in after.get(name, ())]
            if not (came or went):
                continue
            message = desk_replies.came_and_went(name, came, went, outcome.term)
            for address in self.links.addresses([name]):
                await self._send(address, message)

    async def _send(self, address: Address, message: Message) -> None:
        chat_id, topic_id = address
        try:
            await self.chats.send(chat_id, message, topic_id=topic_id)
        except DeliveryError as error:
            LOG.warning("table.not_told chat=%d error=%s", chat_id, type(error).__name__)


def _owned(table: Table) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in table.rows:
        for name in row.pledge.owners:
            found.setdefault(name, []).append(str(row.pledge.number))
    return found


def _term_number(term: str) -> int:
    digits = re.search(r"\d+", term)
    return int(digits[0]) if digits else 0
