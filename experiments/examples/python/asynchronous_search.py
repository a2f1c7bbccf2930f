"""Random search with a pending candidate per worker: docs/ask-tell.md describes the lines.

  algorithms:
    - name: python-asynchronous
      command: python3 experiments/examples/python/asynchronous_search.py
      asynchronous: true
"""

import json
import random
import sys


def main():
    problem = json.loads(sys.stdin.readline())
    rng = random.Random(problem["seed"])
    workers = problem.get("workers", 1)
    pending = {}
    asked = 0
    left = idle = workers
    while left > 0:
        batch = []
        for _ in range(idle):
            genes = {gene["name"]: rng.choice(gene["choices"]) for gene in problem["genes"]}
            batch.append(genes)
            pending[asked] = genes
            asked += 1
        line = {"evaluate": batch}
        if workers > 1:
            line["workers"] = workers
        print(json.dumps(line), flush=True)
        answer = json.loads(sys.stdin.readline())
        for candidate, values in zip(answer.get("candidates", range(asked)), answer["objectives"]):
            print(pending.pop(candidate, None), values, file=sys.stderr)
        left = answer["left"]
        idle = answer.get("idle", 1)


main()
