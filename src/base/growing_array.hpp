#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>
#include <type_traits>
#include <utility>

namespace samatcha {

/// A vector of plain values that may become most of what a process holds. It grows by realloc, which moves many
/// megabytes by changing the map of memory: a std::vector holds them twice while it copies them.
template <class T>
class GrowingArray {
    static_assert(std::is_trivially_copyable_v<T>);

public:
    using value_type = T;

    GrowingArray() = default;
    GrowingArray(GrowingArray&& other) noexcept
        : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0)),
          m_capacity(std::exchange(other.m_capacity, 0)) {}
    GrowingArray& operator=(GrowingArray&& other) noexcept {
        std::swap(m_data, other.m_data);
        std::swap(m_size, other.m_size);
        std::swap(m_capacity, other.m_capacity);
        return *this;
    }
    GrowingArray(const GrowingArray& other) { append(other.data(), other.size()); }
    GrowingArray& operator=(const GrowingArray& other) {
        if (this != &other)
            *this = GrowingArray(other);
        return *this;
    }
    ~GrowingArray() { std::free(m_data); }

    std::size_t size() const { return m_size; }
    /// In use: what is asked for beyond it is not there before it is written to.
    std::size_t bytes() const { return m_size * sizeof(T); }
    const T* data() const { return m_data; }
    T* data() { return m_data; }
    const T& operator[](std::size_t i) const { return m_data[i]; }
    const T* begin() const { return m_data; }
    const T* end() const { return m_data + m_size; }

    void push_back(T value) {
        if (m_size == m_capacity)
            set_capacity(std::max<std::size_t>(64, m_capacity + m_capacity / 2));
        m_data[m_size++] = value;
    }
    void append(const T* values, std::size_t count) {
        if (m_size + count > m_capacity)
            set_capacity(std::max(m_size + count, m_capacity + m_capacity / 2));
        if (count > 0)
            std::memcpy(m_data + m_size, values, count * sizeof(T));
        m_size += count;
    }
    /// What is new holds anything.
    void resize(std::size_t count) {
        reserve(count);
        m_size = count;
    }
    void reserve(std::size_t count) {
        if (count > m_capacity)
            set_capacity(count);
    }
    /// Gives back what was asked for and is not used.
    void shrink() {
        if (m_size > 0)
            set_capacity(m_size);
        else
            *this = GrowingArray();
    }

private:
    void set_capacity(std::size_t count) {
        auto* moved = static_cast<T*>(std::realloc(m_data, count * sizeof(T)));
        if (moved == nullptr)
            throw std::bad_alloc();
        m_data = moved;
        m_capacity = count;
    }

    T* m_data = nullptr;
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;
};

} // namespace samatcha
