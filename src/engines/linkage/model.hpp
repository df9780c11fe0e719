#pragma once

#include "base/result.hpp"
#include "engines/linkage/column.hpp"

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

namespace samatcha::linkage {

/// Kinds of pairs of records. Fellegi and Sunter (1969) know matches and the rest; the rest is split
/// because brothers and sisters agree on nearly all that is not personal, and a model without them
/// takes them for one child.
enum class PairClass : std::uint8_t {
    Match,     ///< One person.
    Chance,    ///< Two persons who have nothing to do with each other.
    Neighbour, ///< Two persons of one place.
    Household, ///< Two persons of one family or household.
    Twin,      ///< The same, born on one day.
};
inline constexpr std::size_t class_count = 5;

/// One grade of agreement, the best first. `name` is a word of a small fixed list (exact, key, sound,
/// close, similar, part, swapped, year_only, ..., different), translated by whoever shows it.
struct LevelModel {
    std::string name;
    std::vector<double> probability; ///< By PairClass; over the levels of one comparison they sum to 1.
    static auto parts(auto& own) { return std::tie(own.name, own.probability); }
};

struct ComparisonModel {
    std::string field; ///< A meaning, or meaning:column where there are several of one meaning.
    Meaning meaning = Meaning::Text;
    std::vector<LevelModel> levels;
    static auto parts(auto& own) { return std::tie(own.field, own.meaning, own.levels); }
};

/// What a run has learnt; can be saved, compared and given to a later run.
struct Model {
    int version = 2; ///< Of the levels; a model of others is learnt anew.
    std::vector<ComparisonModel> comparisons;
    std::vector<double> class_share; ///< By PairClass, of all comparable pairs; sums to 1.
    static auto parts(auto& own) { return std::tie(own.version, own.comparisons, own.class_share); }
};

/// How often a level is met between two records of one person (m) and of two (u: the other classes by
/// their shares).
struct LevelShares {
    std::string level;
    double m = 0;
    double u = 0;
    double bits() const; ///< What the level adds to the weight, where no household explains it.
};
std::vector<LevelShares> level_shares(const Model&, const ComparisonModel&);

std::string to_json(const Model&);
/// Fails with InvalidInput; the key tells why (linkage.model_*), with the place where.
Result<Model> model_from_json(std::string_view json);

} // namespace samatcha::linkage
