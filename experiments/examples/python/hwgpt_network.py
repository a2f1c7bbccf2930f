"""A network of hwgptbench in PyTorch, from the files of 'hwgpt supernet export --to FILE.safetensors'.

    network = load("net/model.safetensors")  # with config.json beside it
    logits = network(tokens)                 # [sequences, length] -> [sequences, length, vocabulary]
    save(network, "tuned/model.safetensors")

A supernet is its largest network, and inherit(supernet, ...) returns the others. Needs torch and safetensors. Layers may have different numbers of heads and different MLP ratios, which
the Config of litgpt does not have; names and layouts of the weights are those of litgpt.
"""

import json
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import nn
from torch.nn import functional


class Attention(nn.Module):
    def __init__(self, config, heads):
        super().__init__()
        self.heads, self.head_size = heads, config["head_size"]
        self.rotated = int(config["rotary_percentage"] * self.head_size)
        self.base = config["rope_base"]
        width = heads * self.head_size
        self.qkv = nn.Linear(config["n_embd"], 3 * width, bias=config["bias"])
        self.proj = nn.Linear(width, config["n_embd"], bias=config["bias"])

    def rotate(self, x):
        positions = torch.arange(x.shape[-2], device=x.device, dtype=torch.float)
        exponents = torch.arange(0, self.rotated, 2, device=x.device) / max(self.rotated, 1)
        angles = torch.outer(positions, 1 / self.base**exponents)
        cosines, sines = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
        a, b = x[..., : self.rotated].chunk(2, dim=-1)
        return torch.cat((a * cosines - b * sines, b * cosines + a * sines, x[..., self.rotated :]), dim=-1)

    def forward(self, x):
        by_head = self.qkv(x).unflatten(-1, (3, self.heads, self.head_size))
        query, key, value = by_head.permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(self.rotate(query), self.rotate(key), value, is_causal=True)
        return self.proj(mixed.transpose(1, 2).flatten(-2))


class Mlp(nn.Module):
    def __init__(self, config, hidden):
        super().__init__()
        self.approximate = config["gelu_approximate"]
        self.fc = nn.Linear(config["n_embd"], hidden, bias=config["bias"])
        self.proj = nn.Linear(hidden, config["n_embd"], bias=config["bias"])

    def forward(self, x):
        return self.proj(functional.gelu(self.fc(x), approximate=self.approximate))


class Block(nn.Module):
    def __init__(self, config, heads, hidden):
        super().__init__()
        self.norm_1 = nn.LayerNorm(config["n_embd"], eps=config["norm_eps"])
        self.attn = Attention(config, heads)
        self.norm_2 = nn.LayerNorm(config["n_embd"], eps=config["norm_eps"])
        self.mlp = Mlp(config, hidden)
        self.parallel = config["parallel_residual"]

    def forward(self, x):
        attended = x + self.attn(self.norm_1(x))
        return attended + self.mlp(self.norm_2(x if self.parallel else attended))


class Network(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        layers = zip(config["n_head"], config["intermediate_size"])
        self.transformer = nn.ModuleDict({
            "wte": nn.Embedding(config["vocab_size"], config["n_embd"]),
            "h": nn.ModuleList(Block(config, heads, hidden) for heads, hidden in layers),
            "ln_f": nn.LayerNorm(config["n_embd"], eps=config["norm_eps"]),
        })
        self.lm_head = nn.Linear(config["n_embd"], config["vocab_size"], bias=False)
        if config["tie_word_embeddings"]:
            self.lm_head.weight = self.transformer.wte.weight

    def forward(self, tokens):
        x = self.transformer.wte(tokens)
        for block in self.transformer.h:
            x = block(x)
        return self.lm_head(self.transformer.ln_f(x))


def load(file):
    """Returns the network of a safetensors file and the config.json beside it."""
    network = Network(json.loads(Path(file).with_name("config.json").read_text(encoding="utf-8")))
    network.load_state_dict(load_file(file))
    return network


@torch.no_grad()
def inherit(supernet, n_layer, embed_dim, n_head, mlp_ratio, bias=True):
    """Returns a sub-network of a supernet, with copies of the weights that it inherits."""
    hidden = [ratio * embed_dim for ratio in mlp_ratio]
    sizes = {"n_layer": n_layer, "n_embd": embed_dim, "n_head": n_head, "intermediate_size": hidden, "bias": bias}
    network = Network({**supernet.config, **sizes})
    weights = supernet.state_dict()
    for name, tensor in network.state_dict().items():
        inherited = weights[name]
        if ".attn.qkv." in name:
            # Queries, keys and values of the first heads.
            by_head = inherited.unflatten(0, (3, -1, supernet.config["head_size"]))
            inherited = by_head[:, : tensor.shape[0] // (3 * by_head.shape[2])].flatten(0, 2)
        tensor.copy_(inherited[tuple(slice(size) for size in tensor.shape)])
    return network


def save(network, file):
    """Writes a network as the export does."""
    Path(file).parent.mkdir(parents=True, exist_ok=True)
    # Tensors that share memory are written twice, which save_file asks for.
    save_file({name: tensor.clone() for name, tensor in network.state_dict().items()}, file, {"format": "pt"})
    config = json.dumps(network.config, indent=2) + "\n"
    Path(file).with_name("config.json").write_text(config, encoding="utf-8")
