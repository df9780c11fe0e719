#include "modules/forum/similar.hpp"

#include <doctest/doctest.h>

using namespace samatcha::forum;

namespace {

SimilarTexts some_statements() {
    SimilarTexts texts;
    for (const char* text :
         {"ควรมีรถรับส่งนักเรียนฟรีทุกตำบล", "ครูควรเยี่ยมบ้านเด็กทุกคนทุกเทอม", "เด็กที่ทำงานควรได้เรียนตอนเย็น",
          "The district should pay for school buses", "โรงเรียนควรมีอาหารเช้าให้เด็ก"})
        texts.add(text);
    return texts;
}

} // namespace

TEST_CASE("statements in other words, without spaces or tone marks, are found") {
    const auto texts = some_statements();
    struct {
        const char* asked;
        std::size_t found;
    } const table[] = {
        {"ควรจัดรถรับส่งนักเรียนฟรีในทุกตำบล", 0},
        {"ครูควรไปเยียมบานเด็กทุกคน ทุกเทอม", 1},
        {"เด็กทำงานควรได้เรียนในตอนเย็น", 2},
        {"School buses should be paid by the district", 3},
    };
    for (const auto& [asked, found] : table) {
        CAPTURE(asked);
        const auto like = texts.like(asked, 3);
        REQUIRE_FALSE(like.empty());
        CHECK(like[0].number == found);
    }
}

TEST_CASE("the same text is as like as can be, another subject is not found") {
    const auto texts = some_statements();
    CHECK(texts.like("ควรมีรถรับส่งนักเรียนฟรีทุกตำบล", 1)[0].likeness == doctest::Approx(1));
    CHECK(texts.like("ขอให้ลดภาษีน้ำมัน", 3).empty());
    CHECK(SimilarTexts().like("อะไรก็ได้", 3).empty());
    CHECK(texts.like("", 3).empty());
}
