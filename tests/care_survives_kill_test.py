"""kill -9 while cases are opened, visited, referred, and written to by phones: whatever was acknowledged is there after
the restart, once; what was under way when the server died can be sent again and is there once too."""
import contextlib
import http.client
import json
import random
import threading
import time
import unittest

from installation import PASSWORD, Installation, Refused, Session, agency

WORKERS = 3
PHONES = 3
KILLS = 3
GONE = (OSError, http.client.HTTPException)


class Away(Exception):
    """The server lives, and takes nothing now."""


def child(name):
    return {"given_name": name, "surname": "ทดสอบ", "nickname": "", "citizen_id": "", "birth_date": "2014-03-02",
            "guardian_name": "", "phone": "", "house_no": "", "village_no": "", "village_name": "", "last_school": ""}


class Busy(threading.Thread):
    """Does one thing after the other until told to stop. Sends again what had no answer because the server was gone."""

    def __init__(self, session):
        super().__init__(daemon=True)
        self.session, self.is_over, self.broken = session, threading.Event(), None

    def run(self):
        try:
            for number in range(1, 100_000):
                if self.is_over.is_set():
                    return
                self.do(number)
        except Exception as thrown:  # The test fails with it.
            self.broken = thrown

    def again(self, act):
        while True:
            try:
                return act()
            except (*GONE, Away):
                pass
            if self.is_over.wait(0.02):
                raise InterruptedError


class Worker(Busy):
    """Opens a case, visits it, refers the child. What has no key is not sent again: it may be there or not."""

    def __init__(self, session, clinic, name):
        super().__init__(session)
        self.clinic, self.name = clinic, name
        self.opened, self.visits, self.sent, self.unsure = {}, {}, {}, set()

    def post(self, path, value):
        try:
            return self.session.post(path, value)
        except Refused as refused:
            raise Away if refused.status in (429, 503) else refused

    def do(self, number):
        given = f"{self.name}เด็กที่{number}"
        with contextlib.suppress(*GONE, Away):
            self.unsure.add(given)
            case = self.post("/cases?purpose=care", {"origin": "by_hand", "subdistrict_code": "400101", "child": child(given)})["id"]
            self.opened[case] = given
            self.unsure.discard(given)
            key = f"{self.name}-{number}"
            self.again(lambda: self.post(f"/cases/{case}/visits?purpose=care", {
                "outcome": "find_out_of_school", "client_key": key, "note": key}))
            self.visits[case] = key
            self.refer(case)

    def refer(self, case):
        basis = self.post(f"/cases/{case}/legal-bases?purpose=refer", {
            "recipient": self.clinic, "kind": "consent", "purpose": "ตรวจตา", "fields": ["given_name"], "given_by": "guardian",
            "given_how": "signed", "giver_name": "ผู้ปกครอง", "expires_at": int((time.time() + 86400 * 30) * 1000)})["id"]
        view = self.post(f"/cases/{case}/referrals?purpose=refer", {
            "to_agency": self.clinic, "kind": "health_care", "is_urgent": False, "words": "มองไม่ชัด"})
        for step in ({"verb": "check_basis", "basis": basis}, {"verb": "send"}):
            view = self.post(f"/referrals/{view['line']['id']}/steps?purpose=refer", {
                "version": view["version"], "words": "", **step})
        self.sent[view["line"]["id"]] = case


class Phone(Busy):
    """Writes into its cases, and sends in pieces what is not acknowledged; as the browser does."""

    def __init__(self, session, cases):
        super().__init__(session)
        made = session.post("/phones?purpose=care", {"name": "เครื่องทดสอบ"})
        self.id, self.token, self.cases = made["id"], made["token"], cases
        self.waiting, self.acknowledged, self.written, self.counter = [], {}, {}, 0

    def send(self, edits):
        connection = http.client.HTTPConnection("127.0.0.1", self.session.port, timeout=60)
        try:
            connection.request("POST", "/api/v1/phone/edits?purpose=care", json.dumps({"edits": edits}).encode(), {
                "Content-Type": "application/json", "X-Care-Phone": self.token, "X-CSRF-Token": self.session.csrf_token,
                "Cookie": "; ".join(f"{k}={v}" for k, v in self.session.cookies.items())})
            answer = connection.getresponse()
            body = answer.read()
        finally:
            connection.close()
        if answer.status >= 400:
            raise Away if answer.status in (429, 503) else Refused(answer.status, body)
        return json.loads(body)["taken"]

    def do(self, number):
        for case in self.cases:
            self.counter += 1
            edit = {"counter": self.counter, "case_id": case, "written_at": int(time.time() * 1000)}
            # Each value is of nobody else, so that none can stand for another; it replaces the phone's own one before.
            seen = [{"device": self.id, "counter": self.written[case]}] if case in self.written else []
            edit |= ({"field": {"field": "nickname", "value": f"{self.id}/{self.counter}", "base": seen}} if number % 3 else
                     {"visit": {"outcome": "not_find", "tried": ["went_to_house"], "note": f"{self.id}/{self.counter}"}})
            if "field" in edit:
                self.written[case] = self.counter
            self.waiting.append(edit)
        for one in self.again(lambda: self.send(self.waiting)):
            if one.get("refusal"):
                raise AssertionError(one["refusal"])
            self.acknowledged[one["counter"]] = next(e for e in self.waiting if e["counter"] == one["counter"])
        self.waiting = [edit for edit in self.waiting if edit["counter"] not in self.acknowledged]


class CareSurvivesKill(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.remove)
        self.installation.begin_province()
        self.installation.start()
        self.secretary = self.installation.session()
        self.school, self.clinic = (self.secretary.post("/agencies", agency(f"หน่วยงาน {n}"))["id"] for n in range(2))

    def session(self, login, role, of):
        self.secretary.post("/accounts", {"login": login, "display_name": login, "role": role, "agency_id": of,
                                          "password": PASSWORD})
        return self.installation.session(login)

    def begin(self):
        workers = [Worker(self.session(f"worker{n}", "case_worker", self.school), self.clinic, f"ก{n}") for n in range(WORKERS)]
        holder = self.session("holder", "case_worker", self.school)
        held = [holder.post("/cases?purpose=care", {"origin": "by_hand", "subdistrict_code": "400101",
                                                    "child": child(f"ถือ{n}")})["id"] for n in range(2)]
        phones = []
        for _ in range(PHONES):  # Each a browser of its own, of one account: they write into the same cases.
            phones.append(Phone(self.installation.session("holder"), held))
        return workers, phones, held

    def test_no_acknowledged_case_visit_referral_or_edit_is_lost_or_doubled(self):
        workers, phones, held = self.begin()
        everybody = [*workers, *phones]
        for one in everybody:
            one.start()
        draw = random.Random(6)
        for _ in range(KILLS):
            before = self.acknowledged(workers, phones)
            wanted = draw.randrange(4, 12)
            until = time.monotonic() + 60
            while min(now - then for now, then in zip(self.acknowledged(workers, phones), before)) < wanted:
                self.assertIsNone(next((one.broken for one in everybody if one.broken), None))
                self.assertLess(time.monotonic(), until)
                time.sleep(0.005)
            self.installation.kill()
            self.installation.start()
            for one in everybody:
                one.session.port = self.installation.port
        for one in everybody:
            one.is_over.set()
        for one in everybody:
            one.join()
        self.assertEqual([repr(one.broken) for one in everybody if one.broken and not isinstance(one.broken, InterruptedError)], [])
        self.secretary.port = self.installation.port
        self.check_cases(workers)
        self.check_referrals(workers)
        self.check_phones(phones, held)
        self.assertEqual(self.installation.failures(), [])

    @staticmethod
    def acknowledged(workers, phones):
        return (sum(len(one.opened) for one in workers), sum(len(one.visits) for one in workers),
                sum(len(one.sent) for one in workers), sum(len(one.acknowledged) for one in phones))

    def shown(self, case):
        return self.secretary.get(f"/cases/{case}?purpose=care")

    def listed(self):
        cases, path = [], "/cases?purpose=care"
        page = self.secretary.get(path)
        while True:
            cases += [one["id"] for one in page["cases"]]
            if not page.get("next_cursor"):
                return cases
            page = self.secretary.get(f"{path}&cursor={page['next_cursor']}")

    def check_cases(self, workers):
        opened = {case: name for one in workers for case, name in one.opened.items()}
        visits = {case: key for one in workers for case, key in one.visits.items()}
        unsure = set().union(*(one.unsure for one in workers))
        names = []
        for case in self.listed():
            detail = self.shown(case)
            name = detail["child"]["given_name"]
            names.append(name)
            if case in opened:
                self.assertEqual(name, opened[case])
            else:
                self.assertTrue(name in unsure or name.startswith("ถือ"), name)
            found = [event["said"]["client_key"] for event in detail["events"] if event["verb"] == "find_out_of_school"]
            self.assertEqual(found, [visits[case]] if case in visits else found[:1])
            self.assertEqual(detail["state"], "verified" if found else "candidate")
        self.assertEqual(len(names), len(set(names)))
        self.assertEqual(set(opened.values()) - set(names), set())

    def check_referrals(self, workers):
        sent = {referral: case for one in workers for referral, case in one.sent.items()}
        for referral, case in sent.items():
            view = self.secretary.get(f"/referrals/{referral}?purpose=refer")
            self.assertEqual((view["case_id"], view["line"]["state"]), (case, "sent"))
            self.assertEqual([event["verb"] for event in view["events"]], ["draft", "check_basis", "send"])
            of_case = self.secretary.get(f"/cases/{case}/referrals?purpose=refer")
            self.assertEqual([one["id"] for one in of_case["referrals"]], [referral])

    def check_phones(self, phones, held):
        for phone in phones:  # What had no answer is sent once more; then all is acknowledged.
            for one in phone.send(phone.waiting) if phone.waiting else []:
                phone.acknowledged[one["counter"]] = next(e for e in phone.waiting if e["counter"] == one["counter"])
        edits = [edit for phone in phones for edit in phone.acknowledged.values()]
        for case in held:
            notes = sorted(event["said"]["note"] for event in self.shown(case)["events"] if event["verb"] == "not_find")
            self.assertEqual(notes, sorted(edit["visit"]["note"] for edit in edits if edit["case_id"] == case and "visit" in edit))
            # No phone saw another's value, so the last of each stands beside the others.
            [name] = [field for field in self.secretary.get(f"/cases/{case}/writings?purpose=care")["conflicts"]
                      if field["name"] == "nickname"]
            self.assertEqual(sorted(version["value"] for version in name["versions"]),
                             sorted(f"{phone.id}/{phone.written[case]}" for phone in phones))


if __name__ == "__main__":
    unittest.main()
