"""Spans of Kymo, read by others, and spans of others, read out of Kymo.

- OpenTelemetry's own protobuf classes for Python decode what the SDK sends, and every field of every span is compared.
- A real OpenTelemetry Collector, built of its Go modules, receives the same, writes what it has decoded, and sends it on to a
  Kymo server. Without Go, or where its modules cannot be had, this part is left out, and said to be.
- OpenTelemetry's SDK for Python sends to a Kymo server.
"""

import base64
import gzip
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from google.protobuf import json_format
from opentelemetry.exporter.otlp.proto.http import Compression
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest, ExportTraceServiceResponse
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import Link, SpanKind, Status, StatusCode

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
KYMO = os.path.join(ROOT, "packages/cli/dist/bin.js")
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "records"))
from log_file import payloads  # noqa: E402

BUILD_SECONDS = 540


def main():
    with tempfile.TemporaryDirectory() as folder:
        server = start_server(folder)
        collector = start_collector(folder, server.url)
        receiver = Receiver()
        try:
            facts = run_program(folder, [receiver.url] + ([collector.url] if collector else []))
            compare("the receiver in Python", facts, receiver.requests)
            assert len(receiver.requests) >= 3, "at most 512 spans a request"
            if collector:
                wait_for("the collector's file", lambda: count_spans(collector.requests()) >= len(facts))
                compare("the collector", facts, collector.requests())
                wait_for("the server behind the collector", lambda: count_spans(stored(folder, "interop")) >= len(facts))
                compare("the server behind the collector", facts, stored(folder, "interop"))
            for compression in (Compression.NoCompression, Compression.Gzip, Compression.Deflate):
                python_sdk(folder, server.url, compression)
        finally:
            for process in (collector, server):
                if process:
                    process.stop()


class Receiver:
    """Takes OTLP and decodes it with OpenTelemetry's classes."""

    def __init__(self):
        self.requests = requests = []

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                assert self.path == "/v1/traces" and self.headers["content-type"] == "application/x-protobuf"
                assert self.headers["content-encoding"] == "gzip"
                request = ExportTraceServiceRequest()
                request.ParseFromString(gzip.decompress(body))
                requests.append(request)
                data = ExportTraceServiceResponse().SerializeToString()
                self.send_response(200)
                self.send_header("content-type", "application/x-protobuf")
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=http.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{http.server_address[1]}"


class Process:
    def __init__(self, child, url, requests=None):
        self.child, self.url, self.requests = child, url, requests

    def stop(self):
        self.child.send_signal(signal.SIGTERM)
        self.child.wait(20)


def start_server(folder):
    child = subprocess.Popen(["node", KYMO, "server", "--data", os.path.join(folder, "data"), "--port", "0", "--json"],
                             stdout=subprocess.PIPE, stdin=subprocess.PIPE, cwd=folder, env=home(folder))
    return Process(child, json.loads(child.stdout.readline())["url"])


def start_collector(folder, server_url):
    binary = os.path.join(ROOT, "temp/interop-collector")
    if not build_collector(binary):
        print("otlp: SKIPPED the collector: Go or its modules are missing on this machine", file=sys.stderr)
        return None
    port, path, config = free_port(), os.path.join(folder, "collected.jsonl"), os.path.join(folder, "collector.yaml")
    with open(config, "w") as file:
        json.dump({
            "receivers": {"otlp": {"protocols": {"http": {"endpoint": f"127.0.0.1:{port}"}}}},
            "exporters": {"jsonlines": {"path": path},
                          "otlp_http": {"endpoint": server_url, "compression": "gzip", "retry_on_failure": {"enabled": True}}},
            "service": {"telemetry": {"metrics": {"level": "none"}, "logs": {"level": "warn"}},
                        "pipelines": {"traces": {"receivers": ["otlp"], "exporters": ["jsonlines", "otlp_http"]}}},
        }, file)
    child = subprocess.Popen([binary, "--config", config], cwd=folder)
    wait_for("the collector", lambda: is_open(port))

    def requests():
        if not os.path.exists(path):
            return []
        with open(path, encoding="utf-8") as lines:
            return [json_format.ParseDict(to_base64(json.loads(line)), ExportTraceServiceRequest()) for line in lines if line.endswith("\n")]

    return Process(child, f"http://127.0.0.1:{port}", requests)


def build_collector(binary):
    if shutil.which("go") is None:
        return False
    built = subprocess.run(["go", "build", "-o", binary, "."], cwd=os.path.join(HERE, "collector"), timeout=BUILD_SECONDS)
    return built.returncode == 0


def to_base64(value):
    """Ids are hex in OTLP's JSON and base64 in that of protobuf."""
    if isinstance(value, list):
        return [to_base64(item) for item in value]
    if not isinstance(value, dict):
        return value
    ids = ("traceId", "spanId", "parentSpanId")
    return {key: base64.b64encode(bytes.fromhex(item)).decode() if key in ids else to_base64(item)
            for key, item in value.items()}


def run_program(folder, urls):
    path = os.path.join(folder, "facts.json")
    env = {**home(folder), "KYMO_OTLP": ",".join(urls)}
    subprocess.check_call(["node", os.path.join(HERE, "spans.mjs"), path], cwd=folder, env=env)
    with open(path, encoding="utf-8") as file:
        said = json.load(file)
    assert len(said["sinks"]) == len(urls)
    for sink in said["sinks"]:
        assert sink["complete"] and sink["refusedSpanCount"] == 0, sink
    return said["facts"]


def compare(who, facts, requests):
    """Every field of every span. A field that is set and that nobody asked for is a failure."""
    found = {}
    for request in requests:
        for of_resource in request.resource_spans:
            resource = attributes(of_resource.resource.attributes)
            assert resource["service.name"] == ("string", "interop"), resource
            assert resource["kymo.run"] == ("string", "otlp-1") and resource["kymo.entity"] == ("string", "team")
            assert resource["telemetry.sdk.name"] == ("string", "kymo")
            for of_scope in of_resource.scope_spans:
                assert of_scope.scope.name == "@kymo/core" and of_scope.scope.version
                for span in of_scope.spans:
                    assert span.span_id not in found, f"{who} has {span.name} twice"
                    found[span.span_id] = span
    assert len(found) == len(facts), f"{who} has {len(found)} of {len(facts)} spans"
    for fact in facts:
        span = found[bytes.fromhex(fact["spanId"])]
        assert span.trace_id.hex() == fact["traceId"] and span.parent_span_id.hex() == fact["parentId"], (who, fact["name"])
        assert span.name == fact["name"] and span.kind == fact["kind"], (who, fact["name"])
        assert str(span.start_time_unix_nano) == fact["startNs"], (who, span.start_time_unix_nano, fact["startNs"])
        assert str(span.end_time_unix_nano) == fact["endNs"], (who, span.end_time_unix_nano, fact["endNs"])
        assert (span.status.code, span.status.message) == (fact["status"], fact["message"]), (who, span.status, fact)
        own = {key: value for key, value in attributes(span.attributes).items() if key != "kymo.step"}
        assert own == expected(fact["attributes"]), (who, fact["name"], own)
        assert [(event.name, str(event.time_unix_nano), attributes(event.attributes)) for event in span.events] == [
            (name, time_ns, expected(given)) for name, time_ns, given in fact["events"]], (who, fact["name"])
        assert [(link.trace_id.hex(), link.span_id.hex()) for link in span.links] == [tuple(link) for link in fact["links"]]
        assert span.dropped_attributes_count == span.dropped_events_count == span.dropped_links_count == 0
    print(f"otlp: {who} has all {len(facts)} spans, field by field")


def expected(given):
    return {key: (kind, [tuple(item) for item in value] if kind == "array" else value) for key, kind, value in given}


def attributes(pairs):
    found = {}
    for pair in pairs:
        assert pair.key not in found, f"{pair.key} twice"
        found[pair.key] = typed(pair.value)
    return found


def typed(value):
    kind = value.WhichOneof("value").removesuffix("_value")
    content = getattr(value, f"{kind}_value")
    return kind, [typed(item) for item in content.values] if kind == "array" else content


def python_sdk(folder, server_url, compression):
    """What OpenTelemetry's SDK for Python sends is in the log of the run, with nothing changed."""
    project = f"python-{compression.value}"
    memory = InMemorySpanExporter()
    provider = TracerProvider(resource=Resource.create({"service.name": "py", "kymo.project": project, "kymo.run": "py-1"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=f"{server_url}/v1/traces", compression=compression)))
    provider.add_span_processor(SimpleSpanProcessor(memory))
    tracer = provider.get_tracer("py-lib", "2")
    with tracer.start_as_current_span("invoke_agent", kind=SpanKind.SERVER) as parent:
        for index in range(1000):
            links = [Link(parent.get_span_context(), {"why": "x"})] if index % 7 == 0 else []
            with tracer.start_as_current_span(f"chat {index}", links=links, kind=SpanKind.CLIENT) as span:
                span.set_attributes({"i": index, "d": index / 3, "b": index % 2 == 0, "s": "größe 🚀", "l": ["a", "b"], "n": [1.5, 2.5]})
                span.add_event("token", {"index": index})
                if index % 5 == 0:
                    span.set_status(Status(StatusCode.ERROR, "no"))
    provider.shutdown()
    sent = {span.context.span_id: span for span in memory.get_finished_spans()}
    got = {}
    for request in stored(folder, project, entity="default"):
        for of_resource in request.resource_spans:
            for of_scope in of_resource.scope_spans:
                for span in of_scope.spans:
                    assert of_scope.scope.name == "py-lib" and attributes(of_resource.resource.attributes)["service.name"] == ("string", "py")
                    got[int.from_bytes(span.span_id, "big")] = span
    assert got.keys() == sent.keys(), (len(got), len(sent))
    for key, span in got.items():
        own = sent[key]
        assert span.name == own.name and span.start_time_unix_nano == own.start_time and span.end_time_unix_nano == own.end_time
        assert int.from_bytes(span.trace_id, "big") == own.context.trace_id
        assert int.from_bytes(span.parent_span_id, "big") == (own.parent.span_id if own.parent else 0)
        assert {name: plain(value) for name, value in attributes(span.attributes).items()} == {
            name: list(value) if isinstance(value, tuple) else value for name, value in own.attributes.items()}
        assert [event.name for event in span.events] == [event.name for event in own.events]
        assert len(span.links) == len(own.links) and span.status.code == {"UNSET": 0, "OK": 1, "ERROR": 2}[own.status.status_code.name]
    print(f"otlp: all {len(sent)} spans of the SDK for Python ({compression.value}) are in the server's log")


def plain(value):
    kind, content = value
    return [item for _, item in content] if kind == "array" else content


def stored(folder, project, entity="team"):
    """Requests in the server's logs of spans."""
    place = os.path.join(folder, "data/runs", entity, project)
    if not os.path.isdir(place):
        return []
    found = []
    for run in os.listdir(place):
        for name in os.listdir(os.path.join(place, run)):
            if name.endswith(".spans"):
                for payload in payloads(os.path.join(place, run, name)):
                    request = ExportTraceServiceRequest()
                    request.ParseFromString(payload)
                    if any(of_scope.spans for of_resource in request.resource_spans for of_scope in of_resource.scope_spans):
                        found.append(request)
    return found


def count_spans(requests):
    return sum(len(of_scope.spans) for request in requests for of_resource in request.resource_spans for of_scope in of_resource.scope_spans)


def home(folder):
    return {**os.environ, "HOME": folder, "XDG_CONFIG_HOME": os.path.join(folder, "config"), "XDG_CACHE_HOME": os.path.join(folder, "cache")}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_open(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_for(what, condition):
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.1)


main()
