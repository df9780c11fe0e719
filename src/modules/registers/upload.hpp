#pragma once

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/id.hpp"
#include "modules/access/actor.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace samatcha::registers {

using UploadId = Id<struct UploadTag>;

/// A file that an officer sent, sealed on disk until it is removed.
struct Upload {
    UploadId id;
    std::string filename; ///< As sent, without folders.
    std::int64_t bytes = 0;
    Bytes digest;
    std::optional<access::AgencyId> agency_id; ///< Whose officer sent it.
    std::int64_t created_by = 0;
    Instant created_at;
    std::optional<Instant> removed_at;
};

/// How long the bytes are kept: long enough to fetch the report of an import and send the file again.
inline constexpr std::int64_t upload_kept_days = 30;

/// Whether the actor may use the file: whoever sent it, the same agency's officers, the secretariat.
bool may_use(const access::Actor&, const Upload&);

} // namespace samatcha::registers
