#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Replays the parliament's debate and compares XML, export and measures, sharing no code.

    replay_oracle.py --bin build/release/bin
"""
import json
import math
import subprocess
import sys
from collections import Counter
from pathlib import Path

import harness


def gini(values):
    n, total = len(values), sum(values)
    return sum(abs(a - b) for a in values for b in values) / (2 * n * total)


def measures(turns):
    """As the corpus README defines them; words are split at white space, without the prefix."""
    by_speaker = Counter(turn["speaker"] for turn in turns)
    words = Counter()
    for turn in turns:
        words[turn["speaker"]] += len(turn["text"].split())
    shares = [count / len(turns) for count in by_speaker.values()]
    pairs = [(a["speaker"], b["speaker"]) for a, b in zip(turns, turns[1:])
             if a["speaker"] != b["speaker"]]
    return {"turns": len(turns), "speakers": len(by_speaker), "words": sum(words.values()),
            "gini_turns": round(gini(list(by_speaker.values())), 6),
            "gini_words": round(gini([words[s] for s in by_speaker]), 6),
            "entropy_turns_bits": round(-sum(p * math.log2(p) for p in shares), 6),
            "transitions": len(pairs), "transition_pairs": len(set(pairs))}


# What the corpus README says, obtained apart from this file.
README = {"turns": 604, "speakers": 36, "words": 74083, "gini_turns": 0.417586,
          "gini_words": 0.531206, "entropy_turns_bits": 4.743025, "transitions": 587,
          "transition_pairs": 199}


def compare_turns(checks, turns, rows):
    checks.equal(len(rows), len(turns), "rows in the export")
    texts = sum(row["text"] == turn["text"] for row, turn in zip(rows, turns))
    checks.equal(texts, len(turns), "texts equal, in order")
    seat_of, person_of = {}, {}
    for row, turn in zip(rows, turns):
        seat_of.setdefault(turn["speaker"], set()).add(row["seat"])
        person_of.setdefault(row["seat"], set()).add(turn["speaker"])
    one_each = all(len(seats) == 1 for seats in seat_of.values()) and all(
        len(people) == 1 for people in person_of.values())
    checks.check(one_each, f"one seat each for {len(seat_of)} speakers")
    checks.equal(sum(row["role"] == turn["role"] for row, turn in zip(rows, turns)), len(turns),
                 "roles equal")
    checks.check([row["turn"] for row in rows] == [f"1.{i + 1}" for i in range(len(rows))],
                 "turn numbers run from 1.1 without a gap")
    replies = sum((row["reply_to"] or None) ==
                  (None if turn["reply_to"] is None else f"1.{turn['reply_to'] + 1}")
                  for row, turn in zip(rows, turns))
    checks.equal(replies, len(turns), "interruptions reply to the turn they interrupt")
    times = [row["time"] for row in rows]
    checks.check(times == sorted(times), "times ascend")


def main():
    options = harness.options(__doc__, seconds=(5, "limit of the replay"))
    if not harness.CORPUS.exists():
        harness.skip(f"{harness.CORPUS} is absent; this check is about that debate.")
    arena = options.bin / "arena"
    checks = harness.Checks()
    turns = harness.read_vlos(harness.CORPUS)
    with harness.temporary("oracle") as directory:
        data = Path(directory) / "data"
        report = harness.replay(arena, harness.CORPUS, "--script", "open_gesprek", "--data", data)
        print(json.dumps(report))
        for key, wanted in {"turns": 604, "speakers": 36, "accepted": 604, "refused": 0,
                            "archived": 604, "mismatched": 0}.items():
            checks.equal(report[key], wanted, key)
        checks.check(report["ms"] < 1000 * options.seconds,
                     f"within {options.seconds} s: {report['ms']} ms")
        compare_turns(checks, turns, harness.export(arena, data, report["conversation"]))
        for form in ("jsonl", "csv"):
            command = [arena, "export", "--data", data, "--conversation", report["conversation"],
                       "--format", form, "--out", "-"]
            twice = [subprocess.run(command, capture_output=True, check=True).stdout
                     for _ in range(2)]
            checks.check(twice[0] == twice[1] and len(twice[0]) > 400_000,
                         f"{form} export is the same {len(twice[0])} bytes when run twice")
        stats = json.loads(harness.run(arena, "stats", "--data", data, "--json").stdout)
        checks.equal(len(stats["conversations"]), 1, "conversations measured")
        row = stats["conversations"][0]
        ours = measures(turns)
        for key, wanted in README.items():
            found = round(row[key], 6)
            checks.check(found == wanted == ours[key],
                         f"{key}: arena {found}, here {ours[key]}, corpus README {wanted}")
    return checks.done()


if __name__ == "__main__":
    sys.exit(main())
