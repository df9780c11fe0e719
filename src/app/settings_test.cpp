#include "app/settings.hpp"

#include "app/command_line.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace samatcha;
using namespace samatcha::app;

namespace {

std::filesystem::path file_with(std::string_view text) {
    const auto path = std::filesystem::temp_directory_path() / "samatcha_settings_test.conf";
    std::ofstream(path) << text;
    return path;
}

} // namespace

TEST_CASE("a configuration file is read line by line") {
    Settings settings;
    REQUIRE(read_configuration_file(
        file_with("# ours\nport = 9000\n\n data=/srv/samatcha # here\nlanguage = \"en\"\n"),
        settings));
    CHECK(settings.port == 9000);
    CHECK(settings.database_url() == "/srv/samatcha/samatcha.db");
    CHECK(settings.keys_file() == "/srv/samatcha/samatcha.keys");
    CHECK(settings.language == "en");
}

TEST_CASE("a configuration file that is wrong is refused") {
    const auto key_of = [](std::string_view text) {
        Settings settings;
        const auto read = read_configuration_file(file_with(text), settings);
        return read ? "" : read.error().key;
    };
    CHECK(key_of("port 9000") == "app.configuration_line");
    CHECK(key_of("prot = 9000") == "app.setting_unknown");
    CHECK(key_of("port = 90000") == "app.setting_wrong");
    CHECK(key_of("port = 80x") == "app.setting_wrong");
    CHECK(key_of("secure_cookies = yes") == "app.setting_wrong");
    CHECK(key_of("public_address = samatcha.example") == "app.setting_wrong");
    CHECK(key_of("public_address = https://samatcha.example/") == "app.setting_wrong");
    CHECK(key_of("public_address = https://samatcha.example") == "");
    Settings settings;
    CHECK_FALSE(read_configuration_file("/nonexistent/file", settings));
}

TEST_CASE("the environment wins over the file") {
    Settings settings;
    REQUIRE(read_configuration_file(file_with("workers = 3\nport = 9000\n"), settings));
    setenv("SAMATCHA_WORKERS", "5", 1);
    REQUIRE(read_environment(settings));
    unsetenv("SAMATCHA_WORKERS");
    CHECK(settings.workers == 5);
    CHECK(settings.port == 9000);
}

TEST_CASE("the table's defaults are the program's, and its document is committed") {
    for (const auto& setting : setting_table()) {
        if (setting.default_text.starts_with("<"))
            continue;
        Settings settings;
        CHECK_MESSAGE(setting.text(settings) == setting.default_text, setting.name);
        CHECK_MESSAGE(setting.set(settings, setting.default_text), setting.name);
    }
    std::ifstream file("docs/configuration.md");
    std::stringstream text;
    text << file.rdbuf();
    CHECK(text.str() == configuration_markdown(embedded_message_texts()));
}

TEST_CASE("every kind of error has an exit code that is neither success nor wrong usage") {
    for (const auto code :
         {ErrorCode::InvalidInput, ErrorCode::Unauthenticated, ErrorCode::Forbidden,
          ErrorCode::NotFound, ErrorCode::Conflict, ErrorCode::TooLarge, ErrorCode::TooMany,
          ErrorCode::Unsupported, ErrorCode::Cancelled, ErrorCode::Unavailable})
        CHECK(exit_code_of(code) > 2);
}
