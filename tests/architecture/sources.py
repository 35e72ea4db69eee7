# SPDX-License-Identifier: EUPL-1.2
"""The repository's own files, for the architecture tests beside this one."""

import pathlib
import subprocess
import sys

NOT_OURS = {"build", "node_modules", "dist", "gen", "__pycache__", ".git"}


def files(root: pathlib.Path) -> list[pathlib.PurePosixPath]:
    """Every file that is tracked; without git, every file outside the folders of tools."""
    listing = subprocess.run(
        ["git", "-c", f"safe.directory={root}", "-C", str(root), "ls-files", "-z"],
        capture_output=True, check=False)
    if listing.returncode == 0 and listing.stdout:
        names = listing.stdout.decode().split("\0")
        found = [pathlib.PurePosixPath(name) for name in names if name]
    else:
        found = [pathlib.PurePosixPath(path.relative_to(root).as_posix())
                 for path in root.rglob("*") if not path.is_dir()]
    return sorted(path for path in found
                  if not NOT_OURS & set(path.parts) and (root / path).is_file())


def verdict(name: str, checked: int, faults: list[str]) -> int:
    """Prints the faults, or what was checked; the exit code of a test."""
    for fault in faults:
        print(fault)
    if checked == 0:
        print(f"{name}: nothing was checked")
        return 1
    print(f"{name}: {checked} checked, {len(faults)} at fault")
    return 1 if faults else 0


def expect(condition: bool, sentence: str) -> None:
    """For self-tests: a check that cannot fail is no check."""
    if not condition:
        print(f"self-test: {sentence}")
        sys.exit(1)
