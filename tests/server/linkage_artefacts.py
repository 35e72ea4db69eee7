# SPDX-License-Identifier: EUPL-1.2
"""What each adversary of the linkage gate can read off what it got hold of, as numbers.

Standard library only, and nothing of the product's own code. For every slot there are two tables: what
is known of each *person*, and what is found beside each *text*. Nobody says which columns matter:
whatever stands near a text, in any file or frame, becomes a column, and linkage_attacks.py tries
them all. An adversary is an observer with its artefacts:

    client, professional, facilitator   their own wire, what a server says to whoever asks, and when
                                         each device handed in: somebody beside them can see that
    operator, disk                       all files at the end and just before, the log, and the same
    operator, backups                    the files at moments of chance during the slot, and the log
    network                              when, from which port and how much each device sent
    researcher                           the export, and a list of who took part
"""
import json
import re
import sqlite3
from pathlib import Path

import harness

MARK = re.compile(rb"mark-\d+-end")
WORDS = re.compile(r"[0-9a-fA-F]+")
NEAR = 96  # bytes before a text that are looked at


class Slot:
    """One slot as one adversary sees it."""

    def __init__(self, people, texts):
        self.people = people  # name -> a value for each person
        self.texts = texts  # name -> a value for each text; None where there is none
        self.flags = {}  # name -> the people that it points at


# ---- what stands beside a text


def leaves(message, path=""):
    """The values in a protobuf message whose schema nobody told us, (path, value) each; none if it is no message."""
    try:
        parts = list(harness.fields(message))
    except (IndexError, ValueError):
        return None
    found = []
    for number, value in parts:
        if not 0 < number < 4096:
            return None
        where = f"{path}.{number}"
        inner = leaves(value, where) if isinstance(value, bytes) and len(value) > 1 else None
        found += inner if inner is not None else [(where, value)]
    return found


def around(message, mark, path=""):
    """The values beside the text with this mark, at each level on the way to it."""
    found = {}
    try:
        parts = list(harness.fields(message))
    except (IndexError, ValueError):
        return found
    for place, (number, value) in enumerate(parts):
        where = f"{path}.{number}"
        if isinstance(value, bytes) and mark in value:
            found[f"{path} place"] = place
            found.update(around(value, mark, where))
        elif not (isinstance(value, bytes) and MARK.search(value)):
            inner = leaves(value, where) if isinstance(value, bytes) and len(value) > 1 else None
            for name, leaf in inner or [(where, value)]:
                found[name] = leaf
    return found


def wire(frames, marks):
    columns = {}
    for mark in marks:
        for frame in frames:
            if mark not in frame["bytes"]:
                continue
            beside = {"arrived": frame["at"], "offset": frame["from"] + frame["bytes"].index(mark)}
            beside.update(around(frame["bytes"], mark))
            columns[mark] = beside
            break
    return columns


def rows(file, marks):
    """The columns of each row in which a text stands, of any table."""
    found = {}
    try:
        base = sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)
        tables = [name for name, in base.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for table in tables:
            read = base.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in read.description]
            for place, row in enumerate(read):
                for value in row:
                    mark = MARK.search(value if isinstance(value, bytes) else str(value).encode())
                    if not mark or mark.group() not in marks:
                        continue
                    beside = found.setdefault(mark.group(), {})
                    beside[f"{table} place"] = place
                    beside.update({f"{table}.{name}": other for name, other in zip(names, row) if other != value})
    except sqlite3.Error:
        pass
    return found


def files(folder, marks):
    """Where each text stands in each file, and what stands before it."""
    found = {mark: {} for mark in marks}
    for file in sorted(folder.iterdir()):
        bytes_of = file.read_bytes()
        if not bytes_of:
            continue
        name = re.sub(r"[0-9a-f]{32}", "X", file.name)
        for match in MARK.finditer(bytes_of):
            if match.group() not in found:
                continue
            beside = found[match.group()]
            beside.setdefault(f"{name} first", match.start())
            beside[f"{name} last"] = match.start()
        if bytes_of.startswith(b"SQLite format 3"):
            for mark, columns in rows(file, marks).items():
                found[mark].update({f"{name} {column}": value for column, value in columns.items()})
    return found


def lines(text, marks, name):
    """Numbers in the line of a text file, or an object of JSON Lines, in which a text stands."""
    found = {}
    for place, line in enumerate(text.splitlines()):
        mark = MARK.search(line)
        if not mark or mark.group() not in marks:
            continue
        beside = found.setdefault(mark.group(), {})
        beside[f"{name} place"] = place
        try:
            beside.update({f"{name} {key}": value for key, value in json.loads(line).items()
                           if isinstance(value, (int, float, str)) and mark.group().decode() not in str(value)})
        except ValueError:
            for number, word in enumerate(WORDS.findall(line.decode("utf-8", "replace"))):
                beside[f"{name} word {number}"] = word
    return found


def columns_of(marks, *tables):
    """name -> the values of the texts, in their order."""
    names = sorted({name for table in tables for columns in table.values() for name in columns})
    merged = {mark: {} for mark in marks}
    for table in tables:
        for mark, columns in table.items():
            merged[mark].update(columns)
    return {name: [merged[mark].get(name) for mark in marks] for name in names}


# ---- one conversation


class Conversation:
    """The artefacts of one conversation, opened slot by slot for each adversary."""

    def __init__(self, folder, log):
        self.folder = Path(folder)
        self.scene = json.loads((self.folder / "scene.json").read_text())
        self.truth = json.loads((self.folder / "truth.json").read_text())
        self.asked = self.read_lines("asked")
        self.wires = {who: self.read_frames(who) for who in ("client", "professional", "chair")}
        self.log = [(int(line.split()[0]), line) for line in log.splitlines() if re.match(r"\d{13} ", line)]

    def read_lines(self, name):
        return [json.loads(line) for line in (self.folder / f"{name}.jsonl").read_text().splitlines()]

    def read_frames(self, who):
        frames, at = [], 0
        for line in self.read_lines(f"wire-{who}"):
            bytes_of = bytes.fromhex(line["hex"])
            frames.append({"at": line["at"], "from": at, "bytes": bytes_of})
            at += len(bytes_of)
        return frames

    def marks(self, slot):
        return [text["mark"].encode() for text in self.truth["slots"][slot]]

    def authors(self, slot):
        return [text["person"] for text in self.truth["slots"][slot]]

    def known(self, slot, *seen):
        """What everybody can know of the people, and what this adversary has seen of them."""
        people = self.scene["people"]
        known = {"joined": [person["joined"] for person in people],
                 "code": [int(person["code"][1:]) for person in people],
                 "habit": [person["habit"] for person in people]}
        for name in seen:
            known[name] = [person[name] for person in self.scene["slots"][slot]["people"]]
        return known

    def flags(self, slot, frames):
        """Whom something points at: named while the slot was open, or a number that rose with them."""
        span = self.scene["slots"][slot]
        asked = [one for one in self.asked if span["opened"] <= one["at"] < span["over"]]
        heard = b"".join(frame["bytes"] for frame in frames if span["opened"] < frame["at"] < span["over"])
        heard += " ".join(one["said"] for one in asked if not one["said"].isdigit()).encode()
        codes = [person["code"].encode() for person in self.scene["people"]]
        named = [i for i, code in enumerate(codes) if re.search(rb"(?<![A-Z0-9])" + code + rb"(?![0-9])", heard)]
        rose, before = set(), {}
        for one in asked:
            if one["said"].isdigit():
                if int(one["said"]) > before.get(one["path"], 0):
                    rose |= {i for i, person in enumerate(span["people"]) if person["handed_in_at"] == one["at"]}
                before[one["path"]] = int(one["said"])
        return {"named": named, "a number rose": sorted(rose)}

    def slots(self):
        """(number, what each adversary has, who wrote) for each slot."""
        export = (self.folder / "export.jsonl").read_bytes()
        every = {mark for slot in range(len(self.truth["slots"])) for mark in self.marks(slot)}
        disk = {where: files(self.folder / where, every) for where in ("running", "disk")}
        for number in range(len(self.truth["slots"])):
            marks = self.marks(number)
            views = {}
            for name, who in (("client", "client"), ("professional", "professional"), ("facilitator", "chair")):
                views[name] = Slot(self.known(number, "handed_in_at", "nudged"),
                                   columns_of(marks, wire(self.wires[who], marks)))
                views[name].flags = self.flags(number, self.wires[who])
            views["operator, disk"] = Slot(
                self.known(number, "handed_in_at", "token_at"),
                columns_of(marks, *({mark: {f"{where} {name}": value for name, value in found[mark].items()}
                                     for mark in marks} for where, found in disk.items()),
                           lines("\n".join(line for _, line in self.log).encode(), marks, "log")))
            views["operator, backups"] = Slot({**self.known(number), **self.logged(number)},
                                              columns_of(marks, self.backups(number, marks)))
            views["network"] = Slot(self.known(number, "handed_in_at", "token_at", "port", "sent", "received"),
                                    columns_of(marks, wire(self.wires["professional"], marks), self.lengths(marks)))
            views["researcher"] = Slot(self.known(number), columns_of(marks, lines(export, marks, "export")))
            yield number, views, self.authors(number)

    def lengths(self, marks):
        shown = b"".join(frame["bytes"] for frame in self.wires["professional"])
        found = {}
        for mark in marks:
            at = shown.find(mark)
            if at >= 0:
                found[mark] = {"length": shown.index(b".", at) - at}
        return found

    def logged(self, slot):
        """When the log holds the address of each person, while envelopes came in."""
        span = self.scene["slots"][slot]
        times = []
        for person in self.scene["people"]:
            at = [when for when, line in self.log if span["written"] <= when <= span["over"]
                  and re.search(re.escape(person["address"]) + r"(?!\d)", line)]
            times.append(at[-1] if at else None)
        return {} if None in times else {"logged": times}

    def backups(self, slot, marks):
        """The first backup in which each text stands, and where and beside what in the last."""
        found = {mark: {} for mark in marks}
        folder = self.folder / "backups" / str(self.scene["slots"][slot]["backups"])
        taken = sorted(folder.iterdir()) if folder.exists() else []
        for one in taken:
            for mark, beside in files(one, marks).items():
                if beside:
                    found[mark].setdefault("appeared", int(one.name.split("-")[0]))
                    found[mark].update(beside)
        return found

    def count_never_shown(self):
        """Texts of slots that were called off or below the floor: (all, in backups, elsewhere)."""
        marks = [mark.encode() for mark in self.truth["never_shown"]]
        kept, leaked = b"", json.dumps(self.asked).encode() + (self.folder / "export.jsonl").read_bytes()
        for file in (self.folder / "backups").rglob("*"):
            kept += file.read_bytes() if file.is_file() else b""
        for where in ("running", "disk"):
            leaked += b"".join(file.read_bytes() for file in (self.folder / where).iterdir())
        for frames in self.wires.values():
            leaked += b"".join(frame["bytes"] for frame in frames)
        return len(marks), sum(mark in kept for mark in marks), sum(mark in leaked for mark in marks)
