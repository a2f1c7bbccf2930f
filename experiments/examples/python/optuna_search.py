"""Optuna's samplers as algorithms of a suite: docs/ask-tell.md describes the lines.

  algorithms: [{name: optuna-tpe, command: python3 experiments/examples/python/optuna_search.py TPE}]

Samplers: GP (needs torch and scipy), NSGAII with the setting 'population', and TPE with the settings
'multivariate' and 'group', true or false. With 'group', layers beyond n_layer are not asked for.
GP sees the choices of numbers in their order, since its kernel treats all categories as equally far apart.
"""

import json
import sys

import optuna


def sampler(name, seed, settings):
    if name == "GP":
        return optuna.samplers.GPSampler(seed=seed)
    if name == "TPE":
        group = settings.get("group", "false") == "true"
        multivariate = group or settings.get("multivariate", "false") == "true"
        return optuna.samplers.TPESampler(multivariate=multivariate, group=group, seed=seed)
    if name == "NSGAII":
        population = int(settings.get("population", 50))
        return optuna.samplers.NSGAIISampler(population_size=population, seed=seed)
    sys.exit(f"unknown sampler '{name}'; known: GP, NSGAII, TPE")


def suggest(trial, genes, group, ordered):
    values = {}
    for gene in genes:
        name, choices = gene["name"], gene["choices"]
        layer = name.rpartition("_")[2]
        if group and layer.isdigit() and int(layer) > values["n_layer"]:
            continue
        if ordered and not any(isinstance(choice, (bool, str)) for choice in choices):
            values[name] = choices[trial.suggest_int(name, 0, len(choices) - 1)]
        else:
            values[name] = trial.suggest_categorical(name, choices)
    return values


def main():
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    problem = json.loads(sys.stdin.readline())
    study = optuna.create_study(
        directions=[objective["direction"] for objective in problem["objectives"]],
        sampler=sampler(sys.argv[1], problem["seed"], problem["settings"]),
    )
    workers = problem.get("workers", 1)
    pending = {}
    asked = 0
    left = idle = workers
    while left > 0:
        batch = []
        for _ in range(idle):
            pending[asked] = study.ask()
            batch.append(
                suggest(
                    pending[asked],
                    problem["genes"],
                    problem["settings"].get("group") == "true",
                    sys.argv[1] == "GP",
                )
            )
            asked += 1
        line = {"evaluate": batch}
        if workers > 1:
            line["workers"] = workers
        print(json.dumps(line), flush=True)
        answer = json.loads(sys.stdin.readline())
        told = zip(
            answer.get("candidates", list(pending)), answer["objectives"], answer["violations"]
        )
        for candidate, objectives, violations in told:
            trial = pending.pop(candidate)
            for constraint, violation in zip(problem["constraints"], violations):
                trial.set_constraint(constraint["name"], violation)
            study.tell(trial, objectives)
        left = answer["left"]
        idle = answer.get("idle", 1)


main()
