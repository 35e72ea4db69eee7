#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Replays a debate into a listen-only round: what listeners were refused to say is nowhere.

    closed_listening_replay.py --bin build/release/bin

Of the refused turns no paragraph item over 60 bytes may be found in any file under the data
directory (while the server runs and after it stopped), in any frame delivered to anybody, or in
the log. Positive control: the accepted ones are found in files and frames.
"""
import sys
from pathlib import Path

import harness

ITEM_BYTES = 60   # shorter ones are common phrases
PIECE = 48        # a stored text may be broken by a page of the file, a piece of it is not


def long_items(turns):
    return [item.encode() for turn in turns for item in turn["items"]
            if len(item.encode()) > ITEM_BYTES]


def pieces(item):
    """From start, middle and end, so that a broken or cut item is found too."""
    starts = sorted({0, (len(item) - PIECE) // 2, len(item) - PIECE})
    return [item[start:start + PIECE] for start in starts]


def found_in(haystacks, item):
    return any(piece in haystack for piece in pieces(item) for haystack in haystacks)


def contents(directory):
    return {path: path.read_bytes() for path in sorted(Path(directory).rglob("*"))
            if path.is_file()}


def messages(recorded):
    """The messages of one person, joined: each is preceded by four bytes of its length."""
    out, at = [], 0
    while at < len(recorded):
        size = int.from_bytes(recorded[at:at + 4], "big")
        out.append(recorded[at + 4:at + 4 + size])
        at += 4 + size
    return out


def check_report(checks, report, turns):
    refused = [turn for turn in turns if turn["role"] == "professional"]
    checks.equal(report["turns"], len(turns), "turns")
    checks.equal(report["refused"], len(refused), "refused")
    checks.equal(report["refusals"], {"listen_only": len(refused)}, "refusals")
    checks.equal(report["accepted"], len(turns) - len(refused), "accepted")
    checks.equal(report["archived"], report["accepted"], "archived")
    checks.equal(report["mismatched"], 0, "mismatched")


def check_export(checks, rows, turns):
    for role in ("client", "facilitator", "professional"):
        wanted = sum(turn["role"] == role for turn in turns) if role != "professional" else 0
        checks.equal(sum(row["role"] == role for row in rows), wanted, f"archived of {role}s")
    spoken = [turn["text"] for turn in turns if turn["role"] != "professional"]
    checks.check([row["text"] for row in rows] == spoken, "archived texts equal, in order")


def check_places(checks, places, refused, accepted):
    for name, haystacks in places.items():
        checks.check(haystacks and any(haystacks), f"{name}: there is something to look in "
                     f"({sum(map(len, haystacks))} bytes)")
        leaked = [item for item in refused if found_in(haystacks, item)]
        checks.equal(len(leaked), 0, f"{name}: refused items found, of {len(refused)}")
        if name == "log":
            continue
        control = sum(found_in(haystacks, item) for item in accepted)
        checks.equal(control, len(accepted), f"{name}: accepted items found (positive control)")
    checks.equal(sum(found_in(places["log"], item) for item in accepted), 0,
                 "log: accepted items found")


def main():
    options = harness.options(__doc__)
    arena = options.bin / "arena"
    checks = harness.Checks()
    with harness.temporary("closed") as name:
        directory = Path(name)
        file, turns = harness.debate(directory)
        data, frames, log = directory / "data", directory / "frames", directory / "log"
        data.mkdir()
        server = harness.Arenad(options.bin / "arenad", data, log).start()
        report = harness.replay(arena, file, "--script", "arenagesprek_nabespreking",
                                "--round", "ervaringen", "--data", data,
                                "--record-frames", frames)
        print(report)
        check_report(checks, report, turns)
        check_export(checks, harness.export(arena, data, report["conversation"]), turns)
        running = contents(data)
        checks.equal(server.stop(), 0, "the server stopped with")

        everybody = {path.name: messages(path.read_bytes()) for path in frames.iterdir()}
        checks.equal(len(everybody), len(harness.speakers(turns)), "people whose frames are here")
        accepted_turns = [turn for turn in turns if turn["role"] != "professional"]
        spoken = "\n".join(turn["text"] for turn in accepted_turns).encode()
        refused = [item for item in long_items(t for t in turns if t["role"] == "professional")
                   if not found_in([spoken], item)]
        accepted = long_items(accepted_turns)
        check_places(checks, {
            "files while the server runs": list(running.values()),
            "files after it stopped": list(contents(data).values()),
            "frames delivered to anybody": [b"".join(m) for m in everybody.values()],
            "log": [log.read_bytes()]}, refused, accepted)
        # Everybody in the room heard all of it: the control holds for each person, not for one.
        deaf = [who for who, heard in everybody.items()
                if not all(item in b"".join(heard) for item in accepted[:50])]
        checks.equal(deaf, [], "people who did not hear what was accepted")
    return checks.done()


if __name__ == "__main__":
    sys.exit(main())
