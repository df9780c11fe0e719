#include "modules/assembly/delegation.hpp"

#include "modules/access/actions.hpp"
#include "modules/assembly/actions_consensus.hpp"
#include "modules/assembly/actions_room.hpp"
#include "modules/assembly/test_assembly.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

using namespace samatcha;
using namespace samatcha::assembly;

namespace {

using partners::Sector;

const std::vector<QuorumShare> half_of_state{{Sector::State, 50}};
const std::vector<InvitedAgency> three_of_state{
    {{1}, Sector::State}, {{2}, Sector::State}, {{3}, Sector::State}};

bool is_quorum_at(const std::vector<Attendance>& stays, std::int64_t at) {
    return presence_at(half_of_state, three_of_state, stays, {at}).is_quorum;
}

} // namespace

TEST_CASE("there is a quorum when each sector has its share, rounded up") {
    CHECK_FALSE(is_quorum_at({{{1}, {10}, {}}}, 20));
    CHECK(is_quorum_at({{{1}, {10}, {}}, {{2}, {15}, {}}}, 20));
    CHECK_FALSE(is_quorum_at({{{1}, {10}, {}}, {{1}, {15}, {}}}, 20));
    CHECK_FALSE(is_quorum_at({{{1}, {10}, {}}, {{9}, {15}, {}}}, 20));
    CHECK_FALSE(presence_at({}, three_of_state, {}, {20}).is_quorum);
}

TEST_CASE("an agency is there from arriving to before leaving, at any instant of the past") {
    const std::vector<Attendance> stays{{{1}, {10}, {}}, {{2}, {15}, Instant{30}}, {{2}, {40}, {}}};
    for (const auto& [at, expected] : std::vector<std::pair<std::int64_t, bool>>{{9, false},
                                                                                 {14, false},
                                                                                 {15, true},
                                                                                 {29, true},
                                                                                 {30, false},
                                                                                 {39, false},
                                                                                 {40, true}}) {
        CAPTURE(at);
        CHECK(is_quorum_at(stays, at) == expected);
    }
}

TEST_CASE("the door counts a delegate once, and moves it from room to room") {
    TestAssembly house;
    house.on_the_day();
    const auto& badge = house.badges.at(house.agencies[0]);
    const auto events = house.happened.size();
    CHECK(check_in(house.by_secretariat(), house.id, {house.room.id, badge}));
    CHECK(house.happened.size() == events);
    house.clock.advance_ms(1000);
    CHECK(check_in(house.by_secretariat(), house.id, {house.plenary.id, badge}));
    const auto now = house.clock.now();
    CHECK(presence_in(house.by_secretariat(), house.room.id, now)->agencies.size() == 3);
    CHECK(presence_in(house.by_secretariat(), house.plenary.id, now)->agencies ==
          std::vector{house.agencies[0]});
    CHECK(presence_in(house.by_secretariat(), house.room.id, {now.unix_ms - 1})->agencies.size() ==
          4);
    house.clock.advance_ms(1000);
    CHECK(check_out(house.by_secretariat(), house.id, {house.plenary.id, badge}));
    CHECK(
        presence_in(house.by_secretariat(), house.plenary.id, house.clock.now())->agencies.empty());
}

TEST_CASE("the end of the day ends every stay at that instant, in the log too") {
    TestAssembly house;
    house.on_the_day();
    REQUIRE(check_in(house.by_secretariat(), house.id,
                     {house.plenary.id, house.badges.at(house.agencies[0])}));
    REQUIRE(raise_hand(house.by_agency(1), house.room.id, {}));
    house.clock.advance_ms(1000);
    house.happened.clear();
    house.go_to({Phase::Hearings});
    const auto now = house.clock.now();
    for (const auto& [room, agencies] :
         std::vector<std::pair<RoomId, std::size_t>>{{house.room.id, 3}, {house.plenary.id, 1}}) {
        CHECK(presence_in(house.by_secretariat(), room, now)->agencies.empty());
        CHECK(presence_in(house.by_secretariat(), room, {now.unix_ms - 1})->agencies.size() ==
              agencies);
        for (const auto& stay : attendance_in(house.db(), "40", room))
            CHECK(stay.left_at <= now);
    }
    CHECK(floor_in(house.by_secretariat(), house.room.id)->waiting.empty());
    REQUIRE(house.happened.size() == 3); // The phase, then each room.
    for (const auto at : {1, 2})
        CHECK(house.happened.at(at).event.entry.kind == "sitting_ended");
    house.go_to({Phase::Assembled});
    CHECK(presence_in(house.by_secretariat(), house.room.id, now)->agencies.empty());
}

TEST_CASE("a day that goes on keeps who is there") {
    TestAssembly house;
    house.on_the_day();
    CHECK(key_of(change_phase(house.by_secretariat(), house.id, Phase::Adopted)) != "");
    CHECK(presence_in(house.by_secretariat(), house.room.id, house.clock.now())->agencies.size() ==
          4);
}

TEST_CASE("the chair ends a sitting once, for its room alone, and not while all are asked") {
    TestAssembly house;
    const auto draft = house.on_the_day();
    const auto& badge = house.badges.at(house.agencies[3]);
    REQUIRE(check_in(house.by_secretariat(), house.id, {house.plenary.id, badge}));
    const auto test =
        open_consensus_test(house.by_secretariat(), house.id, {house.room.id, draft.id})->test.id;
    CHECK(key_of(end_sitting(house.by_secretariat(), house.room.id)) ==
          "assembly.need_tests_closed");
    REQUIRE(close_consensus_test(house.by_secretariat(), test));
    const auto closed = consensus_view(house.by_secretariat(), test)->tally;
    house.clock.advance_ms(1000);
    CHECK(end_sitting(house.by_secretariat(), house.room.id)->agencies.empty());
    const auto events = house.happened.size();
    CHECK(end_sitting(house.by_secretariat(), house.room.id));
    CHECK(house.happened.size() == events);
    const auto now = house.clock.now();
    CHECK(presence_in(house.by_secretariat(), house.plenary.id, now)->agencies.size() == 1);
    // What all were asked is bound to who was there when it was closed.
    CHECK(json::to_value(consensus_view(house.by_secretariat(), test)->tally) ==
          json::to_value(closed));
}

TEST_CASE("stays that went on after the day in an older database end when the day did") {
    TestAssembly house;
    house.on_the_day();
    REQUIRE(raise_hand(house.by_agency(1), house.room.id, {}));
    house.clock.advance_ms(1000);
    const auto over = house.clock.now();
    hold(house.by_secretariat(), house.id).value();
    add_event(house.by_secretariat(), house.id, "phase_changed",
              {{"from", "assembled"}, {"to", "adopted"}});
    set_phase(house.db(), "40", house.id, Phase::Adopted);
    std::ifstream in("src/modules/assembly/migrations/1152_end_stays.sql");
    house.db().run_script(std::string(std::istreambuf_iterator<char>(in), {}));
    for (const auto& stay : attendance_in(house.db(), "40", house.room.id))
        CHECK(stay.left_at == over);
    CHECK(floor_in(house.by_secretariat(), house.room.id)->waiting.empty());
}

TEST_CASE("the door knows no other badge, room or day") {
    TestAssembly house;
    const auto& badge = house.badges.at(house.agencies[0]);
    CHECK(key_of(check_in(house.by_secretariat(), house.id, {house.room.id, badge})) ==
          "assembly.deed_not_now");
    house.on_the_day();
    CHECK(key_of(check_in(house.by_secretariat(), house.id, {house.room.id, "x"})) ==
          "assembly.badge_unknown");
    CHECK(key_of(check_in(house.by_secretariat(), house.id, {RoomId{7}, badge})) ==
          "assembly.room_unknown");
}

TEST_CASE("an agency described anew keeps the sector that it was invited with") {
    TestAssembly house;
    auto agency = partners::agency(house.db(), "40", house.agencies[0]).value();
    agency.sector = Sector::Media;
    REQUIRE(partners::change_agency(house.secretariat, house.db(), agency));
    REQUIRE(invite_delegate(house.by_secretariat(), house.id, {agency.id, "ผู้แทนสำรอง", true}));
    CHECK(invited_agencies(house.db(), "40", house.id)[0].sector == Sector::State);
}

TEST_CASE("an invitation opens once, to an account of its agency") {
    const access::Actor nobody;
    TestAssembly house;
    const auto gazetteer = area::Gazetteer::load();
    REQUIRE(access::add_province(house.db(), gazetteer, house.clock, "40",
                                 access::ProvinceUse::Demonstration));
    const auto invited =
        invite_delegate(house.by_secretariat(), house.id, {house.agencies[1], "ผู้แทนใหม่", true})
            .value();
    const Acceptance acceptance{"40", invited.code, "delegate.new", "a long enough password"};
    auto guessed = acceptance;
    guessed.code = "guess";
    CHECK(key_of(accept_invitation(house.db(), house.clock, nobody, guessed, house.happened)) ==
          "assembly.invitation_unknown");
    guessed = acceptance;
    guessed.province = "41";
    CHECK(key_of(accept_invitation(house.db(), house.clock, nobody, guessed, house.happened)) ==
          "assembly.invitation_unknown");
    const auto accepted =
        accept_invitation(house.db(), house.clock, nobody, acceptance, house.happened);
    REQUIRE(accepted);
    CHECK(accepted->accepted_at);
    auto again = acceptance;
    again.login = "delegate.other";
    CHECK(key_of(accept_invitation(house.db(), house.clock, nobody, again, house.happened)) ==
          "assembly.invitation_used");
}

TEST_CASE("who has an account of the agency from before accepts with it, and nobody else does") {
    TestAssembly house;
    const auto next = open_assembly(house.by_secretariat(), {2569, "สมัชชาปีถัดไป", "", {}, {}})->id;
    const auto invite = [&] {
        return invite_delegate(house.by_secretariat(), next, {house.agencies[1], "ผู้แทน", false})
            ->code;
    };
    const auto accept = [&](const access::Actor& visitor, const std::string& code) {
        return accept_invitation(house.db(), house.clock, visitor, {"40", code, "", ""},
                                 house.happened);
    };
    const auto code = invite();
    CHECK(key_of(accept(house.delegates.at(house.agencies[0]), code)) ==
          "assembly.invitation_of_another");
    CHECK(key_of(accept(house.secretariat, code)) == "assembly.invitation_of_another");
    const auto& delegate = house.delegates.at(house.agencies[1]);
    CHECK(accept(delegate, code)->account_id == delegate.account);
    CHECK(key_of(accept(delegate, invite())) == "assembly.delegate_already");
}

TEST_CASE("a room beside others needs fewer for a quorum than the plenary") {
    TestAssembly house;
    for (int i = 0; i < 3; ++i)
        for (const auto sector : {Sector::State, Sector::Academia, Sector::CivilSociety})
            house.add_agency(sector);
    house.on_the_day();
    const auto is_quorum_of_four_in = [&](RoomId room) {
        for (const auto agency : house.agencies)
            REQUIRE(check_out(house.by_secretariat(), house.id,
                              {house.plenary.id, house.badges.at(agency)}));
        for (std::size_t i = 0; i < 4; ++i)
            REQUIRE(check_in(house.by_secretariat(), house.id,
                             {room, house.badges.at(house.agencies[i])}));
        return presence_in(house.by_secretariat(), room, house.clock.now())->is_quorum;
    };
    house.everyone_to(house.plenary.id);
    CHECK_FALSE(is_quorum_of_four_in(house.plenary.id));
    CHECK(is_quorum_of_four_in(house.room.id));
}
