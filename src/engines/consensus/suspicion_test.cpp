#include "engines/consensus/suspicion.hpp"
#include "engines/consensus/consensus_test_support.hpp"

#include <doctest/doctest.h>

using namespace samatcha::consensus;

TEST_CASE("equal votes of three, one answer to everything and haste are looked at") {
    const auto votes = votes_drawn({"+-+-+-+-+-.", "+-+-+-+-+-.", "+-+-+-+-+-.", "+++++++++++", "+-+-+-+-++o", "-+-+-+-+-+.", "-+-+-+-+-+."});
    std::vector<VotingTime> times(7, {0, 60'000});
    times[4] = {1'000, 5'000};
    const auto found = suspicions(votes, times);
    REQUIRE(found.size() == 5);
    CHECK(found[0].alike == 3);
    CHECK(found[2].participant == 2);
    CHECK(found[3].votes_all_same);
    CHECK(!found[3].votes_in_a_burst);
    CHECK(found[4].participant == 4);
    CHECK(found[4].votes_in_a_burst);
    CHECK(found[4].alike == 0);
}

TEST_CASE("few votes are never suspicious, nor two people of one mind") {
    CHECK(suspicions(votes_drawn({"+++++++++", "+++++++++", "+++++++++"}), std::vector<VotingTime>(3)).empty());
    CHECK(suspicions(votes_drawn({"+-+-+-+-+-", "+-+-+-+-+-"}), {}).empty());
}
