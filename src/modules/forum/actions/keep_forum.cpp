#include "base/thai_text.hpp"
#include "base/utf8.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_redaction.hpp"
#include "modules/forum/actions.hpp"
#include "modules/forum/records.hpp"
#include "modules/forum/records_use.hpp"
#include "platform/vault/secret.hpp"

#include <algorithm>

namespace samatcha::forum {

namespace {

constexpr std::size_t text_length_max = 500;
constexpr std::int64_t joins_max = 1'000'000;
constexpr std::int64_t codes_max = 2'000;

Result<std::string> checked_text(const std::string& given, const char* missing_key) {
    auto text = repair_thai(given);
    if (text.empty() && *missing_key)
        return failure(ErrorCode::InvalidInput, missing_key);
    if (letters_of(text).size() > text_length_max)
        return failure(ErrorCode::InvalidInput, "forum.text_too_long",
                       {{"characters", std::to_string(text_length_max)}});
    return text;
}

Result<void> fill(Forum& forum, const std::string& province, const ForumForm& form) {
    forum.title_th = TRY(checked_text(form.title_th, "forum.title_missing"));
    forum.title_en = TRY(checked_text(form.title_en, ""));
    forum.question_th = TRY(checked_text(form.question_th, "forum.question_missing"));
    forum.question_en = TRY(checked_text(form.question_en, ""));
    forum.area_code = form.area_code;
    if (!forum.area_code.starts_with(province) || forum.area_code.size() > 6 ||
        forum.area_code.size() % 2 != 0)
        return failure(ErrorCode::InvalidInput, "forum.area_wrong");
    forum.admission = form.admission;
    forum.moderation = form.moderation;
    forum.join_code = form.admission == Admission::ByCode
                          ? TRY(checked_text(form.join_code, "forum.code_missing"))
                          : "";
    forum.joins_per_hour = form.joins_per_hour;
    if (form.joins_per_hour < 1 || form.joins_per_hour > joins_max)
        return failure(ErrorCode::InvalidInput, "forum.joins_wrong");
    return {};
}

Result<Forum> held(const access::Actor& actor, database::Connection& db, ForumId id) {
    auto forum = hold_forum(db, actor.province, id);
    if (!forum)
        return failure(ErrorCode::NotFound, "forum.unknown");
    if (forum->phase == ForumPhase::Reported)
        return failure(ErrorCode::Conflict, "forum.is_reported");
    return std::move(*forum);
}

} // namespace

Result<Forum> begin_forum(const access::Actor& actor, database::Connection& db, Instant now,
                          assembly::AssemblyId assembly, ForumForm form) {
    if (!assembly::find_assembly(db, actor.province, assembly))
        return failure(ErrorCode::NotFound, "assembly.unknown");
    Forum forum;
    forum.id = ForumId{new_id()};
    forum.assembly_id = assembly;
    forum.created_at = now;
    TRY(fill(forum, actor.province, form));
    insert_forum(db, actor.province, forum, actor.account);
    return forum;
}

Result<Forum> change_forum(const access::Actor& actor, database::Connection& db, ForumId id,
                           ForumForm form) {
    auto forum = TRY(held(actor, db, id));
    TRY(fill(forum, actor.province, form));
    update_forum(db, actor.province, forum);
    return forum;
}

Result<Forum> change_phase(const access::Actor& actor, database::Connection& db, Instant now,
                           ForumId id, ForumPhase to) {
    auto forum = TRY(held(actor, db, id));
    TRY(check_phase_change(forum.phase, to));
    const auto all = statements(db, actor.province, id);
    if (std::none_of(all.begin(), all.end(),
                     [&](const Statement& each) { return is_shown(each, forum.moderation); }))
        return failure(ErrorCode::Conflict, "forum.no_statements");
    forum.phase = to;
    if (to == ForumPhase::Open && !forum.opened_at)
        forum.opened_at = now;
    if (to == ForumPhase::Open)
        forum.closed_at.reset();
    if (to == ForumPhase::Closed)
        forum.closed_at = now;
    update_forum(db, actor.province, forum);
    return forum;
}

void seed_statements(LiveForums& forums, const access::Actor& actor,
                     std::shared_ptr<LiveForum> live, const std::vector<std::string>& texts,
                     Then<std::vector<Statement>> then) {
    auto seeded = std::make_shared<std::vector<Statement>>();
    for (const auto& each : texts) {
        auto text = statement_text(each);
        if (!text)
            return then(Unexpected{std::move(text).error()});
        seeded->push_back({0,
                           std::move(*text),
                           {},
                           StatementDecision::Accepted,
                           false,
                           "",
                           forums.clock().now()});
    }
    forums.writes().add(
        [seeded, actor, id = live->forum().id](database::Connection& db) -> Result<void> {
            const auto forum = TRY(held(actor, db, id));
            if (static_cast<std::size_t>(forum.statements) + seeded->size() > statements_max)
                return failure(ErrorCode::TooMany, "forum.too_many_statements");
            for (auto& statement : *seeded)
                add_statement(db, actor.province, id, statement);
            return {};
        },
        [seeded, live, then = std::move(then)](Result<void> written) {
            if (!written)
                return then(Unexpected{std::move(written).error()});
            for (const auto& statement : *seeded)
                live->add_statement(statement);
            then(std::move(*seeded));
        });
}

Result<void> decide_statements(const access::Actor& actor, database::Connection& db, Instant now,
                               ForumId id, const DecisionForm& form) {
    TRY(check_moderator(actor, db, id));
    // What names a person goes, even out of what is reported.
    const auto forum = form.decision == StatementDecision::Rejected
                           ? *hold_forum(db, actor.province, id)
                           : TRY(held(actor, db, id));
    const auto reason = TRY(checked_text(
        form.reason, form.decision == StatementDecision::Rejected ? "forum.reason_missing" : ""));
    auto all = statements(db, actor.province, forum.id);
    const auto uses = statement_uses(db, actor.province);
    const auto is_printed = [&](std::int64_t number) {
        return std::any_of(uses.begin(), uses.end(), [&](const StatementUse& use) {
            return use.forum_id == id && use.statement == number && use.paragraph_id;
        });
    };
    for (const auto number : form.statements) {
        if (number < 0 || number >= static_cast<std::int64_t>(all.size()))
            return failure(ErrorCode::NotFound, "forum.statement_unknown");
        auto& statement = all[static_cast<std::size_t>(number)];
        statement.decision = form.decision;
        statement.is_meta = form.is_meta;
        statement.reason = reason;
        decide_statement(db, actor.province, id, statement, actor.account, now);
        if (form.decision == StatementDecision::Rejected && is_printed(number))
            assembly::redact_statement_in_documents(db, actor.province, statement.text, now);
    }
    return {};
}

Result<ResidentCodes> make_codes(const access::Actor& actor, database::Connection& db, ForumId id,
                                 std::int64_t count) {
    TRY(held(actor, db, id));
    if (count < 1 || count > codes_max)
        return failure(ErrorCode::InvalidInput, "forum.codes_wrong",
                       {{"most", std::to_string(codes_max)}});
    constexpr std::string_view letters =
        "23456789abcdefghjkmnpqrstuvwxyz"; // None that looks like another.
    constexpr std::size_t code_length = 10;
    ResidentCodes made;
    for (std::int64_t i = 0; i < count; ++i) {
        std::string code;
        for (const auto byte : vault::random_bytes(code_length))
            code += letters[byte % letters.size()];
        insert_code(db, actor.province, id, vault::token_digest(code));
        made.codes.push_back(std::move(code));
    }
    return made;
}

} // namespace samatcha::forum
