#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""docs/protocol.md names every act, notice, status and reason of the live protocol.

    protocol.py ROOT         checks the repository
    protocol.py --self-test  shows that one which is left out is found
"""

import pathlib
import re
import sys

import sources

ONEOF = re.compile(r"^message (\w+) \{\n(?:(?!^\}).*\n)*?  oneof \w+ \{\n((?:.*\n)*?)  \}", re.MULTILINE)
FIELD = re.compile(r"^    \w+ (\w+) = \d+;", re.MULTILINE)
REASON = re.compile(r"case Reason::(\w+):")
EXAMPLE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"`([^`\n]+)`")
OF = {"Command": "act", "Notice": "notice", "Status": "status"}


def words_of(wire: str, reasons: str) -> list[tuple[str, str]]:
    found = [(OF[message], field) for message, fields in ONEOF.findall(wire) if message in OF
             for field in FIELD.findall(fields)]
    return found + [("reason", name) for name in REASON.findall(reasons)]


def check(words: list[tuple[str, str]], document: str) -> list[str]:
    prose = EXAMPLE.sub("", document)
    named = {word for quoted in NAMED.findall(prose) for word in re.findall(r"\w+", quoted)}
    return [f"docs/protocol.md does not name the {kind} {word}" for kind, word in words
            if word not in named]


def self_test() -> int:
    wire = ("message Command {\n  bytes id = 1;\n  oneof act {\n    Speak speak = 10;\n    Pass pass = 13;\n"
            "  }\n}\nmessage Status {\n  oneof status {\n    Welcome welcome = 1;\n  }\n}\n")
    words = words_of(wire, '  case Reason::away:\n    return "away";\n')
    sources.expect(words == [("act", "speak"), ("act", "pass"), ("status", "welcome"), ("reason", "away")],
                   f"read {words}")
    document = "| `speak`, `pass` | … |\n| `welcome` | … |\n| `away` | … |\n"
    sources.expect(check(words, document) == [], "a page that names all is called wrong")
    for _, word in words:
        faults = check(words, document.replace(f"`{word}`", word))
        sources.expect(len(faults) == 1, f"not found: {word} is left out")
    return sources.verdict("protocol, self-test", len(words) + 1, [])


def main() -> int:
    if sys.argv[1] == "--self-test":
        return self_test()
    root = pathlib.Path(sys.argv[1]).resolve()
    wire = (root / "proto" / "arena" / "v1" / "wire.proto").read_text(encoding="utf-8")
    reasons = (root / "sessions" / "result.cpp").read_text(encoding="utf-8")
    document = (root / "docs" / "protocol.md").read_text(encoding="utf-8")
    words = words_of(wire, reasons)
    return sources.verdict("protocol", len(words), check(words, document))


if __name__ == "__main__":
    sys.exit(main())
