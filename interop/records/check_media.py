"""Media, tables and charts: the JSON in the history, the files that it names, and the class labels and charts in the config."""

import json
import math
import re
from datetime import UTC, datetime

import numpy
import wandb
from content import expect_content, expect_mask, expect_pixels, md5, read, sha256
from fields import expect

FOLDERS = {"image-file": "images", "audio-file": "audio", "video-file": "videos", "html-file": "html", "object3D-file": "object3D",
           "molecule-file": "molecule", "plotly-file": "plotly", "table-file": "table", "incremental-table-file": "table",
           "mask": "images/mask", "boxes2D": "metadata/boxes2D"}
LISTS = {"audio": "audio-file", "videos": "video-file", "html": "html-file", "object3D": "object3D-file", "molecule": "molecule-file"}
# Every kind of value that the SDK makes; one that no run logs is a failure.
TYPES = {*FOLDERS, *LISTS, "images/separated", "histogram"}


class Media:
    def __init__(self, log, rows, facts, world):
        self.log, self.rows, self.facts, self.world = log, rows, facts, world
        self.values = {}  # by step and name: what the history has to say
        self.paths = set()  # below files/
        self.config = {}  # below _wandb
        self.types = set()
        self.tables = []  # of the history, with what is known of each

    def check(self):
        for fact in self.facts["media"]:
            name, step = fact["name"], fact["step"]
            found = self.rows[step].get(name)
            assert found is not None, f"{name} is not in the row of step {step}"
            self.put(step, name, self.wanted(found, fact))
        for fact in self.facts["tables"]:
            self.table(fact["step"], fact["name"], fact)
        for fact in self.facts["charts"]:
            self.chart(fact)
        assert self.types == TYPES, self.types ^ TYPES

    def put(self, step, name, value):
        self.values.setdefault(step, {})[name] = value

    def wanted(self, found, fact):
        """`found` is only asked for the names of files, which are checked as well."""
        name, step, kind = fact["name"], fact["step"], fact["type"]
        self.types.add(kind)
        if kind == "histogram":
            return histogram_json(fact["histogram"], name)
        if kind == "images/separated":
            return self.image_list(found, fact)
        if kind == "image-file":
            (image,) = fact["images"]
            return self.image_json(found, image, name, step)
        if kind in LISTS:
            return self.clip_list(found, fact)
        (clip,) = fact["clips"]
        return self.clip_json(found, kind, clip, name, step)

    def file(self, kind, name, step, path):
        """A file by the name that it must have. Returns its bytes and the JSON that names it."""
        data = read(self.log.file(path))
        self.types.add(kind)
        extension = re.search(r"_[0-9a-f]{20}(\.[\w.]+)$", path)[1]
        assert path == f"media/{FOLDERS[kind]}/{name}_{step}_{sha256(data)[:20]}{extension}", path
        self.paths.add(path)
        return data, extension, {"_type": kind, "sha256": sha256(data), "size": len(data), "path": path}

    def image_file(self, path, image, name, step):
        data, extension, value = self.file("image-file", name, step, path)
        if "file" in image:
            expect_content(data, image, self.world, path)
            assert extension == "." + image["file"].split(".")[-1], extension
            return value, {"format": extension[1:], "width": 9, "height": 5}
        assert extension == ".png", path
        expect_pixels(data, image, path)
        return value, {"format": "png", "width": image["width"], "height": image["height"]}

    def image_json(self, found, image, name, step):
        value, size = self.image_file(found["path"], image, name, step)
        value |= size | {key: image[key] for key in ("caption", "grouping") if key in image}
        layers = self.layers(found, image, name, step)
        return value | {key: layer for key, layer in layers.items() if layer is not None}

    def layers(self, found, image, name, step):
        masks = {layer: self.mask(found["masks"][layer]["path"], fact, image, name, step, layer) for layer, fact in image.get("masks", {}).items()}
        boxes = {layer: self.boxes(found["boxes"][layer]["path"], fact, name, step, layer) for layer, fact in image.get("boxes", {}).items()}
        return {"masks": masks or None, "boxes": boxes or None}

    def mask(self, path, fact, image, name, step, layer):
        data, extension, value = self.file("mask", name, step, path)
        assert extension == ".mask.png", path
        expect_mask(data, fact, image, path)
        labels = fact["labels"] or {str(number): f"class_{number}" for number in sorted(set(numpy.frombuffer(pixel_bytes(fact), dtype=numpy.uint8).tolist()))}
        self.labels("mask/class_labels", f"{name}_wandb_delimeter_{layer}", labels)
        return value

    def boxes(self, path, fact, name, step, layer):
        data, extension, value = self.file("boxes2D", name, step, path)
        assert extension == ".boxes2D.json", path
        expect(json.loads(data), {"box_data": box_data(fact), "class_labels": fact["classLabels"]}, path)
        self.labels("bounding_box/class_labels", f"{name}_wandb_delimeter_{layer}", fact["classLabels"])
        return value

    def labels(self, kind, key, labels):
        self.config.setdefault(kind, {})[key] = {"type": kind, "key": key, "value": labels}

    def image_list(self, found, fact):
        name, step, images = fact["name"], fact["step"], fact["images"]
        paths = found["filenames"]
        assert len(paths) == len(images), paths
        sizes = [self.image_file(path, image, name, step)[1] for path, image in zip(paths, images)]
        layers = []
        for index, image in enumerate(images):
            parts = {"masks": found["all_masks"][index], "boxes": found["all_boxes"][index]}
            layers.append(self.layers(parts, image, name, step))
        return sizes[0] | {
            "_type": "images/separated", "count": len(images), "filenames": paths,
            "captions": [image.get("caption") for image in images], "grouping": images[0]["grouping"],
            "all_masks": [layer["masks"] for layer in layers], "all_boxes": [layer["boxes"] for layer in layers],
        }

    def clip_json(self, found, kind, clip, name, step):
        data, extension, value = self.file(kind, name, step, found["path"])
        expect_content(data, clip, self.world, found["path"])
        wanted = "." + clip["file"].split(".")[-1] if "file" in clip else clip.get("extension", ".wav")
        assert extension == wanted, found["path"]
        return value | ({"caption": clip["caption"]} if "caption" in clip else {})

    def clip_list(self, found, fact):
        name, step, clips, kind = fact["name"], fact["step"], fact["clips"], fact["type"]
        paths = found.get("filenames") or [part["path"] for part in found[{"audio": "audio", "videos": "videos", "html": "html"}[kind]]]
        if kind == "object3D":
            paths = [f"media/object3D/{path}" for path in paths]
        parts = [self.clip_json({"path": path}, LISTS[kind], clip, name, step) for path, clip in zip(paths, clips, strict=True)]
        captions = [clip.get("caption") for clip in clips]
        value = {"_type": kind, "count": len(clips)}
        if kind == "audio":
            return value | {"audio": parts, "sampleRates": [clip["sampleRate"] for clip in clips], "captions": [text or "" for text in captions],
                            "durations": [len(clip.get("floats") or clip["ints"]) / clip["channels"] / clip["sampleRate"] for clip in clips]}
        if kind == "html":
            return value | {"html": parts}
        if kind == "videos":
            return value | {"videos": parts, "captions": captions}
        if kind == "object3D":
            return value | {"filenames": [path.removeprefix("media/object3D/") for path in paths], "objects": parts}
        return value | {"filenames": paths, "captions": captions}

    def table(self, step, name, fact):
        """The run's own file of a table, and where its artifact is; the artifact itself is checked with the other artifacts."""
        found = self.rows[step].get(name)
        assert found is not None, f"{name} is not in the row of step {step}"
        increment = fact.get("increment")
        kind = "table-file" if increment is None else "incremental-table-file"
        first = next((known for known in self.tables if fact.get("isSame") and known["name"] == name), None)
        data, extension, value = self.file(kind, name, step if first is None else first["step"], found["path"])
        assert extension == ".table.json", found["path"]
        rows = [[run_cell(cell) for cell in row] for row in fact["rows"]]
        expect(json.loads(data), {"columns": fact["columns"], "data": rows}, found["path"])
        value |= {"ncols": len(fact["columns"]), "nrows": fact.get("rowCount", len(rows)), "log_mode": fact["mode"]}
        # Random names; the artifacts must have them.
        value |= {"artifact_path": found["artifact_path"], "_latest_artifact_path": found["_latest_artifact_path"]}
        if increment is not None:
            earlier = [known["path"] for known in self.tables if known["name"] == name]
            value |= {"increment_num": increment, "previous_increments_paths": earlier}
        if first is None:
            self.tables.append({**fact, "name": name, "step": step, "path": found["artifact_path"], "latest": found["_latest_artifact_path"]})
        self.put(step, name, value)

    def chart(self, fact):
        """By the functions of wandb.plot themselves."""
        make = wandb.plot_table if fact["call"] == "plot_table" else getattr(wandb.plot, fact["call"])
        args = dict(fact["args"])
        if "rows" in fact:
            args["data_table" if fact["call"] == "plot_table" else "table"] = wandb.Table(columns=fact["columns"], data=fact["rows"])
        chart = make(**args)
        chart.set_key(fact["name"])
        root, section, key = chart.spec.config_key
        assert root == "_wandb"
        self.config.setdefault(section, {})[key] = chart.spec.config_value
        rows = [[cell.item() if isinstance(cell, numpy.generic) else cell for cell in row] for row in chart.table.data]
        self.table(fact["step"], chart.spec.table_key, {"columns": chart.table.columns, "rows": rows, "mode": "IMMUTABLE"})


def histogram_json(fact, where):
    if "counts" in fact:
        return {"_type": "histogram", "values": fact["counts"], "bins": fact["edges"]}
    counts, edges = numpy.histogram(fact["values"], bins=fact["bins"])
    return {"_type": "histogram", "values": counts.tolist(), "bins": Near(edges.tolist())}


class Near(list):
    """Numbers up to the last digits: numpy and JavaScript divide in another order."""

    def __eq__(self, other):
        return len(self) == len(other) and all(math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-12) for a, b in zip(self, other))


def pixel_bytes(fact):
    import base64

    return base64.b64decode(fact["base64"])


def box_data(fact):
    names = {"classId": "class_id", "boxCaption": "box_caption"}
    return [{names.get(key, key): value for key, value in box.items()} for box in fact["boxData"]]


def run_cell(cell):
    """A cell in the file beside the history."""
    if isinstance(cell, dict) and "date" in cell:
        return datetime.fromtimestamp(cell["date"] / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if isinstance(cell, dict) and cell.keys() & {"image", "audio", "html"}:
        return {"image": "Image", "audio": "Audio", "html": "Html"}[next(iter(cell))]
    return cell


__all__ = ["Media", "box_data", "md5"]
