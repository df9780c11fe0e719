#include "engines/linkage/near_keys.hpp"

#include "engines/linkage/linkage_test_support.hpp"

#include <algorithm>
#include <array>
#include <doctest/doctest.h>

using namespace samatcha::linkage;

namespace {

template <std::size_t count, class Write>
bool share_a_key(Symbols left, Symbols right, const Write& write) {
    std::array<std::uint32_t, count> x{};
    std::array<std::uint32_t, count> y{};
    write(left, x);
    write(right, y);
    return std::any_of(x.begin(), x.end(), [&](std::uint32_t key) { return key != 0 && std::find(y.begin(), y.end(), key) != y.end(); });
}

bool share_a_deletion(Symbols left, Symbols right) { return share_a_key<deletion_keys>(left, right, write_deletions); }
bool share_letter_pairs(Symbols left, Symbols right) { return share_a_key<letter_pair_keys>(left, right, write_letter_pairs); }

std::u16string widened_name(std::uint64_t number) {
    const auto name = invented_name(number);
    return {name.begin(), name.end()};
}

} // namespace

TEST_CASE("texts within one edit share a deletion, others do not") {
    CHECK(share_a_deletion(u"robert", u"robert"));
    CHECK(share_a_deletion(u"robert", u"rovert"));
    CHECK(share_a_deletion(u"robert", u"obert"));
    CHECK(share_a_deletion(u"robert", u"robertt"));
    CHECK(share_a_deletion(u"robert", u"roebrt"));
    CHECK(share_a_deletion(u"กานดา", u"ดานดา"));
    CHECK_FALSE(share_a_deletion(u"robert", u"albert"));
    CHECK_FALSE(share_a_deletion(u"", u""));
    const std::u16string long_text(40, u'a');
    CHECK(share_a_deletion(long_text + u'b', long_text + u'b'));
}

TEST_CASE("the more letter pairs two texts have in common the likelier they share a key of them") {
    int near = 0;
    int other = 0;
    for (std::uint64_t i = 0; i < 1000; ++i) {
        const auto name = widened_name(i) + widened_name(i + 5000);
        const auto half = name.size() / 2;
        near += share_letter_pairs(name, name.substr(half) + name.substr(0, half)); // parts in each other's place
        other += share_letter_pairs(name, widened_name(i + 20000) + widened_name(i + 30000));
    }
    CHECK(near > 700);
    CHECK(5 * other < near);
    CHECK(share_letter_pairs(u"a", u"a"));
    CHECK_FALSE(share_letter_pairs(u"", u""));
}
