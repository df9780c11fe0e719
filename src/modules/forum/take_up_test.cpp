#include "modules/access/records.hpp"
#include "modules/assembly/actions_document.hpp"
#include "modules/assembly/records_document.hpp"
#include "modules/assembly/records_draft.hpp"
#include "modules/forum/test_forum.hpp"

#include <fstream>
#include <iterator>

using namespace samatcha;
using namespace samatcha::forum;
using assembly::key_of;
using assembly::Phase;

namespace {

/// A forum of which two have agreed to the first of two statements.
struct VotedForum : TestForum {
    VotedForum() : TestForum({"ควรมีรถรับส่ง", "ควรมีอาหารเช้า"}) {
        for (int i = 0; i < 2; ++i)
            REQUIRE(cast(device(), 1, 0, VoteWord::Agree));
        live->publish(house.clock.now());
    }
};

} // namespace

TEST_CASE("a proposal that grew from statements shows their votes as they stood") {
    VotedForum forum;
    auto& house = forum.house;
    house.go_to({Phase::Agenda});
    const auto agency = house.agencies.at(0);
    const auto proposal = propose_statements(house.by_secretariat(), *forum.live,
                                             {{0, 1}, "รถรับส่ง", "", "หลายคนเห็นตรงกัน", agency})
                              .value();
    CHECK(proposal.forum == "เวทีทดสอบ");
    REQUIRE(forum.cast(forum.device(), 1, 0, VoteWord::Disagree));
    forum.live->publish(house.clock.now());
    const auto uses = uses_in(house.db(), "40", house.id);
    REQUIRE(uses.size() == 2);
    CHECK(uses[0].proposal_id == proposal.id);
    CHECK(uses[0].title == "รถรับส่ง");
    CHECK(uses[0].votes.agree == 2);
    CHECK(uses[0].votes.disagree == 0);
    CHECK(uses_of(house.db(), "40", forum.live->forum()).size() == 2);
}

TEST_CASE(
    "a paragraph that grew from a statement is the last of its draft, and keeps its identity") {
    VotedForum forum;
    auto& house = forum.house;
    const auto draft = house.with_draft();
    const auto item = draft.agenda_item_id;
    const auto written =
        draft_statements(house.by_secretariat(), *forum.live, {{0}, item, "ขอให้จัดรถรับส่งทุกตำบล"})
            .value();
    REQUIRE(written.text.paragraphs.size() == draft.text.paragraphs.size() + 1);
    CHECK(written.text.paragraphs[0] == draft.text.paragraphs[0]);
    const auto paragraph = written.text.paragraphs.back().id;
    CHECK(uses_of(house.db(), "40", forum.live->forum()).at(0).paragraph_id == paragraph);

    // Others write on; the paragraph is the same one still.
    REQUIRE(draft_statements(house.by_secretariat(), *forum.live, {{1}, item, "ขอให้มีอาหารเช้า"}));
    const auto now = assembly::find_draft(house.db(), "40", draft.id);
    CHECK(now->text.paragraphs.at(2).id == paragraph);
    CHECK(uses_in(house.db(), "40", house.id).size() == 2);
}

TEST_CASE("the first paragraph of an item without a draft can come from a forum") {
    VotedForum forum;
    auto& house = forum.house;
    const auto item = house.with_item();
    house.go_to({Phase::Drafting});
    const auto written =
        draft_statements(house.by_secretariat(), *forum.live, {{0}, item.id, "ขอให้จัดรถรับส่ง"})
            .value();
    CHECK(written.version == 1);
    CHECK(written.text.title == item.title_th);
}

TEST_CASE("nothing is taken up from nothing, from what is not shown, or where it is not done") {
    VotedForum forum;
    auto& house = forum.house;
    const auto propose = [&](std::vector<std::int64_t> statements) {
        return key_of(propose_statements(house.by_secretariat(), *forum.live,
                                         {statements, "รถ", "", "เหตุผล", house.agencies.at(0)}));
    };
    CHECK(propose({}) == "forum.nothing_chosen");
    CHECK(propose({7}) == "forum.statement_unknown");
    CHECK(key_of(draft_statements(house.by_secretariat(), *forum.live, {{0}, {}, "วรรค"})) ==
          "assembly.item_unknown");
    const auto item = house.with_item();
    CHECK(key_of(draft_statements(house.by_secretariat(), *forum.live, {{0}, item.id, "วรรค"})) ==
          "assembly.deed_not_now");
    CHECK(uses_in(house.db(), "40", house.id).empty());
}

TEST_CASE("a paragraph that was cut in two or joined to another still shows its votes") {
    VotedForum forum;
    auto& house = forum.house;
    const auto before = house.with_draft();
    const auto draft = draft_statements(house.by_secretariat(), *forum.live,
                                        {{0}, before.agenda_item_id, "ขอให้จัดรถรับส่ง ทุกตำบล"})
                           .value();
    const auto second = draft.text.paragraphs[1].id;
    const auto grown = draft.text.paragraphs[2].id;
    house.go_to({Phase::Hearings, Phase::Assembled});
    house.everyone_to(house.room.id);
    const auto change = [&](std::int64_t version, assembly::OperationForm operation) {
        const auto proposed = assembly::propose_amendment(house.by_agency(1), draft.id,
                                                          {version, operation, "ให้ชัดเจน"});
        REQUIRE(proposed);
        REQUIRE(assembly::decide_amendment(house.by_secretariat(), proposed->id,
                                           {assembly::AmendmentState::Accepted, "เห็นชอบ"}));
        return assembly::consolidate_draft(house.by_secretariat(), draft.id).value();
    };
    using enum assembly::OperationKind;
    const auto cut = change(2, {Split, grown, {}, {}, "ขอให้จัดรถรับส่ง", {}, {}, {}});
    REQUIRE(cut.text.paragraphs.size() == 4);
    const auto rest = cut.text.paragraphs[3].id;
    CHECK(uses_in(house.db(), "40", house.id).at(0).stands_in == std::vector{grown, rest});
    REQUIRE(change(3, {Merge, second, grown, {}, {}, {}, {}, {}}).text.paragraphs.size() == 3);
    CHECK(uses_in(house.db(), "40", house.id).at(0).stands_in == std::vector{second, rest});
    const auto origins = origins_in(house.db(), "40", house.id);
    REQUIRE(origins.size() == 1);
    CHECK(origins[0].agree == 2);
    CHECK(origins[0].paragraphs == std::vector{second, rest});
}

TEST_CASE(
    "a statement that is rejected later is not quoted any more, on screens and in documents") {
    VotedForum forum;
    auto& house = forum.house;
    REQUIRE(access::records::add_province(house.db(), {"40", "ขอนแก่น", "Khon Kaen", true, {}}));
    const auto item = house.with_draft().agenda_item_id;
    REQUIRE(draft_statements(house.by_secretariat(), *forum.live, {{0}, item, "ขอให้จัดรถทุกตำบล"}));
    const documents::PrintStyle style{Language::Thai, documents::Digits::Thai};
    Messages messages;
    std::ifstream words("src/modules/assembly/messages.json");
    REQUIRE(messages.add(std::string{std::istreambuf_iterator<char>(words), {}}));
    const auto print = [&] {
        return assembly::print_document(house.by_secretariat(), house.id,
                                        origins_in(house.db(), "40", house.id), style, messages)
            .value();
    };
    const auto printed = print();
    const auto note = [](const assembly::AssemblyDocument& document) {
        return document.content.body[0].paragraphs[2].note;
    };
    CHECK(note(printed).find("“ควรมีรถรับส่ง” เห็นด้วย ๒ คน") != std::string::npos);
    REQUIRE(forum.decide({{0}, StatementDecision::Rejected, false, "มีชื่อบุคคล"}));
    CHECK(uses_in(house.db(), "40", house.id).at(0).text.empty());
    CHECK(note(print()).find("ซึ่งไม่แสดงถ้อยคำแล้ว เห็นด้วย ๒ คน") != std::string::npos);
    const auto kept = assembly::find_assembly_document(house.db(), "40", printed.hash);
    CHECK(note(*kept).find("••••• เห็นด้วย ๒ คน") != std::string::npos);
    CHECK(note(*kept).find("ควรมีรถรับส่ง") == std::string::npos);
    CHECK(kept->redacted_at == house.clock.now());
}
