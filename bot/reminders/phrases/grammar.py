"""How the pieces of a text go together to schedules."""

from dataclasses import replace

from bot.reminders.phrases import tokens
from bot.reminders.phrases.clusters import Cluster, Entry, Group
from bot.reminders.phrases.days import Span
from bot.reminders.phrases.groups import Pieces, carried, left_out
from bot.reminders.phrases.hours import HALF_OF_PART

MAX_GROUPS = 60  # each is compared with all before it


def clusters_of(pieces: Pieces) -> list[Cluster]:
    """The schedules and parts of schedules in the text, in its order."""
    clusters: list[Cluster] = []
    at = 0
    while at < len(pieces.found):
        cluster = _cluster(pieces, at)
        if cluster.found:
            clusters.append(cluster)
        at += len(cluster.found) or 1
    return clusters


def merged(pieces: Pieces, one: Cluster, other: Cluster) -> Cluster | None:
    """Both as one schedule with a gap: 내일 15시 간담회 20분 전; None where they are not."""
    joined = replace(other.found[0], joined=True, listed=False)
    event = one.clocks[-1] if one.clocks else None
    before = [each for each in one.found if not (other.clocks and each is event)]
    found = (*before, joined, *other.found[1:])
    cluster = _cluster(replace(pieces, found=found, groups={}), 0, is_merged=True)
    if len(cluster.found) < len(found):
        return None
    cluster.gap, cluster.event = (one.end, other.start), event
    return cluster


def _cluster(pieces: Pieces, at: int, *, is_merged: bool = False) -> Cluster:
    """The schedule that begins with this piece; one of no pieces where none does."""
    cluster = Cluster()
    while at < len(pieces.found) and (not cluster.found or pieces.found[at].joined):
        count = _take(cluster, pieces, at, is_merged=is_merged)
        if count == 0:
            break
        cluster.found.extend(pieces.found[at : at + count])
        at += count
    # The days are deadlines by D-7, by 까지, or by 마감 beside them.
    is_marked = any(isinstance(group.mark, tokens.Until) for group in cluster.groups)
    cluster.deadline |= cluster.counts_down or is_marked or cluster.main is not None
    return cluster


def _take(cluster: Cluster, pieces: Pieces, at: int, *, is_merged: bool) -> int:
    """How many pieces from here on go with the cluster, which takes in what they say."""
    here = pieces.found[at]
    match here.piece:
        case tokens.Sign.DEADLINE | tokens.Until(ahead=False):
            return _take_due(cluster, pieces, at)
        case tokens.Sign.FILLER:
            return int(pieces.piece(at + 1) is not None)
        case tokens.EveryWeeks(weeks=1, weekdays=(), times=None) if _is_behind_weekdays(
            cluster, pieces, at
        ):
            cluster.is_weekly = True
        case tokens.Ahead(count=days, unit=tokens.Unit.DAY | tokens.Unit.WORKING_DAY as unit) if (
            cluster.repeats and not (here.listed or cluster.clocks)
        ):
            if "첫" in pieces.text[here.start : here.end]:
                return 0  # 20일 이후 첫 영업일: is the 20th one?
            # From each day of a series: 매월 10일 3일 뒤.
            cluster.leads.append(tokens.Leads((-days,), working=unit is tokens.Unit.WORKING_DAY))
        case tokens.NamesDays() | tokens.Since() | tokens.Until():
            return _take_days(cluster, pieces, at, is_merged=is_merged)
        case _:
            return _take_time(cluster, pieces, at) or _take_limit(cluster, pieces, at)
    return 1


def _take_time(cluster: Cluster, pieces: Pieces, at: int) -> int:
    """Take a time of day, or how far one is from now or from another."""
    here = pieces.found[at]
    match here.piece:
        case tokens.Clock() | tokens.PartOfDay() if (
            cluster.minutes_ahead is None and not cluster.hours
        ):
            is_row = _is_row_of_clocks(pieces, at) or len(cluster.clocks) < cluster.times_a_day
            return _take_clock(cluster, here, is_row=is_row)
        case tokens.ClockRange() as within if cluster.hours or isinstance(
            pieces.piece(at + 1), tokens.EveryHours
        ):
            cluster.hours_within = within
        case tokens.EveryHours() as hours if not cluster.has_time:
            cluster.hours = hours
        case tokens.MinutesAhead(minutes=minutes) if not (cluster.has_time or cluster.has_days):
            cluster.minutes_ahead = minutes
        case tokens.MinutesBefore() as before if (
            cluster.clocks or not cluster.found or cluster.minutes_before
        ):
            cluster.minutes_before.append(before)
        case _:
            return 0
    return 1


def _take_limit(cluster: Cluster, pieces: Pieces, at: int) -> int:
    """Take days before, days left out, how long or how often, or what a day off does."""
    match pieces.found[at].piece:
        case tokens.Leads() as leads if (
            cluster.has_days or leads.counted or cluster.leads or not cluster.found
        ):
            cluster.leads.append(leads)
        case tokens.Without(left=left) as without if left and (
            cluster.repeats or not cluster.groups
        ):
            cluster.without.append(without)
        case tokens.During() as during if cluster.during is None and not cluster.is_once:
            if during.short and cluster.is_complete and not pieces.is_last(at):
                return 0  # 9시 2주간 실적: a word of the message?
            cluster.during = during
        case tokens.Count(times=times) as count if cluster.count is None:
            if cluster.is_once and times > 1:
                # 모레 11시, 18시 두 번
                return int(times == len(cluster.clocks) * len(cluster.groups))
            is_before_clock = isinstance(pieces.piece(at + 1), tokens.Clock | tokens.PartOfDay)
            is_meant = pieces.is_last(at) or is_before_clock or cluster.since
            if count.short and cluster.found and not is_meant:
                return 0  # 9시 3회 주민회의
            cluster.count = count
        case tokens.OnDaysOff(shift=shift):
            cluster.shift = shift
        case _:
            return 0
    return 1


def _is_row_of_clocks(pieces: Pieces, at: int) -> bool:
    """Whether three times of day or more stand one after the other: 9시 13시 17시."""
    first = last = at
    while first and isinstance(pieces.found[first - 1].piece, tokens.Clock) and pieces.piece(first):
        first -= 1
    while isinstance(pieces.piece(last + 1), tokens.Clock):
        last += 1
    return last - first >= 2


def _is_behind_weekdays(cluster: Cluster, pieces: Pieces, at: int) -> bool:
    """Whether 매주 is said of the weekdays and times before it: 월 9시, 목 14시 매주."""
    bare = all(
        isinstance(piece, tokens.Weekdays) for each in cluster.groups for piece in each.pieces
    )
    has_own = isinstance(pieces.piece(at + 1), tokens.Weekdays)
    return cluster.is_once and bool(cluster.clocks) and bare and not has_own


def _take_clock(cluster: Cluster, here: tokens.Found, *, is_row: bool) -> int:
    if not cluster.entries:
        cluster.entries.append(Entry())
    clocks = cluster.entries[-1].clocks
    if clocks and (at := _clock_in_part(clocks[-1], here)) is not None:
        clocks[-1] = at
        return 1
    if clocks:
        if clocks[-1] is not cluster.found[-1]:
            starts = [each.start for each in cluster.found if isinstance(each.piece, tokens.Leads)]
            is_ahead = len(clocks) == 1 and starts > [clocks[0].start]
            if not is_ahead or cluster.due or not (cluster.deadline or cluster.counts_down):
                return 0
            # 마감 12/18 18시 D-3 9시: the first is when something is due.
            cluster.due = clocks[0], clocks[0]
            clocks[:] = [here]
            return 1
        halves = [
            bool(p.half) for p in (clocks[-1].piece, here.piece) if isinstance(p, tokens.Clock)
        ]
        if not (here.listed or is_row or (cluster.repeats and halves == [True, True])):
            return 0
    clocks.append(here)
    return 1


def _clock_in_part(part: tokens.Found, here: tokens.Found) -> tokens.Found | None:
    """점심 먹고 2시: the time of day, by the part of the day before it; None of two times."""
    match part.piece, here.piece:
        case tokens.PartOfDay(word=word), tokens.Clock(half="", exact=False) as clock if (
            not here.listed
        ):
            return replace(here, piece=replace(clock, half=HALF_OF_PART.get(word, word)))
    return None


def _take_due(cluster: Cluster, pieces: Pieces, at: int) -> int:
    """까지 or 마감: behind a time of day when something is due, but not in 매일 9시 마감 현황."""
    mark, clock = pieces.found[at], cluster.found[-1] if cluster.found else None
    is_end = mark.piece is tokens.Sign.DEADLINE
    if clock not in cluster.clocks:
        cluster.deadline |= is_end
        return int(is_end)
    is_word = cluster.repeats and not isinstance(pieces.piece(at + 1), tokens.Leads)
    if clock is None or (is_word if is_end else cluster.due is not None):
        return 0
    cluster.deadline, cluster.due = True, (clock, mark)
    for entry in cluster.entries:
        entry.clocks = [each for each in entry.clocks if each is not clock]
    return 1


def _take_days(  # noqa: C901  one case a mark
    cluster: Cluster, pieces: Pieces, at: int, *, is_merged: bool
) -> int:
    """Take a group of pieces that names days; how many they are, 0 where it does not go on."""
    group = pieces.group(at)
    if group is None or cluster.minutes_ahead is not None:
        return 0
    if without := left_out(pieces, group, at):
        if cluster.is_once:
            return 0
        cluster.without.extend(without)
        return sum(each.size for each in without)
    if cluster.without and not cluster.groups and isinstance(cluster.without[-1], Group):
        group = carried(pieces, cluster.without[-1], group)  # 다음주 월요일 말고 화요일
    match group.mark, group.days:
        case tokens.Since(), _:
            if cluster.since or cluster.span or cluster.is_once:
                return 0
            cluster.since = group
        case tokens.Until(), _ if not group.repeats:
            if cluster.until or cluster.span or cluster.is_once:
                return 0
            cluster.until = group
        case None, Span():
            if cluster.since or cluster.until or cluster.span or cluster.is_once:
                return 0
            if cluster.groups and not (is_merged and at + group.size == len(pieces.found)):
                return 0  # 매일 9시 12/14~12/18 행사 안내
            cluster.span = group
        case _:
            return _take_entry(cluster, pieces, group, at)
    return group.size


def _take_entry(cluster: Cluster, pieces: Pieces, group: Group, at: int) -> int:
    """Take days to remind on, the first or more of the same kind; as `_take_days`."""
    if not cluster.groups:
        is_each_time = cluster.during is not None and isinstance(group.pieces[0], tokens.Weekdays)
        is_bounded = cluster.since or cluster.until or cluster.span
        if is_bounded and not (group.repeats or is_each_time):
            return 0
        if not cluster.entries:
            cluster.entries.append(Entry())
        cluster.entries[-1].groups.append(group)
        return group.size
    if len(cluster.groups) == MAX_GROUPS or cluster.leads or _is_exception(cluster, pieces):
        return 0  # 12/18 3일 전, 15일
    entry = cluster.entries[-1]
    before = entry.groups[-1]
    group = carried(pieces, before, group)
    if group.repeats != cluster.repeats or group.is_bounded or before.is_bounded:
        return 0
    if isinstance(before.pieces[-1], tokens.InMonth) and isinstance(
        group.pieces[0], tokens.Weekdays
    ):
        return 0  # 둘째 주 월, 수: of the month's weekdays, or of its weeks?
    if entry.clocks:  # 화 10시 목 15시
        is_timed = isinstance(pieces.piece(at + group.size), tokens.Clock)
        if not is_timed or entry.clocks[0] is cluster.found[0]:
            return 0
        cluster.entries.append(Entry(groups=[group]))
        return group.size
    is_row = type(group.pieces[-1]) is type(before.pieces[-1]) in {tokens.Date, tokens.Days}
    if not (pieces.found[at].listed or is_row):  # 12/9 12/16 10시
        return 0
    entry.groups.append(group)
    return group.size


def _is_exception(cluster: Cluster, pieces: Pieces) -> bool:
    """Whether 단 stands behind what was taken: 매주 월수금 10시, 단 수요일은 14시."""
    last = cluster.found[-1]
    return last.piece is tokens.Sign.FILLER and pieces.text.startswith(("단", "다만"), last.start)
