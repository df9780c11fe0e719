"""A conversation that was held elsewhere, voted again through HTTP: the forum's results are those of `samatcha
consensus` on the file, and what the forum exports gives them once more."""
import csv
import gzip
import io
import json
import unittest
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

from forum_survives_kill_test import Phone, begin_forum
from installation import ROOT, Installation

VOTES_AT_ONCE = 200
WORDS = {"1": "agree", "-1": "disagree", "0": "pass"}


class Conversation:
    """A file of votes: ids in their order, votes by participant in the order of rows."""

    def __init__(self, votes_file, moderated_out):
        with gzip.open(votes_file, "rt") as rows:
            self.rows = [(int(row["statement"]), int(row["participant"]), row["vote"]) for row in csv.DictReader(rows)]
        self.statements = sorted({row[0] for row in self.rows})
        self.participants = sorted({row[1] for row in self.rows})
        self.moderated_out = moderated_out

    def by_participant(self):
        votes = defaultdict(list)
        for statement, participant, vote in self.rows:
            votes[participant].append((self.statements.index(statement), vote))
        return [votes[participant] for participant in self.participants]


def engine_result(installation, name, rows, moderated_out):
    """What `samatcha consensus` makes of (statement, participant, vote), a later row counting more."""
    folder = installation.folder / name
    folder.mkdir()
    (folder / "votes.csv").write_text("statement,participant,vote,created_ms\n" +
                                      "".join(f"{s},{p},{v},{i}\n" for i, (s, p, v) in enumerate(rows)))
    (folder / "moderation.csv").write_text("statement,mod,is_meta\n" + "".join(f"{s},-1,0\n" for s in moderated_out))
    installation.run("consensus", folder / "votes.csv", "--moderation", folder / "moderation.csv", "--out", folder / "out")
    return json.loads((folder / "out/result.json").read_text())


def replay(installation, secretary, conversation):
    """Every participant on a phone of their own; the forum's id."""
    forum = begin_forum(secretary, [f"ข้อ {number}" for number in conversation.statements])
    phones = [Phone(installation.port, forum) for _ in conversation.participants]

    def vote(phone, votes):
        for begin in range(0, len(votes), VOTES_AT_ONCE):
            batch = [{"number": begin + i + 1, "statement": statement, "vote": WORDS[vote], "cast_at": 0}
                     for i, (statement, vote) in enumerate(votes[begin:begin + VOTES_AT_ONCE])]
            taken = phone.vote(batch)
            assert len(taken["stored"]) == len(batch), taken["refused"]
        phone.connection.close()

    with ThreadPoolExecutor(8) as several:
        list(several.map(vote, phones, conversation.by_participant()))
    out = [conversation.statements.index(statement) for statement in conversation.moderated_out
           if statement in conversation.statements]
    if out:
        secretary.post(f"/forums/{forum}/decisions",
                       {"statements": out, "decision": "rejected", "is_meta": False, "reason": "ตามต้นฉบับ"})
    return forum


def exported_rows(secretary, conversation, forum):
    """votes.csv, under the names of the file that was replayed."""
    text = secretary.bytes(f"/public/40/forums/{forum}/votes.csv").decode()
    return [(conversation.statements[int(row["comment-id"])], conversation.participants[int(row["voter-id"])], row["vote"])
            for row in csv.DictReader(io.StringIO(text))]


def check_replayed(test, installation, secretary, conversation):
    forum = replay(installation, secretary, conversation)
    expected = engine_result(installation, "given", conversation.rows, conversation.moderated_out)
    again = engine_result(installation, "exported", exported_rows(secretary, conversation, forum), conversation.moderated_out)
    for part in ("sizes", "statements", "pca", "groups", "best_k", "by_k", "stability", "common_ground", "divisions"):
        test.assertEqual(again[part], expected[part], part)

    # A server that begins anew names groups by their size, as the file's result does.
    installation.kill()
    installation.start()
    secretary.port = installation.port
    results = secretary.get(f"/public/40/forums/{forum}/results")
    test.assertEqual(results["votes"], expected["sizes"]["cells"])
    test.assertEqual(results["participants"], expected["sizes"]["participants"])
    test.assertEqual({one["name"]: one["size"] for one in results["groups"]}, expected["groups"]["sizes"])
    shown = {one["number"]: one for one in results["statements"]}
    test.assertEqual(sorted(conversation.statements[number] for number in shown),
                     [one for one in conversation.statements if one not in conversation.moderated_out])
    for name, stats in expected["groups"]["stats"].items():
        place = [one["name"] for one in results["groups"]].index(name)
        for number, one in shown.items():
            agree, disagree, seen = (stats[kind][number] for kind in ("na", "nd", "ns"))
            told = one["groups"][place]
            test.assertEqual(told, {"agree": agree, "disagree": disagree, "pass": seen - agree - disagree} if seen >= 3 else None)
    for side, which in (("agree", "is_agreed_by_all"), ("disagree", "is_disagreed_by_all")):
        test.assertEqual(sorted(conversation.statements[n] for n, one in shown.items() if one[which]),
                         sorted(expected["common_ground"][side]["claimed"]))
    test.assertEqual(results["count_probability"], list(expected["stability"]["probability_of_k"].values()))
    return forum


class ForumReplay(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.remove)
        self.installation.begin_province()
        self.installation.start()
        self.secretary = self.installation.session()

    def test_votes_through_http_give_the_results_of_the_file(self):
        folder = ROOT / "tests/consensus/taxes"
        moderated_out = json.loads(gzip.decompress((folder / "expected.json.gz").read_bytes()))["moderated_out"]
        conversation = Conversation(folder / "votes.norm.csv.gz", moderated_out)
        forum = check_replayed(self, self.installation, self.secretary, conversation)

        # Its own files make a forum with the same groups.
        export = lambda name: self.secretary.bytes(f"/public/40/forums/{forum}/{name}").decode()
        copy = begin_forum(self.secretary, [])
        taken = self.secretary.post(f"/forums/{copy}/import", {"comments": export("comments.csv"), "votes": export("votes.csv")})
        self.assertEqual((taken["statements"], taken["participants"]),
                         (len(conversation.statements), len(conversation.participants)))
        self.secretary.post(f"/forums/{copy}/phase", {"to": "open"})
        one, other = (self.secretary.get(f"/public/40/forums/{each}/results")["groups"] for each in (forum, copy))
        self.assertEqual([group["size"] for group in one], [group["size"] for group in other])
        matrix = list(csv.DictReader(io.StringIO(export("participants-votes.csv"))))
        self.assertEqual(sum(row["group-id"] != "" for row in matrix), sum(group["size"] for group in one))
        self.assertEqual(self.installation.failures(), [])


if __name__ == "__main__":
    unittest.main()
