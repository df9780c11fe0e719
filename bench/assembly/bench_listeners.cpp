// Many clients that listen to one assembly: how long after the chair's act does each have it?
// (README.md)
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

namespace {

std::int64_t now_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

int connected_to(int port, const std::string& request) {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        send(socket, request.data(), request.size(), 0) != static_cast<ssize_t>(request.size())) {
        std::perror("connect");
        std::exit(1);
    }
    return socket;
}

double percentile(std::vector<std::int64_t>& sorted, double share) {
    return static_cast<double>(sorted[std::min(
        sorted.size() - 1, static_cast<std::size_t>(share * static_cast<double>(sorted.size())))]);
}

} // namespace

/// bench_listeners PORT PATH COOKIE CLIENTS EVENTS: prints "ready", then a line for each event.
int main(int, char** arguments) {
    const int port = std::atoi(arguments[1]);
    const std::string request = "GET " + std::string(arguments[2]) +
                                " HTTP/1.1\r\nHost: bench\r\nCookie: " + arguments[3] + "\r\n\r\n";
    const auto clients = static_cast<std::size_t>(std::atoi(arguments[4]));
    const auto events_wanted = static_cast<std::size_t>(std::atoi(arguments[5]));
    rlimit files{65'536, 65'536};
    setrlimit(RLIMIT_NOFILE, &files);

    const int poll = epoll_create1(0);
    std::map<int, std::string> text;
    for (std::size_t i = 0; i < clients; ++i) {
        const int socket = connected_to(port, request);
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = socket;
        epoll_ctl(poll, EPOLL_CTL_ADD, socket, &event);
        text[socket];
    }
    std::size_t begun = 0;
    std::map<std::string, std::vector<std::int64_t>> delays; // By the event's number.
    std::size_t complete = 0;
    std::vector<epoll_event> ready(1024);
    char buffer[65'536];
    while (complete < events_wanted) {
        const int count = epoll_wait(poll, ready.data(), static_cast<int>(ready.size()), -1);
        for (int i = 0; i < count; ++i) {
            const int socket = ready[static_cast<std::size_t>(i)].data.fd;
            const auto size = recv(socket, buffer, sizeof buffer, 0);
            if (size <= 0) {
                std::fprintf(stderr, "a line was cut\n");
                return 1;
            }
            const auto at = now_ms();
            auto& received = text[socket];
            received.append(buffer, static_cast<std::size_t>(size));
            for (auto end = received.find("\n\n"); end != std::string::npos;
                 end = received.find("\n\n")) {
                const auto one = received.substr(0, end);
                received.erase(0, end + 2);
                if (one.find("retry: ") != std::string::npos && ++begun == clients) {
                    std::puts("ready");
                    std::fflush(stdout);
                }
                const auto id = one.find("id: ");
                const auto happened = one.find("\"at\":");
                if (id == std::string::npos || happened == std::string::npos)
                    continue;
                const auto number = one.substr(id + 4, one.find('\n', id) - id - 4);
                auto& of_event = delays[number];
                of_event.push_back(at - std::atoll(one.c_str() + happened + 5));
                if (of_event.size() < clients)
                    continue;
                std::sort(of_event.begin(), of_event.end());
                std::printf("event %s: %zu clients, median %.0f ms, 99 %% %.0f ms, last %lld ms\n",
                            number.c_str(), clients, percentile(of_event, 0.5),
                            percentile(of_event, 0.99), static_cast<long long>(of_event.back()));
                std::fflush(stdout);
                ++complete;
            }
        }
    }
}
