#include "engines/linkage/blocking_keys.hpp"

#include "engines/linkage/hash.hpp"

#include <algorithm>
#include <array>

namespace samatcha::linkage {

namespace {

std::uint32_t short_key(std::uint64_t hash) {
    const auto key = static_cast<std::uint32_t>(hash >> 32U);
    return key == 0 ? 1 : key;
}

std::uint64_t hash_start(Symbols text, std::size_t letters) {
    text = text.substr(0, letters);
    return hash_of({reinterpret_cast<const char*>(text.data()), text.size() * sizeof(char16_t)});
}

class KeyMaker {
public:
    explicit KeyMaker(const Records& records) : m_records(records) {}

    std::vector<KeyColumn> run() {
        for (std::size_t f = 0; f < m_records.fields.size(); ++f)
            add_field(f);
        return std::move(m_columns);
    }

private:
    template <class Key>
    void add(std::size_t f, const char* form, const Key& key) {
        const auto& field = m_records.fields[f];
        const std::size_t step = field.kind == FieldKind::Guardians ? 2 : 1;
        KeyColumn column;
        column.name = field.name + (*form == '\0' ? "" : ":") + form;
        column.field = f;
        column.width = field.width / step;
        column.is_name = field.kind == FieldKind::Name;
        column.keys.assign(m_records.size() * column.width, 0);
        for (std::uint32_t r = 0; r < m_records.size(); ++r)
            for (std::size_t i = 0; i < column.width; ++i)
                if (const auto value = m_records.record(r)[field.slot + i * step]; value != 0)
                    if (const std::uint64_t hash = key(value); hash != 0)
                        column.keys[r * column.width + i] = short_key(mix(hash));
        m_columns.push_back(std::move(column));
    }

    void add_field(std::size_t f) {
        const auto& field = m_records.fields[f];
        const auto& lexicon = m_records.lexicons[field.lexicon];
        const auto whole = [](std::uint32_t value) -> std::uint64_t { return value; };
        switch (field.kind) {
        case FieldKind::Name:
            add(f, "sound", [&](std::uint32_t v) { return lexicon.sound(v); });
            add(f, "", [&](std::uint32_t v) { return lexicon.key_hash(v); });
            add(f, "start", [&](std::uint32_t v) { return hash_start(lexicon.key(v), 3); });
            break;
        case FieldKind::Guardians:
            add(f, "sound", [&](std::uint32_t v) { return m_records.lexicons[0].sound(v); });
            break;
        case FieldKind::Date: {
            add(f, "", whole);
            add(f, "year_month", [](std::uint32_t v) -> std::uint64_t { return PackedDate{v}.month() == 0 ? 0 : v >> 7U; });
            add(f, "month_day", [](std::uint32_t v) -> std::uint64_t {
                const PackedDate d{v};
                return d.day() == 0 || (d.day() == 1 && d.month() == 1) ? 0 : v & 16383U;
            });
            add(f, "year", [](std::uint32_t v) -> std::uint64_t { return v >> 14U; });
            break;
        }
        case FieldKind::Area:
            add(f, "", whole);
            add(f, "prefix4", [&](std::uint32_t v) { return hash_start(lexicon.text(v), 4); });
            break;
        case FieldKind::Words: add_words(f); break;
        case FieldKind::Text:
        case FieldKind::Identifier:
        case FieldKind::Sex:
        case FieldKind::Number: add(f, "", whole); break;
        }
    }

    /// The whole text and its three rarest words that another text has too.
    void add_words(std::size_t f) {
        constexpr std::size_t words_taken = 3;
        const auto& field = m_records.fields[f];
        const auto& lists = m_records.word_lists[field.lexicon];
        add(f, "", [](std::uint32_t v) -> std::uint64_t { return v; });
        const double weight_max = *std::max_element(lists.weights.begin(), lists.weights.end());
        KeyColumn column;
        column.name = field.name + ":word";
        column.field = f;
        column.width = words_taken;
        column.keys.assign(m_records.size() * words_taken, 0);
        std::vector<std::uint32_t> words;
        for (std::uint32_t r = 0; r < m_records.size(); ++r) {
            const auto all = lists.of(m_records.record(r)[field.slot]);
            words.clear();
            for (const auto w : all)
                if (lists.weights[w] < weight_max - 1e-9 || lists.weights.size() < 3)
                    words.push_back(w);
            std::sort(words.begin(), words.end(), [&](std::uint32_t a, std::uint32_t b) {
                return lists.weights[a] != lists.weights[b] ? lists.weights[a] > lists.weights[b] : a < b;
            });
            for (std::size_t i = 0; i < std::min(words_taken, words.size()); ++i)
                column.keys[r * words_taken + i] = short_key(mix(words[i]));
        }
        m_columns.push_back(std::move(column));
    }

    const Records& m_records;
    std::vector<KeyColumn> m_columns;
};

} // namespace

std::vector<KeyColumn> key_columns(const Records& records) { return KeyMaker(records).run(); }

void sort_by_key(std::vector<std::uint64_t>& entries) {
    std::vector<std::uint64_t> other(entries.size());
    for (const unsigned shift : {32U, 43U, 54U}) {
        std::array<std::size_t, 2048> starts{};
        for (const auto entry : entries)
            ++starts[entry >> shift & 2047U];
        std::size_t start = 0;
        for (auto& s : starts)
            start += std::exchange(s, start);
        for (const auto entry : entries)
            other[starts[entry >> shift & 2047U]++] = entry;
        entries.swap(other);
    }
}

} // namespace samatcha::linkage
