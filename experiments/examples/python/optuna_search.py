"""Optuna's samplers as algorithms of a suite: docs/ask-tell.md describes the lines.

  algorithms: [{name: optuna-tpe, command: python3 experiments/examples/python/optuna_search.py TPE}]

Samplers: GP (needs torch and scipy), NSGAII with the setting 'population', and TPE with the settings
'multivariate' and 'group', true or false. With 'group', layers beyond n_layer are not asked for.
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


def suggest(trial, genes, group):
    values = {}
    for gene in genes:
        layer = gene["name"].rpartition("_")[2]
        if not group or not layer.isdigit() or int(layer) <= values["n_layer"]:
            values[gene["name"]] = trial.suggest_categorical(gene["name"], gene["choices"])
    return values


def main():
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    problem = json.loads(sys.stdin.readline())
    study = optuna.create_study(
        directions=[objective["direction"] for objective in problem["objectives"]],
        sampler=sampler(sys.argv[1], problem["seed"], problem["settings"]),
    )
    left = problem["budget"]
    while left > 0:
        trial = study.ask()
        genes = suggest(trial, problem["genes"], problem["settings"].get("group") == "true")
        print(json.dumps({"evaluate": genes}), flush=True)
        answer = json.loads(sys.stdin.readline())
        study.tell(trial, answer["objectives"][0])
        left = answer["left"]


main()
