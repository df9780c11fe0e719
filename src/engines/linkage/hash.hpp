#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace samatcha::linkage {

/// Mixes 64 bits (the finaliser of splitmix64).
constexpr std::uint64_t mix(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

constexpr std::uint64_t combine(std::uint64_t a, std::uint64_t b) {
    return mix(a ^ (b * 0x9ddfea08eb382d69ULL + 0x1d8e4e27c47d124fULL));
}

/// The same on every machine of one byte order: results must not depend on where they were made.
inline std::uint64_t hash_of(std::string_view bytes) {
    std::uint64_t h = 0x51ed270b7f3a4c15ULL ^ bytes.size();
    while (bytes.size() >= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data(), 8);
        h = (h ^ mix(word)) * 0x9fb21c651e98df25ULL;
        bytes.remove_prefix(8);
    }
    // Up to seven bytes as one word, without a call.
    std::uint64_t tail = 0;
    const auto n = bytes.size();
    if (n >= 4) {
        std::uint32_t first = 0;
        std::uint32_t last = 0;
        std::memcpy(&first, bytes.data(), 4);
        std::memcpy(&last, bytes.data() + n - 4, 4);
        tail = first | std::uint64_t{last} << (8 * (n - 4));
    } else {
        for (std::size_t i = 0; i < n; ++i)
            tail |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    }
    return mix(h ^ mix(tail));
}

} // namespace samatcha::linkage
