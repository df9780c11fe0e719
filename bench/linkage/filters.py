#!/usr/bin/env python3
"""Compares filters for the codes of names: how well they tell like names from others, and what they give away.

    bench/linkage/filters.py DATA_FOLDER

plain     a Bloom filter of letter pairs, 512 bits, 10 hash functions, compared by Dice
balanced  256 bits, 5 hash functions, and their complement in a keyed order, compared by Hamming distance
min-wise  512 bits, each one bit of the least of the pairs' numbers in an order of its own (engines/encoding)

Columns: the share of one-letter changes found when one pair in a thousand of other names is let through; how far
the number of set bits, and how far the bits together, tell the length (correlation with the best guess); how well an
attacker who knows the codes of the 100 commonest names finds out for the others which letter pairs they have
(area under the curve: .5 is guessing, 1 is knowing).
"""
import argparse
import collections
import hashlib
import math
import pathlib
import random

import score

KEY = b"a key for this comparison only  "
BITS = 512


def number(text):
    return int.from_bytes(hashlib.blake2b(text.encode(), key=KEY, digest_size=8).digest(), "little")


def mix(x):
    x = (x + 0x9E3779B97F4A7C15) & (2**64 - 1)
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & (2**64 - 1)
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & (2**64 - 1)
    return x ^ (x >> 31)


def pairs(name):
    padded = "\2" + name + "\3"
    return {padded[i:i + 2] for i in range(len(padded) - 1)}


def bloom(name, bits, hashes):
    code = 0
    for pair in pairs(name):
        for k in range(hashes):
            code |= 1 << number(f"{k} {pair}") % bits
    return code


def plain(name):
    return bloom(name, BITS, 10)


ORDER = sorted(range(BITS), key=lambda i: number(f"order {i}"))


def balanced(name):
    half = bloom(name, BITS // 2, 5)
    whole = half | (~half & (2 ** (BITS // 2) - 1)) << BITS // 2
    return sum((whole >> i & 1) << place for place, i in enumerate(ORDER))


SEEDS = [number(f"bit {i}") for i in range(BITS)]


def min_wise(name):
    numbers = [number(pair) for pair in pairs(name)]
    return sum((min(mix(n ^ seed) for n in numbers) & 1) << i for i, seed in enumerate(SEEDS))


def dice(a, b):
    return 2 * (a & b).bit_count() / (a.bit_count() + b.bit_count())


def hamming(a, b):
    return 1 - (a ^ b).bit_count() / BITS


FILTERS = {"plain": (plain, dice), "balanced": (balanced, hamming), "min-wise": (min_wise, hamming)}


def correlation(x, y):
    mx, my = sum(x) / len(x), sum(y) / len(y)
    sx = math.sqrt(sum((a - mx) ** 2 for a in x))
    sy = math.sqrt(sum((b - my) ** 2 for b in y))
    return sum((a - mx) * (b - my) for a, b in zip(x, y)) / (sx * sy) if sx and sy else 0.0


def area_under_curve(right, wrong):
    ranked = sorted([(s, 1) for s in right] + [(s, 0) for s in wrong])
    ranks = sum(rank for rank, (_, is_right) in enumerate(ranked, 1) if is_right)
    return (ranks - len(right) * (len(right) + 1) / 2) / (len(right) * len(wrong))


def weights_of(known, codes, has):
    """For each bit the log of how much likelier it is set where `has` is true (naive Bayes, as an attacker would)."""
    on = [c for n, c in zip(known, codes) if has(n)]
    off = [c for n, c in zip(known, codes) if not has(n)]
    weights = []
    for i in range(BITS):
        p = (sum(c >> i & 1 for c in on) + 0.5) / (len(on) + 1)
        q = (sum(c >> i & 1 for c in off) + 0.5) / (len(off) + 1)
        weights.append((math.log(p / q), math.log((1 - p) / (1 - q))))
    return weights


def guess(weights, code):
    return sum(w[0] if code >> i & 1 else w[1] for i, w in enumerate(weights))


def changed(name, dice_of):
    at = dice_of.randrange(1, len(name))
    letter = dice_of.choice([c for c in "abcdefghijklmnopqrstuvwxyz" if c != name[at]])
    return name[:at] + letter + name[at + 1:]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=pathlib.Path)
    data = parser.parse_args().data
    counted = collections.Counter(r["surname"] for r in score.dicts(data / "febrl1-4/dataset4a.csv"))
    names = [n for n, _ in counted.most_common() if n.isalpha() and len(n) >= 4][:1000]
    for filter_name, (encode, likeness) in FILTERS.items():
        chosen = random.Random(1)
        codes = {n: encode(n) for n in names}
        near = [likeness(codes[n], encode(changed(n, chosen))) for n in names]
        other = sorted((likeness(codes[a], codes[b]) for a, b in
                        (chosen.sample(names, 2) for _ in range(20000))), reverse=True)
        bound = other[len(other) // 1000]
        found = sum(s > bound for s in near) / len(near)
        known, unknown = names[:100], names[100:]
        long = weights_of(known, [codes[n] for n in known], lambda n: len(n) > 6)
        lengths = [len(n) for n in unknown]
        by_weight = abs(correlation(lengths, [codes[n].bit_count() for n in unknown]))
        by_bits = abs(correlation(lengths, [guess(long, codes[n]) for n in unknown]))
        common = [p for p, _ in collections.Counter(p for n in known for p in pairs(n)).most_common(30)]
        areas = []
        for pair in common:
            weights = weights_of(known, [codes[n] for n in known], lambda n: pair in pairs(n))
            has = [guess(weights, codes[n]) for n in unknown if pair in pairs(n)]
            has_not = [guess(weights, codes[n]) for n in unknown if pair not in pairs(n)]
            areas.append(area_under_curve(has, has_not))
        print(f"{filter_name:9} found {found:.3f}   length by weight {by_weight:.2f}, by bits {by_bits:.2f}   "
              f"letter pairs {sum(areas) / len(areas):.3f}", flush=True)


if __name__ == "__main__":
    main()
