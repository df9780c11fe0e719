#pragma once

// What modules above tell of cases, so that they are found with everybody else.

#include "base/clock.hpp"
#include "base/partial_date.hpp"
#include "modules/access/actor.hpp"
#include "modules/persons/link_run.hpp"
#include "platform/database/connection.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::search {

/// A case as the search knows it.
struct ToldCase {
    std::int64_t id = 0;
    std::int64_t version = 0; ///< Grows by one a change.
    std::optional<persons::PersonId> person; ///< None: no register knows the child.
    std::string given_name;
    std::string surname;
    std::string nickname;
    std::vector<std::string> numbers; ///< Identity number, telephone.
    PartialDate birth_date;
    std::string sex;
    std::string subdistrict_code;
    std::string village_no;
    std::string village_name;
    access::AccountId worker;
    access::AgencyId agency;
};

/// What an actor may find.
struct Sight {
    bool sees_persons = false;    ///< Whom the registers know, of the whole province.
    bool sees_every_case = false;
    access::AccountId account;    ///< Cases given to it.
    access::AgencyId agency;      ///< Cases of it; none: not by the agency.
};

/// All outlive the server.
struct Cases {
    /// Each case that changed at or after the moment and that `wants` asks for.
    using Wants = std::function<bool(std::int64_t case_id, std::int64_t version)>;
    using Visit = std::function<void(const ToldCase&)>;
    std::function<Result<void>(database::Connection&, std::string_view province, Instant since, const Wants&, const Visit&)> read;
    std::function<Sight(database::Connection&, const access::Actor&)> sight_of;
};

} // namespace samatcha::search
