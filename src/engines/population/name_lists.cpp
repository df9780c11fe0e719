#include "engines/population/name_lists.hpp"

#include "base/embedded.hpp"

#include <zstd.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <stdexcept>

namespace samatcha {
std::span<const EmbeddedFile> embedded_population();
}

namespace samatcha::population {
namespace {

// Common first, middle and last parts of Thai surnames.
constexpr std::string_view surname_heads[] = {
    "ศรี",  "บุญ",  "ทอง",  "แก้ว",  "คำ",   "จันทร์", "สุข",  "วงศ์",  "ชัย",  "พรม",  "แสน", "สี",   "โพธิ์",
    "ไชย", "พันธุ์", "นา",   "โคตร", "ภู",    "มูล",   "สาร", "อินทร์", "ดวง", "เพชร", "ประ", "สม",  "หาญ",
    "ขุน",  "หมื่น", "ราช",  "เทพ",  "ธรรม", "พล",   "กอง", "ป้อง",  "ปาน", "มั่น",   "วิ",   "อุดม", "สิงห์",
    "พิมพ์", "บัว",  "เหล่า", "ผา",   "ทิพย์",  "ชม",   "นาม", "ตัน",   "ยอด", "กล้า",  "เจริญ"};
constexpr std::string_view surname_tails[] = {
    "วงษ์",  "สุวรรณ", "ทอง", "เรือง", "แสง",  "สาร", "ศรี",   "คำ",   "มา",   "ดี",
    "งาม",  "ชัย",    "รัตน์", "สิทธิ์",  "พันธ์",  "ภักดี", "วิเศษ", "เดช",  "หาญ",  "ขันธ์",
    "โสภา", "นิยม",   "พิลา", "บุตร",  "สอน",  "ลา",  "เพ็ง",  "จันทร์", "แก้ว",  "สมบัติ",
    "ชุม",   "ตา",    "น้อย", "เสน",  "โคตร", "มูล",  "ไชย",  "คาม",  "เหลา", "พรหม",
    "ฤทธิ์",  "กุล",    "แพง", "สีดา",  "เนตร", "หอม", "ราช",  "ผล",   "ปัญญา", "สุข"};

std::string unpacked_names(std::string_view packed) {
    const auto size = ZSTD_getFrameContentSize(packed.data(), packed.size());
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN)
        throw std::runtime_error("embedded name list is damaged");
    std::string text(size, '\0');
    if (ZSTD_decompress(text.data(), text.size(), packed.data(), packed.size()) != size)
        throw std::runtime_error("embedded name list is damaged");
    return text;
}

std::string_view embedded_names(std::string_view path) {
    for (const auto& file : embedded_population())
        if (file.path == path)
            return file.bytes;
    throw std::runtime_error("name list is not embedded");
}

std::vector<std::string> parts_of(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto end = text.find(separator);
        parts.emplace_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return parts;
}

} // namespace

NameLists::List NameLists::read_list(std::string_view file, double exponent) {
    List list;
    list.names = parts_of(unpacked_names(embedded_names(file)), '\n');
    list.by_rank.resize(list.names.size());
    std::iota(list.by_rank.begin(), list.by_rank.end(), 0U);
    Random shuffle(2549, file.size());
    for (auto i = static_cast<std::uint32_t>(list.by_rank.size()); i > 1; --i)
        std::swap(list.by_rank[i - 1], list.by_rank[shuffle.below(i)]);
    double sum = 0;
    for (std::size_t rank = 0; rank < list.names.size(); ++rank)
        list.cumulative.push_back(sum += std::pow(static_cast<double>(rank) + 3, -exponent));
    return list;
}

NameLists NameLists::load() {
    NameLists lists;
    lists.m_male = read_list("male.txt.zst", 0.8);
    lists.m_female = read_list("female.txt.zst", 0.8);
    lists.m_family = read_list("family.txt.zst", 0.6);
    for (const auto& line : parts_of(embedded_names("migrant.tsv"), '\n')) {
        const auto cells = parts_of(line, '\t');
        const auto origin = cells[0] == "lao"       ? Origin::Lao
                            : cells[0] == "burmese" ? Origin::Burmese
                                                    : Origin::Khmer;
        const std::size_t kind = cells[1] == "M" ? 0 : cells[1] == "F" ? 1 : 2;
        lists.m_foreign[static_cast<std::size_t>(origin)][kind].push_back(
            {cells[2], cells[3], cells[4]});
    }
    return lists;
}

std::size_t NameLists::drawn(Random& random, const List& list) {
    const double at = random.unit() * list.cumulative.back();
    const auto found = std::upper_bound(list.cumulative.begin(), list.cumulative.end() - 1, at);
    return list.by_rank[static_cast<std::size_t>(found - list.cumulative.begin())];
}

std::size_t NameLists::given_index(Random& random, char sex) const {
    return drawn(random, list_of(sex));
}

std::size_t NameLists::index_of(char sex, std::string_view name) const {
    const auto& names = list_of(sex).names;
    return static_cast<std::size_t>(std::lower_bound(names.begin(), names.end(), name) -
                                    names.begin());
}

std::size_t NameLists::given_beside(Random& random, char sex, std::size_t index) const {
    const auto& names = list_of(sex).names;
    const auto step = static_cast<std::size_t>(random.between(1, 15));
    return index + step < names.size() ? index + step : index - step;
}

std::string NameLists::surname(Random& random) const {
    if (random.chance(0.5))
        return m_family.names[drawn(random, m_family)];
    std::string name(random.one_of(std::span(surname_heads)));
    const auto middle = random.one_of(std::span(surname_tails));
    const auto last = random.one_of(std::span(surname_tails));
    name += middle;
    if (random.chance(0.5) && last != middle)
        name += last;
    return name;
}

PersonName NameLists::foreign_given(Random& random, Origin origin, char sex) const {
    return random.one_of(m_foreign[static_cast<std::size_t>(origin)][sex == 'M' ? 0 : 1]);
}

PersonName NameLists::foreign_surname(Random& random, Origin origin) const {
    const auto& surnames = m_foreign[static_cast<std::size_t>(origin)][2];
    return surnames.empty() ? PersonName{} : random.one_of(surnames);
}

} // namespace samatcha::population
