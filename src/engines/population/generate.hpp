#pragma once

#include "base/json.hpp"
#include "engines/population/register_file.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::population {

/// What was made, and the true answers to what the system will be asked.
struct FileSummary {
    std::string name;
    Register source;
    std::uint64_t rows = 0; ///< Of children; titles, header and total not counted.
};
struct Summary {
    std::string province;
    std::uint64_t seed = 0;
    PartialDate as_of;
    std::vector<FileSummary> files;
    std::uint64_t households = 0;
    std::uint64_t children = 0; ///< Under 18 on the date.
    std::uint64_t in_civil = 0;
    std::uint64_t without_civil_status =
        0;                    ///< In the school, health or welfare registers or in none.
    std::uint64_t of_age = 0; ///< In the civil register, alive, resident, 3 to 17: the denominator.
    std::uint64_t out_of_school = 0; ///< Of those, in no education register: the number (S18).
};
BOOST_DESCRIBE_STRUCT(FileSummary, (), (name, source, rows))
BOOST_DESCRIBE_STRUCT(Summary, (),
                      (province, seed, as_of, files, households, children, in_civil,
                       without_civil_status, of_age, out_of_school))

/// Takes the finished rows: file `file` of register_files(), then truth, then persons. Called from
/// one thread, file by file within a block of households, the first rows being titles and header.
using RowSink =
    std::function<Result<void>(std::size_t file, std::span<const std::string_view> cells)>;

/// Part done, 0 to 1; false cancels.
using GenerationProgress = std::function<bool(double part_done)>;

/// truth: which row is who. persons: who each one is, and whether in school by the definition.
inline constexpr std::string_view truth_columns[] = {"register", "record_id", "person_key",
                                                     "household_key"};
inline constexpr std::string_view persons_columns[] = {
    "person_key",   "household_key", "birth_date",    "sex",       "subdistrict",
    "civil_status", "presence",      "in_civil",      "in_school", "authority",
    "in_health",    "in_welfare",    "out_of_school", "reason"};

/// Makes all households on `threads` threads, in blocks; a block's rows are shuffled file by file,
/// so that neighbours in a file are no family. Same rows in the same order for any number of
/// threads, in memory that does not grow with the province. Fails as the sink does, or with
/// Cancelled.
Result<Summary> generate(const Population&, unsigned threads, const RowSink&,
                         const GenerationProgress& = {});

} // namespace samatcha::population
