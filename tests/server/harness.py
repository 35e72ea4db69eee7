# SPDX-License-Identifier: EUPL-1.2
"""What the harnesses beside this file share: a server as a process, a debate, counted checks.

Standard library only, and nothing of the product's own code: XML is read with xml.etree, frames
are taken apart here.
"""
import argparse
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as etree
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpora" / "tweede-kamer-2014-10-15.xml"
NAMESPACE = "{http://www.tweedekamer.nl/ggm/vergaderverslag/v1.0}"


class Checks:
    """Counts what held; `done` prints the closing line and gives the exit code."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, holds, sentence):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
        print(("ok      " if holds else "FAILED  ") + sentence, flush=True)
        return holds

    def equal(self, found, wanted, what):
        return self.check(found == wanted, f"{what}: {found}" +
                          ("" if found == wanted else f", expected {wanted}"))

    def done(self):
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed or not self.passed else 0


def options(description, **extra):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--bin", type=Path, required=True,
                        help="directory of arenad and arena, for instance build/release/bin")
    for name, (default, words) in extra.items():
        parser.add_argument("--" + name.replace("_", "-"), type=type(default), default=default,
                            help=f"{words} ({default})")
    return parser.parse_args()


def skip(sentence):
    print(f"skipped: {sentence}")
    sys.exit(0)


# ---- debates ----------------------------------------------------------------------------------


def read_vlos(path):
    """Turns in document order: speaker, role, text, reply_to (index), items (as spoken)."""
    turns = []

    def text_items(turn):
        paragraphs = []
        first = True
        for paragraph in turn.find(NAMESPACE + "tekst").findall(NAMESPACE + "alinea"):
            items = []
            for item in paragraph.findall(NAMESPACE + "alineaitem"):
                prefix = first and item.find(NAMESPACE + "nadruk") is not None
                first = False
                if not prefix:
                    items.append("".join(item.itertext()))
            if items:
                paragraphs.append(items)
        return paragraphs

    def add(turn, reply_to):
        speaker = turn.find(NAMESPACE + "spreker")
        if turn.findtext(NAMESPACE + "isvoorzitter") == "true":
            role = "facilitator"
        elif speaker.get("soort") in ("Minister", "Staatssecretaris"):
            role = "professional"
        else:
            role = "client"
        paragraphs = text_items(turn)
        turns.append({"speaker": speaker.get("objectid"), "role": role, "reply_to": reply_to,
                      "text": "\n".join(" ".join(items) for items in paragraphs),
                      "items": [item for items in paragraphs for item in items]})

    for turn in etree.parse(path).getroot().iter(NAMESPACE + "woordvoerder"):
        add(turn, None)
        interrupted = len(turns) - 1
        for interruption in turn.iter(NAMESPACE + "interrumpant"):
            add(interruption, interrupted)
    return turns


def invent_debate(path, count=600, seed=7):
    """A debate of invented words for where the corpus is absent; written as JSON Lines."""
    chance = random.Random(seed)
    syllables = ["ba", "de", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "wé", "zo"]

    def word():
        return "".join(chance.choice(syllables) for _ in range(chance.randint(1, 4)))

    people = [(f"v{i}", "facilitator") for i in range(2)]
    people += [(f"p{i}", "professional") for i in range(4)]
    people += [(f"c{i}", "client") for i in range(20)]
    turns = []
    with open(path, "w", encoding="utf-8") as file:
        for index in range(count):
            speaker, role = people[index] if index < len(people) else chance.choice(people)
            items = [" ".join(word() for _ in range(chance.randint(20, 60)))
                     for _ in range(chance.randint(1, 3))]
            reply_to = chance.randrange(index) if index and chance.random() < 0.3 else None
            turns.append({"speaker": speaker, "role": role, "text": "\n".join(items),
                          "items": items, "reply_to": reply_to})
            line = {"speaker": speaker, "role": role, "text": "\n".join(items)}
            if reply_to is not None:
                line["reply_to"] = reply_to + 1
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return turns


def debate(directory):
    """The corpus if it is there, otherwise an invented debate: (file, turns)."""
    if CORPUS.exists():
        return CORPUS, read_vlos(CORPUS)
    path = Path(directory) / "debate.jsonl"
    print("the corpus is absent: an invented debate of 600 turns is replayed instead")
    return path, invent_debate(path)


def speakers(turns):
    """(speaker, role) in the order of their first turns, as `arena replay` numbers them."""
    return list(dict.fromkeys((turn["speaker"], turn["role"]) for turn in turns))


# ---- processes --------------------------------------------------------------------------------


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Arenad:
    """A server over `data` on a port of its own; standard error goes to `log`."""

    def __init__(self, program, data, log, port=None, wrapper=(), config=None):
        self.program, self.data, self.log = Path(program), Path(data), Path(log)
        self.port = port or free_port()
        self.wrapper = list(wrapper)
        self.more = ["--config", str(config)] if config else []
        self.process = None

    def start(self, patience=30):
        endpoint = self.data / "endpoint"
        endpoint.unlink(missing_ok=True)
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                self.wrapper + [str(self.program), "--data", str(self.data),
                                "--listen", f"127.0.0.1:{self.port}", *self.more], stderr=log, stdout=log)
        end = time.monotonic() + patience
        while not endpoint.exists():
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.program} ended: {self.log.read_text()[-500:]}")
            if time.monotonic() > end:
                self.process.kill()
                raise RuntimeError(f"{self.program} does not start")
            time.sleep(0.002)
        return self

    def kill(self):
        """As a power cut would: no farewell."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)

    def stop_traced(self):
        """Behind a tracer: the signal is for the server, the tracer's child, and not for it."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        for child in children.split():
            os.kill(int(child), signal.SIGTERM)
        return self.process.wait(timeout=120)


def run(*command, **more):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, **more)


def replay(arena, file, *more):
    """The report of `arena replay --json`, or a RuntimeError with what it said."""
    done = run(arena, "replay", file, "--speed", "0", "--json", *more)
    if not done.stdout:
        raise RuntimeError(f"arena replay: {done.stderr.strip()}")
    return json.loads(done.stdout)


def export(arena, data, conversation):
    done = run(arena, "export", "--data", data, "--conversation", conversation,
               "--format", "jsonl", "--out", "-")
    if done.returncode != 0:
        raise RuntimeError(f"arena export: {done.stderr.strip()}")
    return [json.loads(line) for line in done.stdout.split("\n") if line]


# ---- frames -----------------------------------------------------------------------------------


def fields(message):
    """The fields of a protobuf message: (number, value); bytes for nested messages."""

    def varint(at):
        value = shift = 0
        while True:
            byte = message[at]
            value |= (byte & 127) << shift
            at, shift = at + 1, shift + 7
            if byte < 128:
                return value, at

    at = 0
    while at < len(message):
        key, at = varint(at)
        kind = key & 7
        if kind == 0:
            value, at = varint(at)
        elif kind == 1:
            value, at = message[at:at + 8], at + 8
        elif kind == 2:
            size, at = varint(at)
            value, at = message[at:at + size], at + size
        elif kind == 5:
            value, at = message[at:at + 4], at + 4
        else:
            raise ValueError(f"wire type {kind}")
        yield key >> 3, value


def accepted_ids(server_message):
    """Ids of the commands that one message of the server accepts (wire.proto)."""
    for number, frame in fields(server_message):
        if number != 1:  # ServerMessage.frames
            continue
        for part, status in fields(frame):
            if part == 3:  # ServerFrame.status
                for kind, answer in fields(status):
                    if kind == 3:  # Status.accepted
                        yield from (value for field, value in fields(answer) if field == 1)


def command_id(client_frame):
    """The id of the command in a client's frame, or None."""
    for number, command in fields(client_frame):
        if number == 2:  # ClientFrame.command
            for field, value in fields(command):
                if field == 1:
                    return value
    return None


def temporary(name):
    return tempfile.TemporaryDirectory(prefix=f"arena-{name}-")
