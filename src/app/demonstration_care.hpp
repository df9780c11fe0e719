#pragma once

#include "app/environment.hpp"
#include "base/result.hpp"

#include <boost/describe.hpp>

#include <string_view>

namespace samatcha::app {

struct DemonstrationCases {
    int opened = 0;
    int closed = 0;
    int alerts = 0; ///< Dangers that nobody has answered yet.
};
BOOST_DESCRIBE_STRUCT(DemonstrationCases, (), (opened, closed, alerts))

/// Opens cases of children of the number's list, in the subdistricts where most of them live, and takes each
/// some of the way from candidate to closed, by the module's own verbs, over the last months: the same ones
/// each time. Nothing where there are cases already. Fails as fill_demonstration(), and with NotFound
/// (situation.none).
Result<DemonstrationCases> load_cases(Environment&, std::string_view province);

} // namespace samatcha::app
