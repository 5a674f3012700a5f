"""What is in files, found out by libraries that are not ours: pixels by Pillow, sound by the wave module, digests by hashlib and
by wandb's own code."""

import base64
import hashlib
import io
import json
import wave

import numpy
from fields import expect
from PIL import Image
from wandb.sdk.lib import hashutil


def bytes_of(fact, world):
    """The bytes that a fact stands for; None where they are ours to choose."""
    if "file" in fact:
        with open(world.path(fact["file"]), "rb") as file:
            return file.read()
    if "base64" in fact:
        return base64.b64decode(fact["base64"])
    return fact["text"].encode() if "text" in fact else None


def read(path):
    with open(path, "rb") as file:
        return file.read()


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def pixels_of(fact):
    shape = (fact["height"], fact["width"], fact["channels"])
    if "floats" in fact:
        scaled = numpy.asarray(fact["floats"], dtype=numpy.float32).astype(numpy.float64) * 255
        return numpy.rint(scaled).astype(numpy.uint8).reshape(shape)
    return numpy.frombuffer(base64.b64decode(fact["base64"]), dtype=numpy.uint8).reshape(shape)


def expect_pixels(data, fact, where):
    image = Image.open(io.BytesIO(data))
    image.load()
    assert image.format == "PNG", f"{where} is {image.format}"
    modes = {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}
    assert image.mode == modes[fact["channels"]], f"{where} is {image.mode}"
    found = numpy.asarray(image).reshape(fact["height"], fact["width"], fact["channels"])
    assert numpy.array_equal(found, pixels_of(fact)), f"{where}: other pixels"


def expect_mask(data, fact, picture, where):
    expect_pixels(data, {"base64": fact["base64"], "height": picture["height"], "width": picture["width"], "channels": 1}, where)


def expect_sound(data, fact, where):
    with wave.open(io.BytesIO(data)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (fact["sampleRate"], fact["channels"], 2), where
        found = numpy.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
    if "ints" in fact:
        assert found.tolist() == fact["ints"], f"{where}: other samples"
    else:
        wanted = numpy.asarray(fact["floats"]) * 32767
        assert len(found) == len(wanted) and numpy.abs(found - wanted).max() <= 1, f"{where}: other samples"


def expect_content(data, fact, world, where):
    """`fact`: bytes, a file, JSON, or samples of sound."""
    if "json" in fact:
        expect(json.loads(data), fact["json"], where)
    elif "sampleRate" in fact:
        expect_sound(data, fact, where)
    else:
        assert data == bytes_of(fact, world), f"{where}: other bytes"


def md5(data):
    """Base64, as manifests have it; by wandb's code, and by hashlib."""
    found = base64.b64encode(hashlib.md5(data).digest()).decode()
    assert found == hashutil.md5_string(data.decode("latin-1")) or any(byte > 127 for byte in data)
    return found
