"""Writes random models of every layout and container that 'hwgpt import' takes, and the logits of sub-networks of each.

    python layouts.py FOLDER

The networks are written in PyTorch here, from their description: a sub-network has the first columns, heads and hidden
units of the first layers of its model. Each model is in a folder of its own, with cases.json beside its weights.
"""

import json
import pathlib
import random
import sys

import safetensors.torch
import torch
from torch.nn import functional as F

VOCABULARY, WIDTH, LAYERS, HEADS, HEAD_SIZE, RATIO, BLOCK = 37, 24, 3, 3, 8, 4, 16
NETWORKS, LENGTH = 20, 13


class Model:
    """Weights by name, and how they are used."""

    def __init__(self, seed, *, blocks=False, tied=True, bias=True, norm_bias=True, tanh=False, parallel=True,
                 fraction=0.5, base=10000, dtype=torch.float32):
        self.blocks, self.tied, self.bias, self.tanh, self.parallel = blocks, tied, bias, tanh, parallel
        self.norm_bias, self.rotated, self.base = norm_bias, int(fraction * HEAD_SIZE), base
        self.fraction = fraction
        generator = torch.Generator().manual_seed(seed)

        def normal(*shape, center=0.0):
            # Large enough for every weight to matter.
            return (center + 0.4 * torch.randn(shape, generator=generator)).to(dtype)

        self.weights = weights = {"transformer.wte.weight": normal(VOCABULARY, WIDTH)}
        if not tied:
            weights["lm_head.weight"] = normal(VOCABULARY, WIDTH)
        attention, hidden = HEADS * HEAD_SIZE, RATIO * WIDTH
        self.qkv = "attn.qkv" if blocks else "attn.attn"
        norms = ["transformer.ln_f"]
        for layer in range(LAYERS):
            block = f"transformer.h.{layer}."
            norms += [block + "norm_1", block + "norm_2"]
            for name, outputs, inputs in [(self.qkv, 3 * attention, WIDTH), ("attn.proj", WIDTH, attention),
                                          ("mlp.fc", hidden, WIDTH), ("mlp.proj", WIDTH, hidden)]:
                weights[block + name + ".weight"] = normal(outputs, inputs)
                if bias:
                    weights[block + name + ".bias"] = normal(outputs)
        for name in norms:
            weights[name + ".weight"] = normal(WIDTH, center=1.0)
            if norm_bias:
                weights[name + ".bias"] = normal(WIDTH)

    def logits(self, tokens, embed_dim, n_layer, n_head, mlp_ratio, bias):
        weights = {name: tensor.float() for name, tensor in self.weights.items()}

        def norm(x, name):
            offset = weights[name + ".bias"][:embed_dim] if self.norm_bias else None
            return F.layer_norm(x, (embed_dim,), weights[name + ".weight"][:embed_dim], offset, 1e-5)

        def linear(x, name, rows, columns):
            offset = weights[name + ".bias"][rows] if bias else None
            return F.linear(x, weights[name + ".weight"][rows][:, :columns], offset)

        x = weights["transformer.wte.weight"][tokens, :embed_dim]
        for layer in range(n_layer):
            block, heads = f"transformer.h.{layer}.", n_head[layer]
            hidden = mlp_ratio[layer] * embed_dim

            def attend(x):
                size = torch.arange(HEAD_SIZE)
                head = torch.arange(heads)[:, None]
                # Where the rows of query, key and value of each head are.
                if self.blocks:
                    rows = [(part * HEADS + head) * HEAD_SIZE + size for part in range(3)]
                else:
                    rows = [(3 * head + part) * HEAD_SIZE + size for part in range(3)]
                q, k, v = [
                    linear(x, block + self.qkv, part.reshape(-1), embed_dim).view(-1, heads, HEAD_SIZE).transpose(0, 1)
                    for part in rows
                ]
                y = F.scaled_dot_product_attention(self.rotate(q), self.rotate(k), v, is_causal=True)
                y = y.transpose(0, 1).reshape(-1, heads * HEAD_SIZE)
                return linear(y, block + "attn.proj", slice(embed_dim), heads * HEAD_SIZE)

            def feed(x):
                y = linear(x, block + "mlp.fc", slice(hidden), embed_dim)
                y = F.gelu(y, approximate="tanh" if self.tanh else "none")
                return linear(y, block + "mlp.proj", slice(embed_dim), hidden)

            if self.parallel:
                x = x + attend(norm(x, block + "norm_1")) + feed(norm(x, block + "norm_2"))
            else:
                x = x + attend(norm(x, block + "norm_1"))
                x = x + feed(norm(x, block + "norm_2"))
        head = weights["transformer.wte.weight" if self.tied else "lm_head.weight"]
        return norm(x, "transformer.ln_f") @ head[:, :embed_dim].T

    def rotate(self, x):
        if self.rotated == 0:
            return x
        theta = self.base ** (-torch.arange(0, self.rotated, 2).float() / self.rotated)
        angles = torch.outer(torch.arange(x.shape[1]).float(), theta).repeat(1, 2)
        part = x[..., : self.rotated]
        first, second = part.chunk(2, -1)
        turned = part * angles.cos() + torch.cat((-second, first), -1) * angles.sin()
        return torch.cat((turned, x[..., self.rotated :]), -1)

    def cases(self, seed, biases):
        """Sub-networks with choices of a quarter, a half and all, or a half, three quarters and all."""
        draw = random.Random(seed)
        for i in range(NETWORKS):
            largest = i == 0
            network = {
                "embed_dim": WIDTH if largest else draw.choice([6, 12, 24]),
                "n_layer": LAYERS if largest else draw.choice([2, 3]),
                "bias": self.bias if largest else draw.choice(biases),
            }
            network["n_head"] = [HEADS if largest else draw.choice([1, 2, 3]) for _ in range(network["n_layer"])]
            network["mlp_ratio"] = [RATIO if largest else draw.choice([2, 3, 4]) for _ in range(network["n_layer"])]
            tokens = [draw.randrange(VOCABULARY) for _ in range(LENGTH)]
            yield {**network, "tokens": tokens, "logits": self.logits(torch.tensor(tokens), **network).tolist()}

    def litgpt(self):
        """The configuration as LitGPT writes it: YAML, here in its subset JSON but for numbers such as 1e-05."""
        fields = {
            "name": "layout-test", "hf_config": {"org": "test", "name": "layout"}, "block_size": BLOCK,
            "n_layer": LAYERS, "n_embd": WIDTH, "vocab_size": VOCABULARY, "padding_multiple": 512,
            "padded_vocab_size": VOCABULARY, "norm_class_name": "LayerNorm", "norm_eps": 1e-05, "norm_qk": False,
            "parallel_residual": self.parallel, "shared_attention_norm": False, "n_head": HEADS,
            "head_size": HEAD_SIZE, "n_query_groups": HEADS, "attn_bias": False, "attention_scores_scalar": None,
            "rope_base": self.base, "rotary_percentage": self.fraction, "rope_condense_ratio": 1,
            "rope_adjustments": None, "intermediate_size": RATIO * WIDTH, "bias": self.bias,
            "mlp_class_name": "GptNeoxMLP", "gelu_approximate": "tanh" if self.tanh else "none", "n_expert": 0,
            "scale_embeddings": False, "lm_head_bias": False, "norm_1": True, "norm_2": True,
        }
        return "".join(f"{name}: {json.dumps(value)}\n" for name, value in fields.items())

    def neox(self):
        return json.dumps({
            "architectures": ["GPTNeoXForCausalLM"], "model_type": "gpt_neox", "_name_or_path": "test/layout-test",
            "hidden_size": WIDTH, "num_hidden_layers": LAYERS, "num_attention_heads": HEADS, "hidden_act": "gelu",
            "intermediate_size": RATIO * WIDTH, "vocab_size": VOCABULARY, "max_position_embeddings": BLOCK,
            "rotary_pct": self.fraction, "rotary_emb_base": self.base, "use_parallel_residual": self.parallel,
            "layer_norm_eps": 1e-05, "tie_word_embeddings": self.tied, "rope_scaling": None,
        }, indent=2)

    def neox_weights(self):
        renamed = {}
        for name, tensor in self.weights.items():
            for own, other in [("transformer.wte", "gpt_neox.embed_in"), ("lm_head", "embed_out"),
                               ("transformer.ln_f", "gpt_neox.final_layer_norm"),
                               ("transformer.h.", "gpt_neox.layers."), (".norm_1", ".input_layernorm"),
                               (".norm_2", ".post_attention_layernorm"),
                               (".attn.attn", ".attention.query_key_value"), (".attn.proj", ".attention.dense"),
                               (".mlp.fc", ".mlp.dense_h_to_4h"), (".mlp.proj", ".mlp.dense_4h_to_h")]:
                name = name.replace(own, other)
            renamed[name] = tensor
        for layer in range(LAYERS):
            # As older versions of transformers do.
            renamed[f"gpt_neox.layers.{layer}.attention.bias"] = torch.ones(1, 1, BLOCK, BLOCK, dtype=torch.bool)
            renamed[f"gpt_neox.layers.{layer}.attention.rotary_emb.inv_freq"] = torch.ones(2)
        return renamed


def sharded(folder, weights, name, save):
    """Two files and their index."""
    names = sorted(weights)
    index = {}
    for number, some in enumerate([names[::2], names[1::2]]):
        file = name.replace(".", f"-0000{number + 1}-of-00002.")
        save({tensor: weights[tensor].contiguous() for tensor in some}, folder / file)
        index.update((tensor, file) for tensor in some)
    text = json.dumps({"metadata": {"total_size": 0}, "weight_map": index}, indent=2)
    (folder / f"{name}.index.json").write_text(text)


def main(root):
    def made(name, number, model, biases=None):
        folder = root / name
        folder.mkdir(parents=True)
        (folder / "cases.json").write_text(json.dumps(list(model.cases(number, biases or [model.bias]))))
        return folder

    pythia = Model(1, blocks=True, tied=False, fraction=0.25)
    folder = made("litgpt", 1, pythia)
    torch.save({"model": pythia.weights}, folder / "lit_model.pth")
    (folder / "model_config.yaml").write_text(pythia.litgpt())

    whittle = Model(2, blocks=True, tied=True, bias=False, tanh=True, parallel=False, fraction=1.0, base=500000)
    folder = made("whittle", 2, whittle)
    torch.save(whittle.weights, folder / "lit_model.pth")
    (folder / "model_config.yaml").write_text(whittle.litgpt())

    neox = Model(3, tied=False, fraction=0.25, dtype=torch.float16)
    folder = made("neox", 3, neox)
    safetensors.torch.save_file(neox.neox_weights(), folder / "model.safetensors")
    (folder / "config.json").write_text(neox.neox())

    shards = Model(4, tied=False, parallel=False, dtype=torch.bfloat16)
    folder = made("sharded", 4, shards)
    sharded(folder, shards.neox_weights(), "model.safetensors", safetensors.torch.save_file)
    sharded(folder, shards.neox_weights(), "pytorch_model.bin", torch.save)
    (folder / "config.json").write_text(shards.neox())

    plain = Model(5, norm_bias=False, fraction=0.0)
    folder = made("norms", 5, plain)
    compiled = {"module._orig_mod." + name: tensor for name, tensor in plain.weights.items()}
    torch.save({"model_state_dict": compiled, "step": 7}, folder / "training.pt")
    (folder / "model_config.yaml").write_text(plain.litgpt())

    # That of the authors, whose head is stored too.
    authors = Model(6)
    folder = made("authors", 6, authors, [False, True])
    (folder / "space.yaml").write_text(
        "name: layout_test\nembed_dim: [6, 12, 24]\nn_layer: [2, 3]\nn_head: [1, 2, 3]\nmlp_ratio: [2, 3, 4]\n")
    tied = {**authors.weights, "lm_head.weight": authors.weights["transformer.wte.weight"]}
    torch.save({"state_dict": {"model." + name: tensor for name, tensor in tied.items()}}, folder / "epoch.ckpt")
    (folder / "model_config.yaml").write_text(authors.litgpt())


def of_litgpt(root):
    """A model that LitGPT makes and writes."""
    import litgpt.utils

    config = litgpt.Config.from_name(
        "pythia-14m", n_layer=LAYERS, n_embd=WIDTH, n_head=HEADS, intermediate_size=RATIO * WIDTH, block_size=BLOCK,
        vocab_size=VOCABULARY, padded_vocab_size=VOCABULARY)
    model = litgpt.GPT(config)
    folder = of_library(root / "of-litgpt", model, lambda tokens: model(tokens))
    torch.save({"model": model.state_dict()}, folder / "lit_model.pth")
    litgpt.utils.save_config(config, folder)


def of_transformers(root):
    """A model that transformers makes and writes, in several files."""
    import transformers

    model = transformers.GPTNeoXForCausalLM(transformers.GPTNeoXConfig(
        vocab_size=VOCABULARY, hidden_size=WIDTH, num_hidden_layers=LAYERS, num_attention_heads=HEADS,
        intermediate_size=RATIO * WIDTH, max_position_embeddings=BLOCK, use_parallel_residual=False))
    folder = of_library(root / "of-transformers", model, lambda tokens: model(tokens).logits)
    model.save_pretrained(folder, max_shard_size="20KB")


def of_library(folder, model, logits):
    folder.mkdir(parents=True)
    torch.manual_seed(7)
    for parameter in model.eval().parameters():
        torch.nn.init.normal_(parameter, std=0.4)
    tokens = torch.randint(0, VOCABULARY, (1, LENGTH))
    with torch.no_grad():
        network = {
            "embed_dim": WIDTH, "n_layer": LAYERS, "n_head": [HEADS] * LAYERS, "mlp_ratio": [RATIO] * LAYERS,
            "bias": True, "tokens": tokens[0].tolist(), "logits": logits(tokens)[0].tolist(),
        }
    (folder / "cases.json").write_text(json.dumps([network]))
    return folder


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
    for library in of_litgpt, of_transformers:
        try:
            library(pathlib.Path(sys.argv[1]))
        except ImportError as e:
            print(f"{library.__name__} is left out: {e}", file=sys.stderr)
