"""A whole installation in a temporary folder, for tests that run the real program from outside."""
import http.client
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BINARY = Path(os.environ.get("SAMATCHA_BINARY", ROOT / "build/release/samatcha"))
PASSWORD = "a long enough password 40"


class Refused(Exception):
    """An answer that is an error; says status and problem."""

    def __init__(self, status, body):
        super().__init__(f"{status}: {body[:500]!r}")
        self.status = status


class Session:
    """One signed-in browser, so to speak: cookies, CSRF token, JSON."""

    def __init__(self, port, login, password=PASSWORD):
        self.port = port
        self.cookies = {}
        self.csrf_token = None
        self.view = self.post("/session", {"login": login, "password": password})

    @classmethod
    def anonymous(cls, port):
        """A browser that nobody has signed in with."""
        visitor = cls.__new__(cls)
        visitor.port, visitor.cookies, visitor.csrf_token = port, {}, None
        return visitor

    def bytes(self, path, method="GET", body=None, content_type="application/json"):
        """What is answered, as it comes; an answer cut short is an error too."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=180)
        headers = {"Accept": "application/json", "Accept-Language": "en", "Content-Type": content_type}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        if self.csrf_token:
            headers["X-CSRF-Token"] = self.csrf_token
        try:
            connection.request(method, "/api/v1" + path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        if answer.status >= 400:
            raise Refused(answer.status, content)
        return content

    def request(self, method, path, body=None, content_type="application/json"):
        content = self.bytes(path, method, body, content_type)
        parsed = json.loads(content) if content else None
        if isinstance(parsed, dict) and parsed.get("csrf_token"):
            self.csrf_token = parsed["csrf_token"]
        return parsed

    def get(self, path):
        return self.request("GET", path)

    def post(self, path, value=None):
        return self.request("POST", path, json.dumps(value or {}).encode())

    def upload(self, file):
        return self.request("POST", f"/uploads?filename={file.name}", file.read_bytes(), "application/octet-stream")


class Installation:
    """A data folder, and a server on it that can be killed and started again."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="samatcha-installation-"))
        self.data = self.folder / "var"
        self.log = self.folder / "server.log"
        self.server = None
        self.port = None

    def remove(self):
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, *arguments, stdin=""):
        done = subprocess.run([BINARY, "--data", self.data, "--json", *map(str, arguments)], input=stdin,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if done.returncode != 0:
            raise AssertionError(f"samatcha {arguments} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return json.loads(done.stdout) if done.stdout.strip().startswith(("{", "[")) else done.stdout

    def begin_province(self, code="40", login="secretary"):
        self.run("province", "add", code, "--demonstration")
        self.run("user", "add", login, "--role", "secretariat", "--province", code, stdin=PASSWORD + "\n")

    def start(self, *arguments):
        log = open(self.log, "ab")
        self.server = subprocess.Popen([BINARY, "--data", self.data, "serve", "--port", "0", *arguments],
                                       stdout=subprocess.PIPE, stderr=log, text=True)
        log.close()
        address = self.server.stdout.readline().strip()
        if not address.startswith("http"):
            raise AssertionError("the server does not start:\n" + self.log.read_text()[-2000:])
        self.port = int(address.rpartition(":")[2])

    def kill(self, how=signal.SIGKILL):
        if self.server:
            self.server.send_signal(how)
            self.server.wait(timeout=180)
            self.server.stdout.close()
            self.server = None

    def failures(self):
        """What the server logged as broken on its side."""
        return [line for line in self.log.read_text().splitlines() if '"failure"' in line] if self.log.exists() else []

    def session(self, login="secretary", password=PASSWORD):
        return Session(self.port, login, password)


def wait_for(what, seconds=120, every=0.02):
    """The first true answer of `what`."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        answer = what()
        if answer:
            return answer
        time.sleep(every)
    raise AssertionError(f"not within {seconds} s")


def agency(name, sector="state"):
    return {"name_th": name, "name_en": name, "sector": sector, "ministry": "", "kind": "", "mandate_th": "",
            "mandate_en": "", "area_code": "40"}


ALL_FIELDS = ["record_id", "citizen_id", "title", "given_name", "surname", "full_name", "sex", "birth_date",
              "nationality", "status", "house_no", "village_no", "village_name", "subdistrict_code",
              "subdistrict_name", "district_name", "province_name", "postcode", "father_name", "mother_name",
              "guardian_name", "phone", "grade", "school_code", "school_name", "school_type",
              "disadvantage_codes", "problem_codes", "household_id", "discharge_code", "updated_on"]


def begin_register(session, kind):
    """An agency and its agreement for one register; the agreement."""
    made = session.post("/agencies", agency(f"หน่วยงานทดสอบ {kind}"))
    return session.post("/agreements", {
        "agency_id": made["id"], "register_kind": kind, "name": f"ทดสอบ {kind}", "purpose": "ทดสอบ",
        "legal_basis": "ทดสอบ", "fields": ALL_FIELDS, "valid_from": "2020-01-01", "valid_until": "2099-12-31"})


def begin_import(session, agreement, file, date="2026-06-10"):
    """Uploads a file and starts its import with the suggested mapping: {snapshot_id, job_id}."""
    upload = session.upload(file)
    preview = session.post(f"/uploads/{upload['id']}/preview", {"agreement_id": agreement["id"]})
    mapping = [{"index": c["index"], "field": c["field"]} for c in preview["columns"] if c.get("field")]
    return session.post("/imports", {"upload_id": upload["id"], "agreement_id": agreement["id"],
                                     "snapshot_date": date, "mapping": mapping, "save_template": False})


def ended_job(session, job_id, seconds=240):
    """The job when it has ended."""
    return wait_for(lambda: (j := session.get(f"/jobs/{job_id}"))["finished_at"] and j, seconds, 0.1)
