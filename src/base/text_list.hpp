#pragma once

#include "base/growing_array.hpp"

#include <cstdint>
#include <string_view>
#include <tuple>

namespace samatcha {

/// Texts in the order of their coming, in one piece of memory: four bytes a text beside its own. Some thousand that
/// follow each other are shorter than four gigabytes together.
class TextList {
public:
    void append(std::string_view text) {
        if (m_ends.size() % texts_of_a_group == 0)
            m_group_starts.push_back(m_bytes.size());
        m_bytes.append(text.data(), text.size());
        m_ends.push_back(static_cast<std::uint32_t>(m_bytes.size() - m_group_starts[m_group_starts.size() - 1]));
    }
    void reserve(std::size_t texts, std::size_t bytes) {
        m_ends.reserve(texts);
        m_bytes.reserve(bytes);
    }
    std::size_t size() const { return m_ends.size(); }
    std::string_view operator[](std::size_t i) const {
        const auto start = m_group_starts[i / texts_of_a_group];
        const auto begin = i % texts_of_a_group == 0 ? 0 : m_ends[i - 1];
        return {m_bytes.data() + start + begin, m_ends[i] - begin};
    }
    /// All texts, one after the other.
    std::string_view together() const { return {m_bytes.data(), m_bytes.size()}; }
    std::uint64_t bytes() const { return m_bytes.bytes() + m_ends.bytes() + m_group_starts.bytes(); }

    /// Asks memory for the place of a text, and later for the text, which is looked at soon. Inlined always: the compiler
    /// takes a function that does nothing else for one that does nothing.
    [[gnu::always_inline]] void fetch_place(std::size_t i) const { __builtin_prefetch(m_ends.data() + i); }
    [[gnu::always_inline]] void fetch(std::size_t i) const { __builtin_prefetch((*this)[i].data()); }
    static auto parts(auto& own) { return std::tie(own.m_bytes, own.m_ends, own.m_group_starts); }
    void shrink() {
        m_bytes.shrink();
        m_ends.shrink();
        m_group_starts.shrink();
    }

private:
    static constexpr std::size_t texts_of_a_group = 4096;
    GrowingArray<char> m_bytes;
    GrowingArray<std::uint32_t> m_ends; ///< Within the group.
    GrowingArray<std::uint64_t> m_group_starts;
};

} // namespace samatcha
