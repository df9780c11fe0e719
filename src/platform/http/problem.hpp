#pragma once

// Errors at the edge: RFC 9457 problem details, in the reader's language.

#include "base/messages.hpp"
#include "base/result.hpp"
#include "platform/http/request.hpp"
#include "platform/http/response.hpp"

#include <optional>

namespace samatcha::http {

/// The one table from ErrorCode to HTTP status.
int status_of(ErrorCode);

/// The cookie `lang` (th, en) if it is there, else Accept-Language.
Language language_of(const Request&);

/// {"type": "urn:samatcha:error:access.login_wrong", "title", "status", "detail", "instance", "key"}.
/// `status` instead of the table's where HTTP itself has a word for what is wrong (400, 405, 431).
Response problem_response(const Error&, const Request&, const Messages&,
                          std::optional<int> status = {});

/// What broke in us: 500 and the request's id, nothing else.
Response internal_problem_response(const Request&, const Messages&);

} // namespace samatcha::http
