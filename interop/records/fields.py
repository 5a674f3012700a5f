"""Messages of which every field has to be compared: what nobody asked for is a failure, and so is a field that the schema of
the wandb package lacks, unless it is one of the documented extensions."""

import json
import math
import struct

from google.protobuf.timestamp_pb2 import Timestamp
from google.protobuf.unknown_fields import UnknownFieldSet

# The fields of our own inside of W&B's messages; packages/protocol/src/log/FORMAT.md says what they mean.
EXTENSIONS = {
    "RunRecord": {1000: ("kymo_writer", "string"), 1001: ("kymo_shared", "bool")},
    "GitRepoRecord": {1000: ("kymo_branch", "string"), 1001: ("kymo_dirty", "bool")},
    "SummaryRecord": {1000: ("kymo_explicit", "bool")},
    "ArtifactRecord": {1000: ("kymo_time", "Timestamp")},
    "ArtifactManifestEntry": {1000: ("kymo_sha256", "string")},
    "AlertRecord": {1000: ("kymo_time", "Timestamp"), 1001: ("kymo_id", "string")},
    "UseArtifactRecord": {
        1000: ("kymo_digest", "string"), 1001: ("kymo_entity", "string"), 1002: ("kymo_project", "string"),
        1003: ("kymo_time", "Timestamp"),
    },
    "EnvironmentRecord": {
        1000: ("kymo_runtime", "string"), 1001: ("kymo_v8", "string"), 1002: ("kymo_exec_args", "repeated string"),
        1003: ("kymo_cpu_model", "string"), 1004: ("kymo_arch", "string"), 1005: ("kymo_container", "string"),
        1006: ("kymo_cpu_limit", "double"), 1007: ("kymo_memory_limit", "uint64"), 1008: ("kymo_lockfile", "string"),
        1009: ("kymo_lockfile_sha256", "string"), 1010: ("kymo_pid", "uint64"),
    },
}
DEFAULTS = {"string": "", "bool": False, "double": 0.0, "uint64": 0, "Timestamp": None}
compared = 0


class Fields:
    """One message. `take` and `equal` read fields, `done` says that all that are set were read."""

    def __init__(self, message, where):
        self.message, self.where = message, where
        self.left = {field.name for field, _ in message.ListFields()}
        self.inner = []
        self.extra = {}
        known = EXTENSIONS.get(message.DESCRIPTOR.name, {})
        for unknown in UnknownFieldSet(message):
            assert unknown.field_number in known, f"{where}: field {unknown.field_number} is not W&B's and not documented"
            name, kind = known[unknown.field_number]
            value = decode(unknown, kind.removeprefix("repeated "))
            if kind.startswith("repeated "):
                self.extra.setdefault(name, []).append(value)
            else:
                assert name not in self.extra, f"{where}: {name} is there twice"
                self.extra[name] = value
        self.left |= self.extra.keys()

    def take(self, name):
        global compared
        compared += 1
        self.left.discard(name)
        if name.startswith("kymo_"):
            kinds = {known: kind for known, kind in EXTENSIONS[self.message.DESCRIPTOR.name].values()}
            default = [] if kinds[name].startswith("repeated ") else DEFAULTS[kinds[name]]
            return self.extra.get(name, default)
        value = getattr(self.message, name)
        return list(value) if type(value).__name__.startswith("Repeated") else value

    def has(self, name):
        return name in self.extra or self.message.HasField(name)

    def equal(self, **wanted):
        for name, value in wanted.items():
            found = self.take(name)
            assert found == value and type(found) in (type(value), int, float), f"{self.where}.{name}: {found!r} is not {value!r}"
        return self

    def child(self, name):
        inner = Fields(self.take(name), f"{self.where}.{name}")
        self.inner.append(inner)
        return inner

    def children(self, name):
        inner = [Fields(item, f"{self.where}.{name}[{index}]") for index, item in enumerate(self.take(name))]
        self.inner += inner
        return inner

    def time(self, name):
        """Unix seconds."""
        value = self.take(name)
        assert value is not None and value.seconds > 0, f"{self.where}.{name} is not set"
        assert 0 <= value.nanos < 1_000_000_000, f"{self.where}.{name}: {value.nanos} ns"
        return value.seconds + value.nanos / 1e9

    def done(self):
        assert not self.left, f"{self.where}: nothing was expected in {', '.join(sorted(self.left))}:\n{self.message}"
        for inner in self.inner:
            inner.done()


def decode(unknown, kind):
    """Wire types of protobuf: 0 varint, 1 eight bytes, 2 length and bytes."""
    wire = {"string": 2, "Timestamp": 2, "bool": 0, "uint64": 0, "double": 1}[kind]
    assert unknown.wire_type == wire, (unknown.field_number, unknown.wire_type)
    if kind == "string":
        return unknown.data.decode("utf-8")
    if kind == "Timestamp":
        return Timestamp.FromString(unknown.data)
    if kind == "double":
        return struct.unpack("<d", struct.pack("<Q", unknown.data))[0]
    return bool(unknown.data) if kind == "bool" else unknown.data


def items(pairs, found=None):
    """Items of history, summary and config as the objects that they make."""
    found = {} if found is None else found
    for item in pairs:
        path = list(item.take("nested_key")) or [item.take("key")]
        item.take("key")
        assert bool(item.message.key) != bool(item.message.nested_key), f"{item.where}: {item.message}"
        at = found
        for part in path[:-1]:
            at = at.setdefault(part, {})
        at[path[-1]] = json.loads(item.take("value_json"))
    return found


def same(found, wanted):
    """As values of JSON, in which numbers that JSON has no word for are texts."""
    global compared
    if isinstance(wanted, dict):
        return isinstance(found, dict) and found.keys() == wanted.keys() and all(same(found[key], wanted[key]) for key in wanted)
    if isinstance(wanted, list):
        return isinstance(found, list) and len(found) == len(wanted) and all(map(same, found, wanted))
    compared += 1
    if isinstance(found, float) and not math.isfinite(found):
        names = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}
        wanted = names.get(wanted, wanted) if isinstance(wanted, str) else wanted
        return str(float(wanted)) == str(found)
    if isinstance(found, bool) or isinstance(wanted, bool) or found is None or wanted is None:
        return found is wanted
    if isinstance(found, int) and abs(found) > 2**53:
        return float(found) == float(wanted)  # JavaScript printed it with 17 digits
    return found == wanted


def expect(found, wanted, where):
    assert same(found, wanted), f"{where}:\n  found  {short(found)}\n  wanted {short(wanted)}"


def short(value):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) < 3000 else text[:3000] + " …"
