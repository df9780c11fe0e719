#pragma once

#include "modules/access/actor.hpp"
#include "modules/persons/link_run.hpp"
#include "modules/situation/estimate.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace samatcha::situation {

/// What a visit found out about a person whom the registers left in doubt (S13).
BOOST_DEFINE_ENUM_CLASS(Finding, InSchool, Moved, Died)

struct FieldFinding {
    persons::PersonId person;
    Finding finding{};
    std::int64_t case_id = 0; ///< Of modules/care: its history says who found what.
    access::AccountId account;
    Instant at;
};

/// A visit corrects the numbers of a year: who was found in school may leave it later.
inline constexpr std::int64_t finding_holds_days = 365;

/// What visits know replaces what the registers make likely. `as_of` is the day that is counted.
void learn_from_visits(const Definition&, std::span<const FieldFinding>, const PartialDate& as_of,
                       std::vector<Child>&);

} // namespace samatcha::situation
