"""Random search, as an algorithm of a suite: docs/ask-tell.md describes the lines.

  algorithms: [{name: python-random, command: python3 experiments/examples/python/random_search.py}]
"""

import json
import random
import sys


def main():
    problem = json.loads(sys.stdin.readline())
    rng = random.Random(problem["seed"])
    left = problem["budget"]
    best = {}
    while left > 0:
        batch = [
            {gene["name"]: rng.choice(gene["choices"]) for gene in problem["genes"]}
            for _ in range(min(left, 20))
        ]
        print(json.dumps({"evaluate": batch}), flush=True)
        answer = json.loads(sys.stdin.readline())
        left = answer["left"]
        for values in answer["objectives"]:
            for objective, value in zip(problem["objectives"], values):
                better = min if objective["direction"] == "minimize" else max
                best[objective["name"]] = better(value, best.get(objective["name"], value))
    print("best of each objective:", best, file=sys.stderr)


main()
