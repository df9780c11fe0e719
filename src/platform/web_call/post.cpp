#include "platform/web_call/post.hpp"

#include <curl/curl.h>

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <memory>
#include <stdexcept>

namespace samatcha::web_call {

namespace {

constexpr long reach_seconds_max = 5;

/// The address that the name led to now, which a check before the call would not have seen.
curl_socket_t open_public_socket(void*, curlsocktype, curl_sockaddr* to) {
    return is_public(to->addr) ? ::socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol)
                               : CURL_SOCKET_BAD;
}

std::size_t read_nothing(char*, std::size_t size, std::size_t count, void*) {
    return size * count;
}

} // namespace

Posted post(const WebAddress& address, std::span<const std::string> headers,
            std::string_view body) {
    static const auto is_ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> easy(curl_easy_init(),
                                                                   &curl_easy_cleanup);
    if (!is_ready || !easy)
        throw std::runtime_error("libcurl does not start");
    const auto set = [&](CURLoption option, auto value) {
        if (curl_easy_setopt(easy.get(), option, value) != CURLE_OK)
            throw std::runtime_error("curl_easy_setopt failed");
    };
    std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> lines(nullptr,
                                                                      &curl_slist_free_all);
    for (const auto& header : headers)
        lines.reset(curl_slist_append(lines.release(), header.c_str()));
    std::array<char, CURL_ERROR_SIZE> words{};
    set(CURLOPT_URL, address.text.c_str());
    set(CURLOPT_PROTOCOLS_STR, "https,http");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_PROXY, "");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT, reach_seconds_max);
    set(CURLOPT_TIMEOUT, static_cast<long>(post_time_limit.count()));
    set(CURLOPT_ERRORBUFFER, words.data());
    set(CURLOPT_HTTPHEADER, lines.get());
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    set(CURLOPT_POSTFIELDS, body.data());
    set(CURLOPT_WRITEFUNCTION, &read_nothing);
    if (!is_number(address.host))
        set(CURLOPT_OPENSOCKETFUNCTION, &open_public_socket);
    const auto outcome = curl_easy_perform(easy.get());
    if (outcome != CURLE_OK)
        return {0, words[0] ? words.data() : curl_easy_strerror(outcome)};
    long status = 0;
    curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
    return {static_cast<int>(status)};
}

} // namespace samatcha::web_call
