// Worksheet XML inside a workbook that is otherwise whole, and whole archives: an Error or rows in
// order. The archive is built here, as a fuzzer hardly ever makes a valid one.
#include "platform/tables/xlsx_reader.hpp"

#include <zip.h>

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace samatcha;
using namespace samatcha::tables;

namespace {

std::string archive_of(std::string_view sheet, std::string_view strings, std::string_view styles) {
    zip_error_t error;
    zip_error_init(&error);
    auto* source = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(source);
    auto* zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
    const std::string workbook =
        R"(<workbook xmlns:r="r"><sheets><sheet name="1" r:id="a"/></sheets></workbook>)";
    const std::string type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    const std::string relationships =
        "<Relationships><Relationship Id=\"a\" Type=\"" + type +
        "worksheet\" Target=\"s.xml\"/><Relationship Id=\"b\" Type=\"" + type +
        "sharedStrings\" Target=\"t.xml\"/><Relationship Id=\"c\" Type=\"" + type +
        "styles\" Target=\"y.xml\"/></Relationships>";
    const auto add = [&](const char* path, std::string_view text) {
        const auto index =
            zip_file_add(zip, path, zip_source_buffer(zip, text.data(), text.size(), 0), 0);
        zip_set_file_compression(zip, static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0);
    };
    add("xl/workbook.xml", workbook);
    add("xl/_rels/workbook.xml.rels", relationships);
    add("xl/s.xml", sheet);
    add("xl/t.xml", strings);
    add("xl/y.xml", styles);
    zip_close(zip);
    zip_stat_t stat;
    zip_source_stat(source, &stat);
    std::string bytes(stat.size, '\0');
    zip_source_open(source);
    zip_source_read(source, bytes.data(), bytes.size());
    zip_source_close(source);
    zip_source_free(source);
    return bytes;
}

void read_all(std::string_view bytes) {
    auto reader = XlsxReader::open(std::make_unique<MemorySource>(bytes));
    if (!reader.has_value())
        return;
    TableRow row;
    for (;;) {
        const auto more = (*reader)->next(row);
        if (!more.has_value() || !*more)
            return;
        std::size_t read = 0;
        for (const auto cell : row.cells)
            for (const char c : cell)
                read += c == '\0' ? 1U : 0U;
        if (row.row_no < 1 || read > 0)
            std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    if (input.starts_with("PK")) {
        read_all(input);
        return 0;
    }
    // Three parts, apart by a form feed.
    const auto first = input.find('\f');
    const auto second = first == std::string_view::npos ? first : input.find('\f', first + 1);
    const auto sheet = input.substr(0, first);
    const auto strings = first == std::string_view::npos
                             ? std::string_view("<sst/>")
                             : input.substr(first + 1, second - first - 1);
    const auto styles = second == std::string_view::npos ? std::string_view("<styleSheet/>")
                                                         : input.substr(second + 1);
    read_all(archive_of(sheet, strings, styles));
    return 0;
}
