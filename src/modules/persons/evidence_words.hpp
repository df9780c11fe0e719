#pragma once

#include "base/messages.hpp"

#include <string>

namespace samatcha::persons {

/// The registers' word for what the engine compares.
std::string register_field(const std::string& engine_field);
/// The engine's word for a grade of agreement, in plain words.
std::string level_in_words(const std::string& level, const Messages&, Language);

} // namespace samatcha::persons
