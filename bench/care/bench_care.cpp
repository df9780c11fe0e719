// Many people at their cases at once, each over a connection of their own. See README.md.
//
//     bench_care PORT read|write SECONDS [PAUSE_MS] < sessions and cases
//
// Input: "session COOKIE CSRF" lines, one a person, then "get PATH" lines (read) or "case ID" lines (write). Each
// person asks for the next path, or writes the next visit, as soon as the last is answered, or after a pause.

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
#include <cstring>
#include <iostream>
#include <map>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void fail(const std::string& what) {
    std::fprintf(stderr, "bench_care: %s\n", what.c_str());
    std::exit(1);
}

struct Person {
    std::string cookie;
    std::string csrf;
};

struct Work {
    std::uint16_t port = 0;
    bool writes = false;
    std::vector<Person> people;
    std::vector<std::string> what; ///< Paths, or ids of cases.
    std::chrono::milliseconds pause{0};
    Clock::time_point end;
    std::atomic<std::size_t> next{0};
};

/// Milliseconds by kind of request.
using Taken = std::map<std::string, std::vector<double>>;

int connected(std::uint16_t port) {
    const int made = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (made < 0 || connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        fail(std::string("cannot connect: ") + std::strerror(errno));
    const int yes = 1;
    setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return made;
}

/// The status, once the whole answer has come.
int answered(int connection, std::string& received) {
    char buffer[65536];
    for (;;) {
        const auto head = received.find("\r\n\r\n");
        if (head != std::string::npos) {
            const auto length = received.find("Content-Length: ");
            const auto size = length == std::string::npos || length > head
                                  ? 0
                                  : std::strtoul(received.c_str() + length + 16, nullptr, 10);
            if (received.size() >= head + 4 + size) {
                const int status = std::atoi(received.c_str() + 9);
                if (status >= 400)
                    fail(received.substr(0, 600));
                received.erase(0, head + 4 + size);
                return status;
            }
        }
        const auto got = recv(connection, buffer, sizeof buffer, 0);
        if (got <= 0)
            fail("the server closed the connection");
        received.append(buffer, static_cast<std::size_t>(got));
    }
}

std::string head_of(const Person& person, const std::string& line) {
    return line + " HTTP/1.1\r\nHost: bench\r\nCookie: " + person.cookie + "\r\nX-CSRF-Token: " + person.csrf +
           "\r\nX-Purpose: care\r\n";
}

/// "/cases?..." and "/cases/17" are two kinds: what is asked, without its question and numbers.
std::string kind_of(const Work& work, const std::string& what) {
    if (work.writes)
        return "visit";
    auto kind = what.substr(0, what.find('?'));
    if (const auto number = kind.find_first_of("0123456789", std::strlen("/api/v1/")); number != std::string::npos)
        kind.replace(number, std::string::npos, "{id}");
    return kind;
}

void work_as(Work& work, const Person& person, Taken& taken) {
    const int connection = connected(work.port);
    std::string received;
    while (Clock::now() < work.end) {
        const auto turn = work.next++;
        const auto& what = work.what[turn % work.what.size()];
        std::string text;
        if (work.writes) {
            const auto body = R"({"outcome":"contact","note":"โทรหาแม่แล้ว จะไปเยี่ยมวันเสาร์","client_key":"b)" +
                              std::to_string(turn) + "\"}";
            text = head_of(person, "POST /api/v1/cases/" + what + "/visits") +
                   "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
        } else {
            text = head_of(person, "GET " + what) + "\r\n";
        }
        const auto begun = Clock::now();
        if (send(connection, text.data(), text.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(text.size()))
            fail("cannot send");
        answered(connection, received);
        taken[kind_of(work, what)].push_back(std::chrono::duration<double, std::milli>(Clock::now() - begun).count());
        std::this_thread::sleep_for(work.pause);
    }
    close(connection);
}

void report(const std::string& kind, std::vector<double>& taken, double seconds) {
    std::sort(taken.begin(), taken.end());
    const auto at = [&](double share) {
        return taken[static_cast<std::size_t>(share * static_cast<double>(taken.size() - 1))];
    };
    std::printf("%s: %zu in %.1f s, %.0f a second; half within %.1f ms, 95 %% within %.1f ms, 99 %% within %.1f ms\n",
                kind.c_str(), taken.size(), seconds, static_cast<double>(taken.size()) / seconds, at(0.5), at(0.95),
                at(0.99));
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 4 && argc != 5)
        fail("bench_care PORT read|write SECONDS [PAUSE_MS]");
    Work work;
    work.port = static_cast<std::uint16_t>(std::atoi(argv[1]));
    work.writes = std::string(argv[2]) == "write";
    const double seconds = std::atof(argv[3]);
    if (argc == 5)
        work.pause = std::chrono::milliseconds(std::atoi(argv[4]));
    for (std::string line; std::getline(std::cin, line);) {
        std::istringstream words(line);
        std::string kind, first, second;
        words >> kind >> first >> second;
        if (kind == "session")
            work.people.push_back({first, second});
        else
            work.what.push_back(first);
    }
    if (work.people.empty() || work.what.empty())
        fail("nobody, or nothing to do");
    work.end = Clock::now() + std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
    std::vector<Taken> taken(work.people.size());
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < work.people.size(); ++i)
        threads.emplace_back([&, i] { work_as(work, work.people[i], taken[i]); });
    for (auto& thread : threads)
        thread.join();
    Taken all;
    for (auto& one : taken)
        for (auto& [kind, times] : one)
            all[kind].insert(all[kind].end(), times.begin(), times.end());
    for (auto& [kind, times] : all)
        report(kind, times, seconds);
}
