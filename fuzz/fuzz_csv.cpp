// Any bytes read as a table: an Error or rows of UTF-8 without NUL, in order.
#include "base/thai_text.hpp"
#include "platform/tables/table.hpp"

#include <cstdint>
#include <cstdlib>

using namespace samatcha;
using namespace samatcha::tables;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    TableOptions options;
    std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (!bytes.empty()) {
        // The first byte decides what a person has decided.
        const auto choice = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        if ((choice & 1) != 0)
            options.delimiter = ",;\t|"[(choice >> 1) & 3];
        if ((choice & 8) != 0)
            options.encoding = static_cast<TextEncoding>((choice >> 4) & 3);
        if ((choice & 64) != 0)
            options.header_row = choice >> 7;
    }
    auto table = Table::open(std::make_unique<MemorySource>(bytes), options);
    if (!table.has_value())
        return 0;
    TableRow row;
    std::int64_t previous = 0;
    for (;;) {
        const auto more = table->next(row);
        if (!more.has_value() || !*more)
            return 0;
        if (row.row_no <= previous)
            std::abort();
        previous = row.row_no;
        for (const auto cell : row.cells)
            if (!is_utf8(cell) || cell.find('\0') != std::string_view::npos)
                std::abort();
    }
}
