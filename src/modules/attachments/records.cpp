#include "modules/attachments/records.hpp"

#include "base/json.hpp"

namespace samatcha::attachments {

namespace {

std::string sealed_context(std::string_view province, AttachmentId id) {
    return vault::sealing_context(province, "attachment", std::to_string(id.value));
}

/// What is sealed of an attachment: the key, then the name.
constexpr std::size_t file_key_bytes = 32;

std::string packed(const Attachment& attachment) {
    return std::string(as_text(attachment.file_key)) + attachment.filename;
}

/// An attachment of which that is not opened yet.
struct SealedAttachment {
    Attachment attachment;
    Bytes sealed;
};

SealedAttachment sealed_attachment_of(const database::Row& row) {
    Attachment found;
    found.id = row.id<AttachmentId>(0);
    found.subject = {row.text(1), row.integer(2)};
    found.kind = json::enum_from_name<media::Kind>(row.text_view(3)).value_or(media::Kind::Jpeg);
    found.bytes = row.integer(5);
    found.width = row.integer(6);
    found.height = row.integer(7);
    found.added_by = row.id<access::AccountId>(8);
    found.added_at = row.instant(9);
    return {std::move(found), row.bytes(4)};
}

Result<Attachment> opened(const vault::KeyRing& keys, std::string_view province, SealedAttachment sealed) {
    const auto text = TRY(keys.open(sealed.sealed, sealed_context(province, sealed.attachment.id)));
    const auto key = as_bytes(std::string_view(text).substr(0, file_key_bytes));
    sealed.attachment.file_key.assign(key.begin(), key.end());
    sealed.attachment.filename = text.substr(key.size());
    return std::move(sealed.attachment);
}

} // namespace

bool insert_attachment(database::Connection& connection, std::string_view province, const vault::KeyRing& keys,
                       const Attachment& added, const std::optional<std::string>& client_key) {
    return connection.execute(
               "INSERT INTO attachment (province, id, subject_kind, subject_id, client_key, kind, sealed, byte_count,"
               " width, height, added_by, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
               " ON CONFLICT (province, subject_kind, subject_id, client_key) DO NOTHING",
               {province, added.id, added.subject.kind, added.subject.id, client_key, json::enum_name(added.kind),
                keys.seal(packed(added), sealed_context(province, added.id)), added.bytes, added.width, added.height,
                added.added_by, added.added_at}) == 1;
}

void mark_kept(database::Connection& connection, std::string_view province, AttachmentId id, Instant now) {
    connection.execute("UPDATE attachment SET kept_at = $3 WHERE province = $1 AND id = $2", {province, id, now});
}

void mark_removed(database::Connection& connection, std::string_view province, AttachmentId id, Instant now) {
    connection.execute("UPDATE attachment SET removed_at = $3 WHERE province = $1 AND id = $2", {province, id, now});
}

void delete_attachment(database::Connection& connection, std::string_view province, AttachmentId id) {
    connection.execute("DELETE FROM attachment WHERE province = $1 AND id = $2", {province, id});
}

Result<std::optional<Attachment>> find_attachment(database::Connection& connection, std::string_view province,
                                                  const vault::KeyRing& keys, AttachmentId id) {
    auto found = connection.find("SELECT id, subject_kind, subject_id, kind, sealed, byte_count, width, height,"
                                 " added_by, added_at FROM attachment WHERE province = $1 AND id = $2"
                                 " AND kept_at IS NOT NULL AND removed_at IS NULL",
                                 {province, id}, sealed_attachment_of);
    if (!found)
        return std::optional<Attachment>{};
    return std::optional(TRY(opened(keys, province, std::move(*found))));
}

Result<std::vector<Attachment>> attachments_of(database::Connection& connection, std::string_view province,
                                               const vault::KeyRing& keys, const Subject& subject) {
    std::vector<Attachment> attachments;
    for (auto& sealed :
         connection.list("SELECT id, subject_kind, subject_id, kind, sealed, byte_count, width, height, added_by,"
                         " added_at FROM attachment WHERE province = $1 AND subject_kind = $2 AND subject_id = $3"
                         " AND kept_at IS NOT NULL AND removed_at IS NULL ORDER BY id DESC",
                         {province, subject.kind, subject.id}, sealed_attachment_of))
        attachments.push_back(TRY(opened(keys, province, std::move(sealed))));
    return attachments;
}

std::optional<AttachmentId> find_sent(database::Connection& connection, std::string_view province, const Subject& subject,
                                      std::string_view client_key) {
    return connection.find("SELECT id FROM attachment WHERE province = $1 AND subject_kind = $2 AND subject_id = $3"
                           " AND client_key = $4",
                           {province, subject.kind, subject.id, client_key},
                           [](const database::Row& row) { return row.id<AttachmentId>(0); });
}

std::int64_t count_of(database::Connection& connection, std::string_view province, const Subject& subject) {
    return connection.integer("SELECT count(*) FROM attachment WHERE province = $1 AND subject_kind = $2"
                              " AND subject_id = $3 AND removed_at IS NULL",
                              {province, subject.kind, subject.id});
}

std::int64_t count_kept(database::Connection& connection, std::string_view province, const Subject& subject) {
    return connection.integer("SELECT count(*) FROM attachment WHERE province = $1 AND subject_kind = $2"
                              " AND subject_id = $3 AND kept_at IS NOT NULL AND removed_at IS NULL",
                              {province, subject.kind, subject.id});
}

std::vector<AttachmentId> every_attachment_of(database::Connection& connection, std::string_view province,
                                              const Subject& subject) {
    return connection.list("SELECT id FROM attachment WHERE province = $1 AND subject_kind = $2 AND subject_id = $3",
                           {province, subject.kind, subject.id},
                           [](const database::Row& row) { return row.id<AttachmentId>(0); });
}

std::vector<AttachmentId> unfinished(database::Connection& connection, std::string_view province, Instant before) {
    return connection.list("SELECT id FROM attachment WHERE province = $1 AND added_at < $2"
                           " AND (kept_at IS NULL OR removed_at IS NOT NULL)",
                           {province, before}, [](const database::Row& row) { return row.id<AttachmentId>(0); });
}

std::vector<vault::SealedColumn> sealed_columns() { return {{"attachment", "sealed", {"id"}, {"id"}}}; }

} // namespace samatcha::attachments
