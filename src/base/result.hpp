#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace samatcha {

/// What kind of failure a caller met. One table each maps it to an HTTP status and a CLI exit code.
enum class ErrorCode {
    InvalidInput,
    Unauthenticated,
    Forbidden,
    NotFound,
    Conflict,
    TooLarge,
    TooMany,
    Unsupported,
    Cancelled,
    Unavailable,
};

/// A failure that a caller can meet. `key` names a text in the message catalogues (th, en) and is
/// translated at the edge with `arguments`; `detail` is for the log and holds no personal data.
struct Error {
    ErrorCode code;
    std::string key;
    std::vector<std::pair<std::string, std::string>> arguments{};
    std::string detail{};
};

/// Wraps an error so that it converts to any Expected. The name is the standard's (C++23).
template <class E>
struct Unexpected {
    E value;
};
template <class E>
Unexpected(E) -> Unexpected<E>;

/// A value or an error; the subset of C++23's std::expected that we use, under its names.
template <class T, class E>
class [[nodiscard]] Expected {
public:
    Expected(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Expected(Unexpected<E> error) : m_state(std::in_place_index<1>, std::move(error.value)) {}

    bool has_value() const { return m_state.index() == 0; }
    explicit operator bool() const { return has_value(); }

    T& value() & { return std::get<0>(m_state); }
    const T& value() const& { return std::get<0>(m_state); }
    T&& value() && { return std::get<0>(std::move(m_state)); }
    E& error() & { return std::get<1>(m_state); }
    const E& error() const& { return std::get<1>(m_state); }
    E&& error() && { return std::get<1>(std::move(m_state)); }

    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    template <class U>
    T value_or(U&& other) const& {
        return has_value() ? value() : static_cast<T>(std::forward<U>(other));
    }

private:
    std::variant<T, E> m_state;
};

template <class E>
class [[nodiscard]] Expected<void, E> {
public:
    Expected() = default;
    Expected(Unexpected<E> error) : m_state(std::in_place_index<1>, std::move(error.value)) {}

    bool has_value() const { return m_state.index() == 0; }
    explicit operator bool() const { return has_value(); }
    void value() const {}
    E& error() & { return std::get<1>(m_state); }
    const E& error() const& { return std::get<1>(m_state); }
    E&& error() && { return std::get<1>(std::move(m_state)); }

private:
    std::variant<std::monostate, E> m_state;
};

template <class T>
using Result = Expected<T, Error>;

/// `return failure(ErrorCode::NotFound, "care.case_unknown", {{"id", id}});`
inline Unexpected<Error>
failure(ErrorCode code, std::string key,
        std::initializer_list<std::pair<std::string, std::string>> arguments = {},
        std::string detail = {}) {
    return {Error{code, std::move(key), {arguments.begin(), arguments.end()}, std::move(detail)}};
}

} // namespace samatcha

/// `auto person = TRY(records.person(id));` hands an error on to the caller. A GNU statement
/// expression, which g++ and clang both have.
#define TRY(expression)                                                                            \
    __extension__({                                                                                \
        auto samatcha_result = (expression);                                                       \
        if (!samatcha_result.has_value())                                                          \
            return ::samatcha::Unexpected{std::move(samatcha_result).error()};                     \
        std::move(samatcha_result).value();                                                        \
    })
