#include "modules/assembly/succession.hpp"

#include <algorithm>

namespace samatcha::assembly {

bool is_in_force(const std::vector<Succession>& successions) {
    return std::none_of(successions.begin(), successions.end(), [](const Succession& one) {
        return one.decision == SuccessionDecision::Closed || one.successor_id;
    });
}

} // namespace samatcha::assembly
