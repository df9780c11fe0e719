#!/usr/bin/env python3
"""How long a phone's first synchronisation of 500 cases takes, how much comes over the line, and how long a day's edits
take (60 visits, 240 corrections), in a province of a million children and 200,000 cases. Makes a volunteer of its own.

    bench/care/sync/sync.py FOLDER     as of bench/care/made.py; SAMATCHA_DATABASE names a PostgreSQL
"""
import gzip
import http.client
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from made import made, processor_s  # noqa: E402
from installation import PASSWORD  # noqa: E402

CASES, VISITS, PIECE = 500, 60, 50


class Client:
    def __init__(self, port):
        self.line = http.client.HTTPConnection("127.0.0.1", port)
        self.headers = {"Content-Type": "application/json", "X-Purpose": "care", "Accept-Encoding": "gzip"}
        self.received = self.sent = 0

    def ask(self, method, path, body=None):
        sent = json.dumps(body).encode() if body is not None else None
        self.line.request(method, f"/api/v1{path}", sent, self.headers)
        answer = self.line.getresponse()
        got = answer.read()
        self.received += len(got)
        self.sent += len(sent or b"")
        if answer.headers.get("Content-Encoding") == "gzip":
            got = gzip.decompress(got)
        if answer.status >= 300:
            raise SystemExit(f"{method} {path}: {answer.status} {got.decode()}")
        if cookie := answer.headers.get("Set-Cookie"):
            self.headers["Cookie"] = cookie.split(";")[0]
        if path == "/phone/outlines":
            return got
        return json.loads(got) if got else None

    def sign_in(self, login, password):
        self.headers["X-CSRF-Token"] = self.ask("POST", "/session", {"login": login, "password": password})["csrf_token"]
        return self


def child(number):
    return {"given_name": f"เด็ก {number}", "surname": f"นามสกุล {number}", "nickname": f"น้อง {number}", "citizen_id": "",
            "birth_date": f"{2009 + number % 8}-05-01", "guardian_name": f"ผู้ปกครอง {number}",
            "phone": f"08{number:08d}", "house_no": str(number // 2), "village_no": str(number % 12 + 1),
            "village_name": "บ้านดง", "last_school": "โรงเรียนบ้านดง"}


def edits(cases, start):
    counter, made = 0, []
    for case in cases[:VISITS]:
        seen = {field["name"]: field["seen"] for field in case["fields"]}
        for name in ("phone", "guardian_name", "house_no", "last_school"):
            counter += 1
            made.append({"counter": counter, "case_id": case["id"], "written_at": start + counter,
                         "field": {"field": name, "value": f"แก้ {counter}", "base": seen.get(name, [])}})
        counter += 1
        made.append({"counter": counter, "case_id": case["id"], "written_at": start + counter,
                     "visit": {"outcome": "find_out_of_school", "note": "อยู่กับยาย ช่วยขายของที่ตลาด"}})
    return made


def synchronise(installation):
    secretariat = Client(installation.port).sign_in("secretary", PASSWORD)
    # The search reads all names after a start; that is measured by search/live.py.
    while secretariat.ask("POST", "/search", {"words": "สมชาย"})["state"] != "ready":
        time.sleep(0.5)
    login = f"sync{int(time.time())}"
    secretariat.ask("POST", "/accounts", {"login": login, "display_name": login, "role": "volunteer",
                                          "password": "a sentence nobody guesses"})
    phone = Client(installation.port).sign_in(login, "a sentence nobody guesses")
    subdistricts = [one["code"] for one in phone.ask("GET", "/areas")["subdistricts"][:3]]
    for number in range(CASES):
        phone.ask("POST", "/cases", {"origin": "by_hand", "child": child(number),
                                     "subdistrict_code": subdistricts[number % 3]})
    made = phone.ask("POST", "/phones", {"name": "โทรศัพท์ทดลอง"})
    phone.headers["X-Care-Phone"] = made["token"]

    phone.received = phone.sent = 0
    used = processor_s(installation)
    started = time.perf_counter()
    ids = [one["id"] for one in phone.ask("POST", "/phone/list")["cases"]]
    cases = []
    for start in range(0, len(ids), PIECE):
        cases += phone.ask("POST", "/phone/cases", {"case_ids": ids[start:start + PIECE]})["cases"]
    phone.ask("GET", "/phone/outlines")
    print(f"first synchronisation: {len(cases)} cases, {time.perf_counter() - started:.2f} s, "
          f"{phone.received / 1000:.0f} kB received, {phone.sent / 1000:.0f} kB sent; "
          f"{processor_s(installation) - used:.2f} s of the server's processor")

    day = edits(cases, int(time.time() * 1000) - 86_400_000)
    phone.received = phone.sent = 0
    used = processor_s(installation)
    started = time.perf_counter()
    taken = []
    for start in range(0, len(day), PIECE):
        taken += phone.ask("POST", "/phone/edits", {"edits": day[start:start + PIECE]})["taken"]
    changed = {edit["case_id"] for edit in day}
    list_after = phone.ask("POST", "/phone/list")["cases"]
    wanted = [one["id"] for one in list_after if one["id"] in changed]
    for start in range(0, len(wanted), PIECE):
        phone.ask("POST", "/phone/cases", {"case_ids": wanted[start:start + PIECE]})
    refused = sum(1 for one in taken if one.get("refusal"))
    print(f"a day's edits: {len(taken)} taken, {refused} refused, {time.perf_counter() - started:.2f} s, "
          f"{phone.received / 1000:.0f} kB received, {phone.sent / 1000:.0f} kB sent; "
          f"{processor_s(installation) - used:.2f} s of the server's processor")

    started = time.perf_counter()
    phone.ask("POST", "/phone/list")
    print(f"nothing new: {time.perf_counter() - started:.3f} s")


def main(folder):
    installation = made(folder)
    installation.start()
    try:
        synchronise(installation)
    finally:
        installation.kill()


if __name__ == "__main__":
    main(sys.argv[1])
