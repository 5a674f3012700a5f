"""Everything the SDK writes, read by software that is not ours: the protobuf classes of the wandb package; and a log
written by the real wandb client, read by `kymo show`. Every field is compared."""

import json
import math
import os
import subprocess
import sys
import tempfile

import wandb
from log_file import payloads
from wandb.proto import wandb_internal_pb2 as pb

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
KYMO = os.path.join(ROOT, "packages/cli/dist/bin.js")


def main():
    with tempfile.TemporaryDirectory() as folder:
        kymo_to_wandb(folder)
    with tempfile.TemporaryDirectory() as folder:
        wandb_to_kymo(folder)


def kymo_to_wandb(folder):
    env = {**os.environ, "KYMO_DIR": os.path.join(folder, "kymo")}
    script = os.path.join(HERE, "write.mjs")
    expected = json.loads(subprocess.check_output(["node", script], env=env, cwd=folder).splitlines()[-1])
    path = os.path.join(expected["dir"], f"run-{expected['id']}.wandb")
    assert os.path.isdir(os.path.join(expected["dir"], "files")), "wandb sync wants a files folder"

    records = []
    for payload in payloads(path):
        record = pb.Record()
        record.ParseFromString(payload)
        assert record.WhichOneof("record_type"), "a record without a type makes the foreign reader panic"
        assert record.num == len(records) + 1, f"num {record.num} of record {len(records) + 1}"
        records.append(record)
    kinds = [record.WhichOneof("record_type") for record in records]
    assert kinds[:2] == ["header", "run"], kinds[:3]
    assert kinds[-2:] == ["summary", "exit"], kinds[-3:]

    run = records[1].run
    assert (run.run_id, run.project, run.entity) == (expected["id"], "interop", "someone")
    assert run.display_name == "every kind of value" and run.notes == "first\nsecond"
    assert (run.run_group, run.job_type, list(run.tags)) == ("group", "train", ["a", "b"])
    assert run.start_time.seconds > 1_700_000_000 and run.host
    config = items(run.config.update)
    for record in records:
        if record.WhichOneof("record_type") == "config":
            config.update(items(record.config.update))
    assert flatten(config) == {
        "lr": 0.01, "layers": [64, 32], "optimizer.name": "adam", "optimizer.beta1": 0.9, "note": "grüße 👋",
    }, config

    history = [record.history for record in records if record.WhichOneof("record_type") == "history"]
    assert len(history) == len(expected["rows"]), (len(history), len(expected["rows"]))
    for row, wanted in zip(history, expected["rows"]):
        values = items(row.item)
        assert row.step.num == wanted["step"] == values.pop("_step"), wanted
        assert values.pop("_runtime") >= 0 and values.pop("_timestamp") > 1.7e9
        assert same(flatten(values), flatten(wanted["metrics"])), (values, wanted)

    metric = next(record.metric for record in records if record.WhichOneof("record_type") == "metric")
    assert (metric.glob_name, metric.step_metric, metric.summary.max, metric.goal) == ("acc/*", "count", True, 2)
    summary = {}
    for record in records:
        if record.WhichOneof("record_type") == "summary":
            summary.update(flatten(items(record.summary.update)))
    assert summary["best"] == 0.75 and summary["loss"] == expected["rows"][2999]["metrics"]["loss"], summary
    assert math.isnan(summary["nan"]) and summary["text"] == "say \"hi\"\u2028\u0001"
    assert records[-1].exit.exit_code == 0
    print(f"  wandb {wandb.__version__} reads {len(records)} records of Kymo: every field is right")


def wandb_to_kymo(folder):
    os.environ["WANDB_MODE"] = "offline"
    run = wandb.init(project="from-python", name="made by wandb", dir=folder, config={"lr": 0.5, "deep": {"x": 1}})
    wanted = []
    for step in range(500):
        wanted.append(1 / (step + 7))
        run.log({"loss": wanted[-1], "nest": {"a": step}, "odd": math.nan if step % 2 else math.inf})
    run.summary["best"] = 0.25
    run.finish()

    command = ["node", KYMO, "show", os.path.dirname(run.dir), "--json"]
    (shown,) = json.loads(subprocess.check_output(command))["runs"]
    text = json.dumps(shown)
    assert shown["id"] == run.id and shown["project"] == "from-python" and shown["name"] == "made by wandb", shown
    assert shown["state"] == "finished" and shown["rowCount"] == 500, shown
    config = shown["config"]
    assert config["lr"] == 0.5 and config["deep.x"] == 1, config
    summary = shown["summary"]
    assert summary["loss"] == wanted[-1] and summary["nest.a"] == 499 and summary["best"] == 0.25, summary
    assert shown["damagedBytes"] == 0 and shown["tornBytes"] == 0, text
    print(f"  Kymo reads {shown['rowCount']} rows of wandb {wandb.__version__}")


def items(pairs):
    found = {}
    for item in pairs:
        path = list(item.nested_key) or [item.key]
        assert bool(item.key) != bool(item.nested_key), item
        at = found
        for part in path[:-1]:
            at = at.setdefault(part, {})
        at[path[-1]] = json.loads(item.value_json)
    return found


def flatten(value, prefix=""):
    flat = {}
    for key, inner in value.items():
        if isinstance(inner, dict):
            flat.update(flatten(inner, f"{prefix}{key}."))
        else:
            flat[prefix + key] = inner
    return flat


def same(left, right):
    names = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}
    if left.keys() != right.keys():
        return False
    for key, value in left.items():
        other = names.get(right[key], right[key]) if isinstance(right[key], str) else right[key]
        if isinstance(value, int) and abs(value) > 2**53:
            value, other = float(value), float(other)  # JavaScript printed it with 17 digits
        if value != other and not (isinstance(value, float) and math.isnan(value) and math.isnan(other)):
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
