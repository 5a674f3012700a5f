"""Reads the framing of a .wandb log. Written from the format alone: shares nothing with Kymo's reader."""

import struct
import zlib

BLOCK = 32768


def payloads(path):
    with open(path, "rb") as file:
        data = file.read()
    assert data[:7] == b":W&B\xe1\xbe\x00", "header of the log"
    at, parts = 7, None
    while at < len(data):
        left = BLOCK - at % BLOCK
        if left < 7:
            assert not any(data[at : at + left]), f"padding at {at}"
            at += left
            continue
        checksum, length, kind = struct.unpack_from("<IHB", data, at)
        payload = data[at + 7 : at + 7 + length]
        assert len(payload) == length, f"torn record at {at}"
        assert length <= left - 7, f"record at {at} crosses its block"
        assert zlib.crc32(data[at + 6 : at + 7 + length]) == checksum, f"checksum at {at}"
        at += 7 + length
        if kind in (1, 2):
            assert parts is None, f"record at {at} starts inside another"
            parts = []
        parts.append(payload)
        if kind in (1, 4):
            yield b"".join(parts)
            parts = None
    assert parts is None, "the last record has no end"
