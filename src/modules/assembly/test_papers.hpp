#pragma once

// A place for the papers of a test, gone with it.

#include "platform/vault/sealed_store.hpp"

#include <cstdlib>
#include <filesystem>
#include <string>

namespace samatcha::assembly {

struct TestPapers {
    std::filesystem::path folder = make_folder();
    vault::KeyRing keys = vault::KeyRing::create(folder / "keys").value();
    vault::SealedStore files{folder / "papers", "upload", keys};

    TestPapers() = default;
    ~TestPapers() {
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }
    TestPapers(const TestPapers&) = delete;
    TestPapers& operator=(const TestPapers&) = delete;

private:
    static std::filesystem::path make_folder() {
        auto name = (std::filesystem::temp_directory_path() / "samatcha-papers-XXXXXX").string();
        return ::mkdtemp(name.data());
    }
};

} // namespace samatcha::assembly
