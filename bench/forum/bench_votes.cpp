// Many phones in one forum: each comes in, then votes over a connection of its own. See README.md.
//
//     bench_votes PORT PATH PHONES STATEMENTS RATE SECONDS
//
// PATH is /api/v1/public/40/forums/ID. RATE votes are sent a second, spread over the phones; 0:
// each phone sends its next vote when the last is acknowledged.

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

struct Phone {
    int socket = -1;
    std::string token;
    std::string received;
    std::int64_t number = 0;
    bool is_waiting = false;
    Clock::time_point sent;
};

[[noreturn]] void fail(const std::string& what) {
    std::fprintf(stderr, "bench_votes: %s\n", what.c_str());
    std::exit(1);
}

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
    fcntl(made, F_SETFL, O_NONBLOCK);
    return made;
}

void send_post(Phone& phone, const std::string& path, std::string_view body) {
    const auto text =
        "POST " + path + " HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n" +
        (phone.token.empty() ? "" : "X-Forum-Token: " + phone.token + "\r\n") +
        "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
    if (send(phone.socket, text.data(), text.size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(text.size()))
        fail("cannot send");
    phone.is_waiting = true;
    phone.sent = Clock::now();
}

/// The status and the body once the answer is whole; 0 until then.
int whole_answer(Phone& phone, std::string& body) {
    char buffer[16384];
    for (ssize_t size; (size = recv(phone.socket, buffer, sizeof buffer, 0)) > 0;)
        phone.received.append(buffer, static_cast<std::size_t>(size));
    const auto head = phone.received.find("\r\n\r\n");
    if (head == std::string::npos)
        return 0;
    const auto length = phone.received.find("Content-Length: ");
    const auto size = length == std::string::npos || length > head
                          ? 0
                          : std::strtoul(phone.received.c_str() + length + 16, nullptr, 10);
    if (phone.received.size() < head + 4 + size)
        return 0;
    const int status = std::atoi(phone.received.c_str() + 9);
    body = phone.received.substr(head + 4, size);
    phone.received.erase(0, head + 4 + size);
    phone.is_waiting = false;
    return status;
}

double ms(Clock::duration taken) {
    return std::chrono::duration<double, std::milli>(taken).count();
}

void report(const char* what, std::vector<double> taken, double seconds) {
    if (taken.empty())
        fail("nothing was acknowledged");
    std::sort(taken.begin(), taken.end());
    const auto at = [&](double share) {
        return taken[static_cast<std::size_t>(share * static_cast<double>(taken.size() - 1))];
    };
    std::printf("%s: %zu in %.1f s, %.0f a second; half within %.0f ms, 99 %% within %.0f ms, all "
                "within %.0f ms\n",
                what, taken.size(), seconds, static_cast<double>(taken.size()) / seconds, at(0.5),
                at(0.99), taken.back());
    std::fflush(stdout);
}

class Bench {
public:
    Bench(std::uint16_t port, std::string path, std::size_t phones, int statements)
        : m_path(std::move(path)),
          m_statements(statements),
          m_phones(phones),
          m_events(epoll_create1(0)) {
        for (auto& phone : m_phones) {
            phone.socket = connected(port);
            epoll_event event{};
            event.events = EPOLLIN;
            event.data.ptr = &phone;
            epoll_ctl(m_events, EPOLL_CTL_ADD, phone.socket, &event);
        }
    }

    void join() {
        const auto begun = Clock::now();
        std::vector<double> taken;
        for (auto& phone : m_phones)
            send_post(phone, m_path + "/participants", R"({"code":""})");
        while (taken.size() < m_phones.size())
            each_answer(1000, [&](Phone& phone, const std::string& body) {
                const auto at = body.find("\"token\":\"");
                if (at == std::string::npos)
                    fail("no token: " + body);
                phone.token = body.substr(at + 9, body.find('"', at + 9) - at - 9);
                taken.push_back(ms(Clock::now() - phone.sent));
            });
        report("phones came in", taken, ms(Clock::now() - begun) / 1000);
    }

    void vote(double rate, double seconds) {
        const auto begun = Clock::now();
        const auto end = begun + std::chrono::duration_cast<Clock::duration>(
                                     std::chrono::duration<double>(seconds));
        std::vector<double> taken;
        std::size_t next = 0;
        double sent = 0;
        if (rate == 0)
            for (auto& phone : m_phones)
                send_vote(phone);
        while (true) {
            const auto now = Clock::now();
            for (const auto due = rate * ms(now - begun) / 1000; now < end && sent < due; ++sent) {
                for (std::size_t tried = 0; tried < m_phones.size() && m_phones[next].is_waiting;
                     ++tried)
                    next = (next + 1) % m_phones.size();
                if (m_phones[next].is_waiting)
                    break; // All wait: they cannot send as fast as they should.
                send_vote(m_phones[next]);
                next = (next + 1) % m_phones.size();
            }
            each_answer(1, [&](Phone& phone, const std::string& body) {
                if (body.find("\"stored\":[" + std::to_string(phone.number)) == std::string::npos)
                    fail("not stored: " + body);
                taken.push_back(ms(Clock::now() - phone.sent));
                if (rate == 0 && Clock::now() < end)
                    send_vote(phone);
            });
            if (now >= end && std::none_of(m_phones.begin(), m_phones.end(),
                                           [](const Phone& p) { return p.is_waiting; }))
                break;
        }
        report("votes acknowledged", taken, seconds);
    }

private:
    void send_vote(Phone& phone) {
        static constexpr const char* words[] = {"agree", "disagree", "pass"};
        const auto statement = std::uniform_int_distribution<int>(0, m_statements - 1)(m_random);
        const auto word = words[std::uniform_int_distribution<int>(0, 2)(m_random)];
        send_post(phone, m_path + "/votes",
                  R"({"votes":[{"number":)" + std::to_string(++phone.number) + R"(,"statement":)" +
                      std::to_string(statement) + R"(,"vote":")" + word +
                      R"(","cast_at":0}],"held":[]})");
    }

    template <class Take>
    void each_answer(int wait_ms, const Take& take) {
        epoll_event events[512];
        const int count = epoll_wait(m_events, events, 512, wait_ms);
        std::string body;
        for (int i = 0; i < count; ++i) {
            auto& phone = *static_cast<Phone*>(events[i].data.ptr);
            const int status = whole_answer(phone, body);
            if (status >= 400)
                fail("answered " + std::to_string(status) + ": " + body);
            if (status != 0)
                take(phone, body);
        }
    }

    std::string m_path;
    int m_statements;
    std::vector<Phone> m_phones;
    int m_events;
    std::mt19937 m_random{1};
};

} // namespace

int main(int argc, char** argv) {
    if (argc != 7)
        fail("PORT PATH PHONES STATEMENTS RATE SECONDS");
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    Bench bench(static_cast<std::uint16_t>(std::atoi(argv[1])), argv[2],
                std::strtoul(argv[3], nullptr, 10), std::atoi(argv[4]));
    bench.join();
    bench.vote(std::atof(argv[5]), std::atof(argv[6]));
}
