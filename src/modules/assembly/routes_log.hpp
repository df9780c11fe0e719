#pragma once

#include "modules/access/api.hpp"
#include "modules/assembly/log_redaction.hpp"

#include <string>

namespace samatcha::assembly {

/// The log, its redactions, and that it is published.
void add_log_routes(access::Api&, http::EventHub&);

/// Of the house: reads what is said to those who take part; what is for the secretariat alone, it
/// reads as the public does.
enum class LogReader { Secretariat, House, Public };

/// The log as a file, as its reader may have it.
http::Response log_file(database::Connection&, const std::string& province, AssemblyId, LogReader);

struct EntriesQuery {
    std::optional<std::int64_t> before; ///< A sequence number; missing: from the latest on.
};
BOOST_DESCRIBE_STRUCT(EntriesQuery, (), (before))

/// A page of entries, the latest first.
std::vector<LogEntryView> log_page(database::Connection&, const std::string& province,
                                   const Assembly&, const EntriesQuery&, LogReader);

} // namespace samatcha::assembly
