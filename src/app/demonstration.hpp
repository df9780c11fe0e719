#pragma once

#include "app/assembly_play.hpp"
#include "app/environment.hpp"
#include "base/result.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::app {

/// What data/demonstration puts into a demonstration province.
struct DemonstrationTemplate {
    int agencies = 0;
    int agreements = 0;
    std::vector<std::string> logins; ///< All with demonstration_password.
};
BOOST_DESCRIBE_STRUCT(DemonstrationTemplate, (), (agencies, agreements, logins))

/// Known to everyone: a demonstration province holds invented persons only.
inline constexpr std::string_view demonstration_password = "samatcha-demo";

/// Fails with NotFound (access.province_unknown) or Conflict (app.not_a_demonstration).
Result<void> check_demonstration(database::Connection&, std::string_view province);

/// Enters the 65 agencies, the data-sharing agreements of those that hold a register, and one account
/// for each role. Run again, it adds what is missing. Fails with NotFound (access.province_unknown) or
/// Conflict (app.not_a_demonstration).
Result<DemonstrationTemplate> fill_demonstration(Environment&, std::string_view province);

/// Plays two assemblies into it: that of last year, adopted and being driven, and this year's in its
/// rooms. A year that has one keeps it. Fails as fill_demonstration() and play().
Result<std::vector<PlayResult>> load_assemblies(Environment&, std::string_view province);

} // namespace samatcha::app
