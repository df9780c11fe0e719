#include "app/commands/consensus_files.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace samatcha;
using namespace samatcha::app;
using consensus::Vote;

namespace {

/// A folder of its own, gone at the end.
class ConsensusFolder {
public:
    ConsensusFolder() {
        char name[] = "/tmp/samatcha_consensus_XXXXXX";
        m_path = mkdtemp(name);
    }
    ~ConsensusFolder() { std::filesystem::remove_all(m_path); }
    std::filesystem::path file(const std::string& name, const std::string& text) const {
        std::ofstream(m_path / name) << text;
        return m_path / name;
    }

private:
    std::filesystem::path m_path;
};

const std::string header = "statement,participant,vote,created_ms\n";

ConsensusVotes votes_of(const ConsensusFolder& folder, const std::string& rows, SameMoment same_moment = SameMoment::Pass) {
    auto votes = read_consensus_votes(folder.file("votes.csv", header + rows), same_moment);
    REQUIRE(votes.has_value());
    return std::move(votes).value();
}

/// "key row column value" of an error.
template <class T>
std::string told(const Result<T>& result) {
    if (result)
        return "";
    std::string text = result.error().key;
    for (const auto* name : {"file", "row", "column", "value"})
        for (const auto& [argument, value] : result.error().arguments)
            if (argument == name)
                text += " " + value;
    return text;
}

} // namespace

TEST_CASE("what is wrong in a file of votes is told by file, row and column") {
    const ConsensusFolder folder;
    const std::pair<std::string, std::string> wrong[] = {
        {"statement,participant,vote\n1,1,1\n", "consensus.column_missing votes.csv created_ms"},
        {header, "consensus.no_rows votes.csv"},
        {header + "1,1,1,5\n2,1,7,6\n", "consensus.vote_wrong votes.csv 3 vote 7"},
        {header + "1,1,,5\n", "consensus.vote_wrong votes.csv 2 vote "},
        {header + "1,,1,5\n", "consensus.id_empty votes.csv 2 participant "},
        {header + "1,1,1,yesterday\n", "consensus.time_wrong votes.csv 2 created_ms yesterday"},
        {header + "1,1,1,-5\n", "consensus.time_wrong votes.csv 2 created_ms -5"},
        {header + "1,1,1\n", "consensus.time_wrong votes.csv 2 created_ms "},
    };
    for (const auto& [text, error] : wrong)
        CHECK(told(read_consensus_votes(folder.file("votes.csv", text), SameMoment::Pass)) == error);
    CHECK(!read_consensus_votes("/nowhere/votes.csv", SameMoment::Pass).has_value());
    CHECK(!read_consensus_votes(folder.file("empty.csv", ""), SameMoment::Pass).has_value());
}

TEST_CASE("what is wrong in the files of moderation and groups is told too") {
    const ConsensusFolder folder;
    const auto votes = votes_of(folder, "1,1,1,5\n2,1,1,5\n");
    const auto moderated = [&](const std::string& text) { return told(read_consensus_moderation(folder.file("m.csv", text), votes)); };
    CHECK(moderated("statement,mod\n1,1\n") == "consensus.column_missing m.csv is_meta");
    CHECK(moderated("statement,mod,is_meta\n1,2,0\n") == "consensus.mod_wrong m.csv 2 mod 2");
    CHECK(moderated("statement,mod,is_meta\n1,1,yes\n") == "consensus.meta_wrong m.csv 2 is_meta yes");
    CHECK(moderated("statement,mod,is_meta\n1,1,0\n1,0,0\n") == "consensus.row_repeated m.csv 3 statement 1");
    const auto grouped = [&](const std::string& text) { return told(read_consensus_groups(folder.file("g.csv", text), "group", votes)); };
    CHECK(grouped("participant\n1\n") == "consensus.column_missing g.csv group");
    CHECK(grouped("participant,group\n9,a\n") == "consensus.participant_unknown g.csv 2 participant 9");
    CHECK(grouped("participant,group\n1,\n") == "consensus.id_empty g.csv 2 group ");
    CHECK(grouped("participant,group\n1,a\n1,b\n") == "consensus.row_repeated g.csv 3 participant 1");
}

TEST_CASE("the latest vote counts, whatever the order of rows") {
    const ConsensusFolder folder;
    CHECK(votes_of(folder, "7,3,-1,20\n7,3,1,10\n").table.vote(0, 0) == Vote::Disagree);
    CHECK(votes_of(folder, "7,3,1,10\n7,3,-1,20\n").table.vote(0, 0) == Vote::Disagree);
    CHECK(votes_of(folder, "7,3,1,10\n7,3,-1,20\n").rows == 2);
    // In one millisecond: the later row as Polis does, else nobody knows.
    CHECK(votes_of(folder, "7,3,1,10\n7,3,-1,10\n", SameMoment::LaterRow).table.vote(0, 0) == Vote::Disagree);
    CHECK(votes_of(folder, "7,3,1,10\n7,3,-1,10\n").table.vote(0, 0) == Vote::Pass);
    CHECK(votes_of(folder, "7,3,1,10\n7,3,1,10\n").table.vote(0, 0) == Vote::Agree);
    CHECK(votes_of(folder, "7,3,1,10\n7,3,-1,10\n7,3,1,11\n").table.vote(0, 0) == Vote::Agree);
}

TEST_CASE("whole numbers come first and by their value, other ids by their letters") {
    const ConsensusFolder folder;
    const auto votes = votes_of(folder, "b,1,1,1\n10,1,1,1\n9,1,1,1\na,1,1,1\n007,1,1,1\n");
    std::string ids;
    for (std::size_t i = 0; i < votes.statements.size(); ++i)
        ids += votes.statements[i] + " ";
    CHECK(ids == "9 10 007 a b ");
}

TEST_CASE("moderation of a statement nobody voted on is kept and told") {
    const ConsensusFolder folder;
    const auto votes = votes_of(folder, "1,1,1,5\n2,1,1,5\n");
    const auto moderation = read_consensus_moderation(
        folder.file("m.csv", "statement,mod,is_meta,text\n10,-1,False,gone\n2,0,true,\"who, me\"\n"), votes);
    REQUIRE(moderation.has_value());
    CHECK(moderation->without_votes == 1);
    CHECK(moderation->moderated_out == std::vector<std::string>{"2", "10"});
    CHECK(moderation->meta == std::vector<std::string>{"2"});
    CHECK(moderation->of_statement[1].is_meta);
    CHECK(moderation->texts[1] == "who, me");
}

TEST_CASE("only the first participants by their first statement are kept") {
    const ConsensusFolder folder;
    auto votes = votes_of(folder, "2,1,1,1\n1,2,-1,1\n3,3,1,1\n1,4,1,1\n");
    CHECK(keep_first_participants(votes, 3) == 1);
    CHECK(votes.participants.size() == 3);
    CHECK(votes.participants.find("3") == SIZE_MAX);
    CHECK(votes.table.vote(static_cast<consensus::ParticipantIndex>(votes.participants.find("4")), 0) == Vote::Agree);
}
