import pytest

pytest.importorskip("optunahub")

import optuna

from hwgptbench.optuna import HwGptProblem

optuna.logging.set_verbosity(optuna.logging.WARNING)


def test_a_study_of_two_objectives():
    problem = HwGptProblem("HWGPT-S(accuracy,energy@rtx2080)")
    study = optuna.create_study(directions=problem.directions, sampler=optuna.samplers.NSGAIISampler(seed=1))
    study.optimize(problem, n_trials=60)
    bench = problem.benchmark
    for trial in study.best_trials:
        genes = [c.index(trial.params[name]) for name, c in zip(bench.genes, bench.choices)]
        assert trial.values == bench.evaluate([genes])[0].tolist()
    assert [it.name for it in problem.directions] == ["MAXIMIZE", "MINIMIZE"]
    assert 0 < study.best_trials[0].values[0] < 1


def test_constraints_are_told_to_the_trial():
    problem = HwGptProblem("HWGPT-S(perplexity,params-max-60000000)")
    study = optuna.create_study(directions=problem.directions, sampler=optuna.samplers.TPESampler(seed=1))
    study.optimize(problem, n_trials=20)
    bench = problem.benchmark
    for trial in study.trials:
        genes = [c.index(trial.params[name]) for name, c in zip(bench.genes, bench.choices)]
        assert trial.constraints == {"params<=60000000": bench.minimized([genes])[1][0][0]}
    assert len({trial.values[0] for trial in study.trials}) > 10


def test_the_search_space_has_every_gene():
    problem = HwGptProblem("HWGPT-M(perplexity)")
    space = problem.search_space
    assert list(space) == problem.benchmark.genes
    assert space["embed_dim"] == optuna.distributions.CategoricalDistribution([256, 512, 1024])
    assert problem.evaluate({name: it[-1] for name, it in zip(problem.benchmark.genes, problem.benchmark.choices)}) > 0
