"""The benchmark as a problem of pymoo."""

import numpy as np
from pymoo.core.problem import Problem

from .benchmark import Benchmark


class HwGptProblem(Problem):
    """A problem of integer variables, one per gene; maximised objectives are negated.

    >>> problem = HwGptProblem("HWGPT-S(perplexity,energy@rtx2080)")
    """

    def __init__(self, problem):
        """Opens the problem of a name, as Benchmark does."""
        self.benchmark = Benchmark(problem)
        super().__init__(
            n_var=len(self.benchmark.levels),
            n_obj=len(self.benchmark.objectives),
            n_ieq_constr=len(self.benchmark.constraints),
            xl=np.zeros(len(self.benchmark.levels), dtype=int),
            xu=self.benchmark.levels - 1,
            vtype=int,
        )

    def _evaluate(self, x, out, *args, **kwargs):
        genes = np.rint(np.asarray(x, dtype=float))
        if (genes != x).any():
            raise ValueError(
                "Genes that are not integers; use sampling and operators of pymoo that generate integers, such as"
                " IntegerRandomSampling(), SBX(repair=RoundingRepair()) and PM(repair=RoundingRepair())"
            )
        out["F"], margins = self.benchmark.minimized(genes.astype(np.int64))
        if self.n_ieq_constr:
            out["G"] = margins
