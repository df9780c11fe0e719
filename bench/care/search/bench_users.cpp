// Many users at once, each asking over a connection of its own, for SECONDS; prints how long the answers took.
//
//     bench_users PORT SECONDS PAUSE_MS HEADERS_FILE QUESTIONS_FILE
//
// HEADERS_FILE has the headers of one user's session a line ("Cookie: ...|X-CSRF-Token: ..."), QUESTIONS_FILE a JSON body a
// line. PAUSE_MS is what a user thinks between an answer and the next question; 0: none.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

std::vector<std::string> lines_of(const char* path) {
    std::ifstream file(path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);)
        lines.push_back(line);
    return lines;
}

[[noreturn]] void fail(const char* what) {
    std::fprintf(stderr, "bench_users: %s\n", what);
    std::exit(1);
}

int connected(std::uint16_t port) {
    const int made = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (made < 0 || connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        fail("cannot connect");
    const int yes = 1;
    setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return made;
}

/// The status, once the answer is whole.
int answer(int socket, std::string& received) {
    char buffer[65536];
    for (;;) {
        if (const auto head = received.find("\r\n\r\n"); head != std::string::npos) {
            const auto length = received.find("Content-Length: ");
            const auto size = length < head ? std::strtoul(received.c_str() + length + 16, nullptr, 10) : 0;
            if (received.size() >= head + 4 + size) {
                const int status = std::atoi(received.c_str() + 9);
                received.erase(0, head + 4 + size);
                return status;
            }
        }
        const auto got = recv(socket, buffer, sizeof buffer, 0);
        if (got <= 0)
            fail("the server hung up");
        received.append(buffer, static_cast<std::size_t>(got));
    }
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 6)
        fail("PORT SECONDS PAUSE_MS HEADERS_FILE QUESTIONS_FILE");
    const auto port = static_cast<std::uint16_t>(std::atoi(argv[1]));
    const auto until = Clock::now() + std::chrono::seconds(std::atoi(argv[2]));
    const std::chrono::milliseconds pause(std::atoi(argv[3]));
    const auto users = lines_of(argv[4]);
    const auto questions = lines_of(argv[5]);
    std::atomic<std::size_t> next = 0;
    std::vector<std::vector<double>> taken(users.size());
    std::vector<std::thread> threads;
    for (std::size_t user = 0; user < users.size(); ++user)
        threads.emplace_back([&, user] {
            auto headers = users[user];
            for (std::size_t at; (at = headers.find('|')) != std::string::npos;)
                headers.replace(at, 1, "\r\n");
            const int socket = connected(port);
            std::string received;
            while (Clock::now() < until) {
                const auto& body = questions[next++ % questions.size()];
                const auto text = "POST /api/v1/search?purpose=find HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n" +
                                  headers + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
                const auto asked = Clock::now();
                if (send(socket, text.data(), text.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(text.size()))
                    fail("cannot send");
                if (answer(socket, received) != 200)
                    fail("a question was refused");
                taken[user].push_back(std::chrono::duration<double, std::milli>(Clock::now() - asked).count());
                std::this_thread::sleep_for(pause);
            }
            close(socket);
        });
    for (auto& thread : threads)
        thread.join();
    std::vector<double> all;
    for (const auto& one : taken)
        all.insert(all.end(), one.begin(), one.end());
    std::sort(all.begin(), all.end());
    const auto at = [&](double share) { return all[static_cast<std::size_t>(share * static_cast<double>(all.size() - 1))]; };
    std::printf("%zu users, a pause of %ld ms: %zu answers, %.0f a second; median %.1f ms, p95 %.1f ms, longest %.0f ms\n",
                users.size(), static_cast<long>(pause.count()), all.size(),
                static_cast<double>(all.size()) / std::atof(argv[2]), at(0.5), at(0.95), all.back());
    return at(0.95) < 100 ? 0 : 1;
}
