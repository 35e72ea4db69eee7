#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Dependencies run inward only: what each folder may include, and nothing else.

Packaged headers live in the system's include path, so any file could include them uninvited;
the compiler would not object. This does.

    includes.py ROOT         checks the repository
    includes.py --self-test  shows that each rule can fail
"""

import dataclasses
import pathlib
import re
import sys

import sources

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)
# The standard library, and the C headers of the platform.
STANDARD = re.compile(r"^[a-z_0-9]+$|^[a-z_0-9]+\.h$|^(sys|netinet|arpa)/[a-z_0-9]+\.h$")
# Looks like the standard library by its name, but is not.
PACKAGED = re.compile(r"^(sqlite3|sodium|qrencode|ncurses|png|zip|zlib|stemmer)\.h$")
OURS = re.compile(r"^(sessions|server|clients|tests)/")
# What the pure core has no business with: threads, files, chance, the process.
IMPURE = re.compile(
    r"^(thread|mutex|shared_mutex|condition_variable|future|semaphore|latch|barrier|stop_token|"
    r"atomic|fstream|iostream|filesystem|random|ctime|csignal|coroutine)$|\.h$")

JSON = r"nlohmann/json(_fwd)?\.hpp"
EXPECTED = r"tl/expected\.hpp"
ASIO = r"boost/(asio|system)(/.*)?(\.hpp)?"
GTEST = r"(gtest|gmock)/.*|rapidcheck(/.*)?(\.h)?"
LOG = r"spdlog/.*"
ICU = r"unicode/.*\.h"


@dataclasses.dataclass(frozen=True)
class Folder:
    ours: str       # headers of the repository, as a pattern
    packaged: str   # packaged headers, as a pattern
    pure: bool = False


# The table of docs/ARCHITECTURE.md. A folder that is not here may not hold C++.
FOLDERS = {
    "sessions": Folder(r"sessions/", EXPECTED, pure=True),
    # The codec speaks the hub's ports: it encodes its notices and statuses.
    "server/codec": Folder(r"sessions/|server/codec/|server/hub/ports\.hpp",
                           rf"{EXPECTED}|google/protobuf/.*|arena/v1/.*\.pb\.h"),
    "server/hub": Folder(r"sessions/|server/hub/", rf"{EXPECTED}|{ASIO}"),
    "server/journal": Folder(r"sessions/|server/hub/ports\.hpp|server/codec/|server/journal/",
                             rf"{EXPECTED}|sqlite3\.h|sodium\.h"),
    "server/library": Folder(r"sessions/|server/hub/ports\.hpp|server/codec/|server/library/",
                             rf"{EXPECTED}|sqlite3\.h|sodium\.h|zip\.h|pugixml\.hpp|{JSON}"),
    # Its files are SQLite's too, and go along with the appends of the journal, on its thread.
    "server/anonymity": Folder(r"sessions/|server/anonymity/|server/hub/ports\.hpp|"
                               r"server/journal/(sqlite|journal)\.hpp",
                               rf"{EXPECTED}|sodium\.h"),
    # Accounts have a file of their own; who they are knows nothing of conversations.
    "server/staff": Folder(r"sessions/ids\.hpp|server/staff/|server/hub/ports\.hpp|"
                           r"server/journal/(sqlite|hash)\.hpp",
                           rf"{EXPECTED}|{ASIO}|sodium\.h|openssl/.*\.h"),
    "server/net": Folder(r"sessions/|server/hub/|server/codec/|server/net/",
                         rf"{EXPECTED}|boost/.*|openssl/.*\.h"),
    "server/app": Folder(r"sessions/|server/",
                         rf"{EXPECTED}|{ASIO}|sodium\.h|CLI/.*|toml\+\+/.*|{LOG}|{JSON}|{ICU}"),
    "clients/cli": Folder(r"sessions/|server/|clients/cli/",
                          rf"{EXPECTED}|{ASIO}|sodium\.h|qrencode\.h|ncurses\.h|pugixml\.hpp|CLI/.*|{JSON}"),
    # The loopback client speaks Beast. Tests of the record damage it, which the product cannot.
    "tests/support": Folder(r"sessions/|server/|tests/support/",
                            rf"{EXPECTED}|boost/.*|openssl/.*\.h|sodium\.h|sqlite3\.h|{GTEST}|{JSON}"),
    "tests/server": Folder(r"sessions/|server/|tests/",
                           rf"{EXPECTED}|{ASIO}|openssl/.*\.h|sodium\.h|sqlite3\.h|{GTEST}|{JSON}"),
    "tests/security": Folder(r"sessions/|server/|tests/",
                             rf"{EXPECTED}|{ASIO}|sodium\.h|{GTEST}|{JSON}|{ICU}"),
    "tests/fuzz": Folder(r"sessions/|server/codec/", EXPECTED),
}
TESTS = Folder(r"sessions/|server/|clients/cli/|tests/",
               rf"{EXPECTED}|{ASIO}|sodium\.h|{GTEST}|{JSON}")


def folder_of(path: pathlib.PurePosixPath) -> Folder | None:
    parent = path.parent.as_posix()
    if parent in FOLDERS:
        return FOLDERS[parent]
    return TESTS if path.parts[0] == "tests" else None


def fault_of(folder: Folder, header: str) -> str | None:
    if OURS.match(header):
        return None if re.match(folder.ours, header) else "points outward"
    if folder.pure and IMPURE.search(header):
        return "has no place in the pure core"
    if STANDARD.match(header) and not PACKAGED.match(header):
        return None
    return None if re.fullmatch(folder.packaged, header) else "is not allowed in this folder"


def check(path: pathlib.PurePosixPath, text: str) -> list[str]:
    folder = folder_of(path)
    if folder is None:
        return [f"{path}: no rule says what this folder may include (tests/architecture/includes.py)"]
    faults = []
    for match in INCLUDE.finditer(text):
        fault = fault_of(folder, match.group(1))
        if fault:
            line = text.count("\n", 0, match.start(1)) + 1
            faults.append(f"{path}:{line}: {match.group(1)} {fault}")
    return faults


def self_test() -> int:
    bad = [
        ("sessions/a.cpp", "<thread>"), ("sessions/a.cpp", "<mutex>"),
        ("sessions/a.cpp", "<fstream>"), ("sessions/a.cpp", "<iostream>"),
        ("sessions/a.hpp", "<random>"), ("sessions/a.cpp", "<filesystem>"),
        ("sessions/a.cpp", "<unistd.h>"), ("sessions/a.cpp", "<boost/asio.hpp>"),
        ("sessions/a.cpp", '"server/hub/hub.hpp"'), ("sessions/a.cpp", "<google/protobuf/message.h>"),
        ("server/codec/a.cpp", '"server/hub/hub.hpp"'), ("server/codec/a.cpp", "<sqlite3.h>"),
        ("server/codec/a.cpp", "<boost/asio/io_context.hpp>"),
        ("server/hub/a.cpp", '"arena/v1/wire.pb.h"'), ("server/hub/a.cpp", "<boost/beast/core.hpp>"),
        ("server/hub/a.cpp", "<sqlite3.h>"), ("server/hub/a.cpp", '"server/net/server.hpp"'),
        ("server/journal/a.cpp", '"server/hub/hub.hpp"'), ("server/journal/a.cpp", "<boost/beast.hpp>"),
        ("server/library/a.cpp", "<boost/beast.hpp>"), ("server/anonymity/a.cpp", '"server/hub/hub.hpp"'),
        ("server/net/a.cpp", "<sqlite3.h>"), ("server/net/a.cpp", '"arena/v1/wire.pb.h"'),
        ("server/app/a.cpp", "<boost/beast/core.hpp>"), ("server/app/a.cpp", "<sqlite3.h>"),
        ("clients/cli/a.cpp", "<boost/beast/core.hpp>"), ("tests/server/a_test.cpp", "<boost/beast/http.hpp>"),
        ("tests/sessions/a_test.cpp", "<sqlite3.h>"), ("tests/server/a_test.cpp", '"arena/v1/wire.pb.h"'),
        ("server/hub/a.cpp", "<unicode/uspoof.h>"), ("clients/cli/a.cpp", "<unicode/uchar.h>"),
        ("server/cellar/a.cpp", "<vector>"),
    ]
    for path, header in bad:
        text = f"#include <vector>\n  # include {header}\n"
        sources.expect(check(pathlib.PurePosixPath(path), text) != [],
                       f"{path} may include {header}, and must not")
    good = [
        ("sessions/a.cpp", "<vector>"), ("sessions/a.hpp", '"tl/expected.hpp"'),
        ("server/codec/a.cpp", '"arena/v1/wire.pb.h"'), ("server/codec/a.hpp", '"server/hub/ports.hpp"'),
        ("server/journal/a.cpp", "<sqlite3.h>"), ("server/net/a.cpp", "<boost/beast/core.hpp>"),
        ("server/hub/a.cpp", "<boost/asio/co_spawn.hpp>"), ("tests/support/a.cpp", "<boost/beast/core.hpp>"),
        ("tests/sessions/a_test.cpp", "<gtest/gtest.h>"),
    ]
    for path, header in good:
        faults = check(pathlib.PurePosixPath(path), f"#include {header}\n")
        sources.expect(faults == [], f"{faults}, though it is allowed")
    return sources.verdict("includes, self-test", len(bad) + len(good), [])


def main() -> int:
    if sys.argv[1] == "--self-test":
        return self_test()
    root = pathlib.Path(sys.argv[1]).resolve()
    faults, checked = [], 0
    for path in sources.files(root):
        if path.suffix in {".cpp", ".hpp", ".h", ".cc"}:
            checked += 1
            faults += check(path, (root / path).read_text(encoding="utf-8"))
    return sources.verdict("includes", checked, faults)


if __name__ == "__main__":
    sys.exit(main())
