#!/usr/bin/env python3
"""Links public and made-up data sets with `samatcha link` and prints how right the links are.

    bench/linkage/score.py BINARY DATA_FOLDER [--out DIR] [--threads N] [SET ...]

One SPEC for each set, meanings only: no blocking, no thresholds, nothing tuned. Needs nothing but
Python's standard library and zstd in the path.
"""
import argparse
import collections
import csv
import io
import json
import math
import pathlib
import re
import subprocess
import sys

FEBRL = {"given_name": "given_name", "surname": "surname", "street_number": "address", "address_1": "address",
         "address_2": "address", "suburb": "place", "postcode": "postcode", "state": "category",
         "date_of_birth": "birth_date", "soc_sec_id": "national_id"}
CIVIL = {"pid": "national_id", "first_name": "given_name", "surname": "surname", "sex": "sex", "dob": "birth_date",
         "tambon_code": "area_code", "father_name": "guardian_name", "mother_name": "guardian_name",
         "house_no": "address"}
SCHOOL = {"student_pid": "national_id", "first_name": "given_name", "surname": "surname", "sex": "sex",
          "dob": "birth_date", "tambon_code": "area_code", "father_name": "guardian_name",
          "mother_name": "guardian_name"}
HEALTH = {"cid": "national_id", "full_name": "full_name", "sex": "sex", "birth_date": "birth_date",
          "mother_name": "guardian_name", "postal_code": "postcode", "tambon_name": "place"}
WELFARE = {"pid": "national_id", "first_name": "given_name", "surname": "surname", "dob": "birth_date",
           "tambon_code": "area_code", "house_no": "address", "guardian_name": "guardian_name"}
T = "thai_registers_a/"


def file(name, path, id_column, columns, **more):
    return {"name": name, "path": path, "id": id_column, "columns": columns, **more}


def rows(path, delimiter=","):
    if str(path).endswith(".zst"):
        text = subprocess.run(["zstd", "-dcq", str(path)], capture_output=True, check=True).stdout.decode()
    else:
        text = pathlib.Path(path).read_text(encoding="utf-8", errors="replace")
    return csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True)


def dicts(path, delimiter=","):
    r = rows(path, delimiter)
    head = [h.strip() for h in next(r)]
    return [dict(zip(head, (v.strip() for v in row))) for row in r]


def by_column(name, path, id_column, key_column, **more):
    return lambda data: {(name, r[id_column]): r[key_column] for r in dicts(data / path, **more)}


def febrl(*paths):
    def truth(data):
        found = {}
        for name, path in paths:
            for r in dicts(data / path):
                found[(name, r["rec_id"])] = re.match(r"rec-(\d+)", r["rec_id"]).group(1)
        return found
    return truth


def thai(data):
    return {(r["register"], r["record_id"]): r["person_key"] for r in dicts(data / (T + "truth.csv.zst"))}


def numbered(name, path, column, delimiter, header):
    """Sets without ids: the row number is the id."""
    def truth(data):
        r = rows(data / path, delimiter)
        if header:
            next(r)
        return {(name, str(i + 1)): row[column].strip() for i, row in enumerate(row for row in r if row)}
    return truth


def census(data):
    found = {}
    for name in "AB":
        for i, row in enumerate(rows(data / f"secondstring/censusTextSegmented{name}.tab", "\t")):
            found[(name, str(i + 1))] = row[1].strip()
    return found


def dblp_acm(data):
    found = {}
    for i, r in enumerate(dicts(data / "dblp_acm/gt.csv", "%")):
        found[("dblp", r["D1"])] = found[("acm", r["D2"])] = str(i)
    return found


def thai_pair(left, right):
    known = {"civil": file("civil", T + "civil.csv.zst", "civ_id", CIVIL),
             "school": file("school", T + "school.csv.zst", "sch_id", SCHOOL),
             "health": file("health", T + "health.csv.zst", "hlt_id", HEALTH),
             "welfare": file("welfare", T + "welfare.csv.zst", "wel_id", WELFARE)}
    return [known[left], known[right]] if right else list(known.values())


CENSUS = {"3": "surname", "4": "given_name", "5": "category", "6": "address", "7": "address"}
SETS = {
    "febrl1": ("deduplicate", [file("f", "febrl1-4/dataset1.csv", "rec_id", FEBRL)], febrl(("f", "febrl1-4/dataset1.csv")), ""),
    "febrl2": ("deduplicate", [file("f", "febrl1-4/dataset2.csv", "rec_id", FEBRL)], febrl(("f", "febrl1-4/dataset2.csv")), ""),
    "febrl3": ("deduplicate", [file("f", "febrl1-4/dataset3.csv", "rec_id", FEBRL)], febrl(("f", "febrl1-4/dataset3.csv")),
               "Splink .9918, best .9976; GoldenMatch .996"),
    "febrl4": ("link", [file("a", "febrl1-4/dataset4a.csv", "rec_id", FEBRL), file("b", "febrl1-4/dataset4b.csv", "rec_id", FEBRL)],
               febrl(("a", "febrl1-4/dataset4a.csv"), ("b", "febrl1-4/dataset4b.csv")), "Splink .9972, best .9996"),
    "fake_1000": ("deduplicate", [file("f", "fake_1000/fake_1000.csv", "unique_id", {
        "first_name": "given_name", "surname": "surname", "dob": "birth_date", "city": "place", "email": "email"})],
        by_column("f", "fake_1000/fake_1000.csv", "unique_id", "cluster"), "Splink .706, best .855; clusters .785"),
    "historical_50k": ("deduplicate", [file("f", "historical_50k/historical_50k.csv.zst", "unique_id", {
        "first_name": "given_name", "surname": "surname", "full_name": "full_name", "dob": "birth_date",
        "birth_place": "place", "postcode_fake": "postcode", "gender": "sex", "occupation": "category"})],
        by_column("f", "historical_50k/historical_50k.csv.zst", "unique_id", "cluster"),
        "Splink .697, best .766, clusters .828; GoldenMatch .827"),
    "rldata500": ("deduplicate", [file("f", "rldata500/RLdata500.csv", "rec_id", {
        "fname_c1": "given_name", "lname_c1": "surname", "by": "birth_year", "bm": "birth_month", "bd": "birth_day"})],
        by_column("f", "rldata500/RLdata500.csv", "rec_id", "ent_id"), "near 1"),
    "restaurant": ("deduplicate", [file("f", "secondstring/restaurant.csv", "", {
        "name": "full_name", "addr": "address", "city": "place", "phone": "phone", "type": "category"})],
        numbered("f", "secondstring/restaurant.csv", 5, ",", True), "supervised .9-1.0"),
    "cora": ("deduplicate", [file("f", "secondstring/cora.csv", "", {
        "3": "text", "5": "text", "7": "text", "10": "number"}, header=False)],
        numbered("f", "secondstring/cora.csv", 1, ",", False), "supervised about .9"),
    "census": ("link", [file(n, f"secondstring/censusTextSegmented{n}.tab", "", CENSUS, header=False, delimiter="tab") for n in "AB"],
               census, ""),
    "dblp_acm": ("link", [file("acm", "dblp_acm/acm.csv", "id", {"title": "text", "authors": "text", "venue": "category", "year": "number"}, delimiter="%"),
                          file("dblp", "dblp_acm/dblp.csv", "id", {"title": "text", "authors": "text", "venue": "category", "year": "number"}, delimiter="%")],
                 dblp_acm, "Ditto .990 (supervised), hand-tuned .95-.96, GoldenMatch .964"),
    "synth1m": ("deduplicate", [file("f", "synth1m/synth1m.csv.zst", "unique_id", {
        "first_name": "given_name", "surname": "surname", "dob": "birth_date", "postcode_fake": "postcode",
        "birth_place": "place", "occupation": "category"})],
        by_column("f", "synth1m/synth1m.csv.zst", "unique_id", "cluster"),
        "Splink .9633, best .9679, clusters .9818; 30-33 s, 1.1-1.5 GB"),
    "thai_civil_school": ("link", thai_pair("civil", "school"), thai, "Splink P .645 F1 .784, best .986; one-to-one at most .9927"),
    "thai_civil_health": ("link", thai_pair("civil", "health"), thai, ""),
    "thai_civil_welfare": ("link", thai_pair("civil", "welfare"), thai, ""),
    "thai_all": ("link_and_deduplicate", thai_pair("civil", None), thai, ""),
}


def scores(right, found, all_right):
    p = right / found if found else 0.0
    r = right / all_right if all_right else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def pairs_in(groups):
    return sum(n * (n - 1) // 2 for n in groups)


def true_pairs(task, truth):
    """Pairs of one person in scope of the task."""
    within = collections.Counter((key, name) for (name, _), key in truth.items())
    overall = collections.Counter(truth.values())
    inside = pairs_in(within.values())
    return {"deduplicate": inside, "link": pairs_in(overall.values()) - inside,
            "link_and_deduplicate": pairs_in(overall.values())}[task]


def cluster_scores(task, truth, path):
    members = collections.defaultdict(list)
    for r in dicts(path):
        members[r["cluster_id"]].append((r["file"], r["id"]))
    found = right = 0
    for group in members.values():
        if len(group) < 2:
            continue
        def scope(keys):
            by_file = collections.Counter(f for f, _ in keys)
            total, inside = pairs_in([len(keys)]), pairs_in(by_file.values())
            return {"deduplicate": inside, "link": total - inside, "link_and_deduplicate": total}[task]
        found += scope(group)
        by_key = collections.defaultdict(list)
        for m in group:
            if m in truth:
                by_key[truth[m]].append(m)
        right += sum(scope(g) for g in by_key.values())
    return scores(right, found, true_pairs(task, truth))


def calibration(links, pairs_path, truth):
    """Expected calibration error over ten bins of probability, of the pairs scored at all."""
    bins = [[0, 0.0, 0] for _ in range(10)]
    for r in dicts(pairs_path):
        p = float(r["match_probability"])
        if p < 0.001:
            continue
        b = bins[min(9, int(p * 10))]
        left, right = truth.get((r["left_file"], r["left_id"])), truth.get((r["right_file"], r["right_id"]))
        b[0] += 1
        b[1] += p
        b[2] += left is not None and left == right
    n = sum(b[0] for b in bins)
    error = sum(abs(b[1] - b[2]) for b in bins) / n if n else 0.0
    return error, " ".join(f"{b[1] / b[0]:.2f}:{b[2] / b[0]:.2f}({b[0]})" for b in bins if b[0])


def score_set(name, args):
    task, files, truth_of, published = SETS[name]
    out = args.out / name
    out.mkdir(parents=True, exist_ok=True)
    spec = {"task": task, "files": [dict(f, path=str(args.data / f["path"])) for f in files]}
    for f in spec["files"]:
        if not f["id"]:
            del f["id"]
    (out / "spec.json").write_text(json.dumps(spec, ensure_ascii=False, indent=1))
    command = [str(args.binary), "link", str(out / "spec.json"), "--out", str(out), "--quiet"]
    if args.threads:
        command += ["--threads", str(args.threads)]
    if args.calibration:
        command.append("--pairs")
    if not args.score_only:
        subprocess.run(command, check=True)
    names = {f["name"] for f in files}
    truth = {record: key for record, key in truth_of(args.data).items() if record[0] in names}
    report = json.loads((out / "report.json").read_text())
    links = dicts(out / "links.csv")
    right = one = one_right = 0
    expected_false = 0.0
    for l in links:
        left, other = truth.get((l["left_file"], l["left_id"])), truth.get((l["right_file"], l["right_id"]))
        good = left is not None and left == other
        right += good
        expected_false += 1 - float(l["match_probability"])
        if l["one_to_one"] == "1":
            one += 1
            one_right += good
    all_right = true_pairs(task, truth)
    lines = [("pairs", scores(right, len(links), all_right))]
    if task == "link":
        lines.append(("one-to-one", scores(one_right, one, all_right)))
    lines.append(("clusters", cluster_scores(task, truth, out / "clusters.csv")))
    for what, (p, r, f1) in lines:
        print(f"{name:19} {what:10} F1 {f1:.4f}  P {p:.4f}  R {r:.4f}", end="")
        if what == "pairs":
            print(f"   scored {report['pairs_scored']:>9,}  {report['seconds']:6.2f} s ({report.get('cpu_seconds', 0):.1f} s CPU)  "
                  f"{report['peak_memory_bytes'] / 2**20:5.0f} MB   published: {published}")
        else:
            print()
    print(f"{'':19} wrong links {len(links) - right} (expected {expected_false:.0f}), "
          f"missed {all_right - right} (expected {report['expected_missed_links']:.0f})")
    if args.calibration:
        error, table = calibration(links, out / "pairs.csv", truth)
        print(f"{'':19} calibration error {error:.4f}   {table}")
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary", type=pathlib.Path)
    parser.add_argument("data", type=lambda p: pathlib.Path(p).resolve())
    parser.add_argument("sets", nargs="*")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("build/linkage-scores"))
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--calibration", action="store_true", help="write pairs.csv too and bin its probabilities")
    parser.add_argument("--score-only", action="store_true", help="score what an earlier run left in --out")
    args = parser.parse_intermixed_args()
    for name in args.sets or SETS:
        score_set(name, args)


if __name__ == "__main__":
    main()
