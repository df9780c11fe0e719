#pragma once

// The table of attachments, and the only SQL on it.

#include "modules/attachments/attachment.hpp"
#include "platform/vault/key_ring.hpp"
#include "platform/vault/sealed_column.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace samatcha::attachments {

/// Before its file is whole: nobody sees it. False when one with this client_key is there.
bool insert_attachment(database::Connection&, std::string_view province, const vault::KeyRing&, const Attachment&,
                       const std::optional<std::string>& client_key);
/// The file is whole.
void mark_kept(database::Connection&, std::string_view province, AttachmentId, Instant);
void mark_removed(database::Connection&, std::string_view province, AttachmentId, Instant);
void delete_attachment(database::Connection&, std::string_view province, AttachmentId);

/// Kept and not removed, with what is sealed opened. Fails as KeyRing::open.
Result<std::optional<Attachment>> find_attachment(database::Connection&, std::string_view province, const vault::KeyRing&,
                                                  AttachmentId);
Result<std::vector<Attachment>> attachments_of(database::Connection&, std::string_view province, const vault::KeyRing&,
                                               const Subject&);
std::optional<AttachmentId> find_sent(database::Connection&, std::string_view province, const Subject&,
                                      std::string_view client_key);
std::int64_t count_of(database::Connection&, std::string_view province, const Subject&); ///< Those that are on their way too.
std::int64_t count_kept(database::Connection&, std::string_view province, const Subject&);

/// All of a subject, whatever became of them.
std::vector<AttachmentId> every_attachment_of(database::Connection&, std::string_view province, const Subject&);
/// Added before the moment, and not whole or removed.
std::vector<AttachmentId> unfinished(database::Connection&, std::string_view province, Instant before);

/// For the rotation of keys.
std::vector<vault::SealedColumn> sealed_columns();

} // namespace samatcha::attachments
