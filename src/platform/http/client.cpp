#include "platform/http/client.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <chrono>

namespace samatcha::http {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;

constexpr std::chrono::seconds longest_exchange{30};
constexpr std::uint64_t answer_bytes_max = 64 << 20;

using ClientRequest = beast::http::request<beast::http::string_body>;
using ClientResponse = beast::http::response_parser<beast::http::string_body>;

asio::awaitable<void> exchange(const std::string& host, const std::string& port,
                               const ClientRequest& request, ClientResponse& response) {
    const auto executor = co_await asio::this_coro::executor;
    asio::ip::tcp::resolver resolver(executor);
    beast::tcp_stream stream(executor);
    stream.expires_after(longest_exchange);
    const auto found = co_await resolver.async_resolve(host, port, asio::use_awaitable);
    co_await stream.async_connect(found, asio::use_awaitable);
    co_await beast::http::async_write(stream, request, asio::use_awaitable);
    beast::flat_buffer buffer;
    co_await beast::http::async_read(stream, buffer, response, asio::use_awaitable);
}

} // namespace

std::string_view ClientAnswer::header(std::string_view wanted) const {
    for (const auto& [name, value] : headers)
        if (beast::iequals(name, wanted))
            return value;
    return {};
}

Result<Client> Client::to(std::string_view url) {
    constexpr std::string_view scheme = "http://";
    auto authority = url;
    while (authority.ends_with('/'))
        authority.remove_suffix(1);
    Client client;
    client.m_url = authority;
    const bool is_http = authority.starts_with(scheme);
    if (is_http)
        authority.remove_prefix(scheme.size());
    if (!is_http || authority.empty() || authority.find('/') != std::string_view::npos)
        return failure(ErrorCode::InvalidInput, "http.url_wrong", {{"url", std::string(url)}});
    const auto colon = authority.rfind(':');
    const bool has_port = colon != std::string_view::npos && !authority.ends_with(']');
    client.m_host = authority.substr(0, has_port ? colon : authority.size());
    client.m_port = has_port ? authority.substr(colon + 1) : "80";
    if (client.m_host.starts_with('[') && client.m_host.ends_with(']'))
        client.m_host = client.m_host.substr(1, client.m_host.size() - 2);
    return client;
}

Result<ClientAnswer> Client::request(Method method, std::string_view target,
                                     const std::vector<Pair>& headers, std::string body) const {
    ClientRequest request;
    request.method_string(std::string(name_of(method)));
    request.target(std::string(target));
    request.version(11);
    request.set("Host", m_host + ":" + m_port);
    request.set("Connection", "close");
    for (const auto& [name, value] : headers)
        request.set(name, value);
    request.body() = std::move(body);
    request.prepare_payload();
    ClientResponse response;
    response.body_limit(answer_bytes_max);
    asio::io_context io;
    std::exception_ptr broken;
    asio::co_spawn(io, exchange(m_host, m_port, request, response),
                   [&](std::exception_ptr thrown) { broken = thrown; });
    io.run();
    try {
        if (broken)
            std::rethrow_exception(broken);
    } catch (const boost::system::system_error& error) {
        return failure(ErrorCode::Unavailable, "http.no_answer", {{"url", m_url}},
                       error.code().message());
    }
    ClientAnswer answer;
    answer.status = response.get().result_int();
    for (const auto& field : response.get())
        answer.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
    answer.body = std::move(response.get().body());
    return answer;
}

} // namespace samatcha::http
