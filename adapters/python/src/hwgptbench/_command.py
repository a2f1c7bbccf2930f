"""The command line of the JVM, as a program and as functions."""

import subprocess
import sys
from pathlib import Path

from ._jvm import JAR, java_command


def main():
    """Runs ``hwgpt`` with the arguments of this process."""
    try:
        command = _command(sys.argv[1:])
    except RuntimeError as error:
        print(f"hwgpt: {error}", file=sys.stderr)
        return 2
    try:
        return subprocess.call(command)
    except KeyboardInterrupt:
        return 130


def run(suite, out, **options):
    """Runs a suite of experiments, and returns the folder of its record.

    suite: a built-in suite such as ``quick``, or a YAML file.
    out: the folder that is written.
    options: those of ``hwgpt run``, as ``seeds=5, evaluations=200, algorithms=["nsga2", "ehvi"], resume=True``.

    Raises subprocess.CalledProcessError if the command fails; it prints why.
    """
    subprocess.run(_command(["run", str(suite), "--out", str(out), *_options(options)]), check=True)
    return Path(out)


def report(runs, out, **options):
    """Makes figures and tables of a suite, and returns the page to open.

    runs: a folder that ``run`` has returned.
    out: the folder that is written.
    options: those of ``hwgpt report``.

    Raises subprocess.CalledProcessError if the command fails; it prints why.
    """
    subprocess.run(_command(["report", str(runs), "--out", str(out), *_options(options)]), check=True)
    return Path(out) / "report.html"


def _command(arguments):
    return [str(java_command()), "-Xshare:auto", "-jar", str(JAR), *arguments]


def _options(options):
    for name, value in options.items():
        option = "--" + name.replace("_", "-")
        if value is True:
            yield option
        elif value is not None and value is not False:
            texts = value if isinstance(value, (list, tuple)) else [value]
            yield from (option, ",".join(map(str, texts)))
