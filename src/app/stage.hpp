#pragma once

// Where the demonstration's assembly is played: at a running server, or at the routes themselves.

#include "base/clock.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "modules/access/api.hpp"
#include "platform/http/client.hpp"

#include <chrono>
#include <map>
#include <string>
#include <string_view>

namespace samatcha::app {

struct Environment;

inline constexpr int years_be_ahead = 543;

class Stage {
public:
    /// The day of the assembly, day 0, begins at this instant.
    explicit Stage(Instant morning) : m_morning(morning) {}
    virtual ~Stage() = default;

    /// One request by the account of that login, which has the demonstration's password; none: by
    /// nobody. Paths begin after /api/v1. Fails as the route does (app.play_refused).
    virtual Result<json::value> ask(const std::string& login, http::Method, const std::string& path,
                                    const json::value& body) = 0;
    /// A file sent as it is, by its name; fails as ask() does.
    virtual Result<json::value> send_file(const std::string& login, const std::string& path,
                                          const std::string& filename, std::string bytes) = 0;
    virtual Instant now() const = 0;
    /// What comes next comes so much later.
    virtual void wait(std::chrono::milliseconds) = 0;
    /// What comes next comes on another day.
    virtual void go_to_day(int day) = 0;

    Instant morning_of(int day) const;
    PartialDate date_of(int day) const; ///< In Thailand.

private:
    Instant m_morning;
};

/// A running server, by its public API; as fast as a meeting, or so many times faster.
class ServerStage final : public Stage {
public:
    ServerStage(http::Client client, double speed)
        : Stage(SystemClock{}.now()), m_client(std::move(client)), m_speed(speed) {}

    Result<json::value> ask(const std::string& login, http::Method, const std::string& path,
                            const json::value& body) override;
    Result<json::value> send_file(const std::string& login, const std::string& path,
                                  const std::string& filename, std::string bytes) override;
    Instant now() const override { return SystemClock{}.now(); }
    void wait(std::chrono::milliseconds) override;
    void go_to_day(int) override {} ///< All of it is today.

private:
    struct SignedIn {
        std::string cookie;
        std::string csrf_token;
    };
    Result<SignedIn> signed_in(const std::string& login);
    Result<json::value> send(const std::string& login, http::Method, const std::string& path,
                             std::string_view content_type, std::string body);

    http::Client m_client;
    double m_speed;
    std::map<std::string, SignedIn> m_sessions;
};

/// The routes without a server, at whatever time the play is at.
class RouteStage final : public Stage, private http::EventHub {
public:
    RouteStage(Environment&, std::string province, Instant morning);

    Result<json::value> ask(const std::string& login, http::Method, const std::string& path,
                            const json::value& body) override;
    Result<json::value> send_file(const std::string& login, const std::string& path,
                                  const std::string& filename, std::string bytes) override;
    Instant now() const override { return m_clock.now(); }
    void wait(std::chrono::milliseconds time) override { m_clock.advance_ms(time.count()); }
    void go_to_day(int day) override {
        m_clock.advance_ms(morning_of(day).unix_ms - m_clock.now().unix_ms);
    }

private:
    struct SignedIn {
        http::Pair cookie;
        std::string csrf_token;
        Instant since;
    };
    Result<SignedIn> signed_in(const std::string& login);
    Result<json::value> handle(const std::string& login, http::Request);
    void publish(std::string_view, std::string_view, std::string_view) override {}
    void publish(std::string_view, http::NumberedEvent) override {}

    Environment& m_environment;
    std::string m_province;
    ManualClock m_clock;
    http::Router m_router;
    access::Api m_api;
    std::map<std::string, SignedIn> m_sessions;
};

} // namespace samatcha::app
