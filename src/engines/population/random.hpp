#pragma once

#include <cstddef>
#include <cstdint>

namespace samatcha::population {

/// Mixes 64 bits (the finaliser of splitmix64).
constexpr std::uint64_t mixed(std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

/// splitmix64, started from what the numbers are for: household 7 of seed 1 is the same whoever
/// makes it, in whatever order and on whatever thread.
class Random {
public:
    explicit Random(std::uint64_t seed, std::uint64_t a = 0, std::uint64_t b = 0,
                    std::uint64_t c = 0)
        : m_state(mixed(mixed(mixed(mixed(seed + 0x9e3779b97f4a7c15ULL) + a) + b + 1) + c + 2)) {}

    std::uint64_t next() { return mixed(m_state += 0x9e3779b97f4a7c15ULL); }
    /// In [0, 1).
    double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    bool chance(double probability) { return unit() < probability; }
    /// In [0, count).
    std::uint32_t below(std::uint32_t count) {
        return static_cast<std::uint32_t>(((next() >> 32) * count) >> 32);
    }
    /// In [from, to].
    int between(int from, int to) {
        return from + static_cast<int>(below(static_cast<std::uint32_t>(to - from + 1)));
    }
    template <class List>
    const auto& one_of(const List& list) {
        return list[below(static_cast<std::uint32_t>(list.size()))];
    }

private:
    std::uint64_t m_state;
};

/// One-to-one on 0 .. 2^28 - 1 (a Feistel network of four rounds): numbers that are unique and tell
/// nothing about the order they were made in.
inline std::uint32_t permuted_28(std::uint32_t value, std::uint64_t key) {
    std::uint32_t left = (value >> 14) & 0x3FFFU;
    std::uint32_t right = value & 0x3FFFU;
    for (std::uint64_t round = 0; round < 4; ++round) {
        const auto next = left ^ static_cast<std::uint32_t>(
                                     mixed(key + round * 0x9e3779b97f4a7c15ULL + right) & 0x3FFFU);
        left = right;
        right = next;
    }
    return (left << 14) | right;
}

} // namespace samatcha::population
