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
streams, buckets, exits = {}, [], []


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
        self.body()
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
            files = [{"name": name, "uploadUrl": url + str(index)} for index, name in enumerate(variables["files"])]
            return {"data": {"createRunFiles": {"runID": "b", "uploadHeaders": [], "files": files}}}
        if "viewer" in query:
            viewer = {"id": "v", "entity": "me", "username": "me", "email": "", "flags": "{}", "teams": {"edges": []}}
            return {"data": {"viewer": viewer, "serverInfo": {"features": []}}}
        return {"data": {"serverInfo": {"features": []}}}


def main():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Backend)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "KYMO_DIR": os.path.join(folder, "kymo")}
        script = os.path.join(RECORDS, "write.mjs")
        expected = json.loads(subprocess.check_output(["node", script], env=env, cwd=folder).splitlines()[-1])
        env = {**os.environ, "WANDB_BASE_URL": f"http://127.0.0.1:{server.server_port}", "WANDB_API_KEY": "k" * 40,
               "WANDB_ERROR_REPORTING": "false", "HOME": folder, "WANDB_DIR": folder}
        wandb = [sys.executable, "-m", "wandb", "sync", expected["dir"]]
        done = subprocess.run(wandb, env=env, cwd=folder, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr
        assert os.path.exists(os.path.join(expected["dir"], f"run-{expected['id']}.wandb.synced")), "not marked as synced"
    server.shutdown()

    assert buckets[0]["name"] == expected["id"] and buckets[0]["project"] == "interop", buckets[0]
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
    assert exits == [0], exits
    print(f"  wandb sync uploaded {len(lines)} rows of a Kymo run, exit code {exits[0]}")


if __name__ == "__main__":
    sys.exit(main())
