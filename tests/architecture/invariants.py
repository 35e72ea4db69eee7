#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""docs/ARCHITECTURE.md names the tests that hold each invariant, docs/promises.md those that hold each
promise; those tests exist.

    invariants.py ROOT         checks the repository
    invariants.py --self-test  shows that a test which is gone is found
"""

import pathlib
import re
import sys

import sources

SECTION = re.compile(r"^## Invariants.*?(?=^## )", re.MULTILINE | re.DOTALL)
ITEM = re.compile(r"^\d+\. .*?(?=^\d+\. |^\*\*|^## |\Z)", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"`([A-Z]\w+\.[A-Z]\w+|tests/[\w/.]+)`")
DEFINED = re.compile(r"^(?:TEST(?:_[FP])?|RC_GTEST_(?:FIXTURE_)?PROP)\(\s*(\w+),\s*(\w+)", re.MULTILINE)


PROMISED = re.compile(r"^\| (?!Nederlands)[^|]+\|[^|]+\|[^|]+\|$", re.MULTILINE)  # three cells: with its test


def check(document: str, known: set[str]) -> tuple[int, list[str]]:
    section = SECTION.search(document)
    return held(ITEM.findall(section.group(0)) if section else [], known)


def check_promises(document: str, known: set[str]) -> tuple[int, list[str]]:
    return held([row for row in PROMISED.findall(document) if not row.startswith("|---")], known)


def held(items: list[str], known: set[str]) -> tuple[int, list[str]]:
    faults = [] if items else ["a page that should name tests names nothing"]
    for item in items:
        named = NAMED.findall(item)
        if not named:
            faults.append(f"no test holds: {item.splitlines()[0]}")
        faults += [f"there is no test {name}" for name in named if name not in known]
    return len(items), faults


def tests_of(root: pathlib.Path) -> set[str]:
    known = set()
    for path in sources.files(root):
        if path.parts[0] == "tests":
            known.add(str(path))
            if path.suffix == ".cpp":
                known |= {".".join(name) for name in
                          DEFINED.findall((root / path).read_text(encoding="utf-8"))}
    return known


def self_test() -> int:
    document = "# A\n## Invariants\n\n1. One: `Form.Holds`.\n2. Two:\n   `tests/a.py`.\n{}\n## Absent\n3. Not one.\n"
    known = {"Form.Holds", "tests/a.py"}
    sources.expect(check(document.format(""), known) == (2, []), "right lines are called wrong")
    for line in ("3. Three: `Form.IsGone`.", "3. Three: `tests/gone.py`.", "3. Three, held by nothing."):
        sources.expect(len(check(document.format(line), known)[1]) == 1, f"not found: {line}")
    promises = "| Nederlands | English | held by |\n|---|---|---|\n| Ja. | Yes. | `Form.Holds` |\n{}| Nee. | No. |\n"
    sources.expect(check_promises(promises.format(""), known) == (1, []), "a right promise is called wrong")
    for line in ("| Ja. | Yes. | `Form.IsGone` |\n", "| Ja. | Yes. | nothing |\n"):
        sources.expect(len(check_promises(promises.format(line), known)[1]) == 1, f"not found: {line}")
    return sources.verdict("invariants, self-test", 7, [])


def main() -> int:
    if sys.argv[1] == "--self-test":
        return self_test()
    root = pathlib.Path(sys.argv[1]).resolve()
    known = tests_of(root)
    read = {name: (root / "docs" / name).read_text(encoding="utf-8") for name in ("ARCHITECTURE.md", "promises.md")}
    invariants, broken = check(read["ARCHITECTURE.md"], known)
    promises, unheld = check_promises(read["promises.md"], known)
    return sources.verdict("invariants and promises", invariants + promises, broken + unheld)


if __name__ == "__main__":
    sys.exit(main())
