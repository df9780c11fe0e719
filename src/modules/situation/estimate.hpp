#pragma once

#include "modules/situation/definition.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace samatcha::situation {

enum class Citizenship { Thai, Other, Unknown };
BOOST_DESCRIBE_ENUM(Citizenship, Thai, Other, Unknown)

/// A person that the linked registers know, with what they say of being in school.
struct Child {
    std::int64_t person = 0;   ///< Persistent person id.
    PartialDate birth_date;    ///< As meant (see meant_date); may be partial.
    char sex = 0;              ///< 'M', 'F' or 0.
    std::int32_t subdistrict = 0; ///< Official code of six digits, 0 unknown.
    Citizenship citizenship = Citizenship::Unknown;
    /// Probability that an education register holds this child: calibrated link probabilities of
    /// accepted links, and of the best candidates that were not accepted.
    double p_enrolled = 0;
    Enrolment enrolment{};        ///< Where, if enrolled.
    std::int16_t enrolled_in = -1; ///< Index of the register that says so, -1 if none.
    std::int16_t reason = -1;      ///< Index into Definition::reasons, -1 if none.
};

/// One kind of the linkage's own expected errors, as a reviewed sample corrects it (ADR 0005); at first
/// nothing is corrected.
struct ErrorCorrection {
    double factor = 1; ///< By which the model's expectation is multiplied.
    /// Standard deviation of what comes out, relative to it (ADR 0004): at a half, a model that misjudges
    /// its own errors by a factor of two stays within 95 %.
    double relative_sd = 0.5;
};

/// How far the linkage's own error estimates can be off, beyond chance.
struct ModelUncertainty {
    /// Expected number of enrolled children whose school record was never even a candidate.
    double missed_beyond_candidates = 0;
    ErrorCorrection false_links;
    ErrorCorrection missed_links;
    /// Expected number of links between civil records and those of registers that are neither civil nor
    /// of education, which were never even candidates: such a person seems to be without civil status.
    double civil_missed_beyond_candidates = 0;
};

/// A count with its 95 % interval; whole children; low <= value <= high.
struct Count {
    std::int64_t value = 0;
    std::int64_t low = 0;
    std::int64_t high = 0;
    std::int64_t population = 0;
    friend bool operator==(const Count&, const Count&) = default;
};
BOOST_DESCRIBE_STRUCT(Count, (), (value, low, high, population))

struct Cell {
    std::string key;
    std::int64_t value = 0;
    std::int64_t low = 0;
    std::int64_t high = 0;
    std::int64_t population = 0;
};
BOOST_DESCRIBE_STRUCT(Cell, (), (key, value, low, high, population))

struct AreaCell {
    std::string code; ///< Empty: address not known.
    std::int64_t value = 0;
    std::int64_t low = 0;
    std::int64_t high = 0;
    std::int64_t population = 0;
};
BOOST_DESCRIBE_STRUCT(AreaCell, (), (code, value, low, high, population))

struct AgeSexCell {
    int age = 0;
    std::string sex; ///< M, F or empty.
    std::int64_t value = 0;
    std::int64_t low = 0;
    std::int64_t high = 0;
    std::int64_t population = 0;
};
BOOST_DESCRIBE_STRUCT(AgeSexCell, (), (age, sex, value, low, high, population))

struct LevelCell {
    std::string level;
    std::int64_t value = 0;
    std::int64_t low = 0;
    std::int64_t high = 0;
    std::int64_t population = 0;
};
BOOST_DESCRIBE_STRUCT(LevelCell, (), (level, value, low, high, population))

/// Children with a known reason: those not counted (moved, died) and those counted.
struct ReasonCell {
    std::string reason;
    bool counted = false;
    std::int64_t value = 0;
};
BOOST_DESCRIBE_STRUCT(ReasonCell, (), (reason, counted, value))

struct LabelValue {
    std::string framework;
    std::string version;
    std::string label;
    bool confirmed = false;
    std::optional<std::int64_t> value; ///< Null: not known (needs the risk of leaving school).
};
BOOST_DESCRIBE_STRUCT(LabelValue, (), (framework, version, label, confirmed, value))

/// The number and its parts. Every breakdown sums to `total` in value and in population.
struct Estimate {
    Count total;
    Count compulsory; ///< By the legal clock; its population is the children of that age.
    double expected_false_links = 0;  ///< Children believed enrolled who are not.
    double expected_missed_links = 0; ///< Children believed out of school who are enrolled.
    std::int64_t without_birth_date = 0; ///< Not counted: their age is not known.
    std::vector<AreaCell> by_subdistrict;
    std::vector<AreaCell> by_district;
    std::vector<AgeSexCell> by_age_sex;
    std::vector<LevelCell> by_level;
    std::vector<LevelCell> by_citizenship;
    std::vector<ReasonCell> by_reason;
    std::vector<LabelValue> labels;
};

/// Out of school on `as_of`: in the age window, counted, in no education register (S18). The value is
/// the expected number; the interval takes chance, false links, missed links and the model's own
/// uncertainty. Children are taken in the order given; the result depends on nothing else.
Estimate estimate(const Definition&, std::span<const Child>, const PartialDate& as_of,
                  const ModelUncertainty&);

/// What one child adds to the number, in [0, 1]: its share in the age window times the probability
/// of being in no education register; 0 for a child not counted. The sum is the total's value.
std::vector<double> contributions(const Definition&, std::span<const Child>, const PartialDate& as_of,
                                  const ModelUncertainty&);

/// Persons without civil status, seen in health, welfare or school registers only: counted apart.
/// `p_person` is the probability that such a person truly stands in no civil record.
struct PersonWithoutCivilStatus {
    PartialDate birth_date;
    double p_person = 0;
    double p_elsewhere = 0; ///< In a school, or counted already by another of her records.
    bool is_pupil = false;  ///< A school's record is linked; otherwise p_elsewhere is of missed links.
};
/// Those of them in no school. All that missed links take off, and all that they should have taken off
/// unseen, is of no better certainty than the model's expectation of them.
Count without_civil_status(const Definition&, std::span<const PersonWithoutCivilStatus>,
                           const PartialDate& as_of, const ModelUncertainty&);

/// How probable it is that each of the clusters left over by the linkage has a record elsewhere after
/// all, by the evidence on them alone (ADR 0008). `ratios` has for each the mean likelihood ratio of its
/// pairs with the records it may have; `linked` is how many of the same kind are linked already. The
/// share that has one is estimated by EM over both, since what is linked belongs to the same kind.
std::vector<double> p_missed(std::span<const double> ratios, double linked);

/// Whole numbers that sum to the rounded sum of the parts (largest remainders, first on ties).
std::vector<std::int64_t> rounded_parts(std::span<const double> parts, std::int64_t total);

} // namespace samatcha::situation
