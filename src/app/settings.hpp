#pragma once

// What an installation may be told: by flag, environment or file, in this order, else the default.
// The table in settings.cpp is the only list of settings; docs/configuration.md is written from it.

#include "base/messages.hpp"
#include "base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace samatcha::app {

struct Settings {
    std::filesystem::path data = "var"; ///< Uploads, and by default database and keys.
    std::string database;               ///< Empty: <data>/samatcha.db.
    std::filesystem::path keys;         ///< Empty: <data>/samatcha.keys.
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;
    std::size_t workers = 8;
    std::size_t io_threads = 2;
    std::size_t job_threads = 1;
    bool secure_cookies = false;
    std::string public_address; ///< "https://host"; empty: the one that the server was asked at.
    std::string smtp_url; ///< Empty: nothing is mailed.
    std::string smtp_user;
    std::filesystem::path smtp_password_file;
    std::string mail_from;
    std::string quiet_hours = "21:00-07:00";
    std::string digest_at = "07:30";
    std::string webhook_hosts; ///< Empty: no system of others is called.
    std::string trusted_proxies = "127.0.0.1,::1";
    std::string metrics_from = "127.0.0.1,::1";
    std::string log_level = "info";
    std::string language = "th";

    std::string database_url() const;
    std::filesystem::path keys_file() const;
    std::filesystem::path uploads() const { return data / "uploads"; }
    std::filesystem::path exports() const { return data / "exports"; }
    std::filesystem::path kept_link_runs() const { return data / "linkage"; }
};

struct Setting {
    std::string_view name; ///< "io_threads": flag --io-threads, environment SAMATCHA_IO_THREADS.
    std::string_view default_text;
    /// Fails with InvalidInput (app.setting_wrong).
    Result<void> (*set)(Settings&, std::string_view);
    std::string (*text)(const Settings&); ///< What is in force.
};

std::span<const Setting> setting_table();

/// Reads `name = value` lines; # begins a comment. Fails with InvalidInput (app.setting_unknown,
/// app.setting_wrong, app.configuration_line) or NotFound (app.configuration_missing).
Result<void> read_configuration_file(const std::filesystem::path&, Settings&);

/// SAMATCHA_PORT and so on.
Result<void> read_environment(Settings&);

std::string flag_of(const Setting&);
std::string environment_name_of(const Setting&);

/// Its key in messages.json.
std::string description_of(const Setting&);

/// docs/configuration.md.
std::string configuration_markdown(const Messages&);

/// "a, b" as {"a", "b"}.
std::vector<std::string> comma_list(std::string_view);

} // namespace samatcha::app
