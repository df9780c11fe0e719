#include "app/commands/link_report_html.hpp"

#include "app/command_line.hpp"
#include "engines/linkage/compare.hpp"
#include "engines/linkage/linkage_test_support.hpp"

#include <doctest/doctest.h>

#include <regex>
#include <set>

using namespace samatcha;
using namespace samatcha::app;

namespace {

constexpr double test_threshold = 0.5;

struct LinkedRegisters {
    Messages messages = embedded_message_texts();
    std::vector<linkage::File> files;
    std::optional<linkage::Linkage> linked;
    std::vector<linkage::Warning> warnings;
    std::optional<linkage::Model> compared;
    std::vector<linkage::LooseCluster> loose;
    std::vector<linkage::RuleReport> rules; ///< Instead of the run's, if there are some.

    explicit LinkedRegisters(const std::string& file = "civil", const std::string& column = "house") {
        files = linkage::invented_registers(300, 4).files;
        files[0].name = file;
        for (auto& register_file : files)
            for (const auto& name : {column, std::string("room")}) { // two of a meaning go by their names
                linkage::Column extra(linkage::Meaning::Category, name);
                for (std::size_t row = 0; row < register_file.columns[0].size(); ++row)
                    extra.append(row % (name.size() + 2) == 0 ? "one" : "two");
                register_file.columns.push_back(std::move(extra));
            }
        linkage::Options options;
        options.keep_pairs = true;
        auto result = linkage::link_records(files, options);
        REQUIRE(result.has_value());
        linked = std::move(result).value();
    }

    std::string page(Language language = Language::English) const {
        auto report = linked->report();
        if (!rules.empty())
            report.rules = rules;
        LinkStory story{{}, report, linked->model(), compared, linked->links().size(), test_threshold,
                        doubtful_links(*linked, test_threshold), loose,
                        {{"read", 0.5, 0.6}, {"score", 1.5, 3}}, 120'000'000, warnings};
        for (const auto& file : files)
            story.files.emplace_back(file.name, file.columns[0].size());
        return link_report_html(story, messages, language);
    }
};

std::size_t times(const std::string& text, std::string_view what) {
    std::size_t found = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size()))
        ++found;
    return found;
}

} // namespace

TEST_CASE("the report tells every chart in both languages and leaves no word untranslated") {
    const auto page = LinkedRegisters().page();
    for (const auto* heading : {"Doubtful, within 3 bits", "The pairs nearest to the threshold", "links are wrong",
                                "The strongest evidence is", "of the pairs of one person among", "have more than one record",
                                "Every record says enough", "the longest was to weigh"})
        CHECK_MESSAGE(page.find(heading) != std::string::npos, heading);
    CHECK(times(page, "<h2 ") == 8);
    CHECK(times(page, "lang=\"th\"") == times(page, "lang=\"en\"") - 1); // the page itself is in English
    CHECK(page.find("link_report.") == std::string::npos);
    CHECK(page.find("persons.evidence.") == std::string::npos);
}

TEST_CASE("the report opens in the language of the command") {
    const LinkedRegisters registers;
    CHECK(registers.page(Language::Thai).find("<html lang=\"th\">") != std::string::npos);
    CHECK(registers.page(Language::Thai).find("id=\"in-th\" checked") != std::string::npos);
    CHECK(registers.page(Language::English).find("id=\"in-en\" checked") != std::string::npos);
}

TEST_CASE("the report needs no network and no script") {
    const auto page = LinkedRegisters().page();
    for (const auto* outside : {"http:", "https:", "//", "<script", "<link", "<img", "@import", "url(", " src=", " href="})
        CHECK_MESSAGE(page.find(outside) == std::string::npos, outside);
    CHECK(page.find("default-src 'none'") != std::string::npos);
}

TEST_CASE("names of files and columns, and warnings, are text and nothing else") {
    LinkedRegisters registers("<script>alert(1)</script>", "\"><b onclick='x'>&");
    registers.warnings = {{"linkage.warning_column_empty", {{"file", "f"}, {"column", "<i>column</i>"}}}};
    const auto page = registers.page();
    CHECK(page.find("<script") == std::string::npos);
    CHECK(page.find("<b onclick") == std::string::npos);
    CHECK(page.find("<i>column") == std::string::npos);
    CHECK(page.find("&lt;script&gt;alert(1)&lt;/script&gt;") != std::string::npos);
    CHECK(page.find("category (&quot;&gt;&lt;b onclick=&#39;x&#39;&gt;&amp;)") != std::string::npos);
}

TEST_CASE("no value of any file is in the report") {
    const LinkedRegisters registers;
    const auto page = registers.page();
    std::set<std::string> found;
    for (const auto& file : registers.files)
        for (const auto& column : file.columns)
            if (column.meaning() != linkage::Meaning::Category)
                for (std::size_t row = 0; row < column.size(); ++row)
                    if (const auto value = std::string(column.value(row));
                        !value.empty() && page.find(value) != std::string::npos)
                        found.insert(value);
    CHECK(found.empty());
}

TEST_CASE("every opened element of the report is closed") {
    const auto page = LinkedRegisters().page();
    for (const auto* element : {"section", "table", "tbody", "thead", "tr", "th", "td", "svg", "p", "span", "dl", "div",
                                "details", "h2", "h3", "main", "text", "small"}) {
        const std::string name = element;
        const std::regex opened("<" + name + "[ >]");
        const auto opens = std::distance(std::sregex_iterator(page.begin(), page.end(), opened), {});
        CHECK_MESSAGE(static_cast<std::size_t>(opens) == times(page, "</" + name + ">"), name);
    }
}

TEST_CASE("a waterfall ends at the weight of its pair, and the nearest to the threshold come first") {
    const LinkedRegisters registers;
    const auto doubtful = doubtful_links(*registers.linked, test_threshold);
    REQUIRE(doubtful.size() > 3);
    for (const auto& explained : doubtful) {
        double sum = 0;
        for (const auto& evidence : explained.evidence)
            sum += evidence.weight;
        CHECK(sum == doctest::Approx(static_cast<double>(explained.link.weight)).epsilon(0.01));
    }
    CHECK(doubtful[0].link.weight <= doubtful[1].link.weight);
    for (const auto& link : registers.linked->links())
        CHECK(link.weight >= doubtful[0].link.weight);
    CHECK(doubtful[3].link.probability < 0.5F);
}

TEST_CASE("persons that hang together most loosely are named by the rows of their least sure pair") {
    LinkedRegisters registers;
    CHECK(registers.page().find("hang together most loosely") == std::string::npos);
    registers.loose = {{3, 5, {{0, 6}, {1, 41}, -1, 0.625F, false, false}}};
    const auto page = registers.page();
    CHECK(page.find("hang together most loosely") != std::string::npos);
    CHECK(page.find("civil, row 7") != std::string::npos);
    CHECK(page.find("school, row 42") != std::string::npos);
    CHECK(page.find("62.5\u00a0%") != std::string::npos);
}

TEST_CASE("two models are drawn side by side, and the widest difference is the finding") {
    LinkedRegisters registers;
    registers.compared = registers.linked->model();
    for (auto& comparison : registers.compared->comparisons)
        if (comparison.field == "surname")
            for (auto& level : comparison.levels)
                if (level.name == "different")
                    level.probability[0] /= 1024;
    CHECK(registers.page().find("The two models differ most in surname: 10.0 bits") != std::string::npos);
}

TEST_CASE("every grade of agreement that the engine tells, and every form of a key, has words") {
    const auto messages = embedded_message_texts();
    using linkage::FieldKind;
    for (const auto kind : {FieldKind::Name, FieldKind::Guardians, FieldKind::Date, FieldKind::Identifier, FieldKind::Area,
                            FieldKind::Text, FieldKind::Words, FieldKind::Sex, FieldKind::Number, FieldKind::Point})
        for (const auto level : linkage::level_names(kind)) {
            CAPTURE(level);
            CHECK(messages.contains("persons.evidence." + std::string(level.starts_with("words_above") ? "words" : level)));
        }
}

TEST_CASE("rules are told in words, in both languages") {
    LinkedRegisters registers;
    registers.rules = {{"given_name:sound + birth_date:year_month", 7, 0, 0, 0.9, 0.9},
                       {"category:house + surname", 1, 0, 0, 0.9, 0.1},
                       {"all pairs", 3, 0, 0, 1, 0}};
    const auto page = registers.page();
    for (const auto* words : {"ชื่อ (เสียงอ่าน) + วันเกิด (เดือนและปี)", "given name (sound) + birth date (month and year)",
                              "category (house) + surname", "every pair"})
        CHECK_MESSAGE(page.find(words) != std::string::npos, words);
    CHECK(page.find(":sound") == std::string::npos);
    CHECK(page.find("all pairs") == std::string::npos);
}
