#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""No log holds content, names, addresses or tokens, whatever is sent.

    log_canary.py --bin build/release/bin [--count 1000]

Plays COUNT contributions of which each holds a word of its own, by people with names of their own,
and then sends what a server is tempted to log: wrong paths, headers, tokens, links and frames, again
with words of their own. None of them may be found in the log, nor the administrator's token, nor
the secrets of links. Positive control: the contributions are found in the record, and the same
search finds a word that is put into a copy of the log.
"""
import base64
import http.client
import json
import os
import re
import sys
from pathlib import Path

import harness

PEOPLE = 12
HOSTILE = 40


def word(kind, number):
    """A word that stands nowhere else; its middle is random, so that no chance finds it."""
    return f"{kind}{number}x{os.urandom(8).hex()}"


def write_debate(path, count):
    """JSON Lines for `arena replay`; gives the words in the texts and in the names."""
    names = [word("naam", number) for number in range(PEOPLE)]
    said = [word("woord", number) for number in range(count)]
    with open(path, "w", encoding="utf-8") as file:
        for number, canary in enumerate(said):
            role = "facilitator" if number % PEOPLE == 0 else "client"
            file.write(json.dumps({"speaker": names[number % PEOPLE], "role": role,
                                   "text": f"Ik zeg {canary} en niets anders."}) + "\n")
    return said, names


def attempts(canary):
    """(method, target, headers, body): what is refused, with the canary in every place."""
    key = base64.b64encode(os.urandom(16)).decode()
    yield "GET", f"/{canary}?naam={canary}", {"User-Agent": canary, "Referer": canary}, None
    yield "GET", "/api/stats", {"Authorization": f"Bearer {canary}"}, None
    yield "POST", "/api/join", {"Content-Type": "application/json"}, json.dumps({"link": canary, "name": canary})
    yield "POST", "/api/join", {"Content-Type": "application/json"}, '{"link": "' + canary
    yield "POST", "/api/conversations", {"Origin": f"https://{canary}.example", "Cookie": canary}, canary
    yield "BREW", f"/{canary}", {}, None
    yield "GET", "/ws", {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Key": key,
                         "Sec-WebSocket-Version": "13", "Sec-WebSocket-Protocol": canary,
                         "Origin": f"https://{canary}.example"}, None
    yield "GET", "/" + canary * 2000, {}, None


def provoke(port):
    """Sends all of them; gives the words, and how many were answered."""
    sent, answered = [], 0
    for number in range(HOSTILE):
        canary = word("kwaad", number)
        sent.append(canary)
        for method, target, headers, body in attempts(canary):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            try:
                connection.request(method, target, body, headers)
                answered += connection.getresponse().status >= 400
            except (OSError, http.client.HTTPException):
                pass
            finally:
                connection.close()
    return sent, answered


def found(words, haystack):
    return [one for one in words if one.encode() in haystack]


def main():
    wanted = harness.options(__doc__.split("\n", maxsplit=1)[0], count=(1000, "contributions"))
    checks = harness.Checks()
    with harness.temporary("log-canary") as place:
        folder = Path(place)
        said, names = write_debate(folder / "debate.jsonl", wanted.count)
        server = harness.Arenad(wanted.bin / "arenad", folder / "data", folder / "log").start()
        token = (folder / "data" / "admin.token").read_text().strip()
        report = harness.replay(wanted.bin / "arena", folder / "debate.jsonl", "--data", folder / "data")
        checks.equal(report["accepted"], wanted.count, "contributions accepted")
        hostile, answered = provoke(server.port)
        checks.check(answered >= HOSTILE * 6, f"{answered} wrong requests answered with an error")
        created = harness.run(wanted.bin / "arena", "new", "--data", folder / "data", "--script", "open_gesprek",
                              "--title", word("titel", 0), "--json")
        links = re.findall(r"#([\w-]{20,})", created.stdout)
        checks.check(len(links) >= 2, f"{len(links)} secrets of links known")
        checks.equal(server.stop(), 0, "exit code")

        record = b"".join(path.read_bytes() for path in (folder / "data").rglob("*") if path.is_file())
        checks.equal(len(found(said, record)), wanted.count, "control: contributions found in the record")
        log = (folder / "log").read_bytes()
        checks.check(log.count(b"\n") >= 2, f"the log has {log.count(chr(10).encode())} lines")
        spoiled = log + f"said: {said[0]}\n".encode()
        checks.equal(found(said, spoiled), said[:1], "control: a word put into the log is found")
        for what, words in (("words", said), ("names", names), ("words of wrong requests", hostile),
                            ("tokens and secrets", [token, *links])):
            checks.equal(len(found(words, log)), 0, f"{what} in the log, of {len(words)}")
        checks.check(not re.search(rb"127\.0\.0\.1:(?!%d\b)\d+" % server.port, log), "no address of a client in the log")
    return checks.done()


if __name__ == "__main__":
    sys.exit(main())
