import os
import subprocess
import sys

import pytest

import hwgptbench
from hwgptbench import _jvm


def test_a_suite_runs_and_is_reported(tmp_path):
    runs = hwgptbench.run(
        "quick", tmp_path / "runs", seeds=2, evaluations=30, algorithms=["random", "nsga2"], quiet=True
    )
    page = hwgptbench.report(runs, tmp_path / "report")
    assert "nsga2" in page.read_text(encoding="utf-8")


def test_what_the_command_refuses_is_an_error(tmp_path, capfd):
    with pytest.raises(subprocess.CalledProcessError):
        hwgptbench.run("quick", tmp_path / "runs", algorithms="no-such")
    assert "no-such" in capfd.readouterr().err
    assert not (tmp_path / "runs").exists()


def test_the_program():
    answer = subprocess.run([sys.executable, "-m", "hwgptbench", "--version"], capture_output=True, text=True)
    assert answer.returncode == 0 and answer.stdout.startswith("hwgptbench")


def test_an_old_java_and_none_are_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(RuntimeError, match="no bin/java"):
        _jvm.java_command()
    if os.name == "posix":
        (tmp_path / "bin").mkdir()
        java = tmp_path / "bin" / "java"
        java.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n")
        java.chmod(0o755)
        with pytest.raises(RuntimeError, match="Java 11 in .*; allowed: 17 or newer"):
            _jvm.java_command()
        java.write_text("#!/bin/sh\necho 'no memory' >&2\nexit 1\n")
        with pytest.raises(RuntimeError, match="fails: no memory; allowed: a JDK"):
            _jvm.java_command()
        java.write_text("not a program")
        java.chmod(0o755)
        with pytest.raises(RuntimeError, match="can't be run: Exec format error"):
            _jvm.java_command()


def test_files_that_java_can_not_use_are_errors_of_files(tmp_path):
    files, path = _jvm.java("java.nio.file.Files"), _jvm.java("java.nio.file.Path")
    with pytest.raises(OSError, match=f"^NoSuchFileException: {tmp_path}/none$"):
        with _jvm.plain_errors():
            files.readString(path.of(str(tmp_path), "none"))
    unchecked = _jvm.java("java.io.UncheckedIOException")
    with pytest.raises(OSError, match="^no folder$"):
        with _jvm.plain_errors():
            raise unchecked(_jvm.java("java.io.IOException")("no folder"))
