"""Loads a table of pledges into the database, and says what that changes."""

import argparse
import sys
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from bot.operations.settings import Settings
from bot.store.errors import StoreError, is_there
from bot.table import files, replies
from bot.table.desk_replies import undone_text
from bot.table.edition import SEOUL, Edition, Revision
from bot.table.fault import RefusedError
from bot.table.likely_term import likely_term
from bot.table.pledge_table import Table
from bot.table.shipped import DEFAULT_OFFICE, aliases_of, page_of
from bot.table.store import versions
from bot.table.suspicions import of_revision
from bot.table.terms import FIRST_TERM, term_on
from bot.terminal.streams import write, write_pieces

LOADED, REFUSED = 0, 2


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Load what the options name; the exit status, 0 or 2."""
    if (db := options.db) is None:
        db = settings.pledges_db
        with suppress(OSError):  # reported when the database cannot be made
            db.parent.mkdir(parents=True, exist_ok=True)
    file = options.file or page_of(settings.office)
    try:
        if options.undo:
            return _undo(db, is_asked=not options.yes)
        own = options.aliases or aliases_of(settings.office)
        if (reading := files.read(file, own) if file else _with_aliases(db, own)) is None:
            return _refusal(replies.NO_FILE)
        edition = _edition(reading, options)
        # What may be wrong is shown before anything is loaded.
        revision = versions.load(db, edition, dry_run=True)
        lines = replies.loaded(
            revision,
            file=reading.file,
            notes=(*reading.notes, *of_revision(revision)),
            is_dry_run=options.dry_run,
            is_term_assumed=revision.old_term is None and not (options.term or reading.term),
        )
        refusal = _refused(db, revision, reading.term, options, settings)
        if not (options.dry_run or revision.changes_nothing or refusal):
            return _apply(db, edition, revision, lines, is_asked=not options.yes)
        write_pieces(lines, separator="")
        if refusal and not options.dry_run:
            return _refusal(refusal)
        if refusal:
            sys.stderr.write(f"{refusal}\n")
    except versions.TableChangedError:
        return _refusal(replies.CHANGED_MEANWHILE)
    except RefusedError as error:
        return _refusal(*replies.refused(error))
    except StoreError as error:
        return _refusal(replies.store_trouble(error))
    return LOADED


def _with_aliases(db: Path, own: Path | None) -> files.Reading | None:
    """The table that is held, with the aliases as they are now; None where either is missing."""
    if own is None or not is_there(db) or (version := versions.last_version(db)) is None:
        return None
    held = versions.read_catalogue(db)
    reading = files.Reading(
        file=held.source,
        sha256=version.sha256,
        table=Table(
            pledges=held.pledges,
            strategy_heading=held.strategy_heading,
            called=tuple(held.called.items()),
        ),
        as_of=held.as_of,
        term=held.term,
    )
    return files.with_aliases(reading, own)


def _apply(
    db: Path, edition: Edition, revision: Revision, lines: Iterable[str], *, is_asked: bool
) -> int:
    """Show what will be done and do it; nobody is asked about a first table."""
    is_told_to = revision.is_first or not is_asked
    try:
        write_pieces(lines, separator="")
    finally:  # done all the same where nobody reads on
        if is_told_to:
            versions.load(db, edition, base=revision.version)
    if not is_told_to:
        if not _is_confirmed(replies.APPLY):
            return _refusal()
        versions.load(db, edition, base=revision.version)
    write(f"{replies.applied(revision)}\n")
    return LOADED


def _edition(reading: files.Reading, options: argparse.Namespace) -> Edition:
    as_of = options.as_of or reading.as_of
    # The shipped page is known; of a first table that names no term, its day tells.
    assumed = FIRST_TERM if options.file is None else term_on(as_of or datetime.now(SEOUL).date())
    return Edition(
        table=reading.table,
        file=reading.file,
        sha256=reading.sha256,
        loaded_at=datetime.now(UTC),
        term=options.term,
        named=reading.term or assumed,
        as_of=as_of,
        beside=options.past,
    )


def _refused(
    db: Path, revision: Revision, named: str | None, options: argparse.Namespace, settings: Settings
) -> str:
    """Why a load is not done: another term's, which --term answers, or it deletes much."""
    is_forced = options.force and named is None
    if options.term is None and not (revision.is_first or is_forced):
        held = versions.read_catalogue(db).by_term
        likely = likely_term(revision.table.pledges, held, named=named)
        if likely != revision.term:
            is_sample = options.db is None and settings.office == DEFAULT_OFFICE
            return replies.of_another_term(
                likely, revision.term, is_named=named is not None, is_sample=is_sample
            )
    return replies.deletes_much(revision) if revision.deletes_much and not options.force else ""


def _undo(db: Path, *, is_asked: bool) -> int:
    last = versions.last_version(db)
    if last is None or (is_asked and not _is_confirmed(replies.UNDO)):
        return _refusal(*([replies.NOTHING_TO_UNDO] if last is None else []))
    revision = versions.undo(db, at=datetime.now(UTC))
    if revision is None:
        return _refusal(replies.NOTHING_TO_UNDO)
    write(f"{undone_text(revision)}\n")
    return LOADED


def _is_confirmed(question: str) -> bool:
    """Whether a person says yes; nobody is there to say so where input does not come from one."""
    if not sys.stdin.isatty():
        sys.stderr.write(f"{replies.NOBODY_TO_ASK}\n")
        return False
    with suppress(EOFError):
        return input(f"{question} ").strip().lower() in replies.YES
    return False


def _refusal(*lines: str) -> int:
    sys.stderr.writelines(f"{line}\n" for line in (*lines, replies.NOTHING_CHANGED))
    return REFUSED
