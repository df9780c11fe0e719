#pragma once

#include <string>
#include <string_view>

namespace samatcha::linkage {

// Phonetic keys for Thai as published, to compare ours with; the engine uses none of them.

/// Lorchirachoonkul 1982, A Thai soundex system: five signs.
std::u16string lk82(std::u16string_view name);
/// Udompanich 1983, String searching for Thai alphabet using Soundex compression technique: seven signs.
std::u16string udom83(std::u16string_view name);
/// Snae and Brückner 2009, Novel phonetic name matching algorithm: the first consonant and the classes of
/// those after it, `signs` in all.
std::u16string metasound(std::u16string_view name, std::size_t signs);

} // namespace samatcha::linkage
