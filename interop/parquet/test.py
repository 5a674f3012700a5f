"""What `kymo export` writes, read by Apache Arrow: every type, every row; CSV by Python's own reader."""

import csv
import json
import math
import os
import subprocess
import tempfile

import pyarrow as pa
import pyarrow.parquet as pq

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
KYMO = os.path.join(ROOT, "packages/cli/dist/bin.js")
ROWS = 70_000


def main():
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "KYMO_DIR": os.path.join(folder, "kymo")}
        run_id = subprocess.check_output(["node", os.path.join(HERE, "write.mjs")], env=env, cwd=folder).decode().split()[-1]
        export = lambda *args: subprocess.check_call(["node", KYMO, "export", *args], env=env, cwd=folder, stdout=subprocess.DEVNULL)
        history(folder, export, run_id)
        runs(folder, export, run_id)
        comma(folder, export, run_id)


def history(folder, export, run_id):
    path = os.path.join(folder, "history.parquet")
    export(run_id, "--output", path)
    file = pq.ParquetFile(path)
    assert file.num_row_groups > 1, "a large table is written piece by piece"
    table = file.read()
    types = {field.name: field.type for field in table.schema}
    assert types.pop("_step") == pa.int64()
    assert types["isOdd"] == pa.bool_()
    for name in ("_timestamp", "loss", "tiny", "even", "a/b.c"):
        assert types[name] == pa.float64(), (name, types[name])
    assert types["note"] == pa.string(), types["note"]
    assert table.num_rows == ROWS

    assert table["_step"].to_pylist() == list(range(ROWS))
    loss = table["loss"].to_pylist()
    assert math.isnan(loss[1]) and loss[2] == math.inf and loss[3] == -math.inf
    assert all(loss[i] == 1 / (i + 1) for i in range(4, ROWS)), "doubles bit by bit"
    assert table["even"].null_count == ROWS // 2
    assert table["even"].to_pylist() == [i if i % 2 == 0 else None for i in range(ROWS)]
    assert table["isOdd"].to_pylist() == [i % 2 == 1 for i in range(ROWS)]
    assert set(table["tiny"].to_pylist()) == {5e-324}
    assert table["note"][4].as_py() == 'größe, "quoted"\nsecond line'
    assert table["note"].null_count == ROWS - 1
    assert json.loads(table["list"][4].as_py()) == [1, "two", None]
    times = table["_timestamp"].to_pylist()
    assert all(a <= b for a, b in zip(times, times[1:]))

    # What a reader that looks for something goes by: NaN must not hide the others.
    column = [file.schema_arrow.names.index("loss")][0]
    statistics = file.metadata.row_group(1).column(column).statistics
    assert statistics is None or not statistics.has_min_max or statistics.min <= 1 / ROWS


def runs(folder, export, run_id):
    path = os.path.join(folder, "runs.parquet")
    export("--runs", "--output", path)
    [row] = pq.read_table(path).to_pylist()
    assert row["id"] == run_id and row["name"] == "größe 🚀" and row["state"] == "finished"
    assert row["config.lr"] == 0.1 and row["config.nested.name"] == "adam"
    assert row["last_step"] == ROWS - 1 and row["exit_code"] == 0
    assert row["started"].year >= 2025 and row["duration_seconds"] > 0


def comma(folder, export, run_id):
    path = os.path.join(folder, "history.csv")
    export(run_id, "--output", path)
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == ROWS
    assert math.isnan(float(rows[1]["loss"])) and float(rows[2]["loss"]) == math.inf
    assert all(float(rows[i]["loss"]) == 1 / (i + 1) for i in range(4, ROWS))
    assert rows[4]["a/b.c"] == "-0"
    assert rows[4]["note"] == 'größe, "quoted"\nsecond line' and rows[5]["note"] == ""
    assert json.loads(rows[4]["list"]) == [1, "two", None]


main()
