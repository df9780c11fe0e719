"""A placed child is looked for in the next file of a register: imported and linked over HTTP, and the case says what was found."""
import csv
import datetime
import io
import tempfile
import unittest
from pathlib import Path

from installation import Installation, ended_job, wait_for

#: The school register's column of what the civil register knows.
SAME = {"เลขประจำตัวประชาชน/G-Code": "เลขประจำตัวประชาชน", "คำนำหน้า": "คำนำหน้าชื่อ", "ชื่อ": "ชื่อตัว",
        "นามสกุล": "ชื่อสกุล", "เพศ": "เพศ", "วันเกิด": "วันเดือนปีเกิด", "บ้านเลขที่": "บ้านเลขที่", "หมู่": "หมู่ที่",
        "รหัสตำบล": "รหัสตำบล", "ชื่อบิดา": "ชื่อบิดา", "ชื่อมารดา": "ชื่อมารดา"}
HEADER = 2  # Lines above the school register's header.


class NextSnapshot(unittest.TestCase):
    def setUp(self):
        self.house = Installation()
        self.addCleanup(self.house.remove)
        self.house.begin_province()
        self.house.run("province", "fill", "40")
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.house.run("generate", "--children", 1000, "--out", self.folder)
        self.import_file("civil", "14", self.folder / "civil.csv", "2023-11-10")
        self.import_file("school", "3", self.folder / "school.csv", "2023-11-10")
        self.house.run("link-run")
        self.house.start()
        self.secretary = self.house.session()

    def import_file(self, register, agency, file, date):
        self.house.run("import", file, "--register", register, "--agency", agency, "--date", date)

    def case(self, case):
        return self.secretary.get(f"/cases/{case}?purpose=care")

    def placed(self, person):
        """The child's case, gone all the way to a school."""
        case = self.secretary.post("/cases?purpose=care", {
            "origin": "by_hand", "person_id": person["person_id"], "subdistrict_code": person["subdistrict_code"]})["id"]
        for path, value in (
                ("visits", {"outcome": "find_out_of_school"}),
                ("assessments", {"form_version": self.form(), "answers": {
                    **dict.fromkeys(("violence", "abuse", "self_harm", "forced_work", "alone"), "no"),
                    "causes": ["poverty"], "since": "half_to_two_years", "members": 4, "income": 6000, "tenure": "own",
                    "wish": "school", "own_words": "อยากกลับไปเรียน", "constraints": ["money"]}})):
            self.secretary.post(f"/cases/{case}/{path}?purpose=care", value)
        self.secretary.request("PUT", f"/cases/{case}/plan?purpose=care", b"""{"goals": [{"words": "go back to school",
            "service": "return_to_school", "by": "2099-01-01"}]}""")
        self.secretary.post(f"/cases/{case}/steps?purpose=care", {"verb": "place"})
        return case

    def form(self):
        return next(form["version"] for form in self.secretary.get("/care-forms?purpose=care")["forms"] if form["form"] == "assessment")

    def next_school_file(self, enrolled):
        """The last one, and the children who are enrolled again."""
        lines = (self.folder / "school.csv").read_text("utf-8-sig").splitlines(keepends=True)
        rows = list(csv.DictReader(lines[HEADER:]))
        columns, civil = list(rows[0]), csv.DictReader((self.folder / "civil.csv").read_text("utf-8-sig").splitlines())
        wanted = {one["citizen_id"] for one in enrolled}
        found = [row for row in civil if row["เลขประจำตัวประชาชน"] in wanted]
        self.assertEqual(len(found), len(enrolled))
        for number, row in enumerate(found):
            rows.insert(0, {**rows[0], columns[0]: f"9{number:09}", **{to: row[of] for to, of in SAME.items()}})
        text = io.StringIO()
        writer = csv.DictWriter(text, columns)
        writer.writeheader()
        writer.writerows(rows)
        file = self.folder / "next.csv"
        file.write_text("\ufeff" + "".join(lines[:HEADER]) + text.getvalue(), "utf-8")
        return file

    def listed_with_number(self, count):
        """Children of the number's list who are sure to be known by their citizen number."""
        situation = self.secretary.get("/situations/latest")["id"]
        found = []
        for child in self.secretary.get(f"/situations/{situation}/children?purpose=find&limit=200")["children"]:
            records = self.secretary.get(f"/persons/{child['person_id']}?purpose=find")["records"]
            fields = {one["field"]: one["value"] for one in records[0]["fields"]} if len(records) == 1 else {}
            if fields.get("citizen_id", "").startswith("1") and fields.get("given_name") and 7 <= child["age"] <= 14:
                found.append({**child, "citizen_id": fields["citizen_id"]})
            if len(found) == count:
                return found
        self.fail("too few")

    def test_a_placed_child_is_found_enrolled_or_is_to_be_seen_at_once(self):
        enrolled, gone = self.listed_with_number(2)
        of_enrolled, of_gone = self.placed(enrolled), self.placed(gone)
        looked_at_later = self.case(of_gone)["due_at"]

        file = self.next_school_file([enrolled])
        today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
        snapshots = {one["register_kind"]: one["id"] for one in self.secretary.get("/snapshots")}
        self.import_file("school", "3", file, today)
        snapshots["school"] = next(one["id"] for one in self.secretary.get("/snapshots")
                                   if one["register_kind"] == "school" and one["snapshot_date"] == today)
        run = self.secretary.post("/link-runs", {"snapshot_ids": list(snapshots.values())})
        self.assertEqual(ended_job(self.secretary, run["job_id"])["state"], "succeeded")

        def said_by_registers(case):
            return next((event["said"] for event in self.case(case)["events"] if event["verb"] == "check_register"), None)

        # Nobody asked for it: it follows of the link run.
        self.assertEqual(wait_for(lambda: said_by_registers(of_enrolled), 30)["is_enrolled"], True)
        self.assertEqual(wait_for(lambda: said_by_registers(of_gone), 30)["is_enrolled"], False)
        self.assertEqual(self.case(of_enrolled)["state"], "placed")
        due = self.case(of_gone)["due_at"]
        self.assertLess(due, looked_at_later)

        # Who is gone again is out of school again, with the whole history.
        self.secretary.post(f"/cases/{of_gone}/follow-ups?purpose=care", {"finding": "left"})
        reopened = self.case(of_gone)
        self.assertEqual(reopened["state"], "verified")
        self.assertEqual([event["verb"] for event in reversed(reopened["events"])],
                         ["open", "find_out_of_school", "assess", "plan", "approve_plan", "place", "check_register", "relapse"])


if __name__ == "__main__":
    unittest.main()
