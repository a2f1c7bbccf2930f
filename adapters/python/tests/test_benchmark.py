import numpy as np
import pytest

from hwgptbench import Benchmark

NAME = "HWGPT-M(accuracy,energy@rtx2080,params-max-200000000)"


@pytest.fixture(scope="module")
def bench():
    return Benchmark(NAME)


def test_says_what_it_is(bench):
    assert bench.name == NAME
    assert bench.objectives == ["accuracy", "energy@rtx2080"]
    assert bench.constraints == ["params<=200000000"]
    assert bench.units == ["", "mWh"]
    assert bench.maximized.tolist() == [True, False]
    assert bench.choices[0] == [256, 512, 1024]
    assert len(bench.genes) == len(bench.levels) == len(bench.choices) == 51


def test_has_the_values_of_single_queries(bench):
    """As 'hwgpt query' prints them: the same surrogates, asked in another way."""
    name = bench.architectures(bench.sample(1, seed=5))[0]
    genes = bench.genotypes([name])
    expected = [float(bench._bench.query(bench._space.parse(name), it)) for it in bench._problem.objectives()]
    assert bench.evaluate(genes)[0].tolist() == expected


@pytest.mark.parametrize("n", [0, 1, 16_384, 16_385, 50_000])
def test_rows_do_not_depend_on_each_other(bench, n):
    genes = bench.sample(n, seed=1)
    values = bench.evaluate(genes)
    assert values.shape == (n, 2) and values.dtype == np.float64
    if n:
        assert (bench.evaluate(genes[-1:])[0] == values[-1]).all()


@pytest.mark.parametrize("dtype", [np.int8, np.int64, np.uint16])
def test_takes_integers_in_any_layout(bench, dtype):
    genes = bench.sample(100, seed=2)
    strided = np.asfortranarray(genes.astype(dtype))[::2]
    assert (bench.evaluate(strided) == bench.evaluate(genes[::2])).all()


def test_minimized_negates_what_is_maximised_and_bounds(bench):
    genes = bench.sample(200, seed=3)
    values = bench.evaluate(genes)
    objectives, margins = bench.minimized(genes)
    assert (objectives == values * [-1, 1]).all()
    params = Benchmark("HWGPT-M(params)").evaluate(genes)[:, 0]
    assert (margins[:, 0] > 0).tolist() == (params > 200_000_000).tolist()
    assert 0 < (margins > 0).sum() < 200


def test_names_of_architectures_are_read_and_written(bench):
    genes = bench.sample(50, seed=4)
    names = bench.architectures(genes)
    assert names[0].startswith("gpt-m-")
    assert bench.architectures(bench.genotypes(names)) == names
    assert (bench.evaluate(bench.genotypes(names)) == bench.evaluate(genes)).all()


def test_the_same_seed_gives_the_same_genes(bench):
    assert (bench.sample(5, seed=7) == bench.sample(5, seed=7)).all()
    assert (bench.sample(5, seed=7) != bench.sample(5, seed=8)).any()


@pytest.mark.parametrize(
    ("genes", "message"),
    [
        ([0] * 51, r"Genes of shape \(51,\); allowed: \[n, 51\]"),
        ([[0] * 50], r"Genes of shape \(1, 50\); allowed: \[n, 51\]"),
        ([[0.5] * 51], "Genes of type float64; allowed: integers"),
        ([[0] * 51, [3] + [0] * 50], r"Row 1, gene 0 \(embed_dim\): 3; allowed: 0 to 2"),
        ([[0] * 50 + [-1]], r"Row 0, gene 50 \(.*\): -1; allowed"),
        (np.full((1, 51), 2**32), "4294967296; allowed"),
    ],
)
def test_refuses_what_are_no_genotypes(bench, genes, message):
    with pytest.raises(ValueError, match=message):
        bench.evaluate(genes)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("HWGPT-M(perplexity,energy@a101)", "a101"),
        ("HWGPT-Q(perplexity)", "'q'"),
        ("perplexity", "expected HWGPT-"),
    ],
)
def test_refuses_other_problems_in_plain_words(name, message):
    with pytest.raises(ValueError, match=message) as error:
        Benchmark(name)
    assert "Exception" not in str(error.value)
