#pragma once

// Every verb of the attachments.

#include "modules/attachments/attachment.hpp"
#include "platform/vault/key_ring.hpp"
#include "platform/vault/sealed_store.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::attachments {

/// What attachments are kept with; all outlive the server.
struct Keeping {
    const vault::KeyRing& keys;
    const vault::SealedStore& files;
    const Clock& clock;
    const SubjectRules& subjects;
};

/// Gives the next bytes of a file being sent; empty at the end.
using NextChunk = std::function<Result<std::string_view>()>;

struct SentFile {
    std::string filename;
    /// Of a phone: the same one is kept once, and answered again.
    std::optional<std::string> client_key;
};

/// Cleans the file and seals it. Not in a transaction: it waits for the sender. Fails as the subject's rule or media::cleaned, with
/// Conflict (attachments.too_many), or as NextChunk; nothing stays then.
Result<Attachment> add_attachment(const access::Actor&, database::Connection&, const Keeping&, const Subject&, const SentFile&,
                                  const NextChunk&);

/// Latest first. Fails as the subject's rule.
Result<std::vector<Attachment>> list_attachments(const access::Actor&, database::Connection&, const Keeping&, const Subject&);

struct OpenedAttachment {
    Attachment attachment;
    std::string bytes;
};
/// Written to the access log. Fails with NotFound (attachments.unknown), also where the subject's rule says no.
Result<OpenedAttachment> open_attachment(const access::Actor&, database::Connection&, const Keeping&, AttachmentId);

/// The file goes when the transaction is over: call forget_file() then. Fails as open_attachment.
Result<void> remove_attachment(const access::Actor&, database::Connection&, const Keeping&, AttachmentId);
void forget_file(std::string_view province, const Keeping&, AttachmentId);

/// Row, file and key of all that a subject ever had, so that no copy of a file can be read; for whoever erases it. Returns
/// how many.
int erase_attachments(std::string_view province, database::Connection&, vault::KeyRing&, const Keeping&, const Subject&);

/// What broke off, or was removed while the program was killed, a day ago or longer. Returns how many.
int clear_unfinished(std::string_view province, database::Connection&, const Keeping&);

} // namespace samatcha::attachments
