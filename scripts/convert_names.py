#!/usr/bin/env python3
"""Makes data/names/{male,female,family}.txt.zst from the thai-names-corpus.

    scripts/convert_names.py SOURCE_FOLDER

SOURCE_FOLDER holds male_names_th.txt, female_names_th.txt and family_names_th.txt (github.com/korkeatw/
thai-names-corpus, CC BY-SA 4.0). Needs Python 3.9 and the zstd program. Left out: names with blanks or
foreign signs, with misplaced marks, and the granted surnames "ณ ...", which point to one family.
"""

import pathlib
import re
import subprocess
import sys

WHOLE = re.compile(r"[\u0e01-\u0e2e\u0e40-\u0e44][\u0e01-\u0e4d]+")
MISPLACED = re.compile(r"[\u0e48-\u0e4c]{2}|\u0e4d\u0e32|\u0e40\u0e40|[\u0e48-\u0e4c][\u0e31\u0e34-\u0e39\u0e47]")


def main():
    source = pathlib.Path(sys.argv[1])
    target = pathlib.Path(__file__).resolve().parent.parent / "data" / "names"
    for word in ("male", "female", "family"):
        names = (source / f"{word}_names_th.txt").read_text(encoding="utf-8-sig").split("\n")
        kept = sorted({name for name in names if WHOLE.fullmatch(name) and not MISPLACED.search(name)})
        data = ("\n".join(kept) + "\n").encode()
        packed = subprocess.run(["zstd", "-q", "-19", "--no-check", f"--stream-size={len(data)}"], input=data,
                                check=True, capture_output=True)
        (target / f"{word}.txt.zst").write_bytes(packed.stdout)
        print(f"{word}: {len(kept)} of {len(names) - 1}")


if __name__ == "__main__":
    main()
