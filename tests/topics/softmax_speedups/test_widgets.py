"""Topic 08's live pictures without a browser: their numbers, their states, their texts."""

import numpy as np
import pytest

from utils.experiments.scaling import zipf_counts
from utils.numpy_impl import softmax_speedups as so
from utils.widgets import softmax_speedups as explore
from utils.widgets.softmax_speedups import cost, huffman, race


def tree(**changes):
    start = {"word": 3, "words": 16, "counts": huffman.ENGLISH, "strength": 1.0, "seed": 0}
    return explore.huffman_numbers(start | changes)


@pytest.mark.parametrize("words", [8, 19, 32])
@pytest.mark.parametrize("strength", [0.0, 2.0])
def test_a_word_has_the_product_of_its_steps(words, strength):
    every = [tree(word=w + 1, words=words, strength=strength, seed=7) for w in range(words)]
    products = [np.prod(n["tree"]["steps"]) for n in every]
    np.testing.assert_allclose(products, every[0]["P"], rtol=1e-12)
    assert sum(products) == pytest.approx(1, abs=1e-12)
    assert [len(n["tree"]["steps"]) for n in every] == every[0]["depths"]["depth"].tolist()
    np.testing.assert_allclose(every[0]["depths"]["bits"], -np.log2(every[0]["p"]))
    apart = np.abs(products - every[0]["p"]).max()
    assert apart < 1e-12 if strength == 0 else apart > 0.01  # a state makes the difference


def test_frequent_words_have_short_ways_but_equal_ones_have_none():
    means = tree()["means"]
    assert means["entropy"] < means["huffman"] < means["balanced tree"] == 4
    assert list(tree(counts=huffman.EQUAL)["means"].values()) == [4, 4, 4]
    assert all(word.isalpha() for word in tree(words=32)["tree"]["words"])


def test_the_path_viewer_says_the_product():
    live = explore.explore_huffman()
    live.set(words=8, counts=huffman.EQUAL, strength=0.0, word=5)
    assert "“a”: frequency 0.125" in live.picture.reading
    assert "P(a) = 0.50 · 0.50 · 0.50 = 0.1250; all words sum to 1.000000" in live.picture.reading


BILL = {"V": "100,000", "words": "100\xa0million", "H": 100, "k": 100, "machine": cost.CORE}


def test_the_bills_are_those_of_the_state():
    n = explore.cost_numbers(BILL | {"H": 50, "k": 7, "words": "3\xa0million"})
    rates, bills = cost.MACHINES[cost.CORE], n["bills"]
    assert bills["full"] == so.bill("full", 1e5, 3e6, rates, 50, 10, 64)
    assert bills["nce"] == so.bill("sampling", 1e5, 3e6, rates, 50, 10, 64, 7)
    assert bills["negative"].bytes == pytest.approx(64 * bills["nce"].bytes)
    assert bills["negative"].operations == bills["nce"].operations
    assert n["growth"]["full"][[*cost.SIZES].index("100,000")] == bills["full"].hours
    for V in (1000, 20_000):
        counts = zipf_counts(V)
        depth = counts @ so.huffman_paths(counts).huffman.lengths / counts.sum()
        assert cost.zipf_entropy(V) == pytest.approx(depth, abs=0.05)


def test_growth_is_that_of_the_method():
    growth = explore.cost_numbers(BILL)["growth"]
    times = {method: hours[-1] / hours[0] for method, hours in growth.items()}  # |V| times 10⁴
    assert times == pytest.approx(
        {"full": 1e4, "class": 1e2, "balanced tree": 7 / 3, "nce": 1, "negative": 1}
        | {"huffman": cost.zipf_entropy(1e7) / cost.zipf_entropy(1e3)}
    )


def test_the_bill_says_hours_days_and_years_of_this_machine_too():
    live = explore.explore_cost(so.Rates(6.03e10, 1e12))
    live.set(V="10,000,000", words="1\xa0billion")
    assert "on this machine, measured: 60 · 10⁹ operations and 1 TB a" in live.picture.reading
    # 10⁷ · 603 · 10¹⁰ / (6.03 · 10¹⁰) seconds
    assert "full softmax 32 years (10,000,000)" in live.picture.reading


PERPLEXITY = {"full": np.array([800.0, 200.0, 50.0]), "nce": np.full(3, 150.0)}
RUNS = np.array([1.0, 2.0, 4.0]), PERPLEXITY, {"full": [0, 10, 20], "nce": [30, 40, 50]}


def test_who_leads_and_since_when(monkeypatch):
    monkeypatch.setattr(race, "runs", lambda: RUNS)
    both = {"full": True, "nce": True}
    told = {t: explore.race_numbers({"seconds": t} | both) for t in (1, 2, 3, 4)}
    assert [next(iter(n["front"])) for n in told.values()] == ["nce", "nce", "full", "full"]
    assert [n["since"] for n in told.values()] == [1, 1, 2.5, 2.5]  # 800 / t² is 150 at 2.31
    assert told[3]["front"]["full"] == pytest.approx(800 / 9)
    assert told[3]["steps"] == {"full": 15, "nce": 45}
    assert told[3]["words"] == {"full": "89 (1)", "nce": "150 (2)"}
    alone = explore.race_numbers({"seconds": 3.0, "full": False, "nce": True})
    assert (*alone["front"], alone["since"]) == ("nce", 1)
    live = explore.explore_race()
    live.set(full=False, nce=False)
    assert "nobody runs" in live.picture.reading


def test_the_race_is_that_of_the_table():
    seconds, perplexity, steps = race.runs()
    n = explore.race_numbers({"seconds": seconds[-1]} | dict.fromkeys(race.KEYS.values(), True))
    assert n["front"] == pytest.approx({m: values[-1] for m, values in perplexity.items()})
    assert n["steps"] == {m: values[-1] for m, values in steps.items()}
