#include "app/demonstration_forum.hpp"

#include "base/json.hpp"
#include "modules/forum/actions.hpp"
#include "modules/forum/records.hpp"
#include "modules/forum/records_vote.hpp"
#include "platform/vault/secret.hpp"

#include <algorithm>
#include <array>
#include <random>

namespace samatcha::app {

namespace {

constexpr std::int64_t one_day_ms = std::int64_t{24} * 60 * 60 * 1000;

struct Camp {
    int of_twenty = 0; ///< So many of twenty people.
};
BOOST_DESCRIBE_STRUCT(Camp, (), (of_twenty))

struct StatementInFile {
    std::string text;
    std::vector<double> agreeing{}; ///< By camp: the share that agrees, of those who do not pass.
};
BOOST_DESCRIBE_STRUCT(StatementInFile, (), (text, agreeing))

struct ForumInFile {
    std::string title_th;
    std::string title_en;
    std::string question_th;
    std::string question_en;
    int participants = 0;
    int delegate_each = 0; ///< One of so many is a delegate,
    int resident_each = 0; ///< of the others one of so many a resident.
    double voted = 0;      ///< Share of statements that one votes on.
    std::vector<Camp> camps{};
    std::vector<StatementInFile> statements{};
};
BOOST_DESCRIBE_STRUCT(ForumInFile, (),
                      (title_th, title_en, question_th, question_en, participants, delegate_each,
                       resident_each, voted, camps, statements))

std::size_t camp_of(const ForumInFile& file, int participant) {
    auto place = participant % 20;
    for (std::size_t camp = 0; camp < file.camps.size(); ++camp)
        if ((place -= file.camps[camp].of_twenty) < 0)
            return camp;
    return file.camps.size() - 1;
}

forum::Participant participant_of(const ForumInFile& file, int number) {
    using partners::Sector;
    constexpr std::array sectors{Sector::State, Sector::Academia, Sector::CivilSociety,
                                 Sector::Media};
    forum::Participant participant;
    if (number % file.delegate_each == 0) {
        participant.kind = forum::ParticipantKind::Delegate;
        participant.sector =
            sectors[static_cast<std::size_t>(number / file.delegate_each) % sectors.size()];
    } else if (number % file.resident_each == 0) {
        participant.kind = forum::ParticipantKind::Resident;
    }
    return participant;
}

/// Over the last four weeks.
std::vector<forum::SentVote> votes_of(const ForumInFile& file, Instant now) {
    std::mt19937_64 random(2569);
    const auto one_in = [&](double share) {
        return static_cast<double>(random() >> 11) * 0x1p-53 < share;
    };
    constexpr double passing = 0.08;
    std::vector<forum::SentVote> votes;
    for (int p = 0; p < file.participants; ++p) {
        auto at = now.unix_ms - 29 * one_day_ms + p * (28 * one_day_ms / file.participants);
        std::int64_t number = 0;
        for (std::size_t j = 0; j < file.statements.size(); ++j) {
            at += 4'000 + static_cast<std::int64_t>(random() % 9'000);
            if (!one_in(file.voted))
                continue;
            const auto agrees = one_in(file.statements[j].agreeing[camp_of(file, p)]);
            const auto vote = one_in(passing) ? consensus::Vote::Pass
                              : agrees        ? consensus::Vote::Agree
                                              : consensus::Vote::Disagree;
            votes.push_back({p, ++number, static_cast<std::int64_t>(j), vote, {at}});
        }
    }
    return votes;
}

void fill_forum(database::Connection& db, std::string_view province, forum::ForumId id,
                const ForumInFile& file, Instant now) {
    for (const auto& each : file.statements) {
        forum::Statement statement;
        statement.text = each.text;
        statement.decision = forum::StatementDecision::Accepted;
        statement.written_at = {now.unix_ms - 30 * one_day_ms};
        forum::add_statement(db, province, id, statement);
    }
    constexpr std::size_t digest_bytes = 32;
    for (int p = 0; p < file.participants; ++p) {
        auto participant = participant_of(file, p);
        forum::add_participant(db, province, id, participant, vault::random_bytes(digest_bytes));
    }
    forum::insert_votes(db, province, id, votes_of(file, now));
}

} // namespace

Result<std::optional<forum::ForumId>> load_forum(Environment& environment,
                                                 std::string_view province,
                                                 assembly::AssemblyId assembly,
                                                 std::string_view text) {
    const auto lease = environment.database.connection();
    auto& db = *lease;
    const auto all = forum::forums(db, province);
    if (std::any_of(all.begin(), all.end(),
                    [&](const auto& each) { return each.assembly_id == assembly; }))
        return std::optional<forum::ForumId>();
    const auto file = TRY(json::from_text<ForumInFile>(text));
    access::Actor actor;
    actor.login = "samatcha";
    actor.role = access::Role::Secretariat;
    actor.province = province;
    const auto now = environment.clock.now();
    return database::transaction(db, [&]() -> Result<std::optional<forum::ForumId>> {
        const auto begun =
            TRY(forum::begin_forum(actor, db, now, assembly,
                                   {file.title_th, file.title_en, file.question_th,
                                    file.question_en, std::string(province), forum::Admission::Open,
                                    forum::ModerationTime::Before, "", 300}));
        fill_forum(db, province, begun.id, file, now);
        TRY(forum::change_phase(actor, db, now, begun.id, forum::ForumPhase::Open));
        return std::optional(begun.id);
    });
}

} // namespace samatcha::app
