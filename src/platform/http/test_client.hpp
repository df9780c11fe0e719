#pragma once

// A client for tests that says exactly the bytes it is told and reads what comes.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace samatcha::http {

struct TestAnswer {
    int status = 0;
    std::string head; ///< Status line and fields.
    std::string body; ///< Without chunk framing.

    std::string header(std::string_view name) const {
        const auto at = head.find("\r\n" + std::string(name) + ": ");
        if (at == std::string::npos)
            return {};
        const auto start = at + name.size() + 4;
        return head.substr(start, head.find("\r\n", start) - start);
    }
};

class TestClient {
public:
    explicit TestClient(std::uint16_t port) : m_socket(socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const timeval longest{20, 0};
        setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &longest, sizeof longest);
        if (connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            throw std::runtime_error("the server does not listen");
    }
    ~TestClient() { ::close(m_socket); }
    TestClient(const TestClient&) = delete;
    TestClient& operator=(const TestClient&) = delete;

    void send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0)
                return; // The server has closed: what it answered can still be read.
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }

    /// Until the text was received; false when the connection ends first.
    bool read_until(std::string_view text) {
        while (m_received.find(text) == std::string::npos)
            if (!receive())
                return false;
        return true;
    }

    /// What came and was not taken by answer().
    const std::string& received() const { return m_received; }

    /// Whether the server ends the connection, rather than stay silent for as long as we listen.
    bool ends() {
        while (receive()) {
        }
        return m_is_over;
    }
    bool is_at_end() { return ends() && m_received.empty(); }

    TestAnswer answer(bool has_body = true) {
        TestAnswer answer;
        if (!read_until("\r\n\r\n"))
            return answer;
        answer.head = take(m_received.find("\r\n\r\n") + 4);
        answer.status = std::stoi(answer.head.substr(9, 3));
        if (!has_body || answer.status == 204 || answer.status == 304)
            return answer;
        if (answer.header("Transfer-Encoding") == "chunked")
            read_chunks(answer);
        else if (const auto length = answer.header("Content-Length"); !length.empty())
            answer.body = exactly(std::stoul(length));
        return answer;
    }

    TestAnswer request(std::string_view method, std::string_view target,
                       std::string_view headers = {}, std::string_view body = {}) {
        std::string text = std::string(method) + " " + std::string(target) +
                           " HTTP/1.1\r\nHost: test\r\n" + std::string(headers);
        if (!body.empty() || method == "POST" || method == "PUT")
            text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
        send(text + "\r\n" + std::string(body));
        return answer(method != "HEAD");
    }

private:
    bool receive() {
        char buffer[16384];
        const auto size = recv(m_socket, buffer, sizeof buffer, 0);
        m_is_over = size == 0;
        if (size <= 0)
            return false;
        m_received.append(buffer, static_cast<std::size_t>(size));
        return true;
    }

    std::string take(std::size_t size) {
        auto taken = m_received.substr(0, size);
        m_received.erase(0, size);
        return taken;
    }

    std::string exactly(std::size_t size) {
        while (m_received.size() < size && receive()) {
        }
        return take(size);
    }

    void read_chunks(TestAnswer& answer) {
        while (read_until("\r\n")) {
            const auto size = std::stoul(take(m_received.find("\r\n") + 2), nullptr, 16);
            answer.body += exactly(size);
            exactly(2);
            if (size == 0)
                return;
        }
        answer.status = 0; // Cut off before the last chunk.
    }

    int m_socket;
    std::string m_received;
    bool m_is_over = false;
};

} // namespace samatcha::http
