"""One run of red-dwarf on a file of votes, for speed.py: VOTES.csv[.gz] -> seconds and groups as JSON."""
import csv
import gzip
import json
import sys
import time

path = sys.argv[1]
started = time.perf_counter()
from reddwarf.implementations.polis import run_pipeline  # noqa: E402: what it takes to load counts too

with (gzip.open(path, "rt") if path.endswith(".gz") else open(path)) as file:
    last = {(int(r["participant"]), int(r["statement"])): r for r in csv.DictReader(file)}  # it takes one vote a cell
votes = [{"participant_id": p, "statement_id": s, "vote": int(r["vote"]), "modified": int(r["created_ms"])}
         for (p, s), r in last.items()]
result = run_pipeline(votes=votes, max_group_count=5, random_state=1)
groups = result.participants_df["cluster_id"].value_counts().to_dict()
print(json.dumps({"seconds": time.perf_counter() - started, "groups": {str(k): int(v) for k, v in groups.items()}}))
