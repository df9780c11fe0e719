#include "modules/assembly/assembly_document.hpp"
#include "modules/assembly/records_document.hpp"
#include "modules/assembly/records_draft.hpp"
#include "modules/assembly/test_assembly.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace samatcha;
using namespace samatcha::assembly;

namespace {

struct MergingHouse : TestAssembly {
    DraftResolution draft = on_the_day();
    ParagraphId first = draft.text.paragraphs[0].id;
    ParagraphId last = draft.text.paragraphs[1].id;

    AmendmentId propose(std::size_t agency, OperationForm form) {
        return propose_amendment(by_agency(agency), draft.id, {1, std::move(form), "เหตุผล"})->id;
    }
    static OperationForm replaces(ParagraphId paragraph, std::string text) {
        OperationForm form;
        form.paragraph = paragraph;
        form.text = std::move(text);
        return form;
    }
    static OperationForm inserts(ParagraphId after, std::string text) {
        OperationForm form;
        form.kind = OperationKind::Insert;
        form.after = after;
        form.text = std::move(text);
        form.paragraph_kind = resolution_text::ParagraphKind::Operative;
        form.depth = 0;
        return form;
    }
    static OperationForm deletes(ParagraphId paragraph) {
        OperationForm form;
        form.kind = OperationKind::Delete;
        form.paragraph = paragraph;
        return form;
    }
    Result<Amendment> merge(std::vector<AmendmentId> which, std::string text) {
        return merge_amendments(by_secretariat(), draft.id,
                                {std::move(which), std::move(text), {}, "เห็นพ้องกัน"});
    }
};

} // namespace

TEST_CASE("new words of a paragraph and words to stand after it become one wording of it") {
    MergingHouse house;
    const auto replaced = house.propose(1, house.replaces(house.first, "ขอให้วัดค้นหาเด็กทุกคน"));
    const auto inserted = house.propose(2, house.inserts(house.first, "และรายงานทุกเดือน"));
    const auto deleted = house.propose(3, house.deletes(house.first));
    const auto made =
        house.merge({replaced, inserted, deleted}, "ขอให้วัดค้นหาเด็กทุกคน และรายงานทุกเดือน");
    REQUIRE(made);
    CHECK(made->operation.kind == OperationKind::Replace);
    const auto next = consolidate_draft(house.by_secretariat(), house.draft.id);
    REQUIRE(next);
    REQUIRE(next->text.paragraphs.size() == 2);
    CHECK(next->text.paragraphs[0].id == house.first);
    CHECK(next->text.paragraphs[0].text == "ขอให้วัดค้นหาเด็กทุกคน และรายงานทุกเดือน");
}

TEST_CASE("words that several would put after one paragraph become one new paragraph") {
    MergingHouse house;
    const auto one = house.propose(1, house.inserts(house.first, "ขอให้วัดช่วย"));
    const auto other = house.propose(2, house.inserts(house.first, "ขอให้มัสยิดช่วย"));
    REQUIRE(house.merge({one, other}, "ขอให้วัดและมัสยิดช่วย"));
    const auto next = consolidate_draft(house.by_secretariat(), house.draft.id);
    REQUIRE(next);
    REQUIRE(next->text.paragraphs.size() == 3);
    CHECK(next->text.paragraphs[1].text == "ขอให้วัดและมัสยิดช่วย");
}

TEST_CASE("every agency whose amendment was united is told as an origin of the words") {
    MergingHouse house;
    const auto replaced = house.propose(1, house.replaces(house.first, "ขอให้วัดค้นหาเด็กทุกคน"));
    const auto inserted = house.propose(2, house.inserts(house.first, "และรายงานทุกเดือน"));
    REQUIRE(house.merge({replaced, inserted}, "ขอให้วัดค้นหาเด็กและรายงาน"));
    const auto next = consolidate_draft(house.by_secretariat(), house.draft.id);
    std::set<partners::AgencyId> told;
    for (const auto* const origin : origins_of(
             next->text.paragraphs[0], amendments_of_draft(house.db(), "40", house.draft.id)))
        told.insert(origin->agency_id);
    CHECK(told.contains(house.agencies[1]));
    CHECK(told.contains(house.agencies[2]));
}

TEST_CASE("what is not on one paragraph is not united, nor what only takes it out") {
    MergingHouse house;
    const auto here = house.propose(1, house.replaces(house.first, "ขอให้วัดค้นหาเด็กทุกคน"));
    const auto there = house.propose(2, house.inserts(house.last, "และรายงานทุกเดือน"));
    CHECK(key_of(house.merge({here, there}, "ก")) == "assembly.merge_wrong");
    OperationForm move;
    move.kind = OperationKind::Move;
    move.paragraph = house.first;
    move.after = house.last;
    CHECK(key_of(house.merge({here, house.propose(3, move)}, "ก")) == "assembly.merge_wrong");
    const auto gone = house.propose(1, house.deletes(house.last));
    const auto gone_too = house.propose(2, house.deletes(house.last));
    CHECK(key_of(house.merge({gone, gone_too}, "ก")) == "assembly.merge_wrong");
}

TEST_CASE("a wording that cannot stand with what is accepted is not made") {
    MergingHouse house;
    const auto accepted = house.propose(0, house.replaces(house.first, "ขอให้วัดค้นหาเด็กทุกคน"));
    REQUIRE(decide_amendment(house.by_secretariat(), accepted, {AmendmentState::Accepted, "เห็นชอบ"}));
    const auto one = house.propose(1, house.replaces(house.first, "ขอให้ตำบลค้นหาเด็กทุกคน"));
    const auto other = house.propose(2, house.replaces(house.first, "ขอให้อำเภอค้นหาเด็กทุกคน"));
    CHECK(key_of(house.merge({one, other}, "ขอให้ตำบลและอำเภอค้นหาเด็กทุกคน")) ==
          "assembly.amendment_conflicts");
}
