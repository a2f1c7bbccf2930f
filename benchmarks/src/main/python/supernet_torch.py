"""Measures PyTorch on the sub-networks that SupernetComparison has evaluated.

    python supernet_torch.py FOLDER [SCALE [THREADS]]

Reads the weights, the text and the perplexities of the folder. Prints wall and processor time for the same
sub-networks, and the largest relative difference of perplexities.
"""

import json
import math
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

folder = sys.argv[1]
scale = sys.argv[2] if len(sys.argv) > 2 else "s"
if len(sys.argv) > 3:
    torch.set_num_threads(int(sys.argv[3]))

header = json.load(open(f"{folder}/{scale}/supernet.json"))
values = torch.from_numpy(np.memmap(f"{folder}/{scale}/weights.f32", dtype="<f4", mode="c"))
W = {}
for tensor in header["tensors"]:
    first = tensor["offset"] // 4
    W[tensor["name"]] = values[first : first + math.prod(tensor["shape"])].view(tensor["shape"])
size, length = header["head_size"], header["block_size"]
rotated = int(size * header["rotary_fraction"])
tokens = np.fromfile(f"{folder}/text.tokens", dtype="<u2").astype(np.int64)
there = len(tokens) // (length + 1)
wanted = [line.split() for line in open(f"{folder}/perplexities.txt")]

angles = torch.outer(torch.arange(length), 10000.0 ** (-2.0 * torch.arange(rotated // 2) / rotated)).repeat(1, 2)
COS, SIN = angles.cos(), angles.sin()


def rotate(x):
    part = x[..., :rotated]
    half = torch.cat((-part[..., rotated // 2 :], part[..., : rotated // 2]), -1)
    return torch.cat((part * COS + half * SIN, x[..., rotated:]), -1)


def norm(name, x):
    return F.layer_norm(x, x.shape[-1:], W[name + ".weight"][: x.shape[-1]], W[name + ".bias"][: x.shape[-1]])


def linear(name, x, out, bias):
    return F.linear(x, W[name + ".weight"][:out, : x.shape[-1]], W[name + ".bias"][:out] if bias else None)


def loss(architecture, sequence):
    parts = architecture.split("-")
    layers, width, bias = int(parts[2]), int(parts[3]), parts[-1] == "True"
    ratios, heads = parts[4 : 4 + layers], parts[4 + layers : 4 + 2 * layers]
    x = F.embedding(sequence[None, :-1], W["transformer.wte.weight"][:, :width])
    for i in range(layers):
        block, h = f"transformer.h.{i}", int(heads[i])
        qkv = linear(block + ".attn.attn", norm(block + ".norm_1", x), 3 * size * h, bias)
        q, k, v = qkv.view(1, length, h, 3, size).permute(3, 0, 2, 1, 4)
        a = F.scaled_dot_product_attention(rotate(q), rotate(k), v, is_causal=True)
        a = linear(block + ".attn.proj", a.transpose(1, 2).reshape(1, length, h * size), width, bias)
        m = linear(block + ".mlp.fc", norm(block + ".norm_2", x), int(ratios[i]) * width, bias)
        x = x + a + linear(block + ".mlp.proj", F.gelu(m), width, bias)
    x = norm("transformer.ln_f", x)
    logits = F.linear(x[0], W["transformer.wte.weight"][:, :width])
    return F.cross_entropy(logits, sequence[1:], reduction="sum").item()


@torch.inference_mode()
def measure(what, lines):
    start, processor, difference = time.perf_counter(), time.process_time(), 0.0
    for architecture, expected in lines:
        total = 0.0
        for i in range(sequences):
            first = i * there // sequences * (length + 1)
            total += loss(architecture, torch.from_numpy(tokens[first : first + length + 1]))
        perplexity = math.exp(total / (sequences * length))
        difference = max(difference, abs(perplexity / float(expected) - 1))
    print(
        f"{what:22s} {time.perf_counter() - start:8.2f} s, {time.process_time() - processor:8.2f} s of processor"
        f" time; perplexities differ by {difference:.1e}"
    )


sequences = there
print(f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads")
with torch.inference_mode():
    loss(wanted[0][0], torch.from_numpy(tokens[: length + 1]))
measure("largest sub-network", wanted[:1])
measure(f"{len(wanted) - 1} sub-networks", wanted[1:])
