"""What a reply to a reminder says: 확인, 제출완료, 연기, 우리 부서 아님, or nothing that is clear.

The patterns below are looked for in the text without its spaces. What the first of them match is
taken out for the others; a text that gives two answers is not clear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.korean import hangul
from bot.reminders.rules.deliveries import Response

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_CHARS = 200  # longer replies are letters to somebody, not answers

# Slips and spellings that are heard alike.
_SPELLINGS = (
    ("햇", "했"), ("핬", "했"), ("햿", "했"), ("냇", "냈"), ("겟", "겠"), ("게습", "겠습"),
    ("됬", "됐"), ("께요", "게요"), ("께여", "게요"), ("슴다", "습니다"), ("슴니다", "습니다"),
    ("심다", "습니다"), ("습니당", "습니다"), ("읍니다", "습니다"), ("어여", "어요"),
    ("아여", "아요"), ("담주", "다음주"), ("담달", "다음달"), ("욜", "요일"),
    ("아써", "았어"), ("어써", "었어"), ("해써", "했어"), ("내써", "냈어"),
    ("것습", "겠습"), ("습니더", "습니다"), ("것슈", "겠어요"), ("부렀", "버렸"), ("ㄱㅅ", "감사"),
    ("겄", "겠"), ("아인데예", "아닌데요"), ("우린", "우리는"), ("저흰", "저희는"),
    ("저희꺼", "저희거"), ("우리꺼", "우리거"), ("재출", "제출"),
    ("제줄", "제출"), ("완로", "완료"), ("ㅈㅊㅇㄹ", "제출완료"), ("ㅈㅊ", "제출"),
    ("학인", "확인"),
)  # fmt: skip
# How a word goes on up to its ending: texts are compared without their spaces.
_GOES_ON = r"(?:는데|지만|고)(?=\w\w)"
_ENDS = rf"\w*?(?:니다만?|니당|[어아해예에게네까군지고데죠]요|[음임함]|{_GOES_ON}|(?=\W)|$)"
_OURS, _THEIRS = "저희부서", "타부서"  # what stands for the names of departments

_ASKS = re.compile(
    r"[?？]|어디|언제|어떻게|누구|누가|무엇|무슨|뭐|뭔|뭘|얼마|왜|몇|나요$|(?<!니)까요|니까$|(?:[는인한런은된]|던)가요|던가$"
    r"|(?:는지|은지)(?![난금])|할지|건지|맞는지|인지$|하죠$|되죠$|이죠$|되나$"
)
# Asking for time is an answer: 내일 내도 될까요?
_ASKS_LEAVE = re.compile(
    r"(?<!면)(?:(?:되|괜찮|가능하|수있)(?:나요|는지요?|을까요?|은가요)|될까요|괜찮을까요|괜찮나요|가능할까요"
    r"|가능한가요|가능할지요?)[~!.]*(?:[?？]+|$)"
)
_NOT = (
    r"(?:아님|아닙|아니|아닌|아녜|아녀|해당없|해당사항없|(?<!주)무관"
    r"|(?:관계|상관|관련)(?:이|가|은|는)?없)"
)
_NOT_OURS = re.compile(
    rf"(?:우리|저희)[가-힣]{{0,14}}?{_NOT}(?:(?:데|고|지만)(?=[가-힣]{{2}})|{_ENDS})"
    rf"|(?:소관|담당|해당)(?:부서|업무|과)?(?:이|가|은|는)?{_NOT}{_ENDS}|해당없는부서{_ENDS}"
    rf"|(?:저희|우리)[가-힣]{{0,6}}(?:(?:하지않는|모르는|없는)(?:사업|공약|업무)|담당하지않){_ENDS}"
    rf"|(?:저희|우리)(?:는|가)?(?:그런?|이런?)?(?:사업|업무|공약)(?:은|을|는)?안[합해하]{_ENDS}"
    rf"|(?:소관|담당)(?:이|은)?다(?:르|릅|른){_ENDS}"
    rf"|^{_NOT}니다(?:저희|우리){_ENDS}"
    rf"|(?:소관|담당)?(?:부서|담당과|담당팀)(?:이|가|는)?(?:달라|다르|다릅|바뀌|바뀐|바꼈|변경){_ENDS}"
    rf"|담당\w{{0,4}}?(?:바뀌|바꼈|변경)\w*\W*{_THEIRS}"
    rf"|(?:다른|{_THEIRS}|타)(?:부서|과|팀|기관)?(?:의|에서|으로|로|에|쪽|가|이)?"
    r"(?:소관|담당|업무|일|공약|이관|보내|넘겨|문의|연락|추진|관리|맡|가져[가간갔갑]|물어(?!볼|보겠)|여쭤(?!볼|보겠)|바뀌|변경|재배정|처리"
    rf"|가야|앞으로보내|(?:거|것|건)(?:예요|이에요|입니다|임|인?데|네|같은데)|합니다|해요|하고|입니다|인데|이에요|예요){_ENDS}"
    rf"|^{_THEIRS}(?:요|이요)$"
    rf"|이관(?:$|되|됐|된|됨|했|하였){_ENDS}|(?:(?:로|으로)업무가?|업무가|로|으로)넘어(?:갔|간){_ENDS}|넘어간(?:업무|일|공약|사업|건){_ENDS}"
    rf"|잘못(?:온|왔|오|보내|발송|전달|찾){_ENDS}|번지수{_ENDS}"
    rf"|notours|notour{_ENDS}|notus|thisisnot{_ENDS}|wrong(?:department|team)|belongsto{_ENDS}"
)
_ASKS_FOR = re.compile(
    r"(?:확인|검토|참고|연락|답변|살펴)(?:을|좀|후)?(?:부탁|바랍|바라|해주|하여주|해줘|요청|요망|주시)\w*"
    r"|(?:수정|보완|문의|문제|이상)\w{0,6}?있(?:으면|으시면)\w*"
)
# A part of it, something taken back or to be done again, or about something else.
_DOUBTFUL = re.compile(
    r"(?:사업|이행|추진)(?:이|은|을)?(?:완료|종료|끝)|완료된(?:사업|공약)|(?<!지)(?<!다)만(?:제출|입력|작성|완료|냈|보냈|했|올렸)"
    r"|일부|절반|반만|나머지|빼고|제외|말고|거의|대부분|초안|임시|남았|%|(?:하나|한건|[0-9두세네]건|[0-9]개)만"
    r"|중(?:한|두|세|[0-9])|[한두세0-9]건은|[0-9]건\w*[0-9]건|반려|반송|회수|취소|잘못(?:제출|눌)|재제출"
    r"|다시(?:제출|입력|작성|올리|올릴|올려|내(?!일)|낼|달)(?!\w*(?:했|냈|렸|완료))"
    r"|(?:수정|보완)(?:중|할|하겠|해야|해서다시|하여다시|요청)(?!\w*(?:했|냈|렸|완료))"
    r"|almost|half|partly|nearly|했다가|냈다가|했어야|냈어야|전화|(?:양식|서식)(?!에맞|대로)|(?:자료|파일|내용|첨부\w{0,2})(?:이|가|도)없|질문|버튼|오류|에러|링크|로그인|접속|모르겠|모릅|몰라"
)
# Of several pledges each its own, of one person alone, or not known.
_OPEN = re.compile(
    r"(?:협조|협업|지원|공동|보조|참여)(?:부서|기관)|(?:지난번|저번|전)에\w{0,4}(?:말씀|얘기|안내)\w*"
    r"|(?:하나|한건|일부|[0-9]건|나머지)는|(?:^|[^가-힣])제담당|^(?:제|저는)담당"
    r"|(?:소관|담당|거|것|부서|업무)인지|같기도|아닌(?:건|것은|게)아[니닌]"
    r"|(?:연기|연장)(?:는|은|를|을)?(?:안|필요없|하지|않)"
)
# What somebody else did, or what is only thought to be done.
_HEARSAY = re.compile(
    r"답니다|대요|(?:했|냈|났|렸|됐)(?:으면|다면|더라면)|같기도|수도있|다고(?!보고)|라고|것같(?!지)|(?:했|냈|났|렸|됐|간|한|을)듯|걸요|텐데|거예요|걸로알|아마|던것"
    r"|(?:옆|다른)(?:팀|과|부서)(?:은|는|도)|기억이"
)
_OF_OTHERS = re.compile(
    rf"{_THEIRS}(?:는|은|도|가|이|에서|것도|거도)?(?:이미|벌써|어제)?(?:제출|냈|보냈|완료)"
)
_IF = re.compile(r"(?:[하되나오시]|받으|끝내)면")
_BUT = re.compile(r"(?:(?:했|냈|렸|됐|놨|뒀)(?:는데|지만|으나)|완료(?:인데|지만|이나))(?!요)\w")
_THOUGHT = re.compile(r"\w*줄알았(?:는데|지만)")  # 못 낸 줄 알았는데 냈네요
_NOT_DONE = re.compile(
    r"(?:아직)?(?:못|안)(?:했|냈|보냈|올렸|드렸)\w*?(?:는데|지만|고|습니다|어요|음|네요|$)"
    r"|(?<!이)미제출(?:입니다|이고|인데)?"
)
_NOT_YET = re.compile(
    r"아직|안(?:했|냈|보냈|됐|돼|됩)|못(?!온|보)|않|아[니닙님닌녜녀]"
    r"|(?<!이)미(?:제출|입력|완료|처리)|전입니다|전이에요|전임|직전|어렵|힘들|불가"
)
_UNSURE = {
    Response.SUBMITTED: (_IF, _NOT_YET, _HEARSAY, _OF_OTHERS),
    Response.CONFIRMED: (_NOT_YET, _HEARSAY, _OF_OTHERS),
}
# What is not promised after all, or depends on something.
_UNABLE = re.compile(
    r"못|않|안(?:하|할|되|될|내[겠지]|낼)|어렵|힘들|불가|[해어]야(?:하|할)|가능할것같"
)
_SEEN = re.compile(
    r"(?:확인|수신)(?:결과|여$|이?욥$|완$|(?:완료|했|하였|함|하고(?=있)|하겠|해보겠|해볼게|해보니|중)(?:했|하였)?(?:습니다|어요|음|고|는데|으며)?)"
    r"|접수(?!시켰)(?:했|완료|하였|됐)?(?:습니다|어요)?|(?:^|저희부서|ok)(?:수신)?확인(?:요|이요|입니다)?$"
    rf"|알겠{_ENDS}|그렇게알고있{_ENDS}|(?<!줄)알았{_ENDS}|(?:숙지|파악){_ENDS}|참고[하할]{_ENDS}|인지(?:했|하){_ENDS}|(?:잘)?(?:봤|보았|읽었|받았)(?:습니다|어요|음)"
    rf"|(?:전달|공유|안내|말씀|얘기|전파|보고(?!완료)|체크|이해)(?:완료|했|하였|하겠|드렸|드리겠|할게|드릴게){_ENDS}|알렸{_ENDS}|알려줬{_ENDS}|(?:메모해|잡아)(?:두|뒀|놓|놨){_ENDS}|게전했{_ENDS}"
    rf"|(?:잊|늦|빠뜨리|놓치)지않{_ENDS}|늦지않도록{_ENDS}|차질없{_ENDS}|(?:챙기|챙겨보|신경쓰|유의하|유념하|명심하)겠{_ENDS}|(?:챙길|신경쓸|(?:유의|유념|명심|숙지)할)게{_ENDS}"
    rf"|그렇게하{_ENDS}|그렇게할게{_ENDS}|그럴게{_ENDS}|그러겠{_ENDS}"
    rf"|오케이{_ENDS}|오키{_ENDS}|^(?:ㅇㅋ)+|^ㅇㅇ+|^(?:ok(?:ay)?)+(?:요|thanks|thankyou)?\b|gotit{_ENDS}|confirmed|noted"
    r"|(?:안내|알림|공지|공유)(?:해주셔서)?(?:감사|고맙)\w*|^sure|^yes|roger|[👍👌🙆🆗]"
)
# What is promised for the time that it is due at.
_IN_TIME = re.compile(
    r"(?:기한|마감일?)(?:을|은)?(?:안|내|맞춰|지켜|지키|전|까지|준수)|지않|빠짐없이|차질없|꼭"
)
_YES = re.compile(r"그려(?:유|요)?|(?:네|넵|넹|넴|예|옙|응|엡|엥|네엡|네에)+(?:썰|용|염)?")
_WORK = (
    "보고(?=완료)|게시|제출|송부|발송|회신|입력|등록|업로드|완료|처리|마무리|전송|작성|시행|이첩"
)
_HANDED_IN = re.compile(
    rf"(?:{_WORK})(?:을|를|은|도|이)?(?:다|모두|전부)?"
    rf"(?:완료(?!하겠|하도록|할|예정|후|되면|될|하면|하는대로)|했|하였|됐|되었|돼있|되어있|드렸|마쳤|끝|함){_ENDS}"
    rf"|(?:{_WORK})(?:한|된|드린)(?:건|사항|상태|거)(?:입니다|이에요|예요|임)?$"
    rf"|^[✅☑✔]+\ufe0f?(?:{_WORK})$"
    r"|(?:낸|보낸|보내드린|올린)(?:건|거|사항)(?:입니다|이에요|예요|임)?$"
    r"|(?:자료|실적|파일|결과|엑셀|문서|공문|보고서)\w{0,4}"
    r"(?:(?:제출|송부|회신|첨부)(?:드립|합)|보내드립|보냅)니다$"
    r"|(?:냈|보냈|올렸|넣었|드렸|마쳤|마감했|시행했|끝냈|끝났|적었|기입했|기재했|넘겼|나갔|접수시켰|(?:넘겨|보내|올려)버렸|제출하고왔"
    rf"|(?:다|모두|전부)(?:했|됐|되었)){_ENDS}"
    rf"|(?:올려|넣어|보내|(?:{_WORK})해)(?:두었|뒀|놨|놓았)\w*|기제출\w*|제출필"
    r"|(?:제출해|보내|올려|드려)서(?:죄송|미안)\w*"
    r"|^(?:했|하였)(?:습니다|어요|음)\w*"
    r"|(?:완료|끝)(?:입니다|요|여|염|이?욥|이요|임)?$|^완$|(?<!not)(?:submitted|sent|done)\w*[,.!]*(?:thanks|thankyou)?$"
)
_SHORT_DONE = re.compile(
    r"(?:보냄|올림|게시함|^냄|(?:다|이미|벌써|어제|전부|모두)냄)$"
)  # with a day ahead it is a promise
_WILL = re.compile(
    r"(?:하|내|드리|보내|올리|챙기|넣|미루|늦|오|두|그러|되|보|지키)겠\w*|(?:할|낼|릴|길|룰|줄|을)(?:게(?!없)|예정|것같|거)\w*"
    rf"|(?:{_WORK})예정(?:입니다|이에요|임|이요)?$|will(?:submit|send|do)"
)
_IN_PROGRESS = re.compile(
    rf"(?:(?:{_WORK}|준비|취합|집계|수합|진행|검토|정리|보완|수정|결재(?:대기|진행|상신)?)(?:하는|하고)?"
    r"|(?:결재\w{0,2}기다리|쓰|적|만드|만들|모으|챙기|고치|채우|(?:^|지금|아직|열심히)하)[는고])"
    r"(?:중|있)(?:입니다|이에요|예요|이라서?|이고|이며|임|어요|습니다|음)?"
    r"|결재(?:를)?(?:올[렸려]|상신)\w*|(?:준비|작성)?시작했\w*|서두르\w+"
)
_NOW = re.compile(rf"(?:{_WORK})(?:합니다|요|이요)$|(?:드립|냅|보냅|올립)니다$|가능\w*$")
_PUTS_OFF = re.compile(
    r"연기|미뤄|미루|미룰|나중|이따|추후|다음에|(?:시간|기간)(?:을|이)?(?:조금|좀|더|주|필요|부족|걸)|더시간|연장|늘려|늦춰"
    r"|(?:하루|이틀|며칠|사흘|[0-9]일|시간|분|일주일|조금)만|더(?:걸|필요)|기다려|잠시만|잠깐만|일정조정|보류(?:부탁|요청|해주)"
    r"|다시(?:알려|알림|보내|부탁|띄워|요$|$)|(?:뒤|후)에?(?:알려|알림)|later|snooze|tomorrow|postpone|extension"
)
_LATE = re.compile(r"늦|지연")
_IN_FUTURE = re.compile(
    r"(?:오늘|금일)(?:중|안|내|까지)|내일|명일|익일|모레|글피|다음(?:주|달|영업일|날)|(?:이번|금)주|(?:이번|이)달|[월연]말|내주|차주|[월화수목금토일]요일(?:이요|요|이면)?"
    r"|\d+일|\d+/\d+|\d+시|\d+분|정오|오전|오후|저녁|아침에|퇴근|점심|(?:시간|분|일|주|며칠|잠시|조금|하루|이틀|사흘|열흘)(?:뒤|후)|있다가?"
    r"|(?:먹|끝나|마치)(?:고|면|는대로)|다녀(?:와|오)\w{0,2}|복귀\w{0,2}"
)
_TAIL = re.compile(r"(?:(?<!ㅇ)ㅋ|[\s~!.,^;:ㅎㅠㅜ])+$")  # an exclamation is no word
# 담당자가 휴가라 월요일에: a day behind a reason is a promise, without a word for it.
_SINCE_THEN = re.compile(
    r"(?:라서?|느라|[해어아셔]서|때문에|관계로|사정으로)"
    rf"(?:{_IN_FUTURE.pattern})+(?:에|까지|쯤|경)?(?:이?요)?$"
)
_TAKES_BACK = re.compile(
    r"되돌|취소|무르|무를|실수|착각|번복|철회|잘못(?:눌|답|보냈|제출|냈|했)|(?:안|못)(?:냈|했|보냈|올렸)|아직(?:이|입|요|$)"
)
# What may stand beside an answer without saying more.
_BESIDE = re.compile(
    r"안녕하세요|안녕하십니까"
    r"|(?:수고|고생|감사|고맙|고마워|죄송)(?:\w{0,6}?(?:니다만|니다|세요|시오|해요|어요|니당|지만|요|며|고))?"
    r"|(?:또|계속|자꾸|다시)(?:알림이?)?(?:오|와|왔|옵|뜨|떴)\w*"
    r"|부탁드\w*|부탁합\w*"
    r"|좋은하루\w*|주세요|주십시오|바랍니다|좀|조금|이미|벌써|방금|지금|금방|바로|곧|막|아까|어제|지난주|저번주|오늘|모두|전부|잘|다"
    rf"|{_OURS}|저희|우리|부서|과|팀|는|은|도|에|요|이요|이면|중|까지|[ㅎㅋㅠㅜ~!.,^;:\-✅🙏☺😊]"
)


_OF_REPLIES = re.compile(
    rf"{_WORK}|추진|진행|이행|사업|공약|업무|없는|관련|문서|공문|자료|실적|파일|메일|시스템|공유|폴더|담당|소관|부서"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a reply says; `response` is None where that is not clear.

    `is_more` is whether it says more than its answer, or than thanks; `asks` whether it is a
    question, `takes_back` whether it says that an answer was none. `owner` is another department
    that it names.
    """

    response: Response | None
    is_more: bool = False
    asks: bool = False
    takes_back: bool = False
    owner: str = ""


def reply_of(text: str, own: Sequence[str] = (), others: Sequence[str] = ()) -> Reply:
    """What a reply says; `own` are the departments of whoever replies, `others` all the others.

    >>> reply_of("네 제출했습니다").response, reply_of("제출했나요?").response
    (<Response.SUBMITTED: 'submitted'>, None)
    >>> reply_of("도시계획과 소관입니다", others=["도시계획과"]).owner
    '도시계획과'
    """
    said, owner = _with_departments(_spelled(text[: MAX_CHARS + 1]), own, others)
    words = re.findall(r"\w+", said)
    is_not_done = re.search(r"(?:^|\s)[안못]\s", said) is not None
    compact = _TAIL.sub("", "".join(said.split()))
    first = words[0].rstrip("ㅎㅋㅠㅜ") if words else ""
    says_yes = _YES.fullmatch(first) is not None
    if says_yes:
        compact = compact.removeprefix(first).lstrip(",.!~")
    asks_leave = _ASKS_LEAVE.search(compact) is not None
    asks = _ASKS.search(_ASKS_LEAVE.sub("", compact)) is not None
    left = _THOUGHT.sub("", compact)
    for pattern in (_NOT_OURS, _ASKS_FOR, _SEEN):
        left = pattern.sub("", left)
    unclear = Reply(
        response=None,
        is_more=bool(_BESIDE.sub("", compact)),
        asks=asks or asks_leave,
        takes_back=_TAKES_BACK.search(compact) is not None,
        owner=owner,
    )
    if len(text) > MAX_CHARS or asks or _DOUBTFUL.search(left) or _OPEN.search(compact):
        return unclear
    found = _responses(compact, left, says_yes=says_yes)
    if len(found) != 1 or (Response.SUBMITTED in found and _WILL.search(left)):
        return unclear
    [response] = found
    if asks_leave and response is not Response.POSTPONED:
        return unclear
    unsure = _UNSURE.get(response, ())
    if unsure and (is_not_done or any(each.search(left) for each in unsure)):
        return unclear
    for pattern in (
        *(_HANDED_IN, _SHORT_DONE, _ASKS_LEAVE, _PUTS_OFF, _IN_PROGRESS, _WILL),
        *(_NOW, _LATE, _IN_FUTURE, _BESIDE),
    ):
        left = pattern.sub("", left)
    if response is Response.SUBMITTED and left and _BUT.search(compact):
        return unclear
    return Reply(response=response, is_more=bool(left), owner=owner)


def is_of_replies(word: str) -> bool:
    """Whether a word is said in any reply: 모두, 완료, 문서.

    >>> is_of_replies("모두"), is_of_replies("시행"), is_of_replies("신안산선")
    (True, True, False)
    """
    return _OF_REPLIES.fullmatch(word) is not None or not _BESIDE.sub("", word)


def _responses(compact: str, left: str, *, says_yes: bool) -> set[Response]:
    """The answers that a text gives; `left` is what is left of it without some patterns."""
    not_done = _NOT_DONE.search(left) is not None
    left = _NOT_DONE.sub("", left)
    is_promise = _IN_PROGRESS.search(left) is not None
    left = _IN_PROGRESS.sub("", left)
    on_day, will = _IN_FUTURE.search(left), _WILL.search(left)
    is_done = _HANDED_IN.search(left) or (not on_day and _SHORT_DONE.search(left))
    will = will or (on_day and _SHORT_DONE.search(left))
    is_day_alone = on_day and not _BESIDE.sub("", _IN_FUTURE.sub("", left))
    found = set()
    if _NOT_OURS.search(_THOUGHT.sub("", compact)):
        found.add(Response.NOT_OURS)
    if is_done:
        found.add(Response.SUBMITTED)
    if (
        _PUTS_OFF.search(left)
        or (on_day and not is_done and (will or _NOW.search(left) or _ASKS_LEAVE.search(left)))
        or is_day_alone
        or (not is_done and (_SINCE_THEN.search(left) or _LATE.search(left)))
    ):
        found.add(Response.POSTPONED)
    if found or not_done:
        return found
    if (is_promise or will) and _UNABLE.search(left):
        return found
    # A promise without a day: when to remind again is asked.
    if (is_promise or will) and not _IN_TIME.search(compact):
        return {Response.POSTPONED}
    is_yes = says_yes and not _BESIDE.sub("", left)
    return {Response.CONFIRMED} if is_yes or will or _SEEN.search(compact) else found


def _spelled(text: str) -> str:
    said = hangul.normalized(text)
    typed = text.strip()
    if (
        typed.isascii()
        and typed.isalpha()
        and hangul.syllable_runs(korean := hangul.in_korean(typed))
    ):
        said = korean if _SEEN.search(korean) or _HANDED_IN.search(korean) else said
    said = re.sub(r"(?:^|(?<=\s))낼(?=\s)", "내일", said)
    said = re.sub(r"^(?:아하?|앗|어|오|음)[\s,]+(?=\S)|(?:오늘|지금)(?:은|는)?\s*말고", "", said)
    for wrong, right in _SPELLINGS:
        said = said.replace(wrong, right)
    return said


def _with_departments(said: str, own: Sequence[str], others: Sequence[str]) -> tuple[str, str]:
    """The text with what stands for the names of departments, and the first other that it names."""
    names = {hangul.normalized(name): name for name in filter(None, (*others, *own))}
    if not names:
        return said, ""
    longest_first = sorted(names, key=len, reverse=True)
    known = re.compile("|".join(map(re.escape, longest_first)))
    found = (names[match[0]] for match in known.finditer(said))
    owner = next((name for name in found if name not in own), "")
    return known.sub(lambda each: _OURS if names[each[0]] in own else _THEIRS, said), owner
