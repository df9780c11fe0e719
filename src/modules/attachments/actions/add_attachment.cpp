#include "base/filename.hpp"
#include "modules/attachments/actions.hpp"
#include "modules/attachments/records.hpp"
#include "platform/vault/coded.hpp"

namespace samatcha::attachments {

namespace {

/// Whole, for cleaning needs it whole; in memory only.
Result<std::string> received(const NextChunk& next_chunk) {
    std::string bytes;
    for (;;) {
        const auto chunk = TRY(next_chunk());
        if (chunk.empty())
            return bytes;
        bytes += chunk;
    }
}

Result<Attachment> sent_before(const access::Actor& actor, database::Connection& connection, const Keeping& keeping,
                               AttachmentId id) {
    auto found = TRY(find_attachment(connection, actor.province, keeping.keys, id));
    if (!found) // being sent by another request, or removed since
        return failure(ErrorCode::Conflict, "attachments.sent_already");
    return std::move(*found);
}

} // namespace

Result<Attachment> add_attachment(const access::Actor& actor, database::Connection& connection, const Keeping& keeping,
                                  const Subject& subject, const SentFile& sent, const NextChunk& next_chunk) {
    TRY(check_may(keeping.subjects, connection, actor, subject, Intent::Change)); // Before it is received.
    if (sent.client_key)
        if (const auto before = find_sent(connection, actor.province, subject, *sent.client_key))
            return sent_before(actor, connection, keeping, *before);
    if (count_of(connection, actor.province, subject) >= attachments_of_subject_max)
        return failure(ErrorCode::Conflict, "attachments.too_many");
    auto clean = TRY(media::cleaned(TRY(received(next_chunk))));

    Attachment added;
    added.id = AttachmentId{new_id()};
    added.subject = subject;
    added.kind = clean.kind;
    added.filename = plain_filename(sent.filename);
    added.file_key = vault::coding_key();
    added.bytes = static_cast<std::int64_t>(clean.bytes.size());
    added.width = clean.width;
    added.height = clean.height;
    added.added_by = actor.account;
    added.added_at = keeping.clock.now();
    const auto is_first = TRY(database::transaction(connection, [&]() -> Result<bool> {
        TRY(check_may(keeping.subjects, connection, actor, subject, Intent::Change));
        return insert_attachment(connection, actor.province, keeping.keys, added, sent.client_key);
    }));
    if (!is_first)
        return sent_before(actor, connection, keeping, *find_sent(connection, actor.province, subject, *sent.client_key));
    auto writer = keeping.files.create(actor.province, added.id.value);
    const auto bytes = vault::coded(clean.bytes, added.file_key);
    writer.write({bytes.data(), bytes.size()});
    writer.finish();
    keeping.files.publish(actor.province, added.id.value);
    database::transaction(connection, [&] { mark_kept(connection, actor.province, added.id, keeping.clock.now()); });
    return added;
}

int clear_unfinished(std::string_view province, database::Connection& connection, const Keeping& keeping) {
    constexpr std::int64_t day_ms = 24 * 3'600'000;
    const auto left = unfinished(connection, province, {keeping.clock.now().unix_ms - day_ms});
    for (const auto id : left) {
        keeping.files.remove(province, id.value);
        database::transaction(connection, [&] { delete_attachment(connection, province, id); });
    }
    return static_cast<int>(left.size());
}

} // namespace samatcha::attachments
