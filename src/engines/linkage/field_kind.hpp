#pragma once

#include <cstdint>

namespace samatcha::linkage {

/// How the values of a field are compared.
enum class FieldKind : std::uint8_t {
    Name,
    Guardians,
    Date,
    Identifier,
    Area,
    Text,
    Words,
    Sex,
    Number,
    Point
};

} // namespace samatcha::linkage
