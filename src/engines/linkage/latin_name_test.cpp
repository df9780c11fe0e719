#include "engines/linkage/latin_name.hpp"

#include "engines/linkage/level_rules.hpp"
#include "engines/linkage/linkage_test_support.hpp"
#include "engines/linkage/name_key.hpp"
#include "engines/linkage/name_test_support.hpp"

#include <algorithm>
#include <rapidcheck.h>

using namespace samatcha::linkage;

namespace {

std::string latin_key_of(const std::string& name) { return utf8(latin_key(folded(name))); }

} // namespace

TEST_CASE("a Thai name is romanised as the table in tests/names says, by the Royal Institute's rules") {
    for (const auto& row : name_table("latin_spellings.tsv")) {
        CAPTURE(row[0]);
        REQUIRE(row.size() == 3);
        CHECK(utf8(romanised(folded(row[0]))) == row[1]);
    }
}

TEST_CASE("a Thai name and the ways people spell it in Latin letters share a key") {
    for (const auto& row : name_table("latin_spellings.tsv"))
        for (const auto& spelling : folded_words(row[2])) {
            CAPTURE(row[0]);
            CAPTURE(utf8(spelling));
            CHECK(utf8(latin_key(spelling)) == latin_key_of(row[0]));
        }
}

TEST_CASE("other names have other keys in Latin letters") {
    CHECK(latin_key_of("สมชาย") != latin_key_of("Somsri"));
    CHECK(latin_key_of("วิชัย") != latin_key_of("Wichit"));
    CHECK(latin_key_of("กานดา") != latin_key_of("Kanlaya"));
    CHECK(latin_key_of("พรทิพย์") != latin_key_of("Pornchai"));
    CHECK(latin_key_of("อนงค์") != latin_key_of("Anan"));
}

TEST_CASE("letters that are neither Thai nor Latin have no key in Latin letters") {
    CHECK(latin_key_of("ສົມຊາຍ").empty());
    CHECK(latin_key_of("အောင်").empty());
    CHECK(romanised(folded("សុខា")) == folded("សុខា"));
}

TEST_CASE("any Thai letters in any order are romanised, once and to a bounded length") {
    CHECK(rc::check([](const std::vector<int>& picks) {
        const auto text = text_of(picks, u"กขจฉชณดตธนพมยรลวศสหอฤเแโไใะาำ\u0E31\u0E34\u0E35\u0E36\u0E37\u0E38"
                                         u"\u0E39\u0E47\u0E48\u0E49\u0E4C\u0E3Aฯๆa1ສ");
        const auto latin = romanised(text);
        RC_ASSERT(latin.size() <= 6 * text.size());
        RC_ASSERT(std::none_of(latin.begin(), latin.end(), [](char16_t c) { return c >= 0x0E00 && c <= 0x0E7F; }));
        RC_ASSERT(romanised(latin) == latin);
        RC_ASSERT(latin_key(latin) == latin_key(text));
        RC_ASSERT(latin_key(text).size() <= latin.size());
    }));
}

TEST_CASE("a name in Thai letters and one in Latin agree in grades by their sound") {
    const auto level = [](const char* left, const char* right) {
        Lexicon names;
        const auto a = names.code_of(folded(left));
        const auto b = names.code_of(folded(right));
        CHECK(name_text_level(names, a, b) == name_text_level(names, b, a));
        return name_text_level(names, a, b);
    };
    CHECK(level("พงศ์ศักดิ์", "Pongsak") == name_levels::other_script);
    CHECK(level("เฉลิมพล", "Chalermpo") == name_levels::similar);
    CHECK(level("สมชาย", "Wichai") == name_levels::different);
    CHECK(level("า", "e") == name_levels::different);
}

TEST_CASE("a register in Thai links to a list of passports, and blocking by Latin sound finds the pairs") {
    const auto names = name_table("latin_spellings.tsv");
    std::vector<std::vector<std::string>> civil;
    std::vector<std::vector<std::string>> passports;
    const auto spelling = [&](std::size_t i) { return utf8(folded_words(names[i % names.size()][2]).back()); };
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto birth_date = std::to_string(1 + i % 28) + "/" + std::to_string(1 + i % 12) + "/" +
                                std::to_string(2550 + i % 11);
        civil.push_back({names[i][0], names[(i + 7) % names.size()][0], birth_date});
        passports.push_back({spelling(i), spelling(i + 7), birth_date});
    }
    const std::vector<std::pair<std::string, Meaning>> columns = {
        {"given", Meaning::GivenName}, {"surname", Meaning::Surname}, {"born", Meaning::BirthDate}};
    Options options;
    options.blocking.push_back({{"given_name:latin"}});
    const std::vector<File> files = {file_of("civil", columns, civil), file_of("passports", columns, passports)};
    const auto run = link_records(files, options);
    REQUIRE(run.has_value());
    std::size_t right = 0;
    for (const auto& link : run->links())
        right += link.left.row == link.right.row;
    CHECK(run->links().size() == right);
    CHECK(right == names.size());
}

TEST_CASE("automatic rules look across scripts where a few of one file's names are in the other's letters") {
    const auto names = name_table("latin_spellings.tsv");
    const auto rules_with = [&](std::size_t names_in_latin) {
        std::vector<std::vector<std::string>> civil;
        std::vector<std::vector<std::string>> school;
        for (std::size_t i = 0; i < 2000; ++i) {
            const auto& given = names[i * 7 % names.size()];
            const auto& surname = names[i * 11 % names.size()];
            const auto age = std::to_string(i % 97);
            civil.push_back({given[0], surname[0], age});
            school.push_back(i < names_in_latin ? std::vector{utf8(folded_words(given[2])[0]),
                                                              utf8(folded_words(surname[2])[0]), age}
                                                : civil.back());
        }
        const std::vector<std::pair<std::string, Meaning>> columns = {
            {"given", Meaning::GivenName}, {"surname", Meaning::Surname}, {"age", Meaning::Number}};
        const std::vector<File> files = {file_of("civil", columns, civil), file_of("school", columns, school)};
        const auto run = link_records(files, {});
        REQUIRE(run.has_value());
        std::string rules;
        for (const auto& rule : run->report().rules)
            rules += rule.rule + " ";
        return rules;
    };
    CHECK(rules_with(4).find(":latin") != std::string::npos);
    CHECK(rules_with(0).find(":latin") == std::string::npos);
}
