#pragma once

#include <cstddef>
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

} // namespace samatcha
