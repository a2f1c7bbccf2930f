"""The benchmark as a problem of OptunaHub, for use as an objective in Optuna."""

import optuna
from optunahub.benchmarks import BaseProblem

from .benchmark import Benchmark


class HwGptProblem(BaseProblem):
    """A problem whose parameters are the genes of an architecture; call it with a trial.

    >>> problem = HwGptProblem("HWGPT-S(perplexity,energy@rtx2080)")
    >>> study = optuna.create_study(directions=problem.directions)
    >>> study.optimize(problem, n_trials=100)

    A trial has parameters for the maximum number of layers; those of layers beyond ``n_layer`` change nothing.
    """

    def __init__(self, problem):
        """Opens the problem of a name, as Benchmark does."""
        self.benchmark = Benchmark(problem)

    @property
    def search_space(self):
        """The choices of each gene; evenly spaced numbers are sampled as integers."""
        return {name: _distribution(choices) for name, choices in zip(self.benchmark.genes, self.benchmark.choices)}

    @property
    def directions(self):
        """The direction of each objective; accuracy is maximised."""
        direction = optuna.study.StudyDirection
        return [direction.MAXIMIZE if it else direction.MINIMIZE for it in self.benchmark.maximized]

    def evaluate(self, params):
        """Returns the objectives, in their units."""
        values = self.benchmark.evaluate([self._genes(params)])[0].tolist()
        return values[0] if len(values) == 1 else values

    def evaluate_constraints(self, params):
        """Returns the violation of each constraint; 0 or less if it holds."""
        margins = self.benchmark.minimized([self._genes(params)])[1][0]
        return dict(zip(self.benchmark.constraints, margins.tolist()))

    def _genes(self, params):
        return [choices.index(params[name]) for name, choices in zip(self.benchmark.genes, self.benchmark.choices)]


def _distribution(choices):
    steps = {b - a for a, b in zip(choices, choices[1:])}
    if isinstance(choices[0], bool) or len(steps) != 1:
        return optuna.distributions.CategoricalDistribution(choices)
    return optuna.distributions.IntDistribution(choices[0], choices[-1], step=steps.pop())
