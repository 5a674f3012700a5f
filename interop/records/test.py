"""Everything the SDK writes, read by software that is not ours: the protobuf classes of the wandb package, its digests and charts,
Pillow, numpy and the wave module; and a log written by the real wandb client, read by `kymo show`. Every field is compared."""

import json
import math
import os
import socket
import subprocess
import sys
import tempfile

import fields
import wandb
from check_files import Artifacts, check_files
from check_machine import check_environment, check_metadata, check_stats, check_telemetry
from check_media import Media
from check_run import check_alerts, check_config, check_console, check_exit, check_header, check_metrics, check_rows, check_run, check_summary
from fields import items, same
from log import WRITTEN, Log, history_of
from world import ARGUMENTS, World

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
KYMO = os.path.join(ROOT, "packages/cli/dist/bin.js")


def main():
    seen = set()
    with tempfile.TemporaryDirectory() as folder:
        world = World(folder)
        seen |= every_kind(world)
        seen |= life(world)
    assert seen == set(WRITTEN), f"nothing was compared of {set(WRITTEN) - seen}"
    with tempfile.TemporaryDirectory() as folder:
        many_values(folder)
    with tempfile.TemporaryDirectory() as folder:
        wandb_to_kymo(folder)


def every_kind(world):
    """A run with every kind of record and file."""
    facts, done = world.run("train.mjs", *ARGUMENTS)
    log = Log(facts["dir"], facts["run"]["id"])
    ended = facts["endedMs"] / 1000 + 1
    check_header(log)
    started = check_run(log, facts, world, socket.gethostname())
    rows, _ = history_of(log)
    media = Media(log, rows, facts, world)
    media.check()
    check_rows(rows, facts, media.values)
    check_config(log, facts, media.config)
    check_metrics(log, facts)
    check_summary(log, facts, rows, facts["report"]["durationMs"] / 1000)
    check_console(log, facts, started, ended)
    check_alerts(log, facts, started, ended)
    environment = check_environment(log, facts, world, started)
    check_metadata(log, environment)
    check_telemetry(log)
    metric_count = check_stats(log, started, ended)
    file_count = check_files(log, facts, world, media)
    artifacts = Artifacts(log, facts, world)
    content_count = artifacts.check(media)
    check_exit(log, 0, facts["report"]["durationMs"] / 1000)
    log.done()
    counts = ", ".join(f"{len(records)} {kind}" for kind, records in sorted(log.records.items()))
    print(f"  wandb {wandb.__version__} reads {len(log.kinds)} records of Kymo: {counts}")
    print(f"  {fields.compared} values compared, {file_count} files, {len(artifacts.found)} artifacts of {content_count} contents, {metric_count} measurements of the machine")
    return set(log.kinds)


def life(world):
    """Resume, rewind, fork, several writers and preemption."""
    facts, _ = world.run("life.mjs")
    seen = set()
    for session in facts["sessions"]:
        log = Log(session["dir"], session["id"])
        run = log.one("run")
        wanted = session["run"]
        for name in ("resumed", "forked"):
            assert run.take(name) == wanted.get(name, False), f"{session['what']}: {name}"
        run.take("resume")
        assert run.take("starting_step") == wanted.get("startingStep", 0), session["what"]
        assert (run.take("kymo_shared"), run.take("kymo_writer")) == (wanted.get("shared", False), wanted.get("writer", "")), session["what"]
        branch = wanted.get("branch")
        assert run.has("branch_point") == (branch is not None), session["what"]
        if branch is not None:
            run.child("branch_point").equal(run=branch["run"], metric="_step", value=float(branch["step"]))
        if wanted.get("summary") is not None:
            expect_items(run.child("summary").children("update"), wanted["summary"], session["what"])
        rows, _ = history_of(log)
        assert sorted(rows) == session["steps"], (session["what"], sorted(rows))
        assert [rows[step]["loss"] for step in sorted(rows)] == session["losses"], session["what"]
        assert len(log.all("preempting")) == (1 if session.get("preempting") else 0), session["what"]
        exits = log.all("exit")
        assert [record.take("exit_code") for record in exits] == session["exits"], session["what"]
        assert [record.take("not_complete") for record in exits] == [session.get("notComplete", False)] * len(exits), session["what"]
        seen |= set(log.kinds)
    print(f"  {len(facts['sessions'])} sessions that go on, are rewound, forked, shared, killed and preempted")
    return seen


def expect_items(pairs, wanted, where):
    found = items(pairs)
    for name, value in wanted.items():
        assert same(found.get(name), value), f"{where}: summary {found}"


def many_values(folder):
    """Three thousand rows, and steps and numbers at their limits."""
    env = {**os.environ, "KYMO_DIR": os.path.join(folder, "kymo")}
    written = subprocess.check_output(["node", os.path.join(HERE, "values.mjs")], env=env, cwd=folder)
    expected = json.loads(written.splitlines()[-1])
    log = Log(expected["dir"], expected["id"])
    rows, _ = history_of(log)
    wanted = {}
    for row in expected["rows"]:
        wanted.setdefault(row["step"], {}).update(row["metrics"])
    assert rows.keys() == wanted.keys()
    for step, values in wanted.items():
        fields.expect(rows[step], values, f"row of step {step}")
    print(f"  {len(rows)} rows of numbers and odd values")


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


if __name__ == "__main__":
    sys.exit(main())
