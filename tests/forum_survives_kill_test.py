"""kill -9 while phones vote: every acknowledged vote is there after the restart, once; what was under way when the
server died can be sent again and is there once too."""
import contextlib
import http.client
import json
import queue
import random
import sqlite3
import threading
import time
import unittest

from installation import Installation, Refused, wait_for

PHONES = 16
STATEMENTS = 12


def begin_forum(secretary, texts, **form):
    """An open forum of a new assembly; its id."""
    assemblies = secretary.get("/assemblies") or [secretary.post("/assemblies", {
        "year_be": 2569, "title_th": "สมัชชา", "title_en": "", "calendar": []})]
    forum = secretary.post("/forums", {"assembly_id": assemblies[0]["id"], "form": {
        "title_th": "เวที", "title_en": "", "question_th": "ทำอย่างไร", "question_en": "", "area_code": "40",
        "admission": "open", "moderation": "before", "join_code": "", "joins_per_hour": 1_000_000, **form}})["id"]
    if texts:
        secretary.post(f"/forums/{forum}/statements", {"texts": texts})
        secretary.post(f"/forums/{forum}/phase", {"to": "open"})
    return forum


class Phone:
    """A device with a token and a connection of its own."""

    def __init__(self, port, forum):
        self.port, self.path, self.token, self.connection = port, f"/api/v1/public/40/forums/{forum}", None, None
        self.token = self.ask("POST", "/participants", {"code": ""})["token"]

    def ask(self, method, path, value=None):
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["X-Forum-Token"] = self.token
        try:
            self.connection.request(method, self.path + path, json.dumps(value).encode() if value is not None else None, headers)
            answer = self.connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = None
            raise
        if answer.status >= 400:
            raise Refused(answer.status, body)
        return json.loads(body)

    def vote(self, votes):
        return self.ask("POST", "/votes", {"votes": votes, "held": []})


class Voter(threading.Thread):
    """Votes until the server is gone; knows what was acknowledged, and what was not. A device may change its votes
    some hundred times: who is to vote for long rests between two."""

    def __init__(self, phone, rest_seconds=0):
        super().__init__()
        self.phone, self.rest_seconds, self.acknowledged, self.under_way = phone, rest_seconds, {}, None

    def run(self):
        for number in range(1, 100_000):
            vote = {"number": number, "statement": number % STATEMENTS, "vote": ("agree", "disagree", "pass")[number % 3],
                    "cast_at": 0}
            self.under_way = vote
            try:
                taken = self.sent(vote)
            except (OSError, Refused, http.client.HTTPException):
                return
            if taken["stored"] != [number]:
                return
            self.acknowledged[number] = vote
            time.sleep(self.rest_seconds)

    def sent(self, vote):
        """As a phone does it: a busy server is asked again."""
        while True:
            try:
                return self.phone.vote([vote])
            except Refused as refused:
                if refused.status not in (429, 503):
                    raise
                time.sleep(0.05)


class Listener(threading.Thread):
    """Hears when results are published, until the server is gone."""

    def __init__(self, port, forum):
        super().__init__(daemon=True)
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.connection.request("GET", f"/api/v1/public/40/forums/{forum}/events")
        self.stream = self.connection.getresponse()
        self.heard = queue.Queue()

    def run(self):
        with contextlib.suppress(OSError, ValueError, AttributeError, http.client.HTTPException):
            while line := self.stream.readline():
                if line.startswith(b"data:"):
                    self.heard.put(time.monotonic())

    def seconds_of_a_publication(self):
        """What lies between two of them, less the second of rest."""
        first, second = self.heard.get(timeout=60), self.heard.get(timeout=60)
        return second, max(second - first - 1, 0)


def large_conversation(statements, participants, votes_each):
    """comments.csv and votes.csv of so many people that results take a while."""
    draw = random.Random(5)
    comments = ["timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body"]
    comments += [f"{number},x,{number},,0,0,1,ข้อความที่ {number}" for number in range(statements)]
    votes = ["timestamp,datetime,comment-id,voter-id,vote"]
    for participant in range(participants):
        for statement in draw.sample(range(statements), votes_each):
            votes.append(f"{participant},x,{statement},{participant},{draw.choice((-1, 0, 1, 1 if participant % 2 else -1))}")
    return {"comments": "\n".join(comments) + "\n", "votes": "\n".join(votes) + "\n"}


class ForumSurvivesKill(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.remove)
        self.installation.begin_province()
        self.installation.start()
        self.secretary = self.installation.session()

    def once_read(self, path):
        """Nothing while the server that has just started reads the forum."""
        try:
            return self.secretary.get(path)
        except Refused as refused:
            self.assertEqual(refused.status, 503)

    def on_record(self, forum):
        with contextlib.closing(sqlite3.connect(self.installation.data / "samatcha.db")) as database:
            return {(p, n): (s, v) for p, n, s, v in database.execute(
                "SELECT participant, number, statement, vote FROM forum_vote WHERE forum_id = ?", (forum,))}

    def test_no_acknowledged_vote_is_lost_or_doubled(self):
        forum = begin_forum(self.secretary, [f"ข้อความที่ {i}" for i in range(STATEMENTS)])
        voters = [Voter(Phone(self.installation.port, forum)) for _ in range(PHONES)]
        for voter in voters:
            voter.start()
        while sum(len(voter.acknowledged) for voter in voters) < 20 * PHONES:
            threading.Event().wait(0.01)
        self.installation.kill()
        for voter in voters:
            voter.join()

        value = {"agree": 1, "disagree": -1, "pass": 0}
        record = self.on_record(forum)
        for participant, voter in enumerate(voters):
            for number, vote in voter.acknowledged.items():
                self.assertEqual(record[participant, number], (vote["statement"], value[vote["vote"]]))
        self.assertLessEqual(len(record), sum(len(voter.acknowledged) + 1 for voter in voters))

        # The phones send again what they had no answer to.
        self.installation.start()
        self.secretary.port = self.installation.port
        for voter in voters:
            voter.phone.port = self.installation.port
            taken = voter.phone.vote([*list(voter.acknowledged.values())[-3:], voter.under_way])
            self.assertEqual(taken["refused"], [])
            self.assertEqual(taken["voted"], min(STATEMENTS, len(voter.acknowledged) + 1))
        self.assertEqual(len(self.on_record(forum)), sum(len(voter.acknowledged) + 1 for voter in voters))
        results = voters[0].phone.ask("GET", "/results")
        counted = sum(sum(one["all"].values()) for one in results["statements"])
        self.assertEqual(counted, sum(min(STATEMENTS, len(voter.acknowledged) + 1) for voter in voters))
        for voter in voters:
            voter.phone.connection.close()
        self.assertEqual(self.installation.failures(), [])

    def test_a_kill_while_results_are_published_loses_nothing(self):
        forum = begin_forum(self.secretary, [])
        self.secretary.post(f"/forums/{forum}/import", large_conversation(300, 3000, 60))
        self.secretary.post(f"/forums/{forum}/phase", {"to": "open"})
        acknowledged, people = set(), 3000
        for part_of_it in (0.2, 0.5, 0.8):
            voters = [Voter(Phone(self.installation.port, forum), rest_seconds=0.05) for _ in range(2)]
            listener = Listener(self.installation.port, forum)
            listener.start()
            for voter in voters:
                voter.start()
            listener.heard.get(timeout=60)  # As it stands.
            published, takes = listener.seconds_of_a_publication()
            time.sleep(max(published + 1 + part_of_it * takes - time.monotonic(), 0))
            self.installation.kill()
            for voter in voters:
                voter.join()
                acknowledged |= {(people, number) for number in voter.acknowledged}
                people += 1
            record = self.on_record(forum)
            self.assertEqual(acknowledged - record.keys(), set())
            self.installation.start()
            self.secretary.port = self.installation.port
            results = wait_for(lambda: self.once_read(f"/public/40/forums/{forum}/results"))
            counting = {(p, s) for (p, _), (s, _) in record.items()}
            self.assertEqual(results["votes"], len(counting))
        self.assertEqual(self.installation.failures(), [])


if __name__ == "__main__":
    unittest.main()
