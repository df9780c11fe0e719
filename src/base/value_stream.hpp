#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace samatcha {

/// A type that says what it is made of: `static auto parts(auto& own) { return std::tie(own.m_names, own.m_ends); }`.
template <class T>
concept HasParts = requires(T& value) { T::parts(value); };

/// Plain values in one piece of memory, of which others may take the place: vectors, strings.
template <class T>
concept PlainSequence = requires(T& value) {
    value.data();
    value.resize(std::size_t{});
} && std::is_trivially_copyable_v<typename T::value_type>;

template <class T>
inline constexpr bool is_pair = false;
template <class A, class B>
inline constexpr bool is_pair<std::pair<A, B>> = true;

/// Values as the bytes that they are in memory, for the very program that wrote them to read again: nothing tells what
/// they are.
class ValueWriter {
public:
    explicit ValueWriter(std::function<void(std::span<const char>)> take) : m_take(std::move(take)) {}

    template <class... Values>
    void write(const Values&... values) {
        (put(values), ...);
    }

private:
    void put_bytes(const void* bytes, std::size_t count) { m_take({static_cast<const char*>(bytes), count}); }
    template <class T>
    void put(const T& value) {
        if constexpr (HasParts<T>) {
            std::apply([&](const auto&... parts) { (put(parts), ...); }, T::parts(value));
        } else if constexpr (std::is_trivially_copyable_v<T> && !is_pair<T>) {
            static_assert(!std::is_pointer_v<T>);
            put_bytes(&value, sizeof value);
        } else if constexpr (PlainSequence<T>) {
            put(std::uint64_t{value.size()});
            put_bytes(value.data(), value.size() * sizeof(typename T::value_type));
        } else {
            put_others(value);
        }
    }
    template <class T>
    void put_others(const std::optional<T>& value) {
        put(value.has_value());
        if (value)
            put(*value);
    }
    template <class A, class B>
    void put_others(const std::pair<A, B>& value) {
        put(value.first);
        put(value.second);
    }
    template <class Sequence>
    void put_others(const Sequence& values) {
        put(std::uint64_t{values.size()});
        for (const auto& value : values)
            if constexpr (std::is_same_v<Sequence, std::vector<bool>>)
                put(static_cast<bool>(value));
            else
                put(value);
    }

    std::function<void(std::span<const char>)> m_take;
};

/// Reads what ValueWriter wrote, in the same order. `give` fills the whole piece, or says false: then all that comes is
/// empty, and is_good() too.
class ValueReader {
public:
    explicit ValueReader(std::function<bool(std::span<char>)> give) : m_give(std::move(give)) {}

    template <class... Values>
    void read(Values&... values) {
        (get(values), ...);
    }
    bool is_good() const { return m_is_good; }

private:
    void get_bytes(void* bytes, std::size_t count) {
        m_is_good = m_is_good && (count == 0 || m_give({static_cast<char*>(bytes), count}));
    }
    std::size_t get_size() {
        std::uint64_t size = 0;
        get_bytes(&size, sizeof size);
        return m_is_good ? static_cast<std::size_t>(size) : 0;
    }
    template <class T>
    void get(T& value) {
        if constexpr (HasParts<T>) {
            std::apply([&](auto&... parts) { (get(parts), ...); }, T::parts(value));
        } else if constexpr (std::is_trivially_copyable_v<T> && !is_pair<T>) {
            get_bytes(&value, sizeof value);
        } else if constexpr (PlainSequence<T>) {
            const auto size = get_size();
            if constexpr (requires { value.reserve(size); })
                value.reserve(size + size / 8); // what comes to it need not move what is there
            value.resize(size);
            get_bytes(value.data(), size * sizeof(typename T::value_type));
        } else {
            get_others(value);
        }
    }
    template <class T>
    void get_others(std::optional<T>& value) {
        bool is_there = false;
        get(is_there);
        if (m_is_good && is_there)
            get(value.emplace());
    }
    template <class A, class B>
    void get_others(std::pair<A, B>& value) {
        get(value.first);
        get(value.second);
    }
    template <class Sequence>
    void get_others(Sequence& values) {
        const auto size = get_size();
        values.clear();
        for (std::size_t i = 0; i < size && m_is_good; ++i) {
            if constexpr (requires { typename Sequence::mapped_type; }) {
                std::pair<typename Sequence::key_type, typename Sequence::mapped_type> value;
                get(value);
                values.insert(std::move(value));
            } else {
                typename Sequence::value_type value{};
                get(value);
                values.push_back(std::move(value));
            }
        }
    }

    std::function<bool(std::span<char>)> m_give;
    bool m_is_good = true;
};

} // namespace samatcha
