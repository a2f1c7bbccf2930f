"""Writes the checkpoints in this folder. Made with torch 2.15.0, safetensors 0.8.0 and lightning; run it in this folder.

    python3 -m venv venv && venv/bin/pip install torch lightning safetensors && venv/bin/python make_checkpoints.py
"""

import collections
import pathlib
import tempfile
import warnings

import lightning
import safetensors.torch
import torch

warnings.filterwarnings("ignore")

VOCABULARY, WIDTH, LAYERS, HEADS, HEAD_SIZE, HIDDEN = 8, 4, 2, 2, 2, 8


def counting(*shape):
    """0, 1, 2, ... in a tensor."""
    return torch.arange(float(torch.Size(shape).numel())).reshape(shape)


def views():
    """State dictionary with all the ways in which tensors lie in storages."""
    base = counting(4, 6)
    return collections.OrderedDict(
        whole=base,
        same=base,
        transposed=base.t(),
        columns=base[:, 2:5],
        rows=base[1:3],
        scalar=torch.tensor(7.0),
        empty=torch.zeros(0, 3),
        parameter=torch.nn.Parameter(counting(3)),
    )


def types():
    values = torch.tensor([0.0, -1.5, 65504.0, 2.0**-24, 1 / 3])
    return {
        "float32": values,
        "float64": values.double() / 3,
        "float16": values.half(),
        "bfloat16": values.bfloat16(),
        "int64": torch.arange(3),
    }


class Attention(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.attn = torch.nn.Linear(WIDTH, 3 * HEADS * HEAD_SIZE)
        self.proj = torch.nn.Linear(HEADS * HEAD_SIZE, WIDTH)


class Mlp(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = torch.nn.Linear(WIDTH, HIDDEN)
        self.proj = torch.nn.Linear(HIDDEN, WIDTH)


class Block(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.norm_1 = torch.nn.LayerNorm(WIDTH)
        self.attn = Attention()
        self.norm_2 = torch.nn.LayerNorm(WIDTH)
        self.mlp = Mlp()


class Supernet(torch.nn.Module):
    """Has the parameters of a supernet, under the names that the authors of HW-GPT-Bench gave them."""

    def __init__(self):
        super().__init__()
        self.lm_head = torch.nn.Linear(WIDTH, VOCABULARY, bias=False)
        self.transformer = torch.nn.ModuleDict(
            dict(
                wte=torch.nn.Embedding(VOCABULARY, WIDTH),
                h=torch.nn.ModuleList(Block() for _ in range(LAYERS)),
                ln_f=torch.nn.LayerNorm(WIDTH),
            )
        )
        self.lm_head.weight = self.transformer.wte.weight


class Config:
    """An object of a class that no reader knows."""

    def __init__(self):
        self.folder = pathlib.PurePosixPath("/nowhere")
        self.itself = self
        self.choices = {"embed": [2, 4], "layers": {1, 2}}


class Training(lightning.LightningModule):
    def __init__(self, config, rate):
        super().__init__()
        self.save_hyperparameters()
        self.model = Supernet()

    def training_step(self, batch, index):
        return sum((p * p).sum() for p in self.model.parameters())

    def configure_optimizers(self):
        return torch.optim.SGD(self.parameters(), lr=self.hparams.rate, momentum=0.9)


def fill(model):
    """Number k of the parameters, in the order of their names, has the values k, k + 1/64, ..."""
    with torch.no_grad():
        for k, (_, p) in enumerate(sorted(model.named_parameters())):
            p.copy_(k + counting(*p.shape) / 64)


def main():
    torch.save(views(), "views.pt")
    torch.save(types(), "types.pt")
    safetensors.torch.save_file(types(), "types.safetensors")
    torch.save(types(), "protocol-5.pt", pickle_protocol=5)
    torch.save({"a": counting(2)}, "legacy.pt", _use_new_zipfile_serialization=False)
    torch.save({"a": torch.quantize_per_tensor(counting(4), 0.1, 0, torch.qint8)}, "quantized.pt")
    torch.jit.script(torch.nn.Linear(2, 2)).save("scripted.pt")
    torch.save(Mlp(), "module.pt")
    torch.serialization.set_crc32_options(False)
    torch.save({"a": counting(2)}, "without-crc.pt")
    torch.serialization.set_crc32_options(True)

    torch.manual_seed(1)
    training = Training(Config(), 0.1)
    trainer = lightning.Trainer(
        max_steps=1,
        accelerator="cpu",
        logger=False,
        enable_checkpointing=False,
        enable_progress_bar=False,
        enable_model_summary=False,
        default_root_dir=tempfile.mkdtemp(),
    )
    trainer.fit(training, torch.utils.data.DataLoader([0]))
    fill(training.model)
    trainer.save_checkpoint("lightning.ckpt")


main()
