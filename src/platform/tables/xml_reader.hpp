#pragma once

#include "base/result.hpp"

#include <expat.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace samatcha::tables {

/// The attributes of an element, prefixes cut off.
class XmlAttributes {
public:
    explicit XmlAttributes(const char** list) : m_list(list) {}
    /// Empty if it is not there.
    std::string_view operator[](std::string_view name) const;

private:
    const char** m_list;
};

/// expat with its sharp edges off: names without prefixes, no document types (and so no entities).
/// Who derives from it hears of elements in order.
class XmlReader {
public:
    XmlReader();
    virtual ~XmlReader() = default;
    XmlReader(const XmlReader&) = delete;
    XmlReader& operator=(const XmlReader&) = delete;

    /// Fails with InvalidInput, key tables.xlsx_broken, row 0; or with what a handler passed to
    /// stop().
    Result<void> feed(std::string_view piece, bool last);

protected:
    virtual void on_start(std::string_view name, const XmlAttributes&) = 0;
    virtual void on_end(std::string_view name) = 0;
    virtual void on_text(std::string_view) {}
    void stop(Error);

private:
    struct Free {
        void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
    };
    std::unique_ptr<std::remove_pointer_t<XML_Parser>, Free> m_parser;
    std::unique_ptr<Error> m_error;
    int m_depth = 0;
    std::int64_t m_fed = 0;
};

} // namespace samatcha::tables
