#pragma once

#include "base/result.hpp"
#include "engines/consensus/conversation.hpp"
#include "engines/consensus/grouping.hpp"
#include "engines/consensus/suspicion.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::app {

/// What statements or participants are called in files. Whole numbers come before other ids and in
/// their own order.
class ConsensusIds {
public:
    /// The number of an id, a new one if need be.
    std::uint32_t number_of(std::string_view id);
    /// SIZE_MAX if it is not there.
    std::size_t find(std::string_view id) const;
    std::size_t size() const { return m_ids.size(); }
    const std::string& operator[](std::size_t number) const { return m_ids[number]; }

    /// Renumbers by the order of ids; what comes back is the new number of each old one.
    std::vector<std::uint32_t> sort();
    /// Keeps the ids whose place in `new_number` is not UINT32_MAX, under their new numbers.
    void renumber(const std::vector<std::uint32_t>& new_number, std::size_t size);

private:
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::vector<std::string> m_ids;
    boost::unordered_flat_map<std::string, std::uint32_t, TextHash, std::equal_to<>> m_numbers;
};

/// What of two votes of a participant on a statement in the same millisecond, which no clock can order.
enum class SameMoment {
    LaterRow, ///< As Polis: the row further down.
    Pass,     ///< A pass if they differ: the file's order says nothing.
};

struct ConsensusVotes {
    consensus::VoteTable table{0, 0};
    ConsensusIds statements;
    ConsensusIds participants;
    std::vector<consensus::VotingTime> times; ///< By participant, of all rows.
    std::uint64_t rows = 0; ///< Of the file; more than votes where someone changed their mind.
};

/// VOTES: statement, participant, vote (1, 0, -1), created_ms. Fails with NotFound, InvalidInput or TooLarge:
/// the file, the row and the column are told.
Result<ConsensusVotes> read_consensus_votes(const std::filesystem::path&, SameMoment);

/// Only the first participants by Polis' order of appearance; how many are left out.
std::size_t keep_first_participants(ConsensusVotes&, std::size_t participants_max);

struct ConsensusModeration {
    std::vector<consensus::Moderation> of_statement;
    std::vector<std::string> texts;            ///< Of statements, where the file has a column `text`.
    std::vector<std::string> moderated_out;    ///< Ids, sorted; also of statements that nobody voted on.
    std::vector<std::string> meta;
    std::uint64_t without_votes = 0;
};

/// FILE: statement, mod (1, 0, -1), is_meta (1, 0), and if wanted text. A statement that is not in it is undecided.
Result<ConsensusModeration> read_consensus_moderation(const std::filesystem::path&, const ConsensusVotes&);
ConsensusModeration no_consensus_moderation(const ConsensusVotes&);

/// FILE: participant and a column of labels (group, sector). Labels in the order of ids.
Result<consensus::Grouping> read_consensus_groups(const std::filesystem::path&, std::string_view column,
                                                  const ConsensusVotes&);

/// Whether an id is written as a plain whole number.
bool is_whole_number(std::string_view id);
/// Whole numbers by value, then the rest by their bytes.
bool stands_before(std::string_view a, std::string_view b);

} // namespace samatcha::app
