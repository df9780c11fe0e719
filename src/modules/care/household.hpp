#pragma once

#include "modules/care/care_case.hpp"
#include "platform/vault/key_ring.hpp"

#include <optional>

namespace samatcha::care {

/// The household of a child: a number made of a keyed digest of the house, so that two children of
/// one house meet wherever they are entered and nobody reads the house from it. Nothing where no
/// house is known.
std::optional<HouseholdId> household_of(const vault::KeyRing&, std::string_view province,
                                        std::string_view subdistrict_code, const CaseChild&);

} // namespace samatcha::care
