#include "app/commands/encoded_file.hpp"

#include "engines/linkage/encoded_lexicon.hpp"

#include <fstream>
#include <iterator>

namespace samatcha::app {

std::filesystem::path encoded_header_path(std::filesystem::path codes) {
    return codes.replace_extension(".json");
}

EncodedHeader header_of(const encoding::EncodedFile& file) {
    EncodedHeader header;
    header.format = file.encoding.format;
    header.filter_bits = linkage::EncodedLayout::filter_bits;
    header.salt = file.encoding.salt;
    header.key_check = file.encoding.key_check;
    for (const auto& column : file.columns)
        header.columns.emplace(column.name, linkage::meaning_name(column.meaning));
    return header;
}

Result<EncodedHeader> read_encoded_header(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in)
        return failure(ErrorCode::NotFound, "encode.header_missing", {{"path", path.string()}});
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    auto header = json::from_text<EncodedHeader>(text);
    const bool is_known = header && header->format == 1 && header->hash == "blake2b" &&
                          header->filter_bits == linkage::EncodedLayout::filter_bits &&
                          !header->columns.empty();
    linkage::Meaning meaning{};
    if (is_known)
        for (const auto& [column, word] : header->columns)
            if (!linkage::meaning_from_name(word, meaning))
                return failure(ErrorCode::InvalidInput, "encode.header_unreadable",
                               {{"path", path.string()}});
    if (!is_known)
        return failure(ErrorCode::InvalidInput, "encode.header_unreadable",
                       {{"path", path.string()}});
    return header;
}

} // namespace samatcha::app
