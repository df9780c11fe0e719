#include "engines/resolution_text/comparison.hpp"
#include "engines/resolution_text/consolidation.hpp"
#include "engines/resolution_text/test_texts.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cstdlib>
#include <map>
#include <set>

using namespace samatcha;
using namespace samatcha::resolution_text;

namespace {

const WordBoundaries& boundaries() {
    static const WordBoundaries one;
    return one;
}

ResolutionText three_paragraphs() {
    return {"ร่างมติ",
            {{{1}, ParagraphKind::Operative, 0, "ขอให้โรงเรียนค้นหาเด็กทุกคน"},
             {{2}, ParagraphKind::Operative, 0, "ขอให้โรงพยาบาลดูแลเด็กภายใน ๓๐ วัน"},
             {{3}, ParagraphKind::Operative, 0, "ขอให้จังหวัดรายงานผล"}}};
}

std::vector<std::string> texts_after(std::vector<Operation> operations,
                                     const ResolutionText& text = three_paragraphs()) {
    std::vector<Amendment> amendments;
    for (auto& operation : operations)
        amendments.push_back({{std::int64_t(amendments.size() + 1)}, std::move(operation)});
    const auto result = consolidate(boundaries(), text, std::move(amendments));
    CHECK(result.conflicts.empty());
    CHECK(result.impossible.empty());
    std::vector<std::string> texts;
    for (const auto& each : result.text.paragraphs)
        texts.push_back(each.text);
    return texts;
}

std::optional<ConflictReason> reason_between(Operation a, Operation b) {
    const auto found = conflicts(boundaries(), three_paragraphs(), {{{1}, a}, {{2}, b}});
    const auto turned = conflicts(boundaries(), three_paragraphs(), {{{1}, b}, {{2}, a}});
    REQUIRE(found.size() == turned.size());
    if (found.empty())
        return std::nullopt;
    CHECK(found[0].reason == turned[0].reason);
    return found[0].reason;
}

Replace replaced(std::int64_t id, std::string text) {
    return {{id}, std::move(text), {}};
}

Paragraph added(std::int64_t id, std::string text) {
    return {{id}, ParagraphKind::Operative, 0, std::move(text)};
}

/// Every property of this program is tried a thousand times, as issue 4 asks: before main() reads
/// it.
const bool is_set = setenv("RC_PARAMS", "max_success=1000", 0) == 0;

} // namespace

TEST_CASE("two agencies change different words of one paragraph, and both have their way") {
    CHECK(texts_after({replaced(2, "ขอให้โรงเรียนดูแลเด็กภายใน ๓๐ วัน"),
                       replaced(2, "ขอให้โรงพยาบาลดูแลเด็กภายใน ๑๕ วัน")})[1] ==
          "ขอให้โรงเรียนดูแลเด็กภายใน ๑๕ วัน");
}

TEST_CASE("each operation does what it says") {
    const auto old = texts_after({});
    CHECK(texts_after({Insert{{1}, added(9, "ใหม่")}}) ==
          std::vector<std::string>{old[0], "ใหม่", old[1], old[2]});
    CHECK(texts_after({Insert{{}, added(9, "ใหม่")}})[0] == "ใหม่");
    CHECK(texts_after({Delete{{2}}}) == std::vector<std::string>{old[0], old[2]});
    CHECK(texts_after({Move{{3}, {}}}) == std::vector<std::string>{old[2], old[0], old[1]});
    CHECK(texts_after({Split{{1}, std::string("ขอให้โรงเรียน").size(), {9}}}) ==
          std::vector<std::string>{"ขอให้โรงเรียน", "ค้นหาเด็กทุกคน", old[1], old[2]});
    CHECK(texts_after({Merge{{1}, {3}, " "}}) ==
          std::vector<std::string>{old[0] + " " + old[2], old[1]});
}

TEST_CASE("operations on one paragraph go together where they can") {
    const auto cut = std::string("ขอให้โรงเรียน").size();
    CHECK(texts_after({Split{{1}, cut, {9}}, Move{{1}, {3}},
                       replaced(1, "ขอให้โรงเรียนค้นหาเด็กทุกคนในจังหวัด")}) ==
          std::vector<std::string>{"ขอให้โรงพยาบาลดูแลเด็กภายใน ๓๐ วัน", "ขอให้จังหวัดรายงานผล",
                                   "ขอให้โรงเรียน", "ค้นหาเด็กทุกคนในจังหวัด"});
    CHECK(texts_after({Merge{{1}, {3}, " "}, replaced(3, "ขอให้จังหวัดรายงานผลทุกปี"),
                       Insert{{3}, added(9, "ท้าย")}}) ==
          std::vector<std::string>{"ขอให้โรงเรียนค้นหาเด็กทุกคน ขอให้จังหวัดรายงานผลทุกปี",
                                   "ขอให้โรงพยาบาลดูแลเด็กภายใน ๓๐ วัน", "ท้าย"});
}

TEST_CASE("what two amendments cannot both have is a conflict") {
    const auto cut = std::string("ขอให้โรงเรียน").size();
    struct Case {
        const char* what;
        Operation a;
        Operation b;
        std::optional<ConflictReason> reason;
    };
    const Case cases[] = {
        {"same words", replaced(2, "ขอให้วัดดูแลเด็กภายใน ๓๐ วัน"),
         replaced(2, "ขอให้โรงเรียนดูแลเด็กภายใน ๓๐ วัน"), ConflictReason::SameWords},
        {"the same wish", replaced(2, "ขอให้วัดดูแลเด็กภายใน ๓๐ วัน"),
         replaced(2, "ขอให้วัดดูแลเด็กภายใน ๓๐ วัน"), std::nullopt},
        {"change and delete", replaced(1, "ขอให้วัด"), Delete{{1}}, ConflictReason::DeletedToo},
        {"delete and delete", Delete{{1}}, Delete{{1}}, std::nullopt},
        {"delete and move", Delete{{1}}, Move{{1}, {3}}, ConflictReason::DeletedToo},
        {"delete and join", Delete{{1}}, Merge{{2}, {1}, " "}, ConflictReason::DeletedToo},
        {"delete and insert after", Delete{{1}}, Insert{{1}, added(9, "ใหม่")}, std::nullopt},
        {"two places", Move{{1}, {2}}, Move{{1}, {3}}, ConflictReason::SamePlace},
        {"one place", Move{{1}, {3}}, Move{{1}, {3}}, std::nullopt},
        {"a circle", Move{{1}, {2}}, Move{{2}, {3}}, ConflictReason::MovedPlace},
        {"insert after what moves", Insert{{1}, added(9, "ใหม่")}, Move{{1}, {3}},
         ConflictReason::MovedPlace},
        {"change where it is cut", replaced(1, "ขอให้วัดสอนเด็กทุกคน"), Split{{1}, cut, {9}},
         ConflictReason::SameWords},
        {"change elsewhere", replaced(1, "ขอให้โรงเรียนค้นหาเด็กทุกคนในจังหวัด"), Split{{1}, cut, {9}},
         std::nullopt},
        {"cut and join", Split{{1}, cut, {9}}, Merge{{1}, {2}, " "}, ConflictReason::CutAndJoined},
        {"a chain of joins", Merge{{1}, {2}, " "}, Merge{{2}, {3}, " "},
         ConflictReason::CutAndJoined},
        {"two inserts at one place", Insert{{1}, added(8, "ก")}, Insert{{1}, added(9, "ข")},
         std::nullopt},
        {"one identity", Insert{{1}, added(9, "ก")}, Insert{{2}, added(9, "ข")},
         ConflictReason::SameIdentity},
        {"different paragraphs", Delete{{1}}, Delete{{2}}, std::nullopt},
    };
    for (const auto& each : cases) {
        CAPTURE(each.what);
        CHECK(reason_between(each.a, each.b) == each.reason);
    }
}

TEST_CASE("of two amendments in conflict neither is made, and a third is") {
    const auto result =
        consolidate(boundaries(), three_paragraphs(),
                    {{{1}, Delete{{1}}}, {{2}, replaced(1, "ขอให้วัด")}, {{3}, Delete{{3}}}});
    REQUIRE(result.text.paragraphs.size() == 2);
    CHECK(result.text.paragraphs[0] == three_paragraphs().paragraphs[0]);
    CHECK(result.conflicts == std::vector<Conflict>{{{1}, {2}, {1}, ConflictReason::DeletedToo}});
    CHECK(result.done == std::vector<AmendmentId>{{3}});
}

TEST_CASE("an amendment that cannot be done is named and harms no other") {
    const auto result = consolidate(boundaries(), three_paragraphs(),
                                    {{{1}, Delete{{77}}},
                                     {{2}, Split{{1}, 3, {9}}},
                                     {{3}, Split{{1}, 1, {9}}},
                                     {{4}, Move{{2}, {1}}},
                                     {{5}, replaced(1, "")},
                                     {{6}, Insert{{1}, added(2, "ซ้ำ")}},
                                     {{7}, Merge{{1}, {1}, " "}},
                                     {{8}, Delete{{3}}}});
    CHECK(result.impossible.size() == 6);
    CHECK(result.done.back() == AmendmentId{8});
}

TEST_CASE("who wrote which words is known after several rounds") {
    auto text = three_paragraphs();
    text = consolidate(boundaries(), text, {{{5}, replaced(3, "ขอให้จังหวัดรายงานผลทุกปี")}}).text;
    text =
        consolidate(boundaries(), text, {{{6}, replaced(3, "ขอให้จังหวัดรายงานผลทุกปีต่อสมัชชา")}}).text;
    const auto size = [](const char* words) { return std::string(words).size(); };
    CHECK(text.paragraphs[2].authorship == std::vector<Authorship>{{size("ขอให้จังหวัดรายงานผล"), {}},
                                                                   {size("ทุกปี"), {5}},
                                                                   {size("ต่อสมัชชา"), {6}}});
}

TEST_CASE("agencies that are asked are added and taken out by different amendments") {
    auto text = three_paragraphs();
    text.paragraphs[0].addressees = {{10}, {20}};
    const auto words = text.paragraphs[0].text;
    const auto result = consolidate(
        boundaries(), text,
        {{{1}, Replace{{1}, words, {{20}}}}, {{2}, Replace{{1}, words, {{10}, {20}, {30}}}}});
    CHECK(result.text.paragraphs[0].addressees == std::vector<AddresseeId>{{20}, {30}});
}

TEST_CASE("consolidation is the same in any order, symmetric in conflict, and loses no word") {
    CHECK(rc::check([] {
        auto text = any_text();
        for (int round = 0; round < 3; ++round) {
            auto amendments = any_amendments(boundaries(), text, 12);
            const auto result = consolidate(boundaries(), text, amendments);
            RC_ASSERT(consolidate(boundaries(), text, {amendments.rbegin(), amendments.rend()}) ==
                      result);
            RC_ASSERT(check(result.text));

            // Each amendment is done, in conflict, or impossible.
            std::set<AmendmentId> in_conflict;
            for (const auto& conflict : result.conflicts)
                in_conflict.insert({conflict.first, conflict.second});
            RC_ASSERT(result.done.size() + in_conflict.size() + result.impossible.size() ==
                      amendments.size());

            // Pairwise, whoever is asked first.
            for (const auto& a : amendments)
                for (const auto& b : amendments)
                    if (a.id < b.id)
                        RC_ASSERT(conflicts(boundaries(), text, {a, b}) ==
                                  conflicts(boundaries(), text, {b, a}));

            // Identities: the old ones, less those gone, and those that were made.
            std::multiset<std::int64_t> expected;
            for (const auto& each : text.paragraphs)
                expected.insert(each.id.value);
            std::set<std::pair<std::int64_t, std::size_t>> cuts;
            std::set<std::int64_t> gone;
            for (const auto& each : amendments) {
                if (!std::binary_search(result.done.begin(), result.done.end(), each.id))
                    continue;
                if (const auto* insert = std::get_if<Insert>(&each.operation))
                    expected.insert(insert->paragraph.id.value);
                if (const auto* split = std::get_if<Split>(&each.operation))
                    if (cuts.insert({split->paragraph.value, split->at}).second)
                        expected.insert(split->second.value);
                if (const auto* deletion = std::get_if<Delete>(&each.operation))
                    gone.insert(deletion->paragraph.value);
                if (const auto* merge = std::get_if<Merge>(&each.operation))
                    gone.insert(merge->second.value);
            }
            for (const auto id : gone)
                expected.erase(id);
            std::multiset<std::int64_t> found;
            for (const auto& each : result.text.paragraphs)
                found.insert(each.id.value);
            RC_ASSERT(found == expected);

            // Every old word is kept or removed where it stood; every text is its runs.
            std::map<std::int64_t, std::map<std::size_t, std::string>> old_words;
            for (const auto& traced : result.trace) {
                std::string now;
                for (const auto& run : traced.runs) {
                    if (run.kind != RunKind::Added)
                        old_words[run.source.value][run.source_begin] = run.text;
                    if (run.kind != RunKind::Removed)
                        now += run.text;
                    RC_ASSERT((run.kind == RunKind::Kept) == !run.amendment);
                }
                const auto* const stays = paragraph(result.text, traced.id);
                RC_ASSERT((stays ? stays->text : "") == now);
                std::size_t credited = 0;
                if (stays)
                    for (const auto& part : stays->authorship)
                        credited += part.bytes;
                RC_ASSERT(credited == (stays && !stays->authorship.empty() ? now.size() : 0));
            }
            for (const auto& each : text.paragraphs) {
                std::string joined;
                for (const auto& [begin, words] : old_words[each.id.value]) {
                    RC_ASSERT(begin == joined.size());
                    joined += words;
                }
                RC_ASSERT(joined == each.text);
            }
            // What nobody wanted changed is as it was.
            for (const auto& traced : result.trace)
                if (traced.amendments.empty())
                    RC_ASSERT(paragraph(result.text, traced.id)->text ==
                              paragraph(text, traced.id)->text);

            for (const auto& each : amendments) // Each alone is as possible as among others.
                RC_ASSERT(consolidate(boundaries(), text, {each}).impossible.empty() ==
                          !std::binary_search(result.impossible.begin(), result.impossible.end(),
                                              each.id));
            text = result.text;
            if (text.paragraphs.empty())
                return;
        }
    }));
}

TEST_CASE("amendments in no conflict give the same one after the other as at once") {
    CHECK(rc::check([] {
        // Whole paragraphs only: words are found anew against each text, as a room does it.
        const auto text = any_text();
        auto amendments = any_amendments(boundaries(), text, 8);
        std::erase_if(amendments, [](const Amendment& each) {
            return !std::holds_alternative<Replace>(each.operation) &&
                   !std::holds_alternative<Delete>(each.operation);
        });
        const auto at_once = consolidate(boundaries(), text, amendments);
        RC_PRE(at_once.conflicts.empty());
        std::set<ParagraphId> deleted;
        std::map<ParagraphId, int> changed;
        for (const auto& each : amendments) {
            if (const auto* replace = std::get_if<Replace>(&each.operation))
                ++changed[replace->paragraph];
            if (const auto* deletion = std::get_if<Delete>(&each.operation))
                RC_PRE(deleted.insert(deletion->paragraph).second);
        }
        for (const auto& [id, times] : changed)
            RC_PRE(times == 1);
        auto one_by_one = text;
        for (const auto& each : amendments)
            one_by_one = consolidate(boundaries(), one_by_one, {each}).text;
        RC_ASSERT(one_by_one == at_once.text);
    }));
}

TEST_CASE("a comment follows its words through changes around them") {
    const auto text = three_paragraphs();
    const auto begin = std::string("ขอให้โรงพยาบาลดูแลเด็กภายใน ").size();
    const CommentAnchor comment{{2}, begin, begin + std::string("๓๐ วัน").size()};
    const auto result =
        consolidate(boundaries(), text,
                    {{{1}, replaced(2, "ขอให้วัดและโรงพยาบาลดูแลเด็กภายใน ๓๐ วัน")},
                     {{2}, Split{{2}, std::string("ขอให้โรงพยาบาลดูแลเด็ก").size(), {9}}}});
    REQUIRE(result.conflicts.empty());
    const auto now = carried(comment, result.trace);
    CHECK(now.paragraph == ParagraphId{9});
    CHECK(paragraph(result.text, {9})->text.substr(now.begin, now.end - now.begin) == "๓๐ วัน");
}

TEST_CASE("a comment on words that are gone stays where they stood") {
    const auto text = three_paragraphs();
    const auto begin = std::string("ขอให้").size();
    const CommentAnchor comment{{1}, begin, begin + std::string("โรงเรียน").size()};
    const auto result = consolidate(boundaries(), text, {{{1}, replaced(1, "ขอให้วัดค้นหาเด็กทุกคน")}});
    CHECK(carried(comment, result.trace) == CommentAnchor{{1}, begin, begin, true});
    const auto gone = consolidate(boundaries(), text, {{{1}, Delete{{1}}}});
    CHECK(carried(comment, gone.trace) == CommentAnchor{{1}, 0, 0, true});
}

TEST_CASE("a comment on several words keeps those that are left") {
    const CommentAnchor comment{
        {1}, std::string("ขอให้").size(), std::string("ขอให้โรงเรียนค้นหาเด็ก").size()};
    const auto result =
        consolidate(boundaries(), three_paragraphs(), {{{1}, replaced(1, "ขอให้วัดค้นหาเด็กทุกคน")}});
    const auto now = carried(comment, result.trace);
    CHECK_FALSE(now.is_gone);
    CHECK(result.text.paragraphs[0].text.substr(now.begin, now.end - now.begin) == "ค้นหาเด็ก");
}

TEST_CASE("words that nobody touched keep their comment") {
    CHECK(rc::check([] {
        const auto text = any_text();
        const auto& old =
            text.paragraphs[*rc::gen::inRange<std::size_t>(0, text.paragraphs.size())];
        const auto words = boundaries().words(old.text);
        const auto first = *rc::gen::inRange<std::size_t>(0, words.size());
        const auto begin = static_cast<std::size_t>(words[first].data() - old.text.data());
        const CommentAnchor comment{old.id, begin, begin + words[first].size()};
        const auto result = consolidate(boundaries(), text, any_amendments(boundaries(), text, 10));
        const auto now = carried(comment, result.trace);
        bool is_touched = false;
        for (const auto& traced : result.trace)
            for (const auto& run : traced.runs)
                is_touched |= run.kind == RunKind::Removed && run.source == old.id &&
                              run.source_begin < comment.end &&
                              comment.begin < run.source_begin + run.text.size();
        RC_ASSERT(now.is_gone == is_touched || !now.is_gone);
        if (!is_touched) {
            const auto& there = paragraph(result.text, now.paragraph)->text;
            RC_ASSERT(there.substr(now.begin, now.end - now.begin) == words[first]);
        }
    }));
}
