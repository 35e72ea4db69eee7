#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Every `accepted` follows a sync of what was accepted: a replay under strace, call by call.

    fsync_before_accepted.py --bin build/release/bin

For each accepted command, in this order: its bytes were read from the socket; its id was written
to the journal's log; a sync of that log began after that write and ended well; only then did the
frame that says accepted leave. The same check must fail on `arenad_unsynced`, which is the same
server with synchronous=OFF.
"""
import bisect
import re
import shutil
import sys
from collections import defaultdict
from pathlib import Path

import harness

CALLS = "read,readv,recvfrom,recvmsg,write,writev,sendto,sendmsg,pwrite64,pwritev,fdatasync,fsync"
READS = {"read", "readv", "recvfrom", "recvmsg"}
SENDS = {"write", "writev", "sendto", "sendmsg"}
LINE = re.compile(r"^(\d+)\s+(.*)$")
UNFINISHED = re.compile(r"^(.*?)\s*<unfinished \.\.\.>$")
RESUMED = re.compile(r"^<\.\.\. (\w+) resumed>(.*)$")
CALL = re.compile(r"^(\w+)\((\d+)<([^>]*)>(.*)$", re.S)
RESULT = re.compile(r"=\s+(-?\d+)[^=\"]*$")
STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


def unhex(text):
    return bytes.fromhex(text.replace("\\x", ""))


class Call:
    def __init__(self, name, place, rest, begun, ended):
        self.name, self.place, self.begun, self.ended = name, unhex(place).decode(), begun, ended
        found = RESULT.search(rest)
        self.result = int(found.group(1)) if found else -1
        self.data = b"".join(unhex(part) for part in STRING.findall(rest))


def calls(log):
    """System calls with the lines at which they began and ended."""
    begun = {}
    with open(log, encoding="ascii", errors="replace") as file:
        for number, line in enumerate(file):
            matched = LINE.match(line.rstrip("\n"))
            if not matched:
                continue
            thread, text = matched.groups()
            unfinished, resumed = UNFINISHED.match(text), RESUMED.match(text)
            if unfinished:
                begun[thread] = (number, unfinished.group(1))
                continue
            start = number
            if resumed:
                start, first = begun.pop(thread, (number, ""))
                text = first + resumed.group(2)
            called = CALL.match(text)
            if called:
                name, _, place, rest = called.groups()
                yield Call(name, place, rest, start, number)


class Stream:
    """The bytes of one direction of one socket, and the line at which each came."""

    def __init__(self):
        self.data = bytearray()
        self.offsets, self.lines = [], []

    def add(self, data, line):
        self.offsets.append(len(self.data))
        self.lines.append(line)
        self.data += data

    def line_of(self, offset):
        return self.lines[bisect.bisect_right(self.offsets, offset) - 1]

    def messages(self):
        """(payload, line of its first byte, line of its last) of each binary message."""
        data, at = self.data, self.data.find(b"\r\n\r\n") + 4
        if at < 4:
            return
        while at + 2 <= len(data):
            first, opcode = at, data[at] & 15
            masked, size = data[at + 1] & 128, data[at + 1] & 127
            at += 2
            if size in (126, 127):
                wide = 2 if size == 126 else 8
                size, at = int.from_bytes(data[at:at + wide], "big"), at + wide
            mask = data[at:at + 4] if masked else bytes(4)
            at += 4 if masked else 0
            if at + size > len(data):
                return
            payload = data[at:at + size]
            if masked and size:
                key = (bytes(mask) * (size // 4 + 1))[:size]
                payload = (int.from_bytes(payload, "big") ^ int.from_bytes(key, "big")).to_bytes(
                    size, "big")
            at += size
            if opcode == 2:
                yield bytes(payload), self.line_of(first), self.line_of(at - 1)


def judge(log):
    """(commands accepted, of those properly synced, why the first other one was not)."""
    inward, outward = defaultdict(Stream), defaultdict(Stream)
    writes, syncs = [], []
    for call in calls(log):
        if call.place.startswith(("socket:", "TCP")):
            if call.name in READS and call.result > 0:
                inward[call.place].add(call.data[:call.result], call.ended)
            elif call.name in SENDS and call.result > 0:
                outward[call.place].add(call.data[:call.result], call.begun)
        elif "journal.sqlite" in call.place:
            if call.name in ("pwrite64", "pwritev", "write") and call.result > 0:
                writes.append(call)
            elif call.name in ("fdatasync", "fsync") and call.result == 0:
                syncs.append(call)

    read_at, told_at = {}, {}
    for stream in inward.values():
        if stream.data.startswith(b"GET /ws"):
            for payload, _, last in stream.messages():
                if (command := harness.command_id(payload)) is not None:
                    read_at.setdefault(command, last)
    for stream in outward.values():
        if stream.data.startswith(b"HTTP/1.1 101"):
            for payload, first, _ in stream.messages():
                for command in harness.accepted_ids(payload):
                    told_at.setdefault(command, first)

    synced, fault = 0, None
    for command, told in told_at.items():
        why = fault_of(command, read_at.get(command), told, writes, syncs)
        synced += why is None
        fault = fault or why
    return len(told_at), synced, fault


def fault_of(command, read, told, writes, syncs):
    who = command.hex()
    if read is None:
        return f"{who} was accepted but never read"
    # Only the calls between the two lines matter; both lists are in order of their ends.
    first = bisect.bisect_left(writes, read, key=lambda call: call.ended)
    kept = next((w for w in writes[first:] if w.begun > read and command in w.data), None)
    if kept is None or kept.ended > told:
        return f"{who} was accepted at line {told} before it was written"
    first = bisect.bisect_left(syncs, kept.ended, key=lambda call: call.ended)
    if not any(kept.ended < sync.begun and sync.ended < told and sync.place == kept.place
               for sync in syncs[first:first + 64]):
        return f"{who} was accepted at line {told} before it was synced"
    return None


def trace(options, program, directory, file):
    data, log = directory / "data", directory / "strace"
    data.mkdir(parents=True)
    strace = ["strace", "-f", "-y", "-xx", "-s", "70000", "-e", f"trace={CALLS}",
              "-e", "signal=none", "-o", str(log)]
    server = harness.Arenad(program, data, directory / "log", wrapper=strace).start()
    try:
        report = harness.replay(options.bin / "arena", file, "--script", "open_gesprek",
                                "--data", data)
    finally:
        server.stop_traced()
    print(report)
    return report, judge(log)


def main():
    options = harness.options(__doc__)
    if shutil.which("strace") is None:
        harness.skip("strace is not installed (apt-get install strace).")
    if harness.run("strace", "-o", "/dev/null", "true").returncode != 0:
        harness.skip("strace may not trace here (ptrace is not allowed).")
    checks = harness.Checks()
    with harness.temporary("fsync") as name:
        directory = Path(name)
        file, turns = harness.debate(directory)
        report, (accepted, synced, fault) = trace(
            options, options.bin / "arenad", directory / "synced", file)
        checks.equal(report["accepted"], len(turns), "turns accepted under strace")
        checks.check(accepted > len(turns), f"accepted frames seen on the wire: {accepted}")
        checks.check(synced == accepted, f"accepted that follow their own sync: {synced} of "
                     f"{accepted}" + (f"; {fault}" if fault else ""))

        unsynced = options.bin / "arenad_unsynced"
        if not unsynced.exists():
            checks.check(False, f"{unsynced} is absent; build the tests")
            return checks.done()
        report, (accepted, synced, fault) = trace(options, unsynced, directory / "unsynced", file)
        checks.equal(report["accepted"], len(turns), "turns accepted with synchronous=OFF")
        checks.check(accepted > len(turns) and synced < accepted,
                     f"the same check fails with synchronous=OFF: {synced} of {accepted} follow a "
                     f"sync; {fault}")
    return checks.done()


if __name__ == "__main__":
    sys.exit(main())
