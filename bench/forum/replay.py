#!/usr/bin/env python3
"""Conversations held elsewhere, voted again through HTTP, against `samatcha consensus` on the file. See README.md.

    bench/forum/replay.py SET...      folders with votes.norm.csv.gz and expected.json.gz
"""
import gzip
import json
import sys
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from forum_replay_test import Conversation, check_replayed  # noqa: E402
from installation import Installation  # noqa: E402


def main(folders):
    for folder in map(Path, folders):
        installation = Installation()
        try:
            installation.begin_province()
            installation.start()
            expected = json.loads(gzip.decompress((folder / "expected.json.gz").read_bytes()))
            conversation = Conversation(folder / "votes.norm.csv.gz", expected["moderated_out"])
            begun = time.monotonic()
            check_replayed(unittest.TestCase(), installation, installation.session(), conversation)
            print(f"{folder.name}: {len(conversation.rows)} votes of {len(conversation.participants)} people:"
                  f" same results, {time.monotonic() - begun:.0f} s", flush=True)
        finally:
            installation.remove()


main(sys.argv[1:])
