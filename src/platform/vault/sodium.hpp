#pragma once

#include <sodium.h>

#include <exception>

namespace samatcha::vault {

/// libsodium wants to be woken once; without its random source nothing may go on.
inline void wake_sodium() {
    static const int woken = sodium_init();
    if (woken < 0)
        std::terminate();
}

} // namespace samatcha::vault
