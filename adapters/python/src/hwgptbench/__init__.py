"""HW-GPT-Bench in Python: quality and hardware cost of GPT architectures, from surrogates of measurements."""

from ._command import report, run
from .authors import HWGPT
from .benchmark import Benchmark

__all__ = ["HWGPT", "Benchmark", "report", "run"]
