"""Prints the split and the densities of Optuna's TPESampler.

The argument is the number of objectives. The standard input has one line per gene, trial and candidate:

gene NAME LEVELS
trial NAME=LEVEL,... VALUE,... VIOLATION,...     the genes that are active, and - for no violations
candidate NAME=LEVEL,...                         a level of every gene

The output has the version of Optuna, the numbers of the trials of which the sampler makes its first
density, and per group of genes its names and the logarithms of both densities at all candidates:

version VERSION
better NUMBER,...
group NAME,...
log LOGARITHM,... LOGARITHM,...
"""

import sys
import warnings

import numpy as np
import optuna
from optuna.distributions import CategoricalDistribution
from optuna.samplers import TPESampler


def levels(text):
    return {name: int(level) for name, level in (gene.split("=") for gene in text.split(","))}


class Observed(TPESampler):
    """Keeps the estimators that it makes, two per group."""

    def __init__(self):
        super().__init__(multivariate=True, group=True, constant_liar=False, seed=1)
        self.built = []

    def _build_parzen_estimator(self, study, search_space, trials, handle_below):
        estimator = super()._build_parzen_estimator(study, search_space, trials, handle_below)
        self.built.append((search_space, trials, handle_below, estimator))
        return estimator


def main():
    print("version", optuna.__version__)
    if not optuna.__version__.startswith("5.0."):
        return
    warnings.simplefilter("ignore")
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    distributions = {}
    candidates = []
    sampler = Observed()
    study = optuna.create_study(directions=["minimize"] * int(sys.argv[1]), sampler=sampler)
    for line in sys.stdin:
        kind, *fields = line.split()
        if kind == "gene":
            distributions[fields[0]] = CategoricalDistribution(list(range(int(fields[1]))))
        elif kind == "candidate":
            candidates.append(levels(fields[0]))
        else:
            params = levels(fields[0])
            violations = [] if fields[2] == "-" else fields[2].split(",")
            study.add_trial(
                optuna.create_trial(
                    params=params,
                    distributions={name: distributions[name] for name in params},
                    values=[float(value) for value in fields[1].split(",")],
                    constraints={str(i): float(each) for i, each in enumerate(violations)},
                )
            )
    study.ask().relative_params  # which are drawn when they are read first
    printed = False
    for (space, trials, below, better), (_, _, above, others) in zip(
        sampler.built[::2], sampler.built[1::2], strict=True
    ):
        assert below and not above
        if not printed:
            print("better", ",".join(str(trial.number) for trial in trials))
            printed = True
        print("group", ",".join(space))
        points = {name: np.array([candidate[name] for candidate in candidates]) for name in space}
        logs = [estimator.log_pdf(points) for estimator in (better, others)]
        print("log", *(",".join(repr(float(each)) for each in log) for log in logs))


main()
