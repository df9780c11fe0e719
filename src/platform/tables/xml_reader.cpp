#include "platform/tables/xml_reader.hpp"

#include <stdexcept>
#include <utility>

namespace samatcha::tables {

namespace {

constexpr int depth_max = 64;
constexpr std::int64_t tag_bytes_max = 8 * 1024 * 1024;

Error broken_xml(std::string detail) {
    return {ErrorCode::InvalidInput, "tables.xlsx_broken", {{"row", "0"}}, std::move(detail)};
}

std::string_view without_prefix(const char* name) {
    const char* end = name;
    for (; *end != '\0'; ++end)
        if (*end == ':')
            name = end + 1;
    return {name, static_cast<std::size_t>(end - name)};
}

} // namespace

std::string_view XmlAttributes::operator[](std::string_view name) const {
    for (const char** at = m_list; *at != nullptr; at += 2) {
        const std::string_view key = at[0];
        if (key == name || (key.size() > name.size() && key.ends_with(name) &&
                            key[key.size() - name.size() - 1] == ':'))
            return at[1];
    }
    return {};
}

XmlReader::XmlReader() : m_parser(XML_ParserCreate(nullptr)) {
    if (m_parser == nullptr)
        throw std::runtime_error("expat could not start");
    XML_SetUserData(m_parser.get(), this);
    XML_SetElementHandler(
        m_parser.get(),
        [](void* self, const char* name, const char** attributes) {
            auto& reader = *static_cast<XmlReader*>(self);
            if (++reader.m_depth > depth_max)
                return reader.stop(broken_xml("nested too deep"));
            reader.on_start(without_prefix(name), XmlAttributes(attributes));
        },
        [](void* self, const char* name) {
            auto& reader = *static_cast<XmlReader*>(self);
            --reader.m_depth;
            reader.on_end(without_prefix(name));
        });
    XML_SetCharacterDataHandler(m_parser.get(), [](void* self, const char* text, int size) {
        static_cast<XmlReader*>(self)->on_text({text, static_cast<std::size_t>(size)});
    });
    XML_SetStartDoctypeDeclHandler(
        m_parser.get(), [](void* self, const char*, const char*, const char*, int) {
            static_cast<XmlReader*>(self)->stop(broken_xml("document type declared"));
        });
}

void XmlReader::stop(Error error) {
    if (m_error == nullptr)
        m_error = std::make_unique<Error>(std::move(error));
    XML_StopParser(m_parser.get(), XML_FALSE);
}

Result<void> XmlReader::feed(std::string_view piece, bool last) {
    const auto status =
        XML_Parse(m_parser.get(), piece.data(), static_cast<int>(piece.size()), last ? 1 : 0);
    if (m_error != nullptr)
        return Unexpected{*m_error};
    if (status != XML_STATUS_OK)
        return Unexpected{broken_xml(XML_ErrorString(XML_GetErrorCode(m_parser.get())))};
    m_fed += static_cast<std::int64_t>(piece.size());
    // expat keeps an unfinished tag whole.
    if (m_fed - XML_GetCurrentByteIndex(m_parser.get()) > tag_bytes_max)
        return Unexpected{broken_xml("a tag without an end")};
    return {};
}

} // namespace samatcha::tables
