#pragma once

#include "base/json.hpp"
#include "base/partial_date.hpp"
#include "base/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::situation {

// Who counts as out of school, as data: the rules change with decrees and manuals, the code does not.
// The files stand in definitions/*.json and are embedded; the newest version is used by default.

enum class Stage {
    None, ///< In no education register.
    PrePrimary,
    Primary,
    LowerSecondary,
    UpperSecondary,
    PostSecondary,
    Unspecified, ///< Enrolled, but the register does not say where (learning centre, home school).
};
BOOST_DESCRIBE_ENUM(Stage, None, PrePrimary, Primary, LowerSecondary, UpperSecondary, PostSecondary,
                    Unspecified)

enum class Provision { School, Vocational, NonFormal, LearningCentre, HomeSchool };
BOOST_DESCRIBE_ENUM(Provision, School, Vocational, NonFormal, LearningCentre, HomeSchool)

/// What a grade as written (ป.1, ม.3, ปวช.2, กศน. ม.ต้น, 7) says.
struct Enrolment {
    Stage stage = Stage::Unspecified;
    Provision provision = Provision::School;
    int year = 0; ///< Within the stage, from 1; 0 when not said.
    friend bool operator==(const Enrolment&, const Enrolment&) = default;
};

/// Statistical clock: full years on the snapshot date, both ends included.
struct AgeBand {
    std::string key;
    int from = 0;
    int to = 0;
    Stage stage{};
};
BOOST_DESCRIBE_STRUCT(AgeBand, (), (key, from, to, stage))

/// Legal clock: Buddhist-era calendar year of the snapshot less that of birth, both ends included.
struct CompulsoryRule {
    std::string source;
    int calendar_years_from = 0;
    int calendar_years_to = 0;
};
BOOST_DESCRIBE_STRUCT(CompulsoryRule, (), (source, calendar_years_from, calendar_years_to))

struct YearsAfter {
    Stage stage{};
    int to = 0;
};
BOOST_DESCRIBE_STRUCT(YearsAfter, (), (stage, to))

struct LevelRule {
    Stage stage{};
    Provision provision{};
    int years = 0;
    std::vector<std::string> names;
    std::optional<YearsAfter> years_after; ///< ม.4-6 follow ม.3 under the same name.
};
BOOST_DESCRIBE_STRUCT(LevelRule, (), (stage, provision, years, names, years_after))

struct GradeNumbers {
    int from = 0;
    int to = 0;
    Stage stage{};
};
BOOST_DESCRIBE_STRUCT(GradeNumbers, (), (from, to, stage))

enum class ReasonEffect {
    NotCounted,  ///< The person is no child of this area any more: not out of school.
    NotEnrolled, ///< The school record is no enrolment any more.
    Shown,       ///< Counted; the reason helps whoever looks for the child.
};
BOOST_DESCRIBE_ENUM(ReasonEffect, NotCounted, NotEnrolled, Shown)

struct ReasonRule {
    std::string key;
    std::string register_kind; ///< civil, school, health, welfare
    std::string field;         ///< status or discharge_code
    ReasonEffect effect{};
    std::vector<std::string> values;
};
BOOST_DESCRIBE_STRUCT(ReasonRule, (), (key, register_kind, field, effect, values))

/// Where a register does not say the nationality, the first digit of the 13 does (person types 1-5:
/// Thai by birth or registration; 6, 7 and 0: without Thai nationality).
struct CitizenshipByDigit {
    std::string thai;
    std::string other;
};
BOOST_DESCRIBE_STRUCT(CitizenshipByDigit, (), (thai, other))

/// One dimension of exclusion: who of these ages is in none of these stages; or, where at_risk_in is
/// set, who is in that stage and at risk of leaving it (not known before early warning exists, S15).
struct LabelRule {
    std::string label;
    std::optional<int> ages_from;
    std::optional<int> ages_to;
    std::optional<std::vector<Stage>> in_school;
    std::optional<Stage> at_risk_in;
};
BOOST_DESCRIBE_STRUCT(LabelRule, (), (label, ages_from, ages_to, in_school, at_risk_in))

struct Framework {
    std::string key;
    std::string version;
    bool confirmed = false; ///< False: awaits confirmation before national use.
    std::vector<LabelRule> labels;
};
BOOST_DESCRIBE_STRUCT(Framework, (), (key, version, confirmed, labels))

struct Definition {
    std::string version;
    int age_from = 0;
    int age_to = 0;
    std::vector<std::string> year_only_first_of_january; ///< Registers that write 1 January for unknown.
    std::vector<AgeBand> bands;
    CompulsoryRule compulsory;
    std::vector<LevelRule> levels;
    std::vector<GradeNumbers> grade_numbers;
    std::vector<ReasonRule> reasons;
    CitizenshipByDigit citizenship_by_first_digit;
    std::vector<Framework> frameworks;
};
BOOST_DESCRIBE_STRUCT(Definition, (),
                      (version, age_from, age_to, year_only_first_of_january, bands, compulsory, levels,
                       grade_numbers, reasons, citizenship_by_first_digit, frameworks))

/// Fails with NotFound (situation.definition_unknown); a broken file is InvalidInput.
Result<Definition> definition(std::string_view version);
Result<Definition> read_definition(std::string_view json_text);
/// The newest embedded version.
const Definition& current_definition();

/// Reads a grade; an empty or unknown text is an enrolment whose stage is unspecified.
Enrolment parse_grade(const Definition&, std::string_view grade, std::string_view school_type = {});

/// The rule that a status or discharge code falls under, or null.
const ReasonRule* reason_of(const Definition&, std::string_view register_kind, std::string_view field,
                            std::string_view value);

/// How probable it is that a person has this age in full years: one entry for a complete date, two
/// at most for a month or a year only, its days being equally likely. Empty for no date, a birth
/// after `on`, or an age above 120.
struct AgeShare {
    int age = 0;
    double share = 0;
};
std::vector<AgeShare> age_shares(const PartialDate& birth, const PartialDate& on);

/// The same for a date that a register is known to write as 1 January when it means the year.
PartialDate meant_date(const Definition&, std::string_view register_kind, PartialDate written);

/// Whether the law obliges a person born then to be in school on `on`; needs the year only.
bool is_of_compulsory_age(const CompulsoryRule&, const PartialDate& birth, const PartialDate& on);

/// The band of an age, or null.
const AgeBand* band_of(const Definition&, int age);

} // namespace samatcha::situation
