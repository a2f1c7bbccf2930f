"""Prints the logits of exported networks, [files, sequences, length, vocabulary], as JSON.

  python logits.py KIND TOKENS FILE...
"""

import json
import sys
from pathlib import Path


def network(file, tokens):
    import hwgpt_network

    return hwgpt_network.load(file)(tokens)


def inherit(request, tokens):
    import hwgpt_network

    choices = json.loads(request)
    return hwgpt_network.inherit(hwgpt_network.load(choices.pop("supernet")), **choices)(tokens)


def litgpt(file, tokens):
    from litgpt.config import Config
    from litgpt.model import GPT
    from safetensors.torch import load_file

    model = GPT(Config.from_checkpoint(Path(file).parent))
    model.load_state_dict(load_file(file))
    return model(tokens)


def huggingface(folder, tokens):
    from transformers import AutoModelForCausalLM, GPTNeoXForCausalLM

    model, info = AutoModelForCausalLM.from_pretrained(folder, output_loading_info=True)
    assert isinstance(model, GPTNeoXForCausalLM), type(model)
    assert not any(info.values()), info
    return model(tokens).logits


def onnxruntime(file, tokens):
    import onnxruntime
    import torch

    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    return torch.from_numpy(session.run(["logits"], {"tokens": tokens.numpy()})[0])


def onnx2torch(file, tokens):
    from onnx2torch import convert

    return convert(file)(tokens)


def main():
    import torch

    kind, tokens, *files = sys.argv[1:]
    with torch.no_grad():
        logits = [globals()[kind](file, torch.tensor(json.loads(tokens))).tolist() for file in files]
    print(json.dumps(logits))


main()
