#include "engines/linkage/estimate.hpp"

#include "base/parallel.hpp"
#include "engines/linkage/level_rules.hpp"
#include "engines/linkage/scripts.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace samatcha::linkage {

namespace {

constexpr std::size_t match = static_cast<std::size_t>(PairClass::Match);
constexpr std::size_t chance = static_cast<std::size_t>(PairClass::Chance);
constexpr std::size_t neighbour = static_cast<std::size_t>(PairClass::Neighbour);
constexpr std::size_t household = static_cast<std::size_t>(PairClass::Household);
constexpr std::size_t twin = static_cast<std::size_t>(PairClass::Twin);
constexpr std::size_t none = SIZE_MAX;
/// How often relatives have one number, before any data are seen.
constexpr double number_shared_at_first = 1e-4;
/// Of the pairs of drawn values that are nearly alike so many at least are so by chance: matches cannot
/// claim them all.
constexpr double drawn_by_chance_min = 0.5;
/// A place that more pairs than these share tells no neighbours from strangers: all live in one town.
constexpr double same_place_max = 0.5;
/// Of all pairs no more are neighbours: what is said of strangers is what the others leave over.
constexpr double neighbours_max = 0.6;
/// Relatives of one record, all registers together; more of them are no family but a crowd.
constexpr double relatives_max = 20;
/// Of the pairs in a family no more have names a letter apart; where it seems so, they are one person, misspelt.
constexpr double close_among_relatives_max = 0.1;
/// Texts are alike down to this level of theirs (words_above_56).
constexpr unsigned words_told_apart = 5;

/// What the levels of a field look like among matches before any data are seen; exact levels share
/// the first number by how common their values are.
std::vector<double> usual_levels(FieldKind kind) {
    switch (kind) {
    case FieldKind::Name: return {0.80, 0.04, 0, 0.07, 0, 0.02, 0.02, 0.005, 0.01, 0.035};
    case FieldKind::Guardians: return {0.50, 0.28, 0.08, 0.08, 0.03, 0.03};
    case FieldKind::Date: return {0.85, 0.015, 0.04, 0.03, 0.01, 0.01, 0.01, 0.01, 0.01, 0.015};
    case FieldKind::Identifier: return {0.88, 0.05, 0.02, 0.05};
    case FieldKind::Area: return {0.80, 0.02, 0.06, 0.05, 0.07};
    case FieldKind::Text: return {0.78, 0.07, 0.03, 0.03, 0.09};
    case FieldKind::Words: return {0.40, 0.15, 0.10, 0.08, 0.07, 0.06, 0.05, 0.04, 0.03, 0.02};
    case FieldKind::Sex: return {0.97, 0.03};
    case FieldKind::Number: return {0.85, 0.05, 0.03, 0.07};
    case FieldKind::Point: return {0.75, 0.12, 0.06, 0.03, 0.04};
    }
    return {};
}

/// The same of names of which a share is written in Thai letters, another here in Thai and there in Latin ones.
std::vector<double> usual_name_levels(const ScriptShares& share) {
    constexpr std::array<double, 10> thai = {0.80, 0.04, 0.02, 0.05, 0, 0.02, 0.02, 0.005, 0.01, 0.035};
    constexpr std::array<double, 10> across = {0, 0, 0, 0, 0.80, 0, 0.08, 0.005, 0, 0.115};
    auto usual = usual_levels(FieldKind::Name);
    for (std::size_t l = 0; l < usual.size(); ++l)
        usual[l] = (1 - share.thai - share.across) * usual[l] + share.thai * thai[l] + share.across * across[l];
    return usual;
}

class Estimation {
public:
    Estimation(const Comparer& comparer, const Coverage& coverage, const AllPairs& all,
               const std::vector<PatternCount>& patterns, unsigned threads)
        : m_comparer(comparer), m_fields(comparer.records().fields), m_coverage(coverage), m_all(all), m_patterns(patterns), m_threads(threads) {
        for (const auto& field : m_fields) {
            m_level_counts.push_back(level_names(field.kind).size());
            m_scripts.push_back(field.kind == FieldKind::Name ? script_shares(comparer.records(), field) : ScriptShares());
        }
        for (const auto& pattern : patterns)
            m_unlabelled.push_back(static_cast<double>(pattern.pairs));
    }

    Estimate run(double matches_expected, double records, std::vector<LabelledPair> labelled,
                 const std::function<bool(double)>& go_on) {
        m_records = records;
        begin(matches_expected, records);
        learn(go_on);
        if (!labelled.empty()) {
            take(std::move(labelled));
            learn(go_on);
        }
        return finish();
    }

private:
    using Levels = std::array<double, 16>;
    using ClassShares = std::array<double, class_count>;

    void learn(const std::function<bool(double)>& go_on) {
        constexpr int rounds_max = 120;
        for (int round = 0; round < rounds_max; ++round) {
            choose_live(round);
            expect();
            if (round < 12 || round % 6 == 0)
                cover();
            const double change = maximise();
            if (!go_on(static_cast<double>(round) / rounds_max) || (round > 30 && change < 1e-5))
                break;
        }
    }

    /// What is known of labelled pairs replaces what is believed of pairs of which the model is alike
    /// sure.
    void take(std::vector<LabelledPair> labelled) {
        struct Band {
            double pairs = 0;
            double labelled = 0;
        };
        const auto likelihoods = likelihoods_by_levels();
        const auto band = [&](Pattern pattern) { return band_of(densities(likelihoods, pattern)); };
        std::map<int, Band> bands;
        for (std::size_t i = 0; i < m_patterns.size(); ++i)
            bands[band(m_patterns[i].pattern)].pairs += m_unlabelled[i];
        for (const auto& pair : labelled)
            bands[band(pair.pattern)].labelled += pair.stands_for;
        for (std::size_t i = 0; i < m_patterns.size(); ++i)
            if (const auto& own = bands[band(m_patterns[i].pattern)]; own.labelled > 0)
                m_unlabelled[i] *= std::max(0.0, 1 - own.labelled / own.pairs);
        for (auto& pair : labelled)
            if (const auto& own = bands[band(pair.pattern)]; own.labelled > own.pairs)
                pair.stands_for *= own.pairs / own.labelled;
        m_labelled = std::move(labelled);
    }

    /// Bits for a match, by what is learnt so far.
    static int band_of(const ClassShares& a) {
        const double others = std::accumulate(a.begin() + 1, a.end(), 0.0);
        return std::ilogb(std::max(a[match], 1e-300) / std::max(others, 1e-300));
    }

    /// By two neighbouring fields and both their levels, a byte of the pattern: half as much is to be looked up.
    std::vector<ClassShares> likelihoods_by_levels() const {
        std::vector<ClassShares> by_level(16 * (m_fields.size() + 1)); // of a field and its level; one that is none says nothing
        for (auto& likelihood : by_level)
            likelihood.fill(1);
        for (std::size_t f = 0; f < m_fields.size(); ++f)
            for (std::size_t level = 1; level < 16; ++level)
                if (!m_comparer.says_it_again(f, static_cast<unsigned>(level)))
                    for (std::size_t k = 0; k < class_count; ++k)
                        by_level[16 * f + level][k] = m_p[k][f][level];
        std::vector<ClassShares> likelihoods(256 * twos());
        for (std::size_t i = 0; i < likelihoods.size(); ++i)
            for (std::size_t k = 0; k < class_count; ++k)
                likelihoods[i][k] = by_level[i / 256 * 32 + i % 16][k] * by_level[i / 256 * 32 + 16 + i % 256 / 16][k];
        return likelihoods;
    }
    std::size_t twos() const { return (m_fields.size() + 1) / 2; }
    static std::size_t levels_at(Pattern pattern, std::size_t two) { return 256 * two + (pattern >> (8 * two) & 255U); }

    /// Pairs of each class that look like this, up to a common factor.
    ClassShares densities(const std::vector<ClassShares>& likelihoods, Pattern pattern) const {
        auto a = m_n;
        for (std::size_t two = 0; two < twos(); ++two) {
            const auto& likelihood = likelihoods[levels_at(pattern, two)];
#pragma GCC unroll 5
            for (std::size_t k = 0; k < class_count; ++k)
                a[k] *= likelihood[k];
        }
        return a;
    }

    void begin(double matches_expected, double records) {
        m_p.assign(class_count, m_all.levels);
        m_usual.assign(m_fields.size(), {});
        for (std::size_t f = 0; f < m_fields.size(); ++f) {
            const auto& field = m_fields[f];
            const auto exact = std::max(1U, exact_levels(field.kind));
            const auto usual = field.kind == FieldKind::Name
                                   ? usual_name_levels(m_scripts[f])
                                   : usual_levels(field.kind);
            double u_exact = 0;
            for (std::size_t l = 1; l <= exact; ++l)
                u_exact += m_all.levels[f][l];
            // The commoner a value the more matches have it; square roots turn pairs into records.
            double roots = 0;
            for (std::size_t l = 1; l <= exact; ++l)
                roots += std::sqrt(m_all.levels[f][l]);
            for (std::size_t l = 1; l <= exact; ++l)
                m_usual[f][l] = usual[0] * std::sqrt(m_all.levels[f][l]) / roots;
            for (std::size_t l = exact + 1; l <= m_level_counts[f]; ++l)
                m_usual[f][l] = usual[l - exact];
            m_p[match][f] = m_usual[f];
            if (field.role == FieldRole::Locality || field.role == FieldRole::Household)
                m_p[household][f] = m_p[twin][f] = m_usual[f];
            if (field.kind == FieldKind::Identifier)
                m_p[household][f][1] = m_p[twin][f][1] = number_shared_at_first;
            m_tells_places.push_back(field.role == FieldRole::Locality && u_exact <= same_place_max);
            if (m_tells_places[f]) {
                m_p[neighbour][f] = m_usual[f];
                m_same_place = std::max(m_same_place, u_exact);
            }
            m_has_shared |= field.role == FieldRole::Household || field.role == FieldRole::Locality;
            m_has_given |= field.meaning == Meaning::GivenName;
            m_has_date |= field.kind == FieldKind::Date;
        }
        choose_told_apart_by();
        m_n = {matches_expected, 0, 0, 0, 0};
        m_n[neighbour] = std::min(0.1, m_same_place) * m_all.pairs;
        if ((m_has_shared && (m_has_given || m_told_apart_by[0] != none)) || m_told_apart_by[1] != none)
            m_n[household] = std::min(0.5 * records, 0.05 * m_all.pairs);
        if ((m_has_shared && m_has_given && m_has_date) || m_told_apart_by[1] != none)
            m_n[twin] = std::min(0.02 * records, 0.01 * m_all.pairs);
        m_n[chance] = std::max(1.0, m_all.pairs - m_n[match] - m_n[neighbour] - m_n[household] - m_n[twin]);
        m_coverages.resize(class_count);
        for (auto& c : m_coverages)
            c.not_met.assign(m_fields.size(), {});
        tie();
    }

    /// Where no given names tell relatives apart, long texts do: works of the same authors have other
    /// titles, works of the same title other authors. The most telling text stands in for the given
    /// name in one class of relatives, the second in the other.
    void choose_told_apart_by() {
        if (m_has_given)
            return;
        std::vector<std::pair<double, std::size_t>> texts;
        for (std::size_t f = 0; f < m_fields.size(); ++f)
            if (m_fields[f].kind == FieldKind::Words && m_fields[f].role == FieldRole::Personal) {
                double alike = 0;
                for (std::size_t l = 1; l <= words_told_apart; ++l)
                    alike += m_all.levels[f][l];
                texts.emplace_back(alike, f);
            }
        std::sort(texts.begin(), texts.end());
        for (std::size_t i = 0; i < 2 && i < texts.size(); ++i)
            m_told_apart_by[i] = texts[i].second;
        for (const auto k : {household, twin})
            for (const auto f : m_told_apart_by)
                if (f != none && f != m_told_apart_by[k == twin])
                    m_p[k][f] = m_usual[f];
    }

    bool is_active(std::size_t k) const { return m_n[k] > 0; }

    /// Expected pairs of each class, in all and by two fields and their levels.
    struct Expected {
        ClassShares totals{};
        std::vector<ClassShares> by_levels;
        explicit Expected(std::size_t twos) : by_levels(256 * twos, ClassShares{}) {}

        /// Shares pairs of one pattern out among the classes; the pairs that may be no chance.
        double add(Pattern pattern, double pairs, ClassShares a) {
            const double sum = std::accumulate(a.begin(), a.end(), 0.0);
            if (!(sum > 0))
                return 0.0;
            const double scale = pairs / sum;
            const double doubt = (sum - a[chance]) * scale;
            for (std::size_t k = 0; k < class_count; ++k)
                totals[k] += a[k] *= scale;
            for (std::size_t two = 0; 256 * two < by_levels.size(); ++two) {
                auto& sum_at_levels = by_levels[levels_at(pattern, two)];
#pragma GCC unroll 5
                for (std::size_t k = 0; k < class_count; ++k)
                    sum_at_levels[k] += a[k];
            }
            return doubt;
        }
        void add(const Expected& more) {
            for (std::size_t k = 0; k < class_count; ++k)
                totals[k] += more.totals[k];
            for (std::size_t i = 0; i < by_levels.size(); ++i)
                for (std::size_t k = 0; k < class_count; ++k)
                    by_levels[i][k] += more.by_levels[i][k];
        }
    };

    void expect() {
        constexpr std::size_t patterns_of_a_part = 4096;
        const auto likelihoods = likelihoods_by_levels();
        std::vector<Expected> parts((m_live.size() + patterns_of_a_part - 1) / patterns_of_a_part, Expected(twos()));
        parallel_parts(m_threads, parts.size(), [&](std::size_t part) {
            const auto end = std::min(m_live.size(), (part + 1) * patterns_of_a_part);
            for (auto i = part * patterns_of_a_part; i < end; ++i) {
                const auto pattern = m_patterns[m_live[i]].pattern;
                m_doubt[i] = parts[part].add(pattern, m_unlabelled[m_live[i]], densities(likelihoods, pattern));
            }
        });
        Expected all(twos());
        for (const auto& part : parts)
            all.add(part);
        for (const auto& pair : m_labelled) {
            auto a = densities(likelihoods, pair.pattern);
            if (pair.decision == Decision::Same)
                std::fill(a.begin() + 1, a.end(), 0.0);
            else
                a[match] = 0;
            all.add(pair.pattern, pair.stands_for, a);
        }
        m_totals = all.totals;
        m_sums.assign(class_count, LevelProbabilities(m_fields.size(), Levels{}));
        for (std::size_t k = 0; k < class_count; ++k)
            for (std::size_t f = 0; f < m_fields.size(); ++f)
                for (std::size_t i = 0; i < 256; ++i)
                    m_sums[k][f][f % 2 == 0 ? i % 16 : i / 16] += all.by_levels[256 * (f / 2) + i][k];
    }

    /// Patterns that are chance beyond doubt are nearly all of them, and cost nearly all the time; they
    /// are looked at again now and then.
    void choose_live(int round) {
        if (round % 20 == 0) {
            m_live.resize(m_patterns.size());
            std::iota(m_live.begin(), m_live.end(), std::size_t{0});
        } else if (round % 20 == 1) {
            std::size_t kept = 0;
            for (std::size_t i = 0; i < m_live.size(); ++i)
                if (m_doubt[i] > 1e-7)
                    m_live[kept++] = m_live[i];
            m_live.resize(kept);
        }
        m_doubt.resize(m_live.size());
    }

    LevelProbabilities with_missing(std::size_t k) const {
        auto p = m_p[k];
        for (std::size_t f = 0; f < m_fields.size(); ++f) {
            for (auto& x : p[f])
                x *= 1 - m_all.missing[f];
            p[f][0] = m_all.missing[f];
        }
        return p;
    }

    void cover() {
        for (std::size_t k = 0; k < class_count; ++k)
            if (k != chance && is_active(k)) {
                m_coverages[k] = m_coverage.of(with_missing(k));
                // A class of which rules meet next to nothing cannot be known from what they met.
                m_coverages[k].met = std::max(m_coverages[k].met, k == match ? 0.2 : 1e-4);
            }
    }

    /// Expected number of pairs of class k at a level, those not met included.
    double expected(std::size_t k, std::size_t f, std::size_t level) const {
        return m_sums[k][f][level] + m_n[k] * m_coverages[k].not_met[f][level];
    }

    double maximise() {
        const auto before = m_p[match];
        for (std::size_t k = 0; k < class_count; ++k)
            if (k != chance && is_active(k))
                m_n[k] = std::max(1e-3, m_totals[k] / m_coverages[k].met);
        m_n[neighbour] = std::min(m_n[neighbour], neighbours_max * m_all.pairs);
        for (const auto k : {household, twin})
            m_n[k] = std::min(m_n[k], relatives_max * m_records);
        double others = 0;
        for (std::size_t k = 0; k < class_count; ++k)
            if (k != chance)
                others += m_n[k];
        m_n[chance] = std::max(0.05 * m_all.pairs, m_all.pairs - others);
        for (std::size_t f = 0; f < m_fields.size(); ++f) {
            update_chance(f);
            for (const auto k : {match, neighbour, household, twin})
                if (is_active(k))
                    update(k, f, is_shared(k, f) ? m_usual[f] : m_p[chance][f], k == match ? 20 : 100);
        }
        tie();
        double change = 0;
        for (std::size_t f = 0; f < m_fields.size(); ++f)
            for (std::size_t l = 1; l <= m_level_counts[f]; ++l)
                change = std::max(change, std::abs(before[f][l] - m_p[match][f][l]));
        return change;
    }

    /// Whether pairs of class k have a field in common by being what they are.
    bool is_shared(std::size_t k, std::size_t f) const {
        const auto role = m_fields[f].role;
        if (k == match)
            return true;
        if (k == neighbour)
            return m_tells_places[f];
        return role == FieldRole::Locality || role == FieldRole::Household || f == m_told_apart_by[k == household];
    }

    void update(std::size_t k, std::size_t f, const Levels& prior, double strength) {
        double sum = 0;
        Levels next{};
        for (std::size_t l = 1; l <= m_level_counts[f]; ++l)
            sum += next[l] = expected(k, f, l) + strength * prior[l];
        for (std::size_t l = 1; l <= m_level_counts[f]; ++l)
            m_p[k][f][l] = std::max(1e-9, next[l] / sum);
    }

    /// All pairs at a level less those that the other classes explain.
    void update_chance(std::size_t f) {
        const double present = m_all.pairs * (1 - m_all.missing[f]);
        double sum = 0;
        Levels next{};
        for (std::size_t l = 1; l <= m_level_counts[f]; ++l) {
            next[l] = present * m_all.levels[f][l];
            const bool is_drawn = !m_all.is_counted && l > exact_levels(m_fields[f].kind);
            const double floor = std::max(0.3, (is_drawn ? drawn_by_chance_min : 1e-3) * next[l]);
            for (std::size_t k = 0; k < class_count; ++k)
                if (k != chance && is_active(k))
                    next[l] -= expected(k, f, l);
            sum += next[l] = std::max(next[l], floor);
        }
        for (std::size_t l = 1; l <= m_level_counts[f]; ++l)
            m_p[chance][f][l] = next[l] / std::max(sum, 1e-9);
    }

    /// What is personal agrees between two persons by accident only; but that one child's number was
    /// entered for the other happens within a family, and how often is learnt.
    void tie() {
        for (std::size_t f = 0; f < m_fields.size(); ++f) {
            const auto& field = m_fields[f];
            if (field.kind == FieldKind::Sex)
                for (const auto k : {neighbour, household, twin})
                    m_p[k][f] = m_p[chance][f];
            if (field.role != FieldRole::Personal) {
                for (const auto k : {neighbour, household, twin})
                    agree_no_less_than_by_chance(k, f);
                continue;
            }
            m_p[neighbour][f] = m_p[chance][f];
            for (const auto k : {household, twin}) {
                if (field.kind == FieldKind::Date && k == twin)
                    m_p[k][f] = m_p[match][f];
                else if (!is_shared(k, f) && field.kind != FieldKind::Identifier)
                    tie_exact(k, f);
            }
        }
    }

    /// Relatives share more than strangers do, never less.
    void agree_no_less_than_by_chance(std::size_t k, std::size_t f) {
        const auto exact = std::max(1U, exact_levels(m_fields[f].kind));
        double own = 0;
        double by_chance = 0;
        for (std::size_t l = 1; l <= exact; ++l) {
            own += m_p[k][f][l];
            by_chance += m_p[chance][f][l];
        }
        if (own < by_chance)
            for (std::size_t l = 1; l <= m_level_counts[f]; ++l)
                m_p[k][f][l] = l <= exact ? m_p[chance][f][l] : m_p[k][f][l] * (1 - by_chance) / (1 - own);
    }

    /// Brothers and sisters have other names, numbers and birthdays; how far these resemble each other
    /// is learnt.
    void tie_exact(std::size_t k, std::size_t f) {
        const auto exact = std::max(1U, exact_levels(m_fields[f].kind));
        const bool is_name = m_fields[f].kind == FieldKind::Name;
        const auto fixed = is_name                                  ? name_levels::key
                           : m_fields[f].kind == FieldKind::Words ? words_told_apart
                                                                  : exact;
        const auto is_fixed = [&](std::size_t l) {
            return l <= fixed || (is_name && l == name_levels::other_script);
        };
        double fixed_sum = 0;
        double rest = 0;
        for (std::size_t l = 1; l <= m_level_counts[f]; ++l) {
            if (is_fixed(l))
                fixed_sum += m_p[k][f][l] = m_p[chance][f][l] * (is_name ? 0.2 : 1.0);
            else
                rest += m_p[k][f][l];
        }
        for (std::size_t l = fixed + 1U; l <= m_level_counts[f]; ++l)
            if (!is_fixed(l))
                m_p[k][f][l] *= (1 - fixed_sum) / std::max(rest, 1e-12);
        if (!is_name)
            return;
        for (const auto level : {name_levels::neighbouring_key, name_levels::close}) {
            auto& close = m_p[k][f][level];
            const double close_max = std::max(close_among_relatives_max, m_p[chance][f][level]);
            m_p[k][f][name_levels::different] += std::max(0.0, close - close_max);
            close = std::min(close, close_max);
        }
    }

    Estimate finish() {
        Estimate estimate;
        estimate.matches = m_n[match];
        estimate.matches_unmet = std::max(0.0, m_n[match] - m_totals[match]);
        estimate.matches_of_pattern.assign(m_patterns.size(), 0);
        const auto likelihoods = likelihoods_by_levels();
        for (const auto i : m_live) {
            const auto a = densities(likelihoods, m_patterns[i].pattern);
            const double sum = std::accumulate(a.begin(), a.end(), 0.0);
            if (sum > 0)
                estimate.matches_of_pattern[i] = a[match] / sum * static_cast<double>(m_patterns[i].pairs);
        }
        double all = 0;
        for (const auto n : m_n)
            all += n;
        for (const auto n : m_n)
            estimate.model.class_share.push_back(n / all);
        for (std::size_t f = 0; f < m_fields.size(); ++f) {
            ComparisonModel comparison{m_fields[f].name, m_fields[f].meaning, {}};
            const auto names = level_names(m_fields[f].kind);
            for (std::size_t l = 1; l <= names.size(); ++l) {
                LevelModel level{std::string(names[l - 1]), {}};
                for (std::size_t k = 0; k < class_count; ++k)
                    level.probability.push_back(m_p[k][f][l]);
                comparison.levels.push_back(std::move(level));
            }
            estimate.model.comparisons.push_back(std::move(comparison));
        }
        return estimate;
    }

    const Comparer& m_comparer;
    const std::vector<Field>& m_fields;
    const Coverage& m_coverage;
    const AllPairs& m_all;
    const std::vector<PatternCount>& m_patterns;
    unsigned m_threads;
    std::vector<std::size_t> m_level_counts;
    std::vector<ScriptShares> m_scripts; ///< By field.
    double m_records = 0;
    std::vector<bool> m_tells_places; ///< By field.
    double m_same_place = 0;          ///< Share of all pairs that have a place in common.
    bool m_has_shared = false;
    bool m_has_given = false;
    bool m_has_date = false;
    std::array<std::size_t, 2> m_told_apart_by{none, none}; ///< Texts, for Household and for Twin.
    std::array<double, class_count> m_n{};      ///< Pairs of each class among all pairs.
    std::vector<LevelProbabilities> m_p;        ///< By class.
    LevelProbabilities m_usual;
    std::vector<LevelProbabilities> m_sums;
    std::array<double, class_count> m_totals{}; ///< Pairs of each class among those met.
    std::vector<Coverage::Result> m_coverages;
    std::vector<double> m_unlabelled; ///< By pattern: pairs of which nobody said what they are.
    std::vector<LabelledPair> m_labelled;
    std::vector<std::size_t> m_live;  ///< Patterns looked at in this round.
    std::vector<double> m_doubt;      ///< Of these, the pairs that may be no chance.
};

} // namespace

Estimate estimate_model(const Comparer& comparer, const Coverage& coverage, const AllPairs& all,
                        const std::vector<PatternCount>& patterns,
                        const std::vector<LabelledPair>& labelled, double matches_expected, unsigned threads,
                        const std::function<bool(double)>& go_on) {
    return Estimation(comparer, coverage, all, patterns, threads)
        .run(matches_expected, comparer.records().size(), labelled, go_on);
}

} // namespace samatcha::linkage
