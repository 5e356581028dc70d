from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from numna_geo.sources.counts import Detail, Fact, Feed, Value
from numna_geo.sources.tally import Part, Tally, joined

PREMISES: Fact = (Feed.BROADBAND, "2018-T1", "premises")
DENSE: Fact = (Feed.BROADBAND, "2018-T1", "very_dense_zone")
OPERATOR: Fact = (Feed.BROADBAND, "2018-T1", "operator")
ZONE: Fact = (Feed.ZONINGS, "", "zone_emploi")
CLOSES: Fact = (Feed.BROADBAND, "2026-T2", "copper_closes_on")

# Villejésus (16411) joined Aigre (16005).
AIGRE, VILLEJESUS = "16005", "16411"

codes = st.sampled_from(["16001", "16002", "16003", "16004"])
rows = st.lists(st.tuples(codes, codes, st.integers(0, 9_999)), max_size=12)


def tally(*parts: tuple[str, str, dict[Fact, Value]]) -> Tally:
    found = Tally("code_insee")
    for number, (today, code, facts) in enumerate(parts, start=1):
        found.state(today, Part(number, code, facts))
    return found


def test_counts_of_merged_communes_add_up() -> None:
    found = tally((AIGRE, AIGRE, {PREMISES: 651}), (AIGRE, VILLEJESUS, {PREMISES: 329}))

    (total,) = found.totals()

    assert (total.code, total.facts) == (AIGRE, {PREMISES: 980})
    assert [part.row_number for part in total.parts] == [1, 2]


def test_truths_hold_if_one_does_and_codes_of_operators_unite() -> None:
    facts = joined(
        [
            Part(1, AIGRE, {DENSE: False, OPERATOR: frozenset({"FRTE"})}),
            Part(2, VILLEJESUS, {DENSE: True, OPERATOR: frozenset({"SFR0"})}),
        ]
    )

    assert facts == {DENSE: True, OPERATOR: frozenset({"FRTE", "SFR0"})}


def test_the_commune_that_kept_its_code_keeps_its_texts_and_the_other_is_told() -> None:
    found = tally((AIGRE, VILLEJESUS, {ZONE: "7520"}), (AIGRE, AIGRE, {ZONE: "7528"}))

    (total,) = found.totals()

    assert total.facts == {ZONE: "7528"}
    ((part, mend),) = total.mended
    assert (part.code, mend.value, mend.action) == (VILLEJESUS, "7520", "16005: 7528")


def test_a_date_that_the_whole_does_not_have_is_not_taken_from_a_part() -> None:
    closes = date(2029, 1, 31)

    (total,) = tally(
        (AIGRE, AIGRE, {CLOSES: None}), (AIGRE, VILLEJESUS, {CLOSES: closes})
    ).totals()

    assert total.facts == {CLOSES: None}
    assert len(total.mended) == 1


def test_a_count_that_a_part_does_not_state_is_unknown_for_the_whole() -> None:
    (total,) = tally(
        (AIGRE, AIGRE, {PREMISES: 651, DENSE: False}),
        (AIGRE, VILLEJESUS, {DENSE: False}),
    ).totals()

    assert total.facts == {DENSE: False}


def test_a_row_said_twice_counts_once() -> None:
    found = tally((AIGRE, AIGRE, {PREMISES: 651}), (AIGRE, AIGRE, {PREMISES: 651}))

    (total,) = found.totals()

    assert total.facts == {PREMISES: 651}
    assert len(total.parts) == 2


def test_two_rows_of_one_code_that_disagree_are_both_rejected() -> None:
    found = tally((AIGRE, AIGRE, {PREMISES: 651}), (AIGRE, AIGRE, {PREMISES: 7}))

    assert not list(found.totals())
    assert {r.mend.reason for r in found.rejections()} == {
        "rows 1 and 2, of one code, disagree"
    }
    assert [r.row_number for r in found.rejections()] == [1, 2]


def test_a_sum_that_lacks_a_part_is_not_given() -> None:
    found = tally((AIGRE, AIGRE, {PREMISES: 651}))
    found.spoil(AIGRE, 2)

    assert not list(found.totals())
    ((rejection),) = found.rejections()
    assert rejection.row_number == 1
    assert rejection.mend.reason == "falls with row 2: no sum without it"


def test_a_detail_without_its_whole_is_rejected() -> None:
    found = tally((AIGRE, AIGRE, {PREMISES: 651}))
    found.detail(AIGRE, 2, AIGRE, Detail("type", "pro"))
    found.detail("16001", 3, "16001", Detail("type", "pro"))

    assert [number for number, _, _ in found.details()] == [2]
    assert [r.row_number for r in found.rejections()] == [3]


@given(rows=rows)
def test_no_row_is_lost_and_no_count_is_invented(
    rows: list[tuple[str, str, int]],
) -> None:
    # Each code leads to one commune of today, as the table of passage has it.
    leads = {code: today for today, code, _ in reversed(rows)}
    found = tally(*((leads[code], code, {PREMISES: n}) for _, code, n in rows))

    totals = list(found.totals())
    told = [part.row_number for total in totals for part in total.parts]
    told += [rejection.row_number for rejection in found.rejections()]

    assert sorted(told) == list(range(1, len(rows) + 1))
    for total in totals:
        said = {code: n for _, code, n in rows if leads[code] == total.code}
        assert total.facts[PREMISES] == sum(said.values())


@given(rows=rows, data=st.data())
def test_the_order_of_rows_changes_no_total(
    rows: list[tuple[str, str, int]], data: st.DataObject
) -> None:
    leads = {code: today for today, code, _ in reversed(rows)}
    said = [(leads[code], code, {PREMISES: n, ZONE: str(n)}) for _, code, n in rows]
    shuffled = data.draw(st.permutations(said))

    first = {t.code: t.facts for t in tally(*said).totals()}
    second = {t.code: t.facts for t in tally(*shuffled).totals()}

    assert first == second
