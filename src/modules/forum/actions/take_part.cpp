#include "modules/forum/actions.hpp"
#include "modules/forum/records.hpp"
#include "modules/forum/records_vote.hpp"
#include "platform/vault/secret.hpp"

#include <algorithm>
#include <cctype>

namespace samatcha::forum {

namespace {

constexpr std::size_t cards_at_once = 5; ///< So that a device can go on for a while without a line.
constexpr std::size_t votes_at_once_max = 200;
constexpr std::int64_t statements_of_one_max = 20;
constexpr std::int64_t votes_before_writing = 3;

/// As people type it from paper.
std::string plain_code(std::string_view given) {
    std::string code;
    for (const char c : given)
        if (std::isalnum(static_cast<unsigned char>(c)) || (static_cast<unsigned char>(c) & 0x80))
            code += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return code;
}

/// What one request writes, from the writing thread to the answer.
struct Writing {
    std::vector<SentVote> counting{};
    VotesTaken taken{};
};

/// A vote from a clock that is wrong was cast now.
Instant plausible(Instant cast_at, Instant now) {
    constexpr std::int64_t longest_ms = std::int64_t{90} * 24 * 60 * 60 * 1000;
    return cast_at.unix_ms > now.unix_ms || cast_at.unix_ms < now.unix_ms - longest_ms ? now
                                                                                       : cast_at;
}

void write_vote(database::Connection& db, const std::string& province, LiveForum& live,
                ForumId forum, const SentVote& vote, Writing& writing) {
    auto& taken = writing.taken;
    if (vote.number < 1) {
        taken.refused.push_back({vote.number, "forum.vote_number_taken"});
        return;
    }
    if (const auto there = find_vote(db, province, forum, vote.participant, vote.number)) {
        const bool is_same = there->statement == vote.statement && there->vote == vote.vote;
        if (is_same)
            taken.stored.push_back(vote.number);
        else
            taken.refused.push_back({vote.number, "forum.vote_number_taken"});
        return;
    }
    if (const auto why = live.refusal(vote.participant, vote.statement)) {
        taken.refused.push_back({vote.number, *why});
        return;
    }
    insert_vote(db, province, forum, vote);
    taken.stored.push_back(vote.number);
    writing.counting.push_back(
        live.is_next(vote.participant, vote.number)
            ? vote
            : *counting_vote(db, province, forum, vote.participant, vote.statement));
}

} // namespace

void join_forum(LiveForums& forums, const std::string& province, std::shared_ptr<LiveForum> live,
                const Newcomer& newcomer, Then<Joined> then) {
    const auto forum = live->forum();
    const auto code = plain_code(newcomer.code);
    const bool has_shared_code =
        forum.admission == Admission::ByCode && code == plain_code(forum.join_code);
    const bool needs_own_code =
        !newcomer.delegate && (forum.admission == Admission::ByInvitation ||
                               (forum.admission == Admission::ByCode && !has_shared_code) ||
                               (forum.admission == Admission::Open && !code.empty()));
    if (forum.phase != ForumPhase::Open)
        return then(failure(ErrorCode::Conflict, "forum.not_open"));
    if (auto counted = forums.count_join(forum, newcomer.address); !counted)
        return then(Unexpected{std::move(counted).error()});
    struct Joining {
        Participant participant;
        std::string token = vault::random_token();
        Bytes digest = vault::token_digest(token);
    };
    auto joining = std::make_shared<Joining>();
    joining->participant.kind = newcomer.delegate ? ParticipantKind::Delegate
                                : needs_own_code  ? ParticipantKind::Resident
                                                  : ParticipantKind::Visitor;
    joining->participant.sector = newcomer.sector;
    forums.writes().add(
        [joining, province, id = forum.id, code, needs_own_code,
         delegate = newcomer.delegate](database::Connection& db) -> Result<void> {
            if (delegate && !note_delegate(db, province, id, *delegate))
                return failure(ErrorCode::Conflict, "forum.delegate_already");
            if (needs_own_code && !use_code(db, province, id, vault::token_digest(code)))
                return failure(ErrorCode::InvalidInput, "forum.code_wrong");
            add_participant(db, province, id, joining->participant, joining->digest);
            return {};
        },
        [joining, live, then = std::move(then)](Result<void> written) {
            if (!written)
                return then(Unexpected{std::move(written).error()});
            live->add_participant(joining->participant, joining->digest);
            then(Joined{joining->token, joining->participant.kind,
                        live->cards(joining->participant.number, {}, cards_at_once)});
        });
}

void cast_votes(LiveForums& forums, const std::string& province, std::shared_ptr<LiveForum> live,
                const Participant& participant, VotesForm form, Then<VotesTaken> then) {
    if (form.votes.empty() || form.votes.size() > votes_at_once_max)
        return then(failure(ErrorCode::InvalidInput, "forum.votes_wrong",
                            {{"most", std::to_string(votes_at_once_max)}}));
    auto votes = std::make_shared<std::vector<SentVote>>();
    const auto now = forums.clock().now();
    for (const auto& each : form.votes)
        votes->push_back({participant.number, each.number, each.statement, vote_of(each.vote),
                          plausible(each.cast_at, now)});
    auto writing = std::make_shared<Writing>();
    forums.writes().add(
        [votes, writing, live, province](database::Connection& db) -> Result<void> {
            const auto id = live->forum().id;
            for (const auto& vote : *votes)
                write_vote(db, province, *live, id, vote, *writing);
            return {};
        },
        [writing, live, number = participant.number, held = std::move(form.held),
         then = std::move(then)](Result<void> written) {
            if (!written)
                return then(Unexpected{std::move(written).error()});
            for (const auto& vote : writing->counting)
                live->add_vote(vote);
            auto& taken = writing->taken;
            live->tell_progress(number, taken.voted, taken.left);
            taken.cards = live->cards(number, held, cards_at_once);
            then(std::move(taken));
        });
}

void write_statement(LiveForums& forums, const std::string& province,
                     std::shared_ptr<LiveForum> live, const Participant& participant,
                     const StatementForm& form, Then<Statement> then) {
    auto text = statement_text(form.text);
    if (!text)
        return then(Unexpected{std::move(text).error()});
    const auto forum = live->forum();
    const auto own = live->statements_by(participant.number);
    for (const auto& each : live->statements())
        if (each.author == participant.number && each.text == *text)
            return then(each);
    if (forum.phase != ForumPhase::Open)
        return then(failure(ErrorCode::Conflict, "forum.not_open"));
    if (own >= statements_of_one_max ||
        static_cast<std::size_t>(forum.statements) >= statements_max)
        return then(failure(ErrorCode::TooMany, "forum.too_many_statements"));
    std::int64_t voted = 0;
    std::int64_t left = 0;
    live->tell_progress(participant.number, voted, left);
    if (voted < votes_before_writing && left > 0)
        return then(failure(ErrorCode::Conflict, "forum.vote_first",
                            {{"votes", std::to_string(votes_before_writing)}}));
    auto statement = std::make_shared<Statement>();
    statement->text = std::move(*text);
    statement->author = participant.number;
    statement->written_at = forums.clock().now();
    forums.writes().add(
        [statement, province, id = forum.id](database::Connection& db) -> Result<void> {
            add_statement(db, province, id, *statement);
            return {};
        },
        [statement, live, then = std::move(then)](Result<void> written) {
            if (!written)
                return then(Unexpected{std::move(written).error()});
            live->add_statement(*statement);
            then(*statement);
        });
}

} // namespace samatcha::forum
