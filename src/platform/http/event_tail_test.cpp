// Numbered events: each once, in order, only to whom they are for, whatever the client slept
// through.

#include "platform/http/server.hpp"
#include "platform/http/test_client.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <mutex>
#include <regex>
#include <thread>

using namespace samatcha;
using namespace samatcha::http;

namespace {

constexpr unsigned everyone = 1;
constexpr unsigned secretariat = 2;

NumberedEvent numbered(std::int64_t number, unsigned audience = everyone, std::size_t padding = 0) {
    return {number, audience,
            event_text("e", std::to_string(number) + std::string(padding, '.'), number)};
}

/// A server whose topic "log" is kept in memory.
struct Tailing {
    Router router;
    Messages messages;
    std::mutex mutex;
    std::vector<NumberedEvent> kept;
    std::atomic<int> reads{0};
    std::atomic<bool> may_listen{true};
    std::unique_ptr<Server> server;

    explicit Tailing(std::chrono::milliseconds tail_check = std::chrono::seconds(60)) {
        ServerOptions options;
        options.port = 0;
        options.tail_check = tail_check;
        router.add(Method::Get, "/log", [this](Request& request) {
            EventTail tail;
            const std::string last(request.header("last-event-id"));
            tail.after = last.empty() ? 0 : std::stoll(last);
            tail.audiences =
                request.query_parameter("secretariat") ? everyone | secretariat : everyone;
            tail.read = [this](std::int64_t after) -> Result<std::vector<NumberedEvent>> {
                ++reads;
                if (!may_listen)
                    return failure(ErrorCode::Forbidden, "test.forbidden");
                const std::lock_guard lock(mutex);
                std::vector<NumberedEvent> page;
                for (const auto& event : kept)
                    if (event.number > after && page.size() < 3)
                        page.push_back(event);
                return page;
            };
            Response response;
            response.body = EventBody{{"log"}, {}, std::move(tail)};
            return response;
        });
        server = std::make_unique<Server>(options, router, messages, Fallback{});
        REQUIRE(server->start());
    }

    /// As an action does: kept first, then told.
    void happen(NumberedEvent event) {
        {
            const std::lock_guard lock(mutex);
            kept.push_back(event);
        }
        server->publish("log", std::move(event));
    }
    std::unique_ptr<TestClient> listener(std::int64_t after = 0, std::string_view query = {}) {
        auto client = std::make_unique<TestClient>(server->port());
        client->send("GET /log" + std::string(query) + " HTTP/1.1\r\nHost: t\r\nLast-Event-ID: " +
                     std::to_string(after) + "\r\n\r\n");
        REQUIRE(client->read_until("retry:"));
        return client;
    }
};

std::vector<int> numbers_in(const std::string& text) {
    std::vector<int> numbers;
    const std::regex data("id: (\\d+)\n");
    for (std::sregex_iterator i(text.begin(), text.end(), data), end; i != end; ++i)
        numbers.push_back(std::stoi((*i)[1]));
    return numbers;
}

std::vector<int> from_to(int first, int last) {
    std::vector<int> numbers;
    for (int i = first; i <= last; ++i)
        numbers.push_back(i);
    return numbers;
}

} // namespace

TEST_CASE("a client that comes late gets what it missed, then what happens") {
    Tailing house;
    for (int i = 1; i <= 7; ++i)
        house.happen(numbered(i));
    const auto client = house.listener();
    REQUIRE(client->read_until("data: 7\n"));
    house.happen(numbered(8));
    REQUIRE(client->read_until("data: 8\n"));
    CHECK(numbers_in(client->received()) == from_to(1, 8));
}

TEST_CASE("a client that was asleep gets exactly what it missed") {
    Tailing house;
    for (int i = 1; i <= 9; ++i)
        house.happen(numbered(i));
    const auto client = house.listener(4);
    REQUIRE(client->read_until("data: 9\n"));
    CHECK(numbers_in(client->received()) == from_to(5, 9));
}

TEST_CASE("events that are told in the wrong order, or not at all, still come once and in order") {
    Tailing house;
    const auto client = house.listener();
    {
        const std::lock_guard lock(house.mutex);
        for (int i = 1; i <= 5; ++i)
            house.kept.push_back(numbered(i));
    }
    house.server->publish("log", numbered(2));
    house.server->publish("log", numbered(1));
    house.server->publish("log", numbered(5));
    house.server->publish("log", numbered(4));
    house.server->publish("log", numbered(4));
    REQUIRE(client->read_until("data: 5\n"));
    house.happen(numbered(6));
    REQUIRE(client->read_until("data: 6\n"));
    CHECK(numbers_in(client->received()) == from_to(1, 6));
}

TEST_CASE("an event is sent only to those it is for") {
    Tailing house;
    house.happen(numbered(1));
    house.happen(numbered(2, secretariat));
    const auto delegate = house.listener();
    const auto secretary = house.listener(0, "?secretariat=1");
    house.happen(numbered(3, secretariat));
    house.happen(numbered(4));
    REQUIRE(delegate->read_until("data: 4\n"));
    REQUIRE(secretary->read_until("data: 4\n"));
    CHECK(numbers_in(delegate->received()) == std::vector{1, 4});
    CHECK(numbers_in(secretary->received()) == from_to(1, 4));
}

TEST_CASE("who may not listen any more is let go at the next check") {
    Tailing house(std::chrono::milliseconds(1));
    const auto client = house.listener();
    house.happen(numbered(1));
    REQUIRE(client->read_until("data: 1\n"));
    house.may_listen = false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    house.happen(numbered(2));
    CHECK_FALSE(client->read_until("data: 2\n"));
    CHECK(client->ends());
}

TEST_CASE("a slow client costs no memory and loses nothing") {
    Tailing house;
    const auto client = house.listener();
    constexpr int count = 2000;
    for (int i = 1; i <= count; ++i) // Some 20 MB, more than any socket takes.
        house.happen(numbered(i, everyone, 10'000));
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    REQUIRE(client->read_until("data: 2000."));
    CHECK(numbers_in(client->received()) == from_to(1, count));
    CHECK(house.reads > 2);
}

TEST_CASE("listeners that come and go while much happens miss nothing") {
    Tailing house;
    std::atomic<bool> is_over{false};
    std::thread events([&] {
        for (int i = 1; i <= 400; ++i)
            house.happen(numbered(i));
        is_over = true;
    });
    std::vector<int> all;
    while (all.empty() || all.back() < 400) {
        const auto client = house.listener(all.empty() ? 0 : all.back());
        const auto next = all.empty() ? 1 : all.back() + 1;
        REQUIRE(client->read_until("data: " + std::to_string(next) + "\n\n"));
        auto text = client->received();
        text.erase(text.rfind("\n\n") + 2);
        for (const int number : numbers_in(text))
            all.push_back(number);
    }
    events.join();
    CHECK(all == from_to(1, 400));
}
