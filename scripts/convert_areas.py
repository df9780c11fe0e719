#!/usr/bin/env python3
"""Makes data/areas/ from public sources: codes, names, postcodes and simplified outlines.

    scripts/convert_areas.py SOURCE_FOLDER

SOURCE_FOLDER holds provinces.csv, districts.csv, sub_districts.csv.zst (thailand-geodata, MIT) and
th_adm3.geojson.zst (mapthai, MIT; from OCHA COD-AB, Royal Thai Survey Department 2019, CC BY-IGO).
Needs Python 3.9 and the zstd program. Run again only when the sources change; the result is kept
in the project, so a build needs neither.
"""

import csv
import io
import json
import pathlib
import subprocess
import sys

# Spellings in which the main source errs; the second source (thailand-geography-json) has them right.
CORRECTIONS = {
    "110301": {"en": "Bang Phli Yai"},
    "600113": {"th": "วัดไทรย์"},
}
# Subdistricts that got another code after the outlines were drawn (2019) but kept their land.
RECODED_OUTLINES = {"530306": "530407"}


def zstd_text(path):
    return subprocess.run(["zstd", "-dcq", str(path)], check=True, capture_output=True).stdout.decode()


def zstd_write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    data = text.encode()
    packed = subprocess.run(["zstd", "-q", "-19", "--no-check", f"--stream-size={len(data)}"], input=data,
                            check=True, capture_output=True)
    path.write_bytes(packed.stdout)


def area_rows(source):
    def table(text):
        return csv.DictReader(io.StringIO(text))

    for p in table((source / "provinces.csv").read_text()):
        yield p["CODE"], p["PROVINCE_THAI"], p["PROVINCE_ENGLISH"], ""
    for d in table((source / "districts.csv").read_text()):
        yield d["DISTRICT_CODE"], d["DISTRICT_THAI"], d["DISTRICT_ENGLISH"], ""
    for s in table(zstd_text(source / "sub_districts.csv.zst")):
        code = s["SUB_DISTRICT_CODE"]
        fix = CORRECTIONS.get(code, {})
        yield (code, fix.get("th", s["SUB_DISTRICT_THAI"]), fix.get("en", s["SUB_DISTRICT_ENGLISH"]),
               s["POSTAL_CODE"])


def signed_area(ring):
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:])) / 2


def tidy_ring(ring, is_outer):
    """Without repeated points, closed, outer rings anticlockwise and holes clockwise (RFC 7946)."""
    points = [ring[0]]
    for point in ring[1:]:
        if point != points[-1]:
            points.append(point)
    if points[0] != points[-1]:
        points.append(points[0])
    if len(points) < 4:
        return None
    if (signed_area(points) > 0) != is_outer:
        points.reverse()
    return points


def outline(feature):
    polygons = []
    for rings in feature["geometry"]["coordinates"]:
        tidied = [tidy_ring(ring, index == 0) for index, ring in enumerate(rings)]
        if tidied[0]:
            polygons.append([ring for ring in tidied if ring])
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def write_outlines(source, target, known_codes):
    by_province = {}
    for feature in json.loads(zstd_text(source / "th_adm3.geojson.zst"))["features"]:
        code = feature["properties"]["adm3_pcode"][2:]
        code = RECODED_OUTLINES.get(code, code)
        if code in known_codes:
            by_province.setdefault(code[:2], {})[code] = outline(feature)
    for province, outlines in sorted(by_province.items()):
        features = [{"type": "Feature", "properties": {"code": code}, "geometry": outlines[code]}
                    for code in sorted(outlines)]
        text = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
        zstd_write(target / "outlines" / f"{province}.geojson.zst", text)
    return {code for outlines in by_province.values() for code in outlines}


def main():
    source = pathlib.Path(sys.argv[1])
    target = pathlib.Path(__file__).resolve().parent.parent / "data" / "areas"
    rows = sorted(area_rows(source), key=lambda row: (len(row[0]), row[0]))
    for row in rows:
        assert all("\t" not in cell and cell == cell.strip() for cell in row), row
    zstd_write(target / "areas.tsv.zst", "".join("\t".join(row) + "\n" for row in rows))
    subdistricts = {row[0] for row in rows if len(row[0]) == 6}
    drawn = write_outlines(source, target, subdistricts)
    print(f"{len(rows)} areas, {len(drawn)} outlines; without outline: {' '.join(sorted(subdistricts - drawn))}")


if __name__ == "__main__":
    main()
