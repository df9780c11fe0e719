#pragma once

// How the routes of this module hand out what happens.

#include "modules/access/api.hpp"
#include "modules/assembly/assembly.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace samatcha::assembly {

struct EventsQuery {
    std::optional<std::int64_t> after;
};
BOOST_DESCRIBE_STRUCT(EventsQuery, (), (after))

/// Beside those of Audience: what the public may be told, without signing in.
constexpr unsigned public_bit = 1U << 7;

/// The events of an assembly from ?after= or Last-Event-ID on. Whoever may not listen any more is
/// let go when `check` fails; it is asked at every reading of the log.
Result<http::Response> event_stream(access::Call&, database::Database&, const std::string& province,
                                    AssemblyId, unsigned audiences,
                                    std::optional<std::int64_t> after,
                                    std::function<Result<void>(database::Connection&)> check);

} // namespace samatcha::assembly
