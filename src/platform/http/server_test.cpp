#include "platform/http/server.hpp"
#include "platform/http/test_client.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <cstdio>
#include <fstream>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

using namespace samatcha;
using namespace samatcha::http;

namespace {

/// A server with routes of every kind, for one test.
struct Running {
    Router router;
    Messages messages;
    ServerOptions options;
    std::unique_ptr<Server> server;
    std::atomic<int> streamed_chunks{0};
    std::mutex mutex;
    std::vector<std::function<void()>> later; ///< Answers that wait.

    explicit Running(ServerOptions given = {}) : options(std::move(given)) {
        options.port = 0;
        options.workers = 2;
        router.add(Method::Get, "/hello/{name}", [](Request& request) {
            return json_response("\"" + std::string(request.path_parameter("name")) + "\"");
        });
        router.add(Method::Post, "/echo", [](Request& request) {
            return text_response("text/plain", request.body);
        }, {BodyMode::Whole, 100});
        router.add(Method::Post, "/count", [this](Request& request) {
            std::size_t total = 0;
            while (true) {
                const auto chunk = request.body_reader->next();
                if (!chunk)
                    return text_response("text/plain", chunk.error().key, 413);
                if (chunk->empty())
                    return text_response("text/plain", std::to_string(total));
                ++streamed_chunks;
                total += chunk->size();
            }
        }, {BodyMode::Streamed, 10'000'000});
        router.add(Method::Get, "/long", [](Request&) {
            return download_response("text/csv", "ผล.csv", [](BodyWriter& writer) -> Result<void> {
                for (int i = 0; i < 50'000; ++i)
                    TRY(writer.write("row " + std::to_string(i) + "\n"));
                return {};
            });
        });
        router.add(Method::Get, "/broken-off", [](Request&) {
            return download_response("text/csv", "x.csv", [](BodyWriter& writer) -> Result<void> {
                TRY(writer.write(std::string(200'000, 'x')));
                return failure(ErrorCode::Unavailable, "test.source_failed");
            });
        });
        router.add(Method::Get, "/throws",
                   [](Request&) -> Response { throw std::runtime_error("secret detail"); });
        router.add(Method::Get, "/later", [this](Request& request) {
            Response response;
            response.body = std::make_shared<const LaterBody>(LaterBody{
                [this, &request](std::function<void(Response)> then) {
                    const std::lock_guard lock(mutex);
                    later.push_back([then, &request] {
                        then(text_response("text/plain", std::string(*request.query_parameter("name"))));
                    });
                }});
            return response;
        });
        router.add(Method::Get, "/framed", [](Request&) {
            auto response = text_response("text/html", "<p>framed");
            for (const auto& [name, content] : framing_headers())
                response.set(name, content);
            return response;
        });
        router.add(Method::Get, "/events", [](Request&) {
            Response response;
            response.body = EventBody{{"news"}, event_text("hello", "first")};
            return response;
        });
        server = std::make_unique<Server>(options, router, messages, [](const Request& request) {
            return request.path == "/page" ? text_response("text/html", "<p>page")
                                           : text_response("text/plain", "none", 404);
        });
        REQUIRE(server->start());
    }

    std::uint16_t port() const { return server->port(); }
};

} // namespace

TEST_CASE("one connection serves several requests") {
    Running running;
    TestClient client(running.port());
    CHECK(client.request("GET", "/hello/%E0%B8%81").body == "\"ก\"");
    CHECK(client.request("POST", "/echo", "", "text").body == "text");
    CHECK(client.request("GET", "/page").body == "<p>page");
}

TEST_CASE("every answer carries the security headers and its request's id") {
    Running running;
    TestClient client(running.port());
    for (const auto* target : {"/hello/a", "/page", "/nothing", "/throws"}) {
        const auto answer = client.request("GET", target);
        for (const auto& [name, content] : security_headers())
            CHECK(answer.header(name) == content);
        CHECK_FALSE(answer.header("X-Request-Id").empty());
    }
}

TEST_CASE("a page that others may show within theirs says so, and is as secure else") {
    Running running;
    TestClient client(running.port());
    const auto answer = client.request("GET", "/framed");
    CHECK(answer.header("X-Frame-Options").empty());
    CHECK(answer.header("Content-Security-Policy").ends_with("frame-ancestors *"));
    CHECK(answer.header("Content-Security-Policy").starts_with("default-src 'none'"));
    CHECK(answer.head.find("frame-ancestors 'none'") == std::string::npos);
    CHECK(answer.header("X-Content-Type-Options") == "nosniff");
}

TEST_CASE("answers that come later hold no worker, and come to who asked") {
    Running running; // Two workers.
    constexpr std::size_t asking = 20;
    std::vector<std::unique_ptr<TestClient>> clients;
    for (std::size_t i = 0; i < asking; ++i) {
        clients.push_back(std::make_unique<TestClient>(running.port()));
        clients.back()->send("GET /later?name=" + std::to_string(i) + " HTTP/1.1\r\nHost: test\r\n\r\n");
    }
    const auto waiting = [&] {
        const std::lock_guard lock(running.mutex);
        return running.later.size();
    };
    while (waiting() < asking)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    TestClient other(running.port());
    CHECK(other.request("GET", "/page").status == 200);
    for (auto& answer : running.later)
        answer();
    for (std::size_t i = 0; i < asking; ++i)
        CHECK(clients[i]->answer().body == std::to_string(i));
    // The connection goes on.
    CHECK(clients[0]->request("GET", "/hello/a").body == "\"a\"");
}

TEST_CASE("a HEAD gets the head of the GET and no body") {
    Running running;
    TestClient client(running.port());
    CHECK(client.request("HEAD", "/hello/a").header("Content-Length") == "3");
    CHECK(client.request("GET", "/hello/b").body == "\"b\"");
}

TEST_CASE("refusals have their status and leave the connection as it must be") {
    struct Refusal {
        const char* what;
        std::string request;
        int status;
    };
    const Refusal refusals[] = {
        {"no HTTP", "gibberish\r\n\r\n", 400},
        {"a head too large", "GET / HTTP/1.1\r\nHost: t\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n", 431},
        {"a target with ..", "GET /a/../b HTTP/1.1\r\nHost: t\r\n\r\n", 400},
        {"a broken escape", "GET /%zz HTTP/1.1\r\nHost: t\r\n\r\n", 400},
        {"an unknown address", "GET /nowhere HTTP/1.1\r\nHost: t\r\n\r\n", 404},
        {"a wrong method", "DELETE /echo HTTP/1.1\r\nHost: t\r\n\r\n", 405},
        {"a body said too large", "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 101\r\n\r\n", 413},
        {"chunks too large", "POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\nC8\r\n" +
                                 std::string(200, 'x') + "\r\n0\r\n\r\n", 413},
        {"two lengths", "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400},
        {"an exception", "GET /throws HTTP/1.1\r\nHost: t\r\n\r\n", 500},
    };
    Running running;
    for (const auto& refusal : refusals) {
        CAPTURE(refusal.what);
        TestClient client(running.port());
        client.send(refusal.request);
        const auto answer = client.answer();
        CHECK(answer.status == refusal.status);
        CHECK(answer.body.find("secret detail") == std::string::npos);
    }
}

TEST_CASE("a streamed body is pulled in chunks, and cut off at its limit") {
    Running running;
    TestClient client(running.port());
    const std::string body(1'000'000, 'x');
    CHECK(client.request("POST", "/count", "", body).body == "1000000");
    CHECK(running.streamed_chunks >= 1'000'000 / (64 * 1024));

    TestClient chunked(running.port());
    chunked.send("POST /count HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 11; ++i)
        chunked.send("F4240\r\n" + body + "\r\n");
    chunked.send("0\r\n\r\n");
    CHECK(chunked.answer().status == 413);
}

TEST_CASE("a client that waits for 100 Continue is told to go on") {
    Running running;
    TestClient client(running.port());
    client.send("POST /count HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
    REQUIRE(client.read_until("100 Continue\r\n\r\n"));
    client.send("four");
    CHECK(client.read_until("\r\n\r\n4"));
}

TEST_CASE("an answer of any length is written in chunks") {
    Running running;
    TestClient client(running.port());
    const auto answer = client.request("GET", "/long");
    CHECK(answer.status == 200);
    CHECK(answer.body.starts_with("row 0\n"));
    CHECK(answer.body.ends_with("row 49999\n"));
    CHECK(answer.header("Content-Disposition") == "attachment; filename*=UTF-8''%E0%B8%9C%E0%B8%A5.csv");
    CHECK(client.request("GET", "/hello/a").status == 200);
}

TEST_CASE("an answer whose source fails is cut off, never ended as if it were whole") {
    Running running;
    TestClient client(running.port());
    CHECK(client.request("GET", "/broken-off").status == 0);
}

TEST_CASE("JSON of some length is compressed for clients that take it") {
    Running running;
    TestClient client(running.port());
    const std::string name(5000, 'n');
    const auto plain = client.request("GET", "/hello/" + name);
    const auto packed = client.request("GET", "/hello/" + name, "Accept-Encoding: br, gzip\r\n");
    CHECK(plain.body.size() == 5002);
    CHECK(packed.header("Content-Encoding") == "gzip");
    CHECK(packed.body.size() < 200);
}

TEST_CASE("events reach every listener of the topic, and no other") {
    Running running;
    TestClient first(running.port());
    TestClient second(running.port());
    for (auto* client : {&first, &second}) {
        client->send("GET /events HTTP/1.1\r\nHost: t\r\n\r\n");
        REQUIRE(client->read_until("event: hello\ndata: first\n\n"));
    }
    running.server->publish("other", "job", "not for you");
    running.server->publish("news", "job", "two\nlines");
    for (auto* client : {&first, &second})
        CHECK(client->read_until("event: job\ndata: two\ndata: lines\n\n"));
}

TEST_CASE("thousands of listeners need no thread each") {
    Running running;
    std::vector<std::unique_ptr<TestClient>> clients;
    for (int i = 0; i < 400; ++i) {
        clients.push_back(std::make_unique<TestClient>(running.port()));
        clients.back()->send("GET /events HTTP/1.1\r\nHost: t\r\n\r\n");
    }
    for (auto& client : clients)
        REQUIRE(client->read_until("data: first\n\n"));
    CHECK(running.server->measurements().event_streams == 400);
    running.server->publish("news", "job", "all");
    for (auto& client : clients)
        REQUIRE(client->read_until("data: all\n\n"));
    clients.clear();
    while (running.server->measurements().event_streams > 0)
        std::this_thread::yield();
}

TEST_CASE("stopping lets a running request finish and ends idle connections and streams") {
    Running running;
    TestClient idle(running.port());
    TestClient listening(running.port());
    TestClient busy(running.port());
    REQUIRE(idle.request("GET", "/hello/a").status == 200);
    listening.send("GET /events HTTP/1.1\r\nHost: t\r\n\r\n");
    REQUIRE(listening.read_until("first"));
    busy.send("POST /count HTTP/1.1\r\nHost: t\r\nContent-Length: 8\r\n\r\nhalf");
    while (running.streamed_chunks == 0)
        std::this_thread::yield();
    auto stopped = std::async(std::launch::async, [&] { running.server->stop(); });
    CHECK(idle.is_at_end());
    busy.send("half");
    CHECK(busy.answer().body == "8");
    stopped.get();
    CHECK_THROWS(TestClient(running.port()));
}

TEST_CASE("a client that falls silent within a request is let go") {
    ServerOptions options;
    options.head_timeout = std::chrono::seconds(1);
    options.body_timeout = std::chrono::seconds(1);
    Running running(options);
    TestClient head(running.port());
    TestClient body(running.port());
    head.send("GET /hello/a HTT");
    body.send("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 8\r\n\r\nhalf");
    CHECK(head.is_at_end());
    CHECK(body.is_at_end());
}

TEST_CASE("more requests than may wait are refused, not kept") {
    ServerOptions options;
    options.requests_waiting_max = 1;
    Running running(options);
    // Two workers read bodies that do not come; one request waits; the next is refused.
    std::vector<std::unique_ptr<TestClient>> clients;
    for (int i = 0; i < 2; ++i) {
        clients.push_back(std::make_unique<TestClient>(running.port()));
        clients.back()->send("POST /count HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\n\r\nhalf");
        while (running.streamed_chunks <= i)
            std::this_thread::yield();
    }
    TestClient waiting(running.port());
    waiting.send("GET /hello/a HTTP/1.1\r\nHost: t\r\n\r\n");
    while (running.server->measurements().requests_waiting < 3)
        std::this_thread::yield();
    TestClient refused(running.port());
    const auto answer = refused.request("GET", "/hello/a");
    CHECK(answer.status == 503);
    CHECK(answer.header("Retry-After") == "5");
    for (auto& client : clients)
        client->send("whole");
    CHECK(waiting.answer().status == 200);
}

TEST_CASE("only a trusted proxy is believed about who the client is") {
    for (const bool is_trusted : {true, false}) {
        ServerOptions options;
        options.port = 0;
        options.trusted_proxies = is_trusted ? std::vector<std::string>{"127.0.0.1"}
                                             : std::vector<std::string>{};
        Router router;
        const Messages messages;
        router.add(Method::Get, "/who", [](Request& request) {
            return text_response("text/plain",
                                 request.remote_address + (request.is_secure ? " https" : " http"));
        });
        Server server(options, router, messages, {});
        REQUIRE(server.start());
        TestClient client(server.port());
        const auto answer = client.request(
            "GET", "/who", "X-Forwarded-For: 6.6.6.6, 203.0.113.7\r\nX-Forwarded-Proto: https\r\n");
        CHECK(answer.body == (is_trusted ? "203.0.113.7 https" : "127.0.0.1 http"));
    }
}
