#pragma once

// The tables of the situation, and the only SQL on them.

#include "modules/registers/snapshot_reading.hpp"
#include "modules/situation/situation.hpp"
#include "platform/database/connection.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::situation {

/// Removes what an earlier attempt computed and never published.
void remove_unpublished(database::Connection&, std::string_view province);
void insert_situation(database::Connection&, std::string_view province, const Situation&);
void write_standings(database::Connection&, std::string_view province, SituationId,
                     std::span<const Standing>);
/// Makes it visible and forgets the standings of all others.
void publish_situation(database::Connection&, std::string_view province, SituationId);

/// A child on the list, as stored.
struct ListedChildRow {
    persons::PersonId person;
    int age = 0;
    std::string sex;
    std::string subdistrict_code;
    double certainty = 0;
    std::string reason; ///< Key of a reason; empty when none is known.
    registers::SnapshotId snapshot; ///< The civil record.
    std::int64_t row_no = 0;
    std::optional<registers::RecordKey> last_school{}; ///< An earlier record of a school register.
};
/// In several transactions if there are many: whoever reads them before the situation is published sees a part.
void write_listed_children(database::Connection&, std::string_view province, SituationId,
                           std::span<const ListedChildRow>);
void remove_listed(database::Connection&, std::string_view province, SituationId, const ListedChildRow&);

/// Published ones, latest first.
std::optional<Situation> find_situation(database::Connection&, std::string_view province, SituationId);
std::optional<SituationId> latest_situation_id(database::Connection&, std::string_view province);
std::optional<Situation> latest_situation(database::Connection&, std::string_view province);
std::vector<Standing> standings(database::Connection&, std::string_view province, SituationId);

struct SituationPoint {
    SituationId id;
    PartialDate as_of;
    persons::LinkRunId link_run_id;
    Instant created_at;
    std::int64_t value = 0;
    std::int64_t low = 0;
    std::int64_t high = 0;
    std::int64_t population = 0;
};
BOOST_DESCRIBE_STRUCT(SituationPoint, (),
                      (id, as_of, link_run_id, created_at, value, low, high, population))
std::vector<SituationPoint> situation_points(database::Connection&, std::string_view province);

BOOST_DEFINE_ENUM_CLASS(ListSort, Certainty, Age, Subdistrict)

struct ListFilter {
    std::string subdistrict; ///< Code; empty: as `district` says.
    std::string district;    ///< What codes begin with: a district's, a province's; empty: all.
    int age_from = 0;
    int age_to = 150;
    std::string sex; ///< M, F; empty: all.
};
BOOST_DESCRIBE_STRUCT(ListFilter, (), (subdistrict, district, age_from, age_to, sex))

/// Where a page begins: after this child.
struct ListCursor {
    std::string subdistrict_code;
    int age = 0;
    double certainty = 0;
    std::int64_t person = 0;
};

std::int64_t count_listed(database::Connection&, std::string_view province, SituationId, const ListFilter&);
std::vector<ListedChildRow> listed_children(database::Connection&, std::string_view province, SituationId,
                                            const ListFilter&, ListSort,
                                            const std::optional<ListCursor>& after, int count_max);
/// All of a filter, by person, in one reading; the callback may not use the connection.
void each_listed(database::Connection&, std::string_view province, SituationId, const ListFilter&,
                 const std::function<database::Reading(const ListedChildRow&)>&);
/// The earlier school records that a situation knows of the children on its list, by person.
struct KnownSchool {
    persons::PersonId person;
    registers::RecordKey record;
};
std::vector<KnownSchool> known_schools(database::Connection&, std::string_view province, SituationId);
std::optional<ListedChildRow> find_listed(database::Connection&, std::string_view province, SituationId,
                                          persons::PersonId);

} // namespace samatcha::situation
