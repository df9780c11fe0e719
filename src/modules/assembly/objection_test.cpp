#include "modules/assembly/objection.hpp"

#include "modules/assembly/actions_consensus.hpp"
#include "modules/assembly/records_consensus.hpp"
#include "modules/assembly/test_assembly.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::assembly;

namespace {

ConsensusTest asked(std::int64_t id, std::int64_t version,
                    ConsensusOutcome outcome = ConsensusOutcome::Blocked) {
    ConsensusTest test;
    test.id = {id};
    test.version = version;
    test.outcome = outcome;
    return test;
}

Position taken(std::int64_t agency, Stance stance, bool is_minuted = false) {
    Position position;
    position.agency_id = {agency};
    position.stance = stance;
    position.is_minuted = is_minuted;
    return position;
}

ObjectionEnd end_after(const std::vector<AnsweredTest>& tests) {
    const auto ways = objection_ways(tests, {});
    REQUIRE(ways.size() == 1);
    return ways.front().end;
}

const auto objects = taken(1, Stance::Objects);

/// A house on its day, with an objection of the third agency in a test that is open.
struct Objected : TestAssembly {
    DraftResolution draft = on_the_day();
    ConsensusTestId test = open_consensus_test(by_secretariat(), id, {room.id, draft.id})->test.id;
    ParagraphId paragraph = draft.text.paragraphs[0].id;

    explicit Objected(std::optional<FallbackRule> fallback = {}) : TestAssembly(fallback) {
        REQUIRE(take_position(by_agency(2), test,
                              {Stance::Objects, "เวลาสั้นเกินไป", "ภายใน ๑ ปี", false, {}}));
    }
    GroupForm form() { return {agencies[2], {agencies[0]}, {clock.now().unix_ms + 600'000}}; }
    ObjectionWay way() { return objections_to(by_secretariat(), draft.id).front(); }
};

} // namespace

TEST_CASE("an objection is open until something ends it") {
    CHECK(end_after({{asked(1, 1), {objects}}}) == ObjectionEnd::Open);
    CHECK(end_after({{asked(1, 1), {objects, taken(1, Stance::Supports)}}}) ==
          ObjectionEnd::Withdrawn);
    CHECK(end_after({{asked(1, 1), {taken(1, Stance::Objects, true)}}}) == ObjectionEnd::Minuted);
    CHECK(end_after({{asked(1, 1, ConsensusOutcome::Fallback), {objects}}}) ==
          ObjectionEnd::Outvoted);
}

TEST_CASE("an objection is accommodated when its agency agrees to later words, withdrawn if to the "
          "same") {
    CHECK(end_after({{asked(1, 1), {objects}}, {asked(2, 2), {taken(1, Stance::Supports)}}}) ==
          ObjectionEnd::Accommodated);
    CHECK(end_after({{asked(1, 1), {objects}}, {asked(2, 1), {taken(1, Stance::Supports)}}}) ==
          ObjectionEnd::Withdrawn);
    CHECK(end_after({{asked(1, 1), {objects}}, {asked(2, 2, ConsensusOutcome::Open), {}}}) ==
          ObjectionEnd::Open);
    CHECK(end_after({{asked(1, 1), {objects}}, {asked(2, 2, ConsensusOutcome::Reached), {}}}) ==
          ObjectionEnd::Accommodated);
}

TEST_CASE("who objects again has one objection, the last") {
    auto again = objects;
    again.reason = "ยังไม่พอ";
    const auto ways = objection_ways({{asked(1, 1), {objects}}, {asked(2, 2), {again}}}, {});
    REQUIRE(ways.size() == 1);
    CHECK(ways[0].version == 2);
    CHECK(ways[0].reason == "ยังไม่พอ");
    CHECK(ways[0].end == ObjectionEnd::Open);
}

TEST_CASE("an objection on paper counts from its confirmation on") {
    auto paper = objects;
    paper.is_confirmed = false;
    CHECK(objection_ways({{asked(1, 1), {paper}}}, {}).empty());
}

TEST_CASE("a drafting group goes, comes back with words, and the room takes them up") {
    Objected house;
    const auto group = form_drafting_group(house.by_secretariat(), house.test, house.form());
    REQUIRE(group);
    CHECK(group->members.size() == 2);
    CHECK(house.way().group->id == group->id);
    const auto returned = return_from_group(house.by_agency(0), group->id,
                                            {house.paragraph, "ขอให้โรงเรียนค้นหาเด็กทุกคนภายใน ๑ ปี"});
    REQUIRE(returned);
    REQUIRE(close_consensus_test(house.by_secretariat(), house.test));
    REQUIRE(decide_amendment(house.by_secretariat(), *returned->amendment_id,
                             {AmendmentState::Accepted, "คณะยกร่างเห็นพ้อง"}));
    REQUIRE(consolidate_draft(house.by_secretariat(), house.draft.id));
    CHECK(house.way().end == ObjectionEnd::Open);
    const auto again =
        open_consensus_test(house.by_secretariat(), house.id, {house.room.id, house.draft.id});
    REQUIRE(
        take_position(house.by_agency(2), again->test.id, {Stance::Supports, "", "", false, {}}));
    CHECK(house.way().end == ObjectionEnd::Accommodated);
    CHECK(house.way().group->wording == "ขอให้โรงเรียนค้นหาเด็กทุกคนภายใน ๑ ปี");
}

TEST_CASE("a drafting group is refused where it makes no sense") {
    Objected house;
    auto form = house.form();
    CHECK(key_of(form_drafting_group(house.by_agency(2), house.test, form)) ==
          "assembly.not_the_chair");
    form.agency_id = house.agencies[1];
    CHECK(key_of(form_drafting_group(house.by_secretariat(), house.test, form)) ==
          "assembly.no_open_objection");
    form = house.form();
    form.members.clear();
    CHECK(key_of(form_drafting_group(house.by_secretariat(), house.test, form)) ==
          "assembly.group_alone");
    form = house.form();
    form.members.push_back({1});
    CHECK(key_of(form_drafting_group(house.by_secretariat(), house.test, form)) ==
          "assembly.agency_not_invited");
    form = house.form();
    form.returns_at = house.clock.now();
    CHECK(key_of(form_drafting_group(house.by_secretariat(), house.test, form)) ==
          "assembly.group_return_past");
    REQUIRE(form_drafting_group(house.by_secretariat(), house.test, house.form()));
    CHECK(key_of(form_drafting_group(house.by_secretariat(), house.test, house.form())) ==
          "assembly.group_at_work");
}

TEST_CASE("only a member or the chair brings a drafting group back, once") {
    Objected house;
    const auto group = form_drafting_group(house.by_secretariat(), house.test, house.form());
    const GroupReturn words{house.paragraph, "ถ้อยคำใหม่"};
    CHECK(key_of(return_from_group(house.by_agency(1), group->id, words)) ==
          "assembly.not_in_group");
    CHECK(key_of(return_from_group(house.by_agency(2), group->id, {{1}, "ถ้อยคำใหม่"})) ==
          "resolution_text.paragraph_unknown");
    REQUIRE(return_from_group(house.by_agency(2), group->id, words));
    CHECK(key_of(return_from_group(house.by_secretariat(), group->id, words)) ==
          "assembly.group_returned");
    CHECK(key_of(return_from_group(house.by_secretariat(), {1}, words)) ==
          "assembly.group_unknown");
}
