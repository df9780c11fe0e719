#pragma once

// The referrals of the demonstration province: services of its agencies, and cases on their way between them.

#include "app/environment.hpp"

#include <string_view>

namespace samatcha::app {

/// After the cases. Returns how many referrals there are new; none where there are services already.
Result<int> load_referrals(Environment&, std::string_view province);

} // namespace samatcha::app
