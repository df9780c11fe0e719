#include "modules/care/form.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace samatcha;
using namespace samatcha::care;

namespace {

constexpr std::string_view first =
    R"({"form":"f","version":1,"title_th":"ก","title_en":"A","sections":[{"key":"s",
"title_th":"ก","title_en":"A","questions":[{"key":"q","kind":"choice","label_th":"ก","label_en":"A","options":[
{"key":"old","label_th":"เก่า","label_en":"Old"}]}]}]})";
constexpr std::string_view second =
    R"({"form":"f","version":2,"title_th":"ก","title_en":"A","sections":[{"key":"s",
"title_th":"ก","title_en":"A","questions":[{"key":"q","kind":"choice","label_th":"ก","label_en":"A","needed":true,
"options":[{"key":"new","label_th":"ใหม่","label_en":"New","danger":true}]},{"key":"n","kind":"number",
"label_th":"ก","label_en":"A"},{"key":"t","kind":"text","label_th":"ก","label_en":"A"},{"key":"m","kind":"choices",
"label_th":"ก","label_en":"A","options":[{"key":"x","label_th":"ก","label_en":"A"}]}]}]})";

FormSet both() {
    const EmbeddedFile files[] = {{"forms/f-2.json", second}, {"forms/f-1.json", first}};
    return FormSet::read(files).value();
}

std::string key_of(const Result<void>& result) {
    return result ? "" : result.error().key;
}

} // namespace

TEST_CASE("a form that changed leaves its old version to be read with") {
    const auto set = both();
    CHECK(set.latest("f")->version == 2);
    REQUIRE(set.form("f", 1));
    CHECK(check_answers(*set.form("f", 1), {{"q", "old"}}));
    CHECK(key_of(check_answers(*set.form("f", 2), {{"q", "old"}})) == "care.answer_wrong");
    CHECK_FALSE(set.form("f", 3));
}

TEST_CASE("an answer is of the question's kind, or refused by its name") {
    const auto set = both();
    const auto& form = *set.form("f", 2);
    struct Refused {
        Answers answers;
        const char* key;
    };
    const Refused refused[] = {
        {{{"q", "new"}, {"other", "x"}}, "care.answer_unknown"},
        {{{"q", "nothing"}}, "care.answer_wrong"},
        {{{"q", 3}}, "care.answer_wrong"},
        {{{"q", "new"}, {"n", "three"}}, "care.answer_wrong"},
        {{{"q", "new"}, {"n", -1}}, "care.answer_wrong"},
        {{{"q", "new"}, {"m", "x"}}, "care.answer_wrong"},
        {{{"q", "new"}, {"m", boost::json::array{"y"}}}, "care.answer_wrong"},
        {{{"q", "new"}, {"t", boost::json::string(5000, 'a')}}, "care.answer_wrong"},
        {{{"n", 1}}, "care.answer_missing"},
        {{{"q", ""}}, "care.answer_missing"},
    };
    for (const auto& one : refused)
        CHECK(key_of(check_answers(form, one.answers)) == one.key);
    CHECK(
        check_answers(form, {{"q", "new"}, {"n", 0}, {"t", "ก"}, {"m", boost::json::array{"x"}}}));
}

TEST_CASE("a danger sign is told by its question") {
    CHECK(danger_signs(*both().form("f", 2), {{"q", "new"}}) == std::vector<std::string>{"q"});
    CHECK(danger_signs(*both().form("f", 2), {{"n", 1}}).empty());
}

TEST_CASE("a file that is no form is named") {
    const EmbeddedFile broken[] = {{"forms/x-1.json", "{}"}};
    const auto read = FormSet::read(broken);
    REQUIRE_FALSE(read);
    CHECK(read.error().arguments[0].second == "forms/x-1.json");
}

TEST_CASE("every form of the program has its words in Thai and English, and no key twice") {
    REQUIRE(forms().latest("assessment"));
    for (const auto& form : forms().all()) {
        std::set<std::string> keys;
        for (const auto& section : form.sections)
            for (const auto& question : section.questions) {
                CHECK(keys.insert(question.key).second);
                CHECK_FALSE(question.label_th.empty());
                CHECK_FALSE(question.label_en.empty());
                const bool is_chosen =
                    question.kind == QuestionKind::Choice || question.kind == QuestionKind::Choices;
                CHECK(is_chosen == question.options.has_value());
                for (const auto& option : question.options.value_or(std::vector<FormOption>{})) {
                    CHECK_FALSE(option.label_th.empty());
                    CHECK_FALSE(option.label_en.empty());
                }
            }
    }
}

TEST_CASE("a house is poor by its income a head and by what it lacks, and unknown without either "
          "number") {
    CHECK(is_poor({{"members", 4}, {"income", 8000}, {"tenure", "rent"}}) == true);
    CHECK(is_poor({{"members", 4}, {"income", 12004}, {"tenure", "rent"}}) == false);
    CHECK(is_poor({{"members", 4}, {"income", 12000}, {"tenure", "rent"}}) == true);
    CHECK(is_poor({{"members", 4},
                   {"income", 8000},
                   {"tenure", "own"},
                   {"farm_land", "over_5_rai"},
                   {"vehicles", boost::json::array{"car"}}}) == false);
    CHECK(is_poor({{"income", 8000}}) == std::nullopt);
    CHECK(is_poor({{"members", 0}, {"income", 8000}}) == std::nullopt);
}
