#pragma once

#include "base/identifier.hpp"
#include "base/partial_date.hpp"
#include "base/result.hpp"
#include "modules/registers/field.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace samatcha::registers {

/// How a register sees somebody's nationality, in the classes the situation counts by.
BOOST_DEFINE_ENUM_CLASS(NationalityClass, Unknown, Thai, Other, Stateless)

/// Whether a register still counts somebody among the living residents.
BOOST_DEFINE_ENUM_CLASS(StatusClass, Unknown, Present, Dead, Moved, Missing)

/// One row of one register as received and understood: repaired and normalised, never corrected by
/// what another register says. Its key is (province, snapshot, row_no).
///
/// What the values hold once understood, all UTF-8 text, empty when unknown:
///   citizen_id        normalised identifier of any kind (see Identifier); kind() says which
///   title, given_name, surname   apart, even where the file has them glued or as one full name;
///                     full_name is always empty
///   sex               "M", "F"
///   birth_date, updated_on   ISO, C.E., possibly partial: "2012-08-28", "2012-08", "2012"
///   nationality       "thai", "stateless", else as written
///   subdistrict_code  six digits of a subdistrict that exists
///   village_no        digits without leading zeros
///   phone             ten or nine digits
///   grade             "อ.1" ... "ป.6" ... "ม.6", "ปวช.1", else as written
///   disadvantage_codes, problem_codes   separated by commas
struct PersonRecord {
    std::int64_t row_no = 0; ///< The row of the file, counted as a spreadsheet does: the first is 1.
    std::array<std::string, field_count> values;

    const std::string& value(Field field) const { return values[index_of(field)]; }
    std::string& value(Field field) { return values[index_of(field)]; }

    IdentifierKind identifier_kind() const;
    PartialDate birth_date() const;
    NationalityClass nationality_class() const;
    StatusClass status_class() const; ///< From the status, else from the discharge code.
    void clear();
};

/// The values that are sealed (storage_of), as one string of bytes, and back. The format is this
/// program's own and carries its version; unreadable bytes fail with InvalidInput,
/// registers.record_unreadable.
std::string packed_sealed_values(const PersonRecord&);
Result<void> unpack_sealed_values(std::string_view bytes, PersonRecord&);

} // namespace samatcha::registers
