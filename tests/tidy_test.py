"""What the house style says and no compiler checks, as tests over the source files.

A finding names file and line. An exception is written here, with its reason, or not at all.
"""
import re
import subprocess
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src"

LEVELS = {"base": 0, "engines": 1, "platform": 1, "modules": 2, "app": 3}
# The only files of modules and app that may know HTTP. access/api hands the typed routes out to
# the others; app/ composes the server.
MAY_INCLUDE_HTTP = re.compile(r"modules/(\w+/routes\w*\.cpp|access/(api|guard)\.(hpp|cpp))$|app/.*")
# The only files of modules that may hold SQL: records.cpp, or records_<noun>.cpp where a module
# has several.
MAY_HOLD_SQL = re.compile(r"modules/\w+/records(_\w+)?\.cpp$")
SQL = re.compile(r"\b(SELECT\s+.+\s+FROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE)\b", re.S)
TO_AVOID = {
    "Meeting": "Assembly", "Topic": "AgendaItem", "Clause": "Paragraph", "Ballot": "ConsensusTest",
    "GoldenRecord": "PersonCluster", "Ticket": "CareCase", "Metric": "Indicator",
    "KPI": "Indicator", "ManualCheck": "ClericalReview",
}
VAGUE_FOLDERS = {"utils", "util", "common", "helpers", "helper", "manager", "core", "misc"}


def sources(*suffixes):
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "src"],
                            cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    return [ROOT / f for f in listed if f.endswith(suffixes) and (ROOT / f).exists()]


def is_test(path):
    """Tests, and the houses that tests of several files live in."""
    return path.endswith("_test.cpp") or Path(path).name.startswith("test_")


def relative(file):
    return file.relative_to(SRC).as_posix()


def declared_modules():
    """Folder and dependencies of each samatcha_module() line, in order."""
    text = (SRC / "CMakeLists.txt").read_text()
    text = re.sub(r"#.*", "", text)
    modules = {}
    for call in re.findall(r"samatcha_module\(([^)]*)\)", text):
        words = call.split()
        keywords = {"DEPENDS", "LINKS", "EMBED", "TEST_LINKS"}
        depends, mode = [], None
        for word in words[1:]:
            if word in keywords:
                mode = word
            elif mode == "DEPENDS":
                depends.append(word)
        modules[words[0]] = depends
    return modules


def module_of(path, modules):
    best = ""
    for folder in modules:
        if (path == folder or path.startswith(folder + "/")) and len(folder) > len(best):
            best = folder
    return best


class Tidy(unittest.TestCase):
    def report(self, findings):
        self.assertFalse(findings, "\n" + "\n".join(findings))

    def test_every_source_belongs_to_a_declared_module(self):
        modules = declared_modules()
        self.report([relative(f) for f in sources(".cpp", ".hpp")
                     if not module_of(relative(f), modules)])

    def test_includes_point_down_and_along_declared_dependencies(self):
        modules = declared_modules()
        by_name = {Path(folder).name: folder for folder in modules}

        def reachable(folder, seen):
            for name in modules.get(folder, []):
                if name in by_name and by_name[name] not in seen:
                    seen.add(by_name[name])
                    reachable(by_name[name], seen)
            return seen

        findings = []
        for file in sources(".cpp", ".hpp"):
            own = module_of(relative(file), modules)
            allowed = reachable(own, {own})
            for number, line in enumerate(file.read_text().splitlines(), 1):
                include = re.match(r'#include "([^"]+)"', line)
                if not include:
                    continue
                target = include[1]
                where = f"{relative(file)}:{number}"
                if target.split("/")[0] not in LEVELS:
                    findings.append(f"{where}: include is not written from src/: {target}")
                    continue
                other = module_of(target, modules)
                if other not in allowed:
                    findings.append(f"{where}: {own} includes {target}, not among its DEPENDS")
        self.report(findings)

    def test_http_is_known_to_routes_only(self):
        findings = []
        for file in sources(".cpp", ".hpp"):
            path = relative(file)
            if not path.startswith("modules/") or is_test(path):
                continue
            if "#include \"platform/http/" in file.read_text() and not MAY_INCLUDE_HTTP.match(path):
                findings.append(path)
        self.report(findings)

    def test_sql_stands_in_records_only(self):
        findings = []
        for file in sources(".cpp", ".hpp"):
            path = relative(file)
            if not path.startswith(("modules/", "app/", "engines/", "base/")) or is_test(path):
                continue
            code = re.sub(r"//[^\n]*", "", file.read_text())
            if SQL.search(code) and not MAY_HOLD_SQL.match(path):
                findings.append(path)
        self.report(findings)

    def test_engines_and_base_know_no_time_and_no_database(self):
        findings = []
        for file in sources(".cpp", ".hpp"):
            path = relative(file)
            if path.startswith("engines/") and re.search(r"system_clock|sqlite3\.h|libpq", file.read_text()):
                findings.append(path)
        self.report(findings)

    def test_headers_start_with_pragma_once(self):
        self.report([relative(f) for f in sources(".hpp")
                     if not f.read_text().startswith("#pragma once")])

    def test_every_stage_of_a_job_has_words_on_the_command_line_too(self):
        web = (ROOT / "web/src/shared/i18n/th/general.ts").read_text()
        texts = (SRC / "app/messages.json").read_text()
        self.report([f"app/messages.json: app.stage_{stage} is missing"
                     for stage in re.findall(r"'job\.stage\.(\w+)'", web)
                     if f'"app.stage_{stage}"' not in texts])

    def test_every_kind_of_event_and_its_parts_have_words_in_the_log(self):
        """Told from its own code, an entry would be English on a Thai page."""
        words = "".join(path.read_text() for path in (ROOT / "web/src/shared/i18n/th").glob("*.ts"))
        code = "\n".join(path.read_text() for path in sources(".cpp", ".hpp")
                         if relative(path).startswith("modules/assembly/") and not is_test(relative(path)))
        told = re.findall(r"(?:add_event|add_test_event|tell_\w+|told_floor)\(([^{;]*)", code)
        kinds = {kind for call in told for kind in re.findall(r'"([a-z]+_[a-z_]+)"', call)}
        parts = set(re.findall(r'_part = "([a-z_]+) ?"', code) +
                    re.findall(r'personal_part\w?\(\{?.*?\{"([a-z_]+)"', code))
        self.assertGreater(len(kinds), 45)
        self.assertGreater(len(parts), 8)
        self.report([f"i18n/th: {key} is missing" for key in
                     sorted([f"log.{kind}" for kind in kinds] + [f"log.part_{part}" for part in parts])
                     if f"'{key}'" not in words])

    def test_glossary_words_to_avoid_are_avoided(self):
        findings = []
        for file in sources(".cpp", ".hpp", ".sql"):
            for number, line in enumerate(file.read_text().splitlines(), 1):
                for word, instead in TO_AVOID.items():
                    if re.search(rf"\b(class|struct|enum class|using|CREATE TABLE)\s+{word}\b", line, re.I):
                        findings.append(f"{relative(file)}:{number}: {word}; say {instead}")
        self.report(findings)

    def test_folders_have_names_that_say_something(self):
        self.report(sorted({relative(f) for f in sources(".cpp", ".hpp")
                            if VAGUE_FOLDERS & set(f.relative_to(SRC).parts[:-1])}))

    def test_every_module_says_what_it_is(self):
        self.report([folder for folder in declared_modules()
                     if not (SRC / folder / "README.md").exists()])

    def test_no_dead_header(self):
        everything = {f: f.read_text() for f in sources(".cpp", ".hpp")}
        findings = []
        for header in sources(".hpp"):
            name = relative(header)
            if not any(f'#include "{name}"' in text for f, text in everything.items() if f != header):
                findings.append(name)
        self.report(findings)

    def test_every_table_of_a_province_leads_its_key_with_the_province(self):
        findings = []
        for file in sources(".sql"):
            if "migrations" not in file.parts:
                continue
            for name, body in re.findall(r"CREATE TABLE (\w+) \((.*?)\n\)", file.read_text(), re.S):
                key = re.search(r"PRIMARY KEY \((\w+)", body)
                if re.search(r"^\s*province\s+TEXT", body, re.M) and (
                        not key or key[1] != "province") and not re.search(r"province\s+TEXT[^,]*PRIMARY KEY", body):
                    findings.append(f"{relative(file)}: {name}")
        self.report(findings)

    def test_migrations_are_numbered_and_say_why(self):
        findings = []
        seen = {}
        for file in sources(".sql"):
            if "migrations" not in file.parts:
                continue
            if not re.match(r"\d{4}_[a-z]+_\w+\.sql$", file.name):
                findings.append(f"{relative(file)}: name is not NNNN_verb_object.sql")
            if file.name[:4] in seen:
                findings.append(f"{relative(file)}: number taken by {seen[file.name[:4]]}")
            seen[file.name[:4]] = relative(file)
            if not file.read_text().startswith("-- "):
                findings.append(f"{relative(file)}: no first comment that says why")
        self.report(findings)

    def test_no_unfinished_marks(self):
        marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
        self.report([f"{relative(f)}" for f in sources(".cpp", ".hpp", ".sql")
                     if marks.search(f.read_text())])


if __name__ == "__main__":
    sys.exit(unittest.main())
