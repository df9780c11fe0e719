"""Every route of the OpenAPI document, asked by everybody who must not see a child: nothing of the child is in any answer,
search, count, file, error or log. And what asks for no purpose shows no child, not even to those who may see it."""
import csv
import http.client
import json
import re
import tempfile
import time
import unittest
from pathlib import Path
from urllib.parse import quote, unquote

from installation import PASSWORD, Installation, Session, agency, ended_job, wait_for

#: What is known of the child, each value of nobody else.
CHILD = {"given_name": "ฆฤษณ์มณี", "surname": "ฌานไพฑูรย์ลับ", "nickname": "ฬิลลี่", "citizen_id": "1409900000003",
         "birth_date": "2014-03-02", "guardian_name": "ฐิติฎาผู้ปกครอง", "phone": "0891726354", "house_no": "917/26",
         "village_no": "7", "village_name": "บ้านโนนฆ้องลับ", "last_school": "โรงเรียนฌานวิทย์ลับ"}
WORDS = {"note": "บันทึกลับของผู้ดูแล", "need": "ขอตรวจหูให้ฟังชัด", "giver": "ฐิติฎาผู้ให้ความยินยอม"}
SHARED = {"nickname", "phone"}
SECRETS = {**{k: v for k, v in CHILD.items() if k not in ("birth_date", "village_no")}, **WORDS}
NEED_PURPOSE = {"list_children", "read_child", "search_persons", "review_records", "read_cases", "work_cases",
                "assign_cases", "receive_referrals"}
LOOK_AT_NOBODY = ("delegate", "viewer", "volunteer", "operator", "other province", "nobody")
SLOW = ("/events", "/stream")


class Person:
    """A signed-in browser that keeps its line, and asks for whatever it is told to."""

    def __init__(self, installation, name, login=None, may_see=()):
        self.name, self.may_see = name, set(may_see)
        self.port = installation.port
        self.session = Session(self.port, login) if login else Session.anonymous(self.port)
        self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, method, path, body=None):
        headers = {"Accept-Language": "en", "X-Purpose": "care", "Content-Type": "application/json",
                   "Cookie": "; ".join(f"{k}={v}" for k, v in self.session.cookies.items())}
        if self.session.csrf_token:
            headers["X-CSRF-Token"] = self.session.csrf_token
        try:
            self.line.request(method, "/api/v1" + path, body, headers)
            answer = self.line.getresponse()
        except (http.client.HTTPException, ConnectionError):  # The server ended the line: a new one.
            self.line.close()
            self.line.request(method, "/api/v1" + path, body, headers)
            answer = self.line.getresponse()
        return answer.status, str(answer.getheaders()) + answer.read().decode("utf-8", "replace")


class Leaks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = Installation()
        cls.addClassCleanup(cls.house.remove)
        cls.house.begin_province()
        cls.house.begin_province("41", "other.secretary")
        cls.house.run("user", "add", "test.operator", "--role", "operator", stdin=PASSWORD + "\n")
        cls.house.run("province", "fill", "40")
        with tempfile.TemporaryDirectory() as folder:
            cls.house.run("generate", "--children", 1000, "--out", folder)
            rows = csv.DictReader((Path(folder) / "civil.csv").read_text("utf-8-sig").splitlines())
            cls.registered = {row["เลขประจำตัวประชาชน"] for row in rows} - {""}
            for register, of in (("civil", "14"), ("school", "3")):
                cls.house.run("import", Path(folder) / f"{register}.csv", "--register", register, "--agency", of, "--date",
                              "2023-11-10")
        cls.house.run("link-run")
        cls.house.start()
        cls.secretary = cls.house.session()
        cls.openapi = cls.secretary.get("/openapi.json")
        cls.enter_people()
        cls.enter_child()
        cls.ids["person"] = cls.secretary.get(
            f"/situations/{cls.ids['situation']}/children?purpose=find")["children"][0]["person_id"]

    @classmethod
    def enter_people(cls):
        own, asked, strange = (cls.secretary.post("/agencies", agency(f"หน่วยงานลับ {n}"))["id"] for n in range(3))
        cls.ids = {"agency": asked, "situation": cls.secretary.get("/situations/latest")["id"]}
        accounts = {"owner": ("case_worker", own), "nurse": ("case_worker", asked), "stranger": ("case_worker", strange),
                    "leader": ("case_worker", strange), "officer": ("data_officer", own),
                    "delegate": ("delegate", asked), "viewer": ("viewer", None), "volunteer": ("volunteer", None)}
        for login, (role, of) in accounts.items():
            made = cls.secretary.post("/accounts", {"login": f"test.{login}", "display_name": login, "role": role, "password": PASSWORD,
                                                    **({"agency_id": of} if of else {})})
            cls.ids[login] = made["id"]
        cls.secretary.request("PUT", f"/care-workers/{cls.ids['leader']}", json.dumps(
            {"subdistricts": [], "is_coordinator": True, "is_duty_officer": False}).encode())

    @classmethod
    def enter_child(cls):
        owner = cls.house.session("test.owner")
        case = owner.post("/cases?purpose=care", {"origin": "by_hand", "subdistrict_code": "400101", "sex": "female",
                                                  "note": WORDS["note"], "child": CHILD})["id"]
        basis = owner.post(f"/cases/{case}/legal-bases?purpose=refer", {
            "recipient": cls.ids["agency"], "kind": "consent", "purpose": "ตรวจหู", "fields": sorted(SHARED),
            "given_by": "guardian", "given_how": "signed", "giver_name": WORDS["giver"],
            "expires_at": int((time.time() + 86400 * 30) * 1000)})["id"]
        referral = owner.post(f"/cases/{case}/referrals?purpose=refer", {
            "to_agency": cls.ids["agency"], "kind": "health_care", "is_urgent": True, "words": WORDS["need"]})["line"]["id"]
        for version, step in enumerate([{"verb": "check_basis", "basis": basis}, {"verb": "send"}], 1):
            owner.post(f"/referrals/{referral}/steps?purpose=refer", {"version": version, "words": "", **step})
        export = cls.secretary.post(f"/situations/{cls.ids['situation']}/exports?purpose=find", {"format": "csv"})
        ended_job(cls.secretary, export["job_id"])
        cls.ids |= {"case": case, "basis": basis, "referral": referral, "export": export["id"], "job": export["job_id"]}

    # What every route is asked with.

    def path_of(self, pattern):
        """Each number in a path is of what stands before it, the child's where it can be."""
        words = {"cases": "case", "referrals": "referral", "legal-bases": "basis", "situations": "situation", "children":
                 "person", "persons": "person", "exports": "export", "jobs": "job", "agencies": "agency"}
        before, parts = "", []
        for part in pattern.removeprefix("/api/v1").split("/"):
            parts.append(re.sub(r"\{\w+\}", str(self.ids[words.get(before, "case")]), part))
            before = part
        return "/".join(parts)

    def value_of(self, schema):
        """The least that a schema takes; where words are asked for, the child's given name."""
        if "$ref" in schema:
            schema = self.openapi["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        for one in schema.get("anyOf", schema.get("oneOf", [])):
            return self.value_of(one)
        if "enum" in schema:
            return schema["enum"][0]
        kind = schema.get("type")
        if kind == "object":
            return {name: self.value_of(of) for name, of in schema.get("properties", {}).items()
                    if name in schema.get("required", []) or name in ("text", "words", "name", "case_id")}
        return {"integer": self.ids["case"], "number": 0, "boolean": False, "array": []}.get(kind, CHILD["given_name"])

    def calls(self, methods):
        """Each route: its right, and how it is asked."""
        for pattern, operations in self.openapi["paths"].items():
            if pattern.endswith(SLOW):
                continue
            for method, operation in operations.items():
                if method not in methods:
                    continue
                body = operation.get("requestBody", {}).get("content", {}).get("application/json")
                queries = [f"{one['name']}={self.value_of(one['schema'])}" for one in operation.get("parameters", [])
                           if one["in"] == "query" and one.get("required")]
                if any(not query.isascii() for query in queries):
                    continue
                path = self.path_of(pattern) + ("?" + "&".join(queries) if queries else "")
                yield (operation["x-right"], method.upper(), path,
                       json.dumps(self.value_of(body["schema"])).encode() if body else None)

    def found(self, text, but=()):
        return sorted(name for name, secret in SECRETS.items() if secret in text and name not in but)

    def strangers(self):
        for name in ("stranger", "leader", "officer", "delegate", "viewer", "volunteer"):
            yield Person(self.house, name, f"test.{name}")
        yield Person(self.house, "operator", "test.operator")
        yield Person(self.house, "other province", "other.secretary")
        yield Person(self.house, "nobody")
        yield Person(self.house, "nurse", "test.nurse", SHARED | {"need"})

    def test_whoever_must_not_see_the_child_finds_nothing_in_any_answer(self):
        asked, leaks, broken = 0, [], []
        for person in self.strangers():
            self.addCleanup(person.line.close)
            for right, method, path, body in [*self.calls(("get",)), *self.calls(("post", "put", "delete"))]:
                if path.startswith("/session") or (person.name == "nurse" and method != "GET"):
                    continue
                status, answer = person.ask(method, path, body)
                asked += 1
                but = person.may_see | ({"given_name"} if body else set())  # Their own words come back.
                found = self.found(answer, but)
                if person.name in LOOK_AT_NOBODY and self.registered & set(re.findall(r"\d{13}", answer)):
                    found.append("a registered child's number")
                if found:
                    leaks.append(f"{person.name}: {method} {path} ({right}) tells {', '.join(found)}")
                if status >= 500:
                    broken.append(f"{person.name}: {method} {path} answers {status}")
        self.assertEqual((leaks, broken), ([], []))
        self.assertGreater(asked, 2000)
        self.check_log()

    def test_what_needs_no_purpose_shows_no_child_to_those_who_may_see_it(self):
        seen, leaks = set(), []
        self.assertGreater(len(self.registered), 500)
        for person in (Person(self.house, "owner", "test.owner"), Person(self.house, "secretary", "secretary")):
            self.addCleanup(person.line.close)
            for right, _, path, _ in self.calls(("get",)):
                _, answer = person.ask("GET", path)
                found = self.found(answer)
                if right in NEED_PURPOSE:
                    seen |= set(found)
                elif found or self.registered & set(re.findall(r"\d{13}", answer)):
                    leaks.append(f"{person.name}: GET {path} ({right}) tells {', '.join(found) or 'a number'}")
        self.assertEqual(leaks, [])
        self.assertGreaterEqual(seen, set(CHILD) - {"birth_date", "village_no"})  # So the test looks at what is there.

    def test_a_search_neither_finds_nor_counts_who_is_not_ones_own(self):
        def is_found(login, words):
            answer = self.house.session(f"test.{login}").post("/search?purpose=care", {"words": words})
            return str(self.ids["case"]) in json.dumps(answer)

        for words in (CHILD["given_name"], CHILD["surname"], CHILD["phone"], CHILD["citizen_id"], CHILD["nickname"]):
            wait_for(lambda words=words: is_found("owner", words))  # The index is a second behind.
            for login in ("stranger", "leader", "volunteer", "nurse"):
                self.assertFalse(is_found(login, words), f"{login}: {words}")

    def test_nothing_of_the_child_is_in_the_log_the_notices_or_the_access_log(self):
        for person in (Person(self.house, "secretary", "secretary"), Person(self.house, "nurse", "test.nurse")):
            self.addCleanup(person.line.close)
            for path in ("/notices", "/access-log"):
                self.assertEqual(self.found(person.ask("GET", path)[1]), [], path)
        self.check_log()

    def test_what_is_refused_or_cannot_be_read_leaves_no_word_of_it_in_the_log(self):
        owner = Person(self.house, "owner", "test.owner")
        self.addCleanup(owner.line.close)
        name, number, case = quote(CHILD["given_name"]), CHILD["citizen_id"], self.ids["case"]
        said = json.dumps({"origin": "by_hand", "subdistrict_code": "400101", "child": CHILD}, ensure_ascii=False).encode()
        for method, path, body in (
                ("POST", "/cases", said[:-9]), ("POST", "/cases", said.replace(b'"child": {', b'"child": [{')),
                ("POST", "/cases", said.replace(b"400101", CHILD["phone"].encode())),
                ("GET", f"/cases/{name}", None), ("GET", f"/cases?cursor={name}", None), ("GET", f"/persons/{number}9", None),
                ("PUT", f"/cases/{case}/child", json.dumps({"child": WORDS}).encode()),
                ("POST", f"/cases/{case}/visits", json.dumps({"outcome": CHILD["given_name"]}).encode()),
                ("POST", f"/referrals/{self.ids['referral']}/steps",
                 json.dumps({"verb": "send", "version": 99, "words": WORDS["need"]}).encode()),
                ("POST", f"/attachments?subject_kind=case&subject_id={case}&filename={name}.exe", b"MZ"),
                ("POST", f"/uploads?filename={name}.csv", b"x")):
            status, _ = owner.ask(method, path, body)
            self.assertIn(status, range(400, 500), f"{method} {path}")
        self.check_log()

    def check_log(self):
        log = unquote(self.house.log.read_text())
        self.assertGreater(len(log), 1000)
        self.assertEqual(self.found(log), [])
        self.assertEqual(self.registered & set(re.findall(r"\d{13}", log)), set())


if __name__ == "__main__":
    unittest.main()
