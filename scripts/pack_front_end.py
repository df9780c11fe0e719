#!/usr/bin/env python3
"""Packs the built front end's files once, so that the server never does: beside each x.js an x.js.gz and
an x.js.zst, where these are smaller. Takes the folder (web/dist)."""
import gzip
import subprocess
import sys
from pathlib import Path

PACKED = {".js", ".mjs", ".css", ".html", ".json", ".svg", ".webmanifest", ".txt", ".map"}


def pack(folder: Path) -> None:
    for file in sorted(folder.rglob("*")):
        if file.suffix in {".gz", ".zst"}:
            file.unlink()
    for file in sorted(folder.rglob("*")):
        if not file.is_file() or file.suffix not in PACKED or file.stat().st_size < 1000:
            continue
        plain = file.read_bytes()
        for suffix, packed in (
            (".gz", gzip.compress(plain, 9, mtime=0)),
            (".zst", subprocess.run(["zstd", "-19", "-q", "-c"], input=plain, capture_output=True,
                                    check=True).stdout),
        ):
            if len(packed) < len(plain) * 0.95:
                file.with_name(file.name + suffix).write_bytes(packed)


if __name__ == "__main__":
    pack(Path(sys.argv[1]))
