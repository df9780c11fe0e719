// Any bytes repaired and cut into title, name and nickname: UTF-8 that needs no more repair.
#include "base/thai_text.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace samatcha;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto repaired = repair_thai(text);
    if (!is_utf8(repaired) || repair_thai(repaired) != repaired)
        std::abort();
    if (repaired.starts_with(' ') || repaired.ends_with(' ') ||
        repaired.find("  ") != std::string::npos)
        std::abort();
    const auto parts = split_title(text);
    if (parts.title.size() + parts.name.size() + parts.nickname.size() > repaired.size())
        std::abort();
    if (!is_utf8(parts.name) || !is_utf8(parts.title) || !is_utf8(parts.nickname))
        std::abort();
    (void)sex_of_title(text);
    if (!is_utf8(masked(repaired)) || !is_utf8(utf8_from_windows_874(text)))
        std::abort();
    const auto digits = ascii_digits(text);
    if (is_utf8(text) && !is_utf8(digits))
        std::abort();
    if ((compare_thai(text, repaired) < 0) == (compare_thai(repaired, text) < 0) &&
        compare_thai(text, repaired) != 0)
        std::abort();
    return 0;
}
