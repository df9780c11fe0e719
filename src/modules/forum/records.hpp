#pragma once

// The tables of forums, their statements and who takes part; see migrations/1201, 1202 and 1205.

#include "base/bytes.hpp"
#include "modules/forum/forum.hpp"
#include "platform/database/connection.hpp"

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace samatcha::forum {

using database::Connection;

std::vector<Forum> forums(Connection&, std::string_view province); ///< The latest first.
std::optional<Forum> find_forum(Connection&, std::string_view province, ForumId);
/// Locks its row until the end of the transaction.
std::optional<Forum> hold_forum(Connection&, std::string_view province, ForumId);
void insert_forum(Connection&, std::string_view province, const Forum&, access::AccountId by);
/// All but its counts and when it was created.
void update_forum(Connection&, std::string_view province, const Forum&);

std::vector<Statement> statements(Connection&, std::string_view province, ForumId); ///< By number.
/// Gives it the next number; the forum is held from then on.
void add_statement(Connection&, std::string_view province, ForumId, Statement&);
void decide_statement(Connection&, std::string_view province, ForumId, const Statement&,
                      access::AccountId by, Instant);

/// Gives them the next number.
void add_participant(Connection&, std::string_view province, ForumId, Participant&,
                     BytesView digest);
void each_participant(Connection&, std::string_view province, ForumId,
                      const std::function<void(const Participant&, BytesView digest)>&);

std::vector<access::AccountId> moderators(Connection&, std::string_view province, ForumId);
/// These and no others; who was one already stays as named then.
void set_moderators(Connection&, std::string_view province, ForumId,
                    const std::vector<access::AccountId>&, access::AccountId by, Instant);

void insert_code(Connection&, std::string_view province, ForumId, BytesView digest);
/// False when there is no such code, or it was used.
bool use_code(Connection&, std::string_view province, ForumId, BytesView digest);
struct CodeCount {
    std::int64_t given = 0;
    std::int64_t used = 0;
};
CodeCount count_codes(Connection&, std::string_view province, ForumId);
/// False when the delegate takes part already.
bool note_delegate(Connection&, std::string_view province, ForumId, access::AccountId);

} // namespace samatcha::forum
