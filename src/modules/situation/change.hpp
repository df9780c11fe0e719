#pragma once

#include "base/json.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace samatcha::situation {

/// Why the number changed, as far as one child tells.
BOOST_DEFINE_ENUM_CLASS(ChangeReason,
                        RegisterAdded,   ///< Now found in a register that was not linked before.
                        RegisterLeftOut, ///< Was found in a register that is not linked any more.
                        FoundInSchool,   ///< A newer snapshot of a known register holds the child.
                        LeftSchool,      ///< A newer snapshot of a known register no longer does.
                        CameIn,          ///< New in the civil register: born, moved in.
                        WentAway,        ///< No longer counted: moved, died, no longer in the register.
                        GrewIn,          ///< Came of age for the window.
                        GrewOut,         ///< Grew out of it.
                        LinkageChanged,  ///< The same records, linked otherwise.
                        FoundByVisit)    ///< A visit found the child in school, moved or dead since.

/// One person of a situation, as the next one needs it: kept with the situation.
struct Standing {
    std::int64_t person = 0;
    float contribution = 0;   ///< What the person adds to the number, 0 to 1.
    float in_window = 0;      ///< Share in the age window; 0: too young or too old.
    std::int16_t enrolled_in = -1; ///< Index into the situation's registers, -1 none.
    std::uint8_t is_counted = 0;   ///< 0: moved, died.
    std::uint8_t unused = 0;
};

/// What identifies a register over time, and the snapshot of it that was linked.
struct LinkedRegister {
    std::string identity; ///< Kind and agency: the same register at another date.
    std::int64_t snapshot = 0;
};

struct ChangePart {
    ChangeReason reason{};
    std::int64_t value = 0; ///< Children more (+) or fewer (-).
    friend bool operator==(const ChangePart&, const ChangePart&) = default;
};
BOOST_DESCRIBE_STRUCT(ChangePart, (), (reason, value))

struct SituationParts {
    std::span<const Standing> persons; ///< Sorted by person.
    std::span<const LinkedRegister> registers;
    std::int64_t value = 0;
};

/// The parts of `now.value - before.value`, which they sum to exactly; parts of zero are left out.
std::vector<ChangePart> change_between(const SituationParts& before, const SituationParts& now);

} // namespace samatcha::situation
