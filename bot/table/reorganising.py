"""Reorganisations: understood, shown before they are made, at once or on their day."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.lookup.answering import Catalogues
from bot.people.audit_replies import Act
from bot.people.interaction import Incoming, Outcome
from bot.people.office import Office
from bot.store.records import to_json
from bot.store.state import Tables
from bot.table import reorganising_replies
from bot.table.command import NotUnderstood, reorganisation
from bot.table.edition import Revision
from bot.table.history import VersionKind
from bot.table.reorganisation import StepKind, shared_out, successors
from bot.table.store import additions, proposals, versions
from bot.table.store.proposals import Proposal
from bot.table.verbs import GoneError
from bot.table.worker import DepartmentLinks


@dataclass(frozen=True, slots=True, kw_only=True)
class Reorganising:
    """Shows what a reorganisation would do, and does it or plans it."""

    office: Office
    path: Path
    catalogues: Catalogues
    links: DepartmentLinks

    async def begin(self, incoming: Incoming) -> Outcome:
        """Show what somebody asks for; ask again where that is not understood."""
        if not incoming.words:
            return Outcome(message=reorganising_replies.ASK_REORGANISATION, asks_more=True)
        asked = reorganisation(incoming.words, await self.catalogues.current(), self.office.today())
        if isinstance(asked, NotUnderstood):
            message = reorganising_replies.not_understood(asked)
            return Outcome(message=message, asks_more=True)
        proposal_id = await self.office.state.write(
            proposals.add,
            by=incoming.by.user_id,
            kind=VersionKind.REORGANISATION,
            content=to_json(asked.steps).encode(),
            base=versions.last_id(self.path),
            now=self.office.clock(),
            day=asked.day,
        )
        return self.shown(self.office.state.read(proposals.proposal, proposal_id))

    async def assign(self, proposal: Proposal, place: int) -> Outcome:
        """Give a pledge of a department that is split to the next of its successors."""
        steps = [*proposal.steps]
        shared = shared_out(self.reorganise(proposal, dry_run=True).old_table, steps)
        if place >= len(shared):
            raise GoneError
        of_step, pledge = shared[place]
        step = steps[of_step]
        given = dict(step.pledges)
        at = step.new.index(given.get(pledge.number, step.new[0]))
        given[pledge.number] = step.new[(at + 1) % len(step.new)]
        steps[of_step] = replace(step, pledges=tuple(given.items()))
        content = to_json(steps).encode()
        await self.office.state.write(proposals.change, proposal.id, content=content)
        return self.shown(replace(proposal, content=content))

    async def plan(self, proposal: Proposal, day: date, *, by: int) -> Outcome:
        """Keep a reorganisation for its day."""
        now = self.office.clock()
        additions.plan_reorganisation(self.path, proposal.steps, on=day, at=now, by=proposal.by)

        def change(db: Tables) -> None:
            self.office.note(db, Act.REORGANISATION_PLANNED, by=by, detail=day.isoformat())
            proposals.delete(db, proposal.id)

        await self.office.state.write(change)
        return Outcome(message=reorganising_replies.planned_message(day))

    def day_to_come(self, proposal: Proposal) -> date | None:
        """The day of a proposal that is not to be made yet."""
        day = proposal.day
        return day if day is not None and day > self.office.today() else None

    def reorganise(self, proposal: Proposal, *, dry_run: bool) -> Revision:
        """What a proposal changes; done unless it is a dry run. Raises TableChangedError."""
        return versions.reorganise(
            self.path,
            proposal.steps,
            at=self.office.clock(),
            since=proposal.day or self.office.today(),
            by=proposal.by,
            base=proposal.base,
            dry_run=dry_run,
        )

    def shown(self, proposal: Proposal) -> Outcome:
        """What a proposal would do. Raises TableChangedError."""
        steps = proposal.steps
        revision = self.reorganise(proposal, dry_run=True)
        # Of a department that is split, the first part may have its name.
        is_split = any(step.kind is StepKind.SPLIT for step in steps)
        gone = {old for old, _ in successors(steps)} - {*revision.old_table.departments}
        if not (revision.changes or is_split or gone):
            return Outcome(message=reorganising_replies.NOTHING_TO_REORGANISE, asks_more=True)
        message = reorganising_replies.reorganisation_message(
            revision,
            proposal,
            is_planned=self.day_to_come(proposal) is not None,
            links={old: self.links.linked(old) for old, _ in successors(steps)},
        )
        return Outcome(message=message)
