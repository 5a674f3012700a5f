"""A log with all its records, kind by kind."""

import os

from fields import Fields, items
from log_file import payloads
from wandb.proto import wandb_internal_pb2 as pb

# What the SDK writes. Every other member of the schema has to be among those that it never writes, so that neither list can
# lack one.
WRITTEN = ["header", "run", "config", "history", "summary", "metric", "output_raw", "stats", "environment", "telemetry", "files",
           "artifact", "use_artifact", "alert", "preempting", "exit"]
NEVER_WRITTEN = ["output", "output_logger", "tbrecord", "final", "footer", "noop_link_artifact", "request"]


class Log:
    def __init__(self, folder, run_id):
        self.folder = folder
        self.path = os.path.join(folder, f"run-{run_id}.wandb")
        assert os.path.isdir(os.path.join(folder, "files")), "wandb sync wants a files folder"
        self.kinds, self.records = [], {}
        for payload in payloads(self.path):
            record = pb.Record()
            record.ParseFromString(payload)
            kind = record.WhichOneof("record_type")
            assert kind, "a record without a type makes the foreign reader panic"
            number = len(self.kinds) + 1
            fields = Fields(record, f"{kind} (record {number})").equal(num=number)
            self.kinds.append(kind)
            self.records.setdefault(kind, []).append((fields, fields.child(kind)))
        for kind in self.kinds:
            assert kind in WRITTEN, f"{kind} is written"
        members = {field.name for field in pb.Record.DESCRIPTOR.oneofs_by_name["record_type"].fields}
        assert members == {*WRITTEN, *NEVER_WRITTEN}, members ^ {*WRITTEN, *NEVER_WRITTEN}

    def all(self, kind):
        return [inner for _, inner in self.records.get(kind, [])]

    def one(self, kind):
        (found,) = self.all(kind)
        return found

    def file(self, path):
        return os.path.join(self.folder, "files", path)

    def done(self):
        """Nothing is in the log that was not compared."""
        for records in self.records.values():
            for record, _ in records:
                record.done()


def history_of(log):
    """Rows by their step; several rows of one step are one. Checks what every row has."""
    rows, started = {}, None
    for record in log.all("history"):
        values = items(record.children("item"))
        step = record.child("step").take("num")
        assert values.pop("_step") == step, record.message
        runtime, timestamp = values.pop("_runtime"), values.pop("_timestamp")
        started = timestamp - runtime if started is None else started
        # Both clocks are the same one.
        assert abs(timestamp - runtime - started) < 0.002, record.message
        row = rows.setdefault(step, {})
        merge(row, values)
    return rows, started


def merge(row, values):
    for name, value in values.items():
        if isinstance(value, dict) and isinstance(row.get(name), dict) and "_type" not in value:
            merge(row[name], value)
        else:
            row[name] = value
