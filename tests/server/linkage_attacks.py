# SPDX-License-Identifier: EUPL-1.2
"""The attack programs of the linkage gate: who wrote this text?

Standard library only. An attack is a way to guess, for each text of a slot, one of its people:

    order    the texts in the order of one column are by the people in the order of another
             (ids, places, offsets, sizes, ports, who joined first …), forwards or backwards
    nearest  a time beside the text is closest to a time of the person (cheapest assignment)
    same     a value beside the text is one that stood beside a text whose author was recognised;
             not the length of the text itself, which is what somebody wrote and not a trace of it
    pointed  somebody was pointed at while the slot was open: the author is one of them

All columns are tried with all others. The best attack of each adversary is chosen on some
conversations and scored on others, so that trying many gains nothing by chance.
"""
import itertools
import math
import random
from collections import Counter, defaultdict


def comparable(values):
    return (len(values) and None not in values and len({isinstance(value, (int, float)) for value in values}) == 1
            and len({str(value) for value in values}) > 1)


def key(value):
    return value if isinstance(value, (int, float, bytes)) else str(value)


def ranks(values, chance):
    """The place of each value in their order; equal ones by chance."""
    order = sorted(range(len(values)), key=lambda i: (key(values[i]), chance.random()))
    return {i: place for place, i in enumerate(order)}


def is_time(values):
    return all(isinstance(value, int) and 1.6e12 < value < 2.2e12 for value in values)


def by_order(people, texts, backwards, chance):
    """Where only some wrote, the texts are spread evenly over the people."""
    of_people, of_texts = ranks(people, chance), ranks(texts, chance)
    person_at = {place: person for person, place in of_people.items()}
    guesses = []
    for text in range(len(texts)):
        share = (of_texts[text] + 0.5) / len(texts)
        place = min(int(share * len(people)), len(people) - 1)
        guesses.append(person_at[len(people) - 1 - place if backwards else place])
    return guesses


def by_time(people, texts):
    def cost(person, text):
        late = texts[text] - people[person]
        return late if late >= 0 else -10 * late  # what is written down comes after what was done

    return list(min(itertools.permutations(range(len(people)), len(texts)),
                    key=lambda who: sum(cost(person, text) for text, person in enumerate(who))))


class Recognised:
    """Whose values are known, by column: from texts whose authors were recognised by their content."""

    def __init__(self):
        self.seen = defaultdict(lambda: defaultdict(Counter))

    def learn(self, slot, authors):
        for name, values in slot.texts.items():
            for value, author in zip(values, authors):
                if value is not None:
                    self.seen[name][key(value)][author] += 1

    def guess(self, name, values, people, chance):
        guesses = []
        for value in values:
            known = self.seen[name].get(key(value)) if value is not None else None
            guesses.append(known.most_common(1)[0][0] if known else chance.randrange(people))
        return guesses


def guesses(slot, recognised, count, chance):
    """(name of the attack, a person for each text)."""
    usable = {name: values for name, values in slot.texts.items() if comparable(values)}
    for of_people, people in slot.people.items():
        if not comparable(people):
            continue
        for of_texts, texts in usable.items():
            for backwards in (False, True):
                name = f"order of {of_texts.strip()} by {of_people}{' backwards' if backwards else ''}"
                yield name, by_order(people, texts, backwards, chance)
            if is_time(texts) and is_time(people):
                yield f"{of_texts.strip()} nearest to {of_people}", by_time(people, texts)
    size = len(next(iter(slot.people.values())))
    for name, values in slot.texts.items():
        if name == "length":  # how much somebody writes is content: it is compared with what was sent, no more
            continue
        yield f"same {name.strip()}", recognised.guess(name, values, size, chance)
    for name, pointed in slot.flags.items():
        if 0 < len(pointed) < size:
            yield f"pointed at: {name}", [chance.choice(pointed) for _ in range(count)]


class Score:
    """How often each attack of each adversary was right, on the two kinds of conversations."""

    def __init__(self, seed=7):
        self.chance = random.Random(seed)
        self.right = {True: defaultdict(Counter), False: defaultdict(Counter)}  # choosing, scoring
        self.tried = {True: defaultdict(Counter), False: defaultdict(Counter)}
        self.texts = {True: Counter(), False: Counter()}

    def add(self, slots, choosing):
        known = max(1, len(slots) // 4)  # of these the authors are recognised by what they tell
        for adversary in slots[0][1]:
            recognised = Recognised()
            for number, views, authors in slots:
                if number < known:
                    recognised.learn(views[adversary], authors)
                    continue
                self.texts[choosing][adversary] += len(authors)
                for name, who in guesses(views[adversary], recognised, len(authors), self.chance):
                    self.tried[choosing][adversary][name] += len(authors)
                    self.right[choosing][adversary][name] += sum(a == b for a, b in zip(who, authors))

    def merge(self, other):
        for kind in (True, False):
            for mine, theirs in ((self.right, other.right), (self.tried, other.tried)):
                for adversary, counts in theirs[kind].items():
                    mine[kind][adversary].update(counts)
            self.texts[kind].update(other.texts[kind])

    def best(self, adversary, count):
        """The attacks that are most surely better than others where they are chosen, best first."""
        right, tried = self.right[True][adversary], self.tried[True][adversary]
        names = sorted(tried, key=lambda name: -lower_bound(right[name], tried[name]))
        return names[:count] or ["none"]

    def spoken(self, adversary, name):
        """Of the texts it says something of, where it is scored: (right, tried)."""
        return self.right[False][adversary][name], self.tried[False][adversary][name]

    def whole(self, adversary, name, among):
        """Of all texts: where the attack says nothing, the adversary guesses, one in `among`."""
        right, tried = self.spoken(adversary, name)
        every = self.texts[False][adversary]
        return round(right + (every - tried) / among), every


def tail(right, tried, p):
    """The chance of at least `right` of `tried` where each is right with chance p."""
    if right <= 0:
        return 1.0
    if p <= 0:
        return 0.0
    if p >= 1:
        return 1.0
    first = (math.lgamma(tried + 1) - math.lgamma(right + 1) - math.lgamma(tried - right + 1)
             + right * math.log(p) + (tried - right) * math.log1p(-p))
    term, total = 1.0, 1.0
    for n in range(right, tried):
        term *= (tried - n) / (n + 1) * p / (1 - p)
        total += term
        if term < total * 1e-16:
            break
    return min(1.0, math.exp(first) * total)


def lower_bound(right, tried, alpha=0.001):
    """Clopper and Pearson (1934), one-sided: with confidence 1 - alpha the chance is above this."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if tail(right, tried, middle) < alpha else (low, middle)
    return low


def upper_bound(right, tried, alpha=0.001):
    return 1.0 - lower_bound(tried - right, tried, alpha)


def two_of(counts):
    """How many pairs there are in each of these, together."""
    return sum(n * (n - 1) // 2 for n in counts)


FEW = 30  # pairs, from which one can tell anything


class Linked:
    """Is anything beside a text the same in another slot, where the author is? For each column: the chance
    that two texts of one person, from two slots, have one value in it and two of two people have not."""

    def __init__(self):
        self.alike = {kind: defaultdict(Counter) for kind in (True, False)}  # of one person and of two: those with
        self.pairs = {kind: defaultdict(Counter) for kind in (True, False)}  # one value, and all of them

    def add(self, slots, choosing):
        for adversary in slots[0][1]:
            columns = defaultdict(list)
            for number, views, authors in slots:
                for name, values in views[adversary].texts.items():
                    columns[name] += [(number, author, key(value)) for value, author in zip(values, authors)
                                      if value is not None]
            columns.pop("length", None)  # how much somebody writes is content
            for name, texts in columns.items():
                whole, alike = self.across(texts, lambda _: None), self.across(texts, lambda value: value)
                for of_one, (all_pairs, with_one_value) in zip((True, False), zip(whole, alike)):
                    self.pairs[choosing][adversary][name, of_one] += all_pairs
                    self.alike[choosing][adversary][name, of_one] += with_one_value

    @staticmethod
    def across(texts, part):
        """Pairs from two slots that agree in a part of their value: of one author, of two."""
        def pairs(key_of):
            return two_of(Counter(key_of(*text) for text in texts).values())

        every = pairs(lambda _, __, value: part(value)) - pairs(lambda slot, _, value: (slot, part(value)))
        of_one = (pairs(lambda _, author, value: (author, part(value))) -
                  pairs(lambda slot, author, value: (slot, author, part(value))))
        return of_one, every - of_one

    def merge(self, other):
        for mine, theirs in ((self.alike, other.alike), (self.pairs, other.pairs)):
            for kind in (True, False):
                for adversary, counts in theirs[kind].items():
                    mine[kind][adversary].update(counts)

    def area(self, kind, adversary, name):
        """And in how many standard errors it is from chance."""
        pairs = [max(1, self.pairs[kind][adversary][name, of_one]) for of_one in (True, False)]
        share = [self.alike[kind][adversary][name, of_one] / n for of_one, n in zip((True, False), pairs)]
        error = math.sqrt(sum((p * (1 - p) + 1 / n) / n for p, n in zip(share, pairs)))
        return 0.5 + (share[0] - share[1]) / 2, (share[0] - share[1]) / error

    def best(self, adversary):
        """The column that links most surely where it is chosen, and what it comes to where it is scored."""
        names = {name for (name, of_one), n in self.pairs[True][adversary].items() if of_one and n >= FEW} or {"none"}
        name = max(sorted(names), key=lambda one: abs(self.area(True, adversary, one)[1]))
        value = self.area(False, adversary, name)[0]
        turned = self.area(True, adversary, name)[1] < 0
        return name, 1 - value if turned else value, self.pairs[False][adversary][name, True]


class Writers:
    """Does traffic tell who wrote? For each thing seen of a person: the chance that it is higher for
    one who wrote than for one who passed, in the same slot (area under the curve)."""

    def __init__(self):
        self.higher = {True: Counter(), False: Counter()}
        self.pairs = {True: Counter(), False: Counter()}

    def add(self, conversation, choosing):
        for slot in range(len(conversation.truth["slots"])):
            wrote = set(conversation.authors(slot))
            seen = conversation.known(slot, "token_at", "handed_in_at", "port", "sent", "received")
            for name in ("token_at", "handed_in_at", "port", "sent", "received"):
                for a, b in itertools.product(wrote, set(range(len(seen[name]))) - wrote):
                    self.pairs[choosing][name] += 1
                    self.higher[choosing][name] += (seen[name][a] > seen[name][b]) + (seen[name][a] == seen[name][b]) / 2

    def merge(self, other):
        for kind in (True, False):
            self.higher[kind].update(other.higher[kind])
            self.pairs[kind].update(other.pairs[kind])

    def best(self):
        def auc(kind, name):
            return self.higher[kind][name] / max(1, self.pairs[kind][name])

        name = max(self.pairs[True], key=lambda one: abs(auc(True, one) - 0.5))
        turned = auc(True, name) < 0.5
        value = auc(False, name)
        return name, 1 - value if turned else value, self.pairs[False][name]
