#include "engines/linkage/similarity.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace samatcha::linkage;

TEST_CASE("Jaro-Winkler gives the values of Winkler's table") {
    CHECK(jaro_winkler(u"martha", u"marhta") == doctest::Approx(0.9611).epsilon(0.0001));
    CHECK(jaro_winkler(u"dwayne", u"duane") == doctest::Approx(0.84).epsilon(0.0001));
    CHECK(jaro_winkler(u"dixon", u"dicksonx") == doctest::Approx(0.8133).epsilon(0.0001));
    CHECK(jaro_winkler(u"abc", u"xyz") == 0);
    CHECK(jaro_winkler(u"สมชาย", u"สมชาย") == 1);
}

TEST_CASE("texts whose parts are exchanged have most letter pairs in common") {
    CHECK(letter_pair_likeness(u"maria", u"maria") == 1);
    CHECK(letter_pair_likeness(u"ab", u"ba") == 0);
    CHECK(letter_pair_likeness(u"", u"a") == 0);
    CHECK(letter_pair_likeness(u"abcd", u"abce") == doctest::Approx(3.0 / 7));
    CHECK(letter_pair_likeness(u"annamaria", u"mariaanna") > 0.6);
    CHECK(letter_pair_likeness(u"aaaa", u"aa") == doctest::Approx(3.0 / 5));
}

TEST_CASE("an adjacent transposition is one edit") {
    CHECK(edit_distance(u"somchai", u"smochai", 3) == 1);
    CHECK(edit_distance(u"kitten", u"sitting", 5) == 3);
    CHECK(edit_distance(u"สมหญิง", u"สมหญิง", 2) == 0);
}

TEST_CASE("a distance beyond the limit comes back as limit + 1") {
    CHECK(edit_distance(u"aaaaaaa", u"bbbbbbb", 2) == 3);
    CHECK(edit_distance(u"a", u"abcdefgh", 2) == 3);
}

TEST_CASE("similarities are symmetric and texts longer than 64 letters do no harm") {
    CHECK(rc::check([](const std::u16string& a, const std::u16string& b) {
        RC_ASSERT(edit_distance(a, b, 4) == edit_distance(b, a, 4));
        const double likeness = jaro_winkler(a, b);
        RC_ASSERT(likeness >= 0 && likeness <= 1);
    }));
    const std::u16string long_text(200, u'x');
    CHECK(edit_distance(long_text, long_text, 2) == 0);
    CHECK(jaro_winkler(long_text, long_text) == doctest::Approx(1));
}
