#pragma once

#include "modules/persons/actions.hpp"

#include <map>
#include <string>
#include <vector>

namespace samatcha::persons {

/// "นัทที โพธิสุรินทร์" is "น.พ.": the first consonant of each, so that a list names nobody.
std::string initials(std::string_view given_name, std::string_view surname);

/// The village as a list shows it: "หมู่ 4 บ้านดง".
std::string village_words(const registers::PersonRecord&);

/// A record's fields that hold a value, each with whether another record of the person says otherwise.
struct FieldValue {
    std::string field;
    std::string value;
    bool differs = false;
};
BOOST_DESCRIBE_STRUCT(FieldValue, (), (field, value, differs))

/// Of each record, in their order. A field that only one record has differs from nothing.
std::vector<std::vector<FieldValue>> side_by_side(const std::vector<OpenedRecord>&);

} // namespace samatcha::persons
