#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace samatcha {

/// A strong identifier: an AgencyId is no SnapshotId. Values are made by an IdSource, fit in the 53
/// bits that JavaScript keeps exactly, and are never reused. Zero means none.
template <class Tag>
struct Id {
    std::int64_t value = 0;
    friend auto operator<=>(const Id&, const Id&) = default;
    explicit operator bool() const { return value != 0; }
};

} // namespace samatcha

template <class Tag>
struct std::hash<samatcha::Id<Tag>> {
    std::size_t operator()(samatcha::Id<Tag> id) const noexcept {
        return std::hash<std::int64_t>{}(id.value);
    }
};
