#include "app/settings.hpp"

#include "modules/notices/mailing.hpp"
#include "platform/mail/mail_message.hpp"
#include "platform/web_call/web_address.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>

namespace samatcha::app {

namespace {

Unexpected<Error> setting_wrong(std::string_view name, std::string_view text,
                                const char* expected) {
    return failure(
        ErrorCode::InvalidInput, "app.setting_wrong",
        {{"setting", std::string(name)}, {"value", std::string(text)}, {"expected", expected}});
}

template <class T>
Result<T> number_setting(std::string_view name, std::string_view text, T least, T most) {
    T number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < least || number > most)
        return setting_wrong(name, text, fmt::format("{}-{}", least, most).c_str());
    return number;
}

using Text = std::string_view;

constexpr std::array table{
    Setting{"data", "var",
            [](Settings& s, Text t) -> Result<void> {
                s.data = t;
                return {};
            },
            [](const Settings& s) { return s.data.string(); }},
    Setting{"database", "<data>/samatcha.db",
            [](Settings& s, Text t) -> Result<void> {
                s.database = t;
                return {};
            },
            [](const Settings& s) { return s.database_url(); }},
    Setting{"keys", "<data>/samatcha.keys",
            [](Settings& s, Text t) -> Result<void> {
                s.keys = t;
                return {};
            },
            [](const Settings& s) { return s.keys_file().string(); }},
    Setting{"address", "127.0.0.1",
            [](Settings& s, Text t) -> Result<void> {
                s.address = t;
                return {};
            },
            [](const Settings& s) { return s.address; }},
    Setting{"port", "8080",
            [](Settings& s, Text t) -> Result<void> {
                s.port = TRY(number_setting<std::uint16_t>("port", t, 0, 65535));
                return {};
            },
            [](const Settings& s) { return std::to_string(s.port); }},
    Setting{"workers", "8",
            [](Settings& s, Text t) -> Result<void> {
                s.workers = TRY(number_setting<std::size_t>("workers", t, 1, 256));
                return {};
            },
            [](const Settings& s) { return std::to_string(s.workers); }},
    Setting{"io_threads", "2",
            [](Settings& s, Text t) -> Result<void> {
                s.io_threads = TRY(number_setting<std::size_t>("io_threads", t, 1, 64));
                return {};
            },
            [](const Settings& s) { return std::to_string(s.io_threads); }},
    Setting{"job_threads", "1",
            [](Settings& s, Text t) -> Result<void> {
                s.job_threads = TRY(number_setting<std::size_t>("job_threads", t, 1, 64));
                return {};
            },
            [](const Settings& s) { return std::to_string(s.job_threads); }},
    Setting{"public_address", "<Host>",
            [](Settings& s, Text t) -> Result<void> {
                const bool has_scheme = t.starts_with("https://") || t.starts_with("http://");
                if (!t.empty() && (!has_scheme || t.ends_with('/') ||
                                   t.find_first_of(" ?#\"") != Text::npos))
                    return setting_wrong("public_address", t, "https://host");
                s.public_address = t;
                return {};
            },
            [](const Settings& s) { return s.public_address; }},
    Setting{"secure_cookies", "false",
            [](Settings& s, Text t) -> Result<void> {
                if (t != "true" && t != "false")
                    return setting_wrong("secure_cookies", t, "true, false");
                s.secure_cookies = t == "true";
                return {};
            },
            [](const Settings& s) { return std::string(s.secure_cookies ? "true" : "false"); }},
    Setting{"smtp_url", "",
            [](Settings& s, Text t) -> Result<void> {
                const bool has_scheme = t.starts_with("smtp://") || t.starts_with("smtps://");
                if (!t.empty() && (!has_scheme || t.find_first_of(" @?#\"") != Text::npos))
                    return setting_wrong("smtp_url", t, "smtp://host:587, smtps://host:465");
                s.smtp_url = t;
                return {};
            },
            [](const Settings& s) { return s.smtp_url; }},
    Setting{"smtp_user", "",
            [](Settings& s, Text t) -> Result<void> {
                s.smtp_user = t;
                return {};
            },
            [](const Settings& s) { return s.smtp_user; }},
    Setting{"smtp_password_file", "",
            [](Settings& s, Text t) -> Result<void> {
                s.smtp_password_file = t;
                return {};
            },
            [](const Settings& s) { return s.smtp_password_file.string(); }},
    Setting{"mail_from", "",
            [](Settings& s, Text t) -> Result<void> {
                if (!t.empty() && !mail::is_address(t))
                    return setting_wrong("mail_from", t, "name@host");
                s.mail_from = t;
                return {};
            },
            [](const Settings& s) { return s.mail_from; }},
    Setting{"quiet_hours", "21:00-07:00",
            [](Settings& s, Text t) -> Result<void> {
                if (!notices::quiet_hours(t))
                    return setting_wrong("quiet_hours", t, "21:00-07:00");
                s.quiet_hours = t;
                return {};
            },
            [](const Settings& s) { return s.quiet_hours; }},
    Setting{"digest_at", "07:30",
            [](Settings& s, Text t) -> Result<void> {
                if (!notices::minute_of_day(t))
                    return setting_wrong("digest_at", t, "07:30");
                s.digest_at = t;
                return {};
            },
            [](const Settings& s) { return s.digest_at; }},
    Setting{"webhook_hosts", "",
            [](Settings& s, Text t) -> Result<void> {
                if (!web_call::AllowedHosts::parse(t))
                    return setting_wrong("webhook_hosts", t, "his.example, lab.example:8443, 10.0.5.7");
                s.webhook_hosts = t;
                return {};
            },
            [](const Settings& s) { return s.webhook_hosts; }},
    Setting{"trusted_proxies", "127.0.0.1,::1",
            [](Settings& s, Text t) -> Result<void> {
                s.trusted_proxies = t;
                return {};
            },
            [](const Settings& s) { return s.trusted_proxies; }},
    Setting{"metrics_from", "127.0.0.1,::1",
            [](Settings& s, Text t) -> Result<void> {
                s.metrics_from = t;
                return {};
            },
            [](const Settings& s) { return s.metrics_from; }},
    Setting{"log_level", "info",
            [](Settings& s, Text t) -> Result<void> {
                if (t != "debug" && t != "info" && t != "warn" && t != "error")
                    return setting_wrong("log_level", t, "debug, info, warn, error");
                s.log_level = t;
                return {};
            },
            [](const Settings& s) { return s.log_level; }},
    Setting{"language", "th",
            [](Settings& s, Text t) -> Result<void> {
                if (t != "th" && t != "en")
                    return setting_wrong("language", t, "th, en");
                s.language = t;
                return {};
            },
            [](const Settings& s) { return s.language; }},
};

Text trim(Text text) {
    constexpr Text blanks = " \t\r";
    const auto first = text.find_first_not_of(blanks);
    if (first == Text::npos)
        return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

} // namespace

std::string Settings::database_url() const {
    return database.empty() ? (data / "samatcha.db").string() : database;
}

std::filesystem::path Settings::keys_file() const {
    return keys.empty() ? data / "samatcha.keys" : keys;
}

std::span<const Setting> setting_table() {
    return table;
}

Result<void> read_configuration_file(const std::filesystem::path& path, Settings& settings) {
    std::ifstream file(path);
    if (!file)
        return failure(ErrorCode::NotFound, "app.configuration_missing", {{"file", path.string()}});
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
        const auto content = trim(Text(line).substr(0, line.find('#')));
        if (content.empty())
            continue;
        const auto equals = content.find('=');
        if (equals == Text::npos)
            return failure(ErrorCode::InvalidInput, "app.configuration_line",
                           {{"file", path.string()}, {"line", std::to_string(number)}});
        const auto name = trim(content.substr(0, equals));
        auto text = trim(content.substr(equals + 1));
        if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
            text = text.substr(1, text.size() - 2);
        const auto setting = std::find_if(table.begin(), table.end(),
                                          [&](const Setting& s) { return s.name == name; });
        if (setting == table.end())
            return failure(ErrorCode::InvalidInput, "app.setting_unknown",
                           {{"setting", std::string(name)}});
        TRY(setting->set(settings, text));
    }
    return {};
}

Result<void> read_environment(Settings& settings) {
    for (const auto& setting : table)
        if (const char* text = std::getenv(environment_name_of(setting).c_str()))
            TRY(setting.set(settings, text));
    return {};
}

std::string flag_of(const Setting& setting) {
    std::string flag = "--" + std::string(setting.name);
    std::replace(flag.begin(), flag.end(), '_', '-');
    return flag;
}

std::string description_of(const Setting& setting) {
    return "setting." + std::string(setting.name);
}

std::string environment_name_of(const Setting& setting) {
    std::string name = "SAMATCHA_" + std::string(setting.name);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return name;
}

std::string configuration_markdown(const Messages& messages) {
    std::string out =
        "# Configuration\n\n"
        "A flag wins over the environment, the environment over the file, the file over the "
        "default.\n"
        "The file holds `setting = value` lines (`#` begins a comment); it is named by `--config "
        "FILE` or\n"
        "`SAMATCHA_CONFIG`. Written by `samatcha configuration --markdown`; a test compares.\n\n"
        "| Setting in the file | Flag | Environment | Default | What it does |\n"
        "|---|---|---|---|---|\n";
    for (const auto& setting : table)
        out += fmt::format("| `{}` | `{}` | `{}` | `{}` | {} |\n", setting.name, flag_of(setting),
                           environment_name_of(setting), setting.default_text,
                           messages.text(description_of(setting), Language::English));
    return out;
}

std::vector<std::string> comma_list(std::string_view text) {
    std::vector<std::string> items;
    while (!text.empty()) {
        const auto comma = text.find(',');
        if (const auto item = trim(text.substr(0, comma)); !item.empty())
            items.emplace_back(item);
        text = comma == Text::npos ? Text{} : text.substr(comma + 1);
    }
    return items;
}

} // namespace samatcha::app
