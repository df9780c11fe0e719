#include "engines/linkage/records.hpp"

#include "base/parallel.hpp"
#include "engines/linkage/field_plan.hpp"
#include "engines/linkage/hash.hpp"
#include "engines/linkage/key_sort.hpp"
#include "engines/linkage/name_key.hpp"
#include "engines/linkage/values.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <tuple>

namespace samatcha::linkage {

namespace {

constexpr std::size_t rows_of_a_part = 32768;

/// Normalises each value of a column on all threads and gives some at once to take(code of the first, values), in order:
/// all together they would take more memory than the column.
template <class T, class Normalise, class Take>
void for_normalised(const Column& column, unsigned threads, const Normalise& normalise, const Take& take) {
    constexpr std::size_t values_of_a_part = 4096;
    constexpr std::size_t values_at_once = 16 * values_of_a_part;
    std::vector<T> values;
    for (std::size_t begin = 1; begin < column.distinct(); begin += values.size()) {
        values.resize(std::min(values_at_once, column.distinct() - begin));
        const auto parts = (values.size() + values_of_a_part - 1) / values_of_a_part;
        parallel_parts(threads, parts, [&](std::size_t part) {
            const auto end = std::min(values.size(), (part + 1) * values_of_a_part);
            for (auto i = part * values_of_a_part; i < end; ++i)
                values[i] = normalise(column.text(static_cast<std::uint32_t>(begin + i)));
        });
        take(begin, std::span<const T>(values));
    }
}

/// work(first, end) for all records from `begin` on, on all threads; parts are numbered.
template <class Work>
void for_record_parts(std::size_t begin, std::size_t end, unsigned threads, const Work& work) {
    parallel_parts(threads, (end - begin + rows_of_a_part - 1) / rows_of_a_part, [&](std::size_t part) {
        const auto first = begin + part * rows_of_a_part;
        work(part, first, std::min(end, first + rows_of_a_part));
    });
}

bool has_words(const Field& field) { return field.kind == FieldKind::Words && !field.is_encoded; }

/// The words of the texts that have none listed yet.
void list_words(const Lexicon& texts, WordLists& lists) {
    for (auto code = static_cast<std::uint32_t>(lists.ends.size()); code < texts.size(); ++code) {
        auto rest = texts.text(code);
        const auto start = lists.codes.size();
        while (!rest.empty()) {
            const auto end = std::min(rest.find(u' '), rest.size());
            if (end > 0)
                lists.codes.push_back(lists.words.code_of(rest.substr(0, end)));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        const auto begin = lists.codes.begin() + static_cast<std::ptrdiff_t>(start);
        std::sort(begin, lists.codes.end());
        lists.codes.erase(std::unique(begin, lists.codes.end()), lists.codes.end());
        lists.ends.push_back(static_cast<std::uint32_t>(lists.codes.size()));
    }
}

class Preparation {
public:
    Preparation(std::span<const File> files, std::vector<PlannedField> planned, unsigned threads,
                std::vector<Warning>& warnings, ColumnDone done = {})
        : m_files(files), m_planned(std::move(planned)), m_threads(threads), m_warnings(warnings), m_done(std::move(done)) {
        for (std::size_t f = 0; f < m_files.size(); ++f) {
            m_uses.emplace_back(m_files[f].columns.size(), 0);
            for (const auto& field : m_planned)
                for_columns(field.sources[f], [&](std::size_t c) { ++m_uses[f][c]; });
        }
    }

    Result<Records> run() {
        lay_out();
        for (std::size_t f = 0; f < m_files.size(); ++f)
            for (std::size_t c = 0; c < m_uses[f].size(); ++c)
                if (m_uses[f][c] == 0 && m_done)
                    m_done(f, c);
        m_records.slots.resize(std::size_t{m_records.size()} * m_records.stride);
        for_record_parts(0, m_records.size(), m_threads, [&](std::size_t, std::size_t first, std::size_t end) {
            std::fill(m_records.slots.data() + first * m_records.stride, m_records.slots.data() + end * m_records.stride, 0);
        });
        TRY(fill_fields());
        for (auto& identifiers : m_records.identifiers)
            identifiers.close();
        for (const auto& field : m_records.fields)
            if (has_words(field)) {
                list_words(m_records.lexicons[field.lexicon], m_records.word_lists[field.lexicon]);
                weigh_words(m_records.lexicons[field.lexicon], m_records.word_lists[field.lexicon]);
            }
        return std::move(m_records);
    }

private:
    template <class Use>
    static void for_columns(const FieldSource& source, const Use& use) {
        for (const auto* columns : {&source.columns, &source.full_names, &source.birth_parts})
            for (const auto c : *columns)
                if (c != SIZE_MAX)
                    use(c);
    }

    /// The fields of names, whose values come to one lexicon, after each other; the others beside them.
    Result<void> fill_fields() {
        std::vector<std::vector<const PlannedField*>> queues(1); // that of the names is the longest: it begins first
        for (const auto& planned : m_planned) {
            const auto kind = planned.field.kind;
            if (kind == FieldKind::Name || kind == FieldKind::Guardians)
                queues.front().push_back(&planned);
            else
                queues.push_back({&planned});
        }
        std::vector<Result<void>> results(queues.size());
        m_warnings_by_slot.resize(m_records.stride);
        parallel_parts(m_threads, queues.size(), [&](std::size_t q) { results[q] = fill_queue(queues[q]); });
        for (const auto& result : results)
            TRY(result);
        for (const auto& warnings : m_warnings_by_slot)
            m_warnings.insert(m_warnings.end(), warnings.begin(), warnings.end());
        return {};
    }

    Result<void> fill_queue(std::span<const PlannedField* const> queue) {
        for (const auto* planned : queue)
            for (std::size_t f = 0; f < m_files.size(); ++f) {
                if (planned->field.is_encoded)
                    TRY(fill_encoded(planned->field, planned->sources[f], f));
                else
                    fill(planned->field, planned->sources[f], f);
                const std::scoped_lock lock(m_uses_mutex);
                for_columns(planned->sources[f], [&](std::size_t c) {
                    if (--m_uses[f][c] == 0 && m_done)
                        m_done(f, c);
                });
            }
        return {};
    }

    std::size_t rows_of(std::size_t file) const { return m_records.file_starts[file + 1] - m_records.file_starts[file]; }

    void lay_out() {
        m_records.lexicons.resize(1); // 0: all names of persons
        std::uint16_t slot = 0;
        for (auto& planned : m_planned) {
            auto& field = planned.field;
            field.slot = slot;
            slot = static_cast<std::uint16_t>(slot + field.width);
            const bool has_text = field.kind == FieldKind::Identifier || field.kind == FieldKind::Area ||
                                  field.kind == FieldKind::Text || field.kind == FieldKind::Words;
            if (field.is_encoded) {
                field.lexicon = static_cast<std::uint16_t>(m_records.encoded.size());
                m_records.encoded.emplace_back(field.kind);
            } else if (has_text) {
                field.lexicon = static_cast<std::uint16_t>(m_records.lexicons.size());
                m_records.lexicons.emplace_back();
            }
            m_records.fields.push_back(field);
        }
        m_records.word_lists.resize(m_records.lexicons.size());
        m_records.identifiers.resize(m_records.lexicons.size());
        m_records.stride = slot;
        std::uint32_t start = 0;
        for (const auto& file : m_files) {
            m_records.file_starts.push_back(start);
            start += static_cast<std::uint32_t>(file.rows());
        }
        m_records.file_starts.push_back(start);
    }

    std::uint32_t* slot_of(const Field& field, std::size_t file, std::size_t row) {
        return m_records.slots.data() + (m_records.file_starts[file] + row) * m_records.stride + field.slot;
    }

    /// Puts code into the first free place among the values of a set, once.
    static void put(std::uint32_t* slots, std::size_t width, std::uint32_t code) {
        for (std::size_t i = 0; code != 0 && i < width; ++i) {
            if (slots[i] == code)
                return;
            if (slots[i] == 0) {
                slots[i] = code;
                return;
            }
        }
    }

    void fill(const Field& field, const FieldSource& source, std::size_t f) {
        switch (field.kind) {
        case FieldKind::Name: return fill_names(field, source, f);
        case FieldKind::Guardians: return fill_guardians(field, source, f);
        case FieldKind::Date: return fill_dates(field, source, f);
        case FieldKind::Words: return fill_words(field, source, f);
        case FieldKind::Sex:
            return fill_codes(field, source, f, [](std::string_view text) { return sex_of(text); });
        case FieldKind::Number:
            return fill_codes(field, source, f, [](std::string_view text) { return number_of(text); });
        case FieldKind::Point:
            return fill_codes(field, source, f, [](std::string_view text) { return point_of(text); });
        case FieldKind::Identifier: return fill_identifiers(field, source, f);
        case FieldKind::Area:
        case FieldKind::Text:
            if (field.meaning == Meaning::Phone)
                return fill_texts(field, source, f, phone_of);
            if (field.meaning == Meaning::Email)
                return fill_texts(field, source, f, email_of);
            return fill_texts(field, source, f, folded_text);
        }
    }

    Result<void> fill_encoded(const Field& field, const FieldSource& source, std::size_t f) {
        for (const auto c : source.columns) {
            const auto& column = m_files[f].columns[c];
            std::vector<std::uint32_t> codes(column.distinct(), 0);
            for (std::uint32_t v = 1; v < codes.size(); ++v) {
                codes[v] = m_records.encoded[field.lexicon].code_of(column.text(v));
                if (codes[v] == 0)
                    return failure(ErrorCode::InvalidInput, "linkage.encoded_unreadable",
                                   {{"file", m_files[f].name}, {"column", column.name()}});
            }
            if (field.kind != FieldKind::Guardians) {
                fill_column(field, f, c, codes);
                continue;
            }
            for (std::size_t row = 0; row < column.size(); ++row) {
                auto* slots = slot_of(field, f, row);
                std::size_t i = 0;
                while (i < field.width && slots[i] != 0)
                    i += 2;
                if (i < field.width)
                    slots[i] = codes[column.codes()[row]];
            }
        }
        return {};
    }

    static std::u16string folded_text(std::string_view text) { return folded(text); }

    void fill_column(const Field& field, std::size_t f, std::size_t column,
                     std::span<const std::uint32_t> code_by_value) {
        warn_of_wrong_meaning(field, f, column, code_by_value);
        const auto codes = m_files[f].columns[column].codes();
        for_record_parts(0, codes.size(), m_threads, [&](std::size_t, std::size_t first, std::size_t end) {
            for (auto row = first; row < end; ++row)
                put(slot_of(field, f, row), field.width, code_by_value[codes[row]]);
        });
    }

    /// A column that is something else than the SPEC says would be missing nearly everywhere.
    void warn_of_wrong_meaning(const Field& field, std::size_t f, std::size_t column,
                               std::span<const std::uint32_t> code_by_value) {
        const auto values = code_by_value.size() - 1;
        const auto none = static_cast<std::size_t>(std::count(code_by_value.begin() + 1, code_by_value.end(), 0U));
        if (none * 2 > values)
            m_warnings_by_slot[field.slot].push_back(
                {"linkage.warning_other_meaning",
                 {{"file", m_files[f].name}, {"column", m_files[f].columns[column].name()},
                  {"none", std::to_string(none)}, {"values", std::to_string(values)},
                  {"field", std::string(meaning_name(field.meaning))}}});
    }

    template <class Normalise>
    void fill_codes(const Field& field, const FieldSource& source, std::size_t f, const Normalise& normalise) {
        for (const auto c : source.columns)
            fill_column(field, f, c,
                        codes_by_value<std::uint32_t>(f, c, normalise, [](std::uint32_t value) { return value; }));
    }

    /// By value of a column what `code` makes of it once it is normalised; values come one after the other.
    template <class T, class Normalise, class Code>
    std::vector<std::uint32_t> codes_by_value(std::size_t f, std::size_t c, const Normalise& normalise, const Code& code) {
        const auto& column = m_files[f].columns[c];
        std::vector<std::uint32_t> codes(column.distinct(), 0);
        for_normalised<T>(column, m_threads, normalise, [&](std::size_t first, std::span<const T> values) {
            for (std::size_t i = 0; i < values.size(); ++i)
                codes[first + i] = code(values[i]);
        });
        return codes;
    }

    void fill_identifiers(const Field& field, const FieldSource& source, std::size_t f) {
        for (const auto c : source.columns) {
            const auto& column = m_files[f].columns[c];
            std::vector<std::uint32_t> codes(column.distinct(), 0);
            for_normalised<IdentifierValue>(column, m_threads, identifier_of,
                                            [&](std::size_t first, std::span<const IdentifierValue> values) {
                                                m_records.identifiers[field.lexicon].find_codes(values, codes.data() + first);
                                            });
            fill_column(field, f, c, codes);
        }
    }

    template <class Normalise>
    std::vector<std::uint32_t> codes_of_texts(Lexicon& lexicon, std::size_t f, std::size_t c, const Normalise& normalise) {
        return codes_by_value<Lexicon::Coming>(
            f, c, [&](std::string_view text) { return lexicon.coming(normalise(text)); },
            [&](const Lexicon::Coming& coming) { return lexicon.code_of(coming); });
    }

    template <class Normalise>
    void fill_texts(const Field& field, const FieldSource& source, std::size_t f, const Normalise& normalise) {
        auto& lexicon = m_records.lexicons[field.lexicon];
        for (const auto c : source.columns)
            fill_column(field, f, c, codes_of_texts(lexicon, f, c, normalise));
    }

    void fill_names(const Field& field, const FieldSource& source, std::size_t f) {
        const bool is_given = field.meaning == Meaning::GivenName;
        if (is_given)
            fill_texts(field, source, f, given_name_of);
        else
            fill_texts(field, source, f, folded_text);
        auto& names = m_records.lexicons[0];
        for (const auto c : source.full_names) {
            const auto codes = codes_by_value<PersonName>(f, c, full_name_of, [&](const PersonName& name) {
                return names.code_of(is_given ? name.given : name.surname);
            });
            const auto values = m_files[f].columns[c].codes();
            for (std::size_t row = 0; row < values.size(); ++row)
                if (auto* slot = slot_of(field, f, row); *slot == 0)
                    *slot = codes[values[row]];
        }
    }

    void fill_guardians(const Field& field, const FieldSource& source, std::size_t f) {
        auto& names = m_records.lexicons[0];
        for (const auto c : source.columns) {
            std::vector<std::pair<std::uint32_t, std::uint32_t>> codes(m_files[f].columns[c].distinct());
            for_normalised<PersonName>(m_files[f].columns[c], m_threads, full_name_of,
                                       [&](std::size_t first, std::span<const PersonName> split) {
                                           for (std::size_t i = 0; i < split.size(); ++i)
                                               codes[first + i] = {names.code_of(split[i].given),
                                                                   names.code_of(split[i].surname)};
                                       });
            const auto values = m_files[f].columns[c].codes();
            for (std::size_t row = 0; row < values.size(); ++row) {
                auto* slots = slot_of(field, f, row);
                std::size_t i = 0;
                while (i < field.width && slots[i] != 0)
                    i += 2;
                if (i < field.width && values[row] != 0)
                    std::tie(slots[i], slots[i + 1]) = codes[values[row]];
            }
        }
    }

    void fill_dates(const Field& field, const FieldSource& source, std::size_t f) {
        for (const auto c : source.columns) {
            const auto& column = m_files[f].columns[c];
            const auto convention = date_convention_of(column);
            fill_column(field, f, c,
                        codes_by_value<std::uint32_t>(
                            f, c, [&](std::string_view text) { return date_of(text, convention).bits; },
                            [](std::uint32_t date) { return date; }));
        }
        if (source.birth_parts.empty())
            return;
        for (std::size_t row = 0; row < rows_of(f); ++row) {
            unsigned parts[3] = {0, 0, 0};
            for (std::size_t p = 0; p < 3; ++p)
                if (source.birth_parts[p] != SIZE_MAX)
                    parts[p] = static_cast<unsigned>(std::clamp(
                        number_from_bits(number_of(m_files[f].columns[source.birth_parts[p]].value(row))),
                        0.0F, p == 0 ? 9999.0F : 127.0F));
            if (parts[0] >= 2300 && parts[0] < 2700)
                parts[0] -= 543;
            *slot_of(field, f, row) = PackedDate::of(parts[0], parts[1], parts[2]).bits;
        }
    }

    void fill_words(const Field& field, const FieldSource& source, std::size_t f) {
        auto& lexicon = m_records.lexicons[field.lexicon];
        if (source.columns.size() == 1) {
            const auto c = source.columns[0];
            return fill_column(field, f, c, codes_of_texts(lexicon, f, c, words_of));
        }
        for (std::size_t row = 0; row < rows_of(f) && !source.columns.empty(); ++row) {
            std::string joined;
            for (const auto c : source.columns)
                joined.append(m_files[f].columns[c].value(row)).push_back(' ');
            *slot_of(field, f, row) = lexicon.code_of(words_of(joined));
        }
    }

    static void weigh_words(const Lexicon& texts, WordLists& lists) {
        std::vector<std::uint32_t> texts_with(lists.words.size(), 0);
        for (const auto word : lists.codes)
            ++texts_with[word];
        lists.weights.assign(lists.words.size(), 0);
        const double all = std::max<double>(2, texts.size());
        for (std::size_t w = 1; w < texts_with.size(); ++w)
            lists.weights[w] = std::log2(1 + all / texts_with[w]);
        lists.weight_of_once = std::log2(1 + all);
    }

    std::span<const File> m_files;
    std::vector<PlannedField> m_planned;
    unsigned m_threads;
    std::vector<Warning>& m_warnings;
    ColumnDone m_done;
    std::vector<std::vector<Warning>> m_warnings_by_slot; ///< Fields are filled side by side.
    std::vector<std::vector<std::size_t>> m_uses; ///< By file and column: by how many fields it is still wanted;
    std::mutex m_uses_mutex;                      ///< of these, and of telling who wants to know.
    Records m_records;
};

} // namespace

std::uint64_t Records::bytes() const {
    std::uint64_t sum = slots.size() * sizeof(slots[0]);
    for (const auto& lexicon : lexicons)
        sum += lexicon.bytes();
    for (const auto& values : encoded)
        sum += values.bytes();
    for (const auto& values : identifiers)
        sum += values.bytes();
    for (const auto& lists : word_lists)
        sum += lists.words.bytes() + lists.codes.size() * 4 + lists.ends.size() * 4 + lists.weights.size() * 8;
    return sum;
}

const Field* Records::field(Meaning meaning) const {
    for (const auto& field : fields)
        if (field.meaning == meaning)
            return &field;
    return nullptr;
}

namespace {

Result<void> check_lengths(const File& file) {
    for (const auto& column : file.columns)
        if (column.size() != file.rows())
            return failure(ErrorCode::InvalidInput, "linkage.lengths_differ",
                           {{"file", file.name},
                            {"column", column.name()},
                            {"found", std::to_string(column.size())},
                            {"expected", std::to_string(file.rows())}});
    return {};
}

/// Codes say something beside codes of the same key only.
Result<void> check_encoding(const File& first, const File& file) {
    if (file.encoding == first.encoding)
        return {};
    const auto refuse = [&](const char* key) {
        return failure(ErrorCode::InvalidInput, key, {{"file", file.name}, {"other", first.name}});
    };
    if (!file.encoding || !first.encoding)
        return refuse("linkage.encoded_beside_clear");
    return refuse(file.encoding->key_check != first.encoding->key_check ? "linkage.encoded_by_other_key"
                                                                        : "linkage.encoded_otherwise");
}

} // namespace

namespace {

/// What tells persons: names, numbers, dates; addresses change. Of works and things, all that is said.
std::vector<const Field*> telling_fields(const Records& records) {
    constexpr std::size_t fields_min = 3;
    std::vector<const Field*> telling;
    for (const auto& field : records.fields)
        if (field.kind == FieldKind::Name || field.kind == FieldKind::Date ||
            field.kind == FieldKind::Identifier || field.kind == FieldKind::Sex)
            telling.push_back(&field);
    if (telling.size() < fields_min) {
        telling.clear();
        for (const auto& field : records.fields)
            telling.push_back(&field);
    }
    return telling;
}

/// Whether one record in twenty is the copy of another. Records of which less than three values are known do
/// not count: they are alike by chance.
bool has_copies(const Records& records, std::uint32_t begin, std::uint32_t end, unsigned threads) {
    constexpr std::uint32_t looked_at = 200'000;
    constexpr int known_min = 3;
    const auto telling = telling_fields(records);
    const auto one_in = (end - begin) / looked_at + 1;
    std::vector<std::vector<std::uint64_t>> by_part((end - begin + rows_of_a_part - 1) / rows_of_a_part);
    for_record_parts(begin, end, threads, [&](std::size_t part, std::size_t first, std::size_t last) {
        for (auto r = first; r < last; ++r) {
            const auto* values = records.record(static_cast<std::uint32_t>(r));
            std::uint64_t hash = 0;
            int known = 0;
            for (const auto* field : telling) {
                known += values[field->slot] != 0;
                for (std::size_t i = 0; i < field->width; ++i)
                    hash = combine(hash, values[field->slot + i]);
            }
            if (known >= known_min && hash % one_in == 0) // copies together, or none
                by_part[part].push_back(hash);
        }
    });
    std::vector<std::uint64_t> hashes;
    for (const auto& part : by_part)
        hashes.insert(hashes.end(), part.begin(), part.end());
    sort_by_key(hashes);
    for (std::size_t i = 0; i < hashes.size();) { // those whose first halves are equal are mostly copies
        const auto begin = hashes.begin() + static_cast<std::ptrdiff_t>(i);
        while (i < hashes.size() && hashes[i] >> 32U == *begin >> 32U)
            ++i;
        std::sort(begin, hashes.begin() + static_cast<std::ptrdiff_t>(i));
    }
    const auto distinct = std::unique(hashes.begin(), hashes.end()) - hashes.begin();
    return (hashes.size() - static_cast<std::size_t>(distinct)) * 20 > hashes.size();
}

Records with_copies_told(Records records, unsigned threads) {
    for (std::size_t f = 0; f < records.files(); ++f)
        records.holds_copies.push_back(has_copies(records, records.file_starts[f], records.file_starts[f + 1], threads));
    return records;
}

} // namespace

Result<Records> prepare_records(std::span<const File> files, bool across_files,
                                std::span<const std::string> wanted, unsigned threads,
                                std::vector<Warning>& warnings, const ColumnDone& done) {
    for (const auto& file : files)
        TRY(check_lengths(file));
    for (const auto& file : files)
        TRY(check_encoding(files.front(), file));
    auto planned = TRY(plan_fields(files, across_files, wanted, warnings));
    return with_copies_told(TRY(Preparation(files, std::move(planned), threads, warnings, done).run()), threads);
}

Result<Records> prepare_added_file(std::span<const Field> fields, const File& earlier, const File& file,
                                   unsigned threads, std::vector<Warning>& warnings) {
    TRY(check_lengths(file));
    TRY(check_encoding(earlier, file));
    return with_copies_told(
        TRY(Preparation(std::span(&file, 1), plan_added_file(fields, file, warnings), threads, warnings).run()), threads);
}

namespace {

/// By code of the added records' lexicon: that of the others'.
std::vector<std::uint32_t> admitted(IdentifierLexicon& lexicon, const IdentifierLexicon& added) {
    std::vector<std::uint32_t> codes(added.size(), 0);
    IdentifierLexicon::Letters letters;
    for (std::uint32_t code = 1; code < added.size(); ++code)
        codes[code] = lexicon.code_of(added.text(code, letters));
    return codes;
}

std::vector<std::uint32_t> admitted(EncodedLexicon& lexicon, const EncodedLexicon& added) {
    std::vector<std::uint32_t> codes(added.size(), 0);
    for (std::uint32_t code = 1; code < added.size(); ++code)
        codes[code] = lexicon.code_of(text_of_encoded(added.words(code)));
    return codes;
}

} // namespace

std::uint32_t append_records(Records& records, const Records& added, unsigned threads) {
    std::vector<std::vector<std::uint32_t>> codes(records.lexicons.size());
    parallel_parts(threads, codes.size(), [&](std::size_t i) {
        codes[i] = added.identifiers[i].size() > 1 ? admitted(records.identifiers[i], added.identifiers[i])
                                                   : records.lexicons[i].admit(added.lexicons[i]);
    });
    std::vector<std::vector<std::uint32_t>> encoded;
    for (std::size_t i = 0; i < records.encoded.size(); ++i)
        encoded.push_back(admitted(records.encoded[i], added.encoded[i]));
    for (const auto& field : records.fields)
        if (has_words(field)) {
            auto& lists = records.word_lists[field.lexicon];
            list_words(records.lexicons[field.lexicon], lists);
            lists.weights.resize(lists.words.size(), lists.weight_of_once);
        }
    const auto first = records.size();
    records.slots.insert(records.slots.end(), added.slots.begin(), added.slots.end());
    records.file_starts.push_back(first + added.size());
    records.holds_copies.insert(records.holds_copies.end(), added.holds_copies.begin(), added.holds_copies.end());
    for (const auto& field : records.fields) {
        const bool is_text = field.kind != FieldKind::Date && field.kind != FieldKind::Sex &&
                             field.kind != FieldKind::Number && field.kind != FieldKind::Point;
        if (!is_text && !field.is_encoded)
            continue;
        const auto& code_of = field.is_encoded ? encoded[field.lexicon] : codes[field.lexicon];
        for (auto r = first; r < records.size(); ++r)
            for (std::size_t i = 0; i < field.width; ++i) {
                auto& slot = records.slots[r * records.stride + field.slot + i];
                slot = code_of[slot];
            }
    }
    return first;
}

Result<Records> prepare_file(const File& file, unsigned threads, std::vector<Warning>& warnings) {
    TRY(check_lengths(file));
    auto planned = TRY(plan_all_fields(file, warnings));
    return Preparation(std::span(&file, 1), std::move(planned), threads, warnings).run();
}

} // namespace samatcha::linkage
