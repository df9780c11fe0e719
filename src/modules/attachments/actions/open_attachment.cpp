#include "modules/access/access_log.hpp"
#include "modules/attachments/actions.hpp"
#include "modules/attachments/records.hpp"
#include "platform/vault/coded.hpp"

#include <array>

namespace samatcha::attachments {

namespace {

/// What the actor may not know of is not there.
Result<Attachment> attachment_for(const access::Actor& actor, database::Connection& connection, const Keeping& keeping,
                                  AttachmentId id, Intent intent) {
    auto found = TRY(find_attachment(connection, actor.province, keeping.keys, id));
    if (!found || !check_may(keeping.subjects, connection, actor, found->subject, intent))
        return failure(ErrorCode::NotFound, "attachments.unknown");
    return std::move(*found);
}

Result<std::string> read_whole(vault::SealedReader reader) {
    std::string bytes;
    std::array<char, 65536> buffer;
    while (const auto got = TRY(reader.read(buffer)))
        bytes.append(buffer.data(), got);
    return bytes;
}

} // namespace

Result<std::vector<Attachment>> list_attachments(const access::Actor& actor, database::Connection& connection,
                                                 const Keeping& keeping, const Subject& subject) {
    TRY(check_may(keeping.subjects, connection, actor, subject, Intent::Look));
    return attachments_of(connection, actor.province, keeping.keys, subject);
}

Result<OpenedAttachment> open_attachment(const access::Actor& actor, database::Connection& connection, const Keeping& keeping,
                                         AttachmentId id) {
    auto attachment = TRY(attachment_for(actor, connection, keeping, id, Intent::Look));
    auto bytes = TRY(vault::decoded(TRY(read_whole(TRY(keeping.files.open(actor.province, id.value)))), attachment.file_key));
    database::transaction(connection, [&] {
        access::record_access(connection, actor, keeping.clock, access::Access::Attachment, 0,
                              attachment.subject.kind + "=" + std::to_string(attachment.subject.id) +
                                  " attachment=" + std::to_string(id.value));
    });
    return OpenedAttachment{std::move(attachment), std::move(bytes)};
}

Result<void> remove_attachment(const access::Actor& actor, database::Connection& connection, const Keeping& keeping,
                               AttachmentId id) {
    TRY(attachment_for(actor, connection, keeping, id, Intent::Change));
    mark_removed(connection, actor.province, id, keeping.clock.now());
    return {};
}

void forget_file(std::string_view province, const Keeping& keeping, AttachmentId id) { keeping.files.remove(province, id.value); }

int erase_attachments(std::string_view province, database::Connection& connection, vault::KeyRing& keys, const Keeping& keeping,
                      const Subject& subject) {
    const auto all = every_attachment_of(connection, province, subject);
    for (const auto id : all) {
        keeping.files.remove(province, id.value);
        keys.erase_subject(province, "attachment", id.value);
        delete_attachment(connection, province, id);
    }
    return static_cast<int>(all.size());
}

} // namespace samatcha::attachments
