#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace samatcha::area {

/// The name without prefix (ตำบล, ต., แขวง, อำเภอ, อ., เขต, จังหวัด, จ.) and outer blanks.
std::string_view bare_place_name(std::string_view utf8);

struct NearestPlaceName {
    std::size_t index = 0;
    int distance = 0; ///< Letters inserted, deleted or changed.
};

/// The one candidate nearest to `folded`, if it is near enough (one letter, two from eight letters
/// on) and no other is as near. Both sides as folded_place_name makes them.
std::optional<NearestPlaceName> nearest_place_name(std::span<const std::string_view> candidates,
                                                   std::string_view folded);

} // namespace samatcha::area
