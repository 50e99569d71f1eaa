"""Korean words and signs about time, as patterns and the pieces that they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.reminders.phrases import makers, tokens
from bot.reminders.phrases.makers import always, numbered
from bot.reminders.phrases.tokens import Unit
from bot.reminders.phrases.words import (
    ANY_DAY_OFF,
    DAYS,
    DAYS_FROM_TODAY,
    HOLIDAYS,
    HOURS,
    LEFT_OUT,
    MEMORIAL_DAYS,
    MONTHS_FROM_THIS,
    NATIVE,
    NTH,
    ORDINALS,
    PARTS_OF_DAY,
    PERIODS,
    PERIODS_FROM_THIS,
    START,
    THROUGH,
    TILDE,
    WEEKS_FROM_THIS,
    YEARS_BEFORE,
    YEARS_FROM_THIS,
    W,
    any_of,
    number,
    tight,
    weekdays,
)
from bot.reminders.rules.schedule import DayOfMonth, DaysOff, LastDay, Weekly, WorkingDay

if TYPE_CHECKING:
    from bot.reminders.phrases.makers import Maker
    from bot.reminders.phrases.tokens import Piece

_DD = r"\d{1,2}"
_M, _D = (rf"(?P<{name}>{_DD})" for name in ("month", "day"))
_WORDS = "|".join(sorted(NATIVE, key=len, reverse=True))
_N = rf"(?P<n>\d{{1,3}}|{_WORDS})"
_HOUR = rf"(?:\d{{1,2}}|{any_of(HOURS)})"
_HALVES = "오전|오후|새벽|아침|점심|한낮|낮|저녁|밤|am|pm"
_HALF = rf"(?:(?P<half>{_HALVES})\s*)?"
_OR = r"\s*(?:[,·/&]|및|과|와|하고)\s*"
_CLOCK_FOLLOWS = (
    rf"(?=\s*(?:(?:{_HALVES})(?![가-힣])"
    rf"|{_HOUR}\s*(?:시(?!간(?![담부사]))|:\d\d)))"
)
_WITHOUT = (
    rf"(?:{LEFT_OUT}|빼|제외로"
    r"|건너(?:뛰(?:고|기|어|자|세요)?|뜀|뜁니다)|없(?:음|고|습니다)|(?:안\s*보(?:냄|내고|냅니다)|보내지\s*(?:마|말)(?:세요|고|아\s*주세요)?)|쉬고|쉬어요?|쉽니다|쉼|쉬기|생략(?:하고|해서|하여|합니다)?)"
)
# 월요일; 월요일과 수요일; 월·수·금요일; 월~금요일
_FULL = rf"(?:{W}(?:요일|욜)?(?:{THROUGH}|{_OR}|\s*(?={W}요일))){{0,6}}{W}(?:요일|욜)"
# 월; 월,수; 월수금; 월 수; 월~금: understood after 매주 only
_LETTERS_END = r"(?:(?![가-힣])|(?=(?:에|은|만|마다|로)(?![가-힣])))"
_SHORT = (
    rf"(?:{W}\s*{TILDE}\s*{W}|{W}{{1,7}}){_LETTERS_END}"
    rf"(?:(?:\s*[,·/&]\s*|\s+){W}{{1,7}}{_LETTERS_END}){{0,6}}"
)
# 월수금, 화목: not 금일, 수일, 토목, which are words.
_RUN = r"(?!금일|수일)(?=[월화수목금토일]{2})월?화?수?목?금?토?일?"
_RANGE = rf"{W}(?:요일|욜)?{THROUGH}{W}(?:요일|욜)?(?:\s*까지)?"
_ON_DAYS = rf"(?:\s*(?P<days>{_FULL}|{_SHORT})(?:\s*마다)?)?"
_ORDINAL = rf"(?P<nth>{any_of(ORDINALS)}|(?:제\s*)?\d{{1,2}}\s*(?:째|번째|(?=주)))"
_OF_WEEK = r"\s*(?:주(?:차)?(?:의)?)?\s*"
_WORKDAY = "(?:영업일|근무일|평일)"
_IN_WORKDAYS = rf"{_WORKDAY}\s*(?:기준(?:으로)?|수로)"
_NEXT_WORKDAY, _LAST_WORKDAY = (tokens.Ahead(n, Unit.WORKING_DAY) for n in (1, -1))
_AHEAD = r"(?:쯤|정도|만)?\s*(?:뒤|후|[있이]따가?|있다가?)"
_YEAR = r"(?P<year>20\d\d)"
_WEEKLY = r"매\s*주|주마다|일주일마다"
_SKIPPING = r"\s*(?:걸러|건너)(?:서)?(?:\s*(?:한\s*번|1\s*회))?(?:씩)?"
_EVERY = r"\s*(?:마다|에\s*(?:한\s*번|1\s*[회번])(?:씩)?|간격(?:으로)?|꼴로|걸러)"
_BIWEEKLY = rf"(?:격주(?:로|마다)?|(?:한|1)\s*주(?:일)?{_SKIPPING}|일주일{_SKIPPING})"
_TIMES = rf"\s*(?P<times>\d{{1,2}}|{_WORDS})\s*(?:회|번|차례)(?:씩)?"
_BEFORE = r"전(?!날|\s*(?:부서|직원|세대|구민|주민|가구|실과))"  # 전 부서 is everybody
# 3일, 사흘, 두 주
_LENGTH = (
    rf"(?:(?P<n>\d{{1,3}})\s*일|(?P<weeks>\d{{1,3}}|{_WORDS})\s*주(?:일)?"
    rf"|(?P<said>{any_of(DAYS)}))"
)
# Half past, but not in 반려동물, 반상회, 반기.
_PAST = "반(?!부패|상회|[기려장납영입출환복])"
# 14:30, 14시30, 2시 30분, 2시 반
_MINUTE = (
    r"(?:\d{1,2}\s*분(?!기)|(?<=시)[0-5]\d(?![\d분명건개회차일월년%])|(?<=:)\s?[0-5]\d|"
    rf"{_PAST})"
)
# 두 시간 반, 20분
_MINUTES = (
    rf"(?:{_N}\s*시간(?:\s*반|\s*(?P<minute>\d{{1,2}})\s*분)?"
    rf"|(?P<minutes>\d{{1,3}})\s*분|반\s*시간)"
)
_NOT_COUNTED = (
    rf"(?!\s*(?:(?:이내|내로|동안|간|{_BEFORE}|뒤|후|차|째|안|마다|씩|걸러|꼴|간격)"
    r"(?:에|의|로|으로|만|은|는|부터|까지|과|와|이?랑|하고)?(?![가-힣])"
    r"|에\s*(?:한\s*번|1\s*[회번])|\d+\s*[회번]))"
)
_DAY_OFF = r"(?P<off>(?:법정\s*)?공휴일|빨간\s*날|휴일|쉬는\s*날|휴무일|노는\s*날)"
_MARKED = (
    r"(?=(?:에는?|엔|[이가])?\s*(?:말|초|시작|종료|끝나|부터|까지|동안|내내|내(?=\s*매)|중(?![가-힣])"
    r"|매[일주월달\s]|격[일주]|(?:첫|마지막)\s*(?:번째\s*)?(?:영업일|근무일|평일|날)))"
)
_DAY_OF_WORK = rf"(?:출근\s*날|출근일|{_WORKDAY})"
_FIRST_DAY = (
    r"(?:(?:끝나|지나|마치|쇠|쉬|보내)고|(?:(?:끝난|지난|쇤)\s*)?(?:[이직]?후|뒤)|다음)(?:의)?"
    rf"\s*첫\s*(?:번째\s*)?(?:날|{_DAY_OF_WORK})|첫\s*{_DAY_OF_WORK}"
)
_BESIDE = (
    rf"{_FIRST_DAY}|(?:(?:시작|들어가기|되기)\s*)?전?전날|직전(?!\s*영업일|까지)|직후|전일|이브|다?다음\s*날|이튿날|익일"
    rf"|전\s*마지막\s*{_DAY_OF_WORK}"
)

_END = r"(?:종료(?:일|되고|하고|된)?|끝(?:나고|난)?|마감(?:일)?)"
_APART = (
    rf"(?:(?:이?후|뒤)에?\s*)?(?:\d+\s*(?:영업일|근무일|일)|{any_of(DAYS)}|{_N}\s*주일?"
    rf"|전날|(?:이튿|다음\s*)날|(?:다음|직전)\s*{_WORKDAY})"
)

# 9시 4분기 실적 and 9시 반기 실적 are at nine.
_UNIT_ENDS = r"(?=$|[^가-힣]|이면|정도|에|까지|부터|경|쯤|정각|마다|이랑|랑|하고|와|과|로|엔)"
_NO_CLOCK = r"(?!간(?![담부사])|부터|\s*[~∼〜]|\s*-(?=\s*(?:\d|오[전후])))"  # 9시-11시

# Written together with a piece before them and a word behind: 9시주간보고, 2시간뒤점검, D-1제출
_GLUED: tuple[tuple[re.Pattern[str], Maker], ...] = (
    (
        re.compile(
            rf"{_HALF}(?P<hour>\d{{1,2}})\s?시(?!간(?![담부사])|설(?:물|관|공|점|개|현|$|[^가-힣]))"
            rf"(?:\s*(?P<minute>{_DD})\s?분(?!기|\s*(?:전|뒤|후|씩|간|마다))|(?P<half_past>{_PAST}))?(?![~∼〜-])"
        ),
        makers.clock,
    ),
    (
        re.compile(
            rf"{_HALF}(?P<hour>\d{{1,2}}):(?P<minute>[0-5]\d)(?=[가-힣a-z]|{_DD}\s?[가-힣])"
        ),
        makers.clock,
    ),
    (
        re.compile(r"(?:(?P<n>\d{1,3})시간|(?P<minutes>\d{1,3})분)(?P<minute>)(?:뒤|후)"),
        lambda m: tokens.MinutesAhead(makers.minutes(m)),
    ),
    (re.compile(r"d-\d{1,2}(?![\d시:])"), makers.countdown),
    (re.compile("까지"), always(tokens.Until())),
    (re.compile("부터"), always(tokens.Since())),
)


def glued(text: str, at: int) -> tuple[Piece, int] | None:
    """The piece there that may be followed by more of the same word, and where it ends."""
    for pattern, make in _GLUED:
        if (match := pattern.match(text, at)) is not None and (piece := make(match)) is not None:
            return piece, match.end()
    return None


# Numbers that are spelled out, as dictation does, of dates and times, 삼월 이십오일; and what
# stands between days before a deadline and the hour behind them, in office hours: D-19시.
_SAID = "[일이삼사오육칠팔구]"
_BEGINS = r"(?:(?<![가-힣\d])|(?<=[월달년시])|(?<=일과))"
_DAY = (
    r"일(?=[^가-힣]|$|뒤|후|전|동안|간|마다|부터|까지|에|은|과|와|이?랑|하고|쯤|경|자|날|오[전후])"
)
_COUNTED = (
    rf"\s*(?:(?:뒤|후|{_BEFORE}|동안|간|간격|마다|부터|까지)(?:에|부터|으로|과)?(?![가-힣])"
    r"|에\s*한\s*번|걸러)"
)
_AND_DAY = rf"(?:\s*[,·]|과)?\s*{_SAID}?십?{_SAID}?일(?![가-힣])"
_CLOCK_ENDS = rf"시(?=[^가-힣]|$|{_SAID}?십|에|까지|부터|반|쯤|경|정각|마다|와|이?랑|하고|로)"
SPELLED = re.compile(
    rf"{_BEGINS}(십[일이]?|[일이삼사오유칠팔구시])(?=월)"
    rf"|{_BEGINS}({_SAID}?십{_SAID}?)(?=\s*(?:{_DAY}|{_CLOCK_ENDS}|시\d+분|분(?!기)|개월|(?:영업|근무)일))"
    rf"|(?:[월달]\s*|일[,과]\s+|부터\s+)({_SAID})(?=\s*{_DAY})|시\s*({_SAID})(?=\s*분)"
    rf"|{_BEGINS}(?!이\s)({_SAID})(?=\s*일(?:{_COUNTED}|{_CLOCK_FOLLOWS}|{_AND_DAY}))"
    rf"|{_BEGINS}(?!이\s*주\s*동안|일)({_SAID})(?=\s*(?:주일?|분){_COUNTED})"
    rf"|{_BEGINS}({_SAID})(?=\s*(?:개월|(?:영업|근무)일))|(?<![가-힣])([일이삼사])(?=사?분기)"
    r"|d-(?:\d{1,3}(?:[,/·]|\s?d-)){0,6}(?:\d?[1-9](?=9(?:\s?시|:\d))|[1-9]\d?(?=1[0-8](?:\s?시|:\d)))()"
)

# Patterns are matched against lower case with ASCII digits; a maker may refuse (None).
TABLE: tuple[tuple[str, Maker], ...] = (
    # time of day
    (
        rf"{_HALF}(?P<hour>{_HOUR})\s*시{_NO_CLOCK}"
        rf"(?:\s*(?:(?P<half_past>반){_UNIT_ENDS}|(?P<minute>{_DD})\s*분"
        rf"{_UNIT_ENDS}(?!\s*[~∼〜-]|부터|마다|\s*{_BEFORE}(?![가-힣]))))?"
        r"(?:\s*(?P<after>[ap]m))?(?:\s*정각)?(?P<each>\s*마다)?",
        makers.clock,
    ),
    (
        rf"(?:(?<=\d)t)?{_HALF}(?P<hour>{_DD})\s?:\s?(?P<minute>\d\d)(?:분|:00)?(?!부터|\s*[~∼〜-]|:\d)"
        r"(?:\s*(?P<after>[ap]m))?",
        makers.clock,
    ),
    (
        rf"{_HALF}(?P<hour>{_DD})\s*시(?P<minute>[0-5]\d)(?![\d분시명건개회차일월년%~/.-])",
        makers.clock,
    ),
    (r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5][05])", makers.clock_behind_date),
    (rf"(?P<hour>{_DD})\s*(?P<half>[ap]m)", makers.clock),
    (
        rf"(?:(?P<ah>{_HALVES})\s*)?(?P<a>{_HOUR})(?:\s*[시:](?:\s*(?P<am>{_MINUTE}))?)?{THROUGH}"
        rf"(?:(?P<bh>{_HALVES})\s*)?(?P<b>{_HOUR})\s*(?:시(?!간)|:(?=\s?\d))(?:\s*(?P<bm>{_MINUTE}))?"
        r"(?:\s*까지)?",
        makers.clock_range,
    ),
    (
        rf"{_HALF}(?P<before>(?:{_DD}\s*[,·/]\s*){{1,5}})(?P<hour>{_DD})\s*시{_NO_CLOCK}",
        makers.clocks,
    ),
    (r"정오", always(tokens.Clock(12, exact=True))),
    (r"자정", always(tokens.Clock(24))),
    (rf"(?P<half>{_HALVES})(?:\s*중)?", lambda m: tokens.PartOfDay(m["half"])),
    *((pattern, always(tokens.PartOfDay(word))) for pattern, word in PARTS_OF_DAY.items()),
    (rf"{_N}\s*시간{_EVERY}", numbered(tokens.EveryHours)),
    (r"매\s*시간?(?:마다)?|시간마다", always(tokens.EveryHours(1))),
    (rf"\d{{1,3}}\s*분{_EVERY}", always(tokens.EveryHours(0))),
    # one day
    (
        rf"(?:(?:이?후|뒤)(?:에)?\s*)?(?:(?P<working>\d{{1,2}})\s*(?:영업일|근무일)|{_LENGTH})(?!\s*(?:{_BEFORE}|뒤|후|이내|내|간|마다|동안|차))",
        makers.days_behind,
    ),
    (rf"{_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])", makers.date),
    (rf"{_M}-{_D}(?=\s+(?:{_DD}[:시]|오[전후]))", makers.date),
    (rf"{_YEAR}\s?[-./]\s?{_M}\s?[-./]\s?{_D}\.?", makers.date),
    (rf"'?(?P<year>\d\d)\.\s?{_M}\.\s?{_D}\.?", makers.date),
    (rf"(?P<year>2\d)/{_M}/{_D}", makers.date),
    (rf"(?:(?P<year>20\d\d|\d\d)\s*년\s*)?{_M}\s*월\s*{_D}\s*일{_NOT_COUNTED}", makers.date),
    (rf"{_M}/{_D}일?(?![\d/%])", makers.date),
    (
        rf"{_M}\.\s?{_D}(?:\.(?!\d)|(?=\s*(?:\(|까지|마감|d-|{_DD}[:시]|오[전후]|[,/·&]\s*{_DD}\.\s?{_DD}(?!\d))))",
        makers.date,
    ),
    (
        rf"{_M}/(?P<days>{_DD}(?:\s*[,·]\s*{_DD}"
        r"(?![\d/:.%]|\s*(?:시|분|월|회|차|명|건|개|층|번|동|p|a)))+)일?",
        makers.month_days,
    ),
    (
        rf"{_M}\s*월\s*(?P<days>{_DD}일?(?:(?:{_OR}|\s+){_DD}일?)*(?:{_OR}|\s+){_DD}\s*일){_NOT_COUNTED}",
        makers.month_days,
    ),
    (rf"{_DD}/{_DD}\s*{TILDE}\s*{_DD}일?(?![\d/:.%]|\s*(?:시|월))", makers.date_span),
    (rf"{_DD}\s*월\s*{_DD}\s*일?{THROUGH}{_DD}\s*일(?:\s*까지|{_NOT_COUNTED})", makers.date_span),
    (rf"{_DD}\.\s?{_DD}\.?\s*{TILDE}\s*{_DD}\.\s?{_DD}\.?", makers.date_span),
    (
        rf"(?:(?:오는|돌아오는)\s*)?(?:{_DD}일?{_OR}){{0,6}}{_DD}\s*일{_NOT_COUNTED}",
        makers.days_of_month,
    ),
    (
        rf"(?P<a>{_DD})\s*일?{THROUGH}(?:말일|(?P<b>{_DD})\s*일)(?:\s*(?:까지|사이)|{_NOT_COUNTED})",
        makers.day_span,
    ),
    (r"(?:다음\s*날|이튿날)(?!까지)", always(tokens.Leads((-1,)))),
    (r"다\s*다음\s*날|다음\s*다음\s*날", always(tokens.Leads((-2,)))),
    (
        any_of(DAYS_FROM_TODAY),
        lambda m: tokens.Ahead(DAYS_FROM_TODAY[tight(m[0])], Unit.FROM_TODAY),
    ),
    (rf"{_N}\s*주일?{_AHEAD}(?=\s*{W}(?:요일|욜))", numbered(tokens.WeekAhead)),
    (
        rf"(?:{_IN_WORKDAYS}\s*)?{_LENGTH}{_AHEAD}(?:에?\s*\(?{_IN_WORKDAYS}\)?)?",
        makers.days_ahead,
    ),
    (rf"{_N}\s*(?:개월|달){_AHEAD}", numbered(lambda n: tokens.Ahead(n, Unit.MONTH))),
    (rf"{_N}\s*(?:개월|달)\s*{_BEFORE}", numbered(lambda n: tokens.Ahead(-n, Unit.MONTH))),
    (rf"(?:다음|익|차)\s*{_WORKDAY}(?!\s*로)", always(_NEXT_WORKDAY)),
    (rf"(?:다다음|다음\s*다음)\s*{_WORKDAY}(?!\s*로)", always(tokens.Ahead(2, Unit.WORKING_DAY))),
    (
        rf"(?:앞|직전|이전|전(?:의)?\s*마지막)\s*{_WORKDAY}(?!\s*로)",
        always(_LAST_WORKDAY),
    ),
    (rf"(?:바로\s*)?전\s*{_WORKDAY}(?!\s*로)", always(tokens.Leads((1,), working=True))),
    (
        rf"(?:지나고|지난\s*(?:뒤|후)|이후|끝나고|다음|후|뒤)(?:의)?\s*첫\s*(?:번째\s*)?{_WORKDAY}",
        always(_NEXT_WORKDAY),
    ),
    (rf"{_N}\s*(?:영업일|근무일){_AHEAD}", numbered(lambda n: tokens.Ahead(n, Unit.WORKING_DAY))),
    (rf"{_MINUTES}{_AHEAD}", lambda m: tokens.MinutesAhead(makers.minutes(m))),
    (rf"(?P<n>\d{{1,4}})\s*초{_AHEAD}", numbered(lambda n: tokens.MinutesAhead(n / 60))),
    (
        rf"(?P<week>{any_of(WEEKS_FROM_THIS)})(?:\s*(?P<days>{_SHORT}))?",
        lambda m: tokens.WeekAhead(WEEKS_FROM_THIS[tight(m["week"])], weekdays(m["days"] or "")),
    ),
    (any_of(MONTHS_FROM_THIS), lambda m: tokens.MonthAhead(MONTHS_FROM_THIS[tight(m[0])])),
    (
        rf"(?P<year>{any_of(YEARS_FROM_THIS)})(?:도)?",
        lambda m: tokens.Year(YEARS_FROM_THIS[tight(m["year"])], is_ahead=True),
    ),
    (
        rf"(?P<year>{any_of(YEARS_BEFORE)})(?:도)?(?=\s*{_DD}(?:\s*월\s*{_DD}\s*일|\s?[/.]\s?{_DD}))",
        lambda m: tokens.Year(YEARS_BEFORE[tight(m["year"])], is_ahead=True),
    ),
    (rf"{_YEAR}\s*년(?:도)?", lambda m: tokens.Year(int(m["year"]))),
    (
        rf"(?P<ahead>{any_of(PERIODS_FROM_THIS)})\s*(?P<unit>분기|반기)",
        lambda m: tokens.Period(PERIODS[m["unit"]], ahead=PERIODS_FROM_THIS[m["ahead"]]),
    ),
    (
        rf"(?P<half>[상하])반기{_MARKED}",
        lambda m: tokens.Period(6, nth="상하".index(m["half"]) + 1),
    ),
    (rf"(?P<n>[1-4])(?:/4|사)?분기{_MARKED}", numbered(lambda n: tokens.Period(3, nth=n))),
    *((pattern, always(tokens.Date(*day, named=True))) for pattern, day in MEMORIAL_DAYS.items()),
    *(
        (
            rf"(?:{pattern})(?P<around>\s*연휴)?(?:\s*(?P<beside>{_BESIDE})|\s*당일)?",
            makers.holiday(name),
        )
        for pattern, name in HOLIDAYS.items()
    ),
    (rf"(?P<days>{_RANGE})", makers.on_weekdays(weekly=True)),
    (rf"(?:오는|이번|돌아오는)?\s*(?P<days>{_FULL})", makers.on_weekdays()),
    (rf"(?P<days>{W}(?:\s*[,·/]\s*{W}){{1,6}}){_LETTERS_END}", makers.on_weekdays(weekly=True)),
    (rf"(?P<days>{_RUN})(?:요일|{_CLOCK_FOLLOWS})", makers.on_weekdays(weekly=True)),
    (rf"(?P<days>(?={W}{{3}}){_RUN}){_LETTERS_END}", makers.on_weekdays(weekly=True)),
    (rf"(?P<days>{W}(?:\s+{W}){{0,6}}){_CLOCK_FOLLOWS}", makers.on_weekdays()),
    (
        rf"(?P<days>{W}(?:\s*[,·/]?\s*{W}){{0,5}})(?:은|만)?(?=\s*{_WITHOUT}(?![가-힣]))",
        makers.on_weekdays(),
    ),
    (
        rf"(?P<days>{W})(?=\s*\(\s*{_DD}\s*(?:일|[/.]\s*{_DD}\.?|월\s*{_DD}일)\s*[,)])",
        makers.on_weekdays(),
    ),
    (rf"다음\s*(?P<days>{W}(?:요일|욜))", makers.on_weekdays(following=True)),
    (rf"(?:\(\s*|(?<=[\d일.],)|(?<=[\d일.],\s))(?P<days>{W})(?:요일)?\s*\)", makers.on_weekdays()),
    (r"(?P<week>이번|다음)\s*주?\s*주말", lambda m: tokens.Weekend(int(m["week"] == "다음"))),
    (rf"주말{_CLOCK_FOLLOWS}", always(tokens.Weekend())),
    (
        rf"{_M}\s*월",
        lambda m: tokens.Month(n) if (n := number(m["month"])) in makers.MONTHS else None,
    ),
    (rf"{_DD}\s*월?\s*{TILDE}\s*{_DD}\s*월(?!\s*{_DD}\s*일)", makers.month_span),
    (rf"{_DD}(?:\s*월?{_OR}{_DD}){{1,10}}\s*월(?!\s*{_DD}\s*일)", makers.month_row),
    # again and again
    (r"매일(?:매일)?|(?<![는간수]\s)날마다", always(tokens.EveryDay())),
    (r"주\s*5\s*일", always(tokens.EveryDay(working=True))),
    (rf"(?:하루에?|매일){_TIMES}", lambda m: tokens.EveryDay(times=number(m["times"]))),
    (
        r"(?:매\s*주?\s*)?평일(?:마다|\s*중(?=\s))?|매\s*(?:영업일|근무일)|(?:영업일|근무일)\s*마다"
        rf"|주중(?:에|마다|\s*매일)?|(?:영업일|근무일)(?:에)?{_CLOCK_FOLLOWS}",
        always(tokens.EveryDay(working=True)),
    ),
    (rf"{_LENGTH}{_EVERY}", makers.every_few_days),
    (r"격일(?:로|마다)?|하루\s*걸러(?:\s*(?:한\s*번|하루))?", always(tokens.EveryDays(2))),
    (_WEEKLY, always(tokens.EveryWeeks(1))),
    (
        rf"(?:{_WEEKLY})\s*(?:첫(?:\s*번?째)?|(?P<last>마지막))\s*{_WORKDAY}",
        lambda m: tokens.EveryWeeks(1, edge=-1 if m["last"] else 1),
    ),
    (
        rf"(?:(?:매\s*)?주(?:에|당)?|(?:일|1)주일?에){_TIMES}",
        lambda m: tokens.EveryWeeks(1, times=number(m["times"])),
    ),
    (
        rf"(?:{_WEEKLY})\s*(?P<days>{_RANGE}|{_FULL}|{_SHORT}|{_RUN}요일)(?:\s*마다)?",
        makers.every_weeks(1),
    ),
    (rf"매\s*(?P<days>{_RANGE}|{_FULL})", makers.every_weeks(1)),
    (
        rf"(?P<days>{_RANGE}|{_FULL}|{_RUN}(?:요일)?|{W}(?:{_OR}{W}){{1,6}})\s*(?:마다|(?:에는|엔|은|에)?\s*(?:항상|늘|언제나))",
        makers.every_weeks(1),
    ),
    (r"(?:매\s*주\s*|매\s*)주말|주말\s*마다", always(tokens.EveryWeeks(1, (5, 6)))),
    (rf"{_BIWEEKLY}{_ON_DAYS}", makers.every_weeks(2)),
    (rf"{_N}\s*주(?:일)?{_EVERY}{_ON_DAYS}", makers.every_weeks()),
    (rf"매\s*{_N}\s*주{_ON_DAYS}", makers.every_weeks()),
    (
        rf"(?:매\s*)?(?P<side>홀|짝)수\s*(?:번째\s*)?주(?:차)?(?:마다|의|에)?{_ON_DAYS}",
        lambda m: tokens.EveryWeeks(2, weekdays(m["days"] or ""), side=int(m["side"] == "홀")),
    ),
    (
        r"(?:매\s*(?P<period>월|달|분기|반기|년|해)|(?P<each>달|월|분기|반기|해|년)\s*마다"
        r"|(?P<by>분기|반기)(?:별(?:로|(?=\s*(?:말|첫|마지막|끝|시작|종료|둘|셋|\d|한|두)))"
        rf"|(?=\s*(?:첫|둘|셋|마지막)\s*(?:째|번째)?\s*(?:달|{_WORKDAY})|\s*말일)"
        rf"|(?=[이가]?\s*(?:{START}|{_END})\s*(?:{_APART}|{_DD}\s*[시:]|오[전후]))))",
        lambda m: tokens.EveryMonths(PERIODS[m["period"] or m["each"] or m["by"]]),
    ),
    (
        r"상(?:반기)?(?:\s*[·,/]\s*|와\s*|\s*및\s*|\s*)하반기(?:별|마다|에)?"
        r"(?=\s*(?:말일?(?![가-힣])|첫|마지막|끝))",
        always(tokens.EveryMonths(6)),
    ),
    (
        rf"(?:(?:매\s*)?(?P<period>월|분기|반기|연|년)(?:에|당|별)?|(?:한|1|매)\s*(?P<one>달|분기|반기|년|해)에){_TIMES}",
        lambda m: tokens.EveryMonths(PERIODS[m["period"] or m["one"]], times=number(m["times"])),
    ),
    (r"다달이|(?:(?<=요일|업일|무일|말일)|(?<=욜))\s*마다", always(tokens.EveryMonths(1))),
    (rf"격월(?:로|마다)?|(?:한|1)\s*(?:달|개월){_SKIPPING}", always(tokens.EveryMonths(2))),
    (rf"{_N}\s*(?:달|개월){_EVERY}", makers.every_few_months),
    (
        rf"(?P<months>(?:{_DD}(?:\s*월?{_OR}|\s*월\s+)){{1,11}}{_DD}\s*월)"
        rf"(?=\s*(?:{_DD}\s*일|말일|첫|둘|셋|넷|마지막|\d\s*째))",
        makers.these_months,
    ),
    (
        r"(?:매\s*)?(?P<side>홀|짝)수\s*(?:달|월)(?:마다)?",
        lambda m: tokens.TheseMonths(tuple(range("홀짝".index(m["side"]) + 1, 13, 2))),
    ),
    # 분기말 실적 is a word of the message, so more about time has to follow.
    (
        r"(?P<period>월|분기|반기|연)\s*(?:말|(?P<start>초))"
        rf"(?:(?P<each>마다)|(?=까지|\s*{_APART}|에?\s*(?:오[전후]|{_DD}\s*[시:])))",
        lambda m: tokens.PeriodEnd(
            PERIODS[m["period"]], is_start=m["start"] is not None, is_each=m["each"] is not None
        ),
    ),
    (
        rf"(?:[이가]\s*)?{START}\s*(?:이?후|뒤)에?\s*(?P<nth>{_DD})\s*(?:영업일|근무일)",
        makers.working_day_of_period,
    ),
    (
        rf"(?:[이가]\s*)?(?:(?P<start>{START})|{_END})(?=\s*(?:{_APART}|{_DD}\s*[시:]|오[전후]))",
        makers.edge_of_period,
    ),
    # a day of a month
    (r"말일|마지막\s*날", always(tokens.InMonth((LastDay(),)))),
    (r"말", makers.end_of_month),
    (r"(?:첫째?|시작하는)\s*날", always(tokens.InMonth((DayOfMonth(day=1),)))),
    (r"초순|중순|하순|초", lambda m: tokens.PartOfMonth(m[0])),
    (rf"{_ORDINAL}\s*{_WORKDAY}", makers.nth_working_day()),
    (rf"(?:말|최종)\s*{_WORKDAY}", always(tokens.InMonth((WorkingDay(nth=-1),)))),
    (rf"(?:끝|뒤|마지막)에서\s*{_ORDINAL}\s*{_WORKDAY}", makers.nth_working_day(-1)),
    (
        rf"제?\s*(?P<nth>{_DD})\s*(?:영업일|근무일)(?!\s*(?:전|뒤|후|이내|내|간|마다|동안|차))",
        makers.nth_working_day(),
    ),
    (rf"{_ORDINAL}{_OF_WEEK}(?P<weekday>{W})(?:요일|욜)?", makers.nth_weekday),
    (
        rf"(?P<nths>{NTH}(?:(?:{_OR}|\s+){NTH}){{1,4}}){_OF_WEEK}"
        rf"(?P<weekday>{W})(?:요일|욜|{_CLOCK_FOLLOWS})",
        makers.weeks_in_month,
    ),
    (
        rf"(?P<nth>{any_of(ORDINALS)}|[1-5](?:째|번째)|[1-5](?=\s*주차))\s*주차?",
        makers.week_of_month,
    ),
    (rf"{_ORDINAL}\s*달(?:의)?", makers.month_of_period),
    # deadlines
    (
        r"d\s?-\s?\d{1,3}일?(?:\s*[,/·]\s*-?\d{1,3}(?!\d|\s*[:/.시분월일])){0,6}(?!\d|부터)",
        makers.countdown,
    ),
    (
        rf"(?:d\s?-?\s?day|디데이)(?:의|로부터)?(?=\s*{_LENGTH}\s*{_BEFORE})",
        always(tokens.Sign.DEADLINE),
    ),
    (r"d\s?-?\s?day|디데이|당일", always(tokens.Leads((0,), counted=True))),
    (
        rf"(?:d\s?-\s?(?P<d>{_DD})|{_LENGTH}\s*전)부터(?:\s*당일까지)?(?P<daily>\s*매일)?",
        makers.leads_from,
    ),
    (
        rf"(?:{_IN_WORKDAYS}\s*)?(?:\d{{1,3}}\s*일?\s*[,/·]\s*){{0,6}}\d{{1,3}}\s*일\s*{_BEFORE}"
        rf"(?:\s*\(?{_IN_WORKDAYS}\)?)?",
        makers.leads,
    ),
    (
        r"(?:\d{1,2}\s*(?:영업일)?\s*[,/·]\s*){0,6}\d{1,2}\s*(?:영업일|근무일)\s*"
        rf"{_BEFORE}",
        makers.leads,
    ),
    (rf"{_LENGTH}\s*{_BEFORE}", makers.days_before),
    (r"(?:하루\s*)?전날", always(tokens.Leads((1,)))),
    (rf"{_MINUTES}\s*{_BEFORE}", lambda m: tokens.MinutesBefore(makers.minutes(m))),
    (
        r"(?:(?:제출\s*)?마감(?:일|기한)?|(?:제출\s*)?기한)(?:은|인데|이고|인)?(?:\s*:)?",
        always(tokens.Sign.DEADLINE),
    ),
    # where a series begins and ends
    (r"까지만?|사이에?", always(tokens.Until())),
    (r"\s*(?:되기\s*|오기\s*)?(?:직|이)?전까지만?", always(tokens.Until(before=True))),
    (
        r"부터(?:는)?|에서(?=[^\n]{2,15}까지)|시작(?:해서|하여|으로|해|(?=\s*(?:매|격|평일|$)))",
        always(tokens.Since()),
    ),
    (
        r"(?:시작(?:일)?|첫\s*(?:날|회))(?:은|는|:)(?=\s*(?:\d|내|다음|이번))",
        always(tokens.Since(ahead=True)),
    ),
    (
        r"(?:종료(?:일)?|끝|마지막\s*(?:날|회)?)(?:은|는|:)(?=\s*(?:\d|내|다음|이번))",
        always(tokens.Until(ahead=True)),
    ),
    (r"종료(?=\s*$)", always(tokens.Until())),
    (rf"\s*{TILDE}\s*", always(tokens.Sign.THROUGH)),
    (r"한\s*달(?:간|\s*동안|\s*내내)?", makers.throughout_month),
    (
        r"동안|내내|내(?=\s*매)|중에?|남은\s*(?:기간|동안)(?:\s*(?:동안|내내))?",
        always(tokens.Sign.THROUGHOUT),
    ),
    (
        rf"(?P<total>(?:총|딱)\s*)?(?:{_LENGTH}|(?P<months>\d{{1,3}}|{_WORDS})\s*(?:(?P<year>년)|개월|달))"
        r"(?:\s*(?P<end>동안|간|만))?",
        makers.during,
    ),
    (
        rf"(?<!공약)(?<!공약\s)(?:(?P<total>총|딱)\s*)?{_N}\s*(?:번|회|차례)(?P<only>만|에\s*걸쳐서?)?(?!\s*째)",
        makers.count,
    ),
    (
        r"같은\s*(?:시간|시각)(?:대)?|두\s*날\s*(?:다|모두)|양일|이렇게|앞으로|지금(?:으로)?부터|이제부터|당분간|단|다만|\d\s*일\s*\d\s*[회번]"
        rf"|기준(?:으로)?(?=\s*{_LENGTH}\s*{_BEFORE})",
        always(tokens.Sign.FILLER),
    ),
    # days off and days left out
    (_WITHOUT, always(tokens.Without())),
    (rf"{_DAY_OFF}(?:은|을|(?P<only>만))?\s*{_WITHOUT}", makers.days_off),
    (
        rf"(?:주말{_OR}공휴일|공휴일{_OR}주말|주말\s*공휴일)(?:은|만|을)?\s*{_WITHOUT}",
        always(tokens.Without((DaysOff(),))),
    ),
    (rf"주말(?:은|만|을)?\s*{_WITHOUT}", always(tokens.Without((Weekly(weekdays=(5, 6)),)))),
    (
        rf"{_DAY_OFF}(?P<only>)(?:이?면|엔|에는?|인\s*경우|일\s*때(?:는|엔)?|은|과?\s*겹치면)\s*"
        r"(?:건너\s*\S*|쉬\S*|쉼|생략\S*|보내지\s*\S*|안\s*\S*|알리지\s*\S*|제외\S*)",
        makers.days_off,
    ),
    (
        r"(?:(?:주말|[토일](?:요일)?)\s*(?:[·,/]|이나|또는|및|과|와)?\s*){0,2}"
        rf"{ANY_DAY_OFF}(?:이?면|이어도|이라도|에도|엔|에는|인\s*경우(?:에는|엔)?|일\s*때|\s*시(?:에는|엔)?|과?\s*겹치면)"
        r"\s*(?:그\s*)?"
        rf"(?:(?P<direction>앞|직전|이전|전|익|다음|뒤|이후|앞당|당(?!일)|미루|미뤄)\s*"
        rf"(?:(?:{_WORKDAY}|[날일](?:의?\s*{_WORKDAY})?)(?:로|에)?|겨서?|기고|서|고)|(?:당일(?:에)?\s*)?그대로|당일에?)",
        makers.shift,
    ),
    (rf"{ANY_DAY_OFF}이?면\s*하루\s*(?P<direction>전|앞|뒤|다음)(?:에|으로)?", makers.shift),
    (rf"(?P<direction>앞|직전|이전|다음)\s*{_WORKDAY}로", makers.shift),
)
