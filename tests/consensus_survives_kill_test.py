"""kill -9 in the middle of a consensus round: every acknowledged position is there after the restart, counted
once; who listened goes on where the line was cut; the log is one chain."""
import collections
import concurrent.futures
import contextlib
import http.client
import json
import sqlite3
import threading
import unittest

from installation import PASSWORD, Installation, Refused, Session

AGENCIES = 12


class Delegate(threading.Thread):
    """Takes position after position until the server is gone; knows what was acknowledged."""

    def __init__(self, session, test):
        super().__init__()
        self.session, self.test, self.acknowledged = session, test, 0

    def run(self):
        while True:
            try:
                self.session.post(f"/consensus-tests/{self.test}/positions",
                                  {"stance": "has_reservation", "reason": f"ครั้งที่ {self.acknowledged + 1}",
                                   "wording": "", "is_minuted": False})
            except (OSError, Refused, http.client.HTTPException):
                return
            self.acknowledged += 1


def events(session, assembly, after, until_kind=None, count=None):
    """The numbers heard after one, until a kind or so many were heard, or the line was cut."""
    connection = http.client.HTTPConnection("127.0.0.1", session.port, timeout=30)
    cookies = "; ".join(f"{k}={v}" for k, v in session.cookies.items())
    connection.request("GET", f"/api/v1/assemblies/{assembly}/events", headers={"Cookie": cookies, "Last-Event-ID": str(after)})
    answer = connection.getresponse()
    heard = []
    try:
        while True:
            line = answer.readline().decode()
            if not line:
                return heard
            if line.startswith("id: "):
                heard.append(int(line[4:]))
            if line.startswith("data: ") and json.loads(line[6:])["kind"] == until_kind or len(heard) == count:
                return heard
    except (OSError, http.client.HTTPException):
        return heard
    finally:
        connection.close()


Round = collections.namedtuple("Round", "assembly plenary draft sessions")


def begin_round(installation, secretary, agencies=AGENCIES):
    """An assembly on its day, every agency in the plenary, with one draft."""
    post = secretary.post
    assembly = post("/assemblies", {"year_be": 2568, "title_th": "สมัชชา", "title_en": "", "calendar": []})["id"]
    plenary = secretary.get(f"/assemblies/{assembly}/rooms")[-1]["id"]
    codes = []
    for number in range(agencies):
        sector = ("state", "academia", "civil_society")[number % 3]
        agency = post("/agencies", {"name_th": f"หน่วยงานที่ {number}", "name_en": "", "sector": sector, "ministry": "",
                                    "kind": "office", "mandate_th": "", "mandate_en": "", "area_code": "40"})["id"]
        code = post(f"/assemblies/{assembly}/delegates",
                    {"agency_id": agency, "name": f"ผู้แทน {number}", "is_alternate": False})["code"]
        codes.append(code)
        if number == 0:
            lead = agency

    def delegate(number):
        # By whoever holds the link, who is not signed in.
        visitor = Session.anonymous(installation.port)
        visitor.post("/invitations/acceptance", {"province": "40", "code": codes[number],
                                                 "login": f"delegate{number}", "password": PASSWORD})
        return Session(installation.port, f"delegate{number}")

    with concurrent.futures.ThreadPoolExecutor(4) as several:
        sessions = list(several.map(delegate, range(agencies)))
    go = lambda to: post(f"/assemblies/{assembly}/phase", {"to": to})
    go("agenda")
    item = post(f"/assemblies/{assembly}/items",
                {"number": 1, "title_th": "ค้นหาเด็ก", "title_en": "", "room_id": plenary, "lead_agency_id": lead,
                 "co_owners": [], "evidence": []})["id"]
    go("drafting")
    draft = secretary.request("PUT", f"/items/{item}/draft", json.dumps(
        {"version": 0, "title": "ร่าง", "paragraphs": [{"kind": "operative", "depth": 0, "text": "ขอให้ค้นหาเด็ก",
                                                      "addressees": []}]}).encode())["draft"]["id"]
    go("hearings")
    go("assembled")
    for session in sessions:
        badge = session.get(f"/assemblies/{assembly}/pass")["badge"]
        post(f"/assemblies/{assembly}/arrivals", {"room_id": plenary, "badge": badge})
    return Round(assembly, plenary, draft, sessions)


class ConsensusSurvivesKill(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.remove)
        self.installation.begin_province()
        self.installation.start()
        self.secretary = self.installation.session()

    def test_a_round_that_is_killed_goes_on(self):
        assembly, plenary, draft, sessions = begin_round(self.installation, self.secretary)
        test = self.secretary.post(f"/assemblies/{assembly}/consensus-tests",
                                   {"room_id": plenary, "draft_id": draft})["test"]["id"]
        begun = self.secretary.get(f"/assemblies/{assembly}")["events"]
        heard = []
        listener = threading.Thread(target=lambda: heard.extend(events(self.secretary, assembly, begun)))
        listener.start()
        delegates = [Delegate(session, test) for session in sessions]
        for delegate in delegates:
            delegate.start()
        while sum(d.acknowledged for d in delegates) < 5 * AGENCIES:
            threading.Event().wait(0.01)
        self.installation.kill()
        for thread in [*delegates, listener]:
            thread.join()

        self.installation.start()
        self.secretary.port = self.installation.port
        view = self.secretary.get(f"/consensus-tests/{test}")
        acknowledged = sum(d.acknowledged for d in delegates)
        with contextlib.closing(sqlite3.connect(self.installation.data / "samatcha.db")) as database:
            on_record = database.execute("SELECT count(*) FROM consensus_position").fetchone()[0]
        self.assertGreaterEqual(on_record, acknowledged)
        # What was under way when the server died may be there or not, one for each delegate.
        self.assertLessEqual(on_record, acknowledged + AGENCIES)
        self.assertEqual(sum(s["has_reservation"] for s in view["tally"]["sectors"]), AGENCIES)

        # The same session goes on, and hears exactly what it missed.
        sessions[0].port = self.installation.port
        sessions[0].post(f"/consensus-tests/{test}/positions",
                         {"stance": "supports", "reason": "", "wording": "", "is_minuted": False})
        self.secretary.post(f"/consensus-tests/{test}/close")
        last = heard[-1] if heard else begun
        heard += events(self.secretary, assembly, last, "consensus_closed")
        told = self.secretary.get(f"/assemblies/{assembly}")["events"]
        self.assertEqual(heard, list(range(begun + 1, told + 1)))

        log = self.installation.folder / "log.jsonl"
        log.write_bytes(self.secretary.bytes(f"/assemblies/{assembly}/log"))
        self.assertEqual(self.installation.run("verify-log", log)["entries"], told)
        changed = log.read_bytes().replace("ครั้งที่ 1".encode(), "ครั้งที่ 2".encode(), 1)
        log.write_bytes(changed)
        with self.assertRaises(AssertionError):
            self.installation.run("verify-log", log)


if __name__ == "__main__":
    unittest.main()
