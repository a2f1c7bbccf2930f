"""The real Optuna at work, for tests. The arguments are what to do, and with what: FILE is a journal
file, or the address of a database.

describe FILE                     says as JSON what is in the file, one line a study
write FILE                        writes a study with all kinds of trials
go-on FILE STUDY TRIALS           goes on with a study
prune FILE STUDY TRIALS           goes on with a study of curves, with successive halving
work FILE STUDY TRIALS ID GRACE   goes on with a study, and says of each trial that it is told
hang FILE STUDY                   begins with a trial that has a heartbeat, and never ends it
retry FILE STUDY                  goes on with a study, and tries trials of dead processes again
decide FILE                       says which trials pruners prune, and when
"""

import json
import math
import sys
import time
import warnings

import optuna
from optuna.distributions import distribution_to_json
from optuna.pruners import SuccessiveHalvingPruner
from optuna.samplers import NSGAIISampler, RandomSampler
from optuna.storages import JournalStorage, RDBStorage, RetryHeartbeatStaleTrialCallback
from optuna.storages.journal import JournalFileBackend, JournalFileSymlinkLock
from optuna.trial import TrialState


def storage(file, grace=30, **heartbeat):
    if "://" in file:
        patience = {"timeout": 60} if file.startswith("sqlite") else {}
        return RDBStorage(file, engine_kwargs={"connect_args": patience}, **heartbeat)
    lock = JournalFileSymlinkLock(file, grace_period=grace)
    return JournalStorage(JournalFileBackend(file, lock_obj=lock))


def describe(file):
    opened = storage(file)
    for name in optuna.get_all_study_names(opened):
        study = optuna.load_study(study_name=name, storage=opened)
        print(json.dumps({
            "name": name,
            "directions": [direction.name for direction in study.directions],
            "metrics": study.metric_names,
            "attributes": study.user_attrs,
            "trials": [{
                "state": trial.state.name,
                "values": trial.values,
                "params": trial.params,
                "distributions": {
                    key: json.dumps(json.loads(distribution_to_json(value)), sort_keys=True)
                    for key, value in trial.distributions.items()
                },
                "attributes": trial.user_attrs,
                "constraints": trial.constraints,
                "reported": trial.intermediate_values,
                "fixed": trial.system_attrs.get("fixed_params"),
                "start": trial.datetime_start and trial.datetime_start.timestamp(),
                "complete": trial.datetime_complete and trial.datetime_complete.timestamp(),
            } for trial in study.trials],
            "best": [trial.number for trial in study.best_trials],
        }, sort_keys=True))


def objective(trial):
    layers = trial.suggest_int("layers", 1, 3)
    size = 0
    for layer in range(1, layers + 1):
        size += trial.suggest_categorical(f"width_{layer}", [16, 32, 64])
    rate = trial.suggest_float("rate", 0.25, 1, step=0.25)
    trial.set_user_attr("by", "optuna")
    trial.set_constraint("size", size - 150)
    return size * rate, layers + size / 64


def write(file):
    study = optuna.create_study(
        study_name="theirs",
        storage=storage(file),
        directions=["minimize", "maximize"],
        sampler=NSGAIISampler(seed=1, population_size=10),
    )
    study.set_metric_names(["cost", "depth"])
    study.set_user_attr("où", [1, 2.5, None, {"a": True}])
    study.optimize(objective, n_trials=30)
    study.tell(study.ask(), (1.0, math.nan))
    study.tell(study.ask(), state=TrialState.PRUNED)
    study.tell(study.ask(), (math.inf, -math.inf))
    trial = study.ask()
    trial.suggest_categorical("kind", ["a", None, True, 2, 2.5])
    trial.suggest_float("log", 1e-5, 1e-1, log=True)
    trial.suggest_int("step", 1, 12, step=3)
    study.tell(trial, (1e9, -1e9))
    study.enqueue_trial({"layers": 2, "width_1": 64}, user_attrs={"why": "a guess"})


def go_on(file, name, trials):
    study = optuna.load_study(
        study_name=name, storage=storage(file), sampler=NSGAIISampler(seed=2, population_size=10)
    )
    study.optimize(objective, n_trials=trials)


def curve(trial):
    """Falls to a level that no earlier value gives away; the Java tests have the same."""
    x = trial.suggest_int("x", 0, 999)
    for step in range(1, 10):
        trial.report((x * 37 % 1000) / step + x, step)
        if trial.should_prune():
            raise optuna.TrialPruned()
    return float(x)


def prune(file, name, trials):
    study = optuna.load_study(
        study_name=name,
        storage=storage(file),
        sampler=RandomSampler(seed=4),
        pruner=SuccessiveHalvingPruner(min_resource=1, reduction_factor=3),
    )
    study.optimize(curve, n_trials=trials)


def work(file, name, trials, worker, grace):
    study = optuna.load_study(
        study_name=name, storage=storage(file, grace), sampler=RandomSampler(seed=3)
    )
    for i in range(trials):
        trial = study.ask()
        x = trial.suggest_int("x", 0, 1_000_000)
        trial.set_user_attr("index", f"{worker} {i}")
        study.tell(trial, x)
        print(f"{worker} {i}", flush=True)


def hang(file, name):
    opened = storage(file, heartbeat_interval=1, grace_period=2)
    study = optuna.load_study(study_name=name, storage=opened, sampler=RandomSampler(seed=1))

    def forever(trial):
        trial.suggest_int("x", 0, 1_000_000)
        trial.report(1.0, 1)
        print("hanging", flush=True)
        time.sleep(600)

    study.optimize(forever, n_trials=1)


def retry(file, name):
    opened = storage(
        file,
        heartbeat_interval=1,
        grace_period=2,
        heartbeat_stale_trial_callback=RetryHeartbeatStaleTrialCallback(max_retry=1),
    )
    study = optuna.load_study(study_name=name, storage=opened, sampler=RandomSampler(seed=1))
    study.optimize(lambda trial: trial.suggest_int("x", 0, 1_000_000), n_trials=1)


def decide(file):
    """The file has lines of JSON: a pruner, a direction, and what trials report, by step."""
    for line in open(file):
        case = json.loads(line)
        study = optuna.create_study(
            study_name="decided",
            direction=case["direction"].lower(),
            pruner=eval(case["pruner"], vars(optuna.pruners)),
            sampler=RandomSampler(seed=1),
        )
        ends = []
        for curve in case["curves"]:
            trial = study.ask()
            end = -1
            for step, value in curve:
                trial.report(value, step)
                if trial.should_prune():
                    end = step
                    break
            ends.append(end)
            if end >= 0:
                study.tell(trial, state=TrialState.PRUNED)
            else:
                study.tell(trial, 0.0)
        print(json.dumps(ends))


optuna.logging.set_verbosity(optuna.logging.ERROR)
warnings.simplefilter("ignore")
command, *arguments = sys.argv[1:]
if command == "describe":
    describe(*arguments)
elif command == "write":
    write(*arguments)
elif command == "go-on":
    go_on(arguments[0], arguments[1], int(arguments[2]))
elif command == "prune":
    prune(arguments[0], arguments[1], int(arguments[2]))
elif command == "work":
    work(arguments[0], arguments[1], int(arguments[2]), arguments[3], int(arguments[4]))
elif command == "hang":
    hang(*arguments)
elif command == "retry":
    retry(*arguments)
elif command == "decide":
    decide(*arguments)
