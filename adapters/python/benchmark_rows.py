"""Prints how many rows per second one call evaluates, beside a loop of single calls, in one sitting.

Arguments: a problem, the number of rows of the one call, that of the loop.
"""

import sys
import time

from hwgptbench import Benchmark


def rows_per_second(call, rows):
    begin = time.perf_counter()
    call()
    return rows / (time.perf_counter() - begin)


def main(problem="HWGPT-M(perplexity,energy@rtx2080)", rows="1000000", loop="5000"):
    bench = Benchmark(problem)
    genes = bench.sample(int(rows), seed=1)
    single = genes[: int(loop)]
    for _ in range(5):
        together = rows_per_second(lambda: bench.evaluate(genes), len(genes))
        alone = rows_per_second(lambda: [bench.evaluate(single[i : i + 1]) for i in range(len(single))], len(single))
        print(f"one call {together:,.0f} rows/s, a loop {alone:,.0f} rows/s")


if __name__ == "__main__":
    main(*sys.argv[1:])
