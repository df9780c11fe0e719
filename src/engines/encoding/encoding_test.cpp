#include "engines/encoding/encoding.hpp"

#include "engines/linkage/encoded_levels.hpp"
#include "engines/linkage/level_rules.hpp"
#include "engines/linkage/linkage.hpp"
#include "engines/linkage/linkage_test_support.hpp"
#include "engines/linkage/name_key.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <set>

using namespace samatcha;
using namespace samatcha::encoding;
using linkage::EncodedLexicon;
using linkage::FieldKind;
using linkage::Meaning;

namespace {

/// The same in every run, so that what is near a bound stays where it is.
const EncodingKey& shared_key() {
    static const auto key = EncodingKey::from_text("samatcha-encoding-key 1\n" + std::string(64, '7')).value();
    return key;
}

EncodedFile encoded(const linkage::File& file, Salt salt = Salt::None,
                    const EncodingKey& key = shared_key()) {
    auto made = encode_file(file, key, salt, 1);
    REQUIRE(made.has_value());
    return std::move(made).value();
}

/// As `samatcha link` reads it.
linkage::File file_of_codes(const std::string& name, const EncodedFile& made) {
    linkage::File file;
    file.name = name;
    file.encoding = made.encoding;
    for (const auto& column : made.columns) {
        auto& codes = file.columns.emplace_back(column.meaning, column.name);
        for (const auto place : column.rows)
            codes.append(column.codes[place]);
    }
    return file;
}

/// The values of one column, encoded, in their order.
EncodedLexicon lexicon_of(Meaning meaning, FieldKind kind, const std::vector<std::string>& values) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& value : values)
        rows.push_back({value});
    const auto file = encoded(linkage::file_of("f", {{"c", meaning}}, rows));
    EncodedLexicon lexicon(kind);
    for (const auto place : file.columns.front().rows) {
        const auto code = lexicon.code_of(file.columns.front().codes[place]);
        REQUIRE(code == lexicon.size() - 1);
    }
    return lexicon;
}

std::vector<std::string> codes_of(const linkage::File& file, std::size_t column, Salt salt) {
    const auto made = encoded(file, salt);
    std::vector<std::string> codes;
    for (const auto place : made.columns[column].rows)
        codes.push_back(made.columns[column].codes[place]);
    return codes;
}

std::size_t links_of(const std::vector<linkage::File>& files, std::uint32_t in_both,
                     std::size_t& right) {
    linkage::Options options;
    const auto linked = linkage::link_records(files, options);
    REQUIRE(linked.has_value());
    right = 0;
    for (const auto& link : linked->links())
        right += link.left.row == link.right.row && link.left.row < in_both;
    return linked->links().size();
}

std::string random_name(std::size_t letters) {
    std::string name;
    while (name.size() < letters)
        name.push_back(*rc::gen::inRange('a', static_cast<char>('z' + 1)));
    return name;
}

std::set<std::u16string> letter_pairs(const std::string& name) {
    const auto key = u'<' + linkage::comparison_key(linkage::folded(name)) + u'>';
    std::set<std::u16string> pairs;
    for (std::size_t i = 0; i + 1 < key.size(); ++i)
        pairs.insert(key.substr(i, 2));
    return pairs;
}

double pairs_in_common(const std::string& left, const std::string& right) {
    const auto a = letter_pairs(left);
    auto both = letter_pairs(right);
    const auto common = static_cast<double>(
        std::count_if(a.begin(), a.end(), [&](const auto& pair) { return both.contains(pair); }));
    both.insert(a.begin(), a.end());
    return common / static_cast<double>(both.size());
}

int weight_of_filter(const std::string& code, FieldKind kind) {
    EncodedLexicon lexicon(kind);
    const auto value = lexicon.code_of(code);
    int weight = 0;
    for (auto i = lexicon.layout().marks.size(); i < lexicon.layout().words(); ++i)
        weight += std::popcount(lexicon.mark(value, i));
    return weight;
}

} // namespace

TEST_CASE("registers encoded with one key link as they do in clear") {
    const auto registers = linkage::invented_registers(300, 7);
    // Where the year of birth was replaced, one child in 28 here, a salt parts the names too.
    for (const auto& [salt, part_found] :
         {std::pair(Salt::None, 0.99), std::pair(Salt::BirthYear, 0.95)}) {
        std::vector<linkage::File> codes;
        for (const auto& file : registers.files)
            codes.push_back(file_of_codes(file.name, encoded(file, salt)));
        std::size_t right_clear = 0;
        std::size_t right = 0;
        links_of(registers.files, registers.persons_in_both, right_clear);
        const auto found = links_of(codes, registers.persons_in_both, right);
        CHECK(static_cast<double>(right) >= part_found * static_cast<double>(right_clear));
        CHECK(static_cast<double>(right) >= 0.99 * static_cast<double>(found));
    }
}

TEST_CASE("only files of one key and one salt are linked") {
    const auto registers = linkage::invented_registers(20, 3);
    const auto& civil = registers.files[0];
    const auto& school = registers.files[1];
    const auto other_key = EncodingKey::random();
    const std::vector<std::pair<linkage::File, std::string>> others = {
        {school, "linkage.encoded_beside_clear"},
        {file_of_codes("school", encoded(school, Salt::None, other_key)),
         "linkage.encoded_by_other_key"},
        {file_of_codes("school", encoded(school, Salt::BirthYear)), "linkage.encoded_otherwise"}};
    for (const auto& [other, key] : others) {
        const std::vector<linkage::File> files{file_of_codes("civil", encoded(civil)), other};
        const auto linked = linkage::link_records(files, {});
        REQUIRE(!linked.has_value());
        CHECK(linked.error().key == key);
    }
}

TEST_CASE("a value that is no code of its meaning is refused") {
    auto file = file_of_codes("a", encoded(linkage::invented_registers(20, 3).files[0]));
    std::vector<linkage::File> files{file, file};
    files[1].columns[0] = linkage::Column(Meaning::GivenName, "given_name");
    for (std::size_t row = 0; row < file.rows(); ++row)
        files[1].columns[0].append(std::string(file.columns[0].value(row)).substr(1));
    const auto linked = linkage::link_records(files, {});
    REQUIRE(!linked.has_value());
    CHECK(linked.error().key == "linkage.encoded_unreadable");
}

TEST_CASE("filters tell how many letter pairs two names have in common, whatever their lengths") {
    CHECK(rc::check([] {
        const auto left = random_name(*rc::gen::inRange<std::size_t>(1, 12));
        const auto right = *rc::gen::arbitrary<bool>()
                               ? left.substr(0, 3) + random_name(4)
                               : random_name(*rc::gen::inRange<std::size_t>(1, 30));
        RC_PRE(left != right);
        const auto names = lexicon_of(Meaning::GivenName, FieldKind::Name, {left, right});
        // Of 512 bits the standard error is at most .045.
        RC_ASSERT(std::abs(names.likeness(1, 2) - pairs_in_common(left, right)) < 0.22);
    }));
}

TEST_CASE("a name with one letter changed is near, another name is not") {
    const auto names = lexicon_of(Meaning::Surname, FieldKind::Name,
                                  {"srisombun", "srisomvun", "chaiyaporn", "สมชาย", "somchai"});
    CHECK(linkage::encoded_level(names, Meaning::Surname, 1, 2) == linkage::name_levels::close);
    CHECK(linkage::encoded_level(names, Meaning::Surname, 1, 3) == linkage::name_levels::different);
    CHECK(linkage::encoded_level(names, Meaning::Surname, 4, 5) ==
          linkage::name_levels::other_script);
    CHECK(linkage::encoded_level(names, Meaning::Surname, 3, 4) == linkage::name_levels::different);
}

TEST_CASE("equal names have equal codes within a salt only") {
    const auto file = linkage::file_of("f", {{"n", Meaning::GivenName}, {"d", Meaning::BirthDate}},
                                       {{"mana", "2010-05-20"},
                                        {"mana", "2010-11-02"},
                                        {"mana", "2011-05-20"},
                                        {"meena", "2011-05-21"}});
    const auto salted = codes_of(file, 0, Salt::BirthYear);
    CHECK(salted[0] == salted[1]);
    CHECK(salted[0] != salted[2]);
    const auto plain = codes_of(file, 0, Salt::None);
    CHECK(plain[0] == plain[2]);
    CHECK(plain[0] != plain[3]);
}

TEST_CASE("each meaning has a key of its own") {
    const auto made = encoded(linkage::file_of(
        "f", {{"g", Meaning::GivenName}, {"s", Meaning::Surname}}, {{"mana", "mana"}}));
    EncodedLexicon names(FieldKind::Name);
    const auto given = names.code_of(made.columns[0].codes[1]);
    const auto surname = names.code_of(made.columns[1].codes[1]);
    for (std::size_t mark = 0; mark < names.layout().marks.size(); ++mark)
        CHECK(names.mark(given, mark) != names.mark(surname, mark));
    CHECK(names.likeness(given, surname) < 0.2);
}

TEST_CASE("neither length nor weight of a code tells the length of the value") {
    std::vector<std::vector<std::string>> rows;
    for (std::uint64_t i = 0; i < 200; ++i) {
        rows.push_back({linkage::invented_name(i).substr(0, 2) + std::to_string(i)});
        rows.push_back(
            {linkage::invented_name(i) + linkage::invented_name(i + 500) + std::to_string(i)});
    }
    const auto codes =
        codes_of(linkage::file_of("f", {{"n", Meaning::Surname}}, rows), 0, Salt::None);
    double weight[2] = {0, 0};
    for (std::size_t i = 0; i < codes.size(); ++i) {
        CHECK(codes[i].size() == codes[0].size());
        weight[i % 2] += weight_of_filter(codes[i], FieldKind::Name) / 200.0;
    }
    // A half of 512 bits; of a plain filter of letter pairs the long names would set thrice as
    // many.
    CHECK(std::abs(weight[0] - 256) < 16);
    CHECK(std::abs(weight[1] - 256) < 16);
}

TEST_CASE("a missing value stays missing") {
    const auto codes = codes_of(
        linkage::file_of("f", {{"n", Meaning::GivenName}, {"i", Meaning::NationalId}},
                         {{"mana", "0000000000000"}, {"", "1409900000011"}, {"chujai", ""}}),
        0, Salt::None);
    CHECK(codes[1].empty());
    CHECK(!codes[0].empty());
}

TEST_CASE("a column with one value only is encoded: another register may have more") {
    const auto made =
        encoded(linkage::file_of("f", {{"n", Meaning::GivenName}, {"a", Meaning::AreaCode}},
                                 {{"mana", "400101"}, {"piti", "400101"}}));
    CHECK(made.columns.size() == 2);
}

TEST_CASE("codes of dates, numbers and areas tell the levels that clear values tell") {
    const std::vector<std::string> dates = {"2010-05-20", "2010-05-25", "2010-05-07",
                                            "2011-05-20", "2012-10-20", "2010-01-01",
                                            "2010-11-05", "2010-05-11", "1987-03-14"};
    const auto encoded_dates = lexicon_of(Meaning::BirthDate, FieldKind::Date, dates);
    namespace levels = linkage::date_levels;
    const auto date = [&](std::uint32_t a, std::uint32_t b) {
        return linkage::encoded_level(encoded_dates, Meaning::BirthDate, a, b);
    };
    CHECK(date(1, 1) == levels::exact);
    CHECK(date(6, 6) == levels::exact_first_january);
    CHECK(date(1, 2) == levels::close);
    CHECK(date(1, 3) == levels::year_month);
    CHECK(date(1, 4) == levels::close);
    CHECK(date(1, 6) == levels::year_only);
    CHECK(date(7, 8) == levels::swapped);
    CHECK(date(1, 9) == levels::different);

    const auto ids = lexicon_of(
        Meaning::NationalId, FieldKind::Identifier,
        {"1409900123455", "1409900173455", "1409900132455", "3101250771206", "G401234567890"});
    const auto id = [&](std::uint32_t b) {
        return linkage::encoded_level(ids, Meaning::NationalId, 1, b);
    };
    CHECK(id(2) == 2);
    CHECK(id(3) == 2);
    CHECK(id(4) == 4);
    CHECK(id(5) == 0);

    const auto areas = lexicon_of(Meaning::AreaCode, FieldKind::Area,
                                  {"400101", "4001", "400102", "400201", "410101"});
    const auto area = [&](std::uint32_t b) {
        return linkage::encoded_level(areas, Meaning::AreaCode, 1, b);
    };
    CHECK(area(2) == 5);
    CHECK(area(3) == 6);
    CHECK(area(4) == 7);
    CHECK(area(5) == 8);
}

TEST_CASE("the codes are the same at any number of threads and from a key read again") {
    const auto file = linkage::invented_registers(300, 5).files[0];
    const auto key = EncodingKey::from_text(shared_key().text());
    REQUIRE(key.has_value());
    const auto one = encoded(file, Salt::BirthYear);
    const auto three = encode_file(file, *key, Salt::BirthYear, 3);
    REQUIRE(three.has_value());
    CHECK(one.encoding == three->encoding);
    for (std::size_t c = 0; c < one.columns.size(); ++c)
        CHECK(one.columns[c].codes == three->columns[c].codes);
}

TEST_CASE("what is no whole key is refused, and a key's check is not the key") {
    const auto text = shared_key().text();
    for (const auto& wrong :
         {std::string(), std::string("samatcha-encoding-key 1\n"), text.substr(0, text.size() - 3),
          text + "0", "samatcha-encoding-key 1\n" + std::string(64, '0') + "\n", text.substr(1)}) {
        const auto key = EncodingKey::from_text(wrong);
        REQUIRE(!key.has_value());
        CHECK(key.error().key == "encoding.key_unreadable");
    }
    CHECK(text.find(shared_key().check()) == std::string::npos);
    CHECK(shared_key().check() != EncodingKey::random().check());
}
