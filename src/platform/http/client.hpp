#pragma once

#include "platform/http/request.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace samatcha::http {

struct ClientAnswer {
    int status = 0;
    std::vector<Pair> headers{};
    std::string body{};

    /// Empty when absent; the first when there are several.
    std::string_view header(std::string_view name) const;
};

/// Asks one server, for commands that talk to a running one.
class Client {
public:
    /// "http://127.0.0.1:8080". Fails with InvalidInput (http.url_wrong).
    static Result<Client> to(std::string_view url);

    /// Waits for the whole answer. Fails with Unavailable (http.no_answer).
    Result<ClientAnswer> request(Method, std::string_view target, const std::vector<Pair>& headers,
                                 std::string body) const;

    const std::string& url() const { return m_url; } ///< Without a last slash.

private:
    std::string m_url;
    std::string m_host;
    std::string m_port;
};

} // namespace samatcha::http
