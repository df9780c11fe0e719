#pragma once

// What the module of referrals tells the exchange, so that this needs to know only what goes out.

#include "modules/care/care_case.hpp"
#include "modules/exchange/fhir_bundle.hpp"
#include "platform/database/connection.hpp"

#include <functional>
#include <vector>

namespace samatcha::exchange {

struct ToldReferrals {
    /// Of a case, those that the actor sees.
    std::function<Result<std::vector<SharedReferral>>(database::Connection&, const access::Actor&, care::CareCaseId)> of_case;
    /// Takes the receiving agency's answer; fails as its life cycle does.
    std::function<Result<void>(database::Connection&, const access::Actor&, const TaskAnswer&)> answer;
};

} // namespace samatcha::exchange
