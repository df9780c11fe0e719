#include "modules/forum/forum.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::forum;

TEST_CASE("a forum opens, closes, may open again, and is reported once") {
    using enum ForumPhase;
    for (const auto from : {Draft, Open, Closed, Reported})
        for (const auto to : {Draft, Open, Closed, Reported}) {
            const bool is_known = (from == Draft && to == Open) || (from == Open && to == Closed) ||
                                  (from == Closed && (to == Open || to == Reported));
            CHECK(check_phase_change(from, to).has_value() == is_known);
        }
}

TEST_CASE("a statement holds 280 characters, whatever bytes they take") {
    std::string longest;
    for (int i = 0; i < 280; ++i)
        longest += "ก";
    CHECK(statement_text(longest).value() == longest);
    CHECK(statement_text(longest + "ก").error().key == "forum.statement_too_long");
    CHECK(statement_text(" \n ").error().key == "forum.statement_empty");
    CHECK(statement_text(" เด็กทุกคน\nต้องได้เรียน ").value() == "เด็กทุกคน ต้องได้เรียน");
}

TEST_CASE(
    "a statement is shown before or after a moderator has seen it, never once it is rejected") {
    const auto shown = [](StatementDecision decision, ModerationTime time) {
        Statement statement;
        statement.decision = decision;
        return is_shown(statement, time);
    };
    CHECK_FALSE(shown(StatementDecision::Undecided, ModerationTime::Before));
    CHECK(shown(StatementDecision::Undecided, ModerationTime::After));
    for (const auto time : {ModerationTime::Before, ModerationTime::After}) {
        CHECK(shown(StatementDecision::Accepted, time));
        CHECK_FALSE(shown(StatementDecision::Rejected, time));
    }
}
