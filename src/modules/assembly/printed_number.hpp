#pragma once

// Numbers and dates as official papers write them.

#include "base/messages.hpp"
#include "base/partial_date.hpp"
#include "platform/documents/document.hpp"

#include <string>
#include <string_view>

namespace samatcha::assembly {

/// 0-9 as ๐-๙ where Thai digits are asked for, all else unchanged.
std::string in_digits(std::string_view text, documents::Digits);

/// A whole day, in the era of the language: "24 พฤศจิกายน พ.ศ. 2568", "24 November 2025".
std::string printed_date(const PartialDate&, Language, documents::Digits);

} // namespace samatcha::assembly
