#pragma once

#include "base/bytes.hpp"
#include "modules/partners/agency.hpp"
#include "modules/registers/person_record.hpp"
#include "modules/registers/snapshot.hpp"
#include "platform/vault/key_ring.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace samatcha::persons {

/// By what a record is known again in a later snapshot of its register, in keyed digests: what
/// people decided about it holds as long as it is.
struct RecordIdentity {
    /// Of the register's own number for the record; without one, of all marks together. 0: none.
    std::int64_t key = 0;
    /// Identity number, names, birth date; 0: not there.
    std::array<std::int64_t, 3> marks{};
    friend auto operator<=>(const RecordIdentity&, const RecordIdentity&) = default;
};

RecordIdentity identity_of(const vault::KeyRing&, std::string_view province,
                           registers::RegisterKind, partners::AgencyId,
                           const registers::PersonRecord&);

/// The key alone: enough to see that nothing was decided about a record.
std::int64_t identity_key_of(const vault::KeyRing&, std::string_view province,
                             registers::RegisterKind, partners::AgencyId,
                             const registers::PersonRecord&);

/// One record at two times. The register's own number is not enough: some number their rows anew
/// each term. At least one mark must have stayed.
bool is_same_record(const RecordIdentity&, const RecordIdentity&);

Bytes packed_marks(const RecordIdentity&);
RecordIdentity identity_from(std::int64_t key, BytesView marks);

} // namespace samatcha::persons
