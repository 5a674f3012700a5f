"""Our schema of the records against the descriptors that the wandb package carries: every message and field that we have
must have the same number and type there, and every member of Record there must be known to us."""

import os
import re
import sys

from google.protobuf.descriptor import FieldDescriptor as F
from wandb.proto import wandb_base_pb2, wandb_internal_pb2, wandb_telemetry_pb2

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SCALARS = {F.TYPE_STRING: "string", F.TYPE_INT64: "int64", F.TYPE_INT32: "int32", F.TYPE_UINT32: "uint32",
           F.TYPE_UINT64: "uint64", F.TYPE_BOOL: "bool", F.TYPE_DOUBLE: "double", F.TYPE_FLOAT: "float"}
OURS_FROM = 1000
# Empty with us.
NEVER_WRITTEN = {"Request", "Empty", "Timestamp"}


def main():
    ours = parse(os.path.join(ROOT, "packages/protocol/proto/records.proto"))
    theirs = {}
    for module in (wandb_base_pb2, wandb_internal_pb2, wandb_telemetry_pb2):
        for message in module.DESCRIPTOR.message_types_by_name.values():
            theirs[message.name] = message
    problems, compared = [], 0
    for name, fields in ours.items():
        if name in NEVER_WRITTEN:
            continue
        message = theirs.get(name) or nested(theirs, name)
        if message is None:
            problems.append(f"{name} is unknown to wandb")
            continue
        for number, (field_name, kind) in fields.items():
            if number >= OURS_FROM:
                continue
            field = message.fields_by_number.get(number)
            if field is None:
                # Flags that older versions had and 0.30 dropped.
                if name != "Deprecated":
                    problems.append(f"{name}.{field_name} = {number} is not in wandb")
                continue
            compared += 1
            if field.name != field_name or type_of(field) != kind:
                problems.append(f"{name}.{number}: ours {kind} {field_name}, theirs {type_of(field)} {field.name}")
    for number, field in theirs["Record"].fields_by_number.items():
        if number not in ours["Record"]:
            problems.append(f"Record.{field.name} = {number} is missing here")
    for name, message in theirs.items():
        for number, field in message.fields_by_number.items():
            if name in ours and name not in NEVER_WRITTEN and number not in ours[name]:
                problems.append(f"{name}.{field.name} = {number} is missing here")
    assert not problems, "\n".join(problems)
    assert compared > 300, compared
    print(f"  {compared} fields of {len(ours)} messages agree")


def nested(theirs, name):
    for message in theirs.values():
        if name in message.nested_types_by_name:
            return message.nested_types_by_name[name]
    return None


def type_of(field):
    if field.message_type is not None and field.message_type.GetOptions().map_entry:
        value = field.message_type.fields_by_name["value"]
        return f"map<string, {type_of(value)}>"
    if field.message_type is not None:
        kind = field.message_type.name
    elif field.enum_type is not None:
        kind = field.enum_type.name
    else:
        kind = SCALARS[field.type]
    return f"repeated {kind}" if field.is_repeated else kind


def parse(path):
    messages, current, depth = {}, None, 0
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = line.split("//")[0].strip()
            if match := re.match(r"message (\w+) \{(\})?", line):
                messages[match[1]] = {}
                current, depth = (None, 0) if match[2] else (match[1], 1)
            elif re.match(r"(enum|oneof) \w+ \{", line):
                depth += 1
            elif line == "}":
                depth -= 1
            elif current and (match := re.match(r"(optional )?((?:repeated )?(?:map<string, \w+>|\w+)) (\w+) = (\d+);", line)):
                messages[current][int(match[4])] = (match[3], match[2])
    return messages


if __name__ == "__main__":
    sys.exit(main())
