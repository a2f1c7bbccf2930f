"""Says as JSON what Optuna makes of journal files, whose names are the arguments.

One line a study. Goes on with each study for one trial, as a user would.
"""

import json
import sys

import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend


def describe(trial):
    return {
        "state": trial.state.name,
        "values": trial.values,
        "params": trial.params,
        "attributes": trial.user_attrs,
        "constraints": trial.system_attrs.get("constraints", []),
        "seconds": trial.duration.total_seconds(),
    }


def go_on(study):
    trial = study.ask()
    for name, distribution in study.trials[0].distributions.items():
        trial.suggest_categorical(name, distribution.choices)
    study.tell(trial, study.trials[0].values)
    return study.trials[-1].number


optuna.logging.set_verbosity(optuna.logging.ERROR)
for file in sys.argv[1:]:
    storage = JournalStorage(JournalFileBackend(file))
    for name in optuna.get_all_study_names(storage):
        sampler = optuna.samplers.NSGAIISampler(seed=1)
        study = optuna.load_study(study_name=name, storage=storage, sampler=sampler)
        described = {
            "name": name,
            "directions": [direction.name for direction in study.directions],
            "metrics": study.metric_names,
            "attributes": study.user_attrs,
            "trials": [describe(trial) for trial in study.trials],
            "best": [trial.number for trial in study.best_trials],
        }
        described["next"] = go_on(study)
        print(json.dumps(described))
