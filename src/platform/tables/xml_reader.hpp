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

    /// Calls f(letter, value) for each attribute whose name is one letter: a worksheet's cells have
    /// no other, and there are millions of them.
    template <class F>
    void each_letter(F f) const {
        for (const char** at = m_list; *at != nullptr; at += 2)
            if (at[0][0] != '\0' && at[0][1] == '\0')
                f(at[0][0], std::string_view(at[1]));
    }

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
