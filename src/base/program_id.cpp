#include "base/program_id.hpp"

#include <elf.h>
#include <link.h>

#include <cstring>

namespace samatcha {

namespace {

constexpr ElfW(Word) name_bytes = 4; // "GNU" and its end

std::size_t in_words(std::size_t bytes) { return (bytes + 3) / 4 * 4; }

/// The build id among the notes of the first object of the process, which is the program.
int take_build_id(dl_phdr_info* object, std::size_t, void* id) {
    for (int i = 0; i < object->dlpi_phnum; ++i) {
        const auto& segment = object->dlpi_phdr[i];
        if (segment.p_type != PT_NOTE)
            continue;
        const auto* notes = reinterpret_cast<const char*>(object->dlpi_addr + segment.p_vaddr);
        for (std::size_t at = 0; at + sizeof(ElfW(Nhdr)) < segment.p_memsz;) {
            ElfW(Nhdr) note;
            std::memcpy(&note, notes + at, sizeof note);
            const auto* name = notes + at + sizeof note;
            const auto* content = name + in_words(note.n_namesz);
            if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == name_bytes && std::memcmp(name, "GNU", name_bytes) == 0)
                static_cast<std::string*>(id)->assign(content, note.n_descsz);
            at += sizeof note + in_words(note.n_namesz) + in_words(note.n_descsz);
        }
    }
    return 1; // the others are libraries
}

} // namespace

const std::string& program_id() {
    static const auto id = [] {
        std::string found;
        dl_iterate_phdr(take_build_id, &found);
        return found;
    }();
    return id;
}

} // namespace samatcha
