#include "base/identifier.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace samatcha;

TEST_CASE("an identity number is recognised however a register writes it") {
    struct Row {
        const char* text;
        IdentifierKind kind;
        const char* value;
    };
    using enum IdentifierKind;
    for (const auto& row : {
             Row{"1635201982622", CitizenId, "1635201982622"},
             Row{" 1-6352-01982-62-2 ", CitizenId, "1635201982622"},
             Row{"1 6352 01982 62 2", CitizenId, "1635201982622"},
             Row{"๑๖๓๕๒๐๑๙๘๒๖๒๒", CitizenId, "1635201982622"},
             Row{"'1635201982622", CitizenId, "1635201982622"},
             Row{"1635201982622.0", CitizenId, "1635201982622"},
             Row{"1–6352–01982–62–2", CitizenId, "1635201982622"},
             Row{"\xEF\xBB\xBF"
                 "1635201982622\xE2\x80\x8B",
                 CitizenId, "1635201982622"},
             Row{"1635201982623", CitizenIdBroken, "1635201982623"},
             Row{"0000000000001", NoCivilStatusId, "0000000000001"},
             Row{"0000000000012", CitizenIdBroken, "0000000000012"},
             Row{"G644200000001", GCode, "G644200000001"},
             Row{"g6442-0000-0001", GCode, "G644200000001"},
             Row{"G64420000001", Other, "G64420000001"},
             Row{"AB1234567", Passport, "AB1234567"},
             Row{"mc 123456", Passport, "MC123456"},
             Row{"1.63521E+12", Other, "1.63521E+12"},
             Row{"163520198262", Other, "163520198262"},
             Row{"12", Other, "12"},
             Row{"", None, ""},
             Row{" - ", None, ""},
             Row{"0", None, ""},
             Row{"0000000000000", None, ""},
             Row{"9999999999999", None, ""},
             Row{"1234567890121", None, ""},
             Row{"ไม่มี", None, ""},
             Row{"null", None, ""},
         }) {
        CAPTURE(row.text);
        const auto identifier = parse_identifier(row.text);
        CHECK(identifier.kind == row.kind);
        CHECK(identifier.value == row.value);
    }
}

TEST_CASE("the check digit of a citizen id follows the published formula") {
    CHECK(citizen_id_check_digit("190321323997") == 6);
    CHECK(citizen_id_check_digit("123456789012") == 1);
    CHECK(citizen_id_check_digit("000000000000") == 1);
    CHECK(citizen_id_check_digit("19032132399") == -1);
    CHECK(citizen_id_check_digit("19032132399x") == -1);
}

TEST_CASE("a masked identifier shows no more than its ends") {
    CHECK(masked_identifier("1635201982622") == "1-••••-•••••-••-2");
    CHECK(masked_identifier("G644200000001") == "G•••••••••••1");
    CHECK(masked_identifier("กขคงจ") == "ก•••จ");
    CHECK(masked_identifier("1234") == "••••");
    CHECK(masked_identifier("") == "");
}

TEST_CASE("reading an identifier twice gives the same") {
    CHECK(rc::check([](const std::string& text) {
        const auto once = parse_identifier(text);
        RC_ASSERT(parse_identifier(once.value) == once);
    }));
}
