"""The departments in a cell: owners, helpers, and the team or sub-unit in brackets."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.korean import hangul
from bot.table.numbering import leading

_NOTHING = frozenset({"", "-", "–", "—", "미정", "없음", "해당없음", "미지정", ".", "x", "X", "0"})
# Of a unit by itself.
_SECTION_ENDINGS = tuple("과 실 단 관 팀 담당관 추진단 사업단 지원단 기획단 TF".split())
_ENDINGS = (
    *_SECTION_ENDINGS,
    *"국 소 센터 본부 공단 재단 의회 사무처 위원회 지원청 교육청".split(),
    *"시험장 연구원 의료원 기술원 수련원 진흥원".split(),
)
BUREAU_ENDINGS = ("국", "본부", "실")  # above divisions; 실 in provinces alone
_IN_OFFICE = re.compile(r"(\w+실)(?:[ \t]*[/\n ][ \t]*(\w+(?:과|관)))?(?!\w)")
_EACH = re.compile(r"(?:각급?|전|모든)\s?\S{0,6}(?:부서|실과소?|읍면동|동|청|학교|기관)")
_OTHER_WORDS = re.compile(r"(?:\w\w\s?)?(?:[성효결경]과|[장주]소|기관)")  # 추진성과, 기대효과
_TEAMS = ("팀", "계", "담당", "파트")
_TEAM = re.compile(r"(?P<department>.*?)\s*[\s/–-]\s*(?P<team>[^\s/]+)")  # behind a department
OWNING = frozenset("주관 주관부서 총괄 총괄부서 주무 정 주 담당 소관 책임 공동 공동주관".split())
HELPING = frozenset(
    "협조 협조부서 협 지원 지원부서 부 협업 협력 관련 관련부서 관계 유관 협의".split()
)
_ROLES = "|".join(sorted(OWNING | HELPING, key=len, reverse=True))
_COLON_AHEAD = re.compile(rf"(?:^|(?<=[\s,/;·]))({_ROLES})(?:\s?[:)]|\n)\s*(?=[^\s,)])")
_BRACKETED_ROLE = rf"[(\[<]({_ROLES})[)\]>]\s?:?"
_BRACKET_AHEAD = re.compile(rf"{_BRACKETED_ROLE}\s*")
_BRACKET_GLUED = re.compile(rf"(?<=[\s,/;·]){_BRACKETED_ROLE}(?=[가-힣])")
# By a space alone, whole words ahead of a department or behind one: 주관 교통과, 도로과 협조.
_WHOLE_ROLE = "|".join(role for role in _ROLES.split("|") if len(role) > 1)
_DEPARTMENT = r"(?!담당관|\w{2}단\b)[가-힣·\d]{1,14}(?:[과실단관팀소국읍면동]|센터)(?![가-힣])"
_SPACE_AHEAD = re.compile(rf"(?:^|(?<=[\s,/;·ㆍ]))({_WHOLE_ROLE})\s+(?={_DEPARTMENT})")
_SPACE_BEHIND = re.compile(
    rf"(?<=[과실단관팀소국읍면동터])[ \t]+({_WHOLE_ROLE})(?:\s?(?:추진|수행))?"
    r"(?=$|[\s,/;·ㆍ])(?!\s*:)"
)
_OWNS = re.compile(rf"(?<=[과실단관팀소국읍면동터])[ \t]+(?:{'|'.join(OWNING)})\s*(?=\()")
_OWNER, _HELPER = "\x01", "\x02"  # marks of what a name that follows is
_ROLE_INSIDE = re.compile(
    rf"(?P<role>{_ROLES})(?:\s?:\s*|(?<=..)\s+(?={_DEPARTMENT}))(?P<rest>\S.*)"
)
_HELP_INSIDE = re.compile(rf"(?P<rest>\S.*?)\s(?P<role>{'|'.join(HELPING)})")
_LEGEND = {"◎": "주관", "○": "협조"}  # where both stand in a cell
_LISTED = re.compile(
    r"^[-–*]\s*|(?:^|(?<=[\s,/]))(?:[•‣⁃∙⦁▪-◿❖✓✔➔-➾ㅇ①-⑳]\s*|\d[.)]\s?)(?=[가-힣])", re.MULTILINE
)
_FORMER = re.compile(r"^.*(?:→|⇒|->)")  # a name before the last reorganisation
# What is no part of a name: new, former, to come.
_BESIDE_NAME = re.compile(
    r"^(?:[(\[](?:신|구|전|新|舊|前)[)\]]|[新舊前])\s?|\s(?:신설|폐지|통합|이관)(?:\s?예정)?$"
)
_CHIEF = re.compile(r"(?<=센터)소장$|(?<=[과국단소])장$")
_OTHERS = re.compile(
    r"(?:\s+|(?<=[과실단관팀소국읍면동청터교서]))(?:외\s?\d+\s?개?\s?(?:부서|과|실과)?|외|등)(?:\s?\d+개\s?\S*)?$"
)
_COUNT = re.compile(r"^총?\s?\d+\s?[건개]$")  # of its pledges
_BRACKETED = re.compile(r"(?P<name>[^(\[]*?)\s*[(\[](?P<inside>.*)[)\]]\s*(?P<behind>.*)")
_OPENING, _CLOSING = "([<", ")]>"
_AHEAD_OF_TITLE = re.compile(
    r"(?:[(\[<](?P<inside>[^()\[\]<>]+)[)\]>]|(?P<beside>[^:]{2,40}?)\s?:)\s*(?P<title>\S.*)"
)
_BEHIND_TITLE = re.compile(
    r"(?P<title>.*?\S)\s*(?:[(\[<](?P<inside>[^()\[\]<>]+)[)\]>]|(?:\n\s*|\s[-–/]\s*)(?P<beside>.+))",
    re.DOTALL,
)
_NARROW = str.maketrans("（）［］，；：＆＋／｜", "()[],;:&+/|")
_BELOW = re.compile(  # 건설국 > 하천과 > 하천팀, 건설국-도로과-도로팀
    r"(?<=국)\s?[>›-]\s?(?=[가-힣]+과)|(?<=과)\s?[>›-]\s?(?=[가-힣]+팀)"
)
_LAST_PART = re.compile(r"(?P<bureau>.*)[ /](?P<division>.*)")
_TOWN = re.compile(r"[가-힣\d]{1,4}(?:[읍면]|(?<![활이운노행아])동)")  # and no 이동, 아동
_SURE = re.compile(rf"[,、;&+|{re.escape(_OPENING + _CLOSING)}]")  # always between two departments
_MAYBE = "/·ㆍ∙‧・\n \t"  # where both sides are departments
_BRACKET = rf"[{re.escape(_OPENING + _CLOSING)}]"
_LIKELY = re.compile(rf"{_BRACKET}|[/\n][/\s]*")
_LESS_LIKELY = re.compile(rf"{_BRACKET}|[{_MAYBE}]+")
_AND = re.compile(r"\s및\s|(?<=[과실단관국소팀])\s?및\s?|\s와\s|\s그리고\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Departments:
    """What a cell says; `teams` are parts of departments, each behind its department."""

    owners: tuple[str, ...] = ()
    helpers: tuple[str, ...] = ()
    teams: tuple[tuple[str, str], ...] = ()


def offices(cells: Iterable[str]) -> frozenset[str]:
    """What ends in 실 and is no division: more often than not, one of its own stands behind it.

    >>> offices(["도시주택실 주택과", "도시주택실/건축과", "감사실, 행정과", "감사실"])
    frozenset({'도시주택실'})
    """
    ahead: Counter[str] = Counter()
    for text in cells:
        for found in _IN_OFFICE.finditer(text):
            ahead[found[1]] += 1 if found[2] else -1
    return frozenset(name for name, more in ahead.items() if more > 0)


def read(
    text: str,
    *,
    bracketed_help: bool = False,
    rest_helps: bool = False,
    offices: Container[str] = frozenset(),
) -> Departments:
    """The departments of a cell, of which `offices` have divisions although they end in 실.

    In brackets stand helpers, behind the first name stand helpers, where the heading says so.

    >>> read("보건소(건강증진과)")
    Departments(owners=('보건소',), helpers=(), teams=(('보건소', '건강증진과'),))
    >>> read("교통행정과, 도시계획과").owners, read("일자리·경제과").owners
    (('교통행정과', '도시계획과'), ('일자리·경제과',))
    >>> read("도시과(협조: 교통과, 환경과)").helpers, read("(주관)도시과 (협조)교통과").helpers
    (('교통과', '환경과'), ('교통과',))
    """
    found: dict[str, list[str]] = {_OWNER: [], _HELPER: []}
    teams: dict[str, str] = {}
    role = _OWNER
    for piece in _pieces(text, offices):
        if piece.startswith((_OWNER, _HELPER)):
            role = piece[0]
        name, inside = _taken_apart(piece.strip(_OWNER + _HELPER))
        own_role, beside_role, beside = role, _HELPER, ""
        if inside in OWNING | HELPING:
            own_role = _role(inside)
            name, inside = _taken_apart(name)
        elif within := _ROLE_INSIDE.fullmatch(inside) or _HELP_INSIDE.fullmatch(inside):
            if within["role"] == "담당" and not is_department(within["rest"]):
                inside = within["rest"]  # 건설과(담당: 정하나)
            else:
                beside_role, beside, inside = _role(within["role"]), within["rest"], ""
        elif bracketed_help:
            beside, inside = inside, ""
        if name not in _NOTHING:
            found[own_role].append(name)
            if inside:
                teams[name] = ", ".join(dict.fromkeys(filter(None, (teams.get(name), inside))))
            role = _HELPER if rest_helps else role
        found[beside_role] += read(beside, offices=offices).owners if beside else ()
    owners = tuple(dict.fromkeys(found[_OWNER]))
    helpers = (name for name in dict.fromkeys(found[_HELPER]) if name not in owners)
    return Departments(owners=owners, helpers=tuple(helpers), teams=tuple(teams.items()))


def spellings(names: Iterable[str]) -> Mapping[str, str]:
    """For each name the commonest of those that differ in spaces and signs, or a bureau ahead."""
    counts = Counter(names)
    parts = [found for found in map(_LAST_PART.fullmatch, counts) if found is not None]
    above = Counter(found["division"] for found in parts)
    shorter: dict[str, str] = {}
    for found in parts:
        name, bureau, division = found[0], found["bureau"], found["division"]
        is_same = bureau.endswith((*BUREAU_ENDINGS, "보건소")) and division in counts
        if is_same and above[division] == 1:
            shorter[key(name)] = key(division)
    keys = {name: shorter.get(key(name), key(name)) for name in counts}
    best: dict[str, str] = {}
    for name in counts:
        other = best.setdefault(keys[name], name)
        best[keys[name]] = max(other, name, key=lambda one: (counts[one], -len(one)))
    return {name: best[keys[name]] for name in counts}


def key(name: str) -> str:
    """What is the same of a department however it is written: 일자리·경제과 as 일자리 경제과."""
    return hangul.search_key(name) or name


def with_parts(found: Departments, names: Mapping[str, str]) -> Departments:
    """The departments of a cell, those with a part in brackets as `names` write them, by keys."""
    whole = {
        name: names[both]
        for name, part in found.teams
        for both in (key(f"{name}{part}"), key(f"{part}{name}"))
        if both in names
    }
    owners, helpers = (
        tuple(whole.get(name, name) for name in side) for side in (found.owners, found.helpers)
    )
    teams = tuple(team for team in found.teams if team[0] not in whole)
    return Departments(owners=owners, helpers=helpers, teams=teams)


def is_department(text: str) -> bool:
    """Whether a text ends as names of departments do."""
    if _EACH.fullmatch(text):
        return True
    return text.endswith(_ENDINGS) and not _OTHER_WORDS.fullmatch(text)


def are_departments(text: str) -> bool:
    """Whether a cell names departments, and nothing else."""
    found = read(text)
    return bool(found.owners) and all(map(is_department, (*found.owners, *found.helpers)))


def names_not_all(text: str) -> bool:
    """Whether a cell says that there are departments besides: 복지과 등 3개 부서, 도로과 외."""
    return any(map(_OTHERS.search, re.split(r"[,/\n]", text.strip())))


def are_over_pledges(text: str) -> bool:
    """Whether a text by itself names departments or a town, and no field or title."""
    return _TOWN.fullmatch(text) is not None or are_departments(text)


def beside_title(text: str) -> tuple[str, str] | None:
    """A title and its departments; None for none.

    They stand in brackets, below or behind a dash after it, or in brackets or with a colon ahead.

    >>> beside_title("길 (도로과, 교통과)"), beside_title("숲 - 공원과"), beside_title("역(1)")
    (('길', '도로과, 교통과'), ('숲', '공원과'), None)
    >>> beside_title("3. [공원과] 숲"), beside_title("공원과: 숲")
    (('3. 숲', '공원과'), ('숲', '공원과'))
    """
    text = text.strip()
    whole = led[1] if (led := leading(text)) else text
    for shape in (_BEHIND_TITLE, _AHEAD_OF_TITLE):
        found = shape.fullmatch(whole)
        if found is not None and are_departments(said := found["inside"] or found["beside"]):
            return text.removesuffix(whole) + found["title"], said
    return None


def _role(word: str) -> str:
    return _OWNER if word in OWNING else _HELPER


def _taken_apart(piece: str) -> tuple[str, str]:
    """The name, and what stands in brackets or as a team behind it."""
    inside = ""
    if (found := _BRACKETED.fullmatch(piece)) is not None and found["name"]:
        inside = _COUNT.sub("", " ".join(found["inside"].split()).strip(" ,/"))
        piece = f"{found['name']} {found['behind']}"
    name = _BESIDE_NAME.sub("", " ".join(_FORMER.sub("", piece).split()))
    name = _CHIEF.sub("", _OTHERS.sub("", name))
    beside = _TEAM.fullmatch(name) if name.endswith(_TEAMS) and not inside else None
    if beside is not None:
        whole = beside["department"]
        if whole.endswith(_SECTION_ENDINGS) or _TOWN.fullmatch(whole):
            return whole, beside["team"]
    return name, inside


def _pieces(text: str, offices: Container[str]) -> Iterator[str]:
    """The texts between what separates departments, brackets kept whole."""
    text = _BELOW.sub("/", text.translate(_NARROW).strip())
    if all(sign in text for sign in _LEGEND):
        text = re.sub("[◎○]", lambda sign: f" {_LEGEND[sign[0]]}: ", text)
    text = _LISTED.sub(",", text.strip())
    if _SPACE_AHEAD.match(text):
        text = _SPACE_AHEAD.sub(_marked, text)
    text = _COLON_AHEAD.sub(_marked, _SPACE_BEHIND.sub(r"(\1)", _OWNS.sub("", text)))
    # Ahead of the first name or glued to one; else it stands behind the name: 도시과 (주관).
    ahead = _BRACKET_AHEAD if _BRACKET_AHEAD.match(text) else _BRACKET_GLUED
    text = ahead.sub(_marked, text)
    for part, _ in _between(_AND.sub(",", text), _SURE):
        for side in _between_departments(part, _LIKELY, offices):
            yield from _between_departments(side, _LESS_LIKELY, offices)


def _marked(role: re.Match[str]) -> str:
    return f",{_role(role[1])}"


def _between(text: str, signs: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """The texts between signs, brackets kept whole; each with the sign behind it."""
    depth, start = 0, 0
    for found in signs.finditer(text):
        sign = found[0]
        if sign in _OPENING:
            depth += 1
        elif sign in _CLOSING:
            depth = max(depth - 1, 0)
        elif not depth:
            yield text[start : found.start()].strip(), sign
            start = found.end()
    yield text[start:].strip(), ""


def _between_departments(
    text: str, signs: re.Pattern[str], offices: Container[str]
) -> Iterator[str]:
    """The parts of a text that are departments on both sides of a sign or space."""
    piece, left, sign = "", "", ""
    for part, behind in _between(text, signs):
        right = _without_brackets(part)
        is_space = sign.isspace() and "\n" not in sign
        ends = left.endswith(_SECTION_ENDINGS) if is_space else is_department(left)
        is_team = right.endswith("팀") and " " not in right
        apart = ends and is_department(right) and not is_team
        apart = apart or all(map(_TOWN.fullmatch, (left, right)))
        is_inside = left in offices and right.endswith(("과", "관"))
        if sign.strip() == "/" or "\n" in sign:
            is_inside = is_inside or (left.endswith("국") and right.endswith("과"))
        apart = apart and not is_inside
        if apart and len(right) > 1:
            yield piece.strip(_MAYBE)
            piece = part
        else:
            piece += (" " if sign.isspace() else sign) + part
        left, sign = right or left, behind  # a team in brackets may have a line of its own
    yield piece.strip(_MAYBE)


def _without_brackets(part: str) -> str:
    """What stands ahead of brackets, or behind those that it begins with."""
    return (re.split(r"[(\[]", part)[0] or re.split(r"[)\]]", part)[-1]).strip()
