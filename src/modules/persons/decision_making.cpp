#include "modules/persons/decision_making.hpp"

#include "modules/registers/snapshot_reading.hpp"

#include <algorithm>

namespace samatcha::persons {

namespace {

Result<RecordIdentity> identity_at(database::Connection& connection, const vault::KeyRing& keys,
                                   std::string_view province, const LinkRun& run,
                                   RecordPlace place) {
    const auto linked =
        std::find_if(run.snapshots.begin(), run.snapshots.end(),
                     [&](const LinkedSnapshot& s) { return s.snapshot_id == place.snapshot; });
    if (linked == run.snapshots.end())
        return failure(ErrorCode::NotFound, "persons.review_item_unknown");
    const auto record =
        TRY(registers::person_record(connection, keys, province, place.snapshot, place.row_no));
    return identity_of(keys, province, linked->register_kind, linked->agency_id, record);
}

} // namespace

Result<ReviewDecision> decision_about(database::Connection& connection, const vault::KeyRing& keys,
                                      std::string_view province, const LinkRun& run,
                                      RecordPlace one, RecordPlace other) {
    ReviewDecision decision;
    decision.id = {new_id()};
    decision.low = TRY(identity_at(connection, keys, province, run, one));
    decision.high = TRY(identity_at(connection, keys, province, run, other));
    if (decision.high.key < decision.low.key)
        std::swap(decision.low, decision.high);
    return decision;
}

} // namespace samatcha::persons
