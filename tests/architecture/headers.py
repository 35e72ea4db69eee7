#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Each header compiles alone.

CMake does the work (VERIFY_INTERFACE_HEADER_SETS); this asks for it, and sees to it that no header
stands outside the sets.

    headers.py ROOT BUILD CMAKE              checks the repository
    headers.py --self-test CMAKE COMPILER    shows that a header which leans on others is found
"""

import pathlib
import subprocess
import sys
import tempfile

import sources

PROJECT = """
cmake_minimum_required(VERSION 3.25)
project(sample LANGUAGES CXX)
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ON)
add_library(sample INTERFACE)
target_sources(sample INTERFACE FILE_SET HEADERS BASE_DIRS ${CMAKE_SOURCE_DIR} FILES sample.hpp)
"""
LEANING = "#pragma once\ninline std::string name() { return {}; }\n"
STANDING = "#pragma once\n#include <string>\n" + LEANING.split("\n", 1)[1]


def verify(cmake: str, build: pathlib.Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([cmake, "--build", str(build), "--target", "all_verify_interface_header_sets"],
                          capture_output=True, text=True, check=False)


def self_test(cmake: str, compiler: str) -> int:
    for header, stands in ((LEANING, False), (STANDING, True)):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "CMakeLists.txt").write_text(PROJECT, encoding="utf-8")
            (folder / "sample.hpp").write_text(header, encoding="utf-8")
            subprocess.run([cmake, "-S", str(folder), "-B", str(folder / "build"), "-G", "Ninja",
                            f"-DCMAKE_CXX_COMPILER={compiler}"], capture_output=True, check=True)
            built = verify(cmake, folder / "build")
            sources.expect((built.returncode == 0) == stands,
                           f"the header should {'' if stands else 'not '}compile alone:\n{header}")
    return sources.verdict("headers, self-test", 2, [])


def main() -> int:
    if sys.argv[1] == "--self-test":
        return self_test(sys.argv[2], sys.argv[3])
    root, build, cmake = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]), sys.argv[3]
    built = verify(cmake, build)
    faults = [] if built.returncode == 0 else [built.stdout[-6000:] + built.stderr[-2000:]]
    headers = [path for path in sources.files(root) if path.suffix == ".hpp"]
    # Each verified header leaves a source that includes it and nothing else.
    verified = {path.relative_to(build).as_posix().partition("/")[2]
                for path in build.glob("*_verify_interface_header_sets/**/*.hpp.cxx")}
    faults += [f"{header}: is in no header set (CMakeLists.txt)"
               for header in headers if f"{header}.cxx" not in verified]
    return sources.verdict("headers", len(headers), faults)


if __name__ == "__main__":
    sys.exit(main())
