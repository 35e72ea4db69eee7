#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""docs/data-inventory.md says of everything that is stored why it is kept and until when.

    inventory.py ROOT         checks the repository
    inventory.py --self-test  shows that a column which is left out is found

What is stored: each column of each table that the server makes (`table.column`), and each field of
StoredEvent in archive.proto, whose bytes stand in events.bytes (`event.field`).
"""

import pathlib
import re
import sys

import sources

TABLE = re.compile(r"CREATE TABLE (?:IF NOT EXISTS )?(\w+)\s*\((.*?)\)\s*(?:STRICT|WITHOUT ROWID|;)", re.DOTALL)
COLUMN = re.compile(r"^\s*(\w+) (?:BLOB|INTEGER|TEXT|REAL|ANY)\b", re.MULTILINE)
EVENT = re.compile(r"^message StoredEvent \{\n(.*?)^  // ---- parts", re.MULTILINE | re.DOTALL)
FIELD = re.compile(r"^ +[\w.]+ (\w+) = \d+;", re.MULTILINE)
ROW = re.compile(r"^\| `(\w+\.\w+)` \|([^|]*)\|([^|]*)\|([^|]*)\|$", re.MULTILINE)
TABLE_WORDS = re.compile(r"\bCREATE\s+(?:TEMP\w*\s+)?TABLE\b", re.IGNORECASE)


def columns_of(source: str) -> list[str]:
    return [f"{table}.{column}" for table, body in TABLE.findall(source)
            for column in COLUMN.findall(body)]


def fields_of(archive: str) -> list[str]:
    found = EVENT.search(archive)
    return [f"event.{field}" for field in FIELD.findall(found.group(1))] if found else []


def check(stored: list[str], document: str) -> list[str]:
    rows = ROW.findall(document)
    listed = [name for name, *_ in rows]
    faults = [f"docs/data-inventory.md does not say why {name} is stored" for name in stored
              if name not in listed]
    faults += [f"docs/data-inventory.md lists {name}, which is not stored" for name in listed
               if name not in stored]
    faults += [f"docs/data-inventory.md lists {name} twice" for name in sorted(set(listed))
               if listed.count(name) > 1]
    faults += [f"docs/data-inventory.md leaves a cell of {name} empty" for name, *cells in rows
               if not all(cell.strip() for cell in cells)]
    return faults


def self_test() -> int:
    source = ("CREATE TABLE seats(\n  seat INTEGER NOT NULL CHECK(seat > 0),\n  name TEXT NOT NULL,\n"
              "  PRIMARY KEY(seat)\n) STRICT, WITHOUT ROWID;\n")
    archive = ("message StoredEvent {\n  uint64 number = 1;\n  oneof body {\n    Spoken spoken = 30;\n  }\n\n"
               "  // ---- parts ---\n  message Room {\n    uint32 round = 1;\n  }\n}\n")
    stored = columns_of(source) + fields_of(archive)
    sources.expect(stored == ["seats.seat", "seats.name", "event.number", "event.spoken"], f"read {stored}")
    rows = [f"| `{name}` | what | why | until |\n" for name in stored]
    sources.expect(check(stored, "".join(rows)) == [], "a full inventory is called wrong")
    for index, name in enumerate(stored):
        faults = check(stored, "".join(rows[:index] + rows[index + 1:]))
        sources.expect(len(faults) == 1 and name in faults[0], f"not found: {name} is left out")
    sources.expect(len(check(stored[1:], "".join(rows))) == 1, "not found: a row too many")
    sources.expect(len(check(stored, "".join(rows) + rows[0])) == 1, "not found: a row twice")
    sources.expect(len(check(stored, "".join(rows).replace("until", " ", 1))) == 1, "not found: an empty cell")
    return sources.verdict("inventory, self-test", len(stored) + 4, [])


def main() -> int:
    if sys.argv[1] == "--self-test":
        return self_test()
    root = pathlib.Path(sys.argv[1]).resolve()
    stored, faults = [], []
    for path in sources.files(root):
        if path.suffix in {".cpp", ".hpp"} and path.parts[0] == "server":
            text = (root / path).read_text(encoding="utf-8")
            read = len(TABLE.findall(text))
            stored += columns_of(text)
            if read != len(TABLE_WORDS.findall(text)):
                faults.append(f"{path}: makes a table that this check cannot read")
    stored += fields_of((root / "proto" / "arena" / "v1" / "archive.proto").read_text(encoding="utf-8"))
    document = (root / "docs" / "data-inventory.md").read_text(encoding="utf-8")
    return sources.verdict("inventory", len(stored), faults + check(stored, document))


if __name__ == "__main__":
    sys.exit(main())
