#include "engines/linkage/blocking_keys.hpp"

#include "engines/linkage/latin_name.hpp"
#include "engines/linkage/letters.hpp"
#include "engines/linkage/near_keys.hpp"
#include "engines/linkage/scripts.hpp"

#include <algorithm>

namespace samatcha::linkage {

namespace {

std::uint64_t hash_start(Symbols text, std::size_t letters) {
    text = text.substr(0, letters);
    return hash_of({reinterpret_cast<const char*>(text.data()), text.size() * sizeof(char16_t)});
}

/// Whether names in Thai and in Latin letters stand beside each other, more of the fewer than one in a thousand.
bool has_two_scripts(const Lexicon& names) {
    std::size_t thai = 0;
    std::size_t latin = 0;
    for (std::uint32_t code = 1; code < names.size(); ++code) {
        thai += is_thai(names.text(code)[0]);
        latin += is_latin(names.text(code)[0]);
    }
    return std::min(thai, latin) * 1000 > names.size();
}

/// So many pairs across scripts must there be for rules to look for them.
constexpr double across_scripts_min = 0.0005;

class KeyMaker {
public:
    /// Makes the columns, or, where they are there, looks up the values that they lack.
    KeyMaker(const Records& records, std::vector<KeyColumn>& columns, std::span<const BlockingRule> given)
        : m_records(records), m_columns(columns), m_given(given), m_is_new(columns.empty()) {}

    void run() {
        for (std::size_t f = 0; f < m_records.fields.size(); ++f)
            add_field(f);
    }

private:
    KeyColumn& add(std::size_t f, const char* form_name, KeyForm form) {
        const auto& field = m_records.fields[f];
        const auto name = field.name + (*form_name == '\0' ? "" : ":") + form_name;
        if (!m_is_new)
            return *find(name);
        KeyColumn column;
        column.name = name;
        column.field = f;
        column.form = form;
        column.slot = field.slot;
        column.step = field.kind == FieldKind::Guardians ? 2 : 1;
        column.width = field.width / column.step;
        column.is_name = field.kind == FieldKind::Name;
        return m_columns.emplace_back(std::move(column));
    }

    KeyColumn* find(std::string_view name) {
        const auto found = std::find_if(m_columns.begin(), m_columns.end(), [&](const KeyColumn& c) { return c.name == name; });
        return found == m_columns.end() ? nullptr : &*found;
    }

    bool is_named(std::size_t f, std::string_view form_name) const {
        const auto name = m_records.fields[f].name + ":" + std::string(form_name);
        return m_is_new ? std::any_of(m_given.begin(), m_given.end(), [&](const BlockingRule& rule) {
                              return std::find(rule.keys.begin(), rule.keys.end(), name) != rule.keys.end();
                          })
                        : std::any_of(m_columns.begin(), m_columns.end(), [&](const KeyColumn& c) { return c.name == name; });
    }

    /// Several keys of each value, by code of the field's lexicon; make(text, keys) writes them.
    template <class Make>
    void add_key_lists(std::size_t f, const char* form_name, std::size_t width, const Make& make) {
        auto& column = add(f, form_name, KeyForm::Table);
        column.is_automatic = false;
        column.width = width;
        column.step = 0;
        const auto& lexicon = m_records.lexicons[m_records.fields[f].lexicon];
        const auto looked_up = std::max<std::size_t>(1, column.table.size() / width);
        column.table.resize(lexicon.size() * width, 0);
        for (auto code = static_cast<std::uint32_t>(looked_up); code < lexicon.size(); ++code)
            make(lexicon.key(code), std::span(column.table).subspan(code * width, width));
    }

    /// What equality of a whole text misses, and its sound: for rules that name them.
    void add_near_forms(std::size_t f) {
        if (m_records.fields[f].width > 1)
            return;
        if (is_named(f, "deletions"))
            add_key_lists(f, "deletions", deletion_keys, write_deletions);
        if (is_named(f, "pairs"))
            add_key_lists(f, "pairs", letter_pair_keys, write_letter_pairs);
    }

    /// By code of the field's lexicon.
    template <class Hash>
    void add_table(std::size_t f, const char* form_name, const Hash& hash) {
        auto& table = add(f, form_name, KeyForm::Table).table;
        const auto& field = m_records.fields[f];
        const auto codes = m_records.lexicons[field.lexicon].size();
        table.reserve(codes);
        if (table.empty())
            table.push_back(0);
        for (auto code = static_cast<std::uint32_t>(table.size()); code < codes; ++code) {
            const std::uint64_t h = hash(code);
            table.push_back(h == 0 ? 0 : KeyColumn::short_key(h));
        }
    }

    void add_field(std::size_t f) {
        const auto& field = m_records.fields[f];
        if (field.is_encoded)
            return add_encoded(f);
        const auto& lexicon = m_records.lexicons[field.lexicon];
        switch (field.kind) {
        case FieldKind::Name:
            add_table(f, "sound", [&](std::uint32_t v) { return lexicon.sound(v); });
            add_table(f, "", [&](std::uint32_t v) { return lexicon.key_hash(v); });
            add_table(f, "start", [&](std::uint32_t v) { return hash_start(lexicon.key(v), 3); });
            if (m_is_new ? has_two_scripts(lexicon) : find(field.name + ":latin") != nullptr) {
                add_table(f, "latin", [&](std::uint32_t v) -> std::uint64_t {
                    const auto key = latin_key(lexicon.text(v));
                    return key.empty() ? 0 : hash_start(key, key.size());
                });
                if (m_is_new)
                    m_columns.back().is_automatic = script_shares(m_records, field).across >= across_scripts_min;
            }
            add_near_forms(f);
            break;
        case FieldKind::Guardians:
            add_table(f, "sound", [&](std::uint32_t v) { return lexicon.sound(v); });
            break;
        case FieldKind::Date:
            add(f, "", KeyForm::Whole);
            add(f, "year_month", KeyForm::YearMonth);
            add(f, "month_day", KeyForm::MonthDay);
            add(f, "year", KeyForm::Year);
            break;
        case FieldKind::Area:
            add(f, "", KeyForm::Whole);
            add_table(f, "prefix4", [&](std::uint32_t v) { return hash_start(lexicon.text(v), 4); });
            break;
        case FieldKind::Words: add_words(f); break;
        case FieldKind::Text:
            add(f, "", KeyForm::Whole);
            add_near_forms(f);
            break;
        case FieldKind::Identifier:
        case FieldKind::Sex:
        case FieldKind::Number:
        case FieldKind::Point: add(f, "", KeyForm::Whole); break;
        }
    }

    /// The same keys as of clear values, from the marks.
    void add_encoded(std::size_t f) {
        const auto& values = m_records.encoded[m_records.fields[f].lexicon];
        const auto add_mark = [&](const char* form_name, MarkForm form) {
            const auto place = values.layout().place_of(form);
            const auto width = values.layout().count_of(form);
            auto& column = add(f, form_name, KeyForm::Table);
            if (width > 1) {
                column.width = width;
                column.step = 0;
            }
            column.table.resize(std::max(column.table.size(), width), 0);
            for (auto code = static_cast<std::uint32_t>(column.table.size() / width); code < values.size(); ++code)
                for (std::size_t i = 0; i < width; ++i) {
                    const auto mark = values.mark(code, place + i);
                    column.table.push_back(mark == 0 ? 0 : KeyColumn::short_key(mark));
                }
        };
        switch (m_records.fields[f].kind) {
        case FieldKind::Name:
            add_mark("sound", MarkForm::Sound);
            add_mark("", MarkForm::Key);
            add_mark("start", MarkForm::Start);
            break;
        case FieldKind::Guardians: add_mark("sound", MarkForm::Sound); break;
        case FieldKind::Date:
            add_mark("", MarkForm::Whole);
            add_mark("year_month", MarkForm::YearMonth);
            add_mark("month_day", MarkForm::MonthDay);
            add_mark("year", MarkForm::Year);
            break;
        case FieldKind::Area:
            add_mark("", MarkForm::Whole);
            add_mark("prefix4", MarkForm::Prefix4);
            break;
        case FieldKind::Words:
            add_mark("", MarkForm::Whole);
            add_mark("word", MarkForm::Word);
            break;
        case FieldKind::Text:
        case FieldKind::Identifier:
        case FieldKind::Sex:
        case FieldKind::Number:
        case FieldKind::Point: add_mark("", MarkForm::Whole); break;
        }
    }

    /// The whole text and its three rarest words that another text has too.
    void add_words(std::size_t f) {
        constexpr std::size_t words_taken = 3;
        add(f, "", KeyForm::Whole);
        auto& column = add(f, "word", KeyForm::Table);
        column.width = words_taken;
        column.step = 0;
        const auto& field = m_records.fields[f];
        const auto& lists = m_records.word_lists[field.lexicon];
        const auto codes = m_records.lexicons[field.lexicon].size();
        const auto looked_up = std::max<std::size_t>(1, column.table.size() / words_taken);
        column.table.resize(codes * words_taken, 0);
        std::vector<std::uint32_t> words;
        for (auto code = static_cast<std::uint32_t>(looked_up); code < codes; ++code) {
            words.clear();
            for (const auto w : lists.of(code))
                if (lists.weights[w] < lists.weight_of_once - 1e-9 || lists.weights.size() < 3)
                    words.push_back(w);
            std::sort(words.begin(), words.end(), [&](std::uint32_t a, std::uint32_t b) {
                return lists.weights[a] != lists.weights[b] ? lists.weights[a] > lists.weights[b] : a < b;
            });
            for (std::size_t i = 0; i < std::min(words_taken, words.size()); ++i)
                column.table[code * words_taken + i] = KeyColumn::short_key(words[i]);
        }
    }

    const Records& m_records;
    std::vector<KeyColumn>& m_columns;
    std::span<const BlockingRule> m_given;
    bool m_is_new;
};

} // namespace

std::vector<KeyColumn> key_columns(const Records& records, std::span<const BlockingRule> given) {
    std::vector<KeyColumn> columns;
    KeyMaker(records, columns, given).run();
    return columns;
}

void admit_values(std::vector<KeyColumn>& columns, const Records& records) { KeyMaker(records, columns, {}).run(); }

} // namespace samatcha::linkage
