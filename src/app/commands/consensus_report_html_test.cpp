#include "app/commands/consensus_report_html.hpp"

#include "app/command_line.hpp"
#include "engines/consensus/consensus_test_support.hpp"

#include <doctest/doctest.h>

#include <regex>

using namespace samatcha;
using namespace samatcha::app;

namespace {

/// Two camps of people with telling names; the last four are of a third mind.
struct InventedStory {
    Messages messages = embedded_message_texts();
    ConsensusStory story;

    explicit InventedStory(ConsensusMode mode = ConsensusMode::Samatcha, const std::string& text = "") {
        auto votes = consensus::invented_votes({{60, 40, 4}, 40, 0.7}, 7);
        story.mode = mode;
        for (std::size_t p = 0; p < votes.participants(); ++p)
            story.votes.participants.number_of("somebody" + std::to_string(p));
        for (std::size_t j = 0; j < votes.statements(); ++j)
            story.votes.statements.number_of(std::to_string(j));
        story.moderation = no_consensus_moderation(story.votes);
        story.moderation.texts.assign(votes.statements(), text);
        story.conversation = consensus::Conversation(std::move(votes), story.moderation.of_statement, 1);
        REQUIRE(find_in_story(story, {}).has_value());
    }
    /// Groups as a file would give them.
    void group(const std::vector<std::size_t>& sizes) {
        story.groups_source = "given";
        story.grouping = {};
        for (std::size_t g = 0; g < sizes.size(); ++g) {
            story.grouping.names.push_back("camp" + std::to_string(g));
            story.grouping.of_participant.insert(story.grouping.of_participant.end(), sizes[g], static_cast<int>(g));
        }
        story.report = consensus::group_report(story.conversation, story.map, story.grouping, 1);
    }
    std::string page(Language language = Language::English) const { return consensus_report_html(story, messages, language); }
};

std::size_t times(const std::string& text, std::string_view what) {
    std::size_t found = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size()))
        ++found;
    return found;
}

} // namespace

TEST_CASE("the consensus report tells map, common ground, divisions, groups and sureness in both languages") {
    const auto page = InventedStory().page();
    for (const auto* heading : {"The opinion map", "What unites", "What divides most", "What each group says", "How sure it is", "With and without"})
        CHECK_MESSAGE(page.find(heading) != std::string::npos, heading);
    CHECK(times(page, "lang=\"th\"") == times(page, "lang=\"en\"") - 1); // the page itself is in English
    CHECK(page.find("consensus_report.") == std::string::npos);
    CHECK(InventedStory().page(Language::Thai).find("<html lang=\"th\">") != std::string::npos);
    const auto polis = InventedStory(ConsensusMode::Polis).page();
    CHECK(polis.find("What most people agree with") != std::string::npos);
    CHECK(polis.find("How sure it is") == std::string::npos);
}

TEST_CASE("the consensus report needs no network and no script, and closes what it opens") {
    const auto page = InventedStory().page();
    for (const auto* outside : {"http:", "https:", "<script", "<link", "<img", "@import", "url(", " src=", " href="})
        CHECK_MESSAGE(page.find(outside) == std::string::npos, outside);
    for (const auto* element : {"section", "table", "tbody", "thead", "tr", "th", "td", "svg", "p", "span", "dl", "div", "details", "h2", "h3", "main", "text", "small"}) {
        const std::string name = element;
        const std::regex opened("<" + name + "[ >]");
        const auto opens = std::distance(std::sregex_iterator(page.begin(), page.end(), opened), {});
        CHECK_MESSAGE(static_cast<std::size_t>(opens) == times(page, "</" + name + ">"), name);
    }
}

TEST_CASE("the consensus report names no participant and no small group") {
    InventedStory invented;
    CHECK(invented.page().find("somebody") == std::string::npos);
    invented.group({60, 40, 4});
    const auto page = invented.page();
    CHECK(page.find("camp1") != std::string::npos);
    CHECK(page.find("camp2") == std::string::npos);
    CHECK(page.find("1 groups of fewer than five people are not told") != std::string::npos);
}

TEST_CASE("a statement's words are text and nothing else") {
    const auto page = InventedStory(ConsensusMode::Samatcha, "<script>alert(1)</script>").page();
    CHECK(page.find("<script") == std::string::npos);
    CHECK(page.find("&lt;script&gt;alert(1)") != std::string::npos);
}
