#include "platform/http/schema.hpp"

#include <cstdio>
#include <cstdlib>

namespace samatcha::http {

boost::json::object Schemas::components() const {
    boost::json::object schemas;
    for (const auto& [name, schema] : m_schemas)
        schemas[name] = schema;
    return schemas;
}

std::string Schemas::claim_name(std::string_view type_name) {
    const auto colon = type_name.rfind("::");
    std::string name(colon == std::string_view::npos ? type_name : type_name.substr(colon + 2));
    const auto [entry, is_new] = m_type_of_name.try_emplace(name, type_name);
    if (!is_new && entry->second != type_name) {
        std::fprintf(stderr, "openapi: %s and %.*s would share the schema name %s\n",
                     entry->second.c_str(), static_cast<int>(type_name.size()), type_name.data(),
                     name.c_str());
        std::abort();
    }
    return name;
}

} // namespace samatcha::http
