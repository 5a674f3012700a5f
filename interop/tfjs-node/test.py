"""The tests of @kymo/tfjs on a real tfjs-node: native TensorFlow, its back-end, its progress bar.

The build is kept below temp/: the first time it takes a download of 274 MB and about a minute. Where the package index has no TensorFlow
for this machine, or there is no C++ compiler, nothing is tested, and the suite counts as skipped.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from build import TFJS_NODE, Missing, build

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "temp/interop-tfjs-node"
SKIPPED = 77
# A filter that matches nothing would pass, too.
LEAST_TESTS = 150
BUILT_TESTS = ("checkpoint-kill.test.ts",)
# Tests of packages/tfjs/test that do not run here. (Of those beside the source all run, on this back-end in place of cpu and wasm.)
LEFT_OUT = {
    "digits-example.test.ts": "examples/digits imports @tensorflow/tfjs and its wasm back-end; examples/tfjs-node-gpu runs in its place",
    "endless-recursion.test.ts": "the trap is JavaScript of tfjs-layers, the same in tfjs-node, and the limit is on the heap of JavaScript",
}
SHIM = Path(__file__).resolve().parent / "node-23.cjs"
ENV = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "2", "NODE_OPTIONS": f"--require={SHIM}"}
TEXT = {"capture_output": True, "text": True, "check": False}


def main() -> None:
    try:
        build(FOLDER)
    except Missing as missing:
        print(f"tfjs-node: NOT TESTED: this machine lacks {missing}", file=sys.stderr)
        sys.exit(SKIPPED)
    print(f"tfjs-node {TFJS_NODE} on TensorFlow {library_version()}")
    found = {path.name for path in (ROOT / "packages/tfjs/test").glob("*.test.ts")}
    assert found == {*BUILT_TESTS, *LEFT_OUT}, f"say of each test whether it runs on tfjs-node: {sorted(found)}"
    passed = vitest("unit", "packages/tfjs/src") + sum(vitest("built", f"packages/tfjs/test/{name}") for name in BUILT_TESTS)
    assert passed >= LEAST_TESTS, f"{passed} tests ran, and {LEAST_TESTS} were expected"
    print(f"{passed} tests of the adapter passed on it")
    for name, reason in LEFT_OUT.items():
        print(f"not run on it: {name}: {reason}")
    result = example()
    assert result["backend"] == "tensorflow" and result["accuracy"] > 0.9, result
    print(f"examples/tfjs-node-gpu, without a GPU: {result}")


def library_version() -> str:
    """As the library itself says: a TensorFlow that is loaded, not one that a file name promises."""
    script = "console.log(require('@tensorflow/tfjs-node').backend().binding.TF_Version)"
    return subprocess.run(["node", "-e", script], cwd=FOLDER, env=ENV, **TEXT).stdout.strip()


def example() -> dict:
    """Runs examples/tfjs-node-gpu where this tfjs-node is found."""
    shutil.copy(ROOT / "examples/tfjs-node-gpu/train.mjs", FOLDER)
    kymo = FOLDER / "node_modules/@kymo"
    if not kymo.exists():
        kymo.symlink_to(ROOT / "node_modules/@kymo")
    runs = FOLDER / "runs"
    shutil.rmtree(runs, ignore_errors=True)
    env = {**ENV, "KYMO_DIR": str(runs), "KYMO_MODE": "offline", "KYMO_QUIET": "true"}
    result = subprocess.run(["node", "train.mjs"], cwd=FOLDER, env=env, **TEXT)
    if result.returncode != 0:
        sys.exit(f"{result.stdout}\n{result.stderr}")
    return json.loads(result.stdout.splitlines()[-1])


def vitest(project: str, path: str) -> int:
    """Returns how many tests passed. A test that fails ends the suite."""
    report = FOLDER / f"{project}.json"
    report.unlink(missing_ok=True)
    program = [str(ROOT / "node_modules/vitest/vitest.mjs"), "run", "--project", project, path]
    reporters = ["--reporter=dot", "--reporter=json", f"--outputFile={report}"]
    env = {**ENV, "CI": "", "KYMO_TFJS_FROM": str(FOLDER), "KYMO_TFJS_BACKEND": "tensorflow"}
    result = subprocess.run(["node", *program, *reporters], cwd=ROOT, env=env, **TEXT)
    if result.returncode != 0:
        sys.exit(f"{result.stdout}\n{result.stderr}")
    return json.loads(report.read_text())["numPassedTests"]


if __name__ == "__main__":
    main()
