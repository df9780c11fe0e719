#pragma once

#include "base/result.hpp"
#include "modules/persons/link_run.hpp"
#include "modules/registers/person_record.hpp"
#include "platform/database/connection.hpp"
#include "platform/vault/key_ring.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace samatcha::persons {

/// How surely a person is the one that somebody describes.
struct Resemblance {
    PersonId person;
    double probability = 0; ///< By the comparisons of the latest run and what they told it.
};

/// Compares what is said with each record of the candidates, by the linkage engine. Empty where no run has learnt anything
/// yet. Fails as registers::person_record, or linkage::link_records.
Result<std::vector<Resemblance>> weigh_resemblance(database::Connection&, const vault::KeyRing&, std::string_view province,
                                                   const registers::PersonRecord& said, std::span<const PersonId> candidates);

} // namespace samatcha::persons
