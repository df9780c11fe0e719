#include "modules/assembly/minutes.hpp"

#include "base/json.hpp"
#include "base/thai_time.hpp"
#include "modules/assembly/consensus.hpp"
#include "modules/assembly/draft_resolution.hpp"
#include "modules/assembly/printed_number.hpp"

#include <algorithm>
#include <set>

namespace samatcha::assembly {

namespace {

using TextArguments = std::vector<std::pair<std::string, MinutesText>>;

MinutesText alike(std::string text) {
    return {text, text};
}

MinutesText numeral(std::int64_t number) {
    const auto arabic = std::to_string(number);
    return {in_digits(arabic, documents::Digits::Thai), arabic};
}

/// Empty where it was redacted.
std::string words_in(const boost::json::object& data, std::string_view name) {
    const auto* const found = data.if_contains(name);
    return found ? std::string(found->as_string()) : "";
}

std::string clock_text(Instant at) {
    const int minute = minute_in_thailand(at);
    const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return two(minute / 60) + ":" + two(minute % 60);
}

MinutesText clock_alike(Instant at) {
    const auto arabic = clock_text(at);
    return {in_digits(arabic, documents::Digits::Thai), arabic};
}

/// Goes through the log of an assembly and knows, at each event, what the room knew then.
class MinutesWriter {
public:
    MinutesWriter(const Room& room, const MinutesNames& names, const Messages& messages)
        : m_room(room), m_names(names), m_messages(messages) {}

    void hear(const AssemblyEvent& event) {
        m_event = &event;
        m_data = told_data(event.entry);
        const auto& kind = event.entry.kind;
        if (kind == "agency_invited")
            m_seats.insert(agency());
        else if (m_data.contains("amendment") && m_data.contains("agency"))
            m_amendments[number("amendment")] = agency();
        else if (kind == "draft_written" || kind == "draft_consolidated")
            m_texts[number("draft")] =
                json::from_value<ResolutionText>(m_data.at("text")).value_or(ResolutionText{});
        else if (kind == "phase_changed")
            hear_phase();
        if (kind == "resolution_adopted" && m_room.is_plenary)
            add("adopted", {{"item", item()}, {"number", numeral(number("number"))}});
        else if (kind == "draft_consolidated" && m_draft == number("draft"))
            add("consolidated", {{"version", numeral(number("version"))}});
        if (m_data.contains("room") && number("room") == m_room.id.value)
            hear_in_room(kind);
    }

    std::vector<ToldEntry> take() { return std::move(m_entries); }

private:
    void hear_phase() {
        if (m_data.at("to") == "assembled")
            add("opened");
        else if (m_data.at("from") == "assembled")
            add("closed");
        m_is_assembled = m_data.at("to") == "assembled";
    }

    void hear_in_room(const std::string& kind) {
        if (kind == "checked_in" || kind == "checked_out")
            hear_door(kind == "checked_in");
        else if (kind == "sitting_ended")
            hear_end();
        else if (kind == "screen_changed")
            hear_screen();
        else if (kind == "hand_raised")
            m_hands[number("hand")] = text("kind") == "point_of_order";
        else if (kind == "floor_given")
            hear_floor();
        else if (kind == "amendment_proposed")
            hear_amendment();
        else if (kind == "amendment_decided")
            hear_decision();
        else
            hear_consensus(kind);
    }

    void hear_door(bool came) {
        const auto who = agency();
        const bool was_there = m_there.contains(who);
        const bool is_there = m_data.at("is_there").as_bool();
        if (is_there == was_there)
            return;
        if (is_there)
            m_there.insert(who);
        else
            m_there.erase(who);
        // Those who come in a row are one entry, which stays that of the first.
        const char* const kind = came ? "checked_in" : "checked_out";
        const bool is_next = !m_entries.empty() && m_entries.back().kind == kind;
        if (!is_next)
            m_at_door.clear();
        m_at_door.push_back(who);
        add(came ? "came" : "left", {{"agencies", names_of(m_at_door)}});
        if (!is_next)
            return;
        const auto first = m_entries.end() - 2;
        m_entries.back().sequence = first->sequence;
        m_entries.back().at = first->at;
        m_entries.erase(first);
    }

    /// That the assembly was closed says it of all its rooms.
    void hear_end() {
        if (m_is_assembled)
            add("sitting_ended");
        m_there.clear();
    }

    void hear_screen() {
        if (m_draft == number("draft"))
            return;
        m_draft = number("draft");
        add("item", {{"item", item()}});
    }

    void hear_floor() {
        const auto& speaking = m_data.at("floor").at("speaking").as_object();
        const DelegateId delegate{speaking.at("delegate_id").as_int64()};
        const auto found = m_names.delegates.find(delegate);
        add(m_hands[number("hand")] ? "point_of_order" : "spoke",
            {{"name", alike(found == m_names.delegates.end() ? "" : found->second)},
             {"agency", name_of(agency())}});
    }

    void hear_amendment() {
        const auto operation = json::from_value<OperationForm>(m_data.at("operation"));
        if (!operation)
            return;
        add("amended",
            {{"agency", name_of(agency())},
             {"operation", words("minutes.operation." + json::enum_name(operation->kind))},
             {"paragraph", place_of(*operation)},
             {"text", alike(operation->text.value_or(""))},
             {"reason", alike(text("reason"))}});
    }

    void hear_decision() {
        add("decided", {{"agency", name_of(m_amendments[number("amendment")])},
                        {"state", words("minutes.decision." + text("state"))},
                        {"reason", alike(text("reason"))}});
    }

    void hear_consensus(const std::string& kind) {
        if (kind == "consensus_asked" && m_data.contains("whole")) {
            std::vector<std::int64_t> drafts;
            for (const auto& part : m_data.at("parts").as_array())
                drafts.push_back(part.at("draft_id").as_int64());
            add("asked_whole", {{"items", items_named(drafts)}});
        } else if (kind == "consensus_asked") {
            add("asked", {{"item", item()}, {"version", numeral(number("version"))}});
        } else if (kind == "position_taken" && text("stance") != "supports") {
            add_position(m_data);
        } else if (kind == "paper_position_entered") {
            m_papers[number("position")] = m_data;
        } else if (kind == "paper_position_confirmed") {
            const auto paper = m_papers.find(number("position"));
            if (paper != m_papers.end() && paper->second.at("stance") != "supports")
                add_position(paper->second);
        } else if (kind == "fallback_announced") {
            const auto& rule = m_data.at("rule").as_object();
            add("fallback", {{"all", numeral(rule.at("percent_of_all").as_int64())},
                             {"each", numeral(rule.at("percent_of_each_sector").as_int64())}});
        } else if (kind == "consensus_closed") {
            hear_outcome();
        } else if (kind == "drafting_group_formed") {
            std::vector<partners::AgencyId> members;
            for (const auto& member : m_data.at("members").as_array())
                members.push_back({member.as_int64()});
            add("group_formed", {{"agency", name_of(agency())},
                                 {"members", names_of(members)},
                                 {"time", clock_alike({number("returns_at")})}});
        } else if (kind == "drafting_group_returned") {
            add("group_returned",
                {{"agency", name_of(agency())}, {"wording", alike(text("wording"))}});
        }
    }

    void add_position(const boost::json::object& position) {
        const auto stance = std::string(position.at("stance").as_string());
        const bool is_minuted = position.at("is_minuted").as_bool();
        auto who = name_of({position.at("agency").as_int64()});
        if (const auto* const about = position.if_contains("drafts")) {
            std::vector<std::int64_t> drafts;
            for (const auto& draft : about->as_array())
                drafts.push_back(draft.as_int64());
            who = said("about", {{"agency", std::move(who)}, {"items", items_named(drafts)}});
        }
        add(is_minuted ? "minuted" : stance, {{"agency", std::move(who)},
                                              {"reason", alike(words_in(position, "reason"))},
                                              {"wording", alike(words_in(position, "wording"))}});
    }

    void hear_outcome() {
        const auto counted = json::from_value<ConsensusTally>(m_data.at("tally"));
        SectorTally sum;
        for (const auto& sector : counted ? counted->sectors : std::vector<SectorTally>{}) {
            sum.supports += sector.supports;
            sum.has_reservation += sector.has_reservation;
            sum.stands_aside += sector.stands_aside;
            sum.objects += sector.objects;
            sum.silent += sector.silent;
        }
        const bool is_whole = m_data.contains("whole");
        add("outcome",
            {{"outcome", is_whole ? whole_outcome() : words("minutes.outcome." + text("outcome"))},
             {"supports", numeral(sum.supports)},
             {"reservations", numeral(sum.has_reservation)},
             {"aside", numeral(sum.stands_aside)},
             {"objections", numeral(sum.objects)},
             {"silent", numeral(sum.silent)}});
    }

    /// Which drafts of the whole all agree to, and which are excepted, for whose objection.
    MinutesText whole_outcome() const {
        std::vector<std::int64_t> agreed;
        MinutesText outcome;
        for (const auto& each : m_data.at("parts").as_array()) {
            const auto part = json::from_value<WholePart>(each).value();
            if (part.outcome != ConsensusOutcome::Blocked) {
                agreed.push_back(part.draft_id.value);
                continue;
            }
            const auto excepted =
                said("whole_excepted", {{"items", items_named({part.draft_id.value})},
                                        {"agencies", names_of(part.objecting)}});
            outcome.th += " " + excepted.th;
            outcome.en += " " + excepted.en;
        }
        const auto adopted = agreed.empty()
                                 ? words("minutes.whole_none")
                                 : said("whole_agreed", {{"items", items_named(agreed)}});
        return {adopted.th + outcome.th, adopted.en + outcome.en};
    }

    // --- What is in an event, and what it is called

    std::int64_t number(std::string_view name) const { return m_data.at(name).as_int64(); }
    std::string text(std::string_view name) const { return words_in(m_data, name); }
    partners::AgencyId agency() const { return {number("agency")}; }

    MinutesText words(const std::string& key) const {
        return {m_messages.text(key, Language::Thai), m_messages.text(key, Language::English)};
    }

    MinutesText name_of(partners::AgencyId id) const {
        const auto found = m_names.agencies.find(id);
        return found == m_names.agencies.end() ? MinutesText{} : found->second;
    }

    MinutesText names_of(const std::vector<partners::AgencyId>& agencies) const {
        MinutesText all;
        for (const auto each : agencies) {
            const auto name = name_of(each);
            all.th += (all.th.empty() ? "" : ", ") + name.th;
            all.en += (all.en.empty() ? "" : ", ") + name.en;
        }
        return all;
    }

    MinutesText item() const { return items_named({number("draft")}); }

    MinutesText items_named(const std::vector<std::int64_t>& drafts) const {
        MinutesText all;
        for (const auto draft : drafts) {
            const auto found = m_names.items.find(draft);
            if (found == m_names.items.end())
                continue;
            all.th += (all.th.empty() ? "" : "; ") + found->second.th;
            all.en += (all.en.empty() ? "" : "; ") + found->second.en;
        }
        return all;
    }

    /// The number of the paragraph that an operation is about, or comes after.
    MinutesText place_of(const OperationForm& operation) {
        const auto& text = m_texts[number("draft")];
        const auto wanted = operation.paragraph ? operation.paragraph : operation.after;
        MinutesText place{m_messages.text("minutes.beginning", Language::Thai),
                          m_messages.text("minutes.beginning", Language::English)};
        for (std::size_t i = 0; i < text.paragraphs.size(); ++i) {
            if (text.paragraphs[i].id != wanted)
                continue;
            const auto th = paragraph_numbers(text, resolution_text::Digits::Thai).at(i);
            if (th.empty())
                return words("minutes.preamble");
            return {
                m_messages.text("minutes.paragraph", Language::Thai, {{"number", th}}),
                m_messages.text(
                    "minutes.paragraph", Language::English,
                    {{"number", paragraph_numbers(text, resolution_text::Digits::Arabic).at(i)}})};
        }
        return place;
    }

    void add(const std::string& key, const TextArguments& arguments = {}) {
        ToldEntry entry{m_event->entry.sequence,
                        {m_event->entry.at_unix_ms},
                        m_event->entry.kind,
                        {},
                        static_cast<int>(m_there.size()),
                        static_cast<int>(m_seats.size())};
        entry.text = said(key, arguments);
        m_entries.push_back(std::move(entry));
    }

    MinutesText said(const std::string& key, TextArguments arguments) const {
        arguments.emplace_back("present", numeral(static_cast<std::int64_t>(m_there.size())));
        arguments.emplace_back("seats", numeral(static_cast<std::int64_t>(m_seats.size())));
        const auto in = [&](Language language) {
            Messages::Arguments given;
            for (const auto& [name, value] : arguments)
                given.emplace_back(name, language == Language::Thai ? value.th : value.en);
            return m_messages.text("minutes." + key, language, given);
        };
        return {in(Language::Thai), in(Language::English)};
    }

    const Room& m_room;
    const MinutesNames& m_names;
    const Messages& m_messages;
    const AssemblyEvent* m_event = nullptr;
    boost::json::object m_data;
    std::vector<ToldEntry> m_entries;
    std::set<partners::AgencyId> m_seats;
    std::set<partners::AgencyId> m_there;
    bool m_is_assembled = false;
    std::vector<partners::AgencyId> m_at_door;
    std::int64_t m_draft = 0; ///< Before the room.
    std::map<std::int64_t, ResolutionText> m_texts;
    std::map<std::int64_t, bool> m_hands; ///< Whether it is a point of order.
    std::map<std::int64_t, partners::AgencyId> m_amendments;
    std::map<std::int64_t, boost::json::object> m_papers;
};

} // namespace

std::vector<ToldEntry> told_minutes(const std::vector<AssemblyEvent>& events, const Room& room,
                                    const MinutesNames& names, const Messages& messages) {
    MinutesWriter writer(room, names, messages);
    for (const auto& event : events)
        writer.hear(event);
    return writer.take();
}

std::vector<MinutesEntry> edited_minutes(const std::vector<ToldEntry>& told,
                                         const std::vector<MinutesEdit>& edits) {
    std::vector<MinutesEntry> entries;
    for (const auto& each : told) {
        MinutesEntry entry{each.sequence, {}, each.at,      each.kind, each.text,
                           each.text,     {}, each.present, each.seats};
        std::vector<MinutesEntry> additions;
        for (const auto& edit : edits) {
            if (edit.sequence != each.sequence)
                continue;
            auto* target = &entry;
            if (edit.addition) {
                const auto found =
                    std::find_if(additions.begin(), additions.end(), [&](const MinutesEntry& one) {
                        return one.addition == edit.addition;
                    });
                target = found != additions.end()
                             ? &*found
                             : &additions.emplace_back(MinutesEntry{each.sequence,
                                                                    edit.addition,
                                                                    each.at,
                                                                    {},
                                                                    {},
                                                                    {},
                                                                    {},
                                                                    each.present,
                                                                    each.seats});
            }
            target->text = edit.text;
            target->edits.push_back(edit);
        }
        entries.push_back(std::move(entry));
        std::move(additions.begin(), additions.end(), std::back_inserter(entries));
    }
    return entries;
}

std::vector<AgencyStay> agency_stays(const std::vector<Attendance>& stays) {
    std::map<partners::AgencyId, AgencyStay> by_agency;
    for (const auto& stay : stays) {
        const auto [found, is_new] = by_agency.try_emplace(
            stay.agency_id, AgencyStay{stay.agency_id, stay.arrived_at, stay.left_at});
        if (is_new)
            continue;
        auto& whole = found->second;
        whole.arrived_at = std::min(whole.arrived_at, stay.arrived_at);
        whole.left_at = whole.left_at && stay.left_at
                            ? std::optional(std::max(*whole.left_at, *stay.left_at))
                            : std::nullopt;
    }
    std::vector<AgencyStay> all;
    for (const auto& [agency, stay] : by_agency)
        all.push_back(stay);
    return all;
}

documents::Document minutes_document(const Minutes& minutes, const MinutesNames& names,
                                     Language language, const Messages& messages) {
    const auto in = [&](const MinutesText& text) {
        return language == Language::English && !text.en.empty() ? text.en : text.th;
    };
    const auto words = [&](std::string_view key, const Messages::Arguments& arguments = {}) {
        return messages.text(key, language, arguments);
    };
    const auto digits =
        language == Language::Thai ? documents::Digits::Thai : documents::Digits::Arabic;
    documents::Document document;
    document.running_head = in(minutes.title);
    document.title = words("minutes.title");
    document.subtitle = {in(minutes.title), in({minutes.room.name_th, minutes.room.name_en})};
    const auto date = [&](PartialDate day) { return printed_date(day, language, digits); };
    // Amendments were proposed before the day of the meeting, which is that of the last entry.
    const auto day =
        minutes.entries.empty() ? PartialDate{} : date_in_thailand(minutes.entries.back().at);
    if (!minutes.entries.empty())
        document.subtitle.push_back(date(day));
    const auto time = [&](Instant at) {
        const auto own = date_in_thailand(at);
        return (own == day ? "" : date(own) + " ") + in_digits(clock_text(at), digits);
    };
    documents::Section body;
    for (const auto& entry : minutes.entries) {
        if (in(entry.text).empty())
            continue;
        document.dated_unix_seconds = entry.at.unix_ms / 1000;
        body.paragraphs.push_back(
            {0, documents::ParagraphKind::Numbered, 0, in(entry.text),
             words("minutes.note", {{"time", time(entry.at)},
                                    {"present", in_digits(std::to_string(entry.present), digits)},
                                    {"seats", in_digits(std::to_string(entry.seats), digits)}})});
    }
    if (body.paragraphs.empty())
        body.paragraphs.push_back(
            {0, documents::ParagraphKind::Plain, 0, words("minutes.nothing"), {}});
    document.body.push_back(std::move(body));
    documents::Section attendance;
    attendance.heading = words("minutes.attendance");
    attendance.table.columns = {{words("minutes.agency"), 4},
                                {words("minutes.arrived"), 1},
                                {words("minutes.departed"), 1}};
    for (const auto& stay : minutes.attendance) {
        const auto found = names.agencies.find(stay.agency_id);
        attendance.table.rows.push_back(
            {found == names.agencies.end() ? "" : in(found->second), time(stay.arrived_at),
             stay.left_at ? time(*stay.left_at) : words("minutes.stayed")});
    }
    document.annexes.push_back(std::move(attendance));
    return document;
}

} // namespace samatcha::assembly
