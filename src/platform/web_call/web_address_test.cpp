#include "platform/web_call/post.hpp"
#include "platform/web_call/web_address.hpp"

#include <doctest/doctest.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <string>
#include <thread>

using namespace samatcha;
using namespace samatcha::web_call;

namespace {

bool is_public_number(const char* number) {
    sockaddr_storage address{};
    sockaddr_in v4{};
    sockaddr_in6 v6{};
    if (inet_pton(AF_INET, number, &v4.sin_addr) == 1) {
        v4.sin_family = AF_INET;
        std::memcpy(&address, &v4, sizeof v4);
    } else {
        REQUIRE(inet_pton(AF_INET6, number, &v6.sin6_addr) == 1);
        v6.sin6_family = AF_INET6;
        std::memcpy(&address, &v6, sizeof v6);
    }
    return is_public(reinterpret_cast<const sockaddr&>(address));
}

bool allows(const char* hosts, const char* address) {
    return AllowedHosts::parse(hosts)->allow(WebAddress::parse(address).value());
}

} // namespace

TEST_CASE("an address is https without a user, and http for this machine only") {
    for (const auto* good : {"https://his.example", "https://his.example:8443/hooks?of=40",
                             "https://10.0.5.7/", "http://127.0.0.1:9000/", "http://[::1]:9000/"})
        CHECK_MESSAGE(WebAddress::parse(good), good);
    for (const auto* wrong :
         {"", "his.example", "http://his.example/", "ftp://his.example/", "file:///etc/passwd",
          "https://", "https://nan:secret@his.example/", "https://his.example/#a",
          "https://his.example\r\nX: y", "http://localhost:9000/", "http://10.0.5.7/"})
        CHECK_FALSE_MESSAGE(WebAddress::parse(wrong), wrong);
}

TEST_CASE("a host is what is called, however it is written") {
    CHECK(WebAddress::parse("https://HIS.Example/A")->host == "his.example");
    CHECK(WebAddress::parse("https://0x7f.1/")->host == "127.0.0.1");
    CHECK(WebAddress::parse("https://2130706433/")->host == "127.0.0.1");
    CHECK(WebAddress::parse("https://his.example")->port == 443);
}

TEST_CASE("only what the operator wrote is allowed, to the port") {
    CHECK(allows("his.example, lab.example:8443", "https://his.example/hooks"));
    CHECK(allows("his.example, lab.example:8443", "https://lab.example:8443/"));
    CHECK(allows("127.0.0.1:9000", "http://127.0.0.1:9000/"));
    CHECK_FALSE(allows("his.example, lab.example:8443", "https://lab.example/"));
    CHECK_FALSE(allows("his.example", "https://his.example:8443/"));
    CHECK_FALSE(allows("his.example", "https://evil.his.example/"));
    CHECK_FALSE(allows("his.example", "https://his.example.evil/"));
    CHECK_FALSE(allows("", "https://his.example/"));
    for (const auto* wrong :
         {"https://his.example", "his.example/hooks", "a b", "nan@his.example", ","})
        CHECK_FALSE_MESSAGE(AllowedHosts::parse(wrong), wrong);
}

TEST_CASE("what is inside is not public, in whatever address it hides") {
    for (const auto* outside :
         {"8.8.8.8", "203.150.1.1", "2001:fb0::1", "2606:4700::1111", "100.63.0.1", "172.32.0.1"})
        CHECK_MESSAGE(is_public_number(outside), outside);
    for (const auto* inside : {"0.0.0.0",
                               "10.0.5.7",
                               "100.64.0.1",
                               "127.0.0.1",
                               "127.255.255.254",
                               "169.254.169.254",
                               "172.16.0.1",
                               "172.31.255.255",
                               "192.168.1.1",
                               "198.18.0.1",
                               "224.0.0.1",
                               "255.255.255.255",
                               "::",
                               "::1",
                               "fe80::1",
                               "fc00::1",
                               "fd12::1",
                               "ff02::1",
                               "::ffff:127.0.0.1",
                               "::ffff:8.8.8.8",
                               "64:ff9b::7f00:1",
                               "2002:7f00:1::",
                               "2001:0:7f00:1::",
                               "2001:db8::1"})
        CHECK_FALSE_MESSAGE(is_public_number(inside), inside);
}

/// Counts who calls a port of this machine, and answers nobody.
class Listener {
public:
    Listener() {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        REQUIRE(bind(m_socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
        REQUIRE(listen(m_socket, 4) == 0);
        socklen_t size = sizeof address;
        getsockname(m_socket, reinterpret_cast<sockaddr*>(&address), &size);
        port = ntohs(address.sin_port);
        m_thread = std::jthread([this] {
            for (int caller = 0; (caller = accept(m_socket, nullptr, nullptr)) >= 0; close(caller))
                ++callers;
        });
    }
    ~Listener() { shutdown(m_socket, SHUT_RDWR), m_thread.join(), close(m_socket); }

    std::uint16_t port = 0;
    std::atomic<int> callers = 0;

private:
    int m_socket = socket(AF_INET, SOCK_STREAM, 0);
    std::jthread m_thread;
};

TEST_CASE("a name that leads inside is not called, a number that is allowed is") {
    Listener listener;
    const auto port = std::to_string(listener.port);
    CHECK(post({"https://localhost:" + port + "/", "localhost", listener.port}, {}, "{}").status ==
          0);
    CHECK(listener.callers.load() == 0);
    CHECK(post({"http://127.0.0.1:" + port + "/", "127.0.0.1", listener.port}, {}, "{}").status ==
          0);
    CHECK(listener.callers.load() == 1);
}
