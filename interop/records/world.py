"""The place in which interop/records/train.mjs runs: a repository with a change, a lock file, files of every format that it logs,
and drivers of GPUs that answer. So that what a run records by itself has something in every field, the same on every machine."""

import json
import os
import shutil
import subprocess
import wave

import numpy
from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PROGRAM = "src/train.mjs"
ARGUMENTS = ["--epochs", "3", "--api-key", "very-secret", "grüße"]
MASKED_ARGUMENTS = ["--epochs", "3", "--api-key", "***", "grüße"]
SLURM = {"SLURM_JOB_ID": "4711", "SLURM_NODELIST": "node[1-2]", "SLURM_JWT": "secret"}
REMOTE = "https://name:password@example.com/team/digits.git"
PACKAGES = {"@tensorflow/tfjs-node": "4.22.0", "openai": "6.1.0", "left-pad": "1.3.0"}

NVIDIA = [
    {"name": "NVIDIA A100-SXM4-80GB", "mib": 81920, "uuid": "GPU-aaaa", "capability": "8.0"},
    {"name": "NVIDIA A100-SXM4-80GB", "mib": 81920, "uuid": "GPU-bbbb", "capability": "8.0"},
]
# In the order that the tool is asked for: utilisation of GPU and memory, used and whole memory, temperature, power and its
# limit, clocks, fan, PCIe generation and width, errors.
NVIDIA_STATE = "37, 12, 1024, 81920, 45, 100.50, 400.00, 1410, 1593, 1410, [N/A], 4, 16, 0, 1"
NVIDIA_METRICS = {
    "gpu": 37, "memory": 12, "memoryAllocatedBytes": 1024 * 2**20, "temp": 45, "powerWatts": 100.5,
    "enforcedPowerLimitWatts": 400, "smClock": 1410, "memoryClock": 1593, "graphicsClock": 1410, "pcieLinkGen": 4,
    "pcieLinkWidth": 16, "correctedMemoryErrors": 0, "uncorrectedMemoryErrors": 1,
    "memoryAllocated": 1024 / 81920 * 100, "powerPercent": 100.5 / 400 * 100,
}
AMD = {
    "card0": {
        "Card series": "Instinct MI210", "Card model": "0x0c34", "Card vendor": "AMD", "Card SKU": "D67301",
        "Unique ID": "0x1234", "Max Graphics Package Power (W)": "300.0",
    }
}


class World:
    def __init__(self, folder):
        self.folder = os.path.realpath(folder)
        self.work = os.path.join(self.folder, "work")
        self.tools = os.path.join(self.folder, "tools")
        self.kymo_dir = os.path.join(self.folder, "kymo")
        self.home = os.path.join(self.folder, "home")
        for path in (f"{self.work}/src", f"{self.work}/out", self.tools, self.home):
            os.makedirs(path)
        self._write_given()
        self._write_tools()
        self._make_repository()

    def path(self, name):
        return os.path.join(self.work, name)

    def run(self, program, *arguments, check=True, **variables):
        """Runs a program of this folder in the place. Returns its facts, the exit code and what it printed."""
        facts = os.path.join(self.folder, "facts.json")
        if os.path.exists(facts):
            os.remove(facts)
        env = {name: value for name, value in os.environ.items() if not name.startswith(("KYMO_", "WANDB_", "SLURM_"))}
        env |= SLURM | {"KYMO_DIR": self.kymo_dir, "HOME": self.home, "FACTS": facts, "PATH": f"{self.tools}:{env['PATH']}"}
        env |= variables
        copy = self.path(os.path.join("src", program))
        if not os.path.exists(copy):
            shutil.copy(os.path.join(HERE, program), copy)
        done = subprocess.run(["node", "--stack-size=900", os.path.join("src", program), *arguments], env=env, cwd=self.work,
                              capture_output=True, timeout=120)
        if check:
            assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
        read = None
        if os.path.exists(facts):
            with open(facts, encoding="utf-8") as file:
                read = json.load(file)
        return read, done

    def git(self, *arguments):
        mail = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
        return subprocess.check_output(["git", *mail, *arguments], cwd=self.work, env=os.environ | {"HOME": self.home})

    def _write_given(self):
        given = self.path("given")
        os.makedirs(f"{given}/folder/sub")
        pixels = (numpy.arange(5 * 9 * 3, dtype=numpy.uint32) * 29 % 256).astype(numpy.uint8).reshape(5, 9, 3)
        image = Image.fromarray(pixels)
        for extension in ("png", "jpg", "gif", "bmp", "webp"):
            image.save(f"{given}/a.{extension}")
        with wave.open(f"{given}/a.wav", "wb") as file:
            file.setparams((1, 2, 16000, 0, "NONE", ""))
            file.writeframes(b"\x00\x01" * 100)
        write(f"{given}/a.html", "<p>of a file</p>")
        write(f"{given}/a.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n")
        write(f"{given}/a.pdb", "ATOM      1  N   ALA A   1      11.104   6.134  -6.504\nEND\n")
        write(f"{given}/folder/0.csv", "label\n0\n")
        write(f"{given}/folder/sub/1.csv", "label\n1\n")

    def _write_tools(self):
        facts = "\n".join(f"{gpu['name']}, {gpu['mib']}, {gpu['uuid']}, {gpu['capability']}" for gpu in NVIDIA)
        states = "\n".join(f"{index}, {NVIDIA_STATE}" for index in range(len(NVIDIA)))
        script(f"{self.tools}/nvidia-smi", f"""case "$*" in
*--loop-ms*) while echo '{states}'; do sleep 0.2; done;;
*--query-gpu*) echo '{facts}';;
*) echo '| NVIDIA-SMI 550.54   Driver Version: 550.54   CUDA Version: 12.4 |';;
esac""")
        script(f"{self.tools}/rocm-smi", f"""echo '{json.dumps(AMD)}'""")

    def _make_repository(self):
        packages = {f"node_modules/{name}": {"version": version} for name, version in PACKAGES.items()}
        write(self.path("package-lock.json"), json.dumps({"name": "digits", "lockfileVersion": 3, "packages": packages}))
        write(self.path("package.json"), json.dumps({"name": "digits", "dependencies": PACKAGES}))
        write(self.path(".gitignore"), "node_modules\nout\n")
        write(self.path("tracked.txt"), "before\n")
        shutil.copy(os.path.join(HERE, "train.mjs"), self.path(PROGRAM))
        os.symlink(os.path.join(ROOT, "node_modules"), self.path("node_modules"))
        self.git("init", "--quiet", "--initial-branch", "trunk")
        self.git("add", ".")
        self.git("commit", "--quiet", "--message", "first")
        self.upstream = self.git("rev-parse", "HEAD").decode().strip()
        self.git("remote", "add", "origin", REMOTE)
        self.git("update-ref", "refs/remotes/origin/main", "HEAD")
        write(self.path("tracked.txt"), "committed\n")
        self.git("commit", "--quiet", "--all", "--message", "second")
        self.commit = self.git("rev-parse", "HEAD").decode().strip()
        write(self.path("tracked.txt"), "changed\n")


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def script(path, text):
    write(path, f"#!/bin/sh\n{text}\n")
    os.chmod(path, 0o755)
