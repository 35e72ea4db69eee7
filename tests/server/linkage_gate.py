#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Linkage gate: can anybody tell who wrote an anonymous text, better than by guessing?

    linkage_gate.py --bin build/release/bin [--slots 160] [--leak-slots 96]

Plays conversations with detached slots against the real server (build/release/bin/linkage_drive: hub,
record, slots, sockets, with a clock in its hand), hands what seven adversaries get hold of to the
attack programs (linkage_attacks.py), and compares the best attack of each with guessing among the
people who could have written. --slots 4600 is the full run: with it the one-sided 99.9 % upper bound
of every accuracy must lie below one in five and 3 points. Any run asks that no attack is better than
that for sure, on the texts that it says something of.

Positive controls: the same attacks, unchanged, against servers with one leak each, and against a chat
that has no more than a flag "anonymous": each must be found.
"""
import concurrent.futures
import os
import sys
import tempfile
import time
from pathlib import Path

import harness
import linkage_artefacts as artefacts
import linkage_attacks as attacks

AMONG = 5  # people among whom the author is: hidden_among of tests/linkage/main.cpp
MARGIN = 0.03
SLOTS = 12  # a conversation
CHOOSE = 4  # in one of so many conversations the attack is chosen; in the others it is scored
WHO_ONLY = {"counter", "typing"}  # tell who wrote, and not what: more slots for the same certainty
CHOSEN = 10  # attacks of each adversary that are scored
ALPHA = 0.001
AREA_MAX = 0.55  # under the curve; 0.5 is chance
ENOUGH = 5_560  # texts, exact binomial at k = 5, alpha .001, power .99


class Tally:
    """What was found in some conversations."""

    def __init__(self):
        self.score, self.writers, self.linked = attacks.Score(), attacks.Writers(), attacks.Linked()
        self.never, self.keys, self.slots = [0, 0, 0], [0, 0], 0

    def add(self, folder, log, number):
        conversation = artefacts.Conversation(folder, log)
        choosing = number % CHOOSE == 0
        slots = list(conversation.slots())
        self.score.add(slots, choosing)
        self.linked.add(slots, choosing)
        self.writers.add(conversation, choosing)
        self.slots += len(conversation.truth["slots"])
        for i, count in enumerate(conversation.count_never_shown()):
            self.never[i] += count

    def merge(self, other):
        self.score.merge(other.score)
        self.writers.merge(other.writers)
        self.linked.merge(other.linked)
        self.slots += other.slots
        self.never = [a + b for a, b in zip(self.never, other.never)]
        self.keys = [a + b for a, b in zip(self.keys, other.keys)]
        return self


def play(drive, leak, seed, sessions):
    """Some conversations, and what the attacks make of them; the artefacts are gone after it."""
    fast = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="arena-linkage-", dir=fast) as place:
        done = harness.run(drive, leak, place, seed, sessions, SLOTS)
        if done.returncode != 0:
            raise RuntimeError(f"linkage_drive {leak}: {done.stderr.strip()[-300:]}")
        for number in range(sessions):
            tally.add(Path(place) / str(number), done.stderr, seed * sessions + number)
        tally.keys = [int(word) for word in done.stdout.replace(",", " ").split() if word.isdigit()]
    return tally


def play_many(pool, drive, leak, slots):
    sessions = 4
    seeds = range(max(1, round(slots / SLOTS / sessions)))
    jobs = [pool.submit(play, drive, leak, seed, sessions) for seed in seeds]
    total = Tally()
    for job in jobs:
        total.merge(job.result())
    return total


def is_found(score, adversary):
    """An attack that is better than guessing for sure, where it says something, or else the best; and
    whether it is. Those that did best where they are chosen are tried, each at its share of alpha."""
    best = score.best(adversary, CHOSEN)
    for name in best:
        right, tried = score.spoken(adversary, name)
        if tried and attacks.lower_bound(right, tried, ALPHA / CHOSEN) > 1 / AMONG + MARGIN:
            return name, True
    return best[0], False


def check_product(checks, tally, seconds):
    print(f"   {tally.slots} slots in {seconds:.0f} s, the author among {AMONG}: guessing is right in {1 / AMONG:.3f}")
    for adversary in tally.score.texts[False]:
        name, found = is_found(tally.score, adversary)
        right, tried = tally.score.whole(adversary, name, AMONG)
        upper = attacks.upper_bound(right, tried)
        figure = f"{adversary}: right in {right / tried:.3f} of {tried} texts, at most {upper:.3f} (99.9 %), best attack: {name}"
        if tried >= ENOUGH:
            checks.check(upper < 1 / AMONG + MARGIN and not found, f"linkage, {figure}")
        else:
            checks.check(not found, f"linkage (a small run, which bounds little), {figure}")
    name, area, pairs = tally.writers.best()
    checks.check(pairs > 0 and area <= AREA_MAX, f"traffic tells who wrote: area {area:.3f} of {pairs} pairs, by {name}")
    for adversary in tally.score.texts[False]:
        name, area, pairs = tally.linked.best(adversary)
        checks.check(pairs >= attacks.FEW and area <= AREA_MAX, f"slots linked by {adversary}: area {area:.3f} of {pairs} pairs, by {name}")
    every, before, after = tally.never
    checks.equal(after, 0, f"texts that came out of slots called off or below the floor, of {every}")
    checks.check(before > 0, f"control: {before} of them stand in backups made while envelopes came in")


def check_leak(checks, leak, tally):
    found = []
    for adversary in tally.score.texts[False]:
        name, is_sure = is_found(tally.score, adversary)
        if is_sure:
            right, tried = tally.score.spoken(adversary, name)
            found.append((right / tried, f"{adversary}: right in {right / tried:.3f} of {tried} texts, by {name}"))
    words = max(found, default=(0, "nobody did better than guessing"))[1]
    checks.check(bool(found), f"leak found: {leak}, {words}")
    if leak == "pseudonym":
        areas = [tally.linked.best(adversary)[1] for adversary in tally.score.texts[False]]
        checks.check(max(areas) > 0.9, f"leak found: {leak}, texts of one person linked across slots, area {max(areas):.3f}")
    if leak == "own-key":
        checks.check(tally.keys[0] > 0 and tally.keys[0] == tally.keys[1],
                     f"keys of one's own found by a device that checks the proof: {tally.keys[1]} of {tally.keys[0]}")


def main():
    wanted = harness.options(__doc__.split("\n", maxsplit=1)[0], slots=(160, "slots of the server as it is"),
                             leak_slots=(96, "slots of each server with a leak"))
    drive = wanted.bin / "linkage_drive"
    checks = harness.Checks()
    leaks = harness.run(drive, "--leaks").stdout.split()
    checks.equal(len(leaks), 12, "planted leaks")
    began = time.monotonic()
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        tally = play_many(pool, drive, "none", wanted.slots)
        check_product(checks, tally, time.monotonic() - began)
        for leak in [*leaks, "flag"]:
            slots = wanted.leak_slots * (2 if leak in WHO_ONLY else 1)
            check_leak(checks, leak, play_many(pool, drive, leak, slots))
    print(f"   {time.monotonic() - began:.0f} s in all")
    return checks.done()


if __name__ == "__main__":
    sys.exit(main())
