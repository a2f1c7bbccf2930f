import random
import warnings

import numpy as np
import pytest

from hwgptbench import HWGPT, Benchmark, authors


@pytest.fixture(scope="module")
def api():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return HWGPT(search_space="m")


def test_the_example_of_the_authors_runs(api):
    api.set_arch(api.sample_arch())
    results = api.query()
    assert list(results) == ["latencies", "energies", "float16_memory", "bfloat16_memory", "flops", "params"]
    assert list(results["latencies"]) == authors.DEVICES
    assert api.query(metric="energies") == {"energies": results["energies"]}
    assert api.query(device="rtx2080") == {
        name: {"rtx2080": results[name]["rtx2080"]} for name in ("latencies", "energies")
    }
    energy = api.query(metric="energy", device="rtx2080")
    assert energy == {"energy": {"rtx2080": results["energies"]["rtx2080"]}}
    with pytest.warns(UserWarning, match="predictor='mlp' is ignored"):
        assert api.query(metric="perplexity", predictor="mlp")["perplexity"] == api.compute_predictions_ppl()
    assert isinstance(api.get_params(), int) and api.get_memory("bfloat16_memory") > 0
    assert set(api.eval_supernet_surrogate()) == {"accuracy", "perplexity"}


def test_values_are_those_of_the_benchmark(api):
    config = api.sample_arch(random.Random(3))
    layers = config["sample_n_layer"]
    assert len(config["sample_n_head"]) == len(config["sample_mlp_ratio"]) == layers
    pairs = zip(config["sample_mlp_ratio"], config["sample_n_head"])
    layout = "-".join(f"{ratio}-{heads}" for ratio, heads in pairs)
    bench = Benchmark("HWGPT-M(latency@p100,perplexity,params,flops@estimate)")
    name = str(api._space.format(api._architecture))
    assert f"gpt-m-{layers}-{config['sample_embed_dim']}-" in name and layers * 2 == len(layout.split("-"))
    latency, perplexity, params, flops = bench.evaluate(bench.genotypes([name]))[0]
    assert api.query(metric="latency", device="P100")["latency"]["P100"] == latency
    assert api.query(metric="perplexity")["perplexity"] == perplexity
    assert (api.get_params(), api.get_flops()) == (params, flops)


def test_long_lists_and_bias_in_any_form(api):
    config = api.sample_arch(random.Random(1))
    params = api.get_params()
    longer = {name: it + it if isinstance(it, list) else it for name, it in config.items()}
    api.set_arch({**longer, "sample_bias": config["sample_bias"] == "True"})
    assert api.get_params() == params


def test_noise(api):
    api.sample_arch(random.Random(2))
    quantiles = api.quantile("latency", [0.05, 0.5, 0.95], device="a100")
    assert quantiles.shape == (3,) and (np.diff(quantiles) > 0).all()
    draws = api.sample("latency", 2000, seed=1, device="a100")
    assert (draws == api.sample("latency", 2000, seed=1, device="a100")).all()
    assert np.mean(draws < quantiles[1]) == pytest.approx(0.5, abs=0.05)
    with pytest.raises(ValueError, match="only latency and energy"):
        api.quantile("perplexity", 0.5)


def test_arguments_that_change_nothing_are_named(api):
    with pytest.warns(UserWarning, match="use_supernet_surrogate=False is ignored"):
        HWGPT("s", use_supernet_surrogate=False)
    with pytest.raises(ValueError, match="Predictor 'tree'; allowed: mlp, supernet"):
        api.query(predictor="tree")


def test_arguments_of_another_type_are_refused_in_words(api):
    with pytest.raises(ValueError, match="'None'"):
        HWGPT(search_space=None)
    api.sample_arch()
    with pytest.raises(ValueError, match="seed: 0.5; allowed: integers"):
        api.sample("latency", 2, seed=0.5, device="a100")
    with pytest.raises(ValueError, match="'3'"):
        Benchmark("HWGPT-S(perplexity,params)").genotypes([3])


def test_differences_are_said_once():
    authors._told = False
    with pytest.warns(UserWarning, match="SwiGLU"):
        HWGPT("s")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        HWGPT("l")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"sample_n_head": [8]}, "sample_n_head: 1 entries"),
        ({"sample_n_layer": -2}, "entries for -2 layers"),
        ({"sample_n_layer": 11.9}, "sample_n_layer: 11.9; allowed: integers"),
        ({"sample_embed_dim": 100}, "100"),
        ({"sample_bias": "maybe"}, "sample_bias: 'maybe'; allowed"),
    ],
)
def test_refuses_other_architectures(api, change, message):
    config = api.sample_arch(random.Random(4))
    with pytest.raises(ValueError, match=message):
        api.set_arch({**config, **change})
    assert api.config == config


def test_refuses_other_metrics_and_devices(api):
    api.sample_arch(random.Random(5))
    with pytest.raises(ValueError, match="Metric 'speed': unknown; known: latencies"):
        api.query(metric="speed")
    with pytest.raises(ValueError, match="a101"):
        api.query(metric="latencies", device="a101")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(ValueError, match="No architecture"):
            HWGPT("s").query()
