#include "platform/mail/mail_message.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <ctime>

namespace samatcha::mail {

namespace {

constexpr std::size_t line_characters_max = 76;
/// An encoded word is at most 75 characters, a line with one 76 (RFC 2047 2): 36 bytes are 48 of base64, 12
/// around them and "Subject: " before.
constexpr std::size_t word_bytes_max = 36;
constexpr std::size_t address_characters_max = 254;

std::string base64(std::string_view bytes) {
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto group = bytes.substr(i, 3);
        unsigned bits = 0;
        for (std::size_t k = 0; k < 3; ++k)
            bits = (bits << 8) | (k < group.size() ? static_cast<unsigned char>(group[k]) : 0U);
        for (std::size_t k = 0; k < 4; ++k)
            out += k <= group.size() ? digits[(bits >> (18 - 6 * k)) & 63U] : '=';
    }
    return out;
}

/// Words of whole letters, because each is shown by itself.
std::string encoded_words(std::string_view text) {
    std::string out, word;
    const auto finish = [&] {
        if (!word.empty())
            out += (out.empty() ? "" : "\r\n ") + ("=?UTF-8?B?" + base64(word)) + "?=";
        word.clear();
    };
    for (const auto letter : letters_of(text)) {
        std::string bytes;
        append_utf8(bytes, letter < U' ' ? U' ' : letter);
        if (word.size() + bytes.size() > word_bytes_max)
            finish();
        word += bytes;
    }
    finish();
    return out;
}

std::string folded_base64(std::string_view text) {
    const auto whole = base64(text);
    std::string out;
    for (std::size_t i = 0; i < whole.size(); i += line_characters_max)
        out += whole.substr(i, line_characters_max) + "\r\n";
    return out;
}

std::string with_crlf(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n')
            out += '\r';
        out += c;
    }
    return out;
}

/// "Thu, 26 Nov 2026 07:00:00 +0000": in English whatever the machine speaks.
std::string date_text(Instant at) {
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto seconds = static_cast<std::time_t>(at.unix_ms / 1000);
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    std::array<char, 64> numbers{};
    const auto two = [&](const char* format) {
        return std::string(numbers.data(), std::strftime(numbers.data(), numbers.size(), format, &utc));
    };
    return std::string(days.at(static_cast<std::size_t>(utc.tm_wday))) + ", " + two("%d ") +
           months.at(static_cast<std::size_t>(utc.tm_mon)) + two(" %Y %H:%M:%S +0000");
}

} // namespace

bool is_address(std::string_view text) {
    const auto at = text.find('@');
    if (at == text.npos || at == 0 || text.size() > address_characters_max)
        return false;
    const auto host = text.substr(at + 1);
    const auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '-' || c == '_' || c == '+';
    };
    return !host.empty() && host.front() != '.' && host.front() != '-' && host.back() != '.' &&
           std::all_of(host.begin(), host.end(), is_plain) &&
           std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), is_plain);
}

std::string wire_text(const MailMessage& message) {
    return "Date: " + date_text(message.at) + "\r\nFrom: <" + message.from + ">\r\nTo: <" + message.to +
           ">\r\nMessage-ID: <" + message.id + ">\r\nSubject: " + encoded_words(message.subject) +
           "\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0"
           "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
           folded_base64(with_crlf(message.text));
}

} // namespace samatcha::mail
