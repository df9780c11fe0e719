#include "platform/mail/smtp.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <exception>
#include <memory>
#include <stdexcept>

namespace samatcha::mail {

namespace {

constexpr long connect_seconds_max = 15;

struct Transmission {
    std::string_view rest;
    const std::function<void()>& handing_over;
    bool is_handed_over = false;
    std::exception_ptr broken{};
};

std::size_t next_bytes(char* to, std::size_t size, std::size_t count, void* data) {
    auto& transmission = *static_cast<Transmission*>(data);
    const auto bytes = std::min(size * count, transmission.rest.size());
    std::memcpy(to, transmission.rest.data(), bytes);
    transmission.rest.remove_prefix(bytes);
    if (bytes == 0 && !transmission.is_handed_over) {
        try {
            transmission.handing_over();
        } catch (...) {
            transmission.broken = std::current_exception();
            return CURL_READFUNC_ABORT;
        }
        transmission.is_handed_over = true;
    }
    return bytes;
}

struct Easy {
    CURL* handle = curl_easy_init();
    curl_slist* recipients = nullptr;
    Easy() {
        if (!handle)
            throw std::runtime_error("curl_easy_init failed");
    }
    Easy(const Easy&) = delete;
    Easy& operator=(const Easy&) = delete;
    ~Easy() {
        curl_slist_free_all(recipients);
        curl_easy_cleanup(handle);
    }
};

} // namespace

Delivered send(const SmtpServer& server, const std::string& from, const std::string& to,
               std::string_view wire_text, const std::function<void()>& handing_over) {
    static const auto is_ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    if (!is_ready)
        throw std::runtime_error("curl_global_init failed");
    Easy easy;
    Transmission transmission{wire_text, handing_over};
    std::array<char, CURL_ERROR_SIZE> words{};
    const auto set = [&](CURLoption option, auto value) {
        if (curl_easy_setopt(easy.handle, option, value) != CURLE_OK)
            throw std::runtime_error("curl_easy_setopt failed");
    };
    easy.recipients = curl_slist_append(nullptr, ("<" + to + ">").c_str());
    set(CURLOPT_URL, server.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT, connect_seconds_max);
    set(CURLOPT_TIMEOUT, static_cast<long>(server.time_limit.count()));
    set(CURLOPT_ERRORBUFFER, words.data());
    const auto security = static_cast<long>(server.user.empty() ? CURLUSESSL_TRY : CURLUSESSL_ALL);
    set(CURLOPT_USE_SSL, security);
    if (!server.user.empty()) {
        set(CURLOPT_USERNAME, server.user.c_str());
        set(CURLOPT_PASSWORD, server.password.c_str());
    }
    const auto sender = "<" + from + ">";
    set(CURLOPT_MAIL_FROM, sender.c_str());
    set(CURLOPT_MAIL_RCPT, easy.recipients);
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_READFUNCTION, &next_bytes);
    set(CURLOPT_READDATA, &transmission);

    const auto outcome = curl_easy_perform(easy.handle);
    if (transmission.broken)
        std::rethrow_exception(transmission.broken);
    if (outcome == CURLE_OK)
        return {Delivery::Accepted};
    long answered = 0;
    curl_easy_getinfo(easy.handle, CURLINFO_RESPONSE_CODE, &answered);
    auto detail = std::to_string(answered) + " " +
                  (words[0] ? words.data() : curl_easy_strerror(outcome));
    const bool is_refused = answered >= 400; // RFC 5321 4.2.1
    return {transmission.is_handed_over && !is_refused ? Delivery::Unsure : Delivery::Failed,
            std::move(detail)};
}

} // namespace samatcha::mail
