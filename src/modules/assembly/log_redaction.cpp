#include "modules/assembly/log_redaction.hpp"

namespace samatcha::assembly {

LogEntryView entry_view(const public_log::Entry& entry) {
    LogEntryView view{entry.sequence, {entry.at_unix_ms}, entry.kind, told_data(entry)};
    for (const auto& part : entry.personal)
        (part.is_redacted() ? view.redacted : view.parts).push_back(part.name);
    view.hash = entry.hash;
    return view;
}

} // namespace samatcha::assembly
