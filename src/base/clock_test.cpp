#include "base/clock.hpp"

#include <doctest/doctest.h>

using namespace samatcha;

TEST_CASE("new identifiers ascend and fit in 53 bits") {
    std::int64_t previous = 0;
    for (int i = 0; i < 10'000; ++i) {
        const auto id = new_id();
        CHECK(id > previous);
        CHECK(id < (std::int64_t{1} << 53));
        previous = id;
    }
}
