#include "modules/access/actions.hpp"
#include "modules/assembly/actions_document.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_draft.hpp"
#include "modules/assembly/records_log.hpp"
#include "modules/assembly/records_redaction.hpp"

#include <algorithm>
#include <map>

namespace samatcha::assembly {

namespace {

/// The entry, if it has such a part that still says something.
Result<public_log::Entry> entry_with(const Occasion& occasion, AssemblyId id, std::int64_t sequence,
                                     std::string_view part) {
    auto found = events_after(occasion.db, occasion.actor.province, id, sequence - 1, 1);
    if (found.empty() || found.front().entry.sequence != sequence)
        return failure(ErrorCode::NotFound, "assembly.entry_unknown");
    auto& entry = found.front().entry;
    const auto named =
        std::find_if(entry.personal.begin(), entry.personal.end(),
                     [&](const public_log::PersonalPart& one) { return one.name == part; });
    if (named == entry.personal.end())
        return failure(ErrorCode::NotFound, "assembly.entry_unknown");
    if (named->is_redacted())
        return failure(ErrorCode::Conflict, "assembly.entry_redacted");
    return std::move(entry);
}

/// The words that a search or a request is about.
Result<std::string> words_of(const Occasion& occasion, AssemblyId id,
                             const std::optional<std::string>& given, std::int64_t sequence,
                             std::string_view part) {
    if (given)
        return some_text(*given, reason_bytes_max);
    const auto entry = TRY(entry_with(occasion, id, sequence, part));
    return std::find_if(entry.personal.begin(), entry.personal.end(),
                        [&](const auto& one) { return one.name == part; })
        ->value;
}

/// Calls with each entry of the assembly that holds the words, and the names of its parts that do.
template <class Visit>
void visit_entries_with(const Occasion& occasion, AssemblyId id, std::string_view words,
                        Visit visit) {
    constexpr std::int64_t page_entries = 500;
    for (std::int64_t after = 0;;) {
        const auto page =
            events_after(occasion.db, occasion.actor.province, id, after, page_entries);
        if (page.empty())
            return;
        after = page.back().entry.sequence;
        for (const auto& event : page)
            for (const auto& part : event.entry.personal)
                if (part.value.find(words) != std::string::npos)
                    visit(event.entry, part);
    }
}

/// In a fixed order, so that two who hold them all do not wait for each other.
std::vector<Assembly> assemblies_in_order(const Occasion& occasion) {
    auto all = assemblies(occasion.db, occasion.actor.province);
    std::sort(all.begin(), all.end(),
              [](const Assembly& a, const Assembly& b) { return a.id < b.id; });
    return all;
}

/// The sequence numbers of the entries that lost something.
boost::json::array take_out_of_log(const Occasion& occasion, AssemblyId id,
                                   std::string_view words) {
    std::map<std::int64_t, public_log::Entry> entries;
    visit_entries_with(occasion, id, words,
                       [&](const public_log::Entry& entry, const public_log::PersonalPart& part) {
                           auto& kept = entries.try_emplace(entry.sequence, entry).first->second;
                           kept = public_log::redacted(std::move(kept), part.name);
                       });
    boost::json::array sequences;
    for (const auto& [sequence, entry] : entries) {
        set_personal_parts(occasion.db, occasion.actor.province, id, entry);
        sequences.push_back(sequence);
    }
    return sequences;
}

/// An item's people and evidence stand in its row as JSON.
void take_out_of_items(const Occasion& occasion, AssemblyId id, std::string_view words) {
    for (auto& item : agenda_items(occasion.db, occasion.actor.province, id)) {
        bool is_changed = false;
        for (auto& member : item.working_group)
            is_changed |= take_out(member.name, words);
        for (auto& evidence : item.evidence)
            is_changed |= take_out(evidence.text, words);
        if (is_changed)
            update_agenda_item(occasion.db, occasion.actor.province, item);
    }
}

struct NamedAccount {
    access::AccountId id;
    std::string name;
};

std::vector<NamedAccount> accounts_with(const Occasion& occasion, std::string_view words) {
    std::vector<NamedAccount> found;
    for (const auto id : accounts_taking_part(occasion.db, occasion.actor.province)) {
        auto name = access::display_name(occasion.db, occasion.actor.province, id);
        if (name.find(words) != std::string::npos)
            found.push_back({id, std::move(name)});
    }
    return found;
}

/// Titles and drafts of the assembly that hold the words.
std::int64_t count_texts_with(const Occasion& occasion, AssemblyId id, std::string_view words) {
    const auto& province = occasion.actor.province;
    const auto has = [&](const std::string& text) { return text.find(words) != std::string::npos; };
    std::int64_t count = 0;
    for (const auto& proposal : agenda_proposals(occasion.db, province, id))
        count += has(proposal.title_th) || has(proposal.title_en);
    for (const auto& item : agenda_items(occasion.db, province, id))
        count += has(item.title_th) || has(item.title_en);
    for (const auto& draft : drafts(occasion.db, province, id))
        count += has(draft.text.title) ||
                 std::any_of(draft.text.paragraphs.begin(), draft.text.paragraphs.end(),
                             [&](const auto& paragraph) { return has(paragraph.text); });
    return count;
}

/// What the log tells stands in tables, printed documents and names of accounts too.
void take_out_of_house(const Occasion& occasion, const std::vector<Assembly>& all,
                       std::string_view words) {
    const auto& province = occasion.actor.province;
    redact_in_tables(occasion.db, province, words);
    for (const auto& assembly : all)
        take_out_of_items(occasion, assembly.id, words);
    redact_in_documents(occasion.db, province, words, occasion.now);
    for (auto& [id, name] : accounts_with(occasion, words)) {
        take_out(name, words);
        access::set_display_name(occasion.db, province, id, name);
    }
}

} // namespace

Result<RedactionReach> redaction_reach(const Occasion& occasion, AssemblyId id,
                                       const RedactionSearch& search) {
    if (!find_assembly(occasion.db, occasion.actor.province, id))
        return failure(ErrorCode::NotFound, "assembly.unknown");
    RedactionReach reach;
    reach.words = TRY(words_of(occasion, id, search.words, search.sequence, search.part));
    for (const auto& assembly : assemblies_in_order(occasion)) {
        visit_entries_with(
            occasion, assembly.id, reach.words,
            [&](const public_log::Entry& entry, const public_log::PersonalPart& part) {
                reach.entries.push_back({assembly.id,
                                         assembly.year_be,
                                         entry.sequence,
                                         {entry.at_unix_ms},
                                         entry.kind,
                                         part.name,
                                         part.value});
            });
        reach.texts += count_texts_with(occasion, assembly.id, reach.words);
    }
    for (auto& account : accounts_with(occasion, reach.words))
        reach.accounts.push_back(std::move(account.name));
    reach.documents = count_documents_with(occasion.db, occasion.actor.province, reach.words);
    return reach;
}

Result<LogRedaction> ask_redaction(const Occasion& occasion, AssemblyId id, RedactionForm form) {
    TRY(hold(occasion, id));
    const auto all = TRY(words_of(occasion, id, {}, form.sequence, form.part));
    const auto words = TRY(words_of(occasion, id, form.words, form.sequence, form.part));
    if (all.find(words) == std::string::npos)
        return failure(ErrorCode::InvalidInput, "assembly.redaction_words_elsewhere");
    for (const auto& earlier : log_redactions(occasion.db, occasion.actor.province, id))
        if (earlier.state == RedactionState::Asked && earlier.sequence == form.sequence &&
            earlier.part == form.part && earlier.words == words)
            return failure(ErrorCode::Conflict, "assembly.redaction_asked");
    LogRedaction redaction{RedactionId{new_id()},
                           id,
                           form.sequence,
                           form.part,
                           words,
                           TRY(some_text(form.reason, reason_bytes_max)),
                           occasion.actor.account,
                           occasion.now};
    insert_log_redaction(occasion.db, occasion.actor.province, redaction);
    add_event(occasion, id, "redaction_asked",
              {{"redaction", redaction.id.value},
               {"sequence", redaction.sequence},
               {"part", redaction.part}},
              Audience::Everyone, personal_parts({{reason_part, redaction.reason}}));
    return redaction;
}

Result<LogRedaction> answer_redaction(const Occasion& occasion, RedactionId id,
                                      RedactionAnswer answer) {
    const auto& province = occasion.actor.province;
    if (!find_log_redaction(occasion.db, province, id))
        return failure(ErrorCode::NotFound, "assembly.redaction_unknown");
    const auto all = assemblies_in_order(occasion);
    for (const auto& assembly : all)
        TRY(hold(occasion, assembly.id));
    auto redaction = *find_log_redaction(occasion.db, province, id);
    if (redaction.state != RedactionState::Asked)
        return failure(ErrorCode::Conflict, "assembly.redaction_answered");
    if (redaction.asked_by == occasion.actor.account)
        return failure(ErrorCode::Forbidden, "assembly.redaction_needs_another");
    redaction.state = answer.is_agreed ? RedactionState::Done : RedactionState::Declined;
    redaction.answered_at = occasion.now;
    const boost::json::object told{
        {"redaction", id.value}, {"sequence", redaction.sequence}, {"part", redaction.part}};
    if (answer.is_agreed) {
        const auto words = redaction.words.empty()
                               ? TRY(words_of(occasion, redaction.assembly_id, {},
                                              redaction.sequence, redaction.part))
                               : redaction.words;
        for (const auto& assembly : all) {
            auto entries = take_out_of_log(occasion, assembly.id, words);
            if (entries.empty() && assembly.id != redaction.assembly_id)
                continue;
            auto data = told;
            data["entries"] = std::move(entries);
            add_event(occasion, assembly.id, "redaction_done", std::move(data));
        }
        take_out_of_house(occasion, all, words);
    } else {
        add_event(occasion, redaction.assembly_id, "redaction_declined", told);
    }
    answer_log_redaction(occasion.db, province, redaction, occasion.actor.account);
    redaction.words.clear();
    return redaction;
}

} // namespace samatcha::assembly
