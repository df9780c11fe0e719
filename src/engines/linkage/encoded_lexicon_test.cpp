#include "engines/linkage/encoded_lexicon.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace samatcha::linkage;

TEST_CASE("an encoded value is read as it was written") {
    CHECK(rc::check([] {
        const auto kind =
            *rc::gen::element(FieldKind::Name, FieldKind::Area, FieldKind::Sex, FieldKind::Date);
        EncodedLexicon lexicon(kind);
        auto words = *rc::gen::container<std::vector<std::uint64_t>>(
            lexicon.layout().words(), rc::gen::arbitrary<std::uint64_t>());
        words[0] |= 1;
        const auto code = lexicon.code_of(text_of_encoded(words));
        RC_ASSERT(code == 1U);
        for (std::size_t i = 0; i < words.size(); ++i)
            RC_ASSERT(lexicon.mark(code, i) == words[i]);
        RC_ASSERT(lexicon.code_of(text_of_encoded(words)) == 1U);
    }));
}

TEST_CASE("a text that was cut, lengthened or has a foreign letter is no encoded value") {
    EncodedLexicon lexicon(FieldKind::Sex);
    const std::vector<std::uint64_t> words{0x123456789abcdefULL};
    const auto text = text_of_encoded(words);
    CHECK(lexicon.code_of(text.substr(0, text.size() - 1) + "_") == 0); // bits beyond the last
    CHECK(lexicon.code_of("") == 0);
    CHECK(lexicon.code_of(text.substr(1)) == 0);
    CHECK(lexicon.code_of(text + "A") == 0);
    CHECK(lexicon.code_of(text.substr(0, 5) + "=" + text.substr(6)) == 0);
    CHECK(lexicon.code_of(text) == 1);
}

TEST_CASE("likeness falls from one to nothing as bits differ") {
    EncodedLexicon lexicon(FieldKind::Number);
    std::vector<std::uint64_t> words(lexicon.layout().words(), 0);
    for (std::uint64_t differing = 0; differing <= 4; ++differing) { // of eight words
        words[0] = differing + 1;
        for (std::size_t i = 1; i < words.size(); ++i)
            words[i] = i <= differing ? ~std::uint64_t{0} : 0;
        REQUIRE(lexicon.code_of(text_of_encoded(words)) == differing + 1);
        CHECK(lexicon.likeness(1, static_cast<std::uint32_t>(differing) + 1) ==
              doctest::Approx(1 - static_cast<double>(differing) / 4));
    }
}
