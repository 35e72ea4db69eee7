#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Kills the server at random moments of several replays; nothing acknowledged may be missing.

    kill_loop.py --bin build/release/bin [--kills 50] [--seed 1]

`arenad` gets SIGKILL (by its own id) while `arena replay` plays a debate, is started again on the
same port, and the replay goes on. After each replay its archive is compared with the debate; at
the end `arena verify` reads the whole record.
"""
import json
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import harness

KILLS_PER_REPLAY = 10
UNANSWERED_WANTED = 0.8  # of the kills must meet a command that had no answer yet


class Replay:
    """`arena replay` under way; `turn` is the last one answered."""

    def __init__(self, arena, file, data):
        self.process = subprocess.Popen(
            [str(arena), "replay", str(file), "--script", "open_gesprek", "--speed", "0",
             "--data", str(data), "--json", "--progress", "lines"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.turn = 0
        self.said = []
        self.moved = threading.Condition()
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        for line in self.process.stderr:
            with self.moved:
                if line.startswith("turn "):
                    self.turn = int(line.split()[1].split("/")[0])
                else:
                    self.said.append(line)
                self.moved.notify_all()
        with self.moved:
            self.turn = 1 << 30  # it has ended
            self.moved.notify_all()

    def wait_for(self, turn):
        with self.moved:
            return self.moved.wait_for(lambda: self.turn >= turn, timeout=120)

    def report(self):
        out = self.process.stdout.read()
        self.process.wait(timeout=120)
        self.reader.join(timeout=10)
        if not out:
            raise RuntimeError("arena replay: " + "".join(self.said).strip())
        return json.loads(out)


def play_and_kill(options, server, file, turns, chance, kills):
    """One replay with up to `kills` kills at random turns: its report, and how many there were."""
    moments = sorted(chance.sample(range(5, len(turns) - 5), kills))
    replay = Replay(options.bin / "arena", file, server.data)
    killed = 0
    for moment in moments:
        if not replay.wait_for(moment) or replay.process.poll() is not None:
            break
        time.sleep(chance.uniform(0, 0.004))  # anywhere inside a turn, not at its border
        server.kill()
        server.start()
        killed += 1
    return replay.report(), killed


def check_replay(checks, options, server, report, turns, number):
    rows = harness.export(options.bin / "arena", server.data, report["conversation"])
    what = f"replay {number}"
    for key in ("accepted", "archived"):
        checks.equal(report[key], len(turns), f"{what}: {key}")
    checks.equal(report["refused"] + report["mismatched"], 0, f"{what}: refused or mismatched")
    numbers = [row["number"] for row in rows]
    checks.equal(len(numbers) - len(set(numbers)), 0, f"{what}: duplicates")
    gaps = len(set(range(1, len(turns) + 1)) - set(numbers))
    checks.equal(gaps, 0, f"{what}: gaps")
    checks.check([row["text"] for row in rows] == [turn["text"] for turn in turns],
                 f"{what}: texts and order unchanged")


def main():
    options = harness.options(__doc__, kills=(50, "how often the server is killed"),
                              seed=(1, "of the random moments"))
    checks = harness.Checks()
    chance = random.Random(options.seed)
    unanswered = done = number = 0
    with harness.temporary("kills") as name:
        directory = Path(name)
        file, turns = harness.debate(directory)
        data = directory / "data"
        data.mkdir()
        server = harness.Arenad(options.bin / "arenad", data, directory / "log").start()
        try:
            while done < options.kills:
                number += 1
                kills = min(KILLS_PER_REPLAY, options.kills - done)
                report, killed = play_and_kill(options, server, file, turns, chance, kills)
                done += killed
                unanswered += report["resent"]
                print(f"replay {number}: {json.dumps(report)}", flush=True)
                check_replay(checks, options, server, report, turns, number)
            checks.equal(server.stop(), 0, "the server stopped with")
        finally:
            if server.process.poll() is None:
                server.kill()
        wanted = int(UNANSWERED_WANTED * options.kills)
        checks.check(unanswered >= wanted, f"kills that met an unanswered command: {unanswered} of "
                     f"{done} (at least {wanted}), seed {options.seed}")
        verified = harness.run(options.bin / "arena", "verify", data, "--json")
        print(verified.stdout.strip() or verified.stderr.strip())
        checks.equal(verified.returncode, 0, "arena verify: exit code")
        found = json.loads(verified.stdout) if verified.stdout else {}
        checks.equal(found.get("texts"), number * len(turns), "arena verify: texts")
    return checks.done()


if __name__ == "__main__":
    sys.exit(main())
