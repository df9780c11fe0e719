// Any text as a cell of an encoded file: no encoded value, or one that is written as it was read
// and is wholly like itself.
#include "engines/linkage/encoded_lexicon.hpp"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

using namespace samatcha::linkage;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static constexpr std::array kinds{FieldKind::Name, FieldKind::Area, FieldKind::Sex,
                                      FieldKind::Date};
    if (size == 0)
        return 0;
    EncodedLexicon lexicon(kinds[data[0] % kinds.size()]);
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const auto code = lexicon.code_of(text);
    if (code == 0)
        return 0;
    std::vector<std::uint64_t> words;
    for (std::size_t place = 0; place < lexicon.layout().words(); ++place)
        words.push_back(lexicon.mark(code, place));
    if (text_of_encoded(words) != text || lexicon.code_of(text) != code)
        std::abort();
    const auto likeness = lexicon.layout().has_filter ? lexicon.likeness(code, code) : 1;
    if (!(likeness >= 0 && likeness <= 1))
        std::abort();
    return 0;
}
