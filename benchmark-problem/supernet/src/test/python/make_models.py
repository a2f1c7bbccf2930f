"""Makes the models, and their predictions, that OnnxModelSourceTest reads.

    pip install -r requirements.txt
    python make_models.py ../resources/io/github/hwgptbench/onnx

One model per library, of a made-up latency in space s. Each sees architectures in one of the encodings that
docs/onnx-models.md defines, and says which in its metadata. Predictions are those of the library itself.
"""

import csv
import sys
from pathlib import Path

import lightgbm
import numpy as np
import onnx
import onnxmltools
import torch
import xgboost
from onnxmltools.convert.common.data_types import FloatTensorType
from skl2onnx import to_onnx
from skl2onnx.common.data_types import DoubleTensorType
from sklearn.linear_model import Ridge

EMBED_DIMS = [192, 384, 768]
LAYERS = [10, 11, 12]
BIASES = [False, True]
RATIOS = [2, 3, 4]
HEADS = [4, 8, 12]
MAX_LAYERS = max(LAYERS)
OPSET = 13
ENCODING = "hwgptbench.encoding"


def draw(random):
    layers = random.choice(LAYERS)
    return {
        "embed_dim": random.choice(EMBED_DIMS),
        "bias": bool(random.choice(BIASES)),
        "mlp_ratio": random.choice(RATIOS, layers).tolist(),
        "n_head": random.choice(HEADS, layers).tolist(),
    }


def text(arch):
    values = [len(arch["mlp_ratio"]), arch["embed_dim"], *arch["mlp_ratio"], *arch["n_head"], arch["bias"]]
    return "gpt-s-" + "-".join(map(str, values))


def ordinal(arch):
    """The index of each choice; 0 for layers that the architecture does not have."""
    layers = len(arch["mlp_ratio"])
    row = [EMBED_DIMS.index(arch["embed_dim"]), LAYERS.index(layers), BIASES.index(arch["bias"])]
    for choices, values in ((RATIOS, arch["mlp_ratio"]), (HEADS, arch["n_head"])):
        row += [choices.index(value) for value in values] + [0] * (MAX_LAYERS - layers)
    return row


def onehot(arch):
    """One number per choice of each gene; all 0 for layers that the architecture does not have."""
    layers = len(arch["mlp_ratio"])
    row = [float(arch["embed_dim"] == choice) for choice in EMBED_DIMS]
    row += [float(layers == choice) for choice in LAYERS]
    row += [float(arch["bias"] == choice) for choice in BIASES]
    for choices, values in ((RATIOS, arch["mlp_ratio"]), (HEADS, arch["n_head"])):
        for value in values + [None] * (MAX_LAYERS - layers):
            row += [float(value == choice) for choice in choices]
    return row


def counts(arch):
    """How many layers have which choices."""
    pairs = list(zip(arch["mlp_ratio"], arch["n_head"]))
    bias = arch["bias"]
    row = [float(arch["embed_dim"] == choice) for choice in EMBED_DIMS]
    row += [float(bias)]
    row += [pairs.count((ratio, heads)) for ratio in RATIOS for heads in HEADS]
    row += [bias * arch["mlp_ratio"].count(ratio) for ratio in RATIOS]
    row += [bias * arch["n_head"].count(heads) for heads in HEADS[1:]]
    for ratio, heads in (pairs[0], pairs[-1]):
        row += [float(ratio == choice) for choice in RATIOS[1:]]
        row += [float(heads == choice) for choice in HEADS[1:]]
    return row


def latency(arch):
    per_layer = [ratio * 0.2 + heads * 0.03 for ratio, heads in zip(arch["mlp_ratio"], arch["n_head"])]
    return 2 + arch["embed_dim"] / 768 * sum(per_layer) + 0.1 * arch["bias"]


def ridge(rows, targets, new):
    model = Ridge().fit(rows, targets)
    onx = to_onnx(model, initial_types=[("X", DoubleTensorType([None, rows.shape[1]]))], target_opset=OPSET)
    return onx, model.predict(new)


def boosted_lightgbm(rows, targets, new):
    model = lightgbm.LGBMRegressor(
        n_estimators=10, num_leaves=7, random_state=1, deterministic=True, n_jobs=1, verbose=-1
    ).fit(rows, targets)
    onx = onnxmltools.convert_lightgbm(
        model, initial_types=[("X", FloatTensorType([None, rows.shape[1]]))], target_opset=OPSET
    )
    return onx, model.predict(new)


def boosted_xgboost(rows, targets, new):
    model = xgboost.XGBRegressor(n_estimators=10, max_depth=3, random_state=1, n_jobs=1).fit(rows, targets)
    onx = onnxmltools.convert_xgboost(
        model, initial_types=[("X", FloatTensorType([None, rows.shape[1]]))], target_opset=OPSET
    )
    return onx, model.predict(new)


def network(rows, targets, new):
    torch.manual_seed(1)
    torch.set_num_threads(1)
    model = torch.nn.Sequential(torch.nn.Linear(rows.shape[1], 8), torch.nn.ReLU(), torch.nn.Linear(8, 1))
    x = torch.tensor(rows, dtype=torch.float32)
    y = torch.tensor(targets, dtype=torch.float32)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(300):
        optimizer.zero_grad()
        torch.nn.functional.mse_loss(model(x)[:, 0], y).backward()
        optimizer.step()
    file = Path("torch.tmp.onnx")
    # The exported model takes one row at a time, since the example has one.
    torch.onnx.export(
        model, (x[:1],), file, input_names=["x"], output_names=["y"], opset_version=OPSET, dynamo=False
    )
    onx = onnx.load(file)
    file.unlink()
    with torch.no_grad():
        return onx, model(torch.tensor(new, dtype=torch.float32))[:, 0].numpy()


MODELS = {
    "sklearn": (onehot, ridge),
    "lightgbm": (ordinal, boosted_lightgbm),
    "xgboost": (counts, boosted_xgboost),
    "torch": (onehot, network),
}


def main(folder):
    random = np.random.default_rng(1)
    trained = [draw(random) for _ in range(300)]
    new = [draw(random) for _ in range(20)]
    targets = np.array([latency(arch) for arch in trained])
    columns = {}
    for name, (encode, fit) in MODELS.items():
        rows = np.array([encode(arch) for arch in trained], dtype=float)
        onx, predictions = fit(rows, targets, np.array([encode(arch) for arch in new], dtype=float))
        entry = onx.metadata_props.add()
        entry.key, entry.value = ENCODING, encode.__name__
        onx.doc_string = ""
        (folder / f"{name}.onnx").write_bytes(onx.SerializeToString())
        columns[name] = [repr(float(value)) for value in predictions]
    with open(folder / "predictions.csv", "w", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(["architecture", *columns])
        lines.writerows(zip(map(text, new), *columns.values()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
