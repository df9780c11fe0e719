#include "engines/linkage/compare.hpp"

#include "base/parallel.hpp"
#include "engines/linkage/encoded_levels.hpp"
#include "engines/linkage/level_rules.hpp"
#include "engines/linkage/values.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

namespace samatcha::linkage {

namespace {

constexpr std::array<std::string_view, 13> name_words = {
    "exact_rare",   "exact_uncommon", "exact_common", "exact_frequent", "key",  "neighbouring_key", "close",
    "other_script", "part",           "similar",      "swapped",        "weak", "different"};
constexpr std::array<std::string_view, 6> guardian_words = {"both",       "one",     "close",
                                                            "one_of_two", "similar", "different"};
constexpr std::array<std::string_view, 11> date_words = {
    "exact",    "exact_first_january", "swapped", "close",     "year_only", "year_month",
    "year_day", "month_day",           "year",    "near_year", "different"};
constexpr std::array<std::string_view, 4> identifier_words = {"exact", "close", "similar", "different"};
constexpr std::array<std::string_view, 8> area_words = {
    "exact_rare", "exact_uncommon", "exact_common", "exact_frequent",
    "inside",     "same_district",  "same_province", "different"};
constexpr std::array<std::string_view, 8> text_words = {
    "exact_rare", "exact_uncommon", "exact_common", "exact_frequent",
    "close",      "part",           "similar",      "different"};
constexpr std::array<std::string_view, 10> words_words = {
    "exact",        "words_above_92", "words_above_80", "words_above_68", "words_above_56",
    "words_above_44", "words_above_32", "words_above_20", "words_above_8",  "different"};
constexpr std::array<std::string_view, 2> sex_words = {"exact", "different"};
constexpr std::array<std::string_view, 5> point_words = {"exact", "within_2_km", "within_10_km", "within_50_km",
                                                         "different"};
constexpr std::array<std::string_view, 4> number_words = {"exact", "close", "similar", "different"};

/// Bounds of the exact levels: the share of records that have the value.
constexpr std::array<double, 3> share_bounds = {1.0 / 20000, 1.0 / 2500, 1.0 / 300};

std::uint32_t common_value(const std::uint32_t* left, const std::uint32_t* right, std::size_t width) {
    for (std::size_t i = 0; i < width && left[i] != 0; ++i)
        for (std::size_t j = 0; j < width && right[j] != 0; ++j)
            if (left[i] == right[j])
                return left[i];
    return 0;
}

float spread_of(const Records& records, const Field& field, std::uint32_t counted) {
    double n = 0;
    double sum = 0;
    double squares = 0;
    for (std::uint32_t r = 0; r < counted; ++r)
        if (const auto bits = records.record(r)[field.slot]; bits != 0) {
            const double x = number_from_bits(bits);
            n += 1;
            sum += x;
            squares += x * x;
        }
    return n > 0 ? static_cast<float>(std::sqrt(std::max(0.0, squares / n - sum / n * (sum / n)))) : 0;
}

/// Whether may_be_alike() can tell.
bool can_be_glanced_at(const Field& field) {
    return !field.is_encoded &&
           (field.kind == FieldKind::Name || field.kind == FieldKind::Text || field.kind == FieldKind::Identifier);
}

/// Of these.
unsigned level_of_different(FieldKind kind) {
    return kind == FieldKind::Name         ? name_levels::different
           : kind == FieldKind::Identifier ? identifier_levels::different
                                           : text_levels::different;
}

/// The best level among all pairs of two sets of values; 0 if one is empty.
template <class Level>
unsigned best_level(const std::uint32_t* left, const std::uint32_t* right, std::size_t width,
                    const Level& level) {
    unsigned best = 0;
    for (std::size_t i = 0; i < width && left[i] != 0; ++i)
        for (std::size_t j = 0; j < width && right[j] != 0; ++j) {
            const auto found = level(left[i], right[j]);
            if (found != 0 && (best == 0 || found < best))
                best = found;
        }
    return best;
}

} // namespace

std::span<const std::string_view> level_names(FieldKind kind) {
    switch (kind) {
    case FieldKind::Name: return name_words;
    case FieldKind::Guardians: return guardian_words;
    case FieldKind::Date: return date_words;
    case FieldKind::Identifier: return identifier_words;
    case FieldKind::Area: return area_words;
    case FieldKind::Text: return text_words;
    case FieldKind::Words: return words_words;
    case FieldKind::Sex: return sex_words;
    case FieldKind::Number: return number_words;
    case FieldKind::Point: return point_words;
    }
    return {};
}

unsigned exact_levels(FieldKind kind) {
    switch (kind) {
    case FieldKind::Name:
    case FieldKind::Area:
    case FieldKind::Text: return 4;
    case FieldKind::Date: return 2;
    case FieldKind::Identifier:
    case FieldKind::Words:
    case FieldKind::Sex:
    case FieldKind::Number:
    case FieldKind::Point: return 1;
    case FieldKind::Guardians: return 0;
    }
    return 0;
}

bool has_codes(FieldKind kind) {
    return kind == FieldKind::Name || kind == FieldKind::Text || kind == FieldKind::Area ||
           kind == FieldKind::Identifier || kind == FieldKind::Words;
}

Comparer::Comparer(const Records& records, Uncounted) : m_records(records) {
    m_kinds.resize(records.fields.size());
    m_values.resize(records.fields.size());
    for (std::size_t f = 0; f < records.fields.size(); ++f) {
        const auto& field = records.fields[f];
        // Encoded, each has a key of its own: exchanged they are strangers.
        if (field.meaning == Meaning::GivenName && !field.is_encoded)
            m_given = f;
        if (field.meaning == Meaning::Surname && !field.is_encoded)
            m_surname = f;
        m_valued.push_back(has_codes(field.kind) ? exact_levels(field.kind) : 0);
        m_alike.push_back(field.kind == FieldKind::Name   ? name_levels::similar
                          : field.kind == FieldKind::Text ? text_levels::similar
                                                          : m_valued.back());
    }
}

Comparer::Comparer(const Records& records, std::uint32_t counted, unsigned threads) : Comparer(records, Uncounted()) {
    for (const auto& field : records.fields)
        m_spreads.push_back(field.kind == FieldKind::Number && !field.is_encoded ? spread_of(records, field, counted) : 0);
    parallel_parts(threads, records.fields.size(), [&](std::size_t f) {
        if (has_codes(records.fields[f].kind))
            count_values(f, counted);
    });
}

void Comparer::count_values(std::size_t f, std::uint32_t counted) {
    const auto& field = m_records.fields[f];
    std::uint32_t present = 0;
    std::vector<std::uint32_t> counts(m_records.distinct(field), 0);
    for (std::uint32_t r = 0; r < counted; ++r) {
        const auto* codes = m_records.record(r) + field.slot;
        present += codes[0] != 0;
        for (std::size_t i = 0; i < field.width && codes[i] != 0; ++i)
            ++counts[codes[i]];
    }
    const bool has_levels = exact_levels(field.kind) > 1;
    const auto share_of = [&](std::uint32_t count) { return count / std::max(1.0, double{1} * present); };
    auto& values = m_values[f] = {Value()};
    const auto add_kind = [&](std::uint32_t count) {
        Value value{static_cast<float>(share_of(count)), static_cast<float>(share_of(count)), 1};
        for (const auto bound : share_bounds)
            value.level = static_cast<std::uint8_t>(value.level + (has_levels && share_of(count) > bound));
        values.push_back(value);
        return static_cast<std::uint16_t>(values.size() - 1);
    };
    std::unordered_map<std::uint32_t, std::uint16_t> kind_of{{0, uncounted}, {1, add_kind(1)}};
    std::array<double, 5> squares{};
    std::array<double, 5> sums{};
    auto& kinds = m_kinds[f];
    kinds.resize(counts.size(), 0);
    for (std::uint32_t code = 1; code < counts.size(); ++code) {
        kinds[code] = uncounted;
        if (counts[code] > 1) {
            const auto [kind, is_new] = kind_of.try_emplace(counts[code], std::uint16_t{0});
            if (is_new) // beyond so many kinds, which take two thousand million records, the last serves
                kind->second = values.size() <= UINT16_MAX ? add_kind(counts[code]) : std::uint16_t{UINT16_MAX};
            kinds[code] = kind->second;
        }
        const double share = share_of(counts[code]);
        sums[values[kinds[code]].level] += share;
        squares[values[kinds[code]].level] += share * share;
    }
    const double all = std::accumulate(sums.begin(), sums.end(), 0.0);
    const double usual = std::accumulate(squares.begin(), squares.end(), 0.0);
    for (std::size_t kind = uncounted; kind < values.size() && usual > 0; ++kind)
        values[kind].nearby =
            static_cast<float>(static_cast<double>(values[kind].nearby) * all / usual);
    for (std::size_t kind = uncounted; kind < values.size(); ++kind)
        if (const auto level = values[kind].level; squares[level] > 0)
            values[kind].commonness =
                static_cast<float>(static_cast<double>(values[kind].commonness) * sums[level] / squares[level]);
}

void Comparer::admit_values() {
    for (std::size_t f = 0; f < m_kinds.size(); ++f)
        if (!m_kinds[f].empty())
            m_kinds[f].resize(m_records.distinct(m_records.fields[f]), uncounted);
}

double Comparer::commonness(std::size_t field, const std::uint32_t* left, const std::uint32_t* right,
                            unsigned level) const {
    const auto& f = m_records.fields[field];
    if (level == 0 || level > m_alike[field])
        return 1;
    if (level > m_valued[field])
        return commonness_of_alike(field, left, right);
    const auto code = common_value(left + f.slot, right + f.slot, f.width);
    return code == 0 ? 1 : static_cast<double>(value(field, code).commonness);
}

double Comparer::commonness_of_alike(std::size_t field, const std::uint32_t* left, const std::uint32_t* right) const {
    const auto& f = m_records.fields[field];
    float commoner = 0;
    for (const auto* values : {left + f.slot, right + f.slot})
        for (std::size_t i = 0; i < f.width && values[i] != 0; ++i)
            commoner = std::max(commoner, value(field, values[i]).nearby);
    return static_cast<double>(commoner);
}

Commonness Comparer::commonness(Pattern pattern, const std::uint32_t* left, const std::uint32_t* right) const {
    double personal = 1;
    double household = 1;
    double others = 1;
    for (std::size_t f = 0; f < m_valued.size(); ++f) {
        const auto level = level_at(pattern, f);
        if (level - 1 >= m_alike[f]) // 0 is none
            continue;
        const auto common = commonness(f, left, right, level);
        switch (shared_by(f, level)) {
        case FieldRole::Personal: personal *= common; break;
        case FieldRole::Household: household *= common; break;
        case FieldRole::Locality:
        case FieldRole::Neutral: others *= common; break;
        }
    }
    household *= personal;
    return {static_cast<float>(personal), static_cast<float>(household), static_cast<float>(household * others)};
}

unsigned Comparer::name_level(const Field& field, std::size_t index, const std::uint32_t* left,
                              const std::uint32_t* right, CompareMemo& memo) const {
    if (const auto code = common_value(left, right, field.width); code != 0)
        return exact_level(index, code);
    return best_level(left, right, field.width, [&](std::uint32_t a, std::uint32_t b) {
        return unequal_level(field, a, b, memo);
    });
}

unsigned Comparer::guardian_level(const Field& field, const std::uint32_t* left, const std::uint32_t* right,
                                  CompareMemo& memo) const {
    using namespace guardian_levels;
    unsigned same = 0;
    unsigned nearly = 0;
    unsigned best = name_levels::different;
    std::size_t count_left = 0;
    std::size_t count_right = 0;
    for (std::size_t j = 0; j < field.width && right[j] != 0; j += 2)
        ++count_right;
    for (std::size_t i = 0; i < field.width && left[i] != 0; i += 2, ++count_left) {
        unsigned best_here = name_levels::different;
        for (std::size_t j = 0; j < field.width && right[j] != 0; j += 2) {
            const auto level = left[i] == right[j]
                                   ? name_levels::key
                                   : memo.level(field.lexicon, left[i], right[j],
                                                [&](std::uint32_t x, std::uint32_t y) { return different_level(field, x, y); });
            best_here = std::min(best_here, level);
        }
        same += best_here <= name_levels::key;
        nearly += best_here > name_levels::key && best_here <= name_levels::other_script;
        best = std::min(best, best_here);
    }
    if (count_left == 0 || count_right == 0)
        return 0;
    if (same + nearly >= 2)
        return both;
    const bool complete = std::min(count_left, count_right) == 1;
    if (same == 1)
        return complete ? one : one_of_two;
    if (nearly == 1)
        return complete ? close : one_of_two;
    return best <= name_levels::similar ? similar : different;
}

unsigned Comparer::text_level(const Field& field, std::size_t index, const std::uint32_t* left,
                              const std::uint32_t* right, CompareMemo& memo) const {
    if (left[0] == 0 || right[0] == 0)
        return 0;
    if (const auto code = common_value(left, right, field.width); code != 0)
        return exact_level(index, code);
    return best_level(left, right, field.width, [&](std::uint32_t a, std::uint32_t b) {
        return unequal_level(field, a, b, memo);
    });
}

/// Of two different values: a glance is enough for most.
unsigned Comparer::unequal_level(const Field& field, std::uint32_t a, std::uint32_t b, CompareMemo& memo) const {
    return !can_be_glanced_at(field) || may_be_alike(field, a, b) ? remembered_level(field, a, b, memo)
                                                                   : level_of_different(field.kind);
}

/// Other fields of the same lexicon may be compared otherwise.
unsigned Comparer::remembered_level(const Field& field, std::uint32_t a, std::uint32_t b, CompareMemo& memo) const {
    if (field.by_letter_pairs)
        return different_level(field, a, b);
    return memo.level(field.lexicon, a, b, [&](std::uint32_t x, std::uint32_t y) {
        return different_level(field, x, y);
    });
}

/// Of two different values, by their codes.
unsigned Comparer::different_level(const Field& field, std::uint32_t a, std::uint32_t b) const {
    if (field.is_encoded)
        return encoded_level(m_records.encoded[field.lexicon], field.meaning, a, b);
    const auto& texts = m_records.lexicons[field.lexicon];
    if (field.by_letter_pairs)
        return letter_pair_level(field.kind, texts, a, b);
    switch (field.kind) {
    case FieldKind::Name:
    case FieldKind::Guardians: return name_text_level(texts, a, b);
    case FieldKind::Identifier: return identifier_text_level(m_records.identifiers[field.lexicon], a, b);
    case FieldKind::Area: return area_text_level(texts, a, b);
    case FieldKind::Words: return words_level(m_records.word_lists[field.lexicon], a, b);
    default: return plain_text_level(texts, field.meaning, a, b);
    }
}

unsigned Comparer::equal_level(std::size_t f, std::uint32_t value) const {
    const auto& field = m_records.fields[f];
    if (field.kind == FieldKind::Date)
        return field.is_encoded ? encoded_level(m_records.encoded[field.lexicon], field.meaning, value, value)
                                : date_level({value}, {value});
    return exact_levels(field.kind) > 1 ? exact_level(f, value) : 1;
}

bool Comparer::says_it_again(std::size_t field, unsigned level) const {
    return field == m_surname && m_given != SIZE_MAX && level == name_levels::swapped;
}

double Comparer::exchanged_by_chance() const {
    if (!exchangeable())
        return 0;
    constexpr std::uint32_t records_max = 4'000'000; // of larger files a part says as much
    constexpr std::size_t drawn_names = 200;
    const auto one_in = std::max(1U, m_records.size() / records_max);
    const auto& names = m_records.lexicons[0];
    struct Name {
        std::vector<std::uint32_t> records; ///< By code.
        double all = 0;
        std::vector<std::uint32_t> drawn;   ///< At even steps through all, so as frequent as they are.
    };
    const auto name_of = [&](std::size_t field) {
        Name name;
        name.records.assign(names.size(), 0);
        for (std::uint32_t r = 0; r < m_records.size(); r += one_in)
            ++name.records[m_records.record(r)[m_records.fields[field].slot]];
        name.records[0] = 0;
        for (const auto n : name.records)
            name.all += n;
        double passed = 0;
        for (std::uint32_t code = 1; code < name.records.size(); ++code) {
            passed += name.records[code];
            while (name.drawn.size() < drawn_names && passed * drawn_names > name.all * (static_cast<double>(name.drawn.size()) + 0.5))
                name.drawn.push_back(code);
        }
        return name;
    };
    const auto given = name_of(m_given);
    const auto surname = name_of(m_surname);
    if (given.all == 0 || surname.all == 0)
        return 0;
    double same = 0;
    for (std::size_t code = 1; code < given.records.size(); ++code)
        same += given.records[code] / given.all * (surname.records[code] / surname.all);
    double near = 0;
    for (const auto x : given.drawn)
        for (const auto y : surname.drawn)
            near += x == y || names.keys_equal(x, y) ||
                    (!surely_different(names.outline(x), names.outline(y), name_likeness) &&
                     name_text_level(names, x, y) <= name_levels::other_script);
    near = std::max(same, near / static_cast<double>(given.drawn.size() * surname.drawn.size()));
    return 2 * same * near - same * same; // see mark_swapped()
}

/// Given name and surname written in each other's column.
void Comparer::mark_swapped(Pattern& pattern, const std::uint32_t* left, const std::uint32_t* right) const {
    using name_levels::key;
    if (level_at(pattern, m_given) <= key || level_at(pattern, m_surname) <= key)
        return;
    const auto& names = m_records.lexicons[0];
    const auto given = m_records.fields[m_given].slot;
    const auto surname = m_records.fields[m_surname].slot;
    if (left[given] == 0 || left[surname] == 0 || right[given] == 0 || right[surname] == 0)
        return;
    const auto is_same = [&](std::size_t of_left, std::size_t of_right) {
        return names.keys_equal(left[of_left], right[of_right]);
    };
    const auto is_near = [&](std::size_t of_left, std::size_t of_right) {
        return name_text_level(names, left[of_left], right[of_right]) <= name_levels::other_script;
    };
    if ((is_same(given, surname) && is_near(surname, given)) ||
        (is_same(surname, given) && is_near(given, surname)))
        for (const auto field : {m_given, m_surname}) {
            pattern &= ~(Pattern{15} << (4 * field));
            pattern |= Pattern{name_levels::swapped} << (4 * field);
        }
}

unsigned Comparer::level(std::size_t f, const std::uint32_t* left, const std::uint32_t* right,
                         CompareMemo& memo) const {
    const auto& field = m_records.fields[f];
    const auto* a = left + field.slot;
    const auto* b = right + field.slot;
    switch (field.kind) {
    case FieldKind::Name: return name_level(field, f, a, b, memo);
    case FieldKind::Guardians: return guardian_level(field, a, b, memo);
    case FieldKind::Date:
        return best_level(a, b, field.width, [&](std::uint32_t x, std::uint32_t y) {
            return field.is_encoded ? encoded_level(m_records.encoded[field.lexicon], field.meaning, x, y)
                                    : date_level({x}, {y});
        });
    case FieldKind::Sex: return a[0] == 0 || b[0] == 0 ? 0 : a[0] == b[0] ? 1 : 2;
    case FieldKind::Number:
        if (field.is_encoded && a[0] != 0 && b[0] != 0)
            return a[0] == b[0] ? 1 : different_level(field, a[0], b[0]);
        return a[0] == 0 || b[0] == 0
                   ? 0
                   : number_level(number_from_bits(a[0]), number_from_bits(b[0]), m_spreads[f]);
    case FieldKind::Point:
        return a[0] == 0 || b[0] == 0 ? 0
               : field.is_encoded     ? (a[0] == b[0] ? 1 : different_level(field, a[0], b[0]))
                                      : point_level(a[0], b[0]);
    case FieldKind::Identifier:
    case FieldKind::Area:
    case FieldKind::Text:
    case FieldKind::Words: return text_level(field, f, a, b, memo);
    }
    return 0;
}

/// The pairs at hand; their commonness is in the making.
class Comparer::Batch {
public:
    Batch(std::span<const ValuePair> pairs, std::span<Compared> compared) : m_pairs(pairs), m_compared(compared) {
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            m_compared[i].pattern = 0;
            for (auto& products : m_products)
                products[i] = 1;
        }
    }
    std::size_t size() const { return m_pairs.size(); }
    const ValuePair& pair(std::size_t i) const { return m_pairs[i]; }
    Pattern& pattern(std::size_t i) { return m_compared[i].pattern; }
    void set_level(std::size_t i, std::size_t field, unsigned level) {
        m_compared[i].pattern |= Pattern{level} << (4 * field);
    }
    void multiply(std::size_t i, FieldRole role, double common) { m_products[group_of(role)][i] *= common; }
    void finish() {
        for (std::size_t i = 0; i < m_pairs.size(); ++i) {
            const double personal = m_products[0][i];
            const double household = m_products[1][i] * personal;
            m_compared[i].common = {static_cast<float>(personal), static_cast<float>(household),
                                    static_cast<float>(household * m_products[2][i])};
        }
    }

private:
    static std::size_t group_of(FieldRole role) {
        return role == FieldRole::Personal ? 0 : role == FieldRole::Household ? 1 : 2;
    }
    std::span<const ValuePair> m_pairs;
    std::span<Compared> m_compared;
    std::array<std::array<double, pairs_at_once>, 3> m_products;
};

/// False only where two different texts are different beyond doubt.
bool Comparer::may_be_alike(const Field& field, std::uint32_t a, std::uint32_t b) const {
    if (field.kind == FieldKind::Identifier) {
        const auto& ids = m_records.identifiers[field.lexicon];
        return !numbers_surely_different(ids.digits(a), ids.digits(b));
    }
    if (field.by_letter_pairs)
        return true;
    const auto& texts = m_records.lexicons[field.lexicon];
    const auto& x = texts.outline(a);
    const auto& y = texts.outline(b);
    if (field.kind == FieldKind::Name)
        return !surely_different(x, y, name_likeness);
    if (!x.is_whole || !y.is_whole || field.meaning == Meaning::Email)
        return true;
    return field.meaning == Meaning::Postcode || field.meaning == Meaning::Phone
               ? !codes_surely_different(x, y)
               : !surely_different(x, y, text_likeness);
}

/// Names, texts and identifiers of which a record has one.
void Comparer::compare_texts(std::size_t f, Batch& batch, CompareMemo& memo) const {
    const auto& field = m_records.fields[f];
    const auto different = level_of_different(field.kind);
    // Sorted out without a branch on what nobody can foretell.
    std::array<std::uint8_t, pairs_at_once> alike;
    std::array<std::uint8_t, pairs_at_once> unlike;
    std::size_t alike_count = 0;
    std::size_t unlike_count = 0;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const auto a = batch.pair(i).left[field.slot];
        const auto b = batch.pair(i).right[field.slot];
        const bool is_known = (a != 0) & (b != 0);
        alike[alike_count] = unlike[unlike_count] = static_cast<std::uint8_t>(i);
        alike_count += is_known & (a == b);
        unlike_count += is_known & (a != b);
    }
    if (field.kind != FieldKind::Identifier)
        for (std::size_t u = 0; u < unlike_count; ++u) {
            const auto& pair = batch.pair(unlike[u]);
            __builtin_prefetch(&m_records.lexicons[field.lexicon].outline(pair.left[field.slot]));
            __builtin_prefetch(&m_records.lexicons[field.lexicon].outline(pair.right[field.slot]));
        }
    for (std::size_t e = 0; e < alike_count; ++e) {
        const auto& equal = value(f, batch.pair(alike[e]).left[field.slot]);
        batch.set_level(alike[e], f, equal.level);
        batch.multiply(alike[e], field.role, static_cast<double>(equal.commonness));
    }
    std::size_t doubtful_count = 0; // these stay, at the front
    for (std::size_t u = 0; u < unlike_count; ++u) {
        const auto& pair = batch.pair(unlike[u]);
        const auto a = pair.left[field.slot];
        const auto b = pair.right[field.slot];
        if (may_be_alike(field, a, b)) {
            memo.fetch(field.lexicon, a, b);
            unlike[doubtful_count++] = unlike[u];
        } else {
            batch.set_level(unlike[u], f, different);
        }
    }
    for (std::size_t d = 0; d < doubtful_count; ++d) {
        const auto& pair = batch.pair(unlike[d]);
        const auto level = remembered_level(field, pair.left[field.slot], pair.right[field.slot], memo);
        batch.set_level(unlike[d], f, level);
        if (level - 1 < m_alike[f]) // 0 is none
            batch.multiply(unlike[d], shared_by(f, level), commonness_of_alike(f, pair.left, pair.right));
    }
}

void Comparer::compare(std::span<const ValuePair> pairs, std::span<Compared> compared, CompareMemo& memo) const {
    Batch batch(pairs, compared);
    for (std::size_t f = 0; f < m_records.fields.size(); ++f) {
        const auto& field = m_records.fields[f];
        if (can_be_glanced_at(field) && field.width == 1) {
            compare_texts(f, batch, memo);
            continue;
        }
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            const auto found = level(f, pairs[i].left, pairs[i].right, memo);
            batch.set_level(i, f, found);
            if (found - 1 < m_alike[f]) // 0 is none
                batch.multiply(i, shared_by(f, found),
                               commonness(f, pairs[i].left, pairs[i].right, found));
        }
    }
    if (m_given != SIZE_MAX && m_surname != SIZE_MAX)
        for (std::size_t i = 0; i < pairs.size(); ++i)
            mark_swapped(batch.pattern(i), pairs[i].left, pairs[i].right);
    batch.finish();
}

Pattern Comparer::pattern(const std::uint32_t* left, const std::uint32_t* right, CompareMemo& memo) const {
    const ValuePair pair{left, right};
    Compared compared;
    compare({&pair, 1}, {&compared, 1}, memo);
    return compared.pattern;
}

} // namespace samatcha::linkage
