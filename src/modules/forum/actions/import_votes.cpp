#include "modules/forum/actions.hpp"
#include "modules/forum/open_data.hpp"
#include "modules/forum/records.hpp"
#include "modules/forum/records_vote.hpp"
#include "platform/vault/secret.hpp"

namespace samatcha::forum {

Result<Imported> import_votes(const access::Actor& actor, database::Connection& db, Instant now,
                              ForumId id, ImportForm form) {
    const auto forum = hold_forum(db, actor.province, id);
    if (!forum)
        return failure(ErrorCode::NotFound, "forum.unknown");
    if (forum->phase != ForumPhase::Draft || forum->statements > 0 || forum->participants > 0)
        return failure(ErrorCode::Conflict, "forum.not_empty");
    auto imported = TRY(read_open_data(std::move(form.comments), std::move(form.votes), now));
    constexpr std::size_t digest_bytes = 32;
    for (std::int64_t i = 0; i < imported.participants; ++i) {
        Participant participant;
        add_participant(db, actor.province, id, participant, vault::random_bytes(digest_bytes));
    }
    for (auto& statement : imported.statements)
        add_statement(db, actor.province, id, statement);
    insert_votes(db, actor.province, id, imported.votes);
    return Imported{static_cast<std::int64_t>(imported.statements.size()), imported.participants,
                    static_cast<std::int64_t>(imported.votes.size())};
}

} // namespace samatcha::forum
