#include "base/filename.hpp"

#include "base/thai_text.hpp"

namespace samatcha {

std::string plain_filename(std::string_view filename) {
    if (const auto slash = filename.find_last_of("/\\"); slash != std::string_view::npos)
        filename.remove_prefix(slash + 1);
    auto plain = repair_thai(filename);
    constexpr std::size_t bytes_max = 200;
    if (plain.size() > bytes_max) {
        auto start = plain.size() - bytes_max; // The end holds the kind of file.
        while (start < plain.size() && (static_cast<unsigned char>(plain[start]) & 0xC0) == 0x80)
            ++start;
        plain.erase(0, start);
    }
    return plain.empty() ? "file" : plain;
}

} // namespace samatcha
