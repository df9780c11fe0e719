#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <utility>
#include <vector>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace samatcha::linkage {

/// For what is looked up all over many megabytes: asks the system for large pages, whose places the
/// processor can remember. Where it has none this is memory like any other.
template <class T>
struct LargePages {
    using value_type = T;
    LargePages() = default;
    template <class U>
    LargePages(const LargePages<U>&) {}

    T* allocate(std::size_t count) {
        constexpr std::size_t line = 64;
        constexpr std::uintptr_t page = std::uintptr_t{2} << 20U;
        const auto bytes = (count * sizeof(T) + line - 1) / line * line;
        auto* memory = std::aligned_alloc(line, bytes);
        if (memory == nullptr)
            throw std::bad_alloc();
#ifdef __linux__
        // Those pages that lie within, so that a place fits of which the same was given back.
        const auto begin = (reinterpret_cast<std::uintptr_t>(memory) + page - 1) / page * page;
        const auto end = (reinterpret_cast<std::uintptr_t>(memory) + bytes) / page * page;
        if (begin < end)
            madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE); // a wish: nothing is lost where it is refused
#endif
        return static_cast<T*>(memory);
    }
    /// What vectors are to be filled with is said where it matters.
    template <class U>
    void construct(U* place) {
        ::new (static_cast<void*>(place)) U;
    }
    template <class U, class... Values>
    void construct(U* place, Values&&... values) {
        ::new (static_cast<void*>(place)) U(std::forward<Values>(values)...);
    }
    void deallocate(T* memory, std::size_t) { std::free(memory); }

    friend bool operator==(const LargePages&, const LargePages&) { return true; }
};

template <class T>
using LargeVector = std::vector<T, LargePages<T>>;

} // namespace samatcha::linkage
