#include "modules/access/openapi.hpp"

#include <algorithm>
#include <cctype>

namespace samatcha::access {

namespace {

using boost::json::array;
using boost::json::object;

struct ProblemView {
    std::string type;
    std::string title;
    int status = 0;
    std::string detail;
    std::string instance;
    std::string key;
    std::map<std::string, std::string> arguments;
};
BOOST_DESCRIBE_STRUCT(ProblemView, (), (type, title, status, detail, instance, key, arguments))

std::string lower_case_method(http::Method method) {
    std::string name(http::name_of(method));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return name;
}

/// get_snapshots_id_issues for GET /api/v1/snapshots/{id}/issues.
std::string operation_id(const Operation& operation) {
    std::string id = lower_case_method(operation.method) + "_";
    for (const char c : operation.pattern.substr(std::string_view("/api/v1/").size()))
        if (std::isalnum(static_cast<unsigned char>(c)))
            id += c;
        else if (c != '{' && c != '}')
            id += '_';
    return id;
}

array path_parameters(const std::string& pattern) {
    array parameters;
    for (auto open = pattern.find('{'); open != std::string::npos; open = pattern.find('{', open + 1)) {
        const auto name = pattern.substr(open + 1, pattern.find('}', open) - open - 1);
        const bool is_number = name == "id" || name.ends_with("_id");
        parameters.push_back(object{{"name", name},
                                    {"in", "path"},
                                    {"required", true},
                                    {"schema", object{{"type", is_number ? "integer" : "string"}}}});
    }
    return parameters;
}

object content(std::string_view type, json::value schema) {
    return object{{type, object{{"schema", std::move(schema)}}}};
}

object responses_of(const Operation& operation, http::Schemas& schemas) {
    object good{{"description", operation.options.success == 204 ? "Done" : "The answer"}};
    if (operation.answer)
        good["content"] = content("application/json", operation.answer(schemas));
    else if (operation.options.success != 204)
        good["content"] = content(operation.options.produces, object{{"type", "string"}});
    return object{{std::to_string(operation.options.success), good},
                  {"default", object{{"$ref", "#/components/responses/Problem"}}}};
}

object description_of(const Operation& operation, http::Schemas& schemas) {
    object out{{"operationId", operation_id(operation)},
               {"summary", operation.options.summary},
               {"x-right", json::enum_name(operation.right)}};
    auto parameters = path_parameters(operation.pattern);
    if (operation.parameters)
        for (auto& parameter : operation.parameters(schemas))
            parameters.push_back(parameter);
    if (needs_purpose(operation.right))
        parameters.push_back(object{{"name", "purpose"},
                                    {"in", "query"},
                                    {"required", false},
                                    {"description", "Needed here or as header X-Purpose"},
                                    {"schema", schemas.of<Purpose>()}});
    if (!parameters.empty())
        out["parameters"] = parameters;
    if (operation.body)
        out["requestBody"] = object{{"required", true},
                                    {"content", content("application/json", operation.body(schemas))}};
    if (operation.streams_body)
        out["requestBody"] = object{
            {"required", true},
            {"content", content("application/octet-stream",
                                object{{"type", "string"}, {"format", "binary"}})}};
    out["responses"] = responses_of(operation, schemas);
    array security;
    if (operation.right == Right::Everyone)
        security.push_back(object{});
    object needed{{"session", array{}}};
    if (operation.method != http::Method::Get)
        needed["csrf"] = array{};
    security.push_back(needed);
    out["security"] = security;
    return out;
}

void write_pretty(std::string& out, const json::value& value, std::size_t depth) {
    const std::string inner((depth + 1) * 2, ' ');
    const std::string outer(depth * 2, ' ');
    const auto lay_out = [&](char open, char close, const auto& items, const auto& write_item) {
        out += open;
        const char* separator = "\n";
        for (const auto& item : items) {
            out += separator + inner;
            write_item(item);
            separator = ",\n";
        }
        if (!items.empty())
            out += "\n" + outer;
        out += close;
    };
    if (value.is_object())
        lay_out('{', '}', value.get_object(), [&](const auto& pair) {
            out += json::serialize(json::value(pair.key())) + ": ";
            write_pretty(out, pair.value(), depth + 1);
        });
    else if (value.is_array())
        lay_out('[', ']', value.get_array(),
                [&](const auto& element) { write_pretty(out, element, depth + 1); });
    else
        out += json::serialize(value);
}

} // namespace

std::string openapi_text(const Api& api) {
    auto operations = api.operations();
    std::stable_sort(operations.begin(), operations.end(),
                     [](const auto& a, const auto& b) { return a.pattern < b.pattern; });
    http::Schemas schemas;
    object paths;
    for (const auto& operation : operations) {
        auto& path = paths[operation.pattern];
        if (!path.is_object())
            path = object{};
        path.get_object()[lower_case_method(operation.method)] = description_of(operation, schemas);
    }
    const auto problem = schemas.of<ProblemView>();
    const object document{
        {"openapi", "3.1.0"},
        {"info", object{{"title", "Samatcha"},
                        {"version", "1"},
                        {"license", object{{"name", "AGPL-3.0-or-later"},
                                           {"identifier", "AGPL-3.0-or-later"}}},
                        {"description", "Errors are RFC 9457 problems in Thai or English "
                                        "(cookie lang, Accept-Language). Times are milliseconds since "
                                        "1970 UTC, dates YYYY-MM-DD of the common era."}}},
        {"servers", array{object{{"url", "/"}}}},
        {"paths", paths},
        {"components",
         object{{"schemas", schemas.components()},
                {"responses",
                 object{{"Problem", object{{"description", "What went wrong and how to mend it"},
                                           {"content", content("application/problem+json", problem)}}}}},
                {"securitySchemes",
                 object{{"session", object{{"type", "apiKey"}, {"in", "cookie"}, {"name", "samatcha_session"}}},
                        {"csrf", object{{"type", "apiKey"}, {"in", "header"}, {"name", "X-CSRF-Token"}}}}}}}};
    std::string out;
    write_pretty(out, document, 0);
    return out + "\n";
}

} // namespace samatcha::access
