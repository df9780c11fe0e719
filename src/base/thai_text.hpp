#pragma once

#include <string>
#include <string_view>

namespace samatcha {

/// Repairs Thai text without changing what it says: NFC; canonical order of vowel and tone marks;
/// nikhahit + sara aa to sara am; two sara e to sara ae; zero-width and control characters removed;
/// repeated marks to one; no-break and repeated spaces to one space; ends trimmed. Idempotent. Text
/// in any other script passes through unharmed (Lao, Burmese, Khmer and Latin names of migrant
/// children), but for the spaces. UTF-8 in and out; bytes that are no UTF-8 become U+FFFD.
std::string repair_thai(std::string_view utf8);

/// ๐-๙ to 0-9, all else unchanged.
std::string ascii_digits(std::string_view utf8);

/// A name cut into its title (ด.ช., ด.ญ., เด็กชาย, เด็กหญิง, นาย, นาง, นางสาว, น.ส., ranks, Mr, Miss
/// ..., glued on or apart, several in a row), a nickname in brackets, and what remains. All
/// repaired. A glued title is cut only where a plausible name remains: นายิกา, นายก and นางนวล stay
/// whole.
struct NameParts {
    std::string title; ///< As found; empty if none.
    std::string name;
    std::string nickname; ///< Without its brackets.
};
NameParts split_title(std::string_view utf8);

/// The sex that a title says: 'M', 'F', or 0 if it says none.
char sex_of_title(std::string_view title);

/// Compares as a Thai dictionary orders (ICU collation, th): negative, zero, positive.
int compare_thai(std::string_view left, std::string_view right);

/// TIS-620 / Windows-874 to UTF-8. Undefined bytes become U+FFFD.
std::string utf8_from_windows_874(std::string_view bytes);
/// And back; characters that Windows-874 lacks become '?'.
std::string windows_874_from_utf8(std::string_view utf8);
bool is_utf8(std::string_view bytes);

/// The first grapheme cluster and a mask, for logs and reports: `นัทที` -> `นั••••`. The mask has one
/// length, so that it does not tell the name's; a name of one cluster is masked whole.
std::string masked(std::string_view utf8);

} // namespace samatcha
