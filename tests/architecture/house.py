#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Rules of the house that a machine can hold: licence line, size, namespaces, words.

    house.py ROOT         checks the repository
    house.py --self-test  shows that each rule can fail
"""

import pathlib
import re
import sys

import sources

LINES_MAX = 600
SOURCES = {".cpp", ".hpp", ".h", ".py", ".sh", ".ts", ".tsx", ".mts", ".js", ".mjs", ".css", ".html",
           ".proto", ".cmake", ".script", ".txtpb", ".textproto", ".pbtxt"}
SOURCE_NAMES = {"CMakeLists.txt", ".clang-format", ".clang-tidy"}
SOURCE_FOLDERS = {"scripts", ".ci"}  # programs without an ending
DOCUMENTS = {".md", ".json", ".golden", ".txt"}
LICENCE = "SPDX-License-Identifier: EUPL-1.2"

NAMESPACES = {"codec", "hub", "journal", "library", "anonymity", "staff", "net", "app", "cli", "test"}
NAMESPACE = re.compile(r"^\s*(?:inline\s+)?namespace\s+([A-Za-z_:0-9]+)\s*\{", re.MULTILINE)

# In every file. The patterns are written so that they do not find themselves.
WORDS = {
    "an unfinished piece": re.compile(r"\b(T[O]DO|F[I]XME|X[X]X|H[A]CK)\b"),
    "a path of somebody's machine": re.compile(
        r"(?<![\w.])/(?:[w]ork|[h]ome|[r]oot|[U]sers)/(?!\.\.)\w|/[t]mp/build"),
    "a key": re.compile(r"-----[B]EGIN [A-Z ]*PRIVATE KEY"),
}
# In C++ only. One file may hold a lock (docs/adr/0004-one-io-thread.md): the journal's queue.
LOCK = "a lock: threads meet by posting values"
MAY_LOCK = {"server/journal/journal.cpp"}
# A program in a terminal may wait before it tries again; the server and the tests may not.
PAUSE = "a pause instead of a condition"
MAY_PAUSE = "clients/cli"
CPP_WORDS = {
    "a lint exception without a reason": re.compile(r"NO[L]INT(NEXTLINE|BEGIN|END)?(?![\w(])"
                                                    r"|NO[L]INT(NEXTLINE|BEGIN)?\([^)]*\)\s*$",
                                                    re.MULTILINE),
    PAUSE: re.compile(r"\b(sleep_for|sleep_until|u[s]leep|nanosleep)\b"),
    LOCK: re.compile(r"std::(recursive_|shared_)?mutex\b"),
    "a detached coroutine": re.compile(r"\basio::detached\b"),
}


def is_source(path: pathlib.PurePosixPath) -> bool:
    return (path.suffix in SOURCES or path.name in SOURCE_NAMES
            or (path.parts[0] in SOURCE_FOLDERS and path.suffix == ""))


def is_text(path: pathlib.PurePosixPath) -> bool:
    return is_source(path) or path.suffix in DOCUMENTS


def check(path: pathlib.PurePosixPath, text: str) -> list[str]:
    faults = []
    if is_source(path):
        if LICENCE not in "\n".join(text.splitlines()[:3]):
            faults.append(f"{path}: does not say {LICENCE} in its first lines")
        lines = text.count("\n")
        if lines > LINES_MAX:
            faults.append(f"{path}: {lines} lines, more than {LINES_MAX}")
    words = dict(WORDS)
    if path.suffix in {".cpp", ".hpp"}:
        words |= CPP_WORDS
        faults += [f"{path}: namespace {name}" for name in NAMESPACE.findall(text)
                   if not namespace_allowed(path, name)]
    if str(path) in MAY_LOCK:
        del words[LOCK]
    if path.parent.as_posix() == MAY_PAUSE:
        words.pop(PAUSE, None)
    for meaning, pattern in words.items():
        for match in pattern.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            faults.append(f"{path}:{line}: {match.group(0).strip()!r} is {meaning}")
    return faults


def namespace_allowed(path: pathlib.PurePosixPath, name: str) -> bool:
    if name == "rc":  # rapidcheck's, for generators of our values
        return path.parts[0] == "tests"
    first, _, inner = name.partition("::")
    return first == "arena" and (not inner or inner in NAMESPACES)


def self_test() -> int:
    line = f"// {LICENCE}\n"
    bad = [
        ("sessions/a.cpp", "int a;\n"), ("clients/web/src/a.ts", "let a\n"), ("scripts/a", "true\n"),
        ("sessions/a.cpp", line + "int a;\n" * LINES_MAX),
        ("sessions/a.hpp", line + "namespace other {\n"),
        ("sessions/a.hpp", line + "namespace arena::utils {\n"), ("sessions/a.hpp", line + "namespace rc {\n"),
        ("docs/a.md", "T" + "ODO: write this\n"), ("server/hub/a.cpp", line + "// FIX" + "ME\n"),
        ("docs/a.md", "see /ho" + "me/somebody/arena\n"), ("README.md", "cd /wo" + "rk/place\n"),
        ("server/net/a.cpp", line + "f();  // NO" + "LINT\n"),
        ("server/net/a.cpp", line + "f();  // NO" + "LINT(bugprone-x)\n"),
        ("tests/server/a_test.cpp", line + "std::this_thread::sleep" + "_for(1s);\n"),
        ("server/hub/a.hpp", line + "std::mu" + "tex lock_;\n"),
        ("server/net/a.cpp", line + "co_spawn(io, f(), asio::det" + "ached);\n"),
    ]
    for path, text in bad:
        sources.expect(check(pathlib.PurePosixPath(path), text) != [],
                       f"nothing wrong was found in {path}: {text[:80]!r}")
    good = [
        ("sessions/a.cpp", line + "namespace arena {\nnamespace {\n"),
        ("server/hub/a.cpp", line + "namespace arena::hub {\n"),
        ("server/net/a.cpp", line + "f();  // NO" + "LINT(bugprone-x): the callee checks it\n"),
        ("docs/a.md", "GET /workers, ../shared/design\n"), ("scripts/a", f"#!/bin/sh\n# {LICENCE}\n"),
    ]
    for path, text in good:
        faults = check(pathlib.PurePosixPath(path), text)
        sources.expect(faults == [], f"{faults}, though nothing is wrong")
    return sources.verdict("house, self-test", len(bad) + len(good), [])


def main() -> int:
    if sys.argv[1] == "--self-test":
        return self_test()
    root = pathlib.Path(sys.argv[1]).resolve()
    faults, checked = [], 0
    for path in sources.files(root):
        if is_text(path) and path.name not in {"package-lock.json", "CMakeCache.txt"}:
            checked += 1
            faults += check(path, (root / path).read_text(encoding="utf-8"))
    if not (root / "LICENSE").is_file():
        faults.append("LICENSE is missing")
    return sources.verdict("house", checked, faults)


if __name__ == "__main__":
    sys.exit(main())
