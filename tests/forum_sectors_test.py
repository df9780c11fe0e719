"""Delegates of agencies and residents with a code take part beside visitors: each is counted apart, what every sector's
delegates agree on stands beside what every group agrees on, and the files tell it without telling who anybody is."""
import csv
import io
import json
import unittest

from consensus_survives_kill_test import begin_round
from forum_survives_kill_test import Phone, begin_forum
from installation import Installation, Refused

SECTORS = ("state", "academia", "civil_society")
EACH = 8
RESIDENTS = 6
VISITORS = 30
STATEMENTS = 10


class Admitted(Phone):
    """A device that has come in already, or comes in with a code."""

    def __init__(self, port, forum, token=None, code=""):
        self.port, self.path, self.token, self.connection = port, f"/api/v1/public/40/forums/{forum}", token, None
        self.token = token or self.ask("POST", "/participants", {"code": code})["token"]

    def say(self, words):
        taken = self.vote([{"number": i + 1, "statement": i, "vote": word, "cast_at": 0} for i, word in enumerate(words)])
        assert len(taken["stored"]) == STATEMENTS, taken
        self.connection.close()


def words_of(number, sector=None):
    """All agree to the first; to the second all but civil society; of the rest every other person says the opposite."""
    camp = [("agree", "disagree")[(number + statement) % 2] for statement in range(2, STATEMENTS)]
    return ["agree", "disagree" if sector == "civil_society" else "agree", *camp]


class ForumSectors(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.remove)
        self.installation.begin_province()
        self.installation.start()
        self.secretary = self.installation.session()

    def rows(self, name):
        text = self.secretary.bytes(f"/public/40/forums/{self.forum}/{name}").decode()
        return list(csv.DictReader(io.StringIO(text)))

    def test_delegates_and_residents_are_counted_apart_and_sectors_beside_groups(self):
        delegates = begin_round(self.installation, self.secretary, len(SECTORS) * EACH).sessions
        self.forum = begin_forum(self.secretary, [f"ข้อ {number}" for number in range(STATEMENTS)])
        join = f"/public/40/forums/{self.forum}/participants"
        port = self.installation.port
        for number, session in enumerate(delegates):
            joined = session.post(join, {"code": ""})
            self.assertEqual(joined["kind"], "delegate")
            Admitted(port, self.forum, joined["token"]).say(words_of(number, SECTORS[number % 3]))
        with self.assertRaises(Refused) as twice:
            delegates[0].post(join, {"code": ""})
        self.assertIn("forum.delegate_already", str(twice.exception))
        codes = self.secretary.post(f"/forums/{self.forum}/codes", {"count": RESIDENTS})["codes"]
        for number, code in enumerate(codes):
            Admitted(port, self.forum, code=code).say(words_of(number))
        with self.assertRaises(Refused):
            Admitted(port, self.forum, code=codes[0])
        for number in range(VISITORS):
            Admitted(port, self.forum).say(words_of(number))

        # A server that begins anew has everything that was acknowledged.
        self.installation.kill()
        self.installation.start()
        self.secretary.port = self.installation.port
        results = self.secretary.get(f"/public/40/forums/{self.forum}/results")
        everyone = len(delegates) + RESIDENTS + VISITORS
        self.assertEqual((results["participants"], results["delegates"], results["residents"]),
                         (everyone, len(delegates), RESIDENTS))
        self.assertEqual(results["sectors"], {"sectors": list(SECTORS), "agreed": [0], "disagreed": []})
        first, second = results["statements"][:2]
        self.assertEqual([first["all"]["agree"], first["delegates"]["agree"], first["residents"]["agree"]],
                         [everyone, len(delegates), RESIDENTS])
        agree, disagree = ({"agree": EACH, "disagree": 0, "pass": 0}, {"agree": 0, "disagree": EACH, "pass": 0})
        self.assertEqual(second["sectors"], [agree, agree, disagree])
        # Of the groups every one agrees to the second too: which sector a person is of decides nothing else.
        self.assertTrue(second["is_agreed_by_all"])

        counts = {row["part"]: row for row in self.rows("counts.csv") if row["comment-id"] == "1"}
        self.assertEqual(counts["sector-civil_society"]["disagrees"], str(EACH))
        self.assertEqual(counts["delegates"]["agrees"], str(2 * EACH))
        self.assertEqual(counts["residents"]["agrees"], str(RESIDENTS))
        for name in ("votes.csv", "comments.csv", "participants-votes.csv", "summary.csv"):
            text = self.secretary.bytes(f"/public/40/forums/{self.forum}/{name}").decode()
            for word in (*SECTORS, "delegate", "resident", "visitor"):
                self.assertNotIn(word, text, name)

        # The same by `samatcha consensus`, for whoever knows who is of which sector.
        votes, sectors = self.installation.folder / "votes.csv", self.installation.folder / "sectors.csv"
        votes.write_text("statement,participant,vote,created_ms\n" + "".join(
            f"{row['comment-id']},{row['voter-id']},{row['vote']},{row['timestamp']}\n" for row in self.rows("votes.csv")))
        sectors.write_text("participant,sector\n" + "".join(
            f"{number},{SECTORS[number % 3]}\n" for number in range(len(delegates))))
        out = self.installation.folder / "out"
        self.installation.run("consensus", votes, "--sectors", sectors, "--out", out)
        by_command = json.loads((out / "result.json").read_text())
        self.assertEqual(by_command["sectors"]["common_ground"]["agree"]["claimed"], results["sectors"]["agreed"])
        self.assertEqual(by_command["common_ground"]["agree"]["claimed"],
                         [one["number"] for one in results["statements"] if one["is_agreed_by_all"]])
        self.assertIn("civil_society", (out / "report.html").read_text())


if __name__ == "__main__":
    unittest.main()
