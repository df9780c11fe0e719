#include "modules/registers/column_mapping.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace samatcha::registers {

namespace {

/// What the content says about a column being the field: it agrees, says nothing, or forbids it.
enum class ContentVerdict { Agrees, Silent, Forbids };

struct Content {
    ContentVerdict verdict = ContentVerdict::Silent;
    double share = 0;            ///< Of the values that agree.
    const char* reason_key = ""; ///< Of agreement.
};

Content by_share(double share, double agrees_from, double forbids_below, const char* reason_key) {
    if (share >= agrees_from)
        return {ContentVerdict::Agrees, share, reason_key};
    return {share < forbids_below ? ContentVerdict::Forbids : ContentVerdict::Silent, share, reason_key};
}

Content content_for(Field field, const ColumnProfile& p) {
    if (p.values == 0)
        return {};
    const bool is_all_digits = p.share(p.numbers) > 0.9;
    const double names = p.share(p.words_thai + p.names_thai);
    const auto name_like = [&](double agrees_from, const char* key) -> Content {
        if (is_all_digits || p.share(p.dates) > 0.5 || p.share(p.titles_alone) > 0.6)
            return {ContentVerdict::Forbids};
        return names >= agrees_from ? Content{ContentVerdict::Agrees, names, key} : Content{};
    };
    switch (field) {
    case Field::CitizenId:
        // A passport has no check digit: it needs a head, and record numbers look like one.
        return by_share(p.share(p.citizen_ids + p.g_codes), 0.5, p.share(p.passports) > 0.5 ? -1 : 0.02,
                        "registers.reason_check_digit");
    case Field::BirthDate:
    case Field::UpdatedOn:
        return by_share(p.share(p.dates), 0.7, 0.2, "registers.reason_dates");
    case Field::Sex:
        return by_share(p.share(p.sexes), 0.9, 0.5, "registers.reason_sexes");
    case Field::Title:
        return p.share(p.titles_alone) >= 0.6
                   ? Content{ContentVerdict::Agrees, p.share(p.titles_alone), "registers.reason_titles"}
               : p.share(p.words_thai + p.names_thai) > 0.6 ? Content{ContentVerdict::Forbids}
                                                            : Content{};
    case Field::GivenName:
        return p.share(p.titles_glued) >= 0.03
                   ? Content{ContentVerdict::Agrees, p.share(p.titles_glued), "registers.reason_glued_titles"}
                   : name_like(0.7, "registers.reason_one_word");
    case Field::Surname: // ชื่อสกุล heads surnames here and whole names there.
        return p.share(p.names_thai) > 0.6 || p.share(p.titles_glued) > 0.1
                   ? Content{ContentVerdict::Forbids}
                   : name_like(0.7, "registers.reason_one_word");
    case Field::FullName:
        if (p.share(p.names_thai) >= 0.5)
            return {ContentVerdict::Agrees, p.share(p.names_thai), "registers.reason_two_words"};
        if (p.share(p.words_thai) > 0.8)
            return {ContentVerdict::Forbids};
        return name_like(2, "");
    case Field::FatherName:
    case Field::MotherName:
    case Field::GuardianName:
        // PERSON.FATHER and MOTHER of the 43 files hold identity numbers, not names.
        return p.share(p.thirteen_digits) > 0.3 ? Content{ContentVerdict::Forbids}
                                                : name_like(0.7, "registers.reason_two_words");
    case Field::SubdistrictCode:
        return by_share(p.share(p.subdistrict_codes), 0.6, 0.1, "registers.reason_area_codes");
    case Field::SubdistrictName:
    case Field::DistrictName:
    case Field::ProvinceName:
    case Field::VillageName:
        return is_all_digits ? Content{ContentVerdict::Forbids} : Content{};
    case Field::Postcode:
        return by_share(p.share(p.postcodes), 0.7, 0.1, "registers.reason_postcodes");
    case Field::VillageNo:
        return is_all_digits && p.share(p.small_numbers) > 0.9 ? Content{ContentVerdict::Agrees, 1, ""}
               : p.share(p.dates) > 0.5                        ? Content{ContentVerdict::Forbids}
                                                               : Content{};
    case Field::HouseNo:
        return by_share(p.share(p.house_numbers), 0.3, -1, "registers.reason_house_numbers");
    case Field::Phone:
        return by_share(p.share(p.phones), 0.6, 0.1, "registers.reason_phones");
    case Field::Grade:
        return by_share(p.share(p.grades), 0.6, -1, "registers.reason_grades");
    case Field::RecordId: {
        const bool is_unique = p.distinct * 100 >= p.values * 98;
        if (p.share(p.thirteen_digits) > 0.3 || p.share(p.dates) > 0.7)
            return {ContentVerdict::Forbids};
        return is_unique ? Content{ContentVerdict::Agrees, 1, "registers.reason_unique"} : Content{};
    }
    case Field::Nationality:
    case Field::Status:
    case Field::SchoolCode:
    case Field::SchoolName:
    case Field::SchoolType:
    case Field::DisadvantageCodes:
    case Field::ProblemCodes:
    case Field::HouseholdId:
    case Field::DischargeCode:
        break;
    }
    return {};
}

/// How well a head names the field: 1 a word of the list, less where it only holds one.
struct HeaderFit {
    double score = 0;
    std::string_view word;
};

HeaderFit header_fit(Field field, std::string_view header) {
    HeaderFit best;
    const auto words = header_words(field);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto word = words[i];
        double score = 0;
        if (header == word)
            score = 1.0 - 0.001 * static_cast<double>(i);
        else if (word.size() >= 9 && header.find(word) != std::string_view::npos)
            score = 0.6 * static_cast<double>(word.size()) / static_cast<double>(header.size()) + 0.2;
        if (score > best.score)
            best = {score, word};
    }
    // civ_id, sch_id, wel_id: somebody's own numbering.
    if (field == Field::RecordId && best.score == 0 && header.ends_with("id") && header.size() <= 8)
        best = {0.6, "id"};
    return best;
}

struct Candidate {
    std::size_t column = 0;
    Field field = Field::RecordId;
    double score = 0;
    FieldSuggestion suggestion;
};

/// Content alone is believed for what has an unmistakable form; a head is needed for the rest.
double confidence_by_content(Field field, const Content& content) {
    static constexpr std::array<std::pair<Field, double>, 9> unmistakable{{{Field::CitizenId, 0.9},
                                                                           {Field::Title, 0.85},
                                                                           {Field::SubdistrictCode, 0.8},
                                                                           {Field::Postcode, 0.8},
                                                                           {Field::BirthDate, 0.7},
                                                                           {Field::Phone, 0.7},
                                                                           {Field::FullName, 0.55},
                                                                           {Field::Sex, 0.5},
                                                                           {Field::Grade, 0.5}}};
    if (content.verdict != ContentVerdict::Agrees)
        return 0;
    for (const auto& [known, confidence] : unmistakable)
        if (known == field)
            return confidence * content.share;
    // A given name only by the titles glued to it; a bare word may be anything.
    const std::string_view reason = content.reason_key;
    return field == Field::GivenName && reason == "registers.reason_glued_titles" ? 0.6 : 0.0;
}

/// A parent's or a spouse's number (43-file FATHER, MOTHER, COUPLE) must never pass for the child's.
bool names_somebody_else(std::string_view header) {
    for (const auto field : {Field::FatherName, Field::MotherName, Field::GuardianName})
        if (header_fit(field, header).score > 0)
            return true;
    for (const std::string_view word : {"couple", "spouse", "คู่สมรส"})
        if (header.find(word) != std::string_view::npos)
            return true;
    return false;
}

std::string percent(double share) { return std::to_string(std::lround(share * 100)); }

std::optional<Candidate> candidate_for(std::size_t column, Field field, std::string_view header,
                                       const ColumnProfile& profile) {
    const auto content = content_for(field, profile);
    if (content.verdict == ContentVerdict::Forbids)
        return std::nullopt;
    if (field == Field::CitizenId && names_somebody_else(header))
        return std::nullopt;
    const auto head = header_fit(field, header);
    Candidate candidate{column, field, 0, {field, 0, "", {}}};
    auto& suggestion = candidate.suggestion;
    if (head.score > 0) {
        const bool agrees = content.verdict == ContentVerdict::Agrees && *content.reason_key;
        suggestion.confidence = agrees ? 0.75 + 0.24 * head.score * content.share
                                       : 0.45 + 0.4 * head.score;
        suggestion.reason_key = agrees ? "registers.reason_head_and_content" : "registers.reason_head";
        suggestion.reason_arguments = {{"word", std::string(head.word)}};
        if (agrees)
            suggestion.reason_arguments.emplace_back("percent", percent(content.share));
        candidate.score = suggestion.confidence + (head.score > 0.9 ? 0.2 : 0);
    } else if (const double confidence = confidence_by_content(field, content); confidence >= 0.3) {
        suggestion.confidence = confidence;
        suggestion.reason_key = content.reason_key;
        suggestion.reason_arguments = {{"percent", percent(content.share)}};
        candidate.score = confidence;
    } else {
        return std::nullopt;
    }
    return candidate;
}

/// A column without a head is called by its number.
bool is_headless(std::string_view header) {
    return header.find_first_not_of("0123456789") == std::string_view::npos;
}

/// A name in one word before a surname that is known, a surname after a name: officers keep the order. A
/// head that was merged over both stands above the first, which it may call the surname (ชื่อ - สกุล).
void suggest_names_beside_each_other(std::vector<FieldSuggestion>& suggestions,
                                     std::span<const std::string> headers,
                                     std::span<const ColumnProfile> profiles) {
    const auto has = [&](Field field) {
        return std::any_of(suggestions.begin(), suggestions.end(),
                           [&](const auto& s) { return s.field == field; });
    };
    if (has(Field::FullName) || (has(Field::GivenName) && has(Field::Surname)))
        return;
    for (std::size_t i = 0; i + 1 < suggestions.size(); ++i) {
        auto& here = suggestions[i];
        auto& next = suggestions[i + 1];
        const bool next_is_free = !next.field && profiles[i + 1].share(profiles[i + 1].words_thai) > 0.7;
        const bool is_name = here.field == Field::GivenName;
        const bool is_merged = here.field == Field::Surname && is_headless(headers[i + 1]);
        const bool is_free = !here.field && profiles[i].share(profiles[i].words_thai) > 0.7;
        const bool may_be_name = (is_free && !has(Field::GivenName)) || is_merged;
        if (!(is_name && next_is_free) &&
            !(may_be_name && (next_is_free || (is_free && next.field == Field::Surname))))
            continue;
        if (!is_name)
            here = {Field::GivenName, 0.45, "registers.reason_word_before_surname", {}};
        if (next_is_free && !has(Field::Surname))
            next = {Field::Surname, 0.4, "registers.reason_word_after_name", {}};
        return;
    }
}

bool may_repeat(Field field) { return field == Field::CitizenId; }

} // namespace

std::vector<FieldSuggestion> suggest_fields(std::span<const std::string> headers,
                                            std::span<const ColumnProfile> profiles) {
    const auto columns = std::min(headers.size(), profiles.size());
    std::vector<Candidate> candidates;
    for (std::size_t column = 0; column < columns; ++column) {
        const auto header = normalised_header(headers[column]);
        for (const auto field : all_fields())
            if (auto candidate = candidate_for(column, field, header, profiles[column]))
                candidates.push_back(std::move(*candidate));
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const auto& a, const auto& b) { return a.score > b.score; });
    std::vector<FieldSuggestion> suggestions(columns, {std::nullopt, 0, "registers.reason_nothing", {}});
    std::array<bool, field_count> taken{};
    for (auto& candidate : candidates) {
        auto& suggestion = suggestions[candidate.column];
        const bool is_by_head = candidate.suggestion.reason_key.starts_with("registers.reason_head");
        const bool is_taken =
            taken[index_of(candidate.field)] && !(may_repeat(candidate.field) && is_by_head);
        if (suggestion.field || is_taken)
            continue;
        taken[index_of(candidate.field)] = true;
        suggestion = std::move(candidate.suggestion);
    }
    suggest_names_beside_each_other(suggestions, headers, profiles.first(columns));
    return suggestions;
}

Result<void> check_mapping(std::span<const ColumnMapping> mapping, std::size_t columns) {
    if (mapping.empty())
        return failure(ErrorCode::InvalidInput, "registers.mapping_empty");
    std::vector<bool> used(columns, false);
    std::array<bool, field_count> taken{};
    for (const auto& column : mapping) {
        const auto number = std::to_string(column.index + 1);
        if (column.index >= columns)
            return failure(ErrorCode::InvalidInput, "registers.mapping_column_unknown", {{"column", number}});
        if (used[column.index])
            return failure(ErrorCode::InvalidInput, "registers.mapping_column_twice", {{"column", number}});
        if (taken[index_of(column.field)] && !may_repeat(column.field))
            return failure(ErrorCode::InvalidInput, "registers.mapping_field_twice",
                           {{"field", std::string(name_of(column.field))}});
        used[column.index] = true;
        taken[index_of(column.field)] = true;
    }
    const auto has = [&](Field field) { return taken[index_of(field)]; };
    if (!has(Field::CitizenId) && !has(Field::GivenName) && !has(Field::FullName))
        return failure(ErrorCode::InvalidInput, "registers.mapping_identifies_nobody");
    return {};
}

bool covers(const Agreement& agreement, Field field) {
    return lists(agreement, field) || (field == Field::FullName && lists(agreement, Field::GivenName) &&
                                       lists(agreement, Field::Surname));
}

CoveredMapping covered_by(const Agreement& agreement, std::span<const ColumnMapping> mapping) {
    CoveredMapping covered;
    for (const auto& column : mapping)
        if (covers(agreement, column.field))
            covered.columns.push_back(column);
        else
            covered.fields_dropped.push_back(column.field);
    return covered;
}

std::string layout_of(std::span<const std::string> headers) {
    std::string layout;
    for (const auto& header : headers)
        layout.append(normalised_header(header)).append(1, '|');
    return layout;
}

} // namespace samatcha::registers
