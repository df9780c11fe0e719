#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace samatcha {

/// memcpy for what is a few bytes nearly always, without a call. Says where the copy ends.
inline char* short_copy(const char* from, std::size_t bytes, char* to) {
    if (bytes > 16) {
        std::memcpy(to, from, bytes);
    } else if (bytes >= 8) { // two pieces that overlap
        std::memcpy(to, from, 8);
        std::memcpy(to + bytes - 8, from + bytes - 8, 8);
    } else if (bytes >= 4) {
        std::memcpy(to, from, 4);
        std::memcpy(to + bytes - 4, from + bytes - 4, 4);
    } else {
        for (std::size_t i = 0; i < bytes; ++i)
            to[i] = from[i];
    }
    return to + bytes;
}

/// Whether two pieces of memory are equal, in the same way.
inline bool short_equal(const char* left, const char* right, std::size_t bytes) {
    const auto eight = [](const char* at) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, 8);
        return word;
    };
    const auto four = [](const char* at) {
        std::uint32_t word = 0;
        std::memcpy(&word, at, 4);
        return word;
    };
    if (bytes > 16)
        return std::memcmp(left, right, bytes) == 0;
    if (bytes >= 8)
        return eight(left) == eight(right) && eight(left + bytes - 8) == eight(right + bytes - 8);
    if (bytes >= 4)
        return four(left) == four(right) && four(left + bytes - 4) == four(right + bytes - 4);
    for (std::size_t i = 0; i < bytes; ++i)
        if (left[i] != right[i])
            return false;
    return true;
}

} // namespace samatcha
