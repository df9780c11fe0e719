#include "engines/linkage/field_plan.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace samatcha::linkage {

namespace {

using Columns = std::vector<std::size_t>;

FieldKind kind_of(Meaning meaning) {
    switch (meaning) {
    case Meaning::GivenName:
    case Meaning::Surname: return FieldKind::Name;
    case Meaning::Sex: return FieldKind::Sex;
    case Meaning::BirthDate:
    case Meaning::BirthDay:
    case Meaning::BirthMonth:
    case Meaning::BirthYear: return FieldKind::Date;
    case Meaning::NationalId: return FieldKind::Identifier;
    case Meaning::AreaCode: return FieldKind::Area;
    case Meaning::GuardianName: return FieldKind::Guardians;
    case Meaning::Number: return FieldKind::Number;
    case Meaning::Coordinates: return FieldKind::Point;
    case Meaning::FullName:
    case Meaning::Address:
    case Meaning::Text: return FieldKind::Words;
    case Meaning::Postcode:
    case Meaning::Place:
    case Meaning::Phone:
    case Meaning::Email:
    case Meaning::Category: return FieldKind::Text;
    }
    return FieldKind::Text;
}

FieldRole role_of(Meaning meaning) {
    switch (meaning) {
    case Meaning::GivenName:
    case Meaning::FullName:
    case Meaning::BirthDate:
    case Meaning::BirthDay:
    case Meaning::BirthMonth:
    case Meaning::BirthYear:
    case Meaning::NationalId:
    case Meaning::Email:
    case Meaning::Text: return FieldRole::Personal;
    case Meaning::Surname:
    case Meaning::GuardianName:
    case Meaning::Phone:
    case Meaning::Address: return FieldRole::Household;
    case Meaning::AreaCode:
    case Meaning::Postcode:
    case Meaning::Place:
    case Meaning::Coordinates: return FieldRole::Locality;
    case Meaning::Sex:
    case Meaning::Category:
    case Meaning::Number: return FieldRole::Neutral;
    }
    return FieldRole::Neutral;
}

/// Meanings of which two columns with two names are two things; of the others they are a set.
bool is_told_apart_by_column(Meaning meaning) {
    return meaning == Meaning::Category || meaning == Meaning::Number || meaning == Meaning::Text ||
           meaning == Meaning::Place;
}

enum class Constant { LeftOut, Kept };

class Planner {
public:
    Planner(std::span<const File> files, bool across, Constant constant, std::vector<Warning>& warnings)
        : m_files(files), m_across(across), m_is_encoded(files.front().encoding.has_value()),
          m_constant(constant), m_warnings(warnings) {}

    std::vector<PlannedField> plan() {
        if (m_is_encoded)
            return plan_encoded();
        const bool split = names_are_split();
        if (split)
            plan_names();
        for (std::size_t m = 0; m < meaning_count; ++m) {
            const auto meaning = static_cast<Meaning>(m);
            if (meaning == Meaning::GivenName || meaning == Meaning::Surname ||
                (meaning == Meaning::FullName && split) || meaning == Meaning::BirthDay ||
                meaning == Meaning::BirthMonth || meaning == Meaning::BirthYear)
                continue;
            if (meaning == Meaning::BirthDate)
                plan_birth_date();
            else if (is_told_apart_by_column(meaning))
                plan_by_column(meaning);
            else
                plan_as_set(meaning);
        }
        return std::move(m_planned);
    }

private:
    /// Names were split and dates put together when the files were encoded.
    std::vector<PlannedField> plan_encoded() {
        for (std::size_t m = 0; m < meaning_count; ++m) {
            const auto meaning = static_cast<Meaning>(m);
            if (is_told_apart_by_column(meaning))
                plan_by_column(meaning);
            else
                plan_as_set(meaning);
        }
        return std::move(m_planned);
    }

    Columns columns_of(std::size_t file, Meaning meaning) const {
        Columns found;
        for (std::size_t c = 0; c < m_files[file].columns.size(); ++c)
            if (m_files[file].columns[c].meaning() == meaning)
                found.push_back(c);
        return found;
    }

    bool any(Meaning meaning) const {
        for (std::size_t f = 0; f < m_files.size(); ++f)
            if (!columns_of(f, meaning).empty())
                return true;
        return false;
    }

    /// A full name is cut in two where another file has the parts, or where people are described.
    bool names_are_split() const {
        return any(Meaning::GivenName) || any(Meaning::Surname) ||
               (any(Meaning::FullName) &&
                (any(Meaning::BirthDate) || any(Meaning::BirthYear) || any(Meaning::Sex) ||
                 any(Meaning::NationalId) || any(Meaning::GuardianName)));
    }

    void plan_names() {
        PlannedField given = empty_field(Meaning::GivenName);
        PlannedField surname = empty_field(Meaning::Surname);
        for (std::size_t f = 0; f < m_files.size(); ++f) {
            given.sources[f].columns = columns_of(f, Meaning::GivenName);
            surname.sources[f].columns = columns_of(f, Meaning::Surname);
            given.sources[f].full_names = surname.sources[f].full_names =
                columns_of(f, Meaning::FullName);
        }
        add(std::move(given));
        add(std::move(surname));
    }

    void plan_birth_date() {
        PlannedField date = empty_field(Meaning::BirthDate);
        for (std::size_t f = 0; f < m_files.size(); ++f) {
            date.sources[f].columns = columns_of(f, Meaning::BirthDate);
            const std::array parts = {columns_of(f, Meaning::BirthYear),
                                      columns_of(f, Meaning::BirthMonth),
                                      columns_of(f, Meaning::BirthDay)};
            if (date.sources[f].columns.empty() &&
                !(parts[0].empty() && parts[1].empty() && parts[2].empty()))
                for (const auto& part : parts)
                    date.sources[f].birth_parts.push_back(part.empty() ? SIZE_MAX : part[0]);
        }
        add(std::move(date));
    }

    void plan_as_set(Meaning meaning) {
        PlannedField set = empty_field(meaning);
        for (std::size_t f = 0; f < m_files.size(); ++f)
            set.sources[f].columns = columns_of(f, meaning);
        add(std::move(set));
    }

    void plan_by_column(Meaning meaning) {
        std::set<std::string> names;
        std::size_t columns_max = 0;
        for (std::size_t f = 0; f < m_files.size(); ++f) {
            const auto columns = columns_of(f, meaning);
            columns_max = std::max(columns_max, columns.size());
            for (const auto c : columns)
                names.insert(m_files[f].columns[c].name());
        }
        if (columns_max <= 1)
            return plan_as_set(meaning);
        std::vector<Columns> left(m_files.size());
        for (std::size_t f = 0; f < m_files.size(); ++f)
            left[f] = columns_of(f, meaning);
        for (const auto& name : names) {
            PlannedField own = empty_field(meaning);
            own.field.name += ":" + name;
            std::size_t files_with = 0;
            for (std::size_t f = 0; f < m_files.size(); ++f)
                for (const auto c : columns_of(f, meaning))
                    if (m_files[f].columns[c].name() == name) {
                        own.sources[f].columns.push_back(c);
                        ++files_with;
                    }
            if (m_across && files_with < 2)
                continue;
            for (std::size_t f = 0; f < m_files.size(); ++f)
                for (const auto c : own.sources[f].columns)
                    std::erase(left[f], c);
            add(std::move(own));
        }
        PlannedField rest = empty_field(meaning);
        for (std::size_t f = 0; f < m_files.size(); ++f)
            rest.sources[f].columns = left[f];
        add(std::move(rest));
    }

    PlannedField empty_field(Meaning meaning) const {
        PlannedField planned;
        planned.field.name = meaning_name(meaning);
        planned.field.meaning = meaning;
        planned.field.kind = kind_of(meaning);
        planned.field.role = role_of(meaning);
        planned.field.is_encoded = m_is_encoded;
        planned.sources.resize(m_files.size());
        return planned;
    }

    bool is_empty(std::size_t file, std::size_t column) const {
        return m_files[file].columns[column].distinct() <= 1;
    }

    void drop_empty(std::size_t file, Columns& columns) {
        std::erase_if(columns, [&](std::size_t c) {
            if (c == SIZE_MAX || !is_empty(file, c))
                return false;
            Warning warning{"linkage.warning_column_empty",
                            {{"file", m_files[file].name}, {"column", m_files[file].columns[c].name()}}};
            if (std::find(m_warnings.begin(), m_warnings.end(), warning) == m_warnings.end())
                m_warnings.push_back(std::move(warning));
            return true;
        });
    }

    bool is_constant(const PlannedField& planned) const {
        std::set<std::string_view> values;
        for (std::size_t f = 0; f < m_files.size(); ++f) {
            const auto& s = planned.sources[f];
            for (const auto* list : {&s.columns, &s.full_names, &s.birth_parts})
                for (const auto c : *list)
                    if (c != SIZE_MAX)
                        for (std::uint32_t v = 1; v < m_files[f].columns[c].distinct() && values.size() < 2; ++v)
                            values.insert(m_files[f].columns[c].text(v));
        }
        return values.size() < 2;
    }

    void add(PlannedField planned) {
        std::size_t files_with = 0;
        std::size_t columns_max = 0;
        for (std::size_t f = 0; f < m_files.size(); ++f) {
            auto& s = planned.sources[f];
            drop_empty(f, s.columns);
            drop_empty(f, s.full_names);
            const auto count = s.columns.empty() ? s.full_names.size() + !s.birth_parts.empty()
                                                 : s.columns.size();
            files_with += count > 0;
            columns_max = std::max(columns_max, count);
        }
        if (files_with == 0)
            return;
        if (m_across && files_with < 2) {
            m_warnings.push_back({"linkage.warning_in_one_file", {{"field", planned.field.name}}});
            return;
        }
        if (m_constant == Constant::LeftOut && is_constant(planned)) {
            m_warnings.push_back({"linkage.warning_one_value", {{"field", planned.field.name}}});
            return;
        }
        const auto kind = planned.field.kind;
        const bool joined = (kind == FieldKind::Words && !m_is_encoded) || kind == FieldKind::Sex || kind == FieldKind::Number ||
                            kind == FieldKind::Point;
        const auto values = joined ? 1 : std::min<std::size_t>(columns_max, 4);
        planned.field.width =
            static_cast<std::uint16_t>(values * (kind == FieldKind::Guardians ? 2U : 1U));
        m_planned.push_back(std::move(planned));
    }

    std::span<const File> m_files;
    bool m_across;
    bool m_is_encoded;
    Constant m_constant;
    std::vector<Warning>& m_warnings;
    std::vector<PlannedField> m_planned;
};

/// Whose columns make a field of this meaning, beside those of the meaning itself.
bool is_part_of(Meaning column, Meaning field) {
    switch (field) {
    case Meaning::GivenName:
    case Meaning::Surname: return column == Meaning::FullName;
    case Meaning::BirthDate:
        return column == Meaning::BirthYear || column == Meaning::BirthMonth || column == Meaning::BirthDay;
    default: return false;
    }
}

enum class ComparedBy : std::uint8_t { Itself, LetterPairs };

/// How a name of those to be compared means the field, if it does: "surname", or "surname:pairs".
std::optional<ComparedBy> comparison_by(const Field& field, std::string_view name) {
    constexpr std::string_view pairs = ":pairs";
    const auto is_of = [&](std::string_view of) {
        return of == field.name || of == meaning_name(field.meaning);
    };
    if (is_of(name))
        return ComparedBy::Itself;
    const bool has_letters =
        !field.is_encoded && (field.kind == FieldKind::Name || field.kind == FieldKind::Text ||
                              field.kind == FieldKind::Words);
    if (has_letters && name.ends_with(pairs) && is_of(name.substr(0, name.size() - pairs.size())))
        return ComparedBy::LetterPairs;
    return std::nullopt;
}

void compare_by_letter_pairs(Field& field) {
    field.by_letter_pairs = true;
    if (field.kind == FieldKind::Words)
        field.kind = FieldKind::Text; // as one
}

// A pattern of agreement holds four bits for each of 16 fields.
Result<std::vector<PlannedField>> first_fields(std::vector<PlannedField> planned, std::vector<Warning>& warnings) {
    while (planned.size() > 16) {
        warnings.push_back({"linkage.warning_too_many_fields", {{"field", planned.back().field.name}}});
        planned.pop_back();
    }
    if (planned.empty())
        return failure(ErrorCode::InvalidInput, "linkage.nothing_to_compare");
    return planned;
}

} // namespace

Result<std::vector<PlannedField>> plan_fields(std::span<const File> files, bool across_files,
                                              std::span<const std::string> wanted,
                                              std::vector<Warning>& warnings) {
    auto planned = Planner(files, across_files, Constant::LeftOut, warnings).plan();
    if (!wanted.empty()) {
        std::vector<bool> is_wanted(planned.size(), false);
        for (const auto& name : wanted) {
            bool is_known = false;
            for (std::size_t i = 0; i < planned.size(); ++i)
                if (const auto by = comparison_by(planned[i].field, name)) {
                    is_known = is_wanted[i] = true;
                    if (*by == ComparedBy::LetterPairs)
                        compare_by_letter_pairs(planned[i].field);
                }
            if (!is_known)
                return failure(ErrorCode::InvalidInput, "linkage.comparison_unknown", {{"field", name}});
        }
        std::size_t i = 0;
        std::erase_if(planned, [&](const auto&) { return !is_wanted[i++]; });
    }
    std::vector<Warning> ignored;
    if (planned.empty() && !Planner(files, across_files, Constant::Kept, ignored).plan().empty())
        return failure(ErrorCode::InvalidInput, "linkage.all_alike");
    return first_fields(std::move(planned), warnings);
}

std::vector<PlannedField> plan_added_file(std::span<const Field> fields, const File& file,
                                          std::vector<Warning>& warnings) {
    std::vector<PlannedField> planned;
    std::vector<bool> taken(file.columns.size(), false);
    const auto is_of_name = [&](const Field& field, const Column& column) {
        return field.name == std::string(meaning_name(field.meaning)) + ":" + column.name();
    };
    for (const auto& field : fields) {
        FieldSource source;
        std::array<std::size_t, 3> parts{SIZE_MAX, SIZE_MAX, SIZE_MAX};
        for (std::size_t c = 0; c < file.columns.size(); ++c) {
            const auto& column = file.columns[c];
            if (column.meaning() == field.meaning) {
                // A column with a field of its own name is in no other.
                const bool is_here = is_of_name(field, column) ||
                                     (field.name == meaning_name(field.meaning) &&
                                      std::none_of(fields.begin(), fields.end(), [&](const Field& other) {
                                          return other.meaning == field.meaning && is_of_name(other, column);
                                      }));
                if (!is_here)
                    continue;
                source.columns.push_back(c);
            } else if (!is_part_of(column.meaning(), field.meaning)) {
                continue;
            } else if (field.meaning == Meaning::BirthDate) {
                parts[static_cast<std::size_t>(Meaning::BirthYear) - static_cast<std::size_t>(column.meaning())] = c;
            } else {
                source.full_names.push_back(c);
            }
            taken[c] = true;
        }
        if (source.columns.empty() && parts != std::array<std::size_t, 3>{SIZE_MAX, SIZE_MAX, SIZE_MAX})
            source.birth_parts.assign(parts.begin(), parts.end());
        planned.push_back({field, {source}});
    }
    for (std::size_t c = 0; c < file.columns.size(); ++c)
        if (!taken[c])
            warnings.push_back({"linkage.warning_not_compared", {{"file", file.name}, {"column", file.columns[c].name()}}});
    return planned;
}

Result<std::vector<PlannedField>> plan_all_fields(const File& file, std::vector<Warning>& warnings) {
    return first_fields(Planner(std::span(&file, 1), false, Constant::Kept, warnings).plan(), warnings);
}

} // namespace samatcha::linkage
