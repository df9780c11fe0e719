#include "base/parallel.hpp"
#include "engines/linkage/estimate.hpp"
#include "engines/linkage/key_sort.hpp"
#include "engines/linkage/level_rules.hpp"

#include <algorithm>
#include <numeric>

namespace samatcha::linkage {

namespace {

/// Of larger files a part of the records says as much.
constexpr std::uint32_t records_max = 4'000'000;
/// Values drawn on either side; each is compared with each.
constexpr std::size_t drawn_values = 500;
/// A table of more counts is slower than to sort.
constexpr std::size_t counted_max = 4'000'000;

/// How the values of one field agree between any two records.
struct FieldPairs {
    std::array<double, 16> levels{};  ///< Pairs of drawn values at each level.
    std::array<double, 16> agree{};   ///< Pairs of records that agree, by exact level.
    double present = 0;               ///< Pairs of records that both have a value.
};

class FieldPairCount {
public:
    FieldPairCount(const Comparer& comparer, const PairScope& scope, std::size_t field)
        : m_comparer(comparer), m_records(comparer.records()), m_scope(scope), m_field(field) {}

    FieldPairs run() {
        const auto& field = m_records.fields[m_field];
        const bool is_coded = field.width == 1 && has_codes(field.kind) && !field.is_encoded;
        if (is_coded && m_records.distinct(field) * m_records.files() <= counted_max)
            count_values();
        else if (field.kind != FieldKind::Date || field.width > 1 || field.is_encoded || !count_dates())
            sort_values();
        compare_drawn();
        return m_found;
    }

private:
    template <class Take>
    void for_each_value(const Take& take) {
        const auto& field = m_records.fields[m_field];
        const auto one_in = std::max(1U, m_records.size() / records_max);
        for (std::size_t f = 0; f < m_records.files(); ++f)
            for (auto r = m_records.file_starts[f]; r < m_records.file_starts[f + 1]; ++r)
                if (const auto value = m_records.record(r)[field.slot];
                    value != 0 && (one_in == 1 || mix(r) % one_in == 0))
                    take(f, r, value);
    }

    /// The values at even steps through all of them in order are as frequent as they are among the records: first
    /// those on the left, then those on the right.
    void begin_drawing(std::size_t values) {
        const auto drawn = std::min(drawn_values, values);
        for (const std::size_t half : {0U, 1U})
            for (std::size_t i = 0; i < drawn; ++i)
                m_places.push_back((2 * i + half) * values / std::max<std::size_t>(1, 2 * drawn));
        m_drawn.resize(m_places.size());
    }

    /// Values that are codes are counted in a table.
    void count_values() {
        const auto files = m_records.files();
        const std::size_t distinct = m_records.distinct(m_records.fields[m_field]);
        std::vector<std::uint32_t> counts(distinct * files, 0);
        std::vector<std::uint32_t> first_of(distinct, ~0U);
        std::vector<std::uint64_t> present(files, 0);
        std::size_t values = 0;
        for_each_value([&](std::size_t f, std::uint32_t r, std::uint32_t value) {
            if (counts[value * files + f]++ == 0)
                first_of[value] = std::min(first_of[value], r);
            ++present[f];
            ++values;
        });
        m_found.present = static_cast<double>(m_scope.pairs(present));
        take_counted(distinct, values, [&](std::size_t value, std::vector<std::uint64_t>& by_file) {
            std::copy_n(counts.begin() + static_cast<std::ptrdiff_t>(value * files), files, by_file.begin());
            return Held{static_cast<std::uint32_t>(value), first_of[value]};
        });
    }

    /// A value, and a record that has it.
    struct Held {
        std::uint32_t value = 0;
        std::uint32_t record = 0;
    };

    /// Of all values in order held_at() tells which one it is and by how many records of each file it is held.
    template <class HeldAt>
    void take_counted(std::size_t distinct, std::size_t values, const HeldAt& held_at) {
        begin_drawing(values);
        std::vector<std::size_t> order(m_places.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) { return m_places[x] < m_places[y]; });
        auto next = order.begin();
        std::vector<std::uint64_t> by_file(m_records.files());
        std::size_t end = 0;
        for (std::size_t i = 0; i < distinct; ++i) {
            const auto held = held_at(i, by_file);
            end += std::accumulate(by_file.begin(), by_file.end(), std::size_t{0});
            count_equal(held.value, by_file);
            for (; next != order.end() && m_places[*next] < end; ++next)
                m_drawn[*next] = held.record;
        }
    }

    /// Many records are born on few days. False if they are not.
    bool count_dates() {
        constexpr std::size_t slots = 1U << 17U; // the days of 180 years fill half
        const auto files = m_records.files();
        std::vector<Held> days(slots); // the missing value: free
        std::vector<std::uint32_t> counts(slots * files, 0);
        std::vector<std::uint64_t> present(files, 0);
        std::size_t values = 0;
        std::vector<std::uint32_t> in_order;
        bool is_whole = true;
        for_each_value([&](std::size_t f, std::uint32_t r, std::uint32_t value) {
            auto slot = mix(value) & (slots - 1);
            while (days[slot].value != 0 && days[slot].value != value)
                slot = (slot + 1) & (slots - 1);
            if (days[slot].value == 0) {
                if (in_order.size() == slots / 2)
                    is_whole = false;
                if (!is_whole)
                    return;
                in_order.push_back(static_cast<std::uint32_t>(slot));
                days[slot] = {value, r};
            }
            ++counts[slot * files + f];
            ++present[f];
            ++values;
        });
        if (!is_whole)
            return false;
        m_found.present = static_cast<double>(m_scope.pairs(present));
        std::sort(in_order.begin(), in_order.end(), [&](auto x, auto y) { return days[x].value < days[y].value; });
        take_counted(in_order.size(), values, [&](std::size_t i, std::vector<std::uint64_t>& by_file) {
            std::copy_n(counts.begin() + static_cast<std::ptrdiff_t>(in_order[i] * files), files, by_file.begin());
            return days[in_order[i]];
        });
        return true;
    }

    void sort_values() {
        std::vector<std::uint64_t> present(m_records.files(), 0);
        std::vector<std::uint64_t> values; // value in the upper half, record in the lower
        for_each_value([&](std::size_t f, std::uint32_t r, std::uint32_t value) {
            values.push_back(std::uint64_t{value} << 32U | r);
            ++present[f];
        });
        sort_by_key(values);
        m_found.present = static_cast<double>(m_scope.pairs(present));
        std::vector<std::uint64_t> by_file(m_records.files(), 0);
        for (std::size_t i = 0; i < values.size();) {
            const auto begin = i;
            const auto value = static_cast<std::uint32_t>(values[i] >> 32U);
            while (i < values.size() && values[i] >> 32U == value)
                ++i;
            if (i - begin < 2)
                continue;
            std::fill(by_file.begin(), by_file.end(), 0);
            for (auto v = begin; v < i; ++v)
                ++by_file[m_records.file_of(static_cast<std::uint32_t>(values[v]))];
            count_equal(value, by_file);
        }
        begin_drawing(values.size());
        for (std::size_t d = 0; d < m_places.size(); ++d)
            m_drawn[d] = static_cast<std::uint32_t>(values[m_places[d]]);
    }

    void count_equal(std::uint32_t value, const std::vector<std::uint64_t>& by_file) {
        if (const auto pairs = m_scope.pairs(by_file); pairs > 0)
            m_found.agree[m_comparer.equal_level(m_field, value)] += static_cast<double>(pairs);
    }

    void compare_drawn() {
        const auto drawn = m_drawn.size() / 2;
        CompareMemo memo;
        for (std::size_t i = 0; i < drawn; ++i)
            for (std::size_t j = 0; j < drawn; ++j)
                ++m_found.levels[m_comparer.level(m_field, m_records.record(m_drawn[i]),
                                                  m_records.record(m_drawn[drawn + j]), memo)];
    }

    const Comparer& m_comparer;
    const Records& m_records;
    const PairScope& m_scope;
    std::size_t m_field;
    std::vector<std::size_t> m_places;  ///< Of the values drawn, among all of them in order;
    std::vector<std::uint32_t> m_drawn; ///< and a record that has each.
    FieldPairs m_found;
};

void add_counts(const std::vector<PatternCount>& patterns, LevelProbabilities& counts, double& pairs) {
    for (const auto& [pattern, n] : patterns) {
        pairs += static_cast<double>(n);
        for (std::size_t f = 0; f < counts.size(); ++f)
            counts[f][level_at(pattern, f)] += static_cast<double>(n);
    }
}

/// Counts to probabilities over the present levels, none of them zero.
void normalise(std::array<double, 16>& levels, std::size_t level_count, double smoothing) {
    double sum = 0;
    for (std::size_t l = 1; l <= level_count; ++l)
        sum += levels[l] += smoothing;
    for (std::size_t l = 1; l <= level_count; ++l)
        levels[l] /= sum;
}

} // namespace

AllPairs describe_all_pairs(const Comparer& comparer, const PairScope& scope, unsigned threads) {
    const auto& records = comparer.records();
    AllPairs all;
    std::vector<std::uint64_t> by_file;
    for (std::size_t f = 0; f < records.files(); ++f)
        by_file.push_back(records.file_starts[f + 1] - records.file_starts[f]);
    all.pairs = std::max(1.0, static_cast<double>(scope.pairs(by_file)));
    all.levels.assign(records.fields.size(), {});
    all.missing.assign(records.fields.size(), 0);
    const auto one_in = std::max(1U, records.size() / records_max);
    parallel_parts(threads, records.fields.size(), [&](std::size_t f) {
        const auto found = FieldPairCount(comparer, scope, f).run();
        const auto kind = records.fields[f].kind;
        const auto exact = exact_levels(kind);
        const auto count = level_names(kind).size();
        auto& levels = all.levels[f];
        levels = found.levels;
        // Level 0 of two present values: numbers of two kinds, which say nothing about each other.
        double drawn = 0;
        for (const auto n : levels)
            drawn += n;
        const double comparable = found.present * (1 - levels[0] / std::max(1.0, drawn));
        all.missing[f] = std::clamp(1 - comparable * one_in * one_in / all.pairs, 0.0, 1.0);
        levels[0] = 0;
        for (std::size_t l = 1; l <= exact; ++l)
            levels[l] = 0;
        normalise(levels, count, 0.3);
        if (exact == 0)
            return;
        double agree = 0;
        for (std::size_t l = 1; l <= exact; ++l)
            agree += levels[l] = std::max(found.agree[l], 0.3) / std::max(1.0, comparable);
        agree = std::min(agree, 0.999);
        double rest = 0;
        for (std::size_t l = exact + 1U; l <= count; ++l)
            rest += levels[l];
        for (std::size_t l = exact + 1U; l <= count; ++l)
            levels[l] *= (1 - agree) / rest;
    });
    if (const auto names = comparer.exchangeable()) {
        // Seen in two fields at once, so not among the values of one.
        const double exchanged = comparer.exchanged_by_chance();
        for (const auto f : {names->first, names->second}) {
            auto& levels = all.levels[f];
            const auto first = levels.begin() + exact_levels(FieldKind::Name) + 1;
            levels[name_levels::swapped] = 0;
            const double rest = std::accumulate(first, levels.end(), 0.0);
            const double now = std::max(exchanged, 0.3 / all.pairs);
            for (auto level = first; level != levels.end(); ++level)
                *level *= (rest - now) / rest;
            levels[name_levels::swapped] = now;
        }
    }
    return all;
}

AllPairs describe_all_pairs(const Comparer& comparer, const std::vector<PatternCount>& patterns) {
    const auto& records = comparer.records();
    AllPairs all;
    all.is_counted = true;
    all.levels.assign(records.fields.size(), {});
    add_counts(patterns, all.levels, all.pairs);
    for (std::size_t f = 0; f < records.fields.size(); ++f) {
        all.missing.push_back(all.pairs > 0 ? all.levels[f][0] / all.pairs : 0);
        all.levels[f][0] = 0;
        normalise(all.levels[f], level_names(records.fields[f].kind).size(), 0.3);
    }
    all.pairs = std::max(1.0, all.pairs);
    return all;
}

} // namespace samatcha::linkage
