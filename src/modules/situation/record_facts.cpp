#include "modules/situation/record_facts.hpp"

#include "base/identifier.hpp"

#include <charconv>

namespace samatcha::situation {

namespace {

using registers::Field;
using registers::RegisterKind;

std::string kind_name(RegisterKind kind) { return json::enum_name(kind); }

std::int16_t reason_index(const Definition& rules, RegisterKind kind, std::string_view field,
                          std::string_view value) {
    const auto* reason = reason_of(rules, kind_name(kind), field, value);
    return reason ? static_cast<std::int16_t>(reason - rules.reasons.data()) : std::int16_t{-1};
}

std::int32_t area_number(std::string_view code) {
    std::int32_t number = 0;
    if (code.size() == 6)
        std::from_chars(code.data(), code.data() + code.size(), number);
    return number;
}

Citizenship citizenship_named(std::string_view nationality) {
    if (nationality.empty())
        return Citizenship::Unknown;
    return nationality == "thai" ? Citizenship::Thai : Citizenship::Other;
}

template <class Target, class Read>
void read_column(Target& target, const linkage::Column* column, Read&& read) {
    target.column = column;
    for (std::uint32_t code = 0; column && code < column->distinct(); ++code)
        target.values.push_back(read(column->text(code)));
}

} // namespace

RecordFacts::RecordFacts(const Definition& rules, const persons::RegisterSet& set,
                         std::size_t register_number)
    : m_rules(rules) {
    const auto kind = set.registers()[register_number].kind;
    m_is_education = kind == RegisterKind::School;
    m_is_civil = kind == RegisterKind::Civil;
    const auto column = [&](Field field) { return set.column(register_number, field); };
    read_column(m_birth_dates, column(Field::BirthDate), [&](std::string_view text) {
        return meant_date(rules, kind_name(kind), from_iso(text).value_or(PartialDate{}));
    });
    read_column(m_sexes, column(Field::Sex), [](std::string_view text) {
        return text == "M" || text == "F" ? text.front() : char{0};
    });
    read_column(m_subdistricts, column(Field::SubdistrictCode), area_number);
    read_column(m_nationalities, column(Field::Nationality), citizenship_named);
    read_column(m_statuses, column(Field::Status), [&](std::string_view text) {
        return reason_index(rules, kind, "status", text);
    });
    read_column(m_discharges, column(Field::DischargeCode), [&](std::string_view text) {
        return reason_index(rules, kind, "discharge_code", text);
    });
    m_identifiers = column(Field::CitizenId);
    m_grades = column(Field::Grade);
    m_school_types = column(Field::SchoolType);
}

PartialDate RecordFacts::birth_date(std::size_t row) const { return m_birth_dates.at(row, {}); }
char RecordFacts::sex(std::size_t row) const { return m_sexes.at(row, 0); }
std::int32_t RecordFacts::subdistrict(std::size_t row) const { return m_subdistricts.at(row, 0); }

Citizenship RecordFacts::citizenship(std::size_t row) const {
    const auto said = m_nationalities.at(row, Citizenship::Unknown);
    if (said != Citizenship::Unknown || !m_identifiers)
        return said;
    const auto number = m_identifiers->value(row);
    if (number.size() != 13)
        return Citizenship::Unknown;
    if (m_rules.citizenship_by_first_digit.thai.find(number.front()) != std::string::npos)
        return Citizenship::Thai;
    if (m_rules.citizenship_by_first_digit.other.find(number.front()) != std::string::npos)
        return Citizenship::Other;
    return Citizenship::Unknown;
}

bool RecordFacts::has_civil_status(std::size_t row) const {
    if (!m_identifiers)
        return false;
    return parse_identifier(m_identifiers->value(row)).kind == IdentifierKind::CitizenId;
}

std::int16_t RecordFacts::reason(std::size_t row) const {
    const auto by_status = m_statuses.at(row, -1);
    return by_status >= 0 ? by_status : m_discharges.at(row, -1);
}

bool RecordFacts::is_enrolment(std::size_t row) const {
    const auto index = reason(row);
    return m_is_education &&
           (index < 0 ||
            m_rules.reasons[static_cast<std::size_t>(index)].effect != ReasonEffect::NotEnrolled);
}

Enrolment RecordFacts::enrolment(std::size_t row) const {
    const auto grade = m_grades ? m_grades->codes()[row] : 0;
    const auto type = m_school_types ? m_school_types->codes()[row] : 0;
    const auto [entry, is_new] = m_enrolments.try_emplace({grade, type});
    if (is_new)
        entry->second = parse_grade(m_rules, m_grades ? m_grades->text(grade) : std::string_view{},
                                    m_school_types ? m_school_types->text(type) : std::string_view{});
    return entry->second;
}

} // namespace samatcha::situation
