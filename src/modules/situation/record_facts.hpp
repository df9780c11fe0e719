#pragma once

#include "modules/persons/register_set.hpp"
#include "modules/situation/estimate.hpp"

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace samatcha::situation {

/// What the rules make of the values of one register. Each distinct value is read once, so that a
/// million rows cost a look-up each.
class RecordFacts {
public:
    RecordFacts(const Definition&, const persons::RegisterSet&, std::size_t register_number);

    bool is_education() const { return m_is_education; }
    bool is_civil() const { return m_is_civil; }
    PartialDate birth_date(std::size_t row) const;
    char sex(std::size_t row) const;
    std::int32_t subdistrict(std::size_t row) const;
    Citizenship citizenship(std::size_t row) const;
    /// A valid number of a person with civil status, be it in another province.
    bool has_civil_status(std::size_t row) const;
    std::int16_t reason(std::size_t row) const; ///< Index into Definition::reasons, -1 none.
    /// Of an education register: the record is an enrolment, not the trace of one that ended.
    bool is_enrolment(std::size_t row) const;
    Enrolment enrolment(std::size_t row) const;

private:
    template <class Value>
    struct ByCode {
        const linkage::Column* column = nullptr;
        std::vector<Value> values;
        Value at(std::size_t row, Value missing) const {
            return column ? values[column->codes()[row]] : missing;
        }
    };

    const Definition& m_rules;
    bool m_is_education = false;
    bool m_is_civil = false;
    ByCode<PartialDate> m_birth_dates;
    ByCode<char> m_sexes;
    ByCode<std::int32_t> m_subdistricts;
    ByCode<Citizenship> m_nationalities;
    ByCode<std::int16_t> m_statuses;
    ByCode<std::int16_t> m_discharges;
    const linkage::Column* m_identifiers = nullptr;
    const linkage::Column* m_grades = nullptr;
    const linkage::Column* m_school_types = nullptr;
    mutable std::map<std::pair<std::uint32_t, std::uint32_t>, Enrolment> m_enrolments;
};

} // namespace samatcha::situation
