// Any bytes repaired and cut into title, name and nickname: UTF-8 that needs no more repair. Then folded, made into
// keys and put into Latin letters: to a bounded length, and the same when done again.
#include "base/thai_text.hpp"
#include "engines/linkage/latin_name.hpp"
#include "engines/linkage/letters.hpp"
#include "engines/linkage/name_key.hpp"

#include <algorithm>

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace samatcha;

namespace {

void check_keys(std::string_view text) {
    using namespace linkage;
    const auto name = folded(text);
    const auto compared = comparison_key(name);
    if (compared.size() > name.size() || comparison_key(compared) != compared)
        std::abort();
    if (sound_key(name).size() > name.size() || sound_key(name).empty() != name.empty())
        std::abort();
    const auto latin = romanised(name);
    if (latin.size() > 6 * name.size() || romanised(latin) != latin || std::any_of(latin.begin(), latin.end(), is_thai))
        std::abort();
    if (latin_key(name).size() > latin.size() || latin_key(latin) != latin_key(name))
        std::abort();
}

} // namespace

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
    check_keys(text);
    return 0;
}
