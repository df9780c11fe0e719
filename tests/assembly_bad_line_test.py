"""What comes twice, at once or only half: a comment sent again on a bad line, minutes written in two browsers, a paper
cut off by kill -9."""
import concurrent.futures
import http.client
import json
import os
import time
import unittest

from installation import PASSWORD, Installation, Refused, Session, agency, wait_for

PAPER = b"%PDF-1.4\n" + b"% words of the paper\n" * 200_000 + b"%%EOF\n"


def at_once(*calls):
    """What each answers, or the status it is refused with."""
    def one(call):
        try:
            return call()
        except Refused as refused:
            return refused.status

    with concurrent.futures.ThreadPoolExecutor(len(calls)) as several:
        return list(several.map(one, calls))


class AssemblyOnABadLine(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.remove)
        self.installation.begin_province()
        self.installation.run("user", "add", "second", "--role", "secretariat", "--province", "40",
                              stdin=PASSWORD + "\n")
        self.installation.start()
        self.secretary = self.installation.session()
        post = self.secretary.post
        self.assembly = post("/assemblies", {"year_be": 2568, "title_th": "สมัชชา", "title_en": "", "calendar": []})["id"]
        self.room = self.secretary.get(f"/assemblies/{self.assembly}/rooms")[-1]["id"]
        lead = post("/agencies", agency("หน่วยงานหลัก"))["id"]
        post(f"/assemblies/{self.assembly}/delegates", {"agency_id": lead, "name": "ผู้แทน", "is_alternate": False})
        self.go("agenda")
        self.item = post(f"/assemblies/{self.assembly}/items",
                         {"number": 1, "title_th": "ค้นหาเด็ก", "title_en": "", "room_id": self.room,
                          "lead_agency_id": lead, "co_owners": [], "evidence": []})["id"]

    def go(self, *phases):
        for phase in phases:
            self.secretary.post(f"/assemblies/{self.assembly}/phase", {"to": phase})

    def heard_draft(self):
        self.go("drafting")
        draft = self.secretary.request("PUT", f"/items/{self.item}/draft", json.dumps(
            {"version": 0, "title": "ร่าง", "paragraphs": [{"kind": "operative", "depth": 0, "text": "ขอให้ค้นหาเด็ก",
                                                          "addressees": []}]}).encode())["draft"]
        self.go("hearings")
        self.secretary.post(f"/drafts/{draft['id']}/hearing")
        return draft

    def test_a_comment_in_a_hearing_that_comes_twice_is_one(self):
        draft = self.heard_draft()
        said = {"words": {"paragraph_id": draft["text"]["paragraphs"][0]["id"], "quote": "เด็ก", "occurrence": 0},
                "name": "ตา", "text": "หลานไม่ได้เรียน"}

        def send():
            visitor = Session.anonymous(self.installation.port)
            return visitor.post(f"/public/40/hearings/{draft['id']}/comments", said)["id"]

        first = at_once(send, send, send)
        self.assertEqual(len(set(first)), 1, first)
        self.installation.kill()
        self.installation.start()
        self.assertEqual(send(), first[0])
        self.secretary.port = self.installation.port
        self.assertEqual(len(self.secretary.get(f"/assemblies/{self.assembly}/hearing-comments")), 1)

    def test_minutes_written_in_two_browsers_at_once_lose_nothing(self):
        other = self.installation.session("second")
        path = f"/rooms/{self.room}/minutes"
        edit = lambda session, text, **more: session.post(path, {
            "sequence": 1, "is_addition": False, "text": {"th": text, "en": ""}, **more})
        answers = at_once(lambda: edit(self.secretary, "คนแรก"), lambda: edit(other, "คนที่สอง"))
        self.assertEqual(sorted(type(answer).__name__ for answer in answers), ["dict", "int"])
        self.assertIn(409, answers)
        kept = next(answer for answer in answers if answer != 409)
        # Who was refused sees it and writes on.
        edit(other, "ทั้งสองคน", seen=kept["id"])
        add = lambda: edit(self.secretary, "เพิ่มเติม", is_addition=True)["id"]
        self.assertEqual(len(set(at_once(add, add))), 1)
        kinds = [entry["kind"] for entry in self.secretary.get(f"/assemblies/{self.assembly}/entries")]
        self.assertEqual(kinds.count("minutes_edited"), 3)

    def test_a_paper_that_kill_9_cut_off_is_not_there_and_is_sent_again(self):
        line = http.client.HTTPConnection("127.0.0.1", self.installation.port, timeout=60)
        line.putrequest("POST", f"/api/v1/items/{self.item}/papers?filename=half.pdf")
        line.putheader("Cookie", "; ".join(f"{k}={v}" for k, v in self.secretary.cookies.items()))
        line.putheader("X-CSRF-Token", self.secretary.csrf_token)
        line.putheader("Content-Type", "application/octet-stream")
        line.putheader("Content-Length", str(len(PAPER)))
        line.endheaders()
        line.send(PAPER[:len(PAPER) // 2])
        files = lambda: [f for f in self.installation.data.rglob("*") if f.is_file() and "uploads" in f.parts]
        wait_for(lambda: any(f.stat().st_size > 1_000_000 for f in files()))
        self.installation.kill()
        line.close()
        half = files()
        self.assertEqual(len(half), 1)

        yesterday = time.time() - 25 * 3600
        os.utime(half[0], (yesterday, yesterday))
        self.installation.start()
        self.secretary.port = self.installation.port
        papers = lambda: next(item for item in self.secretary.get(f"/assemblies/{self.assembly}/items"))["papers"]
        self.assertEqual(papers(), [])
        wait_for(lambda: not files())
        self.secretary.request("POST", f"/items/{self.item}/papers?filename=half.pdf", PAPER, "application/octet-stream")
        self.assertEqual([paper["bytes"] for paper in papers()], [len(PAPER)])
        self.assertEqual(self.secretary.bytes(f"/papers/{papers()[0]['id']}/file"), PAPER)
        self.assertEqual(self.installation.failures(), [])


if __name__ == "__main__":
    unittest.main()
