#include "modules/care/form.hpp"

#include <algorithm>

namespace samatcha {
std::span<const EmbeddedFile> embedded_care();
}

namespace samatcha::care {

namespace {

const FormQuestion* question_of(const CareForm& form, std::string_view key) {
    for (const auto& section : form.sections)
        for (const auto& question : section.questions)
            if (question.key == key)
                return &question;
    return nullptr;
}

const FormOption* option_of(const FormQuestion& question, const json::value& key) {
    if (key.is_string() && question.options)
        for (const auto& option : *question.options)
            if (option.key == std::string_view(key.get_string()))
                return &option;
    return nullptr;
}

bool fits(const FormQuestion& question, const json::value& answer) {
    constexpr std::size_t text_bytes_max = 4000;
    switch (question.kind) {
    case QuestionKind::Choice:
        return option_of(question, answer) != nullptr;
    case QuestionKind::Choices:
        return answer.is_array() &&
               std::all_of(
                   answer.get_array().begin(), answer.get_array().end(),
                   [&](const json::value& one) { return option_of(question, one) != nullptr; });
    case QuestionKind::Number:
        return answer.is_number() && answer.to_number<double>() >= 0;
    case QuestionKind::Text:
        return answer.is_string() && answer.get_string().size() <= text_bytes_max;
    }
    return false;
}

bool is_empty(const json::value& answer) {
    return answer.is_null() || (answer.is_string() && answer.get_string().empty()) ||
           (answer.is_array() && answer.get_array().empty());
}

const json::value* answer_to(const Answers& answers, std::string_view question) {
    const auto found = answers.find(std::string(question));
    return found == answers.end() || is_empty(found->second) ? nullptr : &found->second;
}

bool answered(const Answers& answers, std::string_view question, std::string_view option) {
    const auto* answer = answer_to(answers, question);
    return answer && answer->is_string() && std::string_view(answer->get_string()) == option;
}

} // namespace

Result<FormSet> FormSet::read(std::span<const EmbeddedFile> files) {
    FormSet set;
    for (const auto& file : files) {
        const auto broken = failure(ErrorCode::InvalidInput, "care.form_broken",
                                    {{"file", std::string(file.path)}});
        if (file.path.find("picklists") != std::string_view::npos) {
            auto lists = json::from_text<PickLists>(file.bytes);
            if (!lists)
                return broken;
            if (lists->version > set.m_picklists.version)
                set.m_picklists = std::move(*lists);
        } else {
            auto form = json::from_text<CareForm>(file.bytes);
            if (!form)
                return broken;
            set.m_forms.push_back(std::move(*form));
        }
    }
    return set;
}

const CareForm* FormSet::form(std::string_view name, int version) const {
    const auto found = std::find_if(m_forms.begin(), m_forms.end(), [&](const CareForm& one) {
        return one.form == name && one.version == version;
    });
    return found == m_forms.end() ? nullptr : &*found;
}

const CareForm* FormSet::latest(std::string_view name) const {
    const CareForm* newest = nullptr;
    for (const auto& one : m_forms)
        if (one.form == name && (!newest || one.version > newest->version))
            newest = &one;
    return newest;
}

const FormSet& forms() {
    static const auto set = FormSet::read(embedded_care()).value();
    return set;
}

Result<void> check_answers(const CareForm& form, const Answers& answers) {
    for (const auto& [key, answer] : answers) {
        const auto* question = question_of(form, key);
        if (!question)
            return failure(ErrorCode::InvalidInput, "care.answer_unknown", {{"question", key}});
        if (!is_empty(answer) && !fits(*question, answer))
            return failure(ErrorCode::InvalidInput, "care.answer_wrong", {{"question", key}});
    }
    for (const auto& section : form.sections)
        for (const auto& question : section.questions)
            if (question.needed.value_or(false) && !answer_to(answers, question.key))
                return failure(ErrorCode::InvalidInput, "care.answer_missing",
                               {{"question", question.key}});
    return {};
}

std::vector<std::string> danger_signs(const CareForm& form, const Answers& answers) {
    std::vector<std::string> signs;
    for (const auto& section : form.sections)
        for (const auto& question : section.questions)
            if (const auto* answer = answer_to(answers, question.key))
                if (const auto* option = option_of(question, *answer);
                    option && option->danger.value_or(false))
                    signs.push_back(question.key);
    return signs;
}

std::vector<std::string> chosen(const Answers& answers, std::string_view question) {
    std::vector<std::string> keys;
    if (const auto* answer = answer_to(answers, question); answer && answer->is_array())
        for (const auto& one : answer->get_array())
            if (one.is_string())
                keys.emplace_back(one.get_string());
    return keys;
}

std::optional<bool> is_poor(const Answers& answers) {
    constexpr double baht_a_head_max = 3000;
    constexpr int lacks_min = 2;
    const auto* income = answer_to(answers, "income");
    const auto* members = answer_to(answers, "members");
    if (!income || !members || !income->is_number() || !members->is_number() ||
        members->to_number<double>() < 1)
        return std::nullopt;
    const auto vehicles = chosen(answers, "vehicles");
    const bool has_car = std::any_of(vehicles.begin(), vehicles.end(), [](const std::string& one) {
        return one == "car" || one == "pickup" || one == "tractor";
    });
    const int lacks = !chosen(answers, "dependants").empty() + !answered(answers, "tenure", "own") +
                      answered(answers, "house_condition", "poor") +
                      !answered(answers, "farm_land", "over_5_rai") +
                      answered(answers, "water", "river") +
                      answered(answers, "electricity", "none") + !has_car;
    return income->to_number<double>() / members->to_number<double>() <= baht_a_head_max &&
           lacks >= lacks_min;
}

} // namespace samatcha::care
