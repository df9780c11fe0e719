#pragma once

#include "base/result.hpp"

#include <utility>

namespace samatcha::app {

/// How a command's callback tells main() what went wrong: CLI11 callbacks return nothing. Caught
/// once, in main(), which prints the translated error and exits with the code of its kind.
struct CommandFailure {
    Error error;
};

/// The value, or out of the command.
template <class T>
T or_fail(Result<T> result) {
    if (!result)
        throw CommandFailure{std::move(result).error()};
    if constexpr (!std::is_void_v<T>)
        return std::move(result).value();
}

} // namespace samatcha::app
