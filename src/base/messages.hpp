#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace samatcha {

enum class Language { Thai, English };

/// The texts of all modules' messages.json, by key: {"access.login_wrong": {"th": "...", "en": "..."}}.
class Messages {
public:
    using Arguments = std::vector<std::pair<std::string, std::string>>;

    /// Adds one catalogue. Fails with Conflict on a key that is already there, InvalidInput on a text
    /// missing in a language or with other {placeholders} than the other language has.
    Result<void> add(std::string_view json);

    bool contains(std::string_view key) const { return m_texts.find(key) != m_texts.end(); }

    /// The text with its {placeholders} filled; the key itself when there is no such text.
    std::string text(std::string_view key, Language, const Arguments& = {}) const;

    /// Optional short form `key.title`; falls back to the text of the error's code ("error.not_found").
    std::string title(const Error&, Language) const;
    std::string detail(const Error&, Language) const;

    const std::map<std::string, std::pair<std::string, std::string>, std::less<>>& texts() const {
        return m_texts;
    }

private:
    std::map<std::string, std::pair<std::string, std::string>, std::less<>> m_texts; ///< th, en.
};

/// A number as messages show it: 18900 is "18,900".
std::string grouped(std::int64_t number);

/// By Accept-Language's first of th and en (RFC 9110 12.5.4, by weight); Thai when it names neither.
Language preferred_language(std::string_view accept_language);

} // namespace samatcha
