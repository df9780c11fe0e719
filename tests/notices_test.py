"""E-mail against a real mail server, and kill -9 while it is brought there: nothing is told twice, nothing is forgotten."""
import contextlib
import email
import email.policy
import json
import socketserver
import sqlite3
import threading
import unittest

from installation import PASSWORD, Installation, Refused, wait_for


class MailServer(socketserver.ThreadingTCPServer):
    """Takes e-mail as RFC 5321 says. `before_answering` is called with the place in the conversation."""
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port=0):
        super().__init__(("127.0.0.1", port), Conversation)
        self.received = []  # (recipient, message)
        self.refusal = None  # Answered to the next message instead of 250.
        self.before_answering = lambda place: None
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self):
        return self.server_address[1]

    def messages(self):
        return [email.message_from_bytes(content, policy=email.policy.default) for _, content in self.received]

    def end(self):
        self.shutdown()
        self.server_close()


class Conversation(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        recipient = None
        self.say("220 test")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"EHLO":
                self.say("250 test")
            elif verb == b"RCPT":
                recipient = line.split(b"<")[1].split(b">")[0].decode()
                self.server.before_answering("recipient")
                self.say("250 yes")
            elif verb == b"DATA":
                self.say("354 go on")
                content = b""
                while (line := self.rfile.readline()) != b".\r\n":
                    if not line:
                        return
                    content += line[1:] if line.startswith(b".") else line
                if self.server.refusal:
                    self.say(self.server.refusal)
                    self.server.refusal = None
                    continue
                self.server.received.append((recipient, content))
                self.server.before_answering("end")
                self.say("250 taken")
            elif verb == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 yes")


class Notices(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.remove)
        self.installation.begin_province()
        self.mail_server = MailServer()
        self.addCleanup(lambda: self.mail_server.end())
        self.settings = ["--smtp-url", f"smtp://127.0.0.1:{self.mail_server.port}", "--mail-from",
                         "noreply@samatcha.example", "--public-address", "https://samatcha.example"]

    def start(self, quiet="00:00-00:00"):
        self.installation.start(*self.settings, "--quiet-hours", quiet)

    def sql(self, statement, *values):
        with contextlib.closing(sqlite3.connect(self.installation.data / "samatcha.db", timeout=20)) as database:
            rows = database.execute(statement, values).fetchall()
            database.commit()
            return rows

    def tell(self, login, key, urgency="soon"):
        """As a module of the server does in its transaction."""
        self.sql("INSERT INTO notice (province, id, account_id, key, text_key, arguments, path, urgency, told_at)"
                 " SELECT '40', (SELECT coalesce(max(id), 0) + 1 FROM notice), account_id, ?, 'notices.mail_subject', ?,"
                 " '/notices', ?, unixepoch() * 1000 FROM account WHERE login = ?",
                 key, json.dumps({"n": {"th": key, "en": key}}), urgency, login)

    def choose(self, login, mailing="at_once", language="english"):
        self.installation.session(login).request("PUT", "/notice-choice", json.dumps(
            {"address": f"{login}@samatcha.example", "mailing": mailing, "language": language}).encode())

    def states(self):
        return dict(self.sql("SELECT state, count(*) FROM mail GROUP BY state"))

    def accounts(self, count):
        """So many accounts that want e-mail at once."""
        logins = [f"person{i}" for i in range(count)]
        for i, login in enumerate(logins):
            self.sql("INSERT INTO account (province, account_id, login, display_name, role, password_hash, created_at)"
                     " VALUES ('40', ?, ?, 'ทดสอบ', 'viewer', '', 0)", i + 1, login)
            self.sql("INSERT INTO notice_choice (province, account_id, address, mailing, language)"
                     " VALUES ('40', ?, ?, 'at_once', 'thai')", i + 1, f"{login}@samatcha.example")
        return logins

    def test_an_urgent_notice_is_an_e_mail_with_a_link_and_no_other(self):
        self.start()
        self.choose("secretary", language="thai")
        self.tell("secretary", "๗")
        wait_for(lambda: self.mail_server.received)
        wait_for(lambda: self.states() == {"sent": 1})
        [message] = self.mail_server.messages()
        self.assertEqual(message["To"], "secretary@samatcha.example")
        self.assertEqual(message["Subject"], "สมัชชา: มี ๗ เรื่องที่รอท่าน")
        self.assertIn("https://samatcha.example/notices", message.get_content())
        self.assertTrue(message["Message-ID"].endswith("@samatcha.example>"))
        session = self.installation.session()
        self.assertEqual(session.get("/notices")["unread"], 1)
        session.post("/notices/read", {})
        self.assertEqual(session.get("/notices")["unread"], 0)

    def test_a_refused_message_is_sent_again_later_and_once(self):
        self.start()
        self.choose("secretary")
        self.mail_server.refusal = "451 not now"
        self.tell("secretary", "a")
        wait_for(lambda: self.sql("SELECT 1 FROM mail WHERE attempts = 1"))
        self.assertEqual((self.states(), self.mail_server.received), ({"queued": 1}, []))
        self.sql("UPDATE mail SET try_at = 0")  # A minute passes.
        wait_for(lambda: self.states() == {"sent": 1})
        self.assertEqual(len(self.mail_server.received), 1)

    def test_a_mail_server_that_is_away_holds_nothing_up_and_gets_all_when_it_is_back(self):
        port = self.mail_server.port
        self.mail_server.end()
        self.start()
        self.choose("secretary")
        self.tell("secretary", "a")
        wait_for(lambda: self.sql("SELECT 1 FROM mail WHERE attempts = 1"))
        self.assertEqual(self.installation.session().get("/notices")["unread"], 1)
        self.mail_server = MailServer(port)
        self.sql("UPDATE mail SET try_at = 0")
        wait_for(lambda: self.states() == {"sent": 1})

    def test_quiet_hours_hold_all_but_alarms(self):
        self.start(quiet="00:00-23:59")
        self.choose("secretary")
        self.tell("secretary", "soon")
        self.tell("secretary", "alarm", "alarm")
        wait_for(lambda: self.states() == {"sent": 1})
        self.assertIn("alarm", self.mail_server.messages()[0]["Subject"])

    def test_a_password_is_never_sent_in_the_clear(self):
        file = self.installation.folder / "password"
        file.write_text("a secret of the mail server\n")
        self.settings += ["--smtp-user", "samatcha", "--smtp-password-file", str(file)]
        self.start()
        self.choose("secretary")
        self.tell("secretary", "a")
        wait_for(lambda: self.sql("SELECT 1 FROM mail WHERE attempts = 1"))
        self.assertEqual(self.mail_server.received, [])

    def test_kill_before_the_end_of_a_message_sends_it_again_and_after_it_never(self):
        for place, states in (("recipient", {"sent": 1}), ("end", {"handed_over": 1})):
            with self.subTest(place):
                self.sql("DELETE FROM mail")
                self.mail_server.received.clear()
                killed = threading.Event()

                def kill(at, place=place, killed=killed):
                    if at == place and not killed.is_set():
                        self.installation.kill()
                        killed.set()

                self.start()
                self.choose("secretary")
                self.mail_server.before_answering = kill
                self.tell("secretary", place)
                self.assertTrue(killed.wait(60))
                self.start()
                wait_for(lambda states=states: self.states() == states)
                self.tell("secretary", place + " and another")
                wait_for(lambda: len(self.mail_server.received) == 2)
                self.assertEqual(len(set(m["Message-ID"] for m in self.mail_server.messages())), 2)
                self.installation.kill()

    def test_a_digest_that_is_killed_again_and_again_reaches_everybody_once(self):
        self.start()
        self.installation.kill()
        logins = self.accounts(40)
        for login in logins:
            self.tell(login, "a", "daily")
            self.tell(login, "b", "daily")
        self.sql("UPDATE deadline SET try_at = 0, due_at = 0 WHERE kind = 'digest'")
        until_next = iter([1, 4, 2, 7, 3, 5])
        kills = []

        def kill(place):
            nonlocal left
            left -= 1
            if left == 0:
                self.installation.kill()
                kills.append(place)

        left = next(until_next)
        self.mail_server.before_answering = kill
        for n in range(7):
            self.start()
            wait_for(lambda n=n: len(kills) > n or (n == 6 and sum(self.states().get(s, 0) for s in (
                "sent", "handed_over")) == len(logins)))
            left = next(until_next, -1)
        recipients = [recipient for recipient, _ in self.mail_server.received]
        self.assertEqual(sorted(recipients), sorted(f"{login}@samatcha.example" for login in logins))
        self.assertEqual(self.states().get("handed_over", 0), kills.count("end"))
        self.assertGreater(kills.count("recipient"), 0)
        self.assertEqual(self.sql("SELECT count(*) FROM deadline WHERE kind = 'digest' AND state = 'done'"), [(1,)])
        self.assertEqual(self.sql("SELECT count(*) FROM notice WHERE settled_at IS NULL"), [(0,)])

    def test_settings_that_do_not_fit_together_are_refused(self):
        with self.assertRaisesRegex(AssertionError, "mail_from"):
            self.installation.run("province", "add", "41", "--smtp-url", "smtp://127.0.0.1:25", "--language", "en")

    def test_a_wrong_address_is_refused_and_another_s_notice_stays_unread(self):
        self.installation.run("user", "add", "viewer", "--role", "viewer", "--province", "40", stdin=PASSWORD + "\n")
        self.start()
        with self.assertRaises(Refused) as refused:
            self.installation.session().request("PUT", "/notice-choice", json.dumps(
                {"address": "a@b\r\nBcc: x@y", "mailing": "daily", "language": "thai"}).encode())
        self.assertEqual(refused.exception.status, 422)
        self.tell("secretary", "a")
        [notice] = self.installation.session().get("/notices")["notices"]
        self.installation.session("viewer").post("/notices/read", {"id": notice["id"]})
        self.assertEqual(self.installation.session().get("/notices")["unread"], 1)


if __name__ == "__main__":
    unittest.main()
