#include "engines/linkage/typing_distance.hpp"

#include "engines/linkage/name_test_support.hpp"
#include "engines/linkage/similarity.hpp"

#include <rapidcheck.h>

using namespace samatcha::linkage;

TEST_CASE("a neighbouring key, its shift state and a mark cost half of another letter") {
    CHECK(typing_distance(u"สมชาย", u"สมชาย", 4) == 0);
    CHECK(typing_distance(u"กาน", u"ดาน", 4) == 1);     // ก ด: next to each other
    CHECK(typing_distance(u"สาร", u"สาณ", 4) == 1);     // ร ณ: one key
    CHECK(typing_distance(u"ศศิมา", u"ศวิมา", 4) == 1);   // ศ is above ส, whose neighbour is ว
    CHECK(typing_distance(u"กาน", u"ำาน", 4) == 1);     // the row above
    CHECK(typing_distance(u"กาน", u"ปาน", 4) == 1);     // the row below, where two keys touch it
    CHECK(typing_distance(u"กาน", u"แาน", 4) == 1);
    CHECK(typing_distance(u"กาน", u"พาน", 4) == 2);     // only nearly touches
    CHECK(typing_distance(u"สุรัตน์", u"สุรัตน", 4) == 1); // karan forgotten
    CHECK(typing_distance(u"แก้ว", u"แก่ว", 4) == 1);
    CHECK(typing_distance(u"กาน", u"งาน", 4) == 2);
    CHECK(typing_distance(u"กาน", u"กานต", 4) == 2);
    CHECK(typing_distance(u"จตุพร", u"จุตพร", 4) == 2); // exchanged
    CHECK(typing_distance(u"somchai", u"somchay", 4) == 2);
}

TEST_CASE("a typing distance beyond the limit comes back as limit + 1") {
    CHECK(typing_distance(u"กกกกกก", u"งงงงงง", 4) == 5);
    CHECK(typing_distance(u"ก", u"กขคงจฉช", 4) == 5);
    CHECK(typing_distance(u"", u"กข", 4) == 4);
    CHECK(typing_distance(u"", u"กข", 3) == 4);
    const std::u16string long_text(200, u'ก');
    CHECK(typing_distance(long_text, long_text, 4) == 0);
}

TEST_CASE("the typing distance is symmetric, zero for equal texts only, and at most two for each edit") {
    CHECK(rc::check([](const std::vector<int>& left, const std::vector<int>& right, int limit) {
        constexpr auto letters = u"กดพงนณรส\u0E48\u0E49\u0E4Cาเa";
        const auto a = text_of(left, letters).substr(0, 12);
        const auto b = text_of(right, letters).substr(0, 12);
        const int most = std::abs(limit % 30);
        const int distance = typing_distance(a, b, most);
        RC_ASSERT(distance == typing_distance(b, a, most));
        RC_ASSERT((typing_distance(a, b, 24) == 0) == (a == b));
        RC_ASSERT(typing_distance(a, b, 24) <= 2 * edit_distance(a, b, 12));
        RC_ASSERT(typing_distance(a, b, 24) >= edit_distance(a, b, 12));
        RC_ASSERT(distance == std::min(most + 1, typing_distance(a, b, 60)));
    }));
}

TEST_CASE("a few typing slips are found as cheap as they were made") {
    CHECK(rc::check([](const std::vector<int>& picks, int at) {
        const auto text = text_of(picks, u"กดพงนณรสาเ").substr(0, 20) + u"ก";
        const auto i = static_cast<std::size_t>(std::abs(at % static_cast<int>(text.size())));
        auto marked = text;
        marked.insert(i + 1, 1, u'\u0E4C');
        RC_ASSERT(typing_distance(text, marked, 2) == 1);
        auto slipped = text;
        slipped.back() = u'ด';
        RC_ASSERT(typing_distance(text, slipped, 2) == 1);
    }));
}
