#pragma once

#include "engines/linkage/linkage.hpp"
#include "modules/persons/link_run.hpp"
#include "modules/persons/review_accuracy.hpp"
#include "modules/situation/change.hpp"
#include "modules/situation/enrolment.hpp"
#include "modules/situation/estimate.hpp"
#include "modules/situation/field_finding.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace samatcha::situation {

using SituationId = Id<struct SituationTag>;

/// A register that the number rests on. Coverage: of the persons of the age window that it should
/// hold, the share that it does; of a school register, of all children of the window.
struct RegisterUsed {
    std::string kind;
    registers::SnapshotId snapshot_id;
    PartialDate snapshot_date;
    std::int64_t records = 0;
    std::int64_t persons = 0; ///< Distinct, in the age window.
    double coverage = 0;
    std::optional<std::string> agency_th; ///< Whose register it is; filled in when shown.
    std::optional<std::string> agency_en;
};
BOOST_DESCRIBE_STRUCT(RegisterUsed, (),
                      (kind, snapshot_id, snapshot_date, records, persons, coverage, agency_th, agency_en))

/// What reviewers found in a random sample of pairs, and how it corrected the linkage's expected errors
/// (ADR 0005).
struct ReviewedSample {
    std::int64_t pairs = 0;
    double precision = 0;
    double precision_low = 0;
    double precision_high = 1;
    double false_links_factor = 1;
    double false_links_relative_sd = 0;
    double missed_links_factor = 1;
    double missed_links_relative_sd = 0;
};
BOOST_DESCRIBE_STRUCT(ReviewedSample, (),
                      (pairs, precision, precision_low, precision_high, false_links_factor,
                       false_links_relative_sd, missed_links_factor, missed_links_relative_sd))

/// How the number was made, for whoever asks.
struct Method {
    std::string definition; ///< Its version.
    std::string compulsory_source;
    double confidence = 0.95;
    double expected_false_links = 0;
    double expected_missed_links = 0;
    double model_relative_sd = 0;
    std::int64_t listed = 0; ///< Children more probably out of school than not: the list.
    std::int64_t without_birth_date = 0;
    std::int64_t outside_province = 0; ///< Counted, though the register says another province.
    bool dates_differ = false;         ///< The registers are not of one day.
    std::optional<std::int64_t> corrected_by_visits; ///< Taken off since the count: found in school, moved, died.
    std::optional<ReviewedSample> review; ///< Null: nobody had looked at any pair of the sample.
};
BOOST_DESCRIBE_STRUCT(Method, (),
                      (definition, compulsory_source, confidence, expected_false_links,
                       expected_missed_links, model_relative_sd, listed, without_birth_date,
                       outside_province, dates_differ, corrected_by_visits, review))

/// The number with all that belongs to it, as stored and as the API shows it.
struct Situation {
    SituationId id;
    persons::LinkRunId link_run_id;
    PartialDate as_of;
    Instant created_at;
    std::string clock = "statistical";
    int age_from = 0;
    int age_to = 0;
    std::int64_t value = 0;
    std::int64_t low = 0;
    std::int64_t high = 0;
    std::int64_t population = 0;
    double rate = 0; ///< value / population.
    std::optional<SituationId> previous_id;
    std::optional<std::int64_t> change;
    std::optional<std::string> change_reason; ///< In words; filled in when shown.
    std::vector<ChangePart> change_parts;
    std::vector<RegisterUsed> registers;
    Method method;
    Count compulsory;
    Count without_civil_status;
    std::vector<AreaCell> by_subdistrict;
    std::vector<AreaCell> by_district;
    std::vector<AgeSexCell> by_age_sex;
    std::vector<LevelCell> by_level;
    std::vector<LevelCell> by_citizenship;
    std::vector<ReasonCell> by_reason;
    std::vector<LabelValue> labels;
};
BOOST_DESCRIBE_STRUCT(Situation, (),
                      (id, link_run_id, as_of, created_at, clock, age_from, age_to, value, low, high,
                       population, rate, previous_id, change, change_reason, change_parts, registers,
                       method, compulsory, without_civil_status, by_subdistrict, by_district, by_age_sex,
                       by_level, by_citizenship, by_reason, labels))

/// A child on the list of those who seem out of school.
struct ListedChild {
    std::int64_t person = 0;
    std::uint32_t cluster = 0;
    int age = 0; ///< The likelier of two, where only the birth year is known.
    char sex = 0;
    std::int32_t subdistrict = 0;
    double certainty = 0; ///< Probability of being in no education register.
    std::int16_t reason = -1; ///< Index into Definition::reasons.
};

struct SituationFound {
    Situation situation; ///< Without ids and change.
    std::vector<ListedChild> list;     ///< By person.
    std::vector<Standing> standings;   ///< By person.
    LinkedChildren children;
};

/// The day that ages are counted on: that of the latest civil snapshot, else of the latest of all.
PartialDate as_of(const persons::RegisterSet&);

/// What a review says of the linkage's errors; nothing when nobody has reviewed.
std::optional<ReviewedSample> reviewed_sample(const persons::ReviewAccuracy&);

/// Columns and links in, situation out. `province` tells who lives elsewhere; `person_of_cluster` may
/// be empty, persons are then clusters.
SituationFound situation_of(const Definition&, const persons::RegisterSet&, const linkage::Linkage&,
                            std::span<const std::int64_t> person_of_cluster, std::string_view province,
                            const std::optional<ReviewedSample>& review = std::nullopt,
                            std::span<const FieldFinding> findings = {});
SituationFound situation_of(const Definition&, const persons::RegisterSet&, const LinkedRecords&,
                            std::span<const std::int64_t> person_of_cluster, std::string_view province,
                            const std::optional<ReviewedSample>& review = std::nullopt,
                            std::span<const FieldFinding> findings = {});

/// A child about whom a visit knew better, as the breakdowns count it.
struct CorrectedChild {
    int age = 0;
    std::string sex;
    std::string subdistrict_code;
    std::string reason; ///< Key of a reason; empty when none is known.
};

/// One child fewer (-1) or more (+1) in the number and in every part, so that the parts go on summing to it.
void count_one(const Definition&, Situation&, const CorrectedChild&, int by);

} // namespace samatcha::situation
