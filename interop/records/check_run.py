"""What the program said of its run: the run itself, config, metrics and their definitions, summary, console, alerts, the end."""

import re
import uuid

from fields import expect, items
from log import history_of

VERSION = re.compile(r"\d+\.\d+\.\d+(-[\w.]+)?")
GOALS = {"minimize": 1, "maximize": 2}


def check_header(log):
    assert log.kinds[:2] == ["header", "run"], log.kinds[:3]
    version = log.one("header").child("version_info")
    assert VERSION.fullmatch(version.take("producer")), version.message


def check_run(log, facts, world, host):
    run = log.one("run")
    wanted = facts["run"]
    run.equal(run_id=wanted["id"], entity=wanted["entity"], project=wanted["project"], run_group=wanted["group"], host=host,
              job_type=wanted["jobType"], display_name=wanted["name"], notes=wanted["notes"], tags=wanted["tags"])
    expect(items(run.child("config").children("update")), wanted["config"], "config of the run")
    assert VERSION.fullmatch(run.child("telemetry").take("cli_version")), run.message
    started = run.time("start_time")
    assert facts["startedMs"] / 1000 - 1 <= started <= facts["endedMs"] / 1000, started
    return started


def check_config(log, facts, internal):
    """`internal`: what stands below `_wandb` because of media and charts."""
    config = dict(facts["run"]["config"])
    for record in log.all("config"):
        items(record.children("update"), config)
    expect(config.pop("_wandb"), internal, "config of the media")
    expect(config, facts["config"], "config")


def check_metrics(log, facts):
    records = log.all("metric")
    assert len(records) == len(facts["metrics"]) + len(facts["expanded"]), len(records)
    globs = [definition for definition in facts["metrics"] if definition["name"].endswith("*")]
    wanted = [(definition, False) for definition in facts["metrics"]]
    for name in facts["expanded"]:
        # As W&B's core writes them out.
        (glob,) = [definition for definition in globs if name.startswith(definition["name"][:-1])]
        wanted.append(({**glob, "name": name}, True))
    for record, (definition, is_expanded) in zip(records, wanted):
        name = definition["name"]
        record.equal(**({"glob_name": name} if name.endswith("*") else {"name": name}))
        record.equal(step_metric=definition.get("stepMetric", ""), goal=GOALS.get(definition.get("goal"), 0),
                     expanded_from_glob=is_expanded)
        # Each record is the whole definition, not something to add to an earlier one.
        record.child("_control").equal(overwrite=True)
        options = record.child("options")
        options.equal(defined=True, hidden=definition.get("hidden", False), step_sync=definition.get("stepSync", False))
        summary = definition.get("summary", [])
        chosen = [summary] if isinstance(summary, str) else summary
        record.child("summary").equal(**{name: name in chosen for name in ("min", "max", "mean", "first", "last", "none", "best", "copy")})


def check_summary(log, facts, rows, runtime):
    """Computed from the rows and the definitions; the last record of the log but one."""
    pinned, tracked = {}, {}
    for record in log.all("summary"):
        is_explicit = record.take("kymo_explicit")
        items(record.children("update"), pinned if is_explicit else tracked)
    expect(pinned, facts["pinned"], "summary that the program wrote")
    assert log.kinds[-2:] == ["summary", "exit"], log.kinds[-3:]

    wanted, series = {}, {}
    definitions = {definition["name"]: definition for definition in facts["metrics"]}
    for step in sorted(rows):
        for path, value in leaves(rows[step]):
            series.setdefault(path, []).append(value)
    for path, values in series.items():
        name = ".".join(path)
        if path[0] in facts["pinned"]:
            continue
        definition = definitions.get(name) or next(
            (each for key, each in definitions.items() if key.endswith("*") and name.startswith(key[:-1])), {})
        summary = definition.get("summary")
        if summary == "none" or values[-1] is None:
            continue
        value = values[-1]
        if summary:
            statistics = {"min": min(values), "max": max(values), "mean": sum(values) / len(values), "first": values[0], "last": values[-1]}
            value = {statistic: statistics[statistic] for statistic in ([summary] if isinstance(summary, str) else summary)}
        at = wanted
        for part in path[:-1]:
            at = at.setdefault(part, {})
        at[path[-1]] = value
    # What W&B's clients say of themselves there.
    own = {name: tracked.pop(name) for name in ("_step", "_timestamp", "_runtime", "_wandb")}
    assert own["_step"] == max(rows) and abs(own["_runtime"] - runtime) <= 3 and own["_wandb"] == {"runtime": own["_runtime"]}, own
    assert facts["startedMs"] / 1000 <= own["_timestamp"] <= facts["endedMs"] / 1000, own
    expect(tracked, wanted, "summary")


def leaves(value, path=()):
    for key, inner in value.items():
        if isinstance(inner, dict) and inner and "_type" not in inner:
            yield from leaves(inner, (*path, key))
        else:
            yield (*path, key), inner


def check_console(log, facts, started, ended):
    found = {"stdout": "", "stderr": ""}
    last = started
    for record in log.all("output_raw"):
        stream = {0: "stderr", 1: "stdout"}[record.take("output_type")]
        found[stream] += record.take("line")
        time = record.time("timestamp")
        assert started <= time <= ended, record.message
        last = max(last, time)
    assert last > started
    for stream, text in facts["console"].items():
        assert found[stream] == text, f"{stream}: {found[stream][:300]!r} is not {text[:300]!r}"


def check_alerts(log, facts, started, ended):
    records = log.all("alert")
    assert len(records) == len(facts["alerts"]), "a repetition within the wait is not written"
    ids = set()
    for record, wanted in zip(records, facts["alerts"]):
        record.equal(title=wanted["title"], text=wanted["text"], level=wanted["level"], wait_duration=wanted["waitDurationMs"])
        assert started <= record.time("kymo_time") <= ended
        ids.add(uuid.UUID(record.take("kymo_id")))
    assert len(ids) == len(records)


def check_exit(log, code, seconds, is_whole=True):
    assert log.kinds[-1] == "exit", log.kinds[-3:]
    record = log.one("exit").equal(exit_code=code, not_complete=not is_whole)
    runtime = record.take("runtime")
    assert abs(runtime - seconds) <= 2, (runtime, seconds)
    return runtime


def check_rows(rows, facts, others):
    """`others`: the values that media, tables and charts made, by step and name."""
    wanted = {step: dict(values) for step, values in others.items()}
    for row in facts["rows"]:
        wanted.setdefault(row["step"], {}).update(row["values"])
    assert rows.keys() == wanted.keys(), rows.keys() ^ wanted.keys()
    for step, values in wanted.items():
        expect(rows[step], values, f"row of step {step}")


__all__ = [name for name in globals() if name.startswith("check_")] + ["history_of"]
