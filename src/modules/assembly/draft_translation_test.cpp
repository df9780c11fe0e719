#include "modules/assembly/draft_translation.hpp"

#include "modules/assembly/actions_translation.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_draft.hpp"
#include "modules/assembly/records_translation.hpp"
#include "modules/assembly/test_assembly.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::assembly;

namespace {

constexpr auto operative = resolution_text::ParagraphKind::Operative;

/// A draft whose title and first paragraph are translated.
struct TranslatedHouse : TestAssembly {
    DraftResolution draft = with_draft();
    ParagraphId first = draft.text.paragraphs[0].id;
    ParagraphId second = draft.text.paragraphs[1].id;

    TranslatedHouse() {
        REQUIRE(translate_draft(by_agency(0), draft.id,
                                {1, "Draft resolution", {{first, "Asks schools to find all"}}}));
    }

    ShownTranslation shown(std::optional<std::int64_t> version = {}) {
        return translation_of(by_agency(3), draft.id, version).value();
    }

    /// As the first paragraph reads from now on.
    void write(std::string text) {
        const auto now = write_draft(by_agency(0), draft.agenda_item_id,
                                     {draft.version,
                                      draft.text.title,
                                      {{first, operative, 0, std::move(text), {}},
                                       {second, operative, 0, draft.text.paragraphs[1].text, {}}}});
        REQUIRE(now);
        draft = now->draft;
    }
};

} // namespace

TEST_CASE("a translation stands beside the words that bind and changes none of them") {
    TranslatedHouse house;
    const auto shown = house.shown();
    CHECK(shown.title == "Draft resolution");
    REQUIRE(shown.paragraphs.size() == 1);
    CHECK(shown.paragraphs[0].id == house.first);
    CHECK(shown.paragraphs[0].text == "Asks schools to find all");
    CHECK_FALSE(shown.paragraphs[0].is_old);
    CHECK(find_draft(house.db(), "40", house.draft.id)->text == house.draft.text);
    CHECK(house.happened.back().event.entry.kind == "draft_translated");
}

TEST_CASE("what is translated apart, by two at once too, adds up") {
    TranslatedHouse house;
    REQUIRE(translate_draft(house.by_secretariat(), house.draft.id,
                            {1, {}, {{house.second, "Asks hospitals to care within 30 days"}}}));
    const auto shown = house.shown();
    CHECK(shown.title == "Draft resolution");
    REQUIRE(shown.paragraphs.size() == 2);
    CHECK(shown.paragraphs[0].text == "Asks schools to find all");
}

TEST_CASE("a translation is old once the Thai words change, and right again when they come back") {
    TranslatedHouse house;
    const auto words = house.draft.text.paragraphs[0].text;
    house.write("ขอให้โรงเรียนค้นหาเด็กทุกคนทุกปี");
    CHECK(house.shown().paragraphs.at(0).is_old);
    CHECK_FALSE(house.shown().is_title_old);
    CHECK_FALSE(house.shown(1).paragraphs.at(0).is_old);

    REQUIRE(translate_draft(house.by_agency(0), house.draft.id,
                            {2, {}, {{house.first, "Asks schools to find all, every year"}}}));
    CHECK_FALSE(house.shown().paragraphs.at(0).is_old);
    CHECK(house.shown(1).paragraphs.at(0).text == "Asks schools to find all");

    house.write(words);
    CHECK(house.shown().paragraphs.at(0).text == "Asks schools to find all");
    CHECK_FALSE(house.shown().paragraphs.at(0).is_old);
}

TEST_CASE("an empty translation takes it back, and the same again makes none") {
    TranslatedHouse house;
    const auto entries = find_assembly(house.db(), "40", house.id)->events;
    REQUIRE(translate_draft(house.by_agency(0), house.draft.id,
                            {1, "Draft resolution", {{house.first, "Asks schools to find all"}}}));
    CHECK(find_assembly(house.db(), "40", house.id)->events == entries);
    REQUIRE(translate_draft(house.by_agency(0), house.draft.id, {1, {}, {{house.first, " "}}}));
    CHECK(house.shown().paragraphs.empty());
    CHECK(draft_translations(house.db(), "40", house.draft.id).size() == 2);
}

TEST_CASE("a translation is refused from others, and of what is not there") {
    TranslatedHouse house;
    CHECK(key_of(translate_draft(house.by_agency(1), house.draft.id, {1, "Mine", {}})) ==
          "assembly.not_an_owner");
    CHECK(key_of(translate_draft(house.by_agency(0), house.draft.id, {7, "Mine", {}})) ==
          "assembly.version_old");
    CHECK(key_of(translate_draft(house.by_agency(0), house.draft.id,
                                 {1, {}, {{ParagraphId{1}, "Mine"}}})) ==
          "assembly.paragraph_unknown");
    CHECK(key_of(translation_of(house.by_agency(0), DraftId{1}, {})) == "assembly.draft_unknown");
}
