"""The benchmark as a function of NumPy arrays."""

import os
from concurrent.futures import ThreadPoolExecutor

import jpype
import numpy as np

from ._jvm import java, plain_errors

_ROWS = 16_384


class Benchmark:
    """Objectives of all architectures of a search space, predicted by surrogates of measurements.

    >>> bench = Benchmark("HWGPT-M(perplexity,energy@rtx2080)")
    >>> values = bench.evaluate(bench.sample(1000, seed=1))

    An architecture is a row of genes. Gene j is an integer from 0 to ``levels[j] - 1``, the index of a choice
    that ``choices[j]`` lists. Genes of inactive layers change nothing.

    Values are noise-free, have the unit of their objective, and are bit-identical on every machine.
    """

    def __init__(self, problem):
        """Opens the benchmark.

        problem: a name such as ``HWGPT-S(perplexity,latency@a100,params-max-150000000)``: search space
        (s, m, l, s_wide, m_wide, l_wide, xs), objectives and constraints.

        Raises ValueError if there is no such problem; the message has what is allowed.
        """
        with plain_errors():
            name = java("io.github.hwgptbench.problem.ProblemName").parse(str(problem))
            space = java("io.github.hwgptbench.space.SearchSpace").of(name.space())
            self._bench = java("io.github.hwgptbench.HwGptBench").open(space)
            evaluator = self._bench.evaluator(name.metrics())
            self._problem = (
                java("io.github.hwgptbench.problem.ArchitectureProblem")
                .builder(evaluator)
                .objectives(name.objectives())
                .constraints(name.constraints())
                .build()
            )
            self._rows = java("io.github.hwgptbench.problem.RowMajorProblem")(self._problem)
        self._space = space
        genotypes = space.genotypes()
        self.name = str(self._problem.name())
        self.objectives = [str(it) for it in name.objectives()]
        self.constraints = [str(it) for it in name.constraints()]
        self.units = [str(it.unit()) for it in name.objectives()]
        self.maximized = np.array([bool(it.maximized()) for it in name.objectives()])
        self.genes = [str(genotypes.name(j)) for j in range(genotypes.size())]
        self.levels = np.array([int(genotypes.levels(j)) for j in range(genotypes.size())])
        self.choices = [[_plain(it) for it in space.choices(j)] for j in range(genotypes.size())]

    def __repr__(self):
        return f"Benchmark({self.name!r})"

    def __reduce__(self):
        # Copies and other processes open it again: objects of Java can't be pickled.
        return Benchmark, (self.name,)

    def sample(self, n, seed):
        """Returns n random genotypes, an int32 array [n, genes], with every gene drawn uniformly.

        seed: an integer, or a numpy.random.Generator.
        """
        return np.random.default_rng(seed).integers(0, self.levels, (n, len(self.levels)), dtype=np.int32)

    def evaluate(self, genes):
        """Returns the objectives, a float64 array [n, objectives], of an int array [n, genes].

        Raises ValueError if a row is not in the space.
        """
        return np.where(self.maximized, -1.0, 1.0) * self.minimized(genes)[0]

    def minimized(self, genes):
        """Returns the minimised objectives, an array [n, objectives], and the constraints, an array [n, constraints].

        Maximised objectives are negated. A constraint is violated if its value is positive.
        """
        genes = self._genotypes(genes)
        parts = [genes[i : i + _ROWS] for i in range(0, len(genes), _ROWS)]
        if len(parts) <= 1:
            return self._minimized(genes)
        # Java runs without Python's lock, so threads of Python share the rows.
        with ThreadPoolExecutor(min(len(parts), os.cpu_count() or 1)) as threads:
            objectives, margins = zip(*threads.map(self._minimized, parts))
        return np.concatenate(objectives), np.concatenate(margins)

    def architectures(self, genes):
        """Returns the names of the architectures of an int array [n, genes], such as ``gpt-s-...``."""
        with plain_errors():
            return [
                str(self._space.format(self._space.decode(jpype.JArray(jpype.JInt)(row)))) for row in self._genotypes(genes)
            ]

    def genotypes(self, architectures):
        """Returns the genotypes, an int32 array [n, genes], of a list of names of architectures."""
        if isinstance(architectures, str):
            raise ValueError(f"Architectures '{architectures}': a string; allowed: a list of names")
        with plain_errors():
            rows = [np.array(self._space.encode(self._space.parse(str(name)))) for name in architectures]
        return np.array(rows, dtype=np.int32).reshape(len(rows), len(self.levels))

    def _genotypes(self, genes):
        array = np.asarray(genes)
        if array.ndim != 2 or array.shape[1] != len(self.levels):
            raise ValueError(f"Genes of shape {array.shape}; allowed: [n, {len(self.levels)}]")
        if not np.issubdtype(array.dtype, np.integer):
            raise ValueError(f"Genes of type {array.dtype}; allowed: integers")
        wrong = np.argwhere((array < 0) | (array >= self.levels))
        if len(wrong):
            row, gene = wrong[0]
            raise ValueError(
                f"Row {row}, gene {gene} ({self.genes[gene]}): {array[row, gene]};"
                f" allowed: 0 to {self.levels[gene] - 1}"
            )
        return np.ascontiguousarray(array, dtype=np.int32)

    def _minimized(self, genes):
        doubles = jpype.JArray(jpype.JDouble)
        objectives = doubles(len(genes) * len(self.objectives))
        margins = doubles(len(genes) * len(self.constraints))
        with plain_errors():
            self._rows.evaluate(jpype.JArray(jpype.JInt)(genes.ravel()), objectives, margins)
        return (
            np.array(objectives).reshape(len(genes), len(self.objectives)),
            np.array(margins).reshape(len(genes), len(self.constraints)),
        )


def _plain(choice):
    return bool(choice) if isinstance(choice, jpype.JClass("java.lang.Boolean")) else int(choice)
