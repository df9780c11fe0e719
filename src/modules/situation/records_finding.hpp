#pragma once

// The table of what visits found, and the only SQL on it; and the two rows of a situation that it corrects.

#include "modules/situation/field_finding.hpp"
#include "modules/situation/records.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace samatcha::situation {

/// The latest situation, held against other corrections until the end of the transaction.
std::optional<SituationId> lock_latest_situation(database::Connection&, std::string_view province);
/// Of whatever state: a situation that is about to be published is corrected too.
std::optional<Situation> situation_to_correct(database::Connection&, std::string_view province, SituationId);
void correct_situation(database::Connection&, std::string_view province, const Situation&);

/// In place of what was found before of this person; where the person stood is kept when it is given.
void keep_finding(database::Connection&, std::string_view province, const FieldFinding&,
                  std::optional<SituationId> taken_from, const std::optional<ListedChildRow>&);
void remove_finding(database::Connection&, std::string_view province, persons::PersonId);
std::vector<FieldFinding> findings_of(database::Connection&, std::string_view province);

struct TakenFromList {
    SituationId situation;
    ListedChildRow row;
};
std::optional<TakenFromList> taken_from_list(database::Connection&, std::string_view province, persons::PersonId);

} // namespace samatcha::situation
