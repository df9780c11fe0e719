#pragma once

// Plain structs to JSON and back by Boost.Describe: BOOST_DESCRIBE_STRUCT beside the struct is all a
// type needs. Enumerators are written in snake_case; optional members may be missing; an unknown member,
// a wrong type, NaN or a number out of range is InvalidInput with the path of the field.

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/partial_date.hpp"
#include "base/result.hpp"

#include <boost/describe.hpp>
#include <boost/json.hpp>

#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace samatcha {
BOOST_DESCRIBE_ENUM(ErrorCode, InvalidInput, Unauthenticated, Forbidden, NotFound, Conflict, TooLarge,
                    TooMany, Unsupported, Cancelled, Unavailable)
} // namespace samatcha

namespace samatcha::json {

using boost::json::value;

/// "HasReservation" -> "has_reservation".
std::string snake_case(std::string_view camel_case);

template <class T> struct is_optional : std::false_type {};
template <class T> struct is_optional<std::optional<T>> : std::true_type {};
template <class T> struct is_vector : std::false_type {};
template <class T> struct is_vector<std::vector<T>> : std::true_type {};
template <class T> struct is_string_map : std::false_type {};
template <class T> struct is_string_map<std::map<std::string, T>> : std::true_type {};
template <class T> struct is_id : std::false_type {};
template <class Tag> struct is_id<Id<Tag>> : std::true_type {};

template <class E>
std::string enum_name(E e) {
    std::string name;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
        if (d.value == e)
            name = snake_case(d.name);
    });
    return name;
}

template <class E>
std::optional<E> enum_from_name(std::string_view text) {
    std::optional<E> found;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
        if (snake_case(d.name) == text)
            found = d.value;
    });
    return found;
}

inline Unexpected<Error> unreadable(const std::string& path, const char* expected) {
    return failure(ErrorCode::InvalidInput, "json.field_wrong",
                   {{"field", path.empty() ? "/" : path}, {"expected", expected}});
}

template <class T>
value to_value(const T& x) {
    if constexpr (std::is_same_v<T, value>) {
        return x;
    } else if constexpr (std::is_same_v<T, bool> || std::is_arithmetic_v<T>) {
        return value(x);
    } else if constexpr (std::is_enum_v<T>) {
        return value(enum_name(x));
    } else if constexpr (std::is_same_v<T, std::string>) {
        return value(x);
    } else if constexpr (std::is_same_v<T, Instant>) {
        return value(x.unix_ms);
    } else if constexpr (std::is_same_v<T, PartialDate>) {
        return value(to_iso(x));
    } else if constexpr (is_id<T>::value) {
        return value(x.value);
    } else if constexpr (is_optional<T>::value) {
        return x ? to_value(*x) : value(nullptr);
    } else if constexpr (is_vector<T>::value) {
        boost::json::array a;
        a.reserve(x.size());
        for (const auto& e : x)
            a.push_back(to_value(e));
        return a;
    } else if constexpr (is_string_map<T>::value) {
        boost::json::object o;
        for (const auto& [k, v] : x)
            o.emplace(k, to_value(v));
        return o;
    } else {
        boost::json::object o;
        boost::mp11::mp_for_each<
            boost::describe::describe_members<T, boost::describe::mod_public>>(
            [&](auto d) { o.emplace(d.name, to_value(x.*d.pointer)); });
        return o;
    }
}

template <class T>
Result<T> from_value(const value& v, const std::string& path = {});

template <class T>
Result<void> read_into(T& x, const value& v, const std::string& path) {
    if constexpr (std::is_same_v<T, value>) {
        x = v;
    } else if constexpr (std::is_same_v<T, bool>) {
        if (!v.is_bool())
            return unreadable(path, "true, false");
        x = v.get_bool();
    } else if constexpr (std::is_integral_v<T>) {
        boost::json::error_code ec;
        x = v.is_number() ? v.to_number<T>(ec) : T{};
        if (ec || !v.is_number())
            return unreadable(path, "integer");
    } else if constexpr (std::is_floating_point_v<T>) {
        boost::json::error_code ec;
        x = v.is_number() ? v.to_number<T>(ec) : T{};
        if (ec || !v.is_number())
            return unreadable(path, "number");
    } else if constexpr (std::is_enum_v<T>) {
        const auto e = v.is_string() ? enum_from_name<T>(v.get_string()) : std::nullopt;
        if (!e)
            return unreadable(path, "one of the listed words");
        x = *e;
    } else if constexpr (std::is_same_v<T, std::string>) {
        if (!v.is_string())
            return unreadable(path, "text");
        x = v.get_string();
    } else if constexpr (std::is_same_v<T, Instant>) {
        return read_into(x.unix_ms, v, path);
    } else if constexpr (std::is_same_v<T, PartialDate>) {
        auto date = v.is_string() ? from_iso(v.get_string()) : Result<PartialDate>(PartialDate{});
        if (!v.is_string() || !date)
            return unreadable(path, "YYYY-MM-DD");
        x = *date;
    } else if constexpr (is_id<T>::value) {
        return read_into(x.value, v, path);
    } else if constexpr (is_optional<T>::value) {
        if (v.is_null()) {
            x.reset();
            return {};
        }
        x.emplace();
        return read_into(*x, v, path);
    } else if constexpr (is_vector<T>::value) {
        if (!v.is_array())
            return unreadable(path, "list");
        x.clear();
        for (std::size_t i = 0; i < v.get_array().size(); ++i)
            x.push_back(TRY(from_value<typename T::value_type>(v.get_array()[i],
                                                               path + "/" + std::to_string(i))));
    } else if constexpr (is_string_map<T>::value) {
        if (!v.is_object())
            return unreadable(path, "object");
        x.clear();
        for (const auto& [k, e] : v.get_object())
            x.emplace(std::string(k), TRY(from_value<typename T::mapped_type>(
                                          e, path + "/" + std::string(k))));
    } else {
        if (!v.is_object())
            return unreadable(path, "object");
        std::optional<Error> error;
        std::size_t known = 0;
        boost::mp11::mp_for_each<
            boost::describe::describe_members<T, boost::describe::mod_public>>([&](auto d) {
            if (error)
                return;
            auto& member = x.*d.pointer;
            const auto* found = v.get_object().if_contains(d.name);
            const auto field = path + "/" + d.name;
            if (found) {
                ++known;
                if (auto read = read_into(member, *found, field); !read)
                    error = std::move(read).error();
            } else if constexpr (!is_optional<std::remove_reference_t<decltype(member)>>::value) {
                error = failure(ErrorCode::InvalidInput, "json.field_missing", {{"field", field}})
                            .value;
            }
        });
        if (error)
            return Unexpected{std::move(*error)};
        if (known != v.get_object().size())
            for (const auto& [k, e] : v.get_object()) {
                bool described = false;
                boost::mp11::mp_for_each<
                    boost::describe::describe_members<T, boost::describe::mod_public>>(
                    [&, &key = k](auto d) { described |= key == d.name; });
                if (!described)
                    return failure(ErrorCode::InvalidInput, "json.field_unknown",
                                   {{"field", path + "/" + std::string(k)}});
            }
    }
    return {};
}

template <class T>
Result<T> from_value(const value& v, const std::string& path) {
    T x{};
    TRY(read_into(x, v, path));
    return x;
}

/// Parses text; fails with InvalidInput, key json.unreadable.
Result<value> parse(std::string_view text);
std::string serialize(const value&);

template <class T>
std::string to_text(const T& x) {
    return json::serialize(to_value(x));
}

template <class T>
Result<T> from_text(std::string_view text) {
    const auto v = TRY(json::parse(text));
    return from_value<T>(v);
}

} // namespace samatcha::json
