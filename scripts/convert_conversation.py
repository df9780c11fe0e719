#!/usr/bin/env python3
"""Makes a conversation with known results small enough for tests/: scripts/convert_conversation.py SET tests/consensus/NAME

SET holds votes.norm.csv.gz and expected.json.gz. Kept is what bench/consensus/score.py compares.
The licence of the set goes into README.md by hand.
"""
import gzip
import json
import sys
from pathlib import Path

KEPT = ["sizes", "statements", "moderated_out", "meta", "pca", "participants", "cold_start", "given_groups", "multistart_participants"]


def main():
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    target.mkdir(parents=True, exist_ok=True)
    expected = json.loads(gzip.decompress((source / "expected.json.gz").read_bytes()))
    text = json.dumps({name: expected[name] for name in KEPT}, separators=(",", ":"))
    for name, data in (("expected.json.gz", text.encode()), ("votes.norm.csv.gz", gzip.decompress((source / "votes.norm.csv.gz").read_bytes()))):
        (target / name).write_bytes(gzip.compress(data, 9, mtime=0))


if __name__ == "__main__":
    main()
