// What leads up to the day: calendar, agenda, evidence, versions, and what is asked of whom.

#include "modules/assembly/records_draft.hpp"
#include "modules/assembly/test_assembly.hpp"
#include "modules/situation/records.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace samatcha;
using namespace samatcha::assembly;

namespace {

/// How often a duty of a kind is asked; 0: not asked.
std::int64_t asked(const Occasion& occasion, DutyKind kind) {
    for (const auto& duty : duties(occasion))
        if (duty.kind == kind)
            return duty.count;
    return 0;
}

void count_children(TestAssembly& house, std::int64_t id, std::int64_t value) {
    situation::Situation now;
    now.id = {id};
    now.as_of = {2023, 11, 10};
    now.value = value;
    now.low = value - 10;
    now.high = value + 10;
    now.population = 1'000'000;
    now.method.definition = "2569-1";
    situation::insert_situation(house.db(), "40", now);
    situation::publish_situation(house.db(), "40", {id});
}

NewAgendaItem item_with_figure(const TestAssembly& house) {
    NewAgendaItem item{1, "ค้นหาเด็กนอกระบบ", "", house.room.id, house.agencies[0], {}, {}, {}};
    item.evidence.push_back({"", "", {}, FigureForm{}});
    return item;
}

std::int64_t shown_value(TestAssembly& house) {
    return agenda(house.by_secretariat(), house.id)->at(0).evidence.at(0).figure->stands->value;
}

} // namespace

TEST_CASE("a phase cannot end before an earlier one") {
    TestAssembly house;
    const auto keep = [&](std::vector<PhaseDate> calendar) {
        return key_of(keep_calendar(house.by_secretariat(), house.id, {std::move(calendar)}));
    };
    CHECK(keep({{Phase::Agenda, {2026, 3, 1}}, {Phase::Reflect, {2026, 2, 1}}}) == "");
    CHECK(find_assembly(house.db(), "40", house.id)->calendar.size() == 2);
    CHECK(keep({{Phase::Reflect, {2026, 3, 1}}, {Phase::Agenda, {2026, 2, 1}}}) ==
          "assembly.calendar_wrong");
    CHECK(keep({{Phase::Reflect, {2026, 3, 1}}, {Phase::Reflect, {2026, 3, 2}}}) ==
          "assembly.calendar_wrong");
    CHECK(keep({{Phase::Reflect, {2026, 3, 0}}}) == "assembly.calendar_wrong");
}

TEST_CASE("what is missing for the next phase is told before it is tried") {
    TestAssembly house;
    house.go_to({Phase::Agenda});
    const auto onward = [&] {
        return transitions_from_here(house.by_secretariat(), house.id)->at(1);
    };
    CHECK(onward().to == Phase::Drafting);
    CHECK_FALSE(onward().needs.at(0).is_met);
    CHECK(onward().needs.at(1).is_met);
    REQUIRE(add_agenda_item(house.by_secretariat(), house.id,
                            {1, "ค้นหาเด็ก", "", house.room.id, house.agencies[0], {}, {}, {}}));
    CHECK(onward().needs.at(0).is_met);
}

TEST_CASE("the secretariat enters a proposal on paper, with the forum that it comes from") {
    TestAssembly house;
    const auto proposal =
        propose_item(house.by_secretariat(), house.id,
                     {"ค้นหาเด็ก", "", "มีเด็กนอกระบบ", "เวทีอำเภอ", house.agencies[2]});
    REQUIRE(proposal);
    CHECK(agenda_proposals(house.db(), "40", house.id).at(0).forum == "เวทีอำเภอ");
    CHECK(proposal->agency_id == house.agencies[2]);
    CHECK(key_of(propose_item(house.by_secretariat(), house.id,
                              {"ค้นหาเด็ก", "", "มี", {}, partners::AgencyId{77}})) ==
          "assembly.agency_not_invited");
    // A delegate speaks for the own agency, whatever is sent.
    CHECK(propose_item(house.by_agency(1), house.id, {"ค้นหา", "", "มี", {}, house.agencies[0]})
              ->agency_id == house.agencies[1]);
}

TEST_CASE("an item is changed while the agenda is made, and keeps its identity") {
    TestAssembly house;
    const auto item = house.with_item();
    const NewAgendaItem changed{2,
                                "ค้นหาและดูแล",
                                "",
                                house.room.id,
                                house.agencies[1],
                                {house.agencies[0]},
                                {},
                                std::vector<GroupMember>{{house.agencies[2], "ผู้แทนคณะทำงาน"}}};
    REQUIRE(change_agenda_item(house.by_secretariat(), item.id, changed));
    const auto now = agenda(house.by_secretariat(), house.id)->at(0);
    CHECK(now.id == item.id);
    CHECK(now.number == 2);
    CHECK(now.working_group.at(0).agency_id == house.agencies[2]);
    house.go_to({Phase::Drafting});
    CHECK(key_of(change_agenda_item(house.by_secretariat(), item.id, changed)) ==
          "assembly.deed_not_now");
}

TEST_CASE("a cited figure follows the situation until its item is adopted, then stays") {
    TestAssembly house;
    house.go_to({Phase::Agenda});
    CHECK(key_of(add_agenda_item(house.by_secretariat(), house.id, item_with_figure(house))) ==
          "situation.none");
    count_children(house, 1, 1'890);
    const auto item = add_agenda_item(house.by_secretariat(), house.id, item_with_figure(house));
    REQUIRE(item);
    CHECK(shown_value(house) == 1'890);
    count_children(house, 2, 1'700);
    CHECK(shown_value(house) == 1'700);
    freeze_figures(house.by_secretariat(), item->id);
    count_children(house, 3, 1'500);
    CHECK(shown_value(house) == 1'700);
    CHECK(house.happened.back().event.entry.kind == "figures_frozen");
}

TEST_CASE("every version is kept with whose it is, and any two are compared by word") {
    TestAssembly house;
    const auto draft = house.with_draft();
    DraftForm form{1, draft.text.title, {}};
    for (const auto& each : draft.text.paragraphs)
        form.paragraphs.push_back({each.id, each.kind, each.depth, each.text, {}});
    form.paragraphs[0].text = "ขอให้โรงเรียนค้นหาเด็กทุกคน ทุกปี";
    REQUIRE(write_draft(house.by_secretariat(), draft.agenda_item_id, form));
    const auto versions = versions_of(house.by_secretariat(), draft.id);
    REQUIRE(versions->size() == 2);
    CHECK_FALSE(versions->at(0).agency_id);
    CHECK(versions->at(1).agency_id == house.agencies[0]);
    const auto both = compare_versions(house.by_secretariat(), draft.id, 1, 2);
    CHECK(both->trace.at(0).runs.back().kind == resolution_text::RunKind::Added);
    CHECK(both->trace.at(0).runs.back().text == " ทุกปี");
    const auto back = compare_versions(house.by_secretariat(), draft.id, 2, 1);
    CHECK(back->trace.at(0).runs.back().kind == resolution_text::RunKind::Removed);
    CHECK(key_of(compare_versions(house.by_secretariat(), draft.id, 1, 3)) ==
          "assembly.draft_unknown");
}

TEST_CASE("each is asked for what is theirs to do in the phase, and only until it is done") {
    TestAssembly house;
    CHECK(asked(house.by_agency(1), DutyKind::ProposeItem) == 1);
    const auto proposal =
        propose_item(house.by_agency(1), house.id, {"ค้นหาเด็ก", "", "มีเด็กนอกระบบ", {}, {}});
    CHECK(asked(house.by_agency(1), DutyKind::ProposeItem) == 0);
    CHECK(asked(house.by_secretariat(), DutyKind::AnswerProposals) == 0);
    const auto item = house.with_item();
    CHECK(asked(house.by_secretariat(), DutyKind::AnswerProposals) == 1);
    REQUIRE(answer_proposal(house.by_secretariat(), proposal->id, {false, {1, 1, 1, 1}, "ไว้ปีหน้า"}));
    CHECK(asked(house.by_secretariat(), DutyKind::AnswerProposals) == 0);

    house.go_to({Phase::Drafting});
    CHECK(asked(house.by_agency(0), DutyKind::WriteDrafts) == 1);
    CHECK(asked(house.by_agency(1), DutyKind::WriteDrafts) == 0);
    const auto draft = write_draft(
        house.by_agency(0), item.id,
        {0, "ร่างมติ", {{{}, resolution_text::ParagraphKind::Operative, 0, "ขอให้ค้นหาเด็ก", {}}}});
    CHECK(asked(house.by_agency(0), DutyKind::WriteDrafts) == 0);
    CHECK(asked(house.by_agency(0), DutyKind::ReadDrafts) == 0);
    CHECK(asked(house.by_agency(1), DutyKind::ReadDrafts) == 1);
    const auto paragraph = draft->draft.text.paragraphs[0].id;
    REQUIRE(comment_on_draft(house.by_agency(1), draft->draft.id,
                             {{paragraph, "ค้นหา", 0}, "ภายในเมื่อไร"}));
    CHECK(asked(house.by_agency(1), DutyKind::ReadDrafts) == 0);

    house.go_to({Phase::Hearings});
    REQUIRE(
        propose_amendment(house.by_agency(1), draft->draft.id,
                          {1, {OperationKind::Delete, paragraph, {}, {}, {}, {}, {}, {}}, "ซ้ำ"}));
    CHECK(asked(house.by_secretariat(), DutyKind::DecideAmendments) == 0);
    house.go_to({Phase::Assembled});
    CHECK(asked(house.by_secretariat(), DutyKind::DecideAmendments) == 1);
    CHECK(asked(house.by_agency(1), DutyKind::DecideAmendments) == 0);
}

TEST_CASE("invitations that nobody accepted and the end of a phase are the secretariat's to see") {
    TestAssembly house;
    CHECK(asked(house.by_secretariat(), DutyKind::AwaitAcceptances) == 0);
    REQUIRE(
        invite_delegate(house.by_secretariat(), house.id, {house.agencies[0], "ผู้แทนสำรอง", true}));
    CHECK(asked(house.by_secretariat(), DutyKind::AwaitAcceptances) == 1);
    CHECK(asked(house.by_secretariat(), DutyKind::GoOn) == 0);
    // The clock of the tests stands at 15 November 2023, Thai time.
    REQUIRE(keep_calendar(house.by_secretariat(), house.id, {{{Phase::Reflect, {2023, 11, 23}}}}));
    CHECK(asked(house.by_secretariat(), DutyKind::GoOn) == 0);
    REQUIRE(keep_calendar(house.by_secretariat(), house.id, {{{Phase::Reflect, {2023, 11, 22}}}}));
    CHECK(asked(house.by_secretariat(), DutyKind::GoOn) == 1);
    CHECK(asked(house.by_agency(0), DutyKind::GoOn) == 0);
}

TEST_CASE("a room unites two amendments in conflict in words of its own") {
    TestAssembly house;
    const auto draft = house.on_the_day();
    const auto paragraph = draft.text.paragraphs[0].id;
    std::vector<AmendmentId> both;
    for (const auto& [agency, text] :
         {std::pair{1U, "ขอให้วัดค้นหาเด็กทุกคน"}, std::pair{2U, "ขอให้มัสยิดค้นหาเด็กทุกคน"}})
        both.push_back(
            propose_amendment(
                house.by_agency(agency), draft.id,
                {1, {OperationKind::Replace, paragraph, {}, {}, text, {}, {}, {}}, "ใกล้ชุมชน"})
                ->id);
    const auto merge = [&](const Occasion& occasion, std::vector<AmendmentId> which) {
        return merge_amendments(occasion, draft.id,
                                {std::move(which), "ขอให้วัดและมัสยิดค้นหาเด็กทุกคน", {}, "เห็นพ้องกัน"});
    };
    CHECK(key_of(merge(house.by_agency(1), both)) == "assembly.not_the_chair");
    CHECK(key_of(merge(house.by_secretariat(), {both[0]})) == "assembly.merge_wrong");
    CHECK(key_of(merge(house.by_secretariat(), {both[0], AmendmentId{7}})) ==
          "assembly.merge_wrong");
    const auto made = merge(house.by_secretariat(), both);
    REQUIRE(made);
    const auto view = amended_draft(house.by_agency(3), draft.id, {});
    CHECK(view->conflicts.empty());
    CHECK(view->amendments.size() == 3);
    CHECK(find_amendment(house.db(), "40", both[0])->merged_into == made->id);
    CHECK(key_of(merge(house.by_secretariat(), both)) == "assembly.amendment_decided");
    const auto next = consolidate_draft(house.by_secretariat(), draft.id);
    REQUIRE(next);
    CHECK(next->text.paragraphs[0].text == "ขอให้วัดและมัสยิดค้นหาเด็กทุกคน");
    CHECK(find_amendment(house.db(), "40", both[1])->state == AmendmentState::Made);
}
