"""The life cycle of a case, over HTTP: in each state each person's page offers what is taken of that person, and no more."""
import contextlib
import json
import sqlite3
import unittest

from installation import PASSWORD, Installation, Refused, agency

CHILD = {"given_name": "ทดสอบ", "surname": "ระบบ", "nickname": "", "citizen_id": "", "birth_date": "2014-03-02", "guardian_name": "",
         "phone": "", "house_no": "", "village_no": "", "village_name": "", "last_school": ""}
ANSWERS = {**dict.fromkeys(("violence", "abuse", "self_harm", "forced_work", "alone"), "no"), "causes": ["poverty"],
           "since": "half_to_two_years", "members": 4, "income": 6000, "tenure": "own", "wish": "school",
           "own_words": "อยากเรียน", "constraints": ["money"]}
PLAN = {"goals": [{"words": "กลับไปเรียน", "service": "return_to_school", "by": "2099-01-01"}]}
VISITS = ("not_find", "contact", "find_out_of_school", "find_in_school", "find_moved", "find_died", "find_refusing")
STEPS = ("approve_plan", "return_plan", "begin_service", "place", "relapse", "complete", "reach_livelihood", "reopen")
BY_THE_PROGRAM = {"open", "check_register"}  # Nobody is offered them.


class CaseLifeCycle(unittest.TestCase):
    def setUp(self):
        house = Installation()
        self.addCleanup(house.remove)
        house.begin_province()
        house.start()
        self.secretary = house.session()
        own, strange = (self.secretary.post("/agencies", agency(f"หน่วยงาน {n}"))["id"] for n in range(2))
        self.people, self.accounts = {"secretariat": self.secretary}, {}
        for login, role, of in (("coordinator", "case_worker", own), ("worker", "case_worker", own), ("stranger", "case_worker", strange),
                                ("volunteer", "volunteer", None)):
            self.accounts[login] = self.secretary.post("/accounts", {
                "login": login, "display_name": login, "role": role, "password": PASSWORD, **({"agency_id": of} if of else {})})["id"]
            self.people[login] = house.session(login)
        self.secretary.request("PUT", f"/care-workers/{self.accounts['coordinator']}", json.dumps(
            {"subdistricts": [], "is_coordinator": True, "is_duty_officer": False}).encode())
        self.agency = own
        self.case = self.people["worker"].post("/cases?purpose=care", {
            "origin": "by_hand", "subdistrict_code": "400101", "child": CHILD})["id"]
        self.secretary.post(f"/cases/{self.case}/alerts?purpose=care", {"signs": ["alone"]})
        self.alert = self.secretary.get("/care-alerts?purpose=care")[0]["id"]
        self.database = sqlite3.connect(house.data / "samatcha.db", timeout=20)
        self.database.execute("PRAGMA synchronous = OFF")
        self.addCleanup(self.database.close)

    def set_back(self, state, worker):
        """As if the case had come there; the alert waits."""
        with contextlib.closing(self.database.cursor()) as cursor:
            cursor.execute("UPDATE care_case SET state = ?, outcome = ?, worker_id = ?, agency_id = ?",
                           (state, "completed" if state == "closed" else "", worker, self.agency))
            cursor.execute("UPDATE care_alert SET is_open = 1, answered_by = NULL, answered_at = NULL")
            self.database.commit()

    def requests(self):
        of = f"/cases/{self.case}"
        for outcome in VISITS:
            yield outcome, "POST", f"{of}/visits", {"outcome": outcome, "tried": ["went_to_house"], "school": "โรงเรียน"}
        for verb in STEPS:
            yield verb, "POST", f"{of}/steps", {"verb": verb}
        yield "assign", "PUT", f"{of}/worker", {"worker_id": self.accounts["worker"], "agency_id": self.agency}
        yield "mend", "PUT", f"{of}/child", {"child": CHILD}
        yield "assess", "POST", f"{of}/assessments", {"form_version": 1, "answers": ANSWERS}
        yield "plan", "PUT", f"{of}/plan", PLAN
        yield "follow_up", "POST", f"{of}/follow-ups", {"finding": "still_there"}
        yield "alert", "POST", f"{of}/alerts", {"signs": ["violence"]}
        yield "answer_alert", "POST", f"/care-alerts/{self.alert}/answer", {"note": "ปลอดภัยแล้ว"}

    def is_taken(self, person, method, path, body):
        try:
            person.request(method, path + "?purpose=care", json.dumps(body).encode())
        except Refused as refused:
            self.assertIn(refused.status, (403, 404, 409), f"{path} {body}")
            return False
        return True

    def test_in_each_state_a_page_offers_what_is_taken_and_no_more(self):
        enums = self.secretary.get("/openapi.json")["components"]["schemas"]
        verbs = {verb for verb, *_ in self.requests()}
        self.assertEqual(verbs | BY_THE_PROGRAM, set(enums["CaseVerb"]["enum"]))
        wrong, taken_at_all = [], 0
        for state in enums["CaseState"]["enum"]:
            for name, person in self.people.items():
                worker = self.accounts["volunteer" if name == "volunteer" else "worker"]
                self.set_back(state, worker)
                try:
                    offered = set(person.get(f"/cases/{self.case}?purpose=care")["verbs"])
                except Refused as refused:
                    self.assertEqual((refused.status, name), (404, "stranger"))
                    offered = set()
                for verb, method, path, body in self.requests():
                    self.set_back(state, worker)
                    taken = self.is_taken(person, method, path, body)
                    taken_at_all += taken
                    if taken != (verb in offered):
                        wrong.append(f"{state}, {name}: {verb} is {'taken' if taken else 'refused'}")
        self.assertEqual(wrong, [])
        self.assertGreater(taken_at_all, 200)


if __name__ == "__main__":
    unittest.main()
