"""The interface of the authors' Python package, so that code written for it runs."""

import copy
import operator
import random
import warnings

import jpype
import numpy as np

from ._jvm import java, plain_errors

DEVICES = [
    "a100", "a40", "h100", "rtx2080", "rtx3080", "a6000", "v100", "P100",
    "cpu_xeon_silver", "cpu_xeon_gold", "cpu_amd_7502", "cpu_amd_7513", "cpu_amd_7452",
]  # fmt: skip

_DIFFERENCES = (
    "hwgptbench.HWGPT differs from the authors' HWGPT: latency (ms) and energy (mWh) are expected measurements in"
    " the most frequent state of a device, not one random draw (for which there are sample() and quantile()); values"
    " come from other surrogates, fitted to the same measurements; params are those of the measured models, whose MLP"
    " is SwiGLU with three matrices, where the authors' API counts two (the supernet behind perplexity has GELU and"
    " two); flops are the authors' estimate, 'flops@estimate', not the 'flops' of the benchmark, which were profiled."
    " This warning is shown once."
)

# What the authors call a metric, with or without devices: its objective here.
_BY_DEVICE = {"latencies": "latency", "latency": "latency", "energies": "energy", "energy": "energy"}
_OF_ARCHITECTURE = {
    "perplexity": "perplexity",
    "accuracy": "accuracy",
    "flops": "flops@estimate",
    "params": "params",
    "float16_memory": "memory@rtx2080",
    "bfloat16_memory": "memory@a100",
}
_HARDWARE = ["latencies", "energies", "float16_memory", "bfloat16_memory", "flops", "params"]

_FIELDS = ["sample_embed_dim", "sample_n_layer", "sample_mlp_ratio", "sample_n_head", "sample_bias"]

_PREDICTORS = ("mlp", "supernet")

_told = False


def _warn_of_one_surrogate(argument, value):
    warnings.warn(
        f"{argument}={value!r} is ignored: perplexity and accuracy have one surrogate each in hwgptbench",
        stacklevel=3,
    )


class HWGPT:
    """Answers queries about one architecture at a time, the current one.

    >>> api = HWGPT(search_space="m")
    >>> api.set_arch(api.sample_arch())
    >>> api.query(metric="energy", device="rtx2080")["energy"]["rtx2080"]
    """

    def __init__(self, search_space="s", use_supernet_surrogate=None, base_path=None):
        """Opens the benchmark of a search space: s, m, l, s_wide, m_wide or l_wide.

        use_supernet_surrogate and base_path are accepted for code that passes them. They are ignored, the former with
        a warning: the surrogates come with the package.
        """
        global _told
        if not _told:
            _told = True
            warnings.warn(_DIFFERENCES, stacklevel=2)
        if use_supernet_surrogate is not None:
            _warn_of_one_surrogate("use_supernet_surrogate", use_supernet_surrogate)
        with plain_errors():
            self._space = java("io.github.hwgptbench.space.SearchSpace").of(str(search_space))
            self._bench = java("io.github.hwgptbench.HwGptBench").open(self._space)
        self._objective = java("io.github.hwgptbench.objective.Objective").parse
        self.search_space_name = search_space
        self.search_space = {
            "embed_dim_choices": _ints(self._space.embedDims()),
            "n_layer_choices": _ints(self._space.layerCounts()),
            "n_head_choices": _ints(self._space.headCounts()),
            "mlp_ratio_choices": _ints(self._space.mlpRatios()),
            "bias_choices": [str(bool(it)) for it in self._space.biases()],
        }
        self.config = None

    def sample_arch(self, rng=random):
        """Returns a random architecture, which becomes the current one; each choice is uniform.

        rng: a random.Random; the generator of Python's module random if none is given.
        """
        choices = self.search_space
        layers = max(choices["n_layer_choices"])
        config = {
            "sample_embed_dim": rng.choice(choices["embed_dim_choices"]),
            "sample_n_layer": rng.choice(choices["n_layer_choices"]),
            "sample_mlp_ratio": [rng.choice(choices["mlp_ratio_choices"]) for _ in range(layers)],
            "sample_n_head": [rng.choice(choices["n_head_choices"]) for _ in range(layers)],
            "sample_bias": rng.choice(choices["bias_choices"]),
        }
        for name in ("sample_mlp_ratio", "sample_n_head"):
            del config[name][config["sample_n_layer"] :]
        self.set_arch(config)
        return config

    def set_arch(self, config):
        """Makes an architecture the current one; entries of inactive layers are ignored.

        Raises ValueError if it is not of the search space.
        """
        missing = [name for name in _FIELDS if name not in config]
        if missing:
            raise ValueError(f"Architecture: no {missing[0]}; expected {', '.join(_FIELDS)}")
        bias = str(config["sample_bias"]).lower()
        if bias not in ("true", "false"):
            raise ValueError(f"Architecture, sample_bias: {config['sample_bias']!r}; allowed: True, False")
        layers = _int("sample_n_layer", config["sample_n_layer"])
        embed_dim = _int("sample_embed_dim", config["sample_embed_dim"])
        lists = []
        for name in ("sample_mlp_ratio", "sample_n_head"):
            if layers < 1 or len(config[name]) < layers:
                raise ValueError(
                    f"Architecture, {name}: {len(config[name])} entries for {layers} layers; allowed: one per layer"
                )
            lists.append([_int(name, it) for it in config[name][:layers]])
        ints = jpype.JArray(jpype.JInt)
        with plain_errors():
            architecture = java("io.github.hwgptbench.space.Architecture").of(embed_dim, bias == "true", *map(ints, lists))
            self._space.encode(architecture)
        self.config = copy.deepcopy(config)
        self._architecture = architecture

    def query(self, device=None, metric=None, predictor=None):
        """Returns values of the current architecture.

        metric: ``latencies``, ``energies`` (or ``latency``, ``energy``), ``float16_memory``, ``bfloat16_memory``,
        ``flops``, ``params``, ``perplexity`` or ``accuracy``; by default all hardware metrics or, with a device,
        latencies and energies.
        device: one of DEVICES; all by default.
        predictor: ``mlp`` or ``supernet`` in the authors' code; ignored here with a warning.

        Latencies and energies are dicts by device, in ms and mWh; memory is in MB.
        Raises ValueError if a name is unknown.
        """
        if predictor is not None:
            if predictor not in _PREDICTORS:
                raise ValueError(f"Predictor {predictor!r}; allowed: {', '.join(_PREDICTORS)}")
            _warn_of_one_surrogate("predictor", predictor)
        names = [metric] if metric is not None else _HARDWARE if device is None else ["latencies", "energies"]
        return {name: self._value(name, device) for name in names}

    def quantile(self, metric, level, device=None):
        """Returns a quantile of a single measurement, with the noise of repeated measurements and of the machine.

        level: between 0 and 1, or an array of levels.
        """
        distribution = self._distribution(metric, device)
        with plain_errors():
            values = [float(distribution.quantile(float(it))) for it in np.ravel(level)]
        return np.reshape(values, np.shape(level))[()]

    def sample(self, metric, n, seed, device=None):
        """Returns n random measurements, a float array [n]; seed: an integer."""
        distribution = self._distribution(metric, device)
        generator = java("java.util.SplittableRandom")(_index("seed", seed))
        return np.array([float(distribution.sample(generator)) for _ in range(n)])

    def get_flops(self):
        """Returns the floating-point operations of a forward pass."""
        return self._value("flops", None)

    def get_params(self):
        """Returns the number of parameters."""
        return self._value("params", None)

    def get_memory(self, objective):
        """Returns the memory in MB; objective: ``float16_memory`` or ``bfloat16_memory``."""
        return self._value(objective, None)

    def compute_predictions_ppl(self):
        """Returns the perplexity."""
        return self._single("perplexity")

    def compute_predictions_hw(self, hw_metric, device):
        """Returns the latency in ms or the energy in mWh of one device."""
        if hw_metric not in _BY_DEVICE:
            raise ValueError(f"Metric '{hw_metric}': does not depend on a device; allowed: {', '.join(_BY_DEVICE)}")
        return self._value(hw_metric, device)[device]

    def eval_supernet_surrogate(self):
        """Returns accuracy and perplexity."""
        return {name: self._single(name) for name in ("accuracy", "perplexity")}

    def _value(self, metric, device):
        if metric in _BY_DEVICE:
            devices = DEVICES if device is None else [device]
            return {it: self._single(f"{_BY_DEVICE[metric]}@{it.lower()}") for it in devices}
        if metric not in _OF_ARCHITECTURE:
            known = ", ".join([*_BY_DEVICE, *_OF_ARCHITECTURE])
            raise ValueError(f"Metric '{metric}': unknown; known: {known}")
        value = self._single(_OF_ARCHITECTURE[metric])
        return int(value) if metric in ("flops", "params") else value

    def _single(self, objective):
        with plain_errors():
            return float(self._bench.query(self._current(), self._objective(objective)))

    def _distribution(self, metric, device):
        if metric not in _BY_DEVICE or device is None:
            raise ValueError(
                f"Metric '{metric}' of device '{device}': only latency and energy of one device have noise"
            )
        with plain_errors():
            objective = self._objective(f"{_BY_DEVICE[metric]}@{device.lower()}")
            return self._bench.distribution(self._current(), objective)

    def _current(self):
        if self.config is None:
            raise ValueError("No architecture; call sample_arch() or set_arch(config) first")
        return self._architecture


def _ints(choices):
    return [int(it) for it in choices]


def _int(name, value):
    return _index(f"Architecture, {name}", value)


def _index(name, value):
    try:
        return operator.index(value)
    except TypeError:
        raise ValueError(f"{name}: {value!r}; allowed: integers") from None
