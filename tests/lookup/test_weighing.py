"""How what was found is weighed: by features with fitted weights."""

from unittest.mock import patch

import pytest

from benchmarks.weighing import WEIGHTS, with_products
from bot.lookup import weighing
from bot.lookup.by_keyword import by_fewer_words, candidates
from bot.lookup.lexicon import rows
from bot.lookup.parsing import understood
from bot.lookup.question import ByKeyword
from bot.lookup.results import OnePledge
from bot.lookup.weighing import features, likelihood, said_in, says_ending, weights
from tests.lookup.tables import answer, brief, named, real

ASKED = (
    "미술관 옆 공원에 누가 껌 붙여놨어",
    "남의 건물 주차장 밤에 같이 쓰게 해주는 거",
    "할머니 주챠장",
    "녹물",
)


def _weighed(text: str) -> list[tuple[float, dict[str, float]]]:
    """How likely each candidate of a message is, and its features."""
    question = understood(text, real())
    assert isinstance(question, ByKeyword)
    found = [*candidates(question, real()), *by_fewer_words(question, real())]
    said = said_in(question, real())
    return [(likelihood(said, one), {**features(said, one)}) for one in found]


@pytest.mark.timeout(20)
def test_each_weight_is_of_features_that_exist() -> None:
    """A misspelt one would weigh nothing."""
    known = {name for text in ASKED for _, values in _weighed(text) for name in values}
    others = {other for products in weights().values() for other, _ in products}
    assert {*weights(), *others} <= known


@pytest.mark.timeout(20)
def test_the_shipped_weights_are_used() -> None:
    """Without them everything is as likely as not."""
    assert sum(map(len, weights().values())) == len([*rows(WEIGHTS.name)]) > 0
    text = "할머니 집 고쳐주는 거"
    with patch.object(weighing, "weights", return_value={}):
        assert {likely for likely, _ in _weighed(text)} <= {0.5}
    assert 0.5 not in {likely for likely, _ in _weighed(text)}


@pytest.mark.timeout(20)
def test_what_a_message_leaves_over_makes_a_title_less_likely() -> None:
    """The more it tells of something else, the less."""
    [(short, _), *_] = _weighed("외국어센터 맡은 부서")
    [(long, _), *_] = _weighed("외국어센터 옆 분식집 떡볶이 맛있더라")
    assert long < short


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("their_day", "pledge"),
    [
        ("어린이집에서 넘어졌어", "어린이집에서 가르쳐주는"),
        ("미술관 갔다가 졸았어", "미술관 만든다던데"),
    ],
)
def test_the_ends_of_words_tell_a_private_remark_from_a_question(
    their_day: str, pledge: str
) -> None:
    """What is read of both is the same word."""
    with patch.object(weighing, "endings", return_value={}):
        [(before, _), *_], [(asked_before, _), *_] = _weighed(their_day), _weighed(pledge)
    [(after, _), *_], [(asked, _), *_] = _weighed(their_day), _weighed(pledge)
    assert after < before
    assert asked > asked_before


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "own",
    [
        "강아지 목욕시킬게",
        "강아지 목욕시킬래",
        "강아지 목욕시킬까",
        "강아지 목욕시키자",
        "강아지 목욕시키지 마",
        "강아지 목욕시키는 중이야",
        "강아지 목욕시켰어",
    ],
)
def test_what_the_last_verb_says_of_the_speaker_makes_a_title_less_likely(own: str) -> None:
    """A plan, an order or what was done, beside a request in the same words."""
    [(private, features), *_] = _weighed(own)
    [(asked, others), *_] = _weighed("강아지 목욕시킬 데 만들어 주세요")
    assert (features["own"], others["own"]) == (True, False)
    assert private < asked


def test_a_known_word_counts_or_else_its_longest_known_end_behind_two_syllables() -> None:
    """아들 does not end like 사람들."""
    known = {"라": 1.0, "더라": -2.0, "들": 3.0, "^가나더라": 4.0}
    assert says_ending("가나더라", known) == 4.0
    assert says_ending("들가나더라", known) == -2.0
    assert says_ending("먹었더라", known) == -2.0
    assert says_ending("가더라", known) == 1.0
    assert says_ending("사람들", known) == 3.0
    assert says_ending("아들", known) == 0.0


def test_a_product_says_what_a_feature_says_in_messages_of_one_kind() -> None:
    """And what is not there has none."""
    said = {"always": 1.0, "asks": 3.0, "tells": 0.0, "read": 2.0, "left": 0.0}
    names = ("always", "read", "left", "asks * read", "asks * left")
    assert with_products(said, names) == {"always": 1.0, "read": 2.0, "asks * read": 6.0}


def test_words_of_a_title_are_found_in_a_long_message_that_asks_whose_it_is() -> None:
    """However much leads up to the question."""
    text = (
        "저는 이번에 새로 온 직원인데요 아직 업무 파악이 잘 안 돼서 그러는데 어제 팀장님이"
        " 저한테 호암산성에 역사문화길을 만드는 공약이 있다고 하시면서 그 담당 부서가"
        " 어디인지 좀 알아보라고 하셔서 이렇게 여쭤봅니다"
    )
    assert named(text)[:1] == ("교육문화-11",)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    [
        "엄마 보고 싶다",  # a person
        "철도 회원 번호",  # a word of two syllables, in a name
        "주민센터 팩스 번호",  # what an office is asked every day
        "자전거 펌프 빌려줄 사람",
    ],
)
def test_a_word_of_a_title_in_the_name_of_another_thing_names_no_pledge(text: str) -> None:
    """Though nothing else of the message is known."""
    assert named(text) == ()


@pytest.mark.timeout(20)
@pytest.mark.parametrize("text", ["금빛학교 예산", "엄마랑 안양천 가고 싶어요"])
def test_a_long_word_of_a_title_alone_names_it(text: str) -> None:
    """Whatever is said around it."""
    assert len(named(text)) == 1


@pytest.mark.parametrize(
    "text", ["형광등 깜빡거려요", "건강검진 결과 언제 나온대", "애들 재우고 연락할게"]
)
def test_an_everyday_word_beside_a_verb_is_weighed(text: str) -> None:
    """What it stands for in a title is not what was typed, and the verb may say something else."""
    assert named(text) == ()


@pytest.mark.timeout(20)
def test_a_verb_or_a_piece_of_a_word_suggests_nothing() -> None:
    """느려지는 is said of anything, and 공공 stands in many titles."""
    assert brief("한밤중에 늦게까지 하는 데").suggestions == ()
    assert brief("공공임대료").suggestions == ()


@pytest.mark.timeout(20)
def test_a_word_that_goes_with_a_title_found_by_another_corrects_nothing() -> None:
    """자전거길 was shown as if 수변 had been meant."""
    found = answer("안양천 자전거길")
    assert isinstance(found, OnePledge)
    assert found.readings == ()


def test_a_count_is_no_latin_word() -> None:
    """냥이 병원비 30 says nothing in English, and zoo does."""
    [(_, counted), *_], [(_, english), *_] = _weighed("도서관 30 나옴"), _weighed("도서관 zoo")
    assert not counted["has latin"]
    assert english["has latin"]
