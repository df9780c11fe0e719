#include "modules/assembly/draft_resolution.hpp"

#include "modules/assembly/actions_consensus.hpp"
#include "modules/assembly/actions_resolution.hpp"
#include "modules/assembly/records_consensus.hpp"
#include "modules/assembly/records_draft.hpp"
#include "modules/assembly/test_assembly.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::assembly;

namespace {

NewAmendment replacing(const DraftResolution& draft, std::size_t paragraph, std::string text) {
    OperationForm form;
    form.paragraph = draft.text.paragraphs[paragraph].id;
    form.text = std::move(text);
    return {draft.version, form, "ให้ชัดเจน"};
}

std::vector<std::string> texts_of(const DraftResolution& draft) {
    std::vector<std::string> texts;
    for (const auto& each : draft.text.paragraphs)
        texts.push_back(each.text);
    return texts;
}

DraftForm form_of(const DraftResolution& draft) {
    DraftForm form{draft.version, draft.text.title, {}};
    for (const auto& each : draft.text.paragraphs)
        form.paragraphs.push_back({each.id, each.kind, each.depth, each.text, {}});
    return form;
}

const AmendmentDecision accepted{AmendmentState::Accepted, "ที่ประชุมเห็นชอบ"};

} // namespace

TEST_CASE("two people who write at once do not lose a word") {
    TestAssembly house;
    const auto first = house.with_draft();
    auto mine = form_of(first);
    auto theirs = form_of(first);
    theirs.paragraphs[0].text = "ขอให้วัดค้นหาเด็กทุกคน";
    mine.paragraphs[0].text = "ขอให้โรงเรียนค้นหาเด็กทุกคนในจังหวัด";
    mine.paragraphs.push_back(
        {{}, resolution_text::ParagraphKind::Operative, 0, "ขอให้รายงานผล", {}});
    REQUIRE(write_draft(house.by_secretariat(), first.agenda_item_id, theirs));
    const auto both = write_draft(house.by_agency(0), first.agenda_item_id, mine).value();
    CHECK(texts_of(both.draft) == std::vector<std::string>{"ขอให้วัดค้นหาเด็กทุกคนในจังหวัด",
                                                           first.text.paragraphs[1].text,
                                                           "ขอให้รายงานผล"});
    CHECK(both.draft.version == 3);
    CHECK(both.doubtful.empty());
    CHECK(find_draft_version(house.db(), "40", first.id, 1)->text == first.text);
}

TEST_CASE("where two write over the same words both stand there, and who saved second is told") {
    TestAssembly house;
    const auto first = house.with_draft();
    auto mine = form_of(first);
    auto theirs = form_of(first);
    theirs.paragraphs[0].text = "ขอให้วัดค้นหาเด็กทุกคน";
    mine.paragraphs[0].text = "ขอให้อำเภอค้นหาเด็กทุกคน";
    REQUIRE(write_draft(house.by_secretariat(), first.agenda_item_id, theirs));
    const auto both = write_draft(house.by_agency(0), first.agenda_item_id, mine).value();
    CHECK(both.doubtful == std::vector<ParagraphId>{first.text.paragraphs[0].id});
    for (const auto* const word : {"วัด", "อำเภอ"})
        CHECK(both.draft.text.paragraphs[0].text.find(word) != std::string::npos);
}

TEST_CASE("saving what has not changed makes no version") {
    TestAssembly house;
    const auto first = house.with_draft();
    CHECK(write_draft(house.by_agency(0), first.agenda_item_id, form_of(first))->draft.version ==
          1);
}

TEST_CASE("a draft is written by its agencies and the secretariat, and amended by all") {
    TestAssembly house;
    const auto draft = house.with_draft();
    CHECK(key_of(write_draft(house.by_agency(1), draft.agenda_item_id, form_of(draft))) ==
          "assembly.not_an_owner");
    CHECK(key_of(propose_amendment(house.by_agency(1), draft.id, replacing(draft, 0, "ขอ"))) ==
          "assembly.deed_not_now");
    house.go_to({Phase::Hearings});
    CHECK(propose_amendment(house.by_agency(1), draft.id, replacing(draft, 0, "ขอ")));
    auto changed = form_of(draft);
    changed.title = "ใหม่";
    CHECK(key_of(write_draft(house.by_agency(0), draft.agenda_item_id, changed)) ==
          "assembly.draft_is_amended");
}

TEST_CASE("accepted amendments make the next version, whose every word has its author") {
    TestAssembly house;
    const auto draft = house.on_the_day();
    const auto one = propose_amendment(house.by_agency(1), draft.id,
                                       replacing(draft, 1, "ขอให้โรงพยาบาลดูแลเด็กภายใน ๑๕ วัน"))
                         .value();
    const auto two = propose_amendment(house.by_agency(2), draft.id,
                                       replacing(draft, 1, "ขอให้โรงเรียนดูแลเด็กภายใน ๓๐ วัน"))
                         .value();
    CHECK(key_of(consolidate_draft(house.by_secretariat(), draft.id)) ==
          "assembly.amendments_open");
    REQUIRE(decide_amendment(house.by_secretariat(), one.id, accepted));
    REQUIRE(decide_amendment(house.by_secretariat(), two.id, accepted));
    const auto next = consolidate_draft(house.by_secretariat(), draft.id).value();
    CHECK(texts_of(next)[1] == "ขอให้โรงเรียนดูแลเด็กภายใน ๑๕ วัน");
    std::vector<AmendmentId> authors;
    for (const auto& part : next.text.paragraphs[1].authorship)
        if (part.amendment)
            authors.push_back(part.amendment);
    CHECK(authors == std::vector{two.id, one.id});
    CHECK(find_amendment(house.db(), "40", one.id)->state == AmendmentState::Made);
    CHECK(key_of(consolidate_draft(house.by_secretariat(), draft.id)) ==
          "assembly.nothing_accepted");
}

TEST_CASE("of two amendments in conflict a room accepts one") {
    TestAssembly house;
    const auto draft = house.on_the_day();
    const auto one =
        propose_amendment(house.by_agency(1), draft.id, replacing(draft, 0, "ขอให้วัดค้นหาเด็กทุกคน"))
            .value();
    const auto two =
        propose_amendment(house.by_agency(2), draft.id, replacing(draft, 0, "ขอให้จังหวัดค้นหาเด็กทุกคน"))
            .value();
    const auto view = amended_draft(house.by_secretariat(), draft.id, {}).value();
    REQUIRE(view.conflicts.size() == 1);
    CHECK(view.conflicts[0].first == one.id);
    CHECK(view.conflicts[0].second == two.id);
    REQUIRE(decide_amendment(house.by_secretariat(), two.id, accepted));
    CHECK(key_of(decide_amendment(house.by_secretariat(), one.id, accepted)) ==
          "assembly.amendment_conflicts");
    CHECK(key_of(decide_amendment(house.by_secretariat(), two.id, accepted)) ==
          "assembly.amendment_decided");
    REQUIRE(decide_amendment(house.by_agency(1), one.id, {AmendmentState::Withdrawn, "ถอน"}));
}

TEST_CASE("who decides on an amendment is the chair of the room, and its agency withdraws it") {
    TestAssembly house;
    const auto draft = house.on_the_day();
    const auto one =
        propose_amendment(house.by_agency(1), draft.id, replacing(draft, 0, "ขอ")).value();
    CHECK(key_of(decide_amendment(house.by_agency(1), one.id, accepted)) ==
          "assembly.not_the_chair");
    CHECK(
        key_of(decide_amendment(house.by_agency(2), one.id, {AmendmentState::Withdrawn, "ถอน"})) ==
        "assembly.not_its_agency");
    CHECK(key_of(decide_amendment(house.by_secretariat(), one.id,
                                  {AmendmentState::Accepted, " "})) == "assembly.text_missing");
    CHECK(key_of(decide_amendment(house.by_secretariat(), one.id, {AmendmentState::Made, "ก"})) ==
          "assembly.decision_wrong");
}

TEST_CASE("an amendment that is passed up comes before the plenary, against the next version") {
    TestAssembly house;
    const auto draft = house.on_the_day();
    const auto up = propose_amendment(house.by_agency(1), draft.id,
                                      replacing(draft, 1, "ขอให้โรงพยาบาลดูแลเด็กภายใน ๑๕ วัน"))
                        .value();
    const auto made = propose_amendment(house.by_agency(2), draft.id,
                                        replacing(draft, 1, "ขอให้โรงเรียนดูแลเด็กภายใน ๓๐ วัน"))
                          .value();
    REQUIRE(
        decide_amendment(house.by_secretariat(), up.id, {AmendmentState::PassedUp, "เกินอำนาจห้อง"}));
    REQUIRE(decide_amendment(house.by_secretariat(), made.id, accepted));
    const auto next = consolidate_draft(house.by_secretariat(), draft.id).value();
    const auto carried = find_amendment(house.db(), "40", up.id).value();
    CHECK(carried.version == next.version);
    CHECK(carried.room_id == house.plenary.id);
    CHECK(*carried.operation.text == "ขอให้โรงเรียนดูแลเด็กภายใน ๑๕ วัน");
    REQUIRE(decide_amendment(house.by_secretariat(), up.id, accepted));
    CHECK(texts_of(consolidate_draft(house.by_secretariat(), draft.id).value())[1] ==
          "ขอให้โรงเรียนดูแลเด็กภายใน ๑๕ วัน");
}

TEST_CASE("a draft becomes a resolution when the plenary has agreed to that very version") {
    TestAssembly house;
    const auto draft = house.on_the_day();
    CHECK(key_of(adopt_draft(house.by_secretariat(), draft.id)) == "assembly.not_agreed");
    auto test =
        open_consensus_test(house.by_secretariat(), house.id, {house.room.id, draft.id}).value();
    REQUIRE(close_consensus_test(house.by_secretariat(), test.test.id));
    CHECK(key_of(adopt_draft(house.by_secretariat(), draft.id)) ==
          "assembly.not_agreed"); // A room's yes.
    house.everyone_to(house.plenary.id);
    test =
        open_consensus_test(house.by_secretariat(), house.id, {house.plenary.id, draft.id}).value();
    REQUIRE(close_consensus_test(house.by_secretariat(), test.test.id));
    const auto amendment =
        propose_amendment(house.by_agency(1), draft.id, replacing(draft, 0, "ขอ")).value();
    REQUIRE(decide_amendment(house.by_secretariat(), amendment.id, accepted));
    REQUIRE(consolidate_draft(house.by_secretariat(), draft.id));
    CHECK(key_of(adopt_draft(house.by_secretariat(), draft.id)) ==
          "assembly.not_agreed"); // Another text.
    test =
        open_consensus_test(house.by_secretariat(), house.id, {house.plenary.id, draft.id}).value();
    REQUIRE(close_consensus_test(house.by_secretariat(), test.test.id));
    const auto adopted = adopt_draft(house.by_secretariat(), draft.id).value();
    CHECK(adopted.number == 1);
    CHECK(adopted.text.paragraphs[0].text == "ขอ");
    CHECK(adopted.hash.size() == 64);
    CHECK(key_of(adopt_draft(house.by_secretariat(), draft.id)) == "assembly.adopted_already");
    house.go_to({Phase::Adopted, Phase::Driven, Phase::Evaluated});
}
