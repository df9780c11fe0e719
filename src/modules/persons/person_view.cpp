#include "modules/persons/person_view.hpp"

#include "base/utf8.hpp"
#include "modules/persons/evidence_words.hpp"

#include <set>

namespace samatcha::persons {

namespace {

using registers::Field;

bool is_leading_vowel(char32_t c) { return c >= U'\u0E40' && c <= U'\u0E44'; }

/// The first letter that can stand alone: in Thai the consonant, behind a vowel written before it.
std::string initial(std::string_view name) {
    for (const auto c : letters_of(name)) {
        if (c == U' ' || is_leading_vowel(c))
            continue;
        std::string out;
        append_utf8(out, c);
        return out + ".";
    }
    return {};
}

/// What is no statement about the person differs from register to register by nature.
bool is_compared(Field field) {
    switch (field) {
    case Field::RecordId:
    case Field::Title:
    case Field::UpdatedOn:
    case Field::HouseholdId:
        return false;
    default:
        return true;
    }
}

std::string value_in(const registers::PersonRecord* record, const std::string& field) {
    const auto known = registers::field_named(field);
    return record && known ? record->value(*known) : std::string();
}

} // namespace

std::string initials(std::string_view given_name, std::string_view surname) {
    return initial(given_name) + initial(surname);
}

RecordView record_view(const OpenedRecord& opened, std::vector<FieldValue> fields) {
    return {opened.snapshot.register_kind, opened.snapshot.snapshot_id, opened.snapshot.snapshot_date,
            opened.record.row_no, std::move(fields)};
}

std::vector<EvidenceView> evidence_views(const std::vector<EvidenceWords::Told>& evidence,
                                         const registers::PersonRecord* left,
                                         const registers::PersonRecord* right, const Messages& messages,
                                         Language language) {
    std::vector<EvidenceView> views;
    for (const auto& told : evidence) {
        const auto field = register_field(told.field);
        views.push_back({field, value_in(left, field), value_in(right, field), told.level, told.weight,
                         level_in_words(told.level, messages, language)});
    }
    return views;
}

std::vector<std::vector<FieldValue>> side_by_side(const std::vector<OpenedRecord>& records) {
    std::map<Field, std::set<std::string>> said;
    for (const auto& opened : records)
        for (const auto field : registers::all_fields())
            if (!opened.record.value(field).empty())
                said[field].insert(opened.record.value(field));
    std::vector<std::vector<FieldValue>> views;
    for (const auto& opened : records) {
        auto& view = views.emplace_back();
        for (const auto field : registers::all_fields())
            if (const auto& value = opened.record.value(field); !value.empty())
                view.push_back({std::string(registers::name_of(field)), value,
                                is_compared(field) && said[field].size() > 1});
    }
    return views;
}

} // namespace samatcha::persons
