#include "modules/assembly/succession.hpp"

#include "modules/assembly/actions_consensus.hpp"
#include "modules/assembly/actions_resolution.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_consensus.hpp"
#include "modules/assembly/records_draft.hpp"
#include "modules/assembly/test_assembly.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::assembly;

namespace {

/// A cycle that has adopted one resolution, and the next one, at its agenda.
struct TwoCycles : TestAssembly {
    DraftResolution draft;
    Resolution adopted;
    AssemblyId next;
    Room next_room;

    TwoCycles() {
        draft = on_the_day();
        adopted = adopt(id, plenary, draft.id);
        next = open_assembly(by_secretariat(), {2569, "สมัชชาปีถัดไป", "Next", {}, {}})->id;
        next_room = add_room(by_secretariat(), next, {"ห้องหนึ่ง", "", {}}).value();
        REQUIRE(invite_delegate(by_secretariat(), next, {agencies[0], "ผู้แทน", false}));
        REQUIRE(change_phase(by_secretariat(), next, Phase::Agenda));
    }

    Resolution adopt(AssemblyId cycle, const Room& hall, DraftId of) {
        for (const auto agency : agencies)
            if (const auto badge = badges.find(agency); badge != badges.end() && cycle == id)
                REQUIRE(check_in(by_secretariat(), cycle, {hall.id, badge->second}));
        const auto test = open_consensus_test(by_secretariat(), cycle, {hall.id, of});
        REQUIRE(test);
        REQUIRE(close_consensus_test(by_secretariat(), test->test.id));
        return adopt_draft(by_secretariat(), of).value();
    }

    AgendaItem next_item(int number) {
        return add_agenda_item(by_secretariat(), next,
                               {number, "ค้นหาเด็กต่อ", "", next_room.id, agencies[0], {}, {}})
            .value();
    }

    Result<Succession> follow(SuccessionDecision decision, std::optional<AgendaItemId> item = {},
                              std::string reason = "ทบทวนแล้ว") {
        return follow_resolution(by_secretariat(), next,
                                 {adopted.id, decision, std::move(reason), item, {}});
    }

    ResolutionHistory history() { return resolution_history(by_secretariat(), adopted.id).value(); }
};

} // namespace

TEST_CASE("an adopted resolution is not changed by anything that is tried") {
    TwoCycles house;
    const auto& text = house.draft.text;
    CHECK(key_of(propose_amendment(
              house.by_agency(1), house.draft.id,
              {house.draft.version,
               {OperationKind::Delete, text.paragraphs[0].id, {}, {}, {}, {}, {}, {}},
               "ไม่เห็นด้วย"})) == "assembly.adopted_already");
    CHECK(key_of(open_consensus_test(house.by_secretariat(), house.id,
                                     {house.plenary.id, house.draft.id})) ==
          "assembly.adopted_already");
    CHECK(key_of(adopt_draft(house.by_secretariat(), house.draft.id)) ==
          "assembly.adopted_already");
    CHECK(key_of(consolidate_draft(house.by_secretariat(), house.draft.id)) ==
          "assembly.adopted_already");
    REQUIRE(change_phase(house.by_secretariat(), house.id, Phase::Hearings));
    DraftForm form{house.draft.version, "ชื่อใหม่", {}};
    form.paragraphs.push_back({{}, resolution_text::ParagraphKind::Operative, 0, "ข้อใหม่", {}});
    CHECK(key_of(write_draft(house.by_secretariat(), house.draft.agenda_item_id, form)) ==
          "assembly.adopted_already");
    const auto after = resolutions(house.db(), "40", house.id);
    REQUIRE(after.size() == 1);
    CHECK(after[0].text == house.adopted.text);
    CHECK(after[0].hash == house.adopted.hash);
}

TEST_CASE("the next cycle starts from the resolutions in force") {
    TwoCycles house;
    const auto earlier = earlier_resolutions(house.by_secretariat(), house.next).value();
    REQUIRE(earlier.size() == 1);
    CHECK(earlier[0].resolution.id == house.adopted.id);
    CHECK(earlier_resolutions(house.by_secretariat(), house.id)->empty());
}

TEST_CASE("a resolution that is carried over stays in force, with the reason in its history") {
    TwoCycles house;
    REQUIRE(house.follow(SuccessionDecision::CarriedOver, {}, "ยังทำไม่ครบทุกตำบล"));
    const auto history = house.history();
    REQUIRE(history.successions.size() == 1);
    CHECK(history.successions[0].reason == "ยังทำไม่ครบทุกตำบล");
    CHECK(history.successions[0].year_be == 2569);
    CHECK(is_in_force(history.successions));
    CHECK(key_of(house.follow(SuccessionDecision::Closed)) == "assembly.resolution_decided");
    CHECK(house.happened.back().event.entry.kind == "resolution_followed");
}

TEST_CASE("a closed resolution is in no later cycle's list") {
    TwoCycles house;
    REQUIRE(house.follow(SuccessionDecision::Closed));
    CHECK_FALSE(is_in_force(house.history().successions));
    CHECK(earlier_resolutions(house.by_secretariat(), house.next)->size() == 1);
    const auto later = open_assembly(house.by_secretariat(), {2570, "ปีต่อไป", "", {}, {}})->id;
    CHECK(earlier_resolutions(house.by_secretariat(), later)->empty());
    CHECK(key_of(follow_resolution(
              house.by_secretariat(), later,
              {house.adopted.id, SuccessionDecision::CarriedOver, "เปิดใหม่", {}, {}})) ==
          "assembly.resolution_not_in_force");
}

TEST_CASE("an amended resolution is written anew from its own text, and superseded when adopted") {
    TwoCycles house;
    const auto item = house.next_item(1);
    REQUIRE(house.follow(SuccessionDecision::Amended, item.id));
    const auto anew = find_draft_of_item(house.db(), "40", item.id);
    REQUIRE(anew);
    CHECK(anew->text == house.adopted.text);
    CHECK(is_in_force(house.history().successions));

    for (const auto phase : {Phase::Drafting, Phase::Hearings, Phase::Assembled})
        REQUIRE(change_phase(house.by_secretariat(), house.next, phase));
    const auto hall = rooms(house.db(), "40", house.next).back();
    const auto delegate = delegates(house.db(), "40", house.next).front();
    REQUIRE(check_in(house.by_secretariat(), house.next,
                     {hall.id, badge_of(house.db(), "40", delegate.id)}));
    const auto successor = house.adopt(house.next, hall, anew->id);
    const auto history = house.history();
    CHECK_FALSE(is_in_force(history.successions));
    CHECK(history.successions[0].successor_id == successor.id);
    CHECK(history.successions[0].successor_number == 1);
    CHECK(history.resolution.text == house.adopted.text);
    const auto later = resolution_history(house.by_secretariat(), successor.id).value();
    REQUIRE(later.supersedes.size() == 1);
    CHECK(later.supersedes[0].id == house.adopted.id);
}

TEST_CASE("what cannot become of a resolution is refused") {
    TwoCycles house;
    struct Case {
        const char* key;
        SuccessionForm form;
    };
    const auto item = house.next_item(1);
    const std::vector<Case> cases{
        {"assembly.resolution_unknown", {{999}, SuccessionDecision::Closed, "ยุติ", {}, {}}},
        {"assembly.text_missing", {house.adopted.id, SuccessionDecision::Closed, " ", {}, {}}},
        {"assembly.item_unknown", {house.adopted.id, SuccessionDecision::Amended, "แก้", {}, {}}},
        {"assembly.item_unknown",
         {house.adopted.id, SuccessionDecision::Amended, "แก้", house.draft.agenda_item_id, {}}},
        {"assembly.successor_wrong",
         {house.adopted.id, SuccessionDecision::Superseded, "แทน", {}, {}}},
        {"assembly.successor_wrong",
         {house.adopted.id, SuccessionDecision::Superseded, "แทน", {}, house.adopted.id}}};
    for (const auto& each : cases) {
        CAPTURE(each.key);
        CHECK(key_of(follow_resolution(house.by_secretariat(), house.next, each.form)) == each.key);
    }
    CHECK(key_of(follow_resolution(
              house.by_secretariat(), house.id,
              {house.adopted.id, SuccessionDecision::CarriedOver, "ของปีนี้เอง", {}, {}})) ==
          "assembly.resolution_not_earlier");
    REQUIRE(house.follow(SuccessionDecision::Amended, item.id));
    CHECK(key_of(house.follow(SuccessionDecision::Amended, item.id)) ==
          "assembly.resolution_decided");
    CHECK(house.history().successions.size() == 1);
}

TEST_CASE("the whole document is adopted at once, or nothing of it") {
    TestAssembly house;
    const auto draft = house.on_the_day();
    CHECK(key_of(adopt_whole(house.by_secretariat(), house.id)) == "assembly.not_agreed");
    house.everyone_to(house.plenary.id);
    const auto test =
        open_consensus_test(house.by_secretariat(), house.id, {house.plenary.id, draft.id})->test;
    REQUIRE(close_consensus_test(house.by_secretariat(), test.id));
    CHECK(adopt_whole(house.by_secretariat(), house.id)->size() == 1);
    CHECK(key_of(adopt_whole(house.by_secretariat(), house.id)) == "assembly.nothing_to_adopt");
    CHECK(key_of(adopt_whole(house.by_agency(0), house.id)) != "");
}
