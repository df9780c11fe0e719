#pragma once

#include "base/bytes.hpp"
#include "modules/forum/results.hpp"
#include "modules/forum/similar.hpp"
#include "platform/database/connection.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace samatcha::forum {

enum class VoteWord { Agree, Disagree, Pass };
BOOST_DESCRIBE_ENUM(VoteWord, Agree, Disagree, Pass)

consensus::Vote vote_of(VoteWord);
VoteWord word_of(consensus::Vote);

/// A vote as it is stored; its number is the device's own and rises.
struct SentVote {
    std::int64_t participant = 0;
    std::int64_t number = 0;
    std::int64_t statement = 0;
    consensus::Vote vote = consensus::Vote::Pass;
    Instant cast_at;
    friend bool operator==(const SentVote&, const SentVote&) = default;
};

/// Goes over votes by participant and number, until it is told to stop: of several on a statement
/// the last counts.
using TakeVote = std::function<database::Reading(const SentVote&)>;
using EachVote = std::function<void(const TakeVote&)>;

/// A statement to vote on.
struct Card {
    std::int64_t number = 0;
    std::string text;
    bool is_meta = false;
};
BOOST_DESCRIBE_STRUCT(Card, (), (number, text, is_meta))

struct OwnVote {
    std::int64_t statement = 0;
    std::string text;
    VoteWord vote = VoteWord::Pass;
};
BOOST_DESCRIBE_STRUCT(OwnVote, (), (statement, text, vote))

/// Of one's votes for or against, how many are as most of some people voted.
struct Likeness {
    std::string group; ///< Empty: of everyone.
    std::int64_t same = 0;
    std::int64_t of = 0;
};
BOOST_DESCRIBE_STRUCT(Likeness, (), (group, same, of))

/// Where a participant stands, by the last publication's map.
struct OwnPlace {
    double x = 0;
    double y = 0;
    std::string group;                     ///< Empty: too few votes for one.
    std::vector<std::int64_t> placed_by{}; ///< The votes that say most about it.
};
BOOST_DESCRIBE_STRUCT(OwnPlace, (), (x, y, group, placed_by))

/// What a participant is told of their own part.
struct OwnPart {
    ParticipantKind kind = ParticipantKind::Visitor;
    std::int64_t voted = 0;
    std::int64_t left = 0;
    std::vector<OwnVote> votes{};
    std::vector<Statement> statements{}; ///< Their own, with what became of them.
    std::optional<OwnPlace> place{};
    std::vector<Likeness> likeness{}; ///< Everyone first, then each group.
    std::vector<std::int64_t>
        shared_by_all{}; ///< What every group agrees on, and this participant too.
};
BOOST_DESCRIBE_STRUCT(OwnPart, (),
                      (kind, voted, left, votes, statements, place, likeness, shared_by_all))

struct SimilarStatement {
    std::int64_t number = 0;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(SimilarStatement, (), (number, text))

/// One forum in memory, as its tables say: whatever is stored is told to it after the commit. Any
/// thread.
class LiveForum {
public:
    LiveForum(Forum, std::vector<Statement>);

    void add_participant(const Participant&, BytesView digest);
    void add_vote(const SentVote&);
    /// Its votes from the table, once all participants are there and before anyone else has it: the
    /// pairs are counted at the end, many times quicker than vote by vote.
    void read_votes(const EachVote&);

    Forum forum() const;
    std::optional<Participant> participant_of(BytesView digest) const;
    std::vector<Statement> statements() const;
    std::vector<VoteTally> tallies() const; ///< By statement.

    /// After a change by the secretariat.
    void set(Forum, std::vector<Statement>);
    void add_statement(const Statement&);

    /// Why a vote on the statement is not taken now; nothing: it is. A key of messages.json.
    std::optional<std::string> refusal(std::int64_t participant, std::int64_t statement) const;
    /// Whether the number is higher than any that was written of the participant; from then on it
    /// was. Asked by the one thread that writes.
    bool is_next(std::int64_t participant, std::int64_t number);

    /// What is asked next, beside what the device has already.
    std::vector<Card> cards(std::int64_t participant, const std::vector<std::int64_t>& held,
                            std::size_t count) const;
    /// How many statements they have voted on, and how many are left.
    void tell_progress(std::int64_t participant, std::int64_t& voted, std::int64_t& left) const;
    OwnPart part_of(std::int64_t participant) const;
    std::vector<SimilarStatement> similar(std::string_view text) const;
    std::int64_t statements_by(std::int64_t participant) const;

    /// All of it as it stands, for files.
    ForumState state() const;
    std::shared_ptr<const Publication> publication() const;
    /// Computes what came since the last time; false when nothing did.
    bool publish(Instant now);
    /// What is public of the moment, small enough to send to everyone each second.
    std::string summary() const;

private:
    struct Device {
        Participant participant;
        std::int64_t highest_number = 0;
        std::int64_t sent = 0;
        consensus::VotingTime time{};
    };
    void take_statements(std::vector<Statement>);
    void note_sent(const SentVote&);
    ForumState copy() const;
    std::int64_t left_of(consensus::ParticipantIndex) const;
    std::optional<OwnPlace> place_of(consensus::ParticipantIndex) const;
    void tell_likeness(OwnPart&, consensus::ParticipantIndex) const;

    mutable std::mutex m_mutex; ///< Of all below.
    Forum m_forum;
    std::vector<Statement> m_statements;
    SimilarTexts m_texts;
    std::vector<Device> m_devices;
    std::unordered_map<std::string, std::size_t> m_device_of_digest;
    consensus::Conversation m_conversation;
    std::int64_t m_votes = 0;
    bool m_is_changed = true;
    std::shared_ptr<const Publication> m_publication;
    std::int64_t m_publications = 0;
    std::mutex m_publishing; ///< One at a time.
};

} // namespace samatcha::forum
