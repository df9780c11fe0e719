#include "modules/assembly/actions_consensus.hpp"
#include "modules/assembly/actions_room.hpp"
#include "modules/assembly/minutes.hpp"
#include "modules/assembly/records_consensus.hpp"
#include "modules/assembly/records_draft.hpp"
#include "modules/assembly/room_state.hpp"
#include "modules/assembly/test_assembly.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

using namespace samatcha;
using namespace samatcha::assembly;

namespace {

/// Two items with a draft each, everyone in the plenary.
struct WholeHouse : TestAssembly {
    std::vector<DraftId> drafts;
    ConsensusTestId test;

    explicit WholeHouse(std::optional<FallbackRule> fallback = {}) : TestAssembly(fallback) {
        go_to({Phase::Agenda});
        std::vector<AgendaItemId> items;
        for (int number = 1; number <= 2; ++number)
            items.push_back(
                add_agenda_item(
                    by_secretariat(), id,
                    {number, "เรื่องที่ " + std::to_string(number), "", room.id, agencies[0], {}, {}})
                    ->id);
        go_to({Phase::Drafting});
        for (const auto item : items)
            drafts.push_back(
                write_draft(by_agency(0), item, text_in("ขอให้โรงเรียนค้นหาเด็กทุกคน"))->draft.id);
        go_to({Phase::Hearings, Phase::Assembled});
        everyone_to(plenary.id);
    }

    static DraftForm text_in(const char* words) {
        return {0, "ร่างมติ", {{{}, resolution_text::ParagraphKind::Operative, 0, words, {}}}};
    }
    void ask() { test = ask_about_whole(by_secretariat(), id)->test.id; }
    Result<ConsensusView> take(std::size_t agency, PositionForm form) {
        return take_position(by_agency(agency), test, std::move(form));
    }
    Result<ConsensusView> close() { return close_consensus_test(by_secretariat(), test); }
    std::vector<Resolution> adopted() { return resolutions(db(), "40", id); }

    static PositionForm supports() { return {Stance::Supports, "", "", false, {}, {}}; }
    PositionForm objects_to(std::vector<DraftId> about) {
        return {Stance::Objects, "ไม่มีงบประมาณ", "ภายในงบประมาณที่มี", false, {}, std::move(about)};
    }
};

} // namespace

TEST_CASE("one question adopts the whole document when nobody objects") {
    WholeHouse house;
    house.ask();
    for (std::size_t agency = 0; agency < 4; ++agency)
        REQUIRE(house.take(agency, house.supports()));
    REQUIRE(house.close());
    const auto adopted = house.adopted();
    REQUIRE(adopted.size() == 2);
    CHECK(adopted[0].draft_id == house.drafts[0]);
    CHECK(adopted[1].draft_id == house.drafts[1]);
}

TEST_CASE("an item with an open objection is named and excepted, the others stand") {
    WholeHouse house;
    house.ask();
    const auto view = house.take(2, house.objects_to({house.drafts[0]}));
    REQUIRE(view);
    CHECK(view->tally.objections_open == 1);
    CHECK(view->whole[0].objecting == std::vector{house.agencies[2]});
    CHECK(view->whole[1].objecting.empty());
    CHECK(view->positions[0].drafts == std::vector{house.drafts[0]});
    const auto closed = house.close();
    CHECK(closed->whole[0].outcome == ConsensusOutcome::Blocked);
    CHECK(closed->whole[1].outcome == ConsensusOutcome::Reached);
    REQUIRE(house.adopted().size() == 1);
    CHECK(house.adopted()[0].draft_id == house.drafts[1]);
}

TEST_CASE("an objection that names no item is to all of them") {
    WholeHouse house;
    house.ask();
    REQUIRE(house.take(2, house.objects_to({})));
    REQUIRE(house.close());
    CHECK(house.adopted().empty());
}

TEST_CASE("an excepted item goes the way of its objection, and is asked about again alone") {
    WholeHouse house;
    house.ask();
    REQUIRE(house.take(2, house.objects_to({house.drafts[0]})));
    REQUIRE(house.close());
    const auto ways = objections_to(house.by_secretariat(), house.drafts[0]);
    REQUIRE(ways.size() == 1);
    CHECK(ways[0].end == ObjectionEnd::Open);
    CHECK(
        open_consensus_test(house.by_secretariat(), house.id, {house.plenary.id, house.drafts[0]}));
}

TEST_CASE("an agency answers the whole once; its last answer counts for every item") {
    WholeHouse house;
    house.ask();
    REQUIRE(house.take(2, house.objects_to({house.drafts[0]})));
    const auto view = house.take(2, house.supports());
    REQUIRE(view);
    CHECK(view->positions.size() == 1);
    CHECK(view->tally.objections_open == 0);
    CHECK(view->tally.sectors[2].supports == 1);
}

TEST_CASE("an answer to the whole on paper counts in every item once another confirms it") {
    WholeHouse house;
    house.ask();
    auto paper = house.objects_to({house.drafts[1]});
    paper.agency_id = house.agencies[3];
    const auto entered = take_position(house.by_secretariat(), house.test, paper);
    REQUIRE(entered);
    const auto position = entered->positions.back().id;
    CHECK(key_of(confirm_paper(house.by_secretariat(), house.test, position)) ==
          "assembly.paper_not_confirmed");
    access::Actor second = house.secretariat;
    second.account = access::AccountId{2};
    const auto view = confirm_paper(house.by(second), house.test, position);
    REQUIRE(view);
    CHECK(view->whole[0].objecting.empty());
    CHECK(view->whole[1].objecting == std::vector{house.agencies[3]});
}

TEST_CASE("the fallback rule carries each item of the whole, only once it is announced") {
    WholeHouse house(FallbackRule{50, 50});
    house.add_agency(partners::Sector::State);
    house.everyone_to(house.plenary.id);
    house.ask();
    for (std::size_t agency = 0; agency < 4; ++agency)
        REQUIRE(house.take(agency, house.supports()));
    REQUIRE(house.take(4, house.objects_to(house.drafts)));
    SUBCASE("announced") {
        REQUIRE(announce_fallback(house.by_secretariat(), house.test));
        for (const auto& part : house.close()->whole)
            CHECK(part.outcome == ConsensusOutcome::Fallback);
        CHECK(house.adopted().size() == 2);
    }
    SUBCASE("not announced") {
        REQUIRE(house.close());
        CHECK(house.adopted().empty());
    }
}

TEST_CASE("the whole is not asked about before each of its items can be") {
    WholeHouse house;
    OperationForm operation;
    operation.kind = OperationKind::Replace;
    operation.text = "ขอให้โรงเรียนค้นหาเด็กทุกคนทุกปี";
    operation.paragraph = find_draft(house.db(), "40", house.drafts[1])->text.paragraphs[0].id;
    const auto amendment =
        propose_amendment(house.by_agency(1), house.drafts[1], {1, operation, "เหตุผล"})->id;
    REQUIRE(decide_amendment(house.by_secretariat(), amendment, {AmendmentState::PassedUp, "ก"}));
    CHECK(key_of(ask_about_whole(house.by_secretariat(), house.id)) == "assembly.amendments_open");
    CHECK(consensus_tests(house.db(), "40", house.drafts[0]).empty());
    REQUIRE(decide_amendment(house.by_secretariat(), amendment, {AmendmentState::Rejected, "ก"}));
    house.ask();
    CHECK(key_of(ask_about_whole(house.by_secretariat(), house.id)) == "assembly.test_is_open");
}

TEST_CASE("only the chair of the plenary asks about the whole, about what is left of it") {
    WholeHouse house;
    CHECK(key_of(ask_about_whole(house.by_agency(0), house.id)) == "assembly.not_the_chair");
    house.ask();
    REQUIRE(house.close());
    CHECK(key_of(ask_about_whole(house.by_secretariat(), house.id)) == "assembly.nothing_to_adopt");
}

TEST_CASE("the plenary's screens show the question about the whole, whichever item is before it") {
    WholeHouse house;
    house.ask();
    REQUIRE(house.take(2, house.objects_to({house.drafts[1]})));
    const auto state = room_state(house.by_secretariat(), house.plenary.id).value();
    REQUIRE(state.test);
    CHECK(state.test->whole.size() == 2);
    CHECK(state.test->tally.objections_open == 1);
}

TEST_CASE("minutes tell what the whole came to: what was agreed, what excepted, for whom") {
    WholeHouse house;
    Messages messages;
    std::ifstream in("src/modules/assembly/messages.json");
    messages.add(std::string(std::istreambuf_iterator<char>(in), {})).value();
    house.ask();
    REQUIRE(house.take(2, house.objects_to({house.drafts[0]})));
    REQUIRE(house.close());
    std::map<std::string, std::string> said;
    const auto minutes = minutes_of(house.by_secretariat(), house.plenary.id,
                                    minutes_names(house.by_secretariat(), house.id), messages);
    for (const auto& entry : minutes->entries)
        said[entry.kind] = entry.text.en;
    CHECK(said["consensus_asked"].find("1. เรื่องที่ 1; 2. เรื่องที่ 2") != std::string::npos);
    CHECK(said["position_taken"].find("หน่วยงานที่ 3 (on agenda item 1. เรื่องที่ 1)") !=
          std::string::npos);
    CHECK(said["consensus_closed"].find("Consensus was reached on agenda items 2. เรื่องที่ 2. "
                                        "Excepted is agenda item 1. เรื่องที่ 1") != std::string::npos);
    CHECK(said["resolution_adopted"].find("2. เรื่องที่ 2") != std::string::npos);
}
