#include "modules/assembly/actions_consensus.hpp"
#include "modules/assembly/actions_resolution.hpp"
#include "modules/assembly/records_consensus.hpp"
#include "modules/assembly/records_draft.hpp"
#include "modules/assembly/room_state.hpp"
#include "modules/assembly/test_assembly.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::assembly;

TEST_CASE("an item is taken off the agenda with its draft, for a reason, and stays to be read") {
    TestAssembly house;
    const auto draft = house.on_the_day();
    CHECK(key_of(withdraw_item(house.by_secretariat(), draft.agenda_item_id, {" "})) ==
          "assembly.text_missing");
    REQUIRE(withdraw_item(house.by_secretariat(), draft.agenda_item_id, {"รวมกับเรื่องอื่น"}));
    const auto items = agenda(house.by_secretariat(), house.id).value();
    REQUIRE(items.size() == 1);
    CHECK(items[0].withdrawal_reason == "รวมกับเรื่องอื่น");
    CHECK(drafts(house.db(), "40", house.id).empty());
    CHECK(drafts_ever(house.db(), "40", house.id).size() == 1);
    const auto state = room_state(house.by_secretariat(), house.room.id).value();
    CHECK(state.items.empty());
    CHECK_FALSE(state.view);
}

TEST_CASE("nothing is written, amended, asked or adopted of an item that was withdrawn") {
    TestAssembly house;
    const auto draft = house.on_the_day();
    REQUIRE(withdraw_item(house.by_secretariat(), draft.agenda_item_id, {"เหตุผล"}));
    const auto withdrawn = std::string("assembly.item_withdrawn");
    CHECK(key_of(withdraw_item(house.by_secretariat(), draft.agenda_item_id, {"อีกครั้ง"})) ==
          withdrawn);
    OperationForm form;
    form.kind = OperationKind::Delete;
    form.paragraph = draft.text.paragraphs[0].id;
    CHECK(key_of(propose_amendment(house.by_agency(1), draft.id, {1, form, "เหตุผล"})) == withdrawn);
    CHECK(key_of(open_consensus_test(house.by_secretariat(), house.id,
                                     {house.room.id, draft.id})) == withdrawn);
    set_phase(house.db(), "40", house.id, Phase::Drafting);
    CHECK(key_of(write_draft(house.by_agency(0), draft.agenda_item_id,
                             {1, "ร่าง", {{{}, {}, 0, "ก", {}}}})) == withdrawn);
}

TEST_CASE("an item is withdrawn once, with or without a draft") {
    TestAssembly house;
    const auto item = house.with_item();
    REQUIRE(withdraw_item(house.by_secretariat(), item.id, {"เหตุผล"}));
    CHECK(key_of(withdraw_item(house.by_secretariat(), item.id, {"อีกครั้ง"})) ==
          "assembly.item_withdrawn");
}

TEST_CASE("an item is not withdrawn once it is adopted, nor while all are asked about it") {
    TestAssembly house;
    const auto draft = house.on_the_day();
    house.everyone_to(house.plenary.id);
    const auto test =
        open_consensus_test(house.by_secretariat(), house.id, {house.plenary.id, draft.id})
            ->test.id;
    const auto item = draft.agenda_item_id;
    CHECK(key_of(withdraw_item(house.by_secretariat(), item, {"ก"})) == "assembly.test_is_open");
    REQUIRE(close_consensus_test(house.by_secretariat(), test));
    REQUIRE(adopt_draft(house.by_secretariat(), draft.id));
    CHECK(key_of(withdraw_item(house.by_secretariat(), item, {"ก"})) == "assembly.adopted_already");
}

TEST_CASE("what was withdrawn holds the assembly up no more") {
    TestAssembly house;
    const auto item = house.with_item();
    house.go_to({Phase::Drafting});
    CHECK(key_of(change_phase(house.by_secretariat(), house.id, Phase::Hearings)) ==
          "assembly.need_items_have_drafts");
    REQUIRE(withdraw_item(house.by_secretariat(), item.id, {"ก"}));
    CHECK(state_of(house.db(), "40", house.id).items_without_draft == 0);
    CHECK(change_phase(house.by_secretariat(), house.id, Phase::Hearings));
}

TEST_CASE("an item comes of a proposal that was selected, and of no other") {
    TestAssembly house;
    const auto proposal = propose_item(house.by_agency(1), house.id, {"เสนอ", "", "เหตุผล"})->id;
    house.go_to({Phase::Agenda});
    NewAgendaItem form{1, "เรื่อง", "", house.room.id, house.agencies[0], {}, {}};
    form.proposal_id = proposal;
    CHECK(key_of(add_agenda_item(house.by_secretariat(), house.id, form)) ==
          "assembly.proposal_not_selected");
    REQUIRE(answer_proposal(house.by_secretariat(), proposal, {true, {3, 3, 3, 3}, "รับ"}));
    REQUIRE(add_agenda_item(house.by_secretariat(), house.id, form));
    CHECK(agenda(house.by_secretariat(), house.id)->front().proposal_id == proposal);
}
