#include "modules/forum/open_data.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::forum;

namespace {

const std::string comments =
    "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    "1564624268,x,7,10,0,0,-1,\"คนนั้น ไม่ดี\"\n"
    "1564624725,x,20,,2,1,1,\"ควรมีรถรับส่ง, ทุกตำบล\"\n"
    "1564624725123,x,3,4,0,0,0,อาหารเช้า\n";
const std::string votes = "timestamp,datetime,comment-id,voter-id,vote\n"
                          "1567382954,x,20,4,-1\n"
                          "1567382955,x,20,10,1\n"
                          "1567382956,x,20,4,1\n"
                          "1567382900,x,3,4,0\n";

std::string text_of(const std::function<Result<void>(const WriteText&)>& write) {
    std::string text;
    REQUIRE(write([&](std::string_view more) -> Result<void> {
        text += more;
        return {};
    }));
    return text;
}

} // namespace

TEST_CASE("files of Polis become statements and votes, numbered in the order of their ids") {
    const auto imported = read_open_data(comments, votes, {}).value();
    REQUIRE(imported.statements.size() == 3);
    CHECK(imported.statements[0].text == "อาหารเช้า");
    CHECK(imported.statements[0].written_at.unix_ms == 1564624725123);
    CHECK(imported.statements[1].decision == StatementDecision::Rejected);
    CHECK(imported.statements[1].author == 1);
    CHECK(imported.statements[2].text == "ควรมีรถรับส่ง, ทุกตำบล");
    CHECK_FALSE(imported.statements[2].author);
    CHECK(imported.participants == 2);
    REQUIRE(imported.votes.size() == 4);
    CHECK(imported.votes[0] == SentVote{0, 1, 0, consensus::Vote::Pass, {1567382900000}});
    CHECK(imported.votes[2] == SentVote{0, 3, 2, consensus::Vote::Agree, {1567382956000}});
}

TEST_CASE("what is written is read again as it was, but for the words of what was rejected") {
    auto before = read_open_data(comments, votes, {}).value();
    before.statements[0].is_meta = true;
    const std::vector<VoteTally> tallies(3);
    const auto again =
        read_open_data(text_of([&](auto& write) {
                           return write_comments(before.statements, ModerationTime::After, tallies,
                                                 write);
                       }),
                       text_of([&](auto& write) {
                           return write_votes(
                               [&](auto& take) {
                                   for (const auto& vote : before.votes)
                                       take(vote);
                               },
                               write);
                       }),
                       {})
            .value();
    CHECK(again.votes == before.votes);
    CHECK(again.participants == before.participants);
    CHECK(again.statements[2].text == before.statements[2].text);
    CHECK_FALSE(again.statements[2].author);
    CHECK(again.statements[0].author == before.statements[0].author);
    CHECK(again.statements[0].is_meta);
    CHECK_FALSE(again.statements[2].is_meta);
    CHECK(again.statements[1].text == "—");
    CHECK(again.statements[1].decision == StatementDecision::Rejected);
}

TEST_CASE("words that wait for a moderator are not in the file") {
    auto statements = read_open_data(comments, votes, {})->statements;
    statements[0].decision = StatementDecision::Undecided;
    const std::vector<VoteTally> tallies(3);
    const auto file = [&](ModerationTime moderation) {
        return text_of(
            [&](auto& write) { return write_comments(statements, moderation, tallies, write); });
    };
    CHECK(file(ModerationTime::After).find(statements[0].text) != std::string::npos);
    CHECK(file(ModerationTime::Before).find(statements[0].text) == std::string::npos);
    CHECK(file(ModerationTime::Before).find(statements[2].text) != std::string::npos);
    // Brought in again it waits for nobody: there is nothing to read.
    CHECK(read_open_data(file(ModerationTime::Before), votes, {})->statements[0].decision ==
          StatementDecision::Rejected);
}

TEST_CASE("the field's tools find a number in each cell where they want one") {
    const auto statements = read_open_data(comments, votes, {})->statements;
    const std::vector<VoteTally> tallies(3);
    const auto file = text_of([&](auto& write) {
        return write_comments(statements, ModerationTime::After, tallies, write);
    });
    CHECK(file.starts_with("timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,"
                           "comment-body,is-seed,is-meta\r\n"));
    CHECK(file.find(",0,0,0,0,1,อาหารเช้า,false,false\r\n") != std::string::npos);
    CHECK(file.find(",2,1000000000,0,0,1,\"ควรมีรถรับส่ง, ทุกตำบล\",true,false\r\n") !=
          std::string::npos);
}

TEST_CASE("a file that is no such file says where") {
    const auto key = [](const std::string& c, const std::string& v) {
        return read_open_data(c, v, {}).error();
    };
    CHECK(key("a,b\n", votes).key == "forum.file_wrong");
    CHECK(key("", votes).arguments[0].second == "comments.csv");
    CHECK(key(comments, "timestamp,datetime,comment-id,voter-id,vote\n1,x,2,3,5\n")
              .arguments[1]
              .second == "2");
    CHECK(key(comments, "timestamp,datetime,comment-id,voter-id,vote\n1,x,2\n").key ==
          "forum.file_wrong");
}

TEST_CASE("a participant is a row, a statement a column") {
    ForumState state;
    state.statements = read_open_data(comments, votes, {})->statements;
    state.conversation = consensus::Conversation(consensus::VoteTable(3, 2),
                                                 std::vector<consensus::Moderation>(3), 1);
    state.conversation.cast(1, 2, consensus::Vote::Disagree);
    const consensus::Grouping grouping{{"0"}, {consensus::ungrouped, 0}};
    CHECK(text_of([&](auto& write) { return write_participants_votes(state, grouping, write); }) ==
          "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,2\r\n"
          "0,,1,0,0,0,,,\r\n"
          "1,0,1,1,0,1,,,-1\r\n");
}

TEST_CASE("counts of everyone, groups, kinds and sectors are rows; what is not told is none") {
    ForumResults results;
    results.groups = {{"1", 9}, {"0", 8}};
    results.sectors = SectorResult{{partners::Sector::State, partners::Sector::CivilSociety}};
    StatementResult statement;
    statement.number = 4;
    statement.all = {9, 5, 3};
    statement.groups = {VoteTally{8, 0, 1}, std::nullopt};
    statement.delegates = VoteTally{4, 2, 0};
    statement.sectors = {std::nullopt, VoteTally{3, 0, 0}};
    results.statements = {statement};
    CHECK(text_of([&](auto& write) { return write_counts(results, write); }) ==
          "comment-id,part,agrees,disagrees,passes\r\n4,everyone,9,5,3\r\n4,group-1,8,0,1\r\n"
          "4,delegates,4,2,0\r\n4,sector-civil_society,3,0,0\r\n");
}
