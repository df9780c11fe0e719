#include "modules/assembly/log_redaction.hpp"

namespace samatcha::assembly {

bool take_out(std::string& text, std::string_view words) {
    bool is_changed = false;
    for (auto at = text.find(words); at != std::string::npos;
         at = text.find(words, at + redacted_words.size())) {
        text.replace(at, words.size(), redacted_words);
        is_changed = true;
    }
    return is_changed;
}

LogEntryView entry_view(const public_log::Entry& entry) {
    LogEntryView view{entry.sequence, {entry.at_unix_ms}, entry.kind, told_data(entry)};
    for (const auto& part : entry.personal)
        (part.is_redacted() ? view.redacted : view.parts).push_back(part.name);
    view.hash = entry.hash;
    return view;
}

} // namespace samatcha::assembly
