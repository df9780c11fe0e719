#include "modules/persons/evidence_words.hpp"

namespace samatcha::persons {

std::string register_field(const std::string& engine_field) {
    const auto colon = engine_field.find(':');
    if (colon != std::string::npos)
        return engine_field.substr(colon + 1);
    if (engine_field == "national_id")
        return "citizen_id";
    if (engine_field == "area_code")
        return "subdistrict_code";
    return engine_field == "address" ? "house_no" : engine_field;
}

std::string level_in_words(const std::string& level, const Messages& messages, Language language) {
    // words_above_80 and the like differ by how many words agree.
    const auto key = "persons.evidence." + (level.starts_with("words_above") ? "words" : level);
    return messages.contains(key) ? messages.text(key, language)
                                  : messages.text("persons.evidence.other", language, {{"level", level}});
}

} // namespace samatcha::persons
