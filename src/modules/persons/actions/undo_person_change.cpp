#include "modules/persons/decision_making.hpp"
#include "modules/persons/records.hpp"
#include "modules/persons/records_review.hpp"
#include "modules/persons/review_actions.hpp"
#include "modules/registers/snapshot_reading.hpp"

#include <algorithm>

namespace samatcha::persons {

namespace {

/// A person's records as of the latest run: those that went, and those that stayed.
struct Parts {
    std::vector<RecordPlace> went;
    std::vector<RecordPlace> stayed;
};

Result<Parts> parts_of(database::Connection& connection, const vault::KeyRing& keys,
                       std::string_view province, const LinkRun& run, PersonId person,
                       const std::vector<RecordIdentity>& moved) {
    Parts parts;
    for (const auto& row : records_of_person(connection, province, run.id, person)) {
        const auto linked =
            std::find_if(run.snapshots.begin(), run.snapshots.end(),
                         [&](const LinkedSnapshot& s) { return s.snapshot_id == row.snapshot; });
        if (linked == run.snapshots.end())
            continue;
        const auto record =
            TRY(registers::person_record(connection, keys, province, row.snapshot, row.row_no));
        const auto identity =
            identity_of(keys, province, linked->register_kind, linked->agency_id, record);
        const bool has_moved =
            std::any_of(moved.begin(), moved.end(),
                        [&](const RecordIdentity& one) { return is_same_record(one, identity); });
        (has_moved ? parts.went : parts.stayed).push_back({row.snapshot, row.row_no});
    }
    return parts;
}

} // namespace

Result<std::int64_t> undo_person_change(database::Connection& connection,
                                        const vault::KeyRing& keys, const Clock& clock,
                                        const access::Actor& actor, LinkRunId run_id,
                                        PersonId person, PersonId other) {
    const auto run = latest_complete_link_run(connection, actor.province);
    if (!run)
        return failure(ErrorCode::NotFound, "persons.no_link_run");
    const auto change = find_person_change(connection, actor.province, run_id, person, other);
    if (!change)
        return failure(ErrorCode::NotFound, "persons.change_unknown");
    const auto moved = moved_records(connection, actor.province, run_id, person, other);
    const auto now = TRY(parts_of(connection, keys, actor.province, *run, other, moved));
    std::vector<ReviewDecision> decisions;
    const auto decide = [&](const std::vector<RecordPlace>& others, Decision said) -> Result<void> {
        for (const auto& one : now.went) {
            for (const auto& other_record : others) {
                auto decision =
                    TRY(decision_about(connection, keys, actor.province, *run, one, other_record));
                if (decision.low.key == 0)
                    continue;
                decision.account = actor.account;
                decision.decision = said;
                decision.origin = DecisionOrigin::History;
                decision.made_at = clock.now();
                decisions.push_back(std::move(decision));
            }
        }
        return {};
    };
    TRY(decide(now.stayed, Decision::Different));
    if (change->change == IdentityChange::Split)
        TRY(decide(TRY(parts_of(connection, keys, actor.province, *run, person, moved)).stayed,
                   Decision::Same));
    if (decisions.empty())
        return failure(ErrorCode::Conflict, "persons.change_passed");
    for (const auto& decision : decisions)
        withdraw_decision_of_account(connection, actor.province, actor.account, decision.low.key,
                                     decision.high.key, decision.made_at);
    write_decisions(connection, actor.province, decisions);
    return static_cast<std::int64_t>(decisions.size());
}

} // namespace samatcha::persons
