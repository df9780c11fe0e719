#!/usr/bin/env python3
"""Fifty people at the lists of 200,000 cases and as many referrals, through HTTP. See README.md.

    bench/care/inbox.py FOLDER [SECONDS]     FOLDER as of made.py; SAMATCHA_DATABASE names a PostgreSQL
"""
import os
import sqlite3
import subprocess
import sys

from made import load, made

from installation import PASSWORD, Session, wait_for

PEOPLE = 50
# Of twenty referrals: how far they are, and whose turn it is.
STATES = ([("sent", "recipient")] * 3 + [("received", "recipient")] * 2 + [("accepted", "recipient")] * 2
          + [("started", "recipient")] * 2 + [("expired", "sender"), ("done", "sender")] + [("acknowledged", "nobody")] * 9)
# Each case is referred to the agency after its own, on a basis of law, so that there is nothing sealed to be made.
REFERRALS = """
INSERT INTO legal_basis (province, id, case_id, recipient_id, kind, purpose, fields, given_by, given_how, expires_at,
    recorded_at, recorded_by)
SELECT c.province, c.case_id, c.case_id, n.next, 'public_task', 'bench', '["given_name","birth_date"]', 'nobody', 'law',
    c.opened_at + 9000000000000, c.opened_at, (SELECT min(account_id) FROM account WHERE province = c.province)
FROM care_case c JOIN next_agency n ON n.id = c.agency_id;
INSERT INTO referral (province, id, case_id, basis_id, from_agency_id, to_agency_id, sender_id, kind, area_code, is_urgent,
    state, turn, drafted_at, sent_at, since, due_at, reason, outcome, escalations, version)
SELECT c.province, c.case_id, c.case_id, c.case_id, c.agency_id, n.next, c.worker_id, 'health_care', c.subdistrict_code, 0,
    s.state, s.turn, c.opened_at, c.opened_at + c.case_id % 1000000000, c.opened_at + c.case_id % 1000000000,
    c.opened_at + c.case_id % 3000000000, '', CASE WHEN s.state IN ('done', 'acknowledged') THEN 'helped' ELSE '' END, 0, 3
FROM care_case c JOIN next_agency n ON n.id = c.agency_id JOIN bench_state s ON s.n = c.case_id / 7 % 20;
"""


def script():
    states = ", ".join(f"({n}, '{state}', '{turn}')" for n, (state, turn) in enumerate(STATES))
    return f"""BEGIN;
CREATE TEMPORARY TABLE bench_state (n BIGINT, state TEXT, turn TEXT);
INSERT INTO bench_state VALUES {states};
CREATE TEMPORARY TABLE next_agency (id BIGINT, next BIGINT);
INSERT INTO next_agency SELECT id, coalesce((SELECT min(b.id) FROM agency b WHERE b.id > a.id),
    (SELECT min(b.id) FROM agency b)) FROM agency a;
{REFERRALS}
COMMIT;
"""


def refer(installation):
    """A referral of each case that has an agency, if there are none."""
    url = os.environ.get("SAMATCHA_DATABASE", "")
    if url.startswith("postgres"):
        run = lambda text: subprocess.run(["psql", "-v", "ON_ERROR_STOP=1", "-qAt", url], input=text, text=True, check=True,
                                          stdout=subprocess.PIPE).stdout.strip()
        if run("SELECT count(*) FROM referral") == "0":
            run(script())
            run("ANALYZE")
        return run("SELECT count(*) FROM referral")
    with sqlite3.connect(installation.data / "samatcha.db") as database:
        if database.execute("SELECT count(*) FROM referral").fetchone() == (0,):
            database.executescript(script())
        return database.execute("SELECT count(*) FROM referral").fetchone()[0]


def main(folder, seconds="15"):
    installation = made(folder)
    installation.start()  # So that its tables are of today.
    installation.kill(15)
    print(f"{refer(installation)} referrals", flush=True)
    installation.start()
    try:
        people = [Session(installation.port, f"coordinator{n % 30 + 1}", PASSWORD) for n in range(PEOPLE - 5)]
        people += [Session(installation.port, "secretary", PASSWORD) for _ in range(5)]
        # The search reads all names after a start; that is measured by search/live.py.
        wait_for(lambda: people[-1].post("/search?purpose=find", {"words": "สมชาย"})["state"] == "ready", 600, 0.5)
        paths = []
        for one in people[-5:]:
            cases = one.get("/cases?purpose=care")["cases"]
            paths += [f"/cases/{case['id']}" for case in cases[:20]]
        # As people work: each looks at what came before asking for the next.
        lists = ["/referrals/inbox", "/referrals/sent?turn=recipient", "/cases"]
        for pause_ms in (200, 0):
            load(installation, "read", seconds, people, [f"get /api/v1{path}" for path in lists], pause_ms)
            load(installation, "read", seconds, people[-5:] * 10, [f"get /api/v1{path}" for path in paths], pause_ms)
        load(installation, "read", seconds, people[-1:], ["get /api/v1/care-board"])
    finally:
        installation.kill()


if __name__ == "__main__":
    main(*sys.argv[1:3])
