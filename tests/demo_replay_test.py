"""The demonstration's assemblies: loaded by the actions, and one played at a running server, as it says it does."""
import collections
import csv
import io
import json
import subprocess
import unittest

from installation import BINARY, Installation

PASSWORD = "samatcha-demo"


class Demonstration(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.installation = Installation()
        cls.addClassCleanup(cls.installation.remove)
        cls.installation.run("province", "add", "40", "--demonstration")
        cls.installation.run("province", "fill", "40")
        cls.loaded = cls.installation.run("demo", "load")
        cls.installation.start()
        cls.session = cls.installation.session("secretariat", PASSWORD)

    def replay(self, language, speed=100_000, url=None):
        return subprocess.run([BINARY, "demo", "replay", "--speed", str(speed), "--language", language,
                               "--url", url or f"http://127.0.0.1:{self.installation.port}"],
                              capture_output=True, text=True)

    def verified(self, assembly_id):
        log = self.installation.folder / "log.jsonl"
        log.write_bytes(self.session.bytes(f"/assemblies/{assembly_id}/log"))
        return self.installation.run("verify-log", log)

    def kinds(self, assembly_id):
        log = self.session.bytes(f"/assemblies/{assembly_id}/log").decode()
        return [json.loads(line)["kind"] for line in log.splitlines()]

    def outcomes(self, draft):
        return [test["outcome"] for test in self.session.get(f"/drafts/{draft['id']}/consensus-tests")]

    def test_last_years_assembly_is_adopted_with_an_objection_accommodated_and_a_reservation(self):
        last, this = (self.session.get(f"/assemblies/{one['assembly_id']}") for one in self.loaded)
        self.assertEqual((last["phase"], this["phase"]), ("driven", "assembled"))
        self.assertEqual(len(self.session.get(f"/assemblies/{last['id']}/agencies")), 65)
        resolutions = self.session.get(f"/assemblies/{last['id']}/resolutions")
        self.assertEqual([one["number"] for one in resolutions], [1, 2, 3, 4])
        drafts = self.session.get(f"/assemblies/{last['id']}/drafts")
        self.assertEqual(self.outcomes(drafts[1]), ["blocked", "reached", "reached"])
        tests = self.session.get(f"/drafts/{drafts[2]['id']}/consensus-tests")
        stances = [one["stance"] for one in self.session.get(f"/consensus-tests/{tests[-1]['id']}")["positions"]]
        self.assertEqual((len(stances), stances.count("has_reservation")), (65, 1))
        self.assertEqual(self.verified(last["id"])["entries"], last["events"])
        # All went home: nobody sits there any more, and 65 attended.
        room = self.session.get(f"/assemblies/{last['id']}/rooms")[-1]["id"]
        plenary = self.session.get(f"/rooms/{room}/state")
        self.assertEqual(plenary["presence"]["agencies"], [])
        self.assertEqual(sum(one["attended"] for one in plenary["attended"]), 65)

    def test_every_kind_of_amendment_every_end_and_the_way_of_the_objection_is_there(self):
        last = self.loaded[0]["assembly_id"]
        amendments = [one for draft in self.session.get(f"/assemblies/{last}/drafts")
                      for version in range(1, draft["version"] + 1)
                      for one in self.session.get(f"/drafts/{draft['id']}?version={version}")["amendments"]]
        self.assertEqual({one["operation"]["kind"] for one in amendments},
                         {"replace", "insert", "delete", "move", "split", "merge"})
        self.assertEqual({one["state"] for one in amendments}, {"made", "rejected", "withdrawn"})
        happened = self.kinds(last)
        for kind in ("drafting_group_formed", "drafting_group_returned", "paper_added", "minutes_edited"):
            self.assertIn(kind, happened)
        plenary = self.session.get(f"/assemblies/{last}/rooms")[-1]
        self.assertIn("ผู้ว่าราชการจังหวัด", json.dumps(self.session.get(f"/rooms/{plenary['id']}/minutes"),
                                                 ensure_ascii=False))

    def test_each_item_has_its_working_group_evidence_and_paper(self):
        for item in self.session.get(f"/assemblies/{self.loaded[0]['assembly_id']}/items"):
            self.assertGreater(len(item["working_group"]), 3)
            self.assertGreater(len(item["evidence"]), 0)
            paper = self.session.bytes(f"/papers/{item['papers'][0]['id']}/file")
            self.assertTrue(paper.startswith(b"%PDF"))

    def test_every_resolution_is_in_english_too_as_it_reads_now(self):
        last = self.loaded[0]["assembly_id"]
        for one in self.session.get(f"/assemblies/{last}/resolutions"):
            english = self.session.get(f"/drafts/{one['draft_id']}/translation?version={one['version']}")
            self.assertEqual([each["id"] for each in english["paragraphs"]],
                             [each["id"] for each in one["text"]["paragraphs"]])
            self.assertFalse(english["is_title_old"] or any(each["is_old"] for each in english["paragraphs"]))
            self.assertTrue(all(each["text"].isascii() for each in english["paragraphs"]))

    def test_this_years_is_in_its_rooms_one_agreed_one_asked_two_with_hands_up(self):
        this = self.loaded[1]["assembly_id"]
        drafts = self.session.get(f"/assemblies/{this}/drafts")
        self.assertEqual([self.outcomes(draft) for draft in drafts], [["reached"], ["open"], [], []])
        rooms = [room for room in self.session.get(f"/assemblies/{this}/rooms") if not room["is_plenary"]]
        floors = [self.session.get(f"/rooms/{room['id']}/floor") for room in rooms]
        self.assertEqual([len(floor["waiting"]) for floor in floors], [0, 0, 3, 2])
        self.assertTrue(all(self.session.get(f"/rooms/{room['id']}/presence")["is_quorum"] for room in rooms))
        self.assertEqual(self.verified(this)["redacted"], 0)
        earlier = self.session.get(f"/assemblies/{this}/earlier-resolutions")
        self.assertEqual([len(one["successions"]) for one in earlier], [1, 1, 0, 1])

    def test_the_forum_of_2000_invented_people_has_the_camps_that_they_were_invented_in(self):
        forum = self.session.get("/public/forums")[0]
        self.assertEqual(forum["assembly_id"], self.loaded[1]["assembly_id"])
        address = f"/public/40/forums/{forum['id']}"
        results = self.session.get(address + "/results")
        self.assertEqual((results["participants"], len(results["groups"])), (2000, 3))
        agreed = [one["number"] for one in results["statements"] if one["is_agreed_by_all"]]
        self.assertEqual(agreed, [0, 1, 2, 3, 4, 5])
        # Its delegates are of every sector, and are asked apart: they are of all camps, and say what the camps say.
        self.assertEqual((results["delegates"], results["residents"]), (182, 454))
        self.assertEqual(results["sectors"]["sectors"], ["state", "academia", "civil_society", "media"])
        self.assertEqual(results["sectors"]["agreed"], [0, 2, 4, 5])
        # src/app/demonstration_forum.hpp: nine of twenty are of the first camp, six of the second, five of the third.
        camps = collections.Counter()
        for row in csv.DictReader(io.StringIO(self.session.bytes(address + "/participants-votes.csv").decode())):
            place = int(row["participant"]) % 20
            camps[0 if place < 9 else 1 if place < 15 else 2, row["group-id"]] += 1
        found = {camp: max((camps[camp, group], group) for group in "012") for camp in range(3)}
        self.assertEqual(len({group for _, group in found.values()}), 3)
        self.assertGreater(sum(people for people, _ in found.values()), 0.9 * 2000)

    def test_a_replay_is_a_whole_assembly_and_can_be_repeated(self):
        years = []
        for language in ("th", "en"):
            done = self.replay(language)
            self.assertEqual(done.returncode, 0, done.stderr)
            latest = self.session.get("/assemblies")[0]
            years.append(latest["year_be"])
            self.assertIn(str(latest["year_be"]), done.stdout.splitlines()[-1])
            self.assertEqual(latest["phase"], "adopted")
            self.assertEqual(len(self.session.get(f"/assemblies/{latest['id']}/resolutions")), 4)
            self.assertEqual(self.verified(latest["id"])["entries"], latest["events"])
            happened = self.kinds(latest["id"])
            self.assertEqual(happened.count("invitation_accepted"), 65)
            self.assertEqual(happened.count("resolution_adopted"), 4)
            self.assertEqual(happened.count("position_taken"), 65 - 1 + 16 + 4 * 65)
        self.assertEqual(years[1], years[0] + 1)

    def test_the_same_again_loads_nothing_twice(self):
        self.assertEqual(self.installation.run("demo", "load"), [])

    def test_no_server_a_wrong_address_and_no_speed_are_said_plainly(self):
        for speed, url, code, said in ((1, "http://127.0.0.1:1", 10, "does not answer"),
                                       (1, "ftp://x", 3, "is no address"), (0, None, 3, "above 0")):
            done = self.replay("en", speed, url)
            self.assertEqual((done.returncode, done.stdout), (code, ""), done.stderr)
            self.assertIn(said, done.stderr)


if __name__ == "__main__":
    unittest.main()
