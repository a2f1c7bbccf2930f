"""Measures moocore for MoocoreComparison.

Each line of the standard input has an operation, the number of objectives, a duration in seconds, and the files of
point sets, 64-bit little-endian numbers row by row. For each, one line of the standard output has the processor
seconds of the fastest pass over all sets, and a number that the results make.
"""

import sys
import time

import moocore
import numpy as np

OPERATIONS = {
    "hypervolume": lambda points, reference: moocore.hypervolume(points, ref=reference),
    "contributions": lambda points, reference: moocore.hv_contributions(points, ref=reference).sum(),
    "sorting": lambda points, reference: moocore.pareto_rank(points).sum(),
    "filter": lambda points, reference: moocore.is_nondominated(points, keep_weakly=True).sum(),
    "archive": lambda points, reference: moocore.is_nondominated(points, keep_weakly=True).sum(),
}

print(moocore.__version__, flush=True)
for line in sys.stdin:
    name, objectives, seconds, *files = line.split()
    operation = OPERATIONS[name]
    sets = [np.fromfile(file, dtype="<f8").reshape(-1, int(objectives)) for file in files]
    reference = np.full(int(objectives), 1.1)
    fastest = float("inf")
    end = time.monotonic() + float(seconds)
    while fastest == float("inf") or time.monotonic() < end:
        start = time.process_time()
        result = sum(float(operation(points, reference)) for points in sets)
        fastest = min(fastest, time.process_time() - start)
    print(fastest, result, flush=True)
