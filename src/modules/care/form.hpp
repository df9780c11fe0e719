#pragma once

#include "base/embedded.hpp"
#include "base/json.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::care {

// What is asked of a child, as data (forms/*.json). A form that changes gets a new version beside
// the old one: an answer is read with the version that it was given in, so nothing is ever lost.

BOOST_DEFINE_ENUM_CLASS(QuestionKind, Choice, Choices, Number, Text)

struct FormOption {
    std::string key;
    std::string label_th;
    std::string label_en;
    std::optional<bool> danger; ///< Who answers so needs somebody at once.
};
BOOST_DESCRIBE_STRUCT(FormOption, (), (key, label_th, label_en, danger))

struct FormQuestion {
    std::string key;
    QuestionKind kind{};
    std::string label_th;
    std::string label_en;
    std::optional<bool> needed;
    std::optional<std::vector<FormOption>> options;
};
BOOST_DESCRIBE_STRUCT(FormQuestion, (), (key, kind, label_th, label_en, needed, options))

struct FormSection {
    std::string key;
    std::string title_th;
    std::string title_en;
    std::vector<FormQuestion> questions;
};
BOOST_DESCRIBE_STRUCT(FormSection, (), (key, title_th, title_en, questions))

struct CareForm {
    std::string form;
    int version = 0;
    std::string title_th;
    std::string title_en;
    std::vector<FormSection> sections;
};
BOOST_DESCRIBE_STRUCT(CareForm, (), (form, version, title_th, title_en, sections))

/// Short lists of words that are chosen from: services, what was tried, what a follow-up found.
struct PickList {
    std::string key;
    std::vector<FormOption> options;
};
BOOST_DESCRIBE_STRUCT(PickList, (), (key, options))
struct PickLists {
    int version = 0;
    std::vector<PickList> lists;
};
BOOST_DESCRIBE_STRUCT(PickLists, (), (version, lists))

/// By question: a text of an option's key, a list of them, a number, or a text.
using Answers = std::map<std::string, json::value>;

/// All versions of all forms.
class FormSet {
public:
    /// Fails with InvalidInput (care.form_broken {file}).
    static Result<FormSet> read(std::span<const EmbeddedFile>);

    /// Null when there is none.
    const CareForm* form(std::string_view name, int version) const;
    const CareForm* latest(std::string_view name) const;
    const std::vector<CareForm>& all() const { return m_forms; }
    const PickLists& picklists() const { return m_picklists; } ///< The newest.

private:
    std::vector<CareForm> m_forms;
    PickLists m_picklists;
};

/// Those that are in the program.
const FormSet& forms();

/// Fails with InvalidInput: care.answer_unknown, care.answer_wrong, care.answer_missing, each
/// {question}.
Result<void> check_answers(const CareForm&, const Answers&);

/// Questions that were answered as only somebody in danger would.
std::vector<std::string> danger_signs(const CareForm&, const Answers&);

/// Keys chosen in a question of several choices; none when it was not answered.
std::vector<std::string> chosen(const Answers&, std::string_view question);

/// EEF's screening: the house has at most 3,000 baht a head and month, and lacks what makes up for
/// it: dependants, no sound house of its own, little land, no car. Nothing where income or members
/// were not told.
std::optional<bool> is_poor(const Answers&);

} // namespace samatcha::care
