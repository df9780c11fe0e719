#pragma once

#include "modules/persons/review.hpp"
#include "platform/database/connection.hpp"

#include <string_view>

namespace samatcha::persons {

struct RecordPlace {
    registers::SnapshotId snapshot;
    std::int64_t row_no = 0;
};

/// A decision about two records of a run, by what they are known by in later ones; who decides
/// fills in the rest. Fails with NotFound (registers.record_unknown, persons.review_item_unknown).
Result<ReviewDecision> decision_about(database::Connection&, const vault::KeyRing&,
                                      std::string_view province, const LinkRun&, RecordPlace,
                                      RecordPlace);

} // namespace samatcha::persons
