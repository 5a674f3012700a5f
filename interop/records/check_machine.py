"""What a run finds out by itself: the machine, the repository, the packages, and measurements while it ran. Compared with what
Python finds, and with the place that world.py made."""

import getpass
import json
import os
import platform
import re
import shutil
import socket

from content import read, sha256
from fields import Fields
from google.protobuf.message import Message
from world import AMD, ARGUMENTS, MASKED_ARGUMENTS, NVIDIA, NVIDIA_METRICS, PACKAGES, PROGRAM

ARCHITECTURES = {"x86_64": "x64", "aarch64": "arm64"}
CONTAINERS = {"", "docker", "podman", "kubernetes", "lxc", "containerd"}


def check_environment(log, facts, world, started):
    """Several records, each with what is known by then; together they are one."""
    found = {}
    for record in log.all("environment"):
        for name, value in plain(record).items():
            assert name not in found or found[name] == value, f"{name} changed from {found[name]} to {value}"
            found[name] = value
    assert ARGUMENTS != MASKED_ARGUMENTS and "very-secret" not in json.dumps(found)
    assert re.fullmatch(r"[0-9a-f]{32}", found.pop("writer_id"))
    assert abs(found.pop("started_at") - started) < 2
    (mount, disk), = found.pop("disk").items()
    usage = shutil.disk_usage("/")
    assert mount == "/" and disk["total"] == usage.total and abs(disk["used"] - usage.used) < 4 * 2**30, disk
    logical = os.cpu_count()
    for count in (found.pop("cpu_count"), found["cpu"].pop("count")):
        assert 1 <= count <= logical, count
    assert found.pop("kymo_container", "") in CONTAINERS
    assert found.pop("kymo_cpu_model") == of_file("/proc/cpuinfo", r"model name\s*: (.*)")
    # Where a container has less than the machine.
    assert found.pop("kymo_memory_limit", 1) > 0 and found.pop("kymo_cpu_limit", 1) > 0
    assert found == {
        "os": f"linux-{platform.release()}-{ARCHITECTURES[platform.machine()]}", "kymo_arch": ARCHITECTURES[platform.machine()],
        "host": socket.gethostname(), "username": getpass.getuser(), "executable": os.path.realpath(shutil.which("node")),
        "memory": {"total": int(of_file("/proc/meminfo", r"MemTotal:\s+(\d+) kB")) * 1024},
        "cpu": {"count_logical": logical}, "cpu_count_logical": logical,
        "args": MASKED_ARGUMENTS, "kymo_exec_args": ["--stack-size=900"],
        "program": world.path(PROGRAM), "root": world.work, "code_path": PROGRAM, "code_path_local": PROGRAM,
        "kymo_runtime": f"node {facts['versions']['node']}", "kymo_v8": facts["versions"]["v8"], "kymo_pid": facts["pid"],
        # Of the variables of the scheduler, those that hold a secret are not kept.
        "slurm": {"job_id": "4711", "nodelist": "node[1-2]"},
        "git": {"remote_url": "https://example.com/team/digits.git", "commit": world.commit, "kymo_branch": "trunk", "kymo_dirty": True},
        "kymo_lockfile": "package-lock.json", "kymo_lockfile_sha256": sha256(read(world.path("package-lock.json"))),
        "gpu_type": NVIDIA[0]["name"], "gpu_count": len(NVIDIA), "cuda_version": "12.4",
        "gpu_nvidia": [{"name": gpu["name"], "memory_total": gpu["mib"] * 2**20, "architecture": "Ampere", "uuid": gpu["uuid"]} for gpu in NVIDIA],
        "gpu_amd": [amd(card, facts) for card, facts in AMD.items()],
    }, found
    return found


def amd(card, facts):
    return {"id": card, "unique_id": facts["Unique ID"], "max_power": facts["Max Graphics Package Power (W)"],
            "series": facts["Card series"], "model": facts["Card model"], "vendor": facts["Card vendor"], "sku": facts["Card SKU"]}


def check_metadata(log, found):
    """wandb-metadata.json says the same as the records."""
    with open(log.file("wandb-metadata.json"), encoding="utf-8") as file:
        said = json.load(file)
    for name, key in {"os": "os", "host": "host", "username": "username", "executable": "executable", "args": "args", "program": "program",
                      "root": "root", "codePath": "code_path", "codePathLocal": "code_path_local", "cpu_count_logical": "cpu_count_logical",
                      "slurm": "slurm", "gpu": "gpu_type", "gpu_count": "gpu_count", "kymoRuntime": "kymo_runtime", "kymoV8": "kymo_v8",
                      "kymoArch": "kymo_arch", "kymoExecArgs": "kymo_exec_args", "kymoLockfile": "kymo_lockfile",
                      "kymoLockfileSha256": "kymo_lockfile_sha256"}.items():
        assert said[name] == found[key], f"{name}: {said[name]!r} is not {found[key]!r}"
    git = found["git"]
    assert said["git"] == {"remote": git["remote_url"], "commit": git["commit"], "kymoBranch": git["kymo_branch"], "kymoDirty": git["kymo_dirty"]}
    assert int(said["memory"]["total"]) == found["memory"]["total"] and int(said["kymoPid"]) == found["kymo_pid"]
    assert "very-secret" not in json.dumps(said) and "password" not in json.dumps(said)


def check_telemetry(log):
    imports = {"@tensorflow/tfjs-node": "tensorflow", "openai": "openai"}
    (record,) = log.all("telemetry")
    record.child("imports_init").equal(**{imports[name]: True for name in PACKAGES if name in imports})


PERCENT = (r"cpu\.total_percent", r"cpu\.\d+\.cpu_percent", r"memory_percent", r"proc\.memory\.percent", r"disk\./\.usagePercent", r"swap_percent")
COUNTS = (r"cpu", r"proc\.cpu\.threads", r"proc\.memory\.(availableMB|rssMB)", r"disk\./\.usageGB", r"disk\.[\w-]+\.(in|out)",
          r"network\.(sent|recv)", r"proc\.eventLoop\.(maxDelayMs|meanDelayMs)", r"proc\.heap\.\w+", r"proc\.\w+MB")
# Both makers in one machine share the names of their measurements.
AMD_METRICS = {"enforcedPowerLimitWatts": 300}
NEEDED = ["cpu", "cpu.0.cpu_percent", "memory_percent", "proc.memory.rssMB", "proc.memory.availableMB", "disk./.usagePercent",
          "network.sent", "network.recv", "proc.eventLoop.maxDelayMs", "gpu.0.gpu", "gpu.1.temp"]


def check_stats(log, started, ended):
    seen = set()
    for record in log.all("stats"):
        record.take("stats_type")
        assert started - 1 <= record.time("timestamp") <= ended + 1, record.message
        for item in record.children("item"):
            key, value = item.take("key"), json.loads(item.take("value_json"))
            assert isinstance(value, (int, float)) and not isinstance(value, bool), f"{key}: {value!r}"
            seen.add(key)
            gpu = re.fullmatch(r"gpu\.(\d+)\.(.*)", key)
            if gpu:
                wanted = [metrics[gpu[2]] for metrics in (NVIDIA_METRICS, AMD_METRICS) if gpu[2] in metrics]
                assert int(gpu[1]) < len(NVIDIA) and any(abs(value - each) <= 1e-4 * max(1, abs(value)) for each in wanted), f"{key}: {value}"
            elif any(re.fullmatch(pattern, key) for pattern in PERCENT):
                assert 0 <= value <= 100, f"{key}: {value}"
            else:
                assert any(re.fullmatch(pattern, key) for pattern in COUNTS) and value >= 0, f"{key}: {value}"
    missing = {*NEEDED, *(f"gpu.0.{name}" for name in NVIDIA_METRICS)} - seen
    assert not missing, missing
    return len(seen)


def plain(fields):
    """A message with everything that is set in it, all of it taken."""
    return {name: value_of(fields.take(name), f"{fields.where}.{name}") for name in sorted(fields.left)}


def value_of(value, where):
    if isinstance(value, Message):
        if value.DESCRIPTOR.name == "Timestamp":
            return value.seconds + value.nanos / 1e9
        return plain(Fields(value, where))
    if isinstance(value, list):
        return [value_of(item, where) for item in value]
    return {key: value_of(value[key], where) for key in value} if hasattr(value, "keys") else value


def of_file(path, pattern):
    with open(path, encoding="utf-8") as file:
        return re.search(pattern, file.read())[1].strip()
