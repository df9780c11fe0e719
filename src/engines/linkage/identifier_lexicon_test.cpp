#include "engines/linkage/identifier_lexicon.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace samatcha::linkage {

namespace {

std::u16string text_of(const IdentifierLexicon& ids, std::uint32_t code) {
    IdentifierLexicon::Letters letters;
    return std::u16string(ids.text(code, letters));
}

} // namespace

TEST_CASE("an identity number has one code and comes back as it was, whatever it is made of") {
    const std::vector<std::u16string> numbers = {
        u"1635201982622", u"0635201982622", u"635201982622",     u"0",  u"00",
        u"g644200000001", u"g644200000002", u"1234567890123456", u"ab", u"999999999999999"};
    IdentifierLexicon ids;
    for (std::uint32_t i = 0; i < numbers.size(); ++i)
        CHECK(ids.code_of(numbers[i]) == i + 1);
    CHECK(ids.code_of(u"") == 0);
    for (std::uint32_t i = 0; i < numbers.size(); ++i) {
        CHECK(ids.code_of(numbers[i]) == i + 1);
        CHECK(text_of(ids, i + 1) == numbers[i]);
    }
}

TEST_CASE("many numbers keep their codes while the table grows, and after it was closed") {
    IdentifierLexicon ids;
    std::vector<IdentifierValue> values;
    for (std::uint64_t n = 0; n < 5000; ++n)
        values.push_back({packed_digits(std::to_string(1'000'000'000'000 + n * 7919)), {}});
    values.push_back({0, u"g644200000001"});
    values.emplace_back();
    std::vector<std::uint32_t> codes(values.size());
    ids.find_codes(values, codes.data());
    CHECK(codes.front() == 1);
    CHECK(codes[5000] == 5001);
    CHECK(codes.back() == 0);
    ids.close();
    std::vector<std::uint32_t> again(values.size());
    ids.find_codes(values, again.data());
    CHECK(again == codes);
    CHECK(ids.size() == 5002);
    CHECK(text_of(ids, 3) == u"1000000015838");
}

TEST_CASE("only numbers long enough to be told apart by their digits show these") {
    IdentifierLexicon ids;
    CHECK(ids.digits(ids.code_of(u"12345678")) == 0);
    CHECK(ids.digits(ids.code_of(u"123456789")) == packed_digits(u"123456789"));
    CHECK(ids.digits(ids.code_of(u"g644200000001")) == 0);
    CHECK(ids.digits(0) == 0);
}

} // namespace samatcha::linkage
