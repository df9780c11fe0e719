#include "engines/encoding/encoding.hpp"

#include "base/parallel.hpp"
#include "engines/encoding/value_forms.hpp"
#include "engines/linkage/encoded_lexicon.hpp"
#include "engines/linkage/hash.hpp"
#include "engines/linkage/records.hpp"

#include <algorithm>
#include <array>

namespace samatcha::encoding {

namespace {

using namespace linkage;

constexpr std::array<std::string_view, 2> salt_words = {"none", "birth_year"};
constexpr std::size_t values_of_a_part = 512;

/// Encodes the values of one meaning.
class ValueEncoder {
public:
    ValueEncoder(const EncodingKey& key, FieldKind kind, Meaning meaning)
        : m_layout(EncodedLayout::of(kind)),
          m_marks(key.hash_for("marks of " + std::string(meaning_name(meaning)))),
          m_elements(key.hash_for("filter of " + std::string(meaning_name(meaning)))),
          // Of an area, one code may be another's beginning.
          m_marks_differ_by_form(kind != FieldKind::Area) {
        for (std::size_t i = 0; i < m_seeds.size(); ++i)
            m_seeds[i] = m_elements.number("bit " + std::to_string(i));
    }

    std::string code(const ValueForms& forms, const std::string& salt) const {
        std::vector<std::uint64_t> words;
        for (std::size_t i = 0; i < m_layout.marks.size(); ++i)
            words.push_back(forms.marks[i].empty() ? 0
                                                   : m_marks.number(form_name(m_layout.marks[i]) +
                                                                    salt + ' ' + forms.marks[i]));
        if (m_layout.has_filter)
            add_filter(forms.elements, salt, words);
        return text_of_encoded(words);
    }

private:
    std::string form_name(MarkForm form) const {
        return m_marks_differ_by_form ? std::to_string(static_cast<int>(form)) + ' '
                                      : std::string();
    }

    /// Bit i is one bit of the least of the elements' numbers in the i-th order of them all
    /// (one-bit min-wise hashing, Li and Koenig 2010): set in half of the cases whatever the
    /// elements and however many, and equal for two sets as often as they have elements in common.
    void add_filter(const std::vector<std::string>& elements, const std::string& salt,
                    std::vector<std::uint64_t>& words) const {
        std::vector<std::uint64_t> numbers;
        for (const auto& element : elements)
            numbers.push_back(m_elements.number(salt + ' ' + element));
        for (std::size_t i = 0; i < m_seeds.size(); ++i) {
            std::uint64_t least = ~std::uint64_t{0};
            for (const auto number : numbers)
                least = std::min(least, mix(number ^ m_seeds[i]));
            if (i % 64 == 0)
                words.push_back(0);
            words.back() |= (least & 1U) << i % 64;
        }
    }

    EncodedLayout m_layout;
    KeyedHash m_marks;
    KeyedHash m_elements;
    bool m_marks_differ_by_form;
    std::array<std::uint64_t, EncodedLayout::filter_bits> m_seeds{};
};

class FileEncoder {
public:
    FileEncoder(const Records& records, const EncodingKey& key, Salt salt, unsigned threads)
        : m_records(records), m_key(key), m_threads(threads) {
        if (salt == Salt::BirthYear)
            m_dates = records.field(Meaning::BirthDate);
    }

    std::vector<EncodedColumn> run() const {
        std::vector<EncodedColumn> columns;
        for (const auto& field : m_records.fields) {
            const ValueEncoder encoder(m_key, field.kind, field.meaning);
            const std::size_t step = field.kind == FieldKind::Guardians ? 2 : 1;
            for (std::size_t i = 0; i < field.width; i += step) {
                auto column = encode(field, field.slot + i, encoder);
                column.name = field.name + (i == 0 ? "" : "." + std::to_string(i / step + 1));
                columns.push_back(std::move(column));
            }
        }
        return columns;
    }

private:
    /// Value in the upper half, salt in the lower.
    std::uint64_t salted(std::uint32_t record, const Field& field, std::size_t slot) const {
        const auto* values = m_records.record(record);
        const bool is_name = field.kind == FieldKind::Name || field.kind == FieldKind::Guardians;
        const auto year =
            m_dates != nullptr && is_name ? PackedDate{values[m_dates->slot]}.year() : 0;
        return std::uint64_t{values[slot]} << 32U | year;
    }

    EncodedColumn encode(const Field& field, std::size_t slot, const ValueEncoder& encoder) const {
        std::vector<std::uint64_t> distinct;
        for (std::uint32_t r = 0; r < m_records.size(); ++r)
            if (m_records.record(r)[slot] != 0)
                distinct.push_back(salted(r, field, slot));
        std::sort(distinct.begin(), distinct.end());
        distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
        EncodedColumn column;
        column.meaning = field.meaning;
        column.codes.resize(distinct.size() + 1);
        const auto parts = (distinct.size() + values_of_a_part - 1) / values_of_a_part;
        parallel_parts(m_threads, parts, [&](std::size_t part) {
            const auto end = std::min(distinct.size(), (part + 1) * values_of_a_part);
            for (auto i = part * values_of_a_part; i < end; ++i) {
                const auto year = distinct[i] & 0xffffffffU;
                column.codes[i + 1] = encoder.code(
                    forms_of(m_records, field, static_cast<std::uint32_t>(distinct[i] >> 32U)),
                    year == 0 ? std::string() : std::to_string(year));
            }
        });
        for (std::uint32_t r = 0; r < m_records.size(); ++r) {
            std::uint32_t place = 0;
            if (m_records.record(r)[slot] != 0)
                place =
                    static_cast<std::uint32_t>(
                        std::lower_bound(distinct.begin(), distinct.end(), salted(r, field, slot)) -
                        distinct.begin()) +
                    1;
            column.rows.push_back(place);
        }
        return column;
    }

    const Records& m_records;
    const EncodingKey& m_key;
    unsigned m_threads;
    const Field* m_dates = nullptr;
};

} // namespace

std::string_view salt_name(Salt salt) {
    return salt_words[static_cast<std::size_t>(salt)];
}

std::optional<Salt> salt_from_name(std::string_view word) {
    for (std::size_t i = 0; i < salt_words.size(); ++i)
        if (salt_words[i] == word)
            return static_cast<Salt>(i);
    return std::nullopt;
}

Result<EncodedFile> encode_file(const File& file, const EncodingKey& key, Salt salt,
                                unsigned threads) {
    EncodedFile encoded;
    const auto records = TRY(prepare_file(file, std::max(1U, threads), encoded.warnings));
    encoded.encoding = {1, std::string(salt_name(salt)), key.check()};
    encoded.columns = FileEncoder(records, key, salt, std::max(1U, threads)).run();
    return encoded;
}

} // namespace samatcha::encoding
