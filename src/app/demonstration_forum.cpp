#include "app/demonstration_forum.hpp"

#include "base/json.hpp"
#include "modules/forum/actions.hpp"
#include "modules/forum/records.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>

namespace samatcha::app {

namespace {

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
    double voted = 0; ///< Share of statements that one votes on.
    std::vector<Camp> camps{};
    std::vector<StatementInFile> statements{};
};
BOOST_DESCRIBE_STRUCT(ForumInFile, (),
                      (title_th, title_en, question_th, question_en, participants, voted, camps,
                       statements))

std::size_t camp_of(const ForumInFile& file, int participant) {
    auto place = participant % 20;
    for (std::size_t camp = 0; camp < file.camps.size(); ++camp)
        if ((place -= file.camps[camp].of_twenty) < 0)
            return camp;
    return file.camps.size() - 1;
}

/// As if it had been brought in from elsewhere.
forum::ImportForm votes_of(const ForumInFile& file, Instant now) {
    std::mt19937_64 random(2569);
    const auto one_in = [&](double share) {
        return static_cast<double>(random() >> 11) * 0x1p-53 < share;
    };
    constexpr double passing = 0.08;
    constexpr std::int64_t day_ms = 24 * 60 * 60 * 1000;
    forum::ImportForm form{"timestamp,comment-id,author-id,moderated,comment-body\n",
                           "timestamp,comment-id,voter-id,vote\n"};
    for (std::size_t j = 0; j < file.statements.size(); ++j)
        form.comments +=
            fmt::format("{},{},,1,\"{}\"\n", now.unix_ms - 30 * day_ms, j, file.statements[j].text);
    for (int p = 0; p < file.participants; ++p) {
        auto at = now.unix_ms - 29 * day_ms + p * (28 * day_ms / file.participants);
        for (std::size_t j = 0; j < file.statements.size(); ++j) {
            at += 4'000 + static_cast<std::int64_t>(random() % 9'000);
            if (!one_in(file.voted))
                continue;
            const auto agrees = one_in(file.statements[j].agreeing[camp_of(file, p)]);
            form.votes += fmt::format("{},{},{},{}\n", at, j, p,
                                      one_in(passing) ? 0
                                      : agrees        ? 1
                                                      : -1);
        }
    }
    return form;
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
        TRY(forum::import_votes(actor, db, now, begun.id, votes_of(file, now)));
        TRY(forum::change_phase(actor, db, now, begun.id, forum::ForumPhase::Open));
        return std::optional(begun.id);
    });
}

} // namespace samatcha::app
