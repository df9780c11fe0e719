#pragma once

// Every verb of the situation (S18).

#include "base/clock.hpp"
#include "base/messages.hpp"
#include "base/result.hpp"
#include "modules/persons/actions.hpp"
#include "modules/situation/records.hpp"
#include "modules/situation/situation.hpp"
#include "platform/database/connection.hpp"
#include "platform/vault/key_ring.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::situation {

/// The tail of a link run: computes the situation of what it found and writes it, invisible; what it
/// returns publishes it. Give it to persons::handle_link_runs.
persons::AfterLinking count_after_linking(const Clock&);

/// Fails with NotFound (situation.none, situation.unknown).
Result<Situation> latest(database::Connection&, std::string_view province);
Result<Situation> situation(database::Connection&, std::string_view province, SituationId);

/// Why it changed, in a sentence; nothing when there is no earlier situation.
std::optional<std::string> change_in_words(const Situation&, const Messages&, Language);

/// A child as the list shows it: nobody is named before the record is opened.
struct ChildOnList {
    persons::PersonId person_id;
    std::string initials; ///< "น.พ."; empty when the record has no name.
    int age = 0;
    std::string sex;
    std::string subdistrict_code;
    std::string village; ///< As the civil register writes it: number and name.
    double certainty = 0;
    std::optional<std::string> last_school;
    std::optional<std::string> reason; ///< Key of a reason in the definition.
};
BOOST_DESCRIBE_STRUCT(ChildOnList, (),
                      (person_id, initials, age, sex, subdistrict_code, village, certainty, last_school,
                       reason))

struct ChildPage {
    std::vector<ChildOnList> children;
    std::int64_t total = 0;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(ChildPage, (), (children, total, next_cursor))

inline constexpr int children_per_page = 50;

/// One page of the list of a situation. Fails with NotFound (situation.unknown) or InvalidInput
/// (situation.cursor_unreadable). Who shows it logs the reading.
Result<ChildPage> list_children(database::Connection&, const vault::KeyRing&, std::string_view province,
                                SituationId, const ListFilter&, ListSort, std::string_view cursor);

} // namespace samatcha::situation
