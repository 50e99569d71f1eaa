"""The table's life: loads, undos, reorganisations and history, in any channel."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import ClassVar

from bot.lookup.answering import Catalogues
from bot.lookup.catalogue import Catalogue
from bot.lookup.store import asked_counts, most_asked
from bot.people.access import Right, may
from bot.people.interaction import Command, Incoming, NotAllowedError, Outcome
from bot.people.messages import File, Message, Press, Verb
from bot.people.office import Office
from bot.people.replies.commands import asks_for, gives_up
from bot.store.errors import StoreError
from bot.table import aliases, desk_replies, files, replies
from bot.table.command import is_reorganisation
from bot.table.edition import Edition, Revision
from bot.table.fault import RefusedError
from bot.table.history import Version, VersionKind
from bot.table.learning import Learning
from bot.table.likely_term import likely_term
from bot.table.notes import Note, NoteKind
from bot.table.reorganisation import by_old
from bot.table.reorganising import Reorganising
from bot.table.stats_replies import MAX_ASKED, PICTURE_FILE, stats
from bot.table.store import additions, proposals, versions
from bot.table.store.proposals import Proposal
from bot.table.suspicions import of_revision
from bot.table.terms import is_before, read_term, term_on
from bot.table.verbs import GoneError, MissVerb, TableVerb
from bot.table.worker import TableWorker

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDesk:
    """Commands and buttons about the table; all of them are for coordinators."""

    office: Office
    path: Path
    catalogues: Catalogues
    worker: TableWorker
    learning: Learning
    reorganising: Reorganising
    verbs: ClassVar[tuple[type[Verb], ...]] = (TableVerb, MissVerb)

    @property
    def commands(self) -> Mapping[str, Command]:
        """All of them are for coordinators."""
        return {
            "table": Command(run=self._table, needs=Right.CHANGE_TABLE),
            "reorg": Command(
                needs_table=True,
                run=self.reorganising.begin,
                needs=Right.CHANGE_TABLE,
                takes=is_reorganisation,
                starts_anew=True,
            ),
            "misses": Command(run=lambda _: self.learning.show(), needs=Right.CHANGE_TABLE),
            "stats": Command(run=self._stats, needs=Right.CHANGE_TABLE, needs_table=True),
        }

    async def take_text(self, incoming: Incoming) -> Outcome | None:
        """Take in private the term that a file was asked for, or the label of a button shown.

        All else is a question; before there is a table, the one to apply is shown again.
        """
        by, read = incoming.by.user_id, self.office.state.read
        may_load = may(incoming.by.role, Right.CHANGE_TABLE)
        if not may_load or read(proposals.newest, by=by, version=None) is None:
            return None  # a question waits for no catalogue here
        if (term := read_term(incoming.words)) is None:
            presses = gives_up(incoming.words) or asks_for(incoming.words, *desk_replies.LABELS)
            if not presses and (await self.catalogues.current()).pledges:
                return None
            return await self._take_label(incoming)
        asked = read(proposals.newest, by=by, term=proposals.ASKED)
        if asked is None:
            return None
        return await self._set_term(asked.id, term, await self._read(asked))

    async def _take_label(self, incoming: Incoming) -> Outcome | None:
        """Press the button of what was shown last; show it again where it has no such button."""
        by, base = incoming.by.user_id, versions.last_id(self.path)
        shown = self.office.state.read(proposals.newest, by=by, base=base, version=None)
        if shown is None:
            return None
        if gives_up(incoming.words):
            return await self.press(Press(TableVerb.DROP, (shown.id,)), incoming)
        outcome = await self._show(shown)
        for button in chain.from_iterable(outcome.message.buttons if outcome.message else ()):
            if isinstance(button.action, Press) and asks_for(incoming.words, button.label):
                return await self.press(button.action, incoming)
        return outcome

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
        name = name or desk_replies.NAMELESS
        found = await asyncio.to_thread(files.recognised, content, name)
        if found.faults:
            error = RefusedError((("", found.faults),))
            return Outcome(message=desk_replies.refused_message(name, error))
        base, by, now = versions.last_id(self.path), incoming.by.user_id, self.office.clock()
        proposal_id = await self.office.state.write(
            proposals.add, by=by, name=name, content=content, base=base, now=now
        )
        return await self._show(self.office.state.read(proposals.proposal, proposal_id), found)

    async def _show(self, proposal: Proposal, found: files.Reading | None = None) -> Outcome:
        """Show what a proposal would change, or ask of which term its file is the table."""
        if proposal.kind is VersionKind.REORGANISATION:
            return self.reorganising.shown(proposal)
        catalogue, found = await self.catalogues.current(), found or await self._read(proposal)
        likely, is_first = self._likely_term(found, catalogue), not catalogue.pledges
        is_open = likely != catalogue.term and not (is_first and found.term)
        if proposal.term or not is_open:
            return await self._show_load(proposal.id, found)
        current = catalogue.term
        why = "" if is_first else replies.why_of_another_term(found.term, current)
        message = desk_replies.term_message(
            proposal.id,
            file=proposal.name,
            likely=likely,
            current=current,
            why=why,
        )
        return Outcome(message=message)

    async def _set_term(self, proposal_id: int, term: str, found: files.Reading) -> Outcome:
        await self.office.state.write(proposals.change, proposal_id, term=term)
        return await self._show_load(proposal_id, found)

    async def _read(self, proposal: Proposal) -> files.Reading:
        return await asyncio.to_thread(files.recognised, proposal.content, proposal.name)

    async def _show_load(self, proposal_id: int, found: files.Reading) -> Outcome:
        proposal = self.office.state.read(proposals.proposal, proposal_id)
        revision = await self._compare(proposal, found)
        notes = (*found.notes, *of_revision(revision))
        if found.term not in {None, revision.term}:
            another = Note(kind=NoteKind.ANOTHER_TERM, found=found.term or "", about=revision.term)
            notes = (another, *notes)
        remarks = [
            f"{'⚠️ ' * one.is_suspicion}{replies.note(one)}"
            for one in sorted(notes, key=lambda one: not one.is_suspicion)
        ]
        message = desk_replies.load_message(
            revision, proposal_id, file=proposal.name, remarks=remarks
        )
        return Outcome(message=message)

    async def _compare(
        self, proposal: Proposal, found: files.Reading, *, apply: bool = False
    ) -> Revision:
        """What a file changes that was read; done with `apply`. Raises TableChangedError."""
        catalogue = await self.catalogues.current()
        own = additions.own_aliases(self.path)
        new = Edition(
            table=replace(
                found.table,
                aliases=aliases.fitting(
                    (one for one in catalogue.aliases if one not in own), found.table.pledges
                ),
            ),
            file=proposal.name,
            sha256=found.sha256,
            loaded_at=self.office.clock(),
            term=proposal.term,
            named=found.term,
            as_of=found.as_of,
            # The table of a past term does not become the current one.
            beside=is_before(proposal.term or "", catalogue.term),
        )
        return await asyncio.to_thread(
            versions.load,
            self.path,
            new,
            dry_run=not apply,
            by=proposal.by,
            base=proposal.base,
        )

    # -- buttons ----------------------------------------------------------------------------

    async def press(self, press: Press, incoming: Incoming) -> Outcome:
        """Do what a button says. Raises NotAllowedError."""
        self._require(incoming)
        try:
            return await self._press(press, incoming)
        except GoneError:
            return Outcome(toast=desk_replies.GONE)
        except versions.TableChangedError:
            return Outcome(message=desk_replies.CHANGED_MEANWHILE)
        except StoreError as trouble:
            LOG.error("table.not_written reason=%s", trouble.trouble.name)
            return Outcome(message=desk_replies.CANNOT_WRITE)

    async def _press(self, press: Press, incoming: Incoming) -> Outcome:
        match press.verb, press.numbers:
            case TableVerb.TABLE, ():
                return await self._table(incoming)
            case TableVerb.VERSIONS, (page,):
                return self._versions(page)
            case TableVerb.EXPORT, ():
                return await self._export()
            case TableVerb.UNDO, (version,):
                return await self._undo(version, incoming)
            case TableVerb.FOLLOW | TableVerb.FOLLOW_ALL, (version, *chosen):
                return await self._follow(version, incoming, *chosen)
            case TableVerb.END_REMINDERS, (version,):
                return await self._end_reminders(version, incoming)
            case TableVerb.CANCEL_PLANNED, (planned,):
                additions.cancel_reorganisation(self.path, planned)
                return await self._table(incoming)
            case MissVerb(), _:
                return await self.learning.press(press, by=incoming.by.user_id)
        return await self._press_on_proposal(press, incoming)

    async def _press_on_proposal(self, press: Press, incoming: Incoming) -> Outcome:
        proposal_id = press.numbers[0]
        proposal = self.office.state.read(proposals.proposal, proposal_id)
        if proposal.version is not None:
            return Outcome(message=self.worker.applied(*await self._standing(proposal.version)))
        match press.verb, press.numbers:
            case TableVerb.TERM, (_, is_likely):
                catalogue, found = await self.catalogues.current(), await self._read(proposal)
                term = self._likely_term(found, catalogue) if is_likely else catalogue.term
                return await self._set_term(proposal_id, term, found)
            case TableVerb.ASK_TERM, _:
                await self.office.state.write(proposals.change, proposal_id, term=proposals.ASKED)
                return Outcome(message=desk_replies.ASK_TERM)
            case TableVerb.DETAILS, (_, page):
                revision = await self._compare(proposal, await self._read(proposal))
                return Outcome(message=desk_replies.details_message(revision, proposal_id, page))
            case TableVerb.DROP, _:
                await self.office.state.write(proposals.delete, proposal_id)
                return Outcome(message=desk_replies.DROPPED)
            case TableVerb.ASSIGN, (_, place):
                return await self.reorganising.assign(proposal, place)
            case TableVerb.APPLY | TableVerb.APPLY_SURELY, _:
                if (day := self.reorganising.day_to_come(proposal)) is not None:
                    return await self.reorganising.plan(proposal, day, by=incoming.by.user_id)
                return await self._apply(proposal, is_sure=press.verb is TableVerb.APPLY_SURELY)
        return Outcome(toast=desk_replies.GONE)

    async def _apply(self, proposal: Proposal, *, is_sure: bool) -> Outcome:
        is_made = self._is_made_of(proposal)
        if not is_made and proposal.kind is VersionKind.REORGANISATION:
            self.reorganising.reorganise(proposal, dry_run=False)
        elif not is_made:
            found = await self._read(proposal)
            if not is_sure:
                revision = await self._compare(proposal, found)
                if revision.deletes_much:
                    return Outcome(message=desk_replies.surely_message(revision, proposal.id))
            await self._compare(proposal, found, apply=True)
        made = versions.last_id(self.path)
        await self.office.state.write(proposals.change, proposal.id, version=made)
        return await self._follow_last(made)

    def _is_made_of(self, proposal: Proposal) -> bool:
        """Whether a process made the last version of a proposal, and was killed thereafter."""
        last = versions.last_version(self.path)
        if last is None or proposal.name not in ("", last.file):
            return False
        return (last.id, last.by, last.kind) == (proposal.base + 1, proposal.by, proposal.kind)

    async def _undo(self, version: int, incoming: Incoming) -> Outcome:
        by, at, last = incoming.by.user_id, self.office.clock(), versions.last_version(self.path)
        is_done = last is not None and last.undoes == version  # and the process was killed
        if not is_done and not await asyncio.to_thread(
            versions.undo, self.path, at=at, by=by, version=version
        ):
            return Outcome(toast=desk_replies.NOTHING_TO_UNDO)
        return await self._follow_last(versions.last_id(self.path))

    async def _follow_last(self, version_id: int) -> Outcome:
        """Let groups and reminders follow what was done now, and show it."""
        standing = await self._standing(version_id)
        await self.worker.follow_versions(shown=version_id)
        return Outcome(message=self.worker.applied(*standing))

    async def _follow(
        self, version_id: int, incoming: Incoming, place: int | None = None, heir: int = 0
    ) -> Outcome:
        """Rename what vanished departments had: that at a place, or all whose successor is sure."""
        version, revision = await self._standing(version_id)
        pairs = [
            (one.name, one.successors[heir][0])
            for one in self.worker.touched(revision, version)
            if (one.is_sure if place is None else one.place == place and one.successors[heir:])
        ]
        versions.record_successors(self.path, version_id, pairs, since=self.office.today())
        await self.worker.move(pairs, version, revision, by=incoming.by.user_id)
        return Outcome(message=self.worker.applied(version, revision))

    async def _end_reminders(self, version_id: int, incoming: Incoming) -> Outcome:
        version, revision = await self._standing(version_id)
        ended = [one for one, _ in self.worker.reminders_of_gone(revision, version)]
        await self.worker.links.end(ended, by=incoming.by.user_id)
        return Outcome(message=self.worker.applied(version, revision))

    async def _standing(self, version_id: int) -> tuple[Version, Revision]:
        """The version with this id and what it changed; GoneError if it was taken back."""
        if (found := await asyncio.to_thread(versions.revision_of, self.path, version_id)) is None:
            raise GoneError
        return found

    # -- looking ----------------------------------------------------------------------------

    async def _table(self, _incoming: Incoming) -> Outcome:
        catalogue = await self.catalogues.current()
        planned = additions.planned_reorganisations(self.path)
        linked = self.worker.links.linked
        left_by = dict.fromkeys(at for at, old in versions.undecided(self.path) if any(linked(old)))
        standing = [await self._standing(version) for version in left_by]
        left = [
            one
            for version, revision in standing
            for one in self.worker.touched(revision, version)
            if one.successors and any(one.linked)
        ]
        return Outcome(message=desk_replies.table_message(catalogue, planned, left))

    async def _stats(self, _incoming: Incoming) -> Outcome:
        from bot.table.stats_picture import picture  # noqa: PLC0415 -- slow to load, seldom used

        asked = self.office.state.read(most_asked, limit=MAX_ASKED)
        catalogue = await self.catalogues.current()
        figures = stats(catalogue, asked, self.office.state.read(asked_counts))
        content = await asyncio.to_thread(picture, figures)
        name, caption = PICTURE_FILE.format(catalogue.term), figures.caption
        return Outcome(file=File(name=name, content=content, caption=caption, is_picture=True))

    def _versions(self, page: int) -> Outcome:
        size = desk_replies.PAGE_VERSIONS
        found = versions.versions(self.path, limit=size + 1, skip=max(0, page - 1) * size)
        moved = {one: by_old(versions.successors_of(self.path, one.id)) for one in found}
        undoable, timezone = versions.undoable(self.path), self.office.timezone
        return Outcome(message=desk_replies.versions_message(moved, page, timezone, undoable))

    async def _export(self) -> Outcome:
        from bot.table.export import workbook  # noqa: PLC0415 -- slow to load, seldom used

        catalogue = await self.catalogues.current()
        title = desk_replies.export_title(catalogue)
        there = catalogue.pledges, catalogue.strategy_heading, catalogue.called, title
        content = await asyncio.to_thread(workbook, *there)
        name = desk_replies.EXPORT_FILE.format(catalogue.term)
        return Outcome(file=File(name=name, content=content, caption=name))

    # ---------------------------------------------------------------------------------------

    def _require(self, incoming: Incoming) -> None:
        own_role = self.office.membership.own_role(incoming.by.user_id)  # as of now
        if incoming.here.is_group or not may(own_role, Right.CHANGE_TABLE):
            raise NotAllowedError

    def _likely_term(self, found: files.Reading, catalogue: Catalogue) -> str:
        if not catalogue.pledges:
            return found.term or term_on(found.as_of or self.office.today())
        return likely_term(found.table.pledges, catalogue.by_term, named=found.term)
