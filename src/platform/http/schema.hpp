#pragma once

// JSON schemas (2020-12, as OpenAPI 3.1 wants them) of described structs, in step with base/json.hpp.

#include "base/json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <map>
#include <string>
#include <string_view>

namespace samatcha::http {

/// The named schemas of a document: one for each described struct and enum met so far.
class Schemas {
public:
    /// The schema of T: a reference for structs and enums, which are added to the components.
    template <class T>
    json::value of();

    /// The struct's members as query parameters (OpenAPI parameter objects).
    template <class T>
    boost::json::array query_parameters();

    boost::json::object components() const;

private:
    /// Two types of one name would silently share a schema: that is a broken invariant.
    std::string claim_name(std::string_view qualified_type_name);

    std::map<std::string, json::value> m_schemas;
    std::map<std::string, std::string> m_type_of_name;
};

/// "samatcha::partners::AgencyView" for AgencyView.
template <class T>
constexpr std::string_view qualified_name() {
    constexpr std::string_view text = __PRETTY_FUNCTION__;
    constexpr std::size_t start = text.find("T = ") + 4;
    return text.substr(start, text.find_first_of(";]", start) - start);
}

template <class T>
json::value Schemas::of() {
    using boost::json::array;
    using boost::json::object;
    if constexpr (std::is_same_v<T, json::value>) {
        return object{};
    } else if constexpr (std::is_same_v<T, bool>) {
        return object{{"type", "boolean"}};
    } else if constexpr (std::is_same_v<T, Instant>) {
        return object{{"type", "integer"}, {"description", "Milliseconds since 1970-01-01 UTC"}};
    } else if constexpr (json::is_id<T>::value || std::is_integral_v<T>) {
        return object{{"type", "integer"}};
    } else if constexpr (std::is_floating_point_v<T>) {
        return object{{"type", "number"}};
    } else if constexpr (std::is_same_v<T, std::string>) {
        return object{{"type", "string"}};
    } else if constexpr (std::is_same_v<T, PartialDate>) {
        return object{{"type", "string"}, {"pattern", "^(\\d{4}(-\\d{2}(-\\d{2})?)?)?$"}};
    } else if constexpr (json::is_optional<T>::value) {
        return object{{"anyOf", array{of<typename T::value_type>(), object{{"type", "null"}}}}};
    } else if constexpr (json::is_vector<T>::value) {
        return object{{"type", "array"}, {"items", of<typename T::value_type>()}};
    } else if constexpr (json::is_string_map<T>::value) {
        return object{{"type", "object"}, {"additionalProperties", of<typename T::mapped_type>()}};
    } else {
        const auto name = claim_name(qualified_name<T>());
        const object reference{{"$ref", "#/components/schemas/" + name}};
        if (m_schemas.contains(name))
            return reference;
        m_schemas[name] = nullptr; // A type that contains itself finds its reference.
        if constexpr (std::is_enum_v<T>) {
            array words;
            boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
                [&](auto d) { words.emplace_back(json::snake_case(d.name)); });
            m_schemas[name] = object{{"type", "string"}, {"enum", words}};
        } else {
            object properties;
            array required;
            boost::mp11::mp_for_each<
                boost::describe::describe_members<T, boost::describe::mod_public>>([&](auto d) {
                using Member = std::remove_cvref_t<decltype(std::declval<T&>().*d.pointer)>;
                properties[d.name] = of<Member>();
                if (!json::is_optional<Member>::value)
                    required.emplace_back(d.name);
            });
            object schema{{"type", "object"}, {"properties", properties}};
            if (!required.empty())
                schema["required"] = required;
            schema["additionalProperties"] = false;
            m_schemas[name] = schema;
        }
        return reference;
    }
}

template <class T>
boost::json::array Schemas::query_parameters() {
    boost::json::array parameters;
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
        [&](auto d) {
            using Member = std::remove_cvref_t<decltype(std::declval<T&>().*d.pointer)>;
            json::value schema;
            if constexpr (json::is_optional<Member>::value)
                schema = of<typename Member::value_type>();
            else
                schema = of<Member>();
            parameters.push_back(boost::json::object{{"name", d.name},
                                                     {"in", "query"},
                                                     {"required", !json::is_optional<Member>::value},
                                                     {"schema", schema}});
        });
    return parameters;
}

} // namespace samatcha::http
