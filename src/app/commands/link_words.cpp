#include "app/commands/link_words.hpp"

namespace samatcha::app {

std::string linked_field_word(const std::string& field, const Messages& messages, Language language) {
    const auto colon = field.find(':');
    const auto key = "link_report.meaning." + field.substr(0, colon);
    auto word = messages.contains(key) ? messages.text(key, language) : field.substr(0, colon);
    return colon == std::string::npos ? word : word + " (" + field.substr(colon + 1) + ")";
}

std::vector<std::string> linkage_warning_texts(const std::vector<linkage::Warning>& warnings, const Messages& messages,
                                               Language language) {
    std::vector<std::string> texts;
    for (const auto& warning : warnings) {
        auto arguments = warning.arguments;
        for (auto& [name, value] : arguments)
            if (name == "field")
                value = linked_field_word(value, messages, language);
        texts.push_back(messages.text(warning.key, language, arguments));
    }
    return texts;
}

} // namespace samatcha::app
