#pragma once

#include <cstddef>
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
        constexpr std::size_t page = std::size_t{2} << 20U;
        const auto bytes = count * sizeof(T);
        const auto alignment = bytes < 2 * page ? line : page;
        auto* memory = std::aligned_alloc(alignment, (bytes + alignment - 1) / alignment * alignment);
        if (memory == nullptr)
            throw std::bad_alloc();
#ifdef __linux__
        if (alignment == page)
            madvise(memory, bytes, MADV_HUGEPAGE); // a wish: nothing is lost where it is refused
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
