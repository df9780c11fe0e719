#include "modules/access/records.hpp"
#include "modules/forum/actions.hpp"
#include "modules/forum/records.hpp"

#include <algorithm>

namespace samatcha::forum {

namespace {

/// The account as it is named, while it may log in and see forums.
std::optional<Moderator> moderator_of(database::Connection& db, const std::string& province,
                                      access::AccountId id) {
    const auto account = access::records::find_account_view(db, province, id);
    if (!account || account->disabled_at ||
        !access::may(account->role, access::Right::ReadAssembly))
        return std::nullopt;
    return Moderator{id, account->display_name, account->login};
}

} // namespace

Result<std::vector<Moderator>> name_moderators(const access::Actor& actor, database::Connection& db,
                                               Instant now, ForumId id,
                                               const ModeratorsForm& form) {
    if (!hold_forum(db, actor.province, id))
        return failure(ErrorCode::NotFound, "forum.unknown");
    for (const auto account : form.accounts)
        if (!moderator_of(db, actor.province, account))
            return failure(ErrorCode::InvalidInput, "forum.moderator_unknown");
    set_moderators(db, actor.province, id, form.accounts, actor.account, now);
    return moderators_of(db, actor.province, id);
}

std::vector<Moderator> moderators_of(database::Connection& db, const std::string& province,
                                     ForumId id) {
    std::vector<Moderator> named;
    for (const auto account : moderators(db, province, id))
        if (auto moderator = moderator_of(db, province, account))
            named.push_back(std::move(*moderator));
    return named;
}

bool moderates(const access::Actor& actor, database::Connection& db, ForumId id) {
    if (actor.may(access::Right::ManageAssembly))
        return true;
    const auto named = moderators(db, actor.province, id);
    return std::find(named.begin(), named.end(), actor.account) != named.end();
}

Result<void> check_moderator(const access::Actor& actor, database::Connection& db, ForumId id) {
    if (!find_forum(db, actor.province, id))
        return failure(ErrorCode::NotFound, "forum.unknown");
    if (!moderates(actor, db, id))
        return failure(ErrorCode::Forbidden, "forum.not_a_moderator");
    return {};
}

} // namespace samatcha::forum
