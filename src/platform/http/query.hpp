#pragma once

// Query parameters into a described struct: strings, numbers, enums, ids, dates, and optionals of
// these; a vector takes a parameter that is repeated or holds commas.

#include "base/json.hpp"
#include "platform/http/request.hpp"

#include <charconv>

namespace samatcha::http {

inline Unexpected<Error> parameter_wrong(std::string_view name, const char* expected) {
    return failure(ErrorCode::InvalidInput, "http.parameter_wrong",
                   {{"parameter", std::string(name)}, {"expected", expected}});
}

template <class T>
Result<T> read_parameter(std::string_view name, std::string_view text) {
    if constexpr (std::is_same_v<T, std::string>) {
        return std::string(text);
    } else if constexpr (std::is_same_v<T, bool>) {
        if (text != "true" && text != "false")
            return parameter_wrong(name, "true, false");
        return text == "true";
    } else if constexpr (std::is_arithmetic_v<T>) {
        T number{};
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc{} || end != text.data() + text.size() || number != number)
            return parameter_wrong(name, std::is_integral_v<T> ? "integer" : "number");
        return number;
    } else if constexpr (std::is_enum_v<T>) {
        const auto e = json::enum_from_name<T>(text);
        if (!e)
            return parameter_wrong(name, "one of the listed words");
        return *e;
    } else if constexpr (std::is_same_v<T, Instant>) {
        return Instant{TRY(read_parameter<std::int64_t>(name, text))};
    } else if constexpr (json::is_id<T>::value) {
        return T{TRY(read_parameter<std::int64_t>(name, text))};
    } else {
        static_assert(std::is_same_v<T, PartialDate>);
        auto date = from_iso(text);
        if (!date)
            return parameter_wrong(name, "YYYY-MM-DD");
        return *date;
    }
}

template <class T>
Result<std::vector<T>> read_parameter_list(std::string_view name, const Request& request) {
    std::vector<T> list;
    for (const auto& [key, all] : request.query) {
        std::string_view rest = key == name ? std::string_view(all) : std::string_view{};
        while (!rest.empty()) {
            const auto comma = rest.find(',');
            list.push_back(TRY(read_parameter<T>(name, rest.substr(0, comma))));
            rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
        }
    }
    return list;
}

/// Fails with InvalidInput, key http.parameter_wrong or http.parameter_missing. Parameters that the
/// struct does not name are ignored (purpose is read by whoever checks rights). An empty parameter of
/// an optional member is an absent one: forms send those.
template <class T>
Result<T> read_query(const Request& request) {
    T x{};
    std::optional<Error> error;
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
        [&](auto d) {
            using Member = std::remove_cvref_t<decltype(x.*d.pointer)>;
            const auto text = request.query_parameter(d.name);
            const auto read = [&]() -> Result<void> {
                if constexpr (json::is_vector<Member>::value) {
                    x.*d.pointer =
                        TRY(read_parameter_list<typename Member::value_type>(d.name, request));
                } else if constexpr (json::is_optional<Member>::value) {
                    if (text && !text->empty())
                        x.*d.pointer = TRY(read_parameter<typename Member::value_type>(d.name, *text));
                } else {
                    if (!text)
                        return failure(ErrorCode::InvalidInput, "http.parameter_missing",
                                       {{"parameter", d.name}});
                    x.*d.pointer = TRY(read_parameter<Member>(d.name, *text));
                }
                return {};
            };
            if (!error)
                if (auto done = read(); !done)
                    error = std::move(done).error();
        });
    if (error)
        return Unexpected{std::move(*error)};
    return x;
}

} // namespace samatcha::http
