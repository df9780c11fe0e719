#pragma once

// From an invented province to the number, by the same steps as the product takes but without the
// database: files as offices write them, columns as the import suggests them, rows as it reads
// them, the linkage, the situation; then scored against the generator's truth.

#include "engines/linkage/linkage.hpp"
#include "engines/population/generate.hpp"
#include "modules/area/gazetteer.hpp"
#include "modules/persons/register_set.hpp"
#include "modules/situation/enrolment.hpp"

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace samatcha::bench {

struct Person {
    bool is_out_of_school = false;
    bool is_of_age = false; ///< In the denominator.
    bool is_out_without_status =
        false; ///< 3 to 17, no civil status, known to health or welfare only.
    bool has_status = false;  ///< Stands in the civil register, of this province or another.
    bool is_in_school = false;
    int age = -1;
};

/// The registers as imported, and who each row is.
struct Province {
    persons::RegisterSet registers;
    std::vector<std::vector<std::int64_t>> person_of_row; ///< By register and row.
    std::unordered_map<std::int64_t, Person> persons;
    population::Summary truth;
    std::vector<std::string> mapping; ///< "school: วันเกิด -> birth_date", for whoever looks.
};

Province imported_province(const area::Gazetteer&, population::Plan);
population::Plan plan_of_province(const area::Gazetteer&, const std::string& code);

struct PairScore {
    std::uint64_t true_pairs = 0, found = 0, right = 0;
    double precision() const {
        return found ? static_cast<double>(right) / static_cast<double>(found) : 1;
    }
    double recall() const {
        return true_pairs ? static_cast<double>(right) / static_cast<double>(true_pairs) : 1;
    }
};

struct Outcome {
    situation::Estimate estimate;
    situation::Count without_civil_status;
    std::uint64_t true_apart = 0; ///< Truly without civil status and in no school.
    /// Who those counted apart truly are: expected numbers by word.
    std::map<std::string, double> apart;
    std::uint64_t true_out = 0;
    std::uint64_t listed = 0; ///< Children more likely out of school than not.
    std::uint64_t listed_right = 0;
    std::vector<std::pair<std::string, PairScore>> by_register_pair; ///< By clusters.
    double missed_beyond_candidates = 0;
    double expected_false_links = 0, expected_missed_links = 0; ///< As the engine reports them.
    double seconds_link = 0, seconds_estimate = 0;

    double precision() const {
        return listed ? static_cast<double>(listed_right) / static_cast<double>(listed) : 1;
    }
    double recall() const {
        return true_out ? static_cast<double>(listed_right) / static_cast<double>(true_out) : 1;
    }
    bool is_covered() const {
        const auto n = static_cast<std::int64_t>(true_out);
        return n >= estimate.total.low && n <= estimate.total.high;
    }
};

/// With `explained` above 0, prints the blocking rules and why true pairs of civil and school rows
/// are not together, with the evidence of so many of them.
Outcome outcome_of(const Province&, unsigned threads, int explained = 0);

} // namespace samatcha::bench
