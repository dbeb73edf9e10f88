import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import UsageError
from matching.groups.cohorts import cohorts
from matching.groups.documents import Candidate, Cohorts, Wish
from matching.groups.problem import even_sizes

rows = st.lists(
    st.tuples(st.sampled_from(["woman", "man"]), st.sampled_from(["north", "south", "east"]), st.integers(0, 9)),
    min_size=2,
    max_size=30,
).map(lambda drawn: [("woman", *drawn[0][1:]), *drawn[1:]])


def document_of(
    people: list[tuple[str, str, int]], balance: list[str], wishes: list[tuple[str, str, float]]
) -> Cohorts:
    return Cohorts(
        people=[
            Candidate(id=f"p{row}", attributes={"gender": gender, "district": district, "level": level})
            for row, (gender, district, level) in enumerate(people)
        ],
        balance=balance,
        wishes=[Wish(attribute=attribute, value=value, share=share) for attribute, value, share in wishes],
    )


@settings(max_examples=25)
@given(people=rows, size=st.integers(2, 15), most=st.none() | st.integers(1, 3), seed=st.integers(0, 99))
def test_everyone_once_in_even_cohorts(
    people: list[tuple[str, str, int]], size: int, most: int | None, seed: int
) -> None:
    document = document_of(people, ["level", "district"], [("gender", "woman", 0.5)])
    report = cohorts(document, size, most, seed)
    members = [name for group in report.groups for name in group.members]
    left = [entry.person for entry in report.left_over]
    assert sorted(members + left) == sorted(person.id for person in document.people)
    sizes = sorted((len(group.members) for group in report.groups), reverse=True)
    assert sizes == even_sizes(len(people), size, most).tolist()
    goal = report.goals[1]
    assert goal.bound is not None
    assert goal.bound <= goal.reached + 1e-9
    assert report == cohorts(document, size, most, seed)


def test_what_can_be_balanced_is() -> None:
    people = [("woman" if row % 2 else "man", ("north", "south", "east")[row % 3], row % 5) for row in range(60)]
    report = cohorts(document_of(people, ["gender", "district"], []), 15, None, 3)
    assert report.goals[1].reached == pytest.approx(report.goals[1].bound)
    balance = {(row.attribute, row.value): row for row in report.balance}
    for value in ("north", "south", "east"):
        assert balance["district", value].lowest == balance["district", value].highest == pytest.approx(1 / 3)
    woman = balance["gender", "woman"]
    assert [woman.lowest, woman.highest] == pytest.approx([7 / 15, 8 / 15])


def test_a_wished_for_mix_is_chosen_from_many() -> None:
    people = [("woman" if row < 10 else "man", "north" if row % 4 == 0 else "south", 0) for row in range(60)]
    wishes = [("gender", "woman", 0.5), ("district", "north", 0.3)]
    report = cohorts(document_of(people, [], wishes), 10, 2, 3)
    assert [group.facts for group in report.groups] == [{"gender woman": 0.5, "district north": 0.3}] * 2
    assert report.goals[1].reached == pytest.approx(0)
    assert {left.why for left in report.left_over} == {"all 2 cohorts are full, and no exchange with them does better"}


def test_the_other_values_share_what_wishes_leave() -> None:
    people = [("woman", district, 0) for district in ["north"] * 2 + ["south"] * 4 + ["east"] * 4]
    report = cohorts(document_of(people, ["district"], [("district", "north", 0.4)]), 5, None, 1)
    assert {row.value: row.wished for row in report.balance} == pytest.approx({"north": 0.4, "east": 0.3, "south": 0.3})


def test_numbers_are_held_at_their_mean() -> None:
    people = [("woman", "north", level) for level in (0, 1, 2, 3, 4, 5, 6, 7)]
    report = cohorts(document_of(people, ["level"], []), 4, None, 1)
    (row,) = report.balance
    assert row.value is None
    assert row.lowest == row.highest == row.wished == 3.5


def test_one_value_for_all_is_no_obstacle() -> None:
    report = cohorts(document_of([("man", "north", 3)] * 4, ["level", "gender"], []), 2, None, 1)
    assert report.goals[1].reached == report.goals[1].bound == 0


@pytest.mark.parametrize(
    ("balance", "wishes", "message"),
    [
        ([], [], "nothing to balance"),
        (["height"], [], r"people\[0\] \('p0'\) has no attribute 'height'"),
        ([], [("gender", "woman", 0.5), ("gender", "woman", 0.4)], r"wishes\[1\]: gender 'woman' is wished for twice"),
        ([], [("gender", "woman", 0.7), ("gender", "man", 0.4)], r"wishes\[1\]: the shares of gender add up to 1.1"),
        ([], [("level", "3", 0.5)], r"people\[0\].attributes.level: 3 is a number, and wishes are for texts"),
        ([], [("gender", "womman", 0.5)], r"wishes\[0\]: nobody's gender is 'womman'"),
    ],
)
def test_what_makes_no_sense(balance: list[str], wishes: list[tuple[str, str, float]], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        cohorts(document_of([("woman", "north", 3), ("man", "south", 4)], balance, wishes), 2, None, 1)


def test_a_number_among_texts_is_named() -> None:
    people = [Candidate(id="a", attributes={"x": 1}), Candidate(id="b", attributes={"x": "one"})]
    with pytest.raises(UsageError, match=r"people\[1\].attributes.x: 'one' is no number"):
        cohorts(Cohorts(people=people, balance=["x"]), 2, None, 1)
