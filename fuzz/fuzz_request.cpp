// Any text as a request's target, cookies, languages, query and JSON body: an Error or clean values.
#include "base/json.hpp"
#include "base/messages.hpp"
#include "base/thai_text.hpp"
#include "platform/http/query.hpp"
#include "platform/http/server.hpp"
#include "platform/http/target.hpp"

#include <cstdint>
#include <cstdlib>

using namespace samatcha;

namespace {

enum class Kind { FirstKind, Second };
BOOST_DESCRIBE_ENUM(Kind, FirstKind, Second)

struct Inner {
    std::optional<std::string> text;
    std::vector<Inner> children;
};
BOOST_DESCRIBE_STRUCT(Inner, (), (text, children))

struct Body {
    std::string name;
    std::int16_t small = 0;
    std::optional<double> share;
    std::optional<Kind> kind;
    std::optional<PartialDate> date;
    std::map<std::string, Inner> parts;
};
BOOST_DESCRIBE_STRUCT(Body, (), (name, small, share, kind, date, parts))

struct Query {
    std::optional<std::string> name;
    std::optional<int> count;
    std::optional<bool> is_open;
    std::optional<Kind> kind;
    std::optional<PartialDate> date;
    std::vector<std::int64_t> ids;
};
BOOST_DESCRIBE_STRUCT(Query, (), (name, count, is_open, kind, date, ids))

void must_be_clean(std::string_view text) {
    if (!is_utf8(text) || text.find('\0') != std::string_view::npos)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (auto target = http::parse_target(text)) {
        must_be_clean(target->path);
        if (target->path.empty() || target->path.front() != '/' ||
            target->path.find("/../") != std::string::npos)
            std::abort();
        http::Request request;
        for (const auto& [name, content] : target->query) {
            must_be_clean(name);
            must_be_clean(content);
        }
        request.query = std::move(target->query);
        (void)http::read_query<Query>(request);
    }
    for (const auto& [name, content] : http::parse_cookies(text))
        if (name.empty() || name.find(';') != std::string::npos)
            std::abort();
    (void)http::last_forwarded_address(text);
    (void)http::accepts_encoding(text, "gzip");
    (void)preferred_language(text);
    if (const auto body = json::from_text<Body>(text)) {
        // What was read is written and read again unchanged.
        const auto written = json::to_text(*body);
        const auto again = json::from_text<Body>(written);
        if (!again || json::to_text(*again) != written)
            std::abort();
    }
    return 0;
}
