"""Files and artifacts: what the log announces, what lies in the folder, and digests by wandb's own code."""

import collections
import json
import os
import re

from content import bytes_of, expect_pixels, expect_sound, md5, read, sha256
from fields import expect, same
from wandb.sdk.artifacts.artifact_manifest_entry import ArtifactManifestEntry
from wandb.sdk.artifacts.artifact_manifests.artifact_manifest_v1 import ArtifactManifestV1
from wandb.sdk.artifacts.storage_policies.wandb_storage_policy import WandbStoragePolicy
from wandb.proto import wandb_internal_pb2 as pb
from world import PACKAGES, PROGRAM


def check_files(log, facts, world, media):
    """Every file of the folder is announced, and every announced file is there with the content that it has to have."""
    announced = collections.Counter()
    kinds = {}
    for record in log.all("files"):
        for item in record.children("files"):
            path, policy, kind = item.take("path"), item.take("policy"), item.take("type")
            announced[path] += 1
            kinds[path] = (pb.FilesItem.PolicyType.Name(policy), pb.FilesItem.FileType.Name(kind))
    own = ["dependencies.txt", f"code/{PROGRAM}", "diff.patch", f"diff_{world.upstream}.patch", "wandb-metadata.json"]
    wanted = {path: ("NOW", "MEDIA") for path in media.paths if not path.startswith("media/images/mask/")}
    wanted |= {path: ("NOW", "WANDB") for path in own}
    wanted |= {saved["path"]: (saved["policy"], "OTHER") for saved in facts["saved"]}
    masks = {path: kinds.pop(path) for path in list(kinds) if path.startswith("media/images/mask/")}
    assert set(masks) == {path for path in media.paths if path.startswith("media/images/mask/")}, masks
    assert set(masks.values()) <= {("NOW", "MEDIA")}
    assert kinds == wanted, (kinds.items() ^ wanted.items())
    root = os.path.join(log.folder, "files")
    present = {os.path.relpath(os.path.join(at, name), root) for at, _, names in os.walk(root) for name in names}
    assert present == set(announced), present ^ set(announced)

    for saved in facts["saved"]:
        assert read(log.file(saved["path"])).decode() == saved["text"], saved["path"]
    assert announced["out/live.txt"] >= 2, "a file that is kept live is announced again when it changes"
    assert read(log.file(f"code/{PROGRAM}")) == read(world.path(PROGRAM))
    lines = read(log.file("dependencies.txt")).decode().splitlines()
    assert lines == sorted(f"{name}@{version}" for name, version in PACKAGES.items()), lines
    assert read(log.file("diff.patch")) == world.git("diff", "HEAD"), "diff.patch"
    assert read(log.file(f"diff_{world.upstream}.patch")) == world.git("diff", world.upstream), "diff to the upstream"
    return len(present)


class Artifacts:
    def __init__(self, log, facts, world):
        self.log, self.facts, self.world = log, facts, world
        self.found = [self.read(record) for record in log.all("artifact")]
        assert len({artifact["client_id"] for artifact in self.found}) == len(self.found)

    def read(self, record):
        """All fields of a record, with the digests compared."""
        run = self.facts["run"]
        record.equal(run_id=run["id"], project=run["project"], entity=run["entity"], finalize=True)
        artifact = {name: record.take(name) for name in ("type", "name", "digest", "description", "aliases", "tags", "ttl_duration_seconds",
                                                         "client_id", "sequence_client_id", "user_created", "incremental_beta1")}
        artifact["metadata"] = json.loads(record.take("metadata"))
        assert re.fullmatch(r"[0-9a-f]{128}", artifact["client_id"]) and re.fullmatch(r"[0-9a-f]{128}", artifact["sequence_client_id"])
        record.time("kymo_time")
        manifest = record.child("manifest").equal(version=1, storage_policy="wandb-storage-policy-v1")
        (layout,) = manifest.children("storage_policy_config")
        layout.equal(key="storageLayout", value_json='"V2"')
        artifact["entries"] = dict(self.entry(entry) for entry in manifest.children("contents"))
        entries = {path: ArtifactManifestEntry(path=path, digest=entry["digest"], ref=entry["ref"] or None, size=entry["size"])
                   for path, entry in artifact["entries"].items()}
        digest = ArtifactManifestV1(storage_policy=WandbStoragePolicy(), digest_algorithm="MANIFEST_MD5", entries=entries).digest()
        assert artifact["digest"] == digest, f"{artifact['name']}: wandb computes {digest}"
        return artifact

    def entry(self, fields):
        path, digest, ref, size = (fields.take(name) for name in ("path", "digest", "ref", "size"))
        local, name = fields.take("local_path"), fields.take("kymo_sha256")
        fields.take("skip_cache")
        data = None
        if ref == "":
            assert local == os.path.join(self.log.folder, "artifacts", name[:2], name), local
            data = read(local)
            assert sha256(data) == name and len(data) == size and digest == md5(data), path
        else:
            assert local == "" and name == "", path
        return path, {"digest": digest, "ref": ref, "size": size, "data": data}

    def check(self, media):
        left = list(self.found)
        for table in media.tables:
            self.table(self.take(left, lambda one: table["path"].startswith(f"wandb-client-artifact://{one['client_id']}/")), table)
        for fact in self.facts["artifacts"]:
            self.logged(self.take(left, lambda one: one["name"] == fact["name"]), fact)
        self.values(self.take(left, lambda one: one["name"] == self.facts["mediaArtifact"]["name"]))
        self.code(self.take(left, lambda one: one["type"] == "code"))
        assert not left, [artifact["name"] for artifact in left]
        self.used()
        staged = {os.path.join(at, name) for at, _, names in os.walk(os.path.join(self.log.folder, "artifacts")) for name in names}
        named = {sha256(entry["data"]) for artifact in self.found for entry in artifact["entries"].values() if entry["data"] is not None}
        # Content that lies in the files of the run too may be kept here for its spool; nothing else is.
        assert named <= {os.path.basename(path) for path in staged}
        assert all(sha256(read(path)) == os.path.basename(path) for path in staged)
        return len(staged)

    def take(self, left, is_it):
        artifact = next((one for one in left if is_it(one)), None)
        assert artifact is not None, "an artifact that was logged has no record"
        left.remove(artifact)
        return artifact

    def logged(self, artifact, fact):
        wanted = {"type": fact["type"], "description": fact.get("description", ""), "metadata": fact.get("metadata", {}),
                  "aliases": fact.get("aliases") or ["latest"], "tags": fact.get("tags", []), "user_created": True,
                  "ttl_duration_seconds": fact.get("ttlSeconds", 0), "incremental_beta1": False}
        for name, value in wanted.items():
            assert artifact[name] == value, f"{fact['name']}: {name} is {artifact[name]!r}, not {value!r}"
        assert artifact["entries"].keys() == fact["entries"].keys(), artifact["entries"].keys() ^ fact["entries"].keys()
        for path, content in fact["entries"].items():
            entry = artifact["entries"][path]
            assert entry["ref"] == content.get("ref", ""), path
            if content.get("checksum") is False:
                assert (entry["digest"], entry["size"]) == (content["ref"], 0), path
                continue
            data = bytes_of(content, self.world)
            assert entry["digest"] == md5(data) and entry["size"] == len(data), path
            assert entry["data"] in (None, data) and (entry["data"] is None) == ("ref" in content), path

    def table(self, artifact, table):
        is_growing = table.get("increment") is not None
        assert artifact["type"] == ("wandb-run-incremental-table" if is_growing else "run_table"), artifact["type"]
        assert artifact["incremental_beta1"] == is_growing and artifact["aliases"] == ["latest"] and not artifact["user_created"]
        path = table["path"].split("/", 3)[3]
        whole = json.loads(artifact["entries"][path]["data"])
        assert whole["_type"] == "table" and whole["columns"] == table["columns"], whole["columns"]
        assert (whole["ncols"], whole["nrows"]) == (len(table["columns"]), len(whole["data"]))
        assert set(whole["column_types"]["params"]["type_map"]) == set(map(str, table["columns"]))
        used = {path}
        for found, wanted in zip(whole["data"][-len(table["rows"]) :], table["rows"], strict=True):
            for cell, fact in zip(found, wanted, strict=True):
                used |= self.cell(artifact, cell, fact)
        if not is_growing:
            assert len(whole["data"]) == len(table["rows"])
        assert used == artifact["entries"].keys() - {name for name in artifact["entries"] if "/classes/" in name or "/mask/" in name}, used

    def cell(self, artifact, cell, fact):
        if isinstance(fact, dict) and "date" in fact:
            assert cell == fact["date"], cell
        elif isinstance(fact, dict) and fact.keys() & {"image", "audio", "html"}:
            (kind,) = fact
            data = self.content(artifact, cell, {"image": "image-file", "audio": "audio-file", "html": "html-file"}[kind])
            self.media(kind, data, fact[kind], cell["path"])
            for mask in cell.get("masks", {}).values():
                self.content(artifact, mask, "mask")
            return {cell["path"]}
        else:
            assert same(cell, fact), (cell, fact)
        return set()

    def content(self, artifact, value, kind):
        assert value["_type"] == kind, value
        data = artifact["entries"][value["path"]]["data"]
        assert value["sha256"] == sha256(data) and value.get("size", len(data)) == len(data), value
        return data

    def media(self, kind, data, fact, where):
        if kind == "image":
            expect_pixels(data, fact, where)
        elif kind == "audio":
            expect_sound(data, fact, where)
        else:
            assert data.decode() == fact, where

    def values(self, artifact):
        fact = self.facts["mediaArtifact"]
        assert (artifact["type"], artifact["user_created"], artifact["aliases"]) == (fact["type"], True, ["latest"])
        of = lambda path: json.loads(artifact["entries"][path]["data"])
        shown = of("shown.table.json")
        expect([shown["columns"], shown["data"][0][0]], [["id", "image"], 7], "table of the artifact")
        for value in (shown["data"][0][1], of("picture.image-file.json")):
            expect_pixels(self.content(artifact, value, "image-file"), fact["image"], value["path"])
        page = of("page.html-file.json")
        assert self.content(artifact, page, "html-file").decode() == fact["html"]

    def code(self, artifact):
        run = self.facts["run"]
        name = PROGRAM.replace("/", "_")
        assert artifact["name"] == f"source-{run['project']}-{name}" and artifact["user_created"], artifact["name"]
        assert {path: entry["data"] for path, entry in artifact["entries"].items()} == {PROGRAM: read(self.world.path(PROGRAM))}

    def used(self):
        run = self.facts["run"]
        logged = [artifact for artifact in self.found if artifact["name"] == "digits"]
        records = self.log.all("use_artifact")
        assert len(records) == len(self.facts["used"])
        for record, fact in zip(records, self.facts["used"]):
            digest = logged[fact["artifact"]]["digest"]
            record.equal(id=digest, type=fact["type"], name=f"{fact['name']}:{fact['version']}")
            record.equal(kymo_digest=digest, kymo_entity=run["entity"], kymo_project=run["project"])
            record.time("kymo_time")
