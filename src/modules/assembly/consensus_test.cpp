#include "modules/assembly/consensus.hpp"

#include "modules/assembly/actions_consensus.hpp"
#include "modules/assembly/records_consensus.hpp"
#include "modules/assembly/test_assembly.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::assembly;

namespace {

PositionForm supports() {
    return {Stance::Supports, "", "", false, {}};
}
PositionForm objects() {
    return {Stance::Objects, "ไม่มีงบประมาณ", "ภายในงบประมาณที่มี", false, {}};
}

/// A test that is open in the room, all agencies there.
struct OpenTest : TestAssembly {
    ConsensusTestId test;
    DraftId draft;
    explicit OpenTest(std::optional<FallbackRule> fallback = {}) : TestAssembly(fallback) {
        draft = on_the_day().id;
        test = open_consensus_test(by_secretariat(), id, {room.id, draft})->test.id;
    }
    Result<ConsensusView> take(std::size_t agency, PositionForm form) {
        return take_position(by_agency(agency), test, std::move(form));
    }
    Result<ConsensusView> close() { return close_consensus_test(by_secretariat(), test); }
    ConsensusTally tally() { return consensus_view(by_secretariat(), test)->tally; }
};

} // namespace

TEST_CASE("silence is consent where there is a quorum") {
    OpenTest house;
    REQUIRE(house.take(0, supports()));
    CHECK(house.close()->test.outcome == ConsensusOutcome::Reached);
}

TEST_CASE("an objection blocks until the agency takes another position") {
    OpenTest house;
    REQUIRE(house.take(0, objects()));
    for (std::size_t agency = 1; agency < 4; ++agency)
        REQUIRE(house.take(agency, supports()));
    CHECK(house.tally().objections_open == 1);
    REQUIRE(house.take(0, {Stance::HasReservation, "ขอให้ทบทวนปีหน้า", "", false, {}}));
    CHECK(house.tally().objections_open == 0);
    CHECK(house.close()->test.outcome == ConsensusOutcome::Reached);
}

TEST_CASE("an objection is never outvoted by default") {
    OpenTest house;
    REQUIRE(house.take(0, objects()));
    for (std::size_t agency = 1; agency < 4; ++agency)
        REQUIRE(house.take(agency, supports()));
    CHECK(key_of(announce_fallback(house.by_secretariat(), house.test)) == "assembly.no_fallback");
    CHECK(house.close()->test.outcome == ConsensusOutcome::Blocked);
}

TEST_CASE("an objection that its agency lets rest is minuted and blocks no more") {
    OpenTest house;
    auto form = objects();
    form.is_minuted = true;
    REQUIRE(house.take(0, form));
    CHECK(house.tally().sectors[0].objects == 1);
    CHECK(house.close()->test.outcome == ConsensusOutcome::Reached);
}

TEST_CASE("the fallback rule counts only where the assembly has it, and after it was announced") {
    OpenTest house(FallbackRule{75, 50});
    REQUIRE(house.take(3, objects()));
    for (std::size_t agency = 0; agency < 3; ++agency)
        REQUIRE(house.take(agency, supports()));
    const auto rule = FallbackRule{75, 50};
    const auto tally = house.tally();
    CHECK(*outcome_now(tally, rule, false) == ConsensusOutcome::Blocked);
    // The media's only agency is against it: a sector is not outvoted by the others.
    CHECK(*outcome_now(tally, rule, true) == ConsensusOutcome::Blocked);
    CHECK(*outcome_now(tally, FallbackRule{75, 0}, false) == ConsensusOutcome::Blocked);
    CHECK(*outcome_now(tally, FallbackRule{75, 0}, true) == ConsensusOutcome::Fallback);
    CHECK(*outcome_now(tally, FallbackRule{80, 0}, true) == ConsensusOutcome::Blocked);
    REQUIRE(announce_fallback(house.by_secretariat(), house.test));
    CHECK(house.close()->test.outcome == ConsensusOutcome::Blocked);
}

TEST_CASE("the last position of an agency counts, earlier ones stay in the record") {
    OpenTest house;
    REQUIRE(house.take(0, objects()));
    REQUIRE(house.take(0, supports()));
    const auto view = consensus_view(house.by_secretariat(), house.test).value();
    CHECK(view.positions.size() == 1);
    CHECK(positions(house.db(), "40", house.test).size() == 2);
    CHECK(view.tally.sectors[0].supports == 1);
    CHECK(view.tally.sectors[0].objects == 0);
    CHECK(view.tally.sectors[1].silent == 1);
}

TEST_CASE("a position without its reasons is refused") {
    OpenTest house;
    CHECK(key_of(house.take(0, {Stance::HasReservation, " ", "", false, {}})) ==
          "assembly.position_reason_missing");
    CHECK(key_of(house.take(0, {Stance::StandsAside, "", "", false, {}})) ==
          "assembly.position_reason_missing");
    CHECK(key_of(house.take(0, {Stance::Objects, "ก", "", false, {}})) ==
          "assembly.objection_wording_missing");
    CHECK(key_of(house.take(0, {Stance::Supports, "", "", true, {}})) ==
          "assembly.only_objections_are_minuted");
}

TEST_CASE("only an agency that is in the room takes a position, while the test is open") {
    OpenTest house;
    REQUIRE(check_out(house.by_secretariat(), house.id,
                      {house.room.id, house.badges.at(house.agencies[3])}));
    CHECK(key_of(house.take(3, supports())) == "assembly.agency_absent");
    CHECK(key_of(take_position(house.by_secretariat(), house.test, supports())) ==
          "assembly.no_delegate");
    REQUIRE(house.close());
    CHECK(key_of(house.take(0, supports())) == "assembly.test_is_closed");
}

TEST_CASE("nobody is asked, and nothing agreed to, without a quorum") {
    OpenTest house;
    REQUIRE(check_out(house.by_secretariat(), house.id,
                      {house.room.id, house.badges.at(house.agencies[2])}));
    CHECK(key_of(house.close()) == "assembly.quorum_missing");
    CHECK(key_of(open_consensus_test(house.by_secretariat(), house.id,
                                     {house.plenary.id, house.draft})) == "assembly.test_is_open");
    CHECK(house.tally().is_quorum == false);
}

TEST_CASE("a position on paper counts once a second account has confirmed it") {
    OpenTest house;
    auto form = objects();
    form.agency_id = house.agencies[1];
    const auto entered = take_position(house.by_secretariat(), house.test, form).value();
    const auto paper = entered.positions.back().id;
    CHECK(house.tally().objections_open == 0);
    CHECK(key_of(confirm_paper(house.by_secretariat(), house.test, paper)) ==
          "assembly.paper_not_confirmed");
    auto second = house.secretariat;
    second.account = access::AccountId{2};
    REQUIRE(confirm_paper(house.by(second), house.test, paper));
    CHECK(house.tally().objections_open == 1);
    CHECK(key_of(confirm_paper(house.by(second), house.test, paper)) ==
          "assembly.paper_not_confirmed");
}

TEST_CASE("only the chair of the room asks and closes") {
    OpenTest house;
    CHECK(key_of(close_consensus_test(house.by_agency(0), house.test)) == "assembly.not_the_chair");
    CHECK(key_of(open_consensus_test(house.by_agency(0), house.id, {house.room.id, house.draft})) ==
          "assembly.not_the_chair");
}
