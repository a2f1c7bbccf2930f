"""Fine-tunes an exported network on a file of tokens, see docs/fine-tuning.md.

  python experiments/examples/python/fine_tune.py net/model.safetensors book.tokens tuned/model.safetensors
"""

import argparse

import numpy
import torch
from torch.nn import functional

import hwgpt_network

parser = argparse.ArgumentParser(description="Fine-tunes an exported network.")
parser.add_argument("network", help="file of 'hwgpt supernet export --to FILE.safetensors'")
parser.add_argument("tokens", help="file of 'hwgpt supernet tokens'")
parser.add_argument("out", help="safetensors file")
parser.add_argument("--steps", type=int, default=200)
parser.add_argument("--batch", type=int, default=8)
parser.add_argument("--learning-rate", type=float, default=1e-4)
parser.add_argument("--seed", type=int, default=1)
options = parser.parse_args()

torch.manual_seed(options.seed)
network = hwgpt_network.load(options.network)
length = network.config["block_size"]
tokens = torch.from_numpy(numpy.fromfile(options.tokens, dtype="<u2").astype(numpy.int64))
# The last tenth is held out.
held_out = tokens[len(tokens) * 9 // 10 :]
tokens = tokens[: len(tokens) * 9 // 10]


def loss(text, starts):
    sequences = torch.stack([text[start : start + length + 1] for start in starts])
    logits = network(sequences[:, :-1])
    return functional.cross_entropy(logits.flatten(0, 1), sequences[:, 1:].flatten())


def perplexity():
    with torch.no_grad():
        starts = range(0, len(held_out) - length, length)
        return torch.stack([loss(held_out, [start]) for start in starts]).mean().exp().item()


print(f"perplexity before {perplexity():.4f}")
optimizer = torch.optim.AdamW(network.parameters(), lr=options.learning_rate, weight_decay=0.1)
for step in range(options.steps):
    optimizer.zero_grad()
    loss(tokens, torch.randint(len(tokens) - length, (options.batch,))).backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
print(f"perplexity after {perplexity():.4f}")
hwgpt_network.save(network, options.out)
