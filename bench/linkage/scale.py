#!/usr/bin/env python3
"""How time and memory grow with the pairs: provinces of the generator, civil register against health register.

    bench/linkage/scale.py BINARY WORK_FOLDER [--children N ...] [--country] [--memory 8G] [--threads 2]

makes each province in WORK_FOLDER, links it, and removes it again. Prints a line for each, appends it to
WORK_FOLDER/scale.json, and draws scale.svg beside this script from all lines there are. A full name against its
two parts, dates of two eras, numbers missing on one side: what the generator's registers are like.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import time

HERE = pathlib.Path(__file__).resolve().parent
CIVIL = {"เลขประจำตัวประชาชน": "national_id", "ชื่อตัว": "given_name", "ชื่อสกุล": "surname", "เพศ": "sex",
         "วันเดือนปีเกิด": "birth_date", "รหัสตำบล": "area_code"}
HEALTH = {"CID": "national_id", "NAME": "given_name", "LNAME": "surname", "SEX": "sex", "BIRTH": "birth_date"}


# Of a country; the code is the seed too. 3 million children each, of the first five the health register as well.
PROVINCES = (40, 10, 50, 30, 90, 20, 41, 34, 80, 65)
PROVINCE_CHILDREN = 3_000_000
PROVINCES_WITH_HEALTH = 5
# What is linked of a civil register, the province's code before the number of the record, and to each child one or two
# strangers: its given name and sex, surname, birth date and area of a child before, a number of its own. 6.6 million rows.
CIVIL_ROWS = """
BEGIN { FS = OFS = "," }
NR == 1 { if (province == first) print $1, $2, $4, $5, $6, $7, $12; next }
/"/ { next }
{
    id = province substr($1, 2)
    print id, $2, $4, $5, $6, $7, $12
    for (k = 1; k <= (NR <= 780000 ? 2 : 1); ++k)
        if (surname[k] != "")
            print id "-" k, $2 == "" ? "" : sprintf("%013.0f", ($2 + 271828182845 * k) % 1e13), $4, surname[k], $6, born[k], area[k]
    surname[2] = surname[1]; born[2] = born[1]; area[2] = area[1]
    surname[1] = $5; born[1] = $7; area[1] = $12
}"""


def generate(binary, children, seed, out, province=40):
    subprocess.run([binary, "generate", "--children", str(children), "--seed", str(seed), "--province", str(province),
                    "--out", str(out)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for name in ("school.csv", "welfare.csv", "persons.csv", "truth.csv"):
        (out / name).unlink()


def append_packed(rows, path):
    """What the command prints, as one more frame of a .zst file."""
    with open(path, "ab") as packed:
        made = subprocess.Popen(rows, stdout=subprocess.PIPE)
        subprocess.run(["zstd", "-q", "-1"], stdin=made.stdout, stdout=packed, check=True)
        if made.wait() != 0:
            raise RuntimeError(f"{rows[0]} failed on {path.name}")


def make_country(binary, registers):
    """66 million in the civil register, 12 in the health register; a dozen gigabytes of disk while it goes."""
    shutil.rmtree(registers, ignore_errors=True)
    registers.mkdir(parents=True)
    for i, province in enumerate(PROVINCES):
        part = registers / "part"
        generate(binary, PROVINCE_CHILDREN, province, part, province)
        append_packed(["awk", "-v", f"province={province}", "-v", f"first={PROVINCES[0]}", CIVIL_ROWS, str(part / "civil.csv")],
                      registers / "civil.csv.zst")
        if i < PROVINCES_WITH_HEALTH:
            append_packed(["sed", f"s/|H/|{province}/" + (";1d" if i > 0 else ""), str(part / "health.txt")],
                          registers / "health.txt.zst")
        shutil.rmtree(part)


def link(binary, registers, children, memory, threads, suffix=""):
    spec = registers / "spec.json"
    spec.write_text(json.dumps({"task": "link", "files": [
        {"name": "civil", "path": "civil.csv" + suffix, "id": "เลขที่รายการ", "columns": CIVIL},
        {"name": "health", "path": "health.txt" + suffix, "id": "PID", "columns": HEALTH}]}, ensure_ascii=False))
    start = time.perf_counter()
    process = subprocess.Popen([binary, "link", str(spec), "--out", str(registers / "out"), "--memory", memory, "--threads",
                                str(threads), "--quiet"])
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    line = {"children": children, "memory": memory, "seconds": round(seconds, 2)}
    if status == 0:
        report = json.loads((registers / "out/report.json").read_text())
        line |= {"records": report["records"], "pairs": report["pairs_scored"], "links": report["links"],
                 "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 2), "peak_mb": round(usage.ru_maxrss / 1024),
                 "stages": {s["name"]: round(s["cpu_seconds"], 2) for s in report["stages"]}}
    else:
        line["failed"] = True
    return line


def draw(lines):
    """Processor seconds over pairs, both in decades: of comparing and scoring them, and of the whole run; a dashed line that is
    as steep as linear growth."""
    import math
    lines = sorted((line for line in lines if "pairs" in line), key=lambda line: line["pairs"])
    points = [(line["pairs"], line["stages"]["compare"] + line["stages"]["score"]) for line in lines]
    whole = [(line["pairs"], line["cpu_seconds"]) for line in lines]
    seconds = [s for _, s in points + whole]
    width, height, left, bottom = 560, 320, 64, 48
    x_low, x_high = math.floor(math.log10(points[0][0])), math.ceil(math.log10(points[-1][0]))
    y_low, y_high = math.floor(math.log10(min(seconds))), math.ceil(math.log10(max(seconds)))
    x = lambda v: left + (math.log10(v) - x_low) / (x_high - x_low) * (width - left - 16)
    y = lambda v: height - bottom - (math.log10(v) - y_low) / (y_high - y_low) * (height - bottom - 40)
    text = lambda at_x, at_y, words, anchor="middle": f'<text x="{at_x:.0f}" y="{at_y:.0f}" text-anchor="{anchor}">{words}</text>'
    parts = [text(left, 20, "Processor time of comparing and scoring (dots) and of all (rings); dashed: linear", "start")]
    for decade in range(x_low, x_high + 1):
        at = x(10 ** decade)
        parts += [f'<line x1="{at:.0f}" x2="{at:.0f}" y1="40" y2="{height - bottom}" stroke="#d9dee3"/>',
                  text(at, height - bottom + 18, f"{10 ** decade / 1e6:g}")]
    for decade in range(y_low, y_high + 1):
        at = y(10 ** decade)
        parts += [f'<line x1="{left}" x2="{width - 16}" y1="{at:.0f}" y2="{at:.0f}" stroke="#d9dee3"/>',
                  text(left - 8, at + 4, f"{10 ** decade:g} s", "end")]
    reference = next((p for p in points if p[0] >= 1e6), points[0])
    last = points[-1][0]
    parts.append(f'<line x1="{x(reference[0]):.1f}" y1="{y(reference[1]):.1f}" x2="{x(last):.1f}" '
                 f'y2="{y(reference[1] * last / reference[0]):.1f}" stroke="#5b6570" stroke-dasharray="5 4"/>')
    parts.append('<polyline fill="none" stroke="#0b5c8a" stroke-width="2" points="'
                 + " ".join(f"{x(p):.1f},{y(s):.1f}" for p, s in points) + '"/>')
    parts += [f'<circle cx="{x(p):.1f}" cy="{y(s):.1f}" r="4" fill="#0b5c8a"/>' for p, s in points]
    parts += [f'<circle cx="{x(p):.1f}" cy="{y(s):.1f}" r="4" fill="#ffffff" stroke="#0b5c8a" stroke-width="2"/>' for p, s in whole]
    parts.append(text((left + width) / 2, height - 8, "million pairs compared and scored"))
    (HERE / "scale.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="sans-serif" font-size="13" fill="#1b1f24"><rect width="{width}" height="{height}" fill="#ffffff"/>\n'
        + "\n".join(parts) + "\n</svg>\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", type=lambda p: pathlib.Path(p).resolve())
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--children", type=int, nargs="*", default=[100_000, 300_000, 1_000_000, 3_000_000, 10_000_000])
    parser.add_argument("--country", action="store_true", help="12 million against 66 million as well")
    parser.add_argument("--memory", default="8G")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    kept = args.folder / "scale.json"
    lines = json.loads(kept.read_text()) if kept.exists() else []
    for children in args.children + (["12 of 66 million"] if args.country else []):
        registers = args.folder / f"children-{children}".replace(" ", "-")
        if children in args.children:
            generate(args.binary, children, 1, registers)
        else:
            make_country(args.binary, registers)
        line = link(args.binary, registers, children, args.memory, args.threads, "" if children in args.children else ".zst")
        shutil.rmtree(registers)
        print(json.dumps(line), flush=True)
        lines = [other for other in lines if other["children"] != children] + [line]
        kept.write_text(json.dumps(lines))
    draw(lines)


if __name__ == "__main__":
    main()
