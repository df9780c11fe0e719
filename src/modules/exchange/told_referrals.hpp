#pragma once

// What the module of referrals tells the exchange, so that this needs to know only what goes out.

#include "base/bytes.hpp"
#include "modules/care/care_case.hpp"
#include "modules/exchange/fhir_bundle.hpp"
#include "platform/database/connection.hpp"

#include <functional>
#include <string_view>
#include <vector>

namespace samatcha::exchange {

struct ToldReferrals {
    /// Of a case, those that the actor sees.
    std::function<Result<std::vector<SharedReferral>>(database::Connection&, const access::Actor&, care::CareCaseId)> of_case;
    /// Takes the receiving agency's answer; fails as its life cycle does.
    std::function<Result<void>(database::Connection&, const access::Actor&, const TaskAnswer&)> answer;
    /// All that is sealed of a case's referrals, and then nothing that names anybody is left in them: for its erasure.
    std::function<std::vector<Bytes>(database::Connection&, std::string_view province, care::CareCaseId)> sealed_of_case;
    std::function<void(database::Connection&, std::string_view province, care::CareCaseId)> forget;
};

} // namespace samatcha::exchange
