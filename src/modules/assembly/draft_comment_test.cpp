#include "modules/assembly/draft_comment.hpp"

#include "modules/assembly/test_assembly.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::assembly;

namespace {

CommentForm on(const DraftResolution& draft, std::size_t paragraph, std::string quote,
               int occurrence = 0) {
    return {{draft.text.paragraphs[paragraph].id, std::move(quote), occurrence}, "ใครเป็นผู้รับผิดชอบ"};
}

} // namespace

TEST_CASE("a comment is on the very words that were quoted") {
    const ResolutionText text{
        "ร่าง", {{{1}, resolution_text::ParagraphKind::Operative, 0, "เด็ก และเด็ก และเด็ก"}}};
    for (const int occurrence : {0, 1, 2}) {
        const auto anchor = anchor_of(text, {{1}, "เด็ก", occurrence});
        REQUIRE(anchor);
        const auto words = words_at(text, *anchor);
        CHECK(words.quote == "เด็ก");
        CHECK(words.occurrence == occurrence);
    }
    CHECK(key_of(anchor_of(text, {{1}, "เด็ก", 3})) == "assembly.quote_unknown");
    CHECK(key_of(anchor_of(text, {{1}, "", 0})) == "assembly.quote_unknown");
    CHECK(key_of(anchor_of(text, {{2}, "เด็ก", 0})) == "assembly.quote_unknown");
}

TEST_CASE(
    "a comment follows its words when the draft is written on, and is told when they are gone") {
    TestAssembly house;
    const auto draft = house.with_draft();
    REQUIRE(comment_on_draft(house.by_agency(2), draft.id, on(draft, 1, "๓๐ วัน")));
    REQUIRE(comment_on_draft(house.by_secretariat(), draft.id, on(draft, 0, "โรงเรียน")));
    DraftForm form{1, draft.text.title, {}};
    for (const auto& each : draft.text.paragraphs)
        form.paragraphs.push_back({each.id, each.kind, 0, each.text, {}});
    form.paragraphs[0].text = "ขอให้วัดค้นหาเด็กทุกคน";
    form.paragraphs[1].text = "ขอให้โรงพยาบาลทุกแห่งดูแลเด็กภายใน ๓๐ วัน";
    REQUIRE(write_draft(house.by_agency(0), draft.agenda_item_id, form));
    const auto comments = comments_on(house.by_secretariat(), draft.id).value();
    REQUIRE(comments.size() == 2);
    CHECK(comments[0].words.quote == "๓๐ วัน");
    CHECK(comments[0].agency_id == house.agencies[2]);
    CHECK(comments[1].words.quote.empty());
    CHECK_FALSE(comments[1].agency_id);
}

TEST_CASE("a comment is resolved by who made it or the secretariat") {
    TestAssembly house;
    const auto draft = house.with_draft();
    const auto comment =
        comment_on_draft(house.by_agency(1), draft.id, on(draft, 0, "เด็ก")).value();
    CHECK(key_of(resolve_comment(house.by_agency(2), comment.id)) == "assembly.not_its_agency");
    CHECK(resolve_comment(house.by_agency(1), comment.id)->resolved_at);
}
