"""`wandb sync` of the real client uploads a run that Kymo wrote: to a loopback server of this test, which answers the few
operations that a sync needs and keeps the lines it is sent."""

import json
import math
import os
import re
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HERE = os.path.dirname(os.path.abspath(__file__))
RECORDS = os.path.join(os.path.dirname(HERE), "records")
streams, buckets, exits, uploads, names = {}, [], [], {}, []


class Backend(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def body(self):
        return self.rfile.read(int(self.headers.get("content-length") or 0))

    def reply(self, value):
        data = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_PUT(self):
        uploads[names[int(self.path.rsplit("/", 1)[1])]] = self.body()
        self.reply({})

    def do_POST(self):
        body = json.loads(self.body() or b"{}")
        if self.path.endswith("/file_stream"):
            for name, chunk in (body.get("files") or {}).items():
                lines = streams.setdefault(name, {})
                for index, line in enumerate(chunk["content"]):
                    lines[chunk["offset"] + index] = line
            if body.get("complete"):
                exits.append(body.get("exitcode"))
            return self.reply({})
        return self.reply(self.graphql(body))

    def graphql(self, body):
        query, variables = body["query"], body.get("variables") or {}
        if re.search(r"\bupsertBucket\b", query):
            buckets.append(variables)
            entity = {"id": "e", "name": variables.get("entity") or "me"}
            project = {"id": "p", "name": variables.get("project") or "interop", "entity": entity}
            bucket = {"id": "b", "name": variables.get("name"), "displayName": variables.get("displayName"), "description": None,
                      "config": "{}", "sweepName": None, "project": project, "historyLineCount": 0}
            return {"data": {"upsertBucket": {"bucket": bucket, "inserted": True}}}
        if "createRunFiles" in query:
            url = f"http://127.0.0.1:{self.server.server_port}/upload/"
            files = []
            for name in variables["files"]:
                files.append({"name": name, "uploadUrl": url + str(len(names))})
                names.append(name)
            return {"data": {"createRunFiles": {"runID": "b", "uploadHeaders": [], "files": files}}}
        if "viewer" in query:
            viewer = {"id": "v", "entity": "me", "username": "me", "email": "", "flags": "{}", "teams": {"edges": []}}
            return {"data": {"viewer": viewer, "serverInfo": {"features": []}}}
        return {"data": {"serverInfo": {"features": []}}}


class QuietServer(ThreadingHTTPServer):
    def handle_error(self, *_):
        """The client hangs up when it is done."""


def sync(url, folder, script):
    """Writes a run and has the real client send it. Returns what the script printed, and what came."""
    for kept in (streams, uploads):
        kept.clear()
    for kept in (buckets, exits):
        kept.clear()
    env = {**os.environ, "KYMO_DIR": os.path.join(folder, "kymo")}
    said = json.loads(subprocess.check_output(["node", script], env=env, cwd=folder).splitlines()[-1])
    env = {**os.environ, "WANDB_BASE_URL": url, "WANDB_API_KEY": "k" * 40,
           "WANDB_ERROR_REPORTING": "false", "HOME": folder, "WANDB_DIR": folder}
    wandb = [sys.executable, "-m", "wandb", "sync", said["dir"]]
    done = subprocess.run(wandb, env=env, cwd=folder, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert os.path.exists(os.path.join(said["dir"], f"run-{said['id']}.wandb.synced")), "not marked as synced"
    assert buckets[0]["name"] == said["id"] and buckets[0]["project"] == "interop", buckets[0]
    assert exits == [0], exits
    return said


def main():
    server = QuietServer(("127.0.0.1", 0), Backend)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    with tempfile.TemporaryDirectory() as folder:
        rows(sync(url, folder, os.path.join(RECORDS, "values.mjs")))
    with tempfile.TemporaryDirectory() as folder:
        files(sync(url, folder, os.path.join(HERE, "media.mjs")))
    server.shutdown()


def rows(expected):
    lines = streams["wandb-history.jsonl"]
    assert len(lines) == len(expected["rows"]), (len(lines), len(expected["rows"]))
    for index, wanted in enumerate(expected["rows"]):
        row = json.loads(lines[index])
        assert row["_step"] == wanted["step"], (row, wanted)
        for key, value in wanted["metrics"].items():
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                assert math.isclose(row[key], value, rel_tol=1e-15), (key, row[key], value)
            elif isinstance(value, dict):
                assert row[key] == value, (key, row[key], value)
    print(f"  wandb sync uploaded {len(lines)} rows of a Kymo run, exit code {exits[0]}")


def files(said):
    """Every file that the run keeps arrives with its bytes, and the history names it."""
    root = os.path.join(said["dir"], "files")
    kept = {os.path.relpath(os.path.join(at, name), root) for at, _, found in os.walk(root) for name in found}
    assert len([path for path in kept if path.startswith("media/images/")]) == 3, kept
    for path in kept:
        with open(os.path.join(root, path), "rb") as file:
            assert uploads.get(path) == file.read(), f"{path} is not what was sent"
    history = [json.loads(line) for line in streams["wandb-history.jsonl"].values()]
    for row in history:
        for value in row.values():
            if isinstance(value, dict) and "path" in value:
                assert value["path"] in kept and len(uploads[value["path"]]) == value["size"], value
    events = streams["wandb-events.jsonl"]
    assert "system.cpu" in json.loads(events[0]), events[0]
    assert any("a line that is kept" in line for line in streams["output.log"].values()), streams["output.log"]
    print(f"  and {len(kept)} files of a run with media, {len(events)} measurements, its console")


if __name__ == "__main__":
    sys.exit(main())
