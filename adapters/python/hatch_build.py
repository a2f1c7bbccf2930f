"""Puts the jars that Maven has built into the wheel, without the 49 MB that no user of Python needs."""

import re
import shutil
import tempfile
import zipfile
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parents[2]
SUITE = ROOT / "experiments" / "suite" / "target"


def maven_version() -> str:
    """Returns the version of the Maven project, as Python writes it."""
    pom = (ROOT / "pom.xml").read_text(encoding="utf-8")
    version = re.search(r"<version>([^<]+)</version>", pom)[1]
    return version.replace("-SNAPSHOT", ".dev0")


class Jars(BuildHookInterface):
    """Adds the command line and all that it needs."""

    def initialize(self, version, build_data):
        suite = SUITE / "hwgptbench-suite.jar"
        if not suite.is_file():
            raise FileNotFoundError(
                f"{suite}: not built yet; run './mvnw -q package -DskipTests -pl experiments/suite -am'"
            )
        self.slim = tempfile.TemporaryDirectory()
        jars = {suite: "hwgptbench/jars/hwgptbench-suite.jar"}
        for jar in sorted((SUITE / "lib").glob("*.jar")):
            if jar.name.startswith("hwgptbench-reference-runs-"):
                continue
            source = self.without_debug_symbols(jar) if jar.name.startswith("onnxruntime-") else jar
            jars[source] = f"hwgptbench/jars/lib/{jar.name}"
        build_data["force_include"].update({str(jar): place for jar, place in jars.items()})

    def without_debug_symbols(self, jar: Path) -> Path:
        slim = Path(self.slim.name) / jar.name
        with zipfile.ZipFile(jar) as old, zipfile.ZipFile(slim, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.infolist():
                if ".dSYM/" not in entry.filename:
                    with old.open(entry) as content, new.open(entry, "w") as copy:
                        shutil.copyfileobj(content, copy)
        return slim

    def finalize(self, version, build_data, artifact_path):
        self.slim.cleanup()
