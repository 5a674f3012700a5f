"""Builds @tensorflow/tfjs-node on the TensorFlow of the Python package index, in a folder of its own.

tfjs-node downloads a TensorFlow 2.9.1 from a storage host when it is installed. Where only package registries can be reached that fails.
The wheel `tensorflow-cpu` carries the same C interface: its two libraries and its headers, and two C++ files of tfjs-node compiled against
them, make a tfjs-node that works. The headers of Node's N-API come with Node, or from the npm package `node-api-headers`.
"""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

TFJS_NODE = "4.22.0"
TENSORFLOW = "tensorflow-cpu>=2.21,<2.22"
NODE_API_HEADERS = "1.9.0"
LIBRARIES = ("libtensorflow_cc.so.2", "libtensorflow_framework.so.2")
HEADERS = tuple(f"tensorflow/include/{folder}/" for folder in ("tensorflow/c", "tensorflow/core/platform", "tsl/platform", "xla/tsl/c"))


class Missing(Exception):
    """Something that this machine cannot give."""


def build(folder: Path) -> Path:
    """Returns the folder whose node_modules has a tfjs-node that loads."""
    package = folder / "node_modules/@tensorflow/tfjs-node"
    if loads(package):
        return folder
    # Before the download, which would be for nothing.
    compiler = find_compiler()
    folder.mkdir(parents=True, exist_ok=True)
    install_packages(folder)
    unpack_tensorflow(folder, package)
    compile_addon(compiler, package, find_node_headers(folder))
    if not loads(package):
        raise RuntimeError("tfjs-node was built and does not load")
    return folder


def loads(package: Path) -> bool:
    if not (package / "lib/napi-v8/tfjs_binding.node").exists():
        return False
    script = f"require({json.dumps(str(package))}).ready().then(() => process.exit(0))"
    return subprocess.run(["node", "-e", script], capture_output=True, check=False).returncode == 0


def install_packages(folder: Path) -> None:
    (folder / "package.json").write_text('{"private": true}\n')
    wanted = [f"@tensorflow/tfjs-node@{TFJS_NODE}", f"node-api-headers@{NODE_API_HEADERS}"]
    npm = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", *wanted]
    if subprocess.run(npm, cwd=folder, check=False).returncode != 0:
        raise Missing("the npm registry")


def unpack_tensorflow(folder: Path, package: Path) -> None:
    wheels = folder / "wheel"
    if not list(wheels.glob("*.whl")):
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "-d", str(wheels)]
        if subprocess.run([*pip, TENSORFLOW], check=False).returncode != 0:
            raise Missing("the Python package index, or its tensorflow-cpu for this Python and machine")
    deps = package / "deps"
    shutil.rmtree(deps, ignore_errors=True)
    (deps / "lib").mkdir(parents=True)
    with zipfile.ZipFile(next(wheels.glob("*.whl"))) as wheel:
        for name in wheel.namelist():
            if name.startswith(HEADERS):
                extract(wheel, name, deps / name.removeprefix("tensorflow/"))
        for library in LIBRARIES:
            extract(wheel, f"tensorflow/{library}", deps / "lib" / library)
    # The libraries know each other by their own names; the linker looks for these.
    (deps / "lib/libtensorflow.so").symlink_to(LIBRARIES[0])
    (deps / "lib/libtensorflow_framework.so").symlink_to(LIBRARIES[1])


def extract(wheel: zipfile.ZipFile, name: str, target: Path) -> None:
    if name.endswith("/"):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with wheel.open(name) as source, open(target, "wb") as out:
        shutil.copyfileobj(source, out, 1 << 20)


def find_node_headers(folder: Path) -> Path:
    """node_api.h of this Node, or of the npm package: the interface is the same in all versions."""
    execpath = subprocess.run(["node", "-p", "process.execPath"], capture_output=True, text=True, check=True).stdout.strip()
    beside = Path(os.path.realpath(execpath)).parent.parent / "include/node"
    for headers in (beside, folder / "node_modules/node-api-headers/include"):
        if (headers / "node_api.h").exists():
            return headers
    raise Missing("node_api.h")


def find_compiler() -> str:
    compiler = shutil.which(os.environ.get("CXX", "g++"))
    if compiler is None:
        raise Missing("a C++ compiler")
    return compiler


def compile_addon(compiler: str, package: Path, headers: Path) -> None:
    target = package / "lib/napi-v8/tfjs_binding.node"
    target.parent.mkdir(parents=True, exist_ok=True)
    sources = [str(path) for path in sorted((package / "binding").glob("*.cc"))]
    library = package / "deps/lib"
    command = [compiler, "-shared", "-fPIC", "-O2", "-std=c++17", "-DNAPI_VERSION=8", "-DNODE_GYP_MODULE_NAME=tfjs_binding"]
    command += [f"-I{headers}", f"-I{package / 'deps/include'}", f"-I{package / 'binding'}", *sources, f"-L{library}"]
    command += ["-ltensorflow", "-ltensorflow_framework", f"-Wl,-rpath,{library}", "-o", str(target)]
    subprocess.run(command, check=True)
