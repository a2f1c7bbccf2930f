import copy

import numpy as np
import pytest

pytest.importorskip("pymoo")

from pymoo.algorithms.moo.nsga2 import NSGA2
from pymoo.operators.crossover.sbx import SBX
from pymoo.operators.mutation.pm import PM
from pymoo.operators.repair.rounding import RoundingRepair
from pymoo.operators.sampling.rnd import IntegerRandomSampling
from pymoo.optimize import minimize

from hwgptbench.pymoo import HwGptProblem


def search(name):
    problem = HwGptProblem(name)
    algorithm = NSGA2(
        pop_size=20,
        sampling=IntegerRandomSampling(),
        crossover=SBX(repair=RoundingRepair()),
        mutation=PM(repair=RoundingRepair()),
    )
    return problem, minimize(problem, algorithm, ("n_gen", 10), seed=1)


def test_nsga2_finds_values_of_the_benchmark():
    problem, result = search("HWGPT-S(accuracy,energy@rtx2080)")
    genes = result.X.astype(int)
    assert (result.F == problem.benchmark.minimized(genes)[0]).all()
    assert (result.F[:, 0] < 0).all() and len(result.F) > 3


def test_constraints_hold():
    problem, result = search("HWGPT-S(perplexity,energy@rtx2080,params-max-60000000)")
    assert problem.n_ieq_constr == 1
    params = HwGptProblem("HWGPT-S(params)").benchmark.evaluate(result.X.astype(int))
    assert (params <= 60_000_000).all()
    everything = problem.evaluate(problem.benchmark.sample(200, seed=1), return_as_dictionary=True)
    assert np.any(everything["G"] > 0)


def test_operators_that_make_no_integers_are_refused():
    problem = HwGptProblem("HWGPT-S(perplexity,energy@rtx2080)")
    with pytest.raises(ValueError, match="RoundingRepair"):
        minimize(problem, NSGA2(pop_size=20), ("n_gen", 2), seed=1)


def test_problems_can_be_copied():
    problem = HwGptProblem("HWGPT-S(perplexity,params-max-60000000)")
    genes = problem.benchmark.sample(5, seed=1)
    copied = copy.deepcopy(problem)
    assert (copied.benchmark.minimized(genes)[1] == problem.benchmark.minimized(genes)[1]).all()
