#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The core is pure: it needs no clock, file, environment, thread, chance or outer library.

Reads the undefined symbols of the built core, so it sees what the includes test cannot: a call
that arrives through a header which is allowed.

    symbols.py LIBRARY                 checks libarena_sessions.a
    symbols.py --self-test COMPILER    shows that each kind of symbol is found
"""

import pathlib
import re
import subprocess
import sys
import tempfile

import sources

FORBIDDEN = {
    "clock": r"_clock::now\(|^(clock_gettime|clock|gettimeofday|time|nanosleep|usleep|sleep|"
             r"(local|gm)time(_r)?|mktime|timespec_get)$",
    "file": r"basic_(filebuf|[io]?fstream)|std::(cout|cerr|clog|cin)\b|ios_base::Init|"
            r"^(f?open(64|at)?|creat|read|write|pread|pwrite|fdatasync|fsync|unlink|mkdir|stat|"
            r"f(read|write|puts|printf|flush)|v?f?printf|puts|putchar|perror|stdout|stderr|stdin)$|"
            r"std::filesystem",
    "environment": r"^(secure_)?getenv$|^(set|put|unset)env$|^environ$|^setlocale$|std::locale::global",
    "process or socket": r"^(fork|exec[lv]p?e?|system|popen|kill|signal|sigaction|socket|connect|"
                         r"send(to|msg)?|recv(from|msg)?|poll|select|epoll_\w+|dlopen)$",
    "thread": r"^pthread_|^thrd_|std::(thread|mutex|condition_variable|future|promise|"
              r"this_thread|__future_base)|^sem_(init|wait|post)$",
    "chance": r"random_device|^s?rand(om)?(_r)?$|^drand48$|^getrandom$|^getentropy$|^arc4random",
    "outer library": r"\bboost::|google::protobuf|^sqlite3_|^sodium_|^crypto_|^SSL_|\bspdlog::",
}

# One program a kind, each of which must be found.
SAMPLES = {
    "clock": ["#include <chrono>\nlong f() { return std::chrono::system_clock::now()"
              ".time_since_epoch().count(); }",
              "#include <chrono>\nlong f() { return std::chrono::steady_clock::now()"
              ".time_since_epoch().count(); }",
              "#include <ctime>\nlong f() { return std::time(nullptr); }"],
    "file": ["#include <fstream>\nbool f() { return std::ifstream(\"x\").good(); }",
             "#include <cstdio>\nvoid* f() { return std::fopen(\"x\", \"r\"); }",
             "#include <iostream>\nvoid f() { std::cerr << 1; }",
             "#include <filesystem>\nbool f() { return std::filesystem::exists(\"x\"); }"],
    "environment": ["#include <cstdlib>\nchar* f() { return std::getenv(\"HOME\"); }"],
    "process or socket": ["#include <sys/socket.h>\nint f() { return socket(AF_INET, 1, 0); }"],
    "thread": ["#include <thread>\nvoid g(); void f() { std::thread(g).join(); }",
               "#include <mutex>\nstd::mutex m; void f() { std::lock_guard lock(m); }"],
    "chance": ["#include <random>\nunsigned f() { return std::random_device{}(); }",
               "#include <cstdlib>\nint f() { return std::rand(); }"],
    "outer library": ["#include <sqlite3.h>\nint f() { return sqlite3_initialize(); }",
                      "namespace boost { int x(); } int f() { return boost::x(); }"],
}
PURE = "#include <map>\n#include <string>\nint f(std::map<std::string, int>& m) { return m[\"a\"]; }"


def undefined(library: pathlib.Path) -> list[str]:
    listing = subprocess.run(["nm", "-uC", str(library)], capture_output=True, text=True, check=True)
    symbols = set()
    for line in listing.stdout.splitlines():
        match = re.match(r"\s+[UwvV] (.*)$", line)
        if match:
            symbols.add(match.group(1).split("@")[0])
    return sorted(symbols)


def faults_of(symbols: list[str]) -> list[str]:
    return [f"the core needs {symbol}: {kind}"
            for symbol in symbols
            for kind, pattern in FORBIDDEN.items() if re.search(pattern, symbol)]


def self_test(compiler: str) -> int:
    checked = 0
    with tempfile.TemporaryDirectory() as folder:
        source, built = pathlib.Path(folder, "sample.cpp"), pathlib.Path(folder, "sample.o")

        def faults_in(program: str) -> list[str]:
            source.write_text(program, encoding="utf-8")
            subprocess.run([compiler, "-std=c++20", "-c", str(source), "-o", str(built)], check=True)
            return faults_of(undefined(built))

        for kind, programs in SAMPLES.items():
            for program in programs:
                checked += 1
                found = faults_in(program)
                sources.expect(any(fault.endswith(kind) for fault in found),
                               f"{kind} not found in: {program}; only {found}")
        sources.expect(set(SAMPLES) == set(FORBIDDEN), "a kind of symbol has no sample")
        sources.expect(faults_in(PURE) == [], "a pure program is called impure")
    return sources.verdict("symbols, self-test", checked + 1, [])


def main() -> int:
    if sys.argv[1] == "--self-test":
        return self_test(sys.argv[2])
    symbols = undefined(pathlib.Path(sys.argv[1]))
    return sources.verdict("symbols", len(symbols), faults_of(symbols))


if __name__ == "__main__":
    sys.exit(main())
