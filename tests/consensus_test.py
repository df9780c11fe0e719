"""`samatcha consensus` from outside: files in, result.json and report.html out, and clear refusals."""
import csv
import gzip
import json
import random
import subprocess
import tempfile
import unittest
from pathlib import Path

from installation import BINARY, ROOT

SCHEMA = json.loads((ROOT / "docs/consensus-result.schema.json").read_text())
COLUMNS = ["statement", "participant", "vote", "created_ms"]


def invented_rows(seed=3):
    """Two camps that see every statement but the first three in opposite ways; some change their mind."""
    chance = random.Random(seed)
    rows = []
    for statement in range(24):
        for participant in range(150):
            if chance.random() < 0.3:
                continue
            side = 1 if statement < 3 or (statement + (participant % 3 == 0)) % 2 else -1
            vote = side if chance.random() < 0.85 else chance.choice((0, -side))
            at = 1_700_000_000_000 + participant * 100_000 + statement * 3_000
            if chance.random() < 0.05:
                rows.append((statement, participant, -vote, at - 1))
            rows.append((statement, participant, vote, at))
    return rows


def follows(value, schema, path="result"):
    """What is wrong with a value by the part of JSON Schema that ours uses; empty if nothing."""
    if "$ref" in schema:
        return follows(value, SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]], path)
    if "const" in schema:
        return [] if value == schema["const"] else [f"{path}: {value!r} is not {schema['const']!r}"]
    if "enum" in schema:
        return [] if value in schema["enum"] else [f"{path}: {value!r} is not among {schema['enum']}"]
    kinds = {"object": dict, "array": list, "string": str, "number": (int, float), "integer": int, "boolean": bool, "null": type(None)}
    wanted = schema.get("type", [])
    wanted = [wanted] if isinstance(wanted, str) else wanted
    if wanted and not any(isinstance(value, kinds[k]) and (k == "boolean" or not isinstance(value, bool)) for k in wanted):
        return [f"{path}: {str(value)[:40]} is no {wanted}"]
    wrong = []
    if isinstance(value, dict):
        wrong += [f"{path}: {name} is missing" for name in schema.get("required", []) if name not in value]
        rest = schema.get("additionalProperties", True)
        for name, item in value.items():
            part = schema.get("properties", {}).get(name, rest)
            if part is False:
                wrong.append(f"{path}: {name} is not described")
            elif isinstance(part, dict):
                wrong += follows(item, part, f"{path}.{name}")
    if isinstance(value, list) and "items" in schema:
        for i, item in enumerate(value[:50]):
            wrong += follows(item, schema["items"], f"{path}[{i}]")
    return wrong


class Consensus(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, rows, header=COLUMNS, name="votes.csv"):
        with open(self.folder / name, "w", newline="") as file:
            csv.writer(file).writerows([header, *rows])
        return self.folder / name

    def run_on(self, votes, *options, language="en"):
        return subprocess.run([BINARY, "consensus", votes, "--out", self.folder / "out", "--language", language, *options],
                              capture_output=True, text=True, timeout=120)

    def result_of(self, votes, *options):
        done = self.run_on(votes, *options)
        self.assertEqual(done.returncode, 0, done.stderr)
        return (self.folder / "out/result.json").read_bytes()

    def refused(self, votes, *options, language="en"):
        done = self.run_on(votes, *options, language=language)
        self.assertNotEqual(done.returncode, 0)
        self.assertFalse((self.folder / "out/result.json").exists())
        return done.stderr

    def test_two_camps_are_found_with_what_unites_them(self):
        result = json.loads(self.result_of(self.write(invented_rows())))
        self.assertEqual(result["best_k"], 2)
        camps = {p: int(p) % 3 == 0 for p in result["groups"]["group_of_participant"]}
        self.assertEqual(len({(camps[p], g) for p, g in result["groups"]["group_of_participant"].items()}), 2)
        self.assertTrue({0, 1, 2} & set(result["common_ground"]["agree"]["claimed"]))
        self.assertTrue(all(d["tid"] > 2 for d in result["divisions"]))

    def test_the_result_follows_its_schema_in_both_modes(self):
        votes = self.write(invented_rows())
        moderation = self.write([[4, -1, 0], [5, 0, 1]], ["statement", "mod", "is_meta"], "moderation.csv")
        sectors = self.write([[p, "state" if p % 2 else "people"] for p in range(150)], ["participant", "sector"], "sectors.csv")
        for options in (["--mode", "polis"], [], ["--sectors", sectors]):
            result = json.loads(self.result_of(votes, "--moderation", moderation, *options))
            self.assertEqual(follows(result, SCHEMA), [])
            self.assertEqual((result["moderated_out"], result["meta"]), ([4, 5], [5]))

    def test_neither_the_order_of_rows_nor_threads_nor_packing_changes_a_byte(self):
        rows = invented_rows()
        first = self.result_of(self.write(rows))
        for seed in range(3):
            random.Random(seed).shuffle(rows)
            self.assertEqual(self.result_of(self.write(rows), "--threads", str(seed + 2)), first)
        packed = self.folder / "packed.csv.gz"
        packed.write_bytes(gzip.compress(self.write(rows).read_bytes()))
        self.assertEqual(self.result_of(packed), first)

    def test_given_groups_are_counted_as_given(self):
        groups = self.write([[p, "north" if p < 75 else "south"] for p in range(150)], ["participant", "group"], "groups.csv")
        for mode in ("polis", "samatcha"):
            result = json.loads(self.result_of(self.write(invented_rows()), "--groups", groups, "--mode", mode))
            self.assertEqual(result["groups"]["sizes"], {"north": 75, "south": 75})
            self.assertEqual(set(result["groups"]["stats"]), {"north", "south"})

    def test_the_report_is_in_both_languages_and_opens_in_that_of_the_command(self):
        votes = self.write(invented_rows())
        self.assertEqual(self.run_on(votes, language="th").returncode, 0)
        page = (self.folder / "out/report.html").read_text()
        self.assertTrue(page.startswith("<!doctype html>\n<html lang=\"th\">"))
        self.assertTrue("What unites" in page)
        self.assertTrue("สิ่งที่ทุกกลุ่มเห็นร่วมกัน" in page)

    def test_conversations_at_the_edge_have_results_too(self):
        at = lambda rows: [(s, p, vote, 5) for s, p, vote in rows]
        everyone = [(s, p) for s in range(9) for p in range(30)]
        out = self.write([[s, -1, 0] for s in range(9)], ["statement", "mod", "is_meta"], "out.csv")
        meta = self.write([[s, 0, 1] for s in range(9)], ["statement", "mod", "is_meta"], "meta.csv")
        # What is asked, its rows, its options, and the sizes of the groups in mode polis.
        for name, rows, options, sizes in (
                ("one vote", [(1, 1, 1)], [], [1]),
                ("one participant", [(s, 1, 1) for s in range(9)], [], [1]),
                ("one statement", [(1, p, 1 if p % 2 else -1) for p in range(30)], [], [15, 15]),
                ("two participants", [(s, p, 1 if p else -1) for s in range(9) for p in range(2)], [], [1, 1]),
                ("nobody says anything", [(s, p, 0) for s, p in everyone], [], [30]),
                ("all say the same", [(s, p, 1) for s, p in everyone], [], [30]),
                ("nobody has seven votes", [(s, s % 20, 1) for s in range(40)], [], [15]),
                ("all is rejected", [(s, p, 1 if p % 2 else -1) for s, p in everyone], ["--moderation", out], [30]),
                ("all is meta", [(s, p, 1 if p % 2 else -1) for s, p in everyone], ["--moderation", meta], [30])):
            votes = self.write(at(rows))
            for mode in ("polis", "samatcha"):
                result = json.loads(self.result_of(votes, "--mode", mode, *options))
                self.assertEqual(follows(result, SCHEMA), [], name)
                self.assertEqual(result["sizes"]["cells"], len(rows), name)
                if mode == "polis":
                    self.assertEqual(sorted(result["groups"]["sizes"].values()), sizes, name)
            self.assertLess(len(result["groups"]["sizes"]), 2, name)  # Of so few nobody can tell groups apart.

    def test_a_file_is_read_however_it_was_written(self):
        rows = [(f"ข้อ {s}", f"คน {p}", 1 if (p + s) % 2 else -1, 5 + s) for s in range(9) for p in range(30)]
        plain = self.write(rows)
        text = plain.read_bytes().decode()
        for mode in ("polis", "samatcha"):
            wanted = self.result_of(plain, "--mode", mode)
            for name, data in (("a mark before it", ("\ufeff" + text).encode()), ("UTF-16", text.encode("utf-16")),
                               ("TIS-620", text.encode("tis-620")), ("line feeds only", text.replace("\r\n", "\n").encode()),
                               ("semicolons", text.replace(",", ";").encode()), ("no last line end", text.rstrip().encode()),
                               ("blank lines", text.replace("\r\n", "\r\n\r\n").encode()),
                               ("columns we do not know", ("x," + text.rstrip().replace("\r\n", "\r\nx,")).encode())):
                other = self.folder / "other.csv"
                other.write_bytes(data)
                self.assertEqual(self.result_of(other, "--mode", mode), wanted, name)

    def test_of_a_changed_vote_the_last_counts_and_ids_may_be_of_any_size(self):
        rows = [(s, p, 1 if (p + s) % 2 else -1, 100 + s) for s in range(9) for p in range(30)]
        huge = lambda rows: [(s * 10**17 + 1, p * 10**18 + 10**19, vote, at) for s, p, vote, at in rows]
        for mode in ("polis", "samatcha"):
            first = json.loads(self.result_of(self.write(rows), "--mode", mode))
            for more in (rows, [(s, p, -vote, at - 50) for s, p, vote, at in rows]):
                again = json.loads(self.result_of(self.write(more + rows), "--mode", mode))
                self.assertEqual(again.pop("sizes")["cells"], first["sizes"]["cells"])
                self.assertEqual(again, {name: part for name, part in first.items() if name != "sizes"})
            large = json.loads(self.result_of(self.write(huge(rows)), "--mode", mode))
            self.assertEqual(large["groups"]["sizes"], first["groups"]["sizes"])
            self.assertEqual(large["statements"][1], str(10**17 + 1))

    def test_a_packed_file_that_is_cut_off_or_damaged_is_no_shorter_conversation(self):
        whole = gzip.compress(self.write(invented_rows()).read_bytes())
        packed = self.folder / "packed.csv.gz"
        for data, told in ((whole[:len(whole) // 2], "incomplete"), (whole[:-4], "incomplete"),
                           (whole[:200] + bytes([whole[200] ^ 255]) + whole[201:], "damaged"), (gzip.compress(b""), "no row")):
            packed.write_bytes(data)
            self.assertIn(told, self.refused(packed))
            self.refused(packed, language="th")

    def test_what_is_wrong_is_told_by_file_row_and_column_in_both_languages(self):
        told = self.refused(self.write([[1, 1, 1, 5], [2, 1, 7, 6]]))
        for part in ("votes.csv", "row 3", "column vote", "“7”"):
            self.assertIn(part, told)
        self.assertIn("แถว 3", self.refused(self.write([[1, 1, 1, 5], [2, 1, 7, 6]]), language="th"))
        self.assertIn("created_ms", self.refused(self.write([[1, 1, 1]], COLUMNS[:3])))
        self.assertIn("no rows", self.refused(self.write([])))
        self.refused(self.folder / "nowhere.csv")
        (self.folder / "empty.csv").write_text("")
        self.refused(self.folder / "empty.csv")
        votes = self.write([[1, 1, 1, 5]])
        self.assertIn("row 2", self.refused(votes, "--moderation", self.write([[1, 3, 0]], ["statement", "mod", "is_meta"], "m.csv")))
        self.assertIn("“9”", self.refused(votes, "--groups", self.write([[9, "a"]], ["participant", "group"], "g.csv")))


if __name__ == "__main__":
    unittest.main()
