#include "platform/http/query.hpp"
#include "platform/http/router.hpp"
#include "platform/http/schema.hpp"
#include "platform/http/server.hpp"
#include "platform/http/static_files.hpp"
#include "platform/http/target.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace samatcha;
using namespace samatcha::http;

namespace {

enum class Colour { LightBlue, Red };
BOOST_DESCRIBE_ENUM(Colour, LightBlue, Red)

struct Filter {
    std::optional<std::string> name;
    int count = 0;
    std::optional<Colour> colour;
    std::vector<std::int64_t> ids;
};
BOOST_DESCRIBE_STRUCT(Filter, (), (name, count, colour, ids))

Request request_with(std::vector<Pair> query) {
    Request request;
    request.query = std::move(query);
    return request;
}

Response no_answer(Request&) { return {}; }

Request get(std::string path, std::vector<Pair> headers = {}) {
    Request request;
    request.path = std::move(path);
    request.headers = std::move(headers);
    return request;
}

std::string header_of(const Response& response, std::string_view name) {
    for (const auto& [key, content] : response.headers)
        if (key == name)
            return content;
    return {};
}

} // namespace

TEST_CASE("a target is decoded once, and refused when it is not clean") {
    const auto target = parse_target("/a%20b/%E0%B8%81?x=1+2&y=%26&z&=e#part");
    REQUIRE(target);
    CHECK(target->path == "/a b/ก");
    CHECK(target->query == std::vector<Pair>{{"x", "1 2"}, {"y", "&"}, {"z", ""}, {"", "e"}});
    for (const auto* text : {"", "a", "http://x/", "/%", "/%4", "/%GG", "/%00", "/a%0Ab", "/%C0%AF",
                             "/%ED%A0%80", "/..", "/a/%2e%2e/b", "/./", "/?x=%FF"})
        CHECK_MESSAGE(!parse_target(text), text);
    CHECK(parse_target("/%252e")->path == "/%2e");
}

TEST_CASE("cookies are cut from their header, malformed ones left out") {
    CHECK(parse_cookies(" a=1; b=\"two\" ;bad; =x; c=") ==
          std::vector<Pair>{{"a", "1"}, {"b", "two"}, {"c", ""}});
}

TEST_CASE("fixed words win over parameters, and the rest takes slashes") {
    Router router;
    for (const auto* pattern : {"/jobs/{id}", "/jobs/events", "/jobs/{id}/cancel", "/files/{path...}"})
        router.add(Method::Get, pattern, no_answer);
    router.add(Method::Post, "/jobs/{id}", no_answer);
    const auto pattern_of = [&](Method method, const char* path) {
        const auto found = router.find(method, path);
        return found.route ? found.route->pattern : "";
    };
    CHECK(pattern_of(Method::Get, "/jobs/events") == "/jobs/events");
    CHECK(pattern_of(Method::Get, "/jobs/7") == "/jobs/{id}");
    CHECK(pattern_of(Method::Head, "/jobs/7/cancel") == "/jobs/{id}/cancel");
    CHECK(pattern_of(Method::Get, "/jobs/events/cancel") == "/jobs/{id}/cancel");
    CHECK(pattern_of(Method::Get, "/jobs/") == "");
    CHECK(pattern_of(Method::Get, "/jobs") == "");
    CHECK(router.find(Method::Get, "/files/a/b").path_parameters ==
          std::vector<Pair>{{"path", "a/b"}});
    CHECK(router.find(Method::Put, "/jobs/7").allowed.size() == 2);
}

TEST_CASE("query parameters are read into a described struct") {
    const auto read = read_query<Filter>(request_with(
        {{"name", "ก ข"}, {"count", "-3"}, {"colour", "light_blue"}, {"ids", "1,2"}, {"ids", "3"}, {"more", "x"}}));
    REQUIRE(read);
    CHECK(read->name == "ก ข");
    CHECK(read->count == -3);
    CHECK(read->colour == Colour::LightBlue);
    CHECK(read->ids == std::vector<std::int64_t>{1, 2, 3});
    CHECK_FALSE(read_query<Filter>(request_with({{"count", "1"}, {"colour", ""}}))->colour);
}

TEST_CASE("a query parameter that is missing or wrong is named") {
    const auto key_of = [](std::vector<Pair> query) {
        const auto read = read_query<Filter>(request_with(std::move(query)));
        return read ? "" : read.error().key + " " + read.error().arguments[0].second;
    };
    CHECK(key_of({}) == "http.parameter_missing count");
    CHECK(key_of({{"count", "1x"}}) == "http.parameter_wrong count");
    CHECK(key_of({{"count", "99999999999"}}) == "http.parameter_wrong count");
    CHECK(key_of({{"count", "1"}, {"colour", "green"}}) == "http.parameter_wrong colour");
    CHECK(key_of({{"count", "1"}, {"ids", "1,,2"}}) == "http.parameter_wrong ids");
}

TEST_CASE("a described struct has its JSON schema") {
    Schemas schemas;
    CHECK(json::serialize(schemas.of<Filter>()) == R"({"$ref":"#/components/schemas/Filter"})");
    const auto components = schemas.components();
    CHECK(json::serialize(components.at("Colour")) ==
          R"({"type":"string","enum":["light_blue","red"]})");
    const auto& filter = components.at("Filter").as_object();
    CHECK(json::serialize(filter.at("required")) == R"(["count","ids"])");
    CHECK(json::serialize(filter.at("properties").as_object().at("ids")) ==
          R"({"type":"array","items":{"type":"integer"}})");
}

TEST_CASE("static files go out packed, hashed ones for good, pages as index.html") {
    const std::array<EmbeddedFile, 4> embedded{{{"index.html", "<html>"},
                                                {"assets/app-1a2b.js", "plain"},
                                                {"assets/app-1a2b.js.gz", "gz"},
                                                {"assets/app-1a2b.js.zst", "zst"}}};
    const StaticFiles files(embedded);
    const auto body_of = [](const std::optional<Response>& response) {
        return response ? std::get<StaticBody>(response->body).bytes : "none";
    };
    CHECK(body_of(files.answer(get("/"))) == "<html>");
    CHECK(body_of(files.answer(get("/situation"))) == "<html>");
    CHECK(body_of(files.answer(get("/missing.js"))) == "none");
    const auto packed = files.answer(get("/assets/app-1a2b.js", {{"accept-encoding", "gzip, zstd"}}));
    CHECK(body_of(packed) == "zst");
    CHECK(header_of(*packed, "Cache-Control").find("immutable") != std::string::npos);
    CHECK(body_of(files.answer(get("/assets/app-1a2b.js", {{"accept-encoding", "gzip, zstd;q=0"}}))) == "gz");
    CHECK(body_of(files.answer(get("/assets/app-1a2b.js"))) == "plain");
    const auto tag = header_of(*files.answer(get("/")), "ETag");
    CHECK(files.answer(get("/", {{"if-none-match", tag}}))->status == 304);
}

TEST_CASE("counts come out as Prometheus reads them") {
    Measurements measurements;
    measurements.count_request("GET", "/api/v1/persons/{id}", 200, 0.003);
    measurements.count_request("GET", "/api/v1/persons/{id}", 404, 0.2);
    const auto text = measurements.prometheus_text();
    CHECK(text.find(R"(samatcha_http_requests_total{method="GET",route="/api/v1/persons/{id}",status="404"} 1)") != std::string::npos);
    CHECK(text.find(R"(route="/api/v1/persons/{id}",le="0.005"} 1)") != std::string::npos);
    CHECK(text.find(R"(route="/api/v1/persons/{id}",le="+Inf"} 2)") != std::string::npos);
}
