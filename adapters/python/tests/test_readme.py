import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).parents[1] / "README.md"
EXAMPLES = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=[str(i) for i in range(len(EXAMPLES))])
def test_examples_run(example, tmp_path):
    for package in ("pymoo", "optuna", "optunahub"):
        if f"import {package}" in example or f"from {package}" in example:
            pytest.importorskip(package)
    answer = subprocess.run(
        [sys.executable, "-c", example], cwd=tmp_path, env={**os.environ, "PYTHONWARNINGS": "ignore"}, capture_output=True, text=True
    )
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.strip()


def test_the_readme_has_all_examples():
    assert len(EXAMPLES) == 5
