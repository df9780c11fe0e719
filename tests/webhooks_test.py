"""Webhooks against a real receiver, and kill -9 while it is called: each event arrives, signed, under one id."""
import base64
import contextlib
import hashlib
import hmac
import http.server
import json
import sqlite3
import ssl
import subprocess
import threading
import time
import unittest

from installation import PASSWORD, Installation, Refused, agency, wait_for

CHILD = {"given_name": "ทดลอง", "surname": "รับแจ้ง", "nickname": "หนู", "citizen_id": "", "birth_date": "2014-03-02",
         "guardian_name": "ผู้ปกครองทดลอง", "phone": "0890000000", "house_no": "1", "village_no": "2",
         "village_name": "บ้านทดลอง", "last_school": ""}


class Receiver(http.server.ThreadingHTTPServer):
    """An agency's system. `before_answering` is called when a message was read; `status` is answered."""
    daemon_threads = True

    def __init__(self, certificate=None):
        super().__init__(("127.0.0.1", 0), Hook)
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.socket = context.wrap_socket(self.socket, server_side=True)
        self.received = []  # (path, headers, body)
        self.status = 204
        self.before_answering = lambda: None
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def host(self):
        return f"127.0.0.1:{self.server_address[1]}"

    def ids(self):
        return [headers["webhook-id"] for _, headers, _ in self.received]

    def events(self):
        return [json.loads(body)["type"] for _, _, body in self.received]

    def handle_error(self, request, address):
        pass  # A handshake that was broken off, a server that was killed.


class Hook(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.received.append((self.path, self.headers, body))
        self.server.before_answering()
        self.send_response(self.server.status)
        self.send_header("location", "/elsewhere")
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def is_signed(secret, headers, body):
    """As Standard Webhooks says that a receiver checks."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    said = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    signature = base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()
    is_fresh = abs(time.time() - int(headers["webhook-timestamp"])) < 300
    return is_fresh and headers["webhook-signature"] == "v1," + signature


class Webhooks(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.remove)
        self.installation.begin_province()
        self.receiver = Receiver()
        self.addCleanup(self.receiver.server_close)
        self.addCleanup(self.receiver.shutdown)

    def start(self, *hosts):
        self.installation.start("--webhook-hosts", ",".join([self.receiver.host, *hosts]), "--public-address",
                                "https://samatcha.example")

    def sql(self, statement, *values):
        with contextlib.closing(sqlite3.connect(self.installation.data / "samatcha.db", timeout=20)) as database:
            rows = database.execute(statement, values).fetchall()
            database.commit()
            return rows

    def states(self):
        return dict(self.sql("SELECT state, count(*) FROM webhook_message GROUP BY state"))

    def approved(self, agency_id, address=None):
        secretary = self.installation.session()
        asked = secretary.post("/webhooks", {"agency": agency_id, "address": address or f"http://{self.receiver.host}/hooks"})
        secretary.post(f"/webhooks/{asked['webhook']['id']}/approval")
        return asked["webhook"]["id"], asked["secret"]

    def begun(self):
        """Two agencies, the second with a webhook; its id and secret."""
        self.start()
        secretary = self.installation.session()
        self.school = secretary.post("/agencies", agency("โรงเรียนทดสอบ"))["id"]
        self.hospital = secretary.post("/agencies", agency("โรงพยาบาลทดสอบ"))["id"]
        secretary.post("/accounts", {"login": "sender", "display_name": "sender", "role": "case_worker",
                                     "agency_id": self.school, "password": PASSWORD})
        return self.approved(self.hospital)

    def refer(self):
        """A referral that waits in the hospital's inbox."""
        sender = self.installation.session("sender")
        case = sender.post("/cases?purpose=care", {"origin": "by_hand", "subdistrict_code": "400101", "sex": "female",
                                                   "note": "", "child": CHILD})["id"]
        basis = sender.post(f"/cases/{case}/legal-bases?purpose=refer", {
            "recipient": self.hospital, "kind": "consent", "purpose": "ตรวจตา", "fields": ["given_name", "phone"],
            "given_by": "guardian", "given_how": "signed", "giver_name": "ผู้ปกครองทดลอง",
            "expires_at": int((time.time() + 86400 * 30) * 1000)})["id"]
        referral = sender.post(f"/cases/{case}/referrals?purpose=refer", {
            "to_agency": self.hospital, "kind": "health_care", "is_urgent": False, "words": "มองกระดานไม่ชัด"})["line"]["id"]
        for version, step in enumerate([{"verb": "check_basis", "basis": basis}, {"verb": "send"}], 1):
            sender.post(f"/referrals/{referral}/steps?purpose=refer", {"version": version, "words": "", **step})
        return referral

    def test_an_event_arrives_signed_and_tells_nothing_of_the_child(self):
        _, secret = self.begun()
        referral = self.refer()
        wait_for(lambda: self.states() == {"delivered": 1})
        [(path, headers, body)] = self.receiver.received
        self.assertEqual(path, "/hooks")
        self.assertTrue(is_signed(secret, headers, body))
        self.assertFalse(is_signed(secret, headers, body + b" "))
        said = json.loads(body)
        self.assertEqual(said["type"], "referral.sent")
        self.assertEqual(said["data"], {"referral": str(referral),
                                        "link": f"https://samatcha.example/referrals/{referral}"})
        self.assertEqual(set(said), {"type", "timestamp", "data"})
        for value in filter(lambda value: len(value) > 2, CHILD.values()):
            self.assertNotIn(value, body.decode() + str(headers))
        log = self.installation.log.read_text()
        self.assertNotIn(secret, log)
        self.assertNotIn(secret, self.installation.data.joinpath("samatcha.db").read_bytes().decode("latin-1"))

    def test_kill_before_and_during_a_call_sends_the_same_message_again(self):
        webhook, secret = self.begun()
        killed = threading.Event()

        def kill():
            self.receiver.before_answering = lambda: None
            self.installation.kill()
            killed.set()

        self.receiver.status = 500
        self.installation.session().post(f"/webhooks/{webhook}/trial")
        wait_for(lambda: self.sql("SELECT 1 FROM webhook_message WHERE attempts = 1 AND last_status = 500"))
        self.installation.kill()
        self.sql("UPDATE webhook_message SET try_at = 0")  # Its time passes while nobody runs.
        self.receiver.status = 200
        self.receiver.before_answering = kill
        self.start()
        self.assertTrue(killed.wait(60))
        self.assertEqual(self.states(), {"queued": 1})
        self.sql("UPDATE webhook_message SET try_at = 0")
        self.start()
        wait_for(lambda: self.states() == {"delivered": 1})
        self.assertEqual(len(self.receiver.received), 3)
        self.assertEqual(len(set(self.receiver.ids())), 1)
        self.assertEqual(len({body for _, _, body in self.receiver.received}), 1)
        self.assertTrue(all(is_signed(secret, headers, body) for _, headers, body in self.receiver.received))

    def test_what_is_not_taken_is_dead_in_the_end_and_sent_again_by_hand(self):
        webhook, _ = self.begun()
        self.receiver.status = 503
        secretary = self.installation.session()
        secretary.post(f"/webhooks/{webhook}/trial")
        wait_for(lambda: self.sql("SELECT 1 FROM webhook_message WHERE attempts = 1"))
        self.sql("UPDATE webhook_message SET attempts = 8, try_at = 0")  # Two days pass.
        wait_for(lambda: self.states() == {"dead": 1})
        self.assertIn(self.receiver.host.split(":")[0], secretary.get("/notices")["notices"][0]["text"])
        [message] = secretary.get(f"/webhooks/{webhook}/messages")
        self.assertEqual((message["state"], message["last_status"]), ("dead", 503))
        self.receiver.status = 200
        secretary.post(f"/webhooks/{webhook}/messages/{message['id']}/again")
        wait_for(lambda: self.states() == {"delivered": 1})
        self.assertEqual(len(set(self.receiver.ids())), 1)

    def test_a_new_secret_signs_alone_and_an_ended_webhook_is_told_nothing(self):
        webhook, old = self.begun()
        secretary = self.installation.session()
        new = secretary.post(f"/webhooks/{webhook}/secret")["secret"]
        secretary.post(f"/webhooks/{webhook}/trial")
        wait_for(lambda: self.states() == {"delivered": 1})
        [(_, headers, body)] = self.receiver.received
        self.assertTrue(is_signed(new, headers, body))
        self.assertFalse(is_signed(old, headers, body))
        secretary.request("DELETE", f"/webhooks/{webhook}")
        self.refer()
        self.assertEqual(self.states(), {"delivered": 1})

    def test_a_redirect_is_not_followed(self):
        webhook, _ = self.begun()
        self.receiver.status = 307
        self.installation.session().post(f"/webhooks/{webhook}/trial")
        wait_for(lambda: self.sql("SELECT 1 FROM webhook_message WHERE attempts = 1 AND last_status = 307"))
        self.assertEqual([path for path, _, _ in self.receiver.received], ["/hooks"])

    def test_a_system_whose_certificate_nobody_vouches_for_is_told_nothing(self):
        certificate = self.installation.folder / "self_signed.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
                        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", certificate, "-out", certificate.with_suffix(".crt")],
                       check=True, capture_output=True)
        certificate.write_text(certificate.read_text() + certificate.with_suffix(".crt").read_text())
        unknown = Receiver(certificate)
        self.addCleanup(unknown.server_close)
        self.addCleanup(unknown.shutdown)
        self.start(unknown.host)
        secretary = self.installation.session()
        webhook, _ = self.approved(secretary.post("/agencies", agency("หน่วยงานทดสอบ"))["id"], f"https://{unknown.host}/")
        secretary.post(f"/webhooks/{webhook}/trial")
        wait_for(lambda: self.sql("SELECT 1 FROM webhook_message WHERE attempts = 1"))
        self.assertEqual((unknown.received, self.states()), ([], {"queued": 1}))

    def test_only_hosts_of_the_operators_choice_are_asked_for(self):
        self.start("his.example")
        secretary = self.installation.session()
        made = secretary.post("/agencies", agency("หน่วยงานทดสอบ"))["id"]
        secretary.post("/webhooks", {"agency": made, "address": "https://his.example/hooks"})
        for address in ("https://127.0.0.1/", "http://169.254.169.254/latest/meta-data", "https://other.example/",
                        "https://his.example:8443/", "https://his.example@other.example/", "file:///etc/passwd"):
            with self.assertRaises(Refused) as refused:
                secretary.post("/webhooks", {"agency": made, "address": address})
            self.assertEqual(refused.exception.status, 422, address)


if __name__ == "__main__":
    unittest.main()
