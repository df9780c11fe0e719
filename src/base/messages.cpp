#include "base/messages.hpp"

#include "base/json.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace samatcha {

namespace {

std::set<std::string> placeholders_of(std::string_view text) {
    std::set<std::string> names;
    for (auto open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
        const auto close = text.find('}', open);
        if (close == std::string_view::npos)
            break;
        names.emplace(text.substr(open + 1, close - open - 1));
    }
    return names;
}

std::string filled(std::string_view text, const Messages::Arguments& arguments) {
    std::string out;
    while (true) {
        const auto open = text.find('{');
        const auto close = open == std::string_view::npos ? open : text.find('}', open);
        if (close == std::string_view::npos)
            return out += text;
        out += text.substr(0, open);
        const auto name = text.substr(open + 1, close - open - 1);
        const auto argument = std::find_if(arguments.begin(), arguments.end(),
                                           [&](const auto& a) { return a.first == name; });
        out += argument == arguments.end() ? text.substr(open, close - open + 1)
                                           : std::string_view(argument->second);
        text.remove_prefix(close + 1);
    }
}

std::string_view general_key(ErrorCode code) {
    switch (code) {
    case ErrorCode::InvalidInput:
        return "error.invalid_input";
    case ErrorCode::Unauthenticated:
        return "error.unauthenticated";
    case ErrorCode::Forbidden:
        return "error.forbidden";
    case ErrorCode::NotFound:
        return "error.not_found";
    case ErrorCode::Conflict:
        return "error.conflict";
    case ErrorCode::TooLarge:
        return "error.too_large";
    case ErrorCode::TooMany:
        return "error.too_many";
    case ErrorCode::Unsupported:
        return "error.unsupported";
    case ErrorCode::Cancelled:
        return "error.cancelled";
    case ErrorCode::Unavailable:
        return "error.unavailable";
    }
    return "error.unavailable";
}

} // namespace

Result<void> Messages::add(std::string_view text) {
    const auto catalogue = TRY((json::from_text<std::map<std::string, std::map<std::string, std::string>>>(text)));
    for (const auto& [key, languages] : catalogue) {
        const auto th = languages.find("th");
        const auto en = languages.find("en");
        if (th == languages.end() || en == languages.end() || th->second.empty() ||
            en->second.empty())
            return failure(ErrorCode::InvalidInput, "messages.language_missing", {{"key", key}});
        if (placeholders_of(th->second) != placeholders_of(en->second))
            return failure(ErrorCode::InvalidInput, "messages.placeholders_differ", {{"key", key}});
        if (!m_texts.emplace(key, std::pair{th->second, en->second}).second)
            return failure(ErrorCode::Conflict, "messages.key_twice", {{"key", key}});
    }
    return {};
}

std::string Messages::text(std::string_view key, Language language,
                           const Arguments& arguments) const {
    const auto found = m_texts.find(key);
    if (found == m_texts.end())
        return std::string(key);
    return filled(language == Language::Thai ? found->second.first : found->second.second, arguments);
}

std::string Messages::title(const Error& error, Language language) const {
    const auto own = error.key + ".title";
    return text(contains(own) ? std::string_view(own) : general_key(error.code), language);
}

std::string Messages::detail(const Error& error, Language language) const {
    return text(error.key, language, error.arguments);
}

std::string grouped(std::int64_t number) {
    auto digits = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > (number < 0 ? 1 : 0); at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

Language preferred_language(std::string_view accept) {
    double best_weight = 0;
    auto best = Language::Thai;
    while (!accept.empty()) {
        const auto comma = accept.find(',');
        auto range = accept.substr(0, comma);
        accept = comma == std::string_view::npos ? std::string_view{} : accept.substr(comma + 1);
        while (!range.empty() && range.front() == ' ')
            range.remove_prefix(1);
        double weight = 1;
        if (const auto q = range.find(";q="); q != std::string_view::npos) {
            const auto digits = range.substr(q + 3);
            std::from_chars(digits.data(), digits.data() + digits.size(), weight);
        }
        const auto primary = range.substr(0, std::min(range.find_first_of("-;"), range.size()));
        const bool is_known = primary == "th" || primary == "en";
        if (is_known && weight > best_weight) {
            best_weight = weight;
            best = primary == "en" ? Language::English : Language::Thai;
        }
    }
    return best;
}

} // namespace samatcha
