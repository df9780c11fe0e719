#pragma once

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "modules/access/actor.hpp"
#include "platform/database/connection.hpp"
#include "platform/media/media.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace samatcha::attachments {

using AttachmentId = Id<struct AttachmentTag>;

/// What an attachment belongs to: "case" and its number. The word is that of the module that keeps it.
struct Subject {
    std::string kind;
    std::int64_t id = 0;
};

inline constexpr std::uint64_t attachment_bytes_max = 20ULL << 20;
inline constexpr std::int64_t attachments_of_subject_max = 60;

/// A photo or document, cleaned and sealed.
struct Attachment {
    AttachmentId id;
    Subject subject;
    media::Kind kind = media::Kind::Jpeg;
    std::string filename; ///< As it was sent, without folders; sealed, for it may name somebody.
    Bytes file_key;       ///< What the file is coded with; sealed apart from it.
    std::int64_t bytes = 0;
    std::int64_t width = 0; ///< Of a picture.
    std::int64_t height = 0;
    access::AccountId added_by;
    Instant added_at;
};

/// What somebody wants with the attachments of a subject.
enum class Intent { Look, Change };

/// Whether the actor may; fails as the subject's module does, with NotFound where there is nothing that the actor may know of.
using MayTouch = std::function<Result<void>(database::Connection&, const access::Actor&, std::int64_t id, Intent)>;

/// The kinds of subjects, each with its rule; filled when the program is put together.
using SubjectRules = std::map<std::string, MayTouch, std::less<>>;

/// Fails with NotFound (attachments.subject_unknown), or as the subject's rule.
Result<void> check_may(const SubjectRules&, database::Connection&, const access::Actor&, const Subject&, Intent);

} // namespace samatcha::attachments
