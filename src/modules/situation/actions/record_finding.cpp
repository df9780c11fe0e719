#include "modules/situation/actions.hpp"
#include "modules/situation/records_finding.hpp"

namespace samatcha::situation {

namespace {

void correct_latest(database::Connection& connection, std::string_view province, SituationId id,
                    const ListedChildRow& child, int by) {
    auto situation = situation_to_correct(connection, province, id);
    if (!situation)
        return;
    count_one(current_definition(), *situation, {child.age, child.sex, child.subdistrict_code, child.reason}, by);
    correct_situation(connection, province, *situation);
}

} // namespace

void record_finding(database::Connection& connection, std::string_view province, const FieldFinding& finding) {
    const auto id = lock_latest_situation(connection, province);
    const auto listed = id ? find_listed(connection, province, *id, finding.person) : std::nullopt;
    keep_finding(connection, province, finding, id, listed);
    if (!listed) // Who was found before stands on no list any more: only what was found is another.
        return;
    remove_listed(connection, province, *id, *listed);
    correct_latest(connection, province, *id, *listed, -1);
}

void withdraw_finding(database::Connection& connection, std::string_view province, persons::PersonId person) {
    const auto latest = lock_latest_situation(connection, province);
    const auto taken = taken_from_list(connection, province, person);
    remove_finding(connection, province, person);
    if (!taken || !latest || taken->situation != *latest)
        return;
    write_listed_children(connection, province, *latest, std::span(&taken->row, 1));
    correct_latest(connection, province, *latest, taken->row, 1);
}

void apply_findings(database::Connection& connection, std::string_view province, SituationId id) {
    for (const auto& finding : findings_of(connection, province)) {
        const auto listed = find_listed(connection, province, id, finding.person);
        if (!listed)
            continue;
        keep_finding(connection, province, finding, id, listed);
        remove_listed(connection, province, id, *listed);
        correct_latest(connection, province, id, *listed, -1);
    }
}

} // namespace samatcha::situation
