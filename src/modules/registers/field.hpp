#pragma once

#include <boost/describe.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace samatcha::registers {

/// Whose register it is. Each kind of agency keeps its own (S8).
BOOST_DEFINE_ENUM_CLASS(RegisterKind, Civil, School, Health, Welfare)

/// What a column of a register says about a person. The same words in the API, in mappings, in
/// agreements and in exports, as snake_case. Stored records hold the number: new fields go to the end.
BOOST_DEFINE_ENUM_CLASS(Field, RecordId, CitizenId, Title, GivenName, Surname, FullName, Sex,
                        BirthDate, Nationality, Status, HouseNo, VillageNo, VillageName,
                        SubdistrictCode, SubdistrictName, DistrictName, ProvinceName, Postcode,
                        FatherName, MotherName, GuardianName, Phone, Grade, SchoolCode, SchoolName,
                        SchoolType, DisadvantageCodes, ProblemCodes, HouseholdId, DischargeCode,
                        UpdatedOn)

constexpr std::size_t field_count = 31;
static_assert(static_cast<std::size_t>(Field::UpdatedOn) + 1 == field_count);

constexpr std::size_t index_of(Field field) { return static_cast<std::size_t>(field); }

/// Every field, in the order of the enumeration.
const std::array<Field, field_count>& all_fields();

/// "given_name"; and back, empty for a word that names no field.
std::string_view name_of(Field);
std::optional<Field> field_named(std::string_view);

/// What a cell of this field may be stored as: sealed, because it names, locates or labels a child,
/// or in clear, because every count needs it and it identifies nobody alone.
enum class Storage { Sealed, Clear };
Storage storage_of(Field);

/// Words that heads of columns use for the field, normalised by normalised_header(): Thai, English,
/// abbreviations, the 43-file health standard (PERSON, HOME) and the school census (DMC).
std::span<const std::string_view> header_words(Field);

/// The head of a column as it is compared: repaired, lower case, digits ASCII, without blanks,
/// punctuation and what stands in brackets. "First Name (ไทย)" -> "firstname".
std::string normalised_header(std::string_view header);

} // namespace samatcha::registers
