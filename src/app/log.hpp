#pragma once

// One JSON object a line on standard error. Nothing personal: no addresses, query strings, names, bodies.

#include "platform/http/server.hpp"

#include <boost/json/object.hpp>

#include <string_view>

namespace samatcha::app {

enum class LogLevel { Debug, Info, Warn, Error };

void set_log_level(std::string_view level);
void log(LogLevel, std::string_view event, boost::json::object fields = {});
void log_request(const http::RequestRecord&);

} // namespace samatcha::app
