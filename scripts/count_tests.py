#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Adds up a JUnit file of ctest: shows what failed or was skipped, then says how many of each.

A test that was not run for any other reason than a skip of its own counts as failed.
"""

import re
import sys
import xml.etree.ElementTree as xml


def main() -> int:
    passed = failed = skipped = 0
    for case in xml.parse(sys.argv[1]).getroot().iter("testcase"):
        if case.get("status") == "run":
            passed += 1
        elif case.find("skipped") is not None and "[  SKIPPED ]" in (case.findtext("system-out") or ""):
            skipped += 1
            reason = re.search(r"Skipped\n(.*)", case.findtext("system-out") or "")
            print(f"skipped: {case.get('name')}: {reason.group(1).strip() if reason else 'no reason'}")
        else:
            failed += 1
            print(f"failed: {case.get('name')}")
            print((case.findtext("system-out") or "")[-3000:])
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
