#include "modules/assembly/minutes.hpp"

#include "base/json.hpp"
#include "base/partial_date.hpp"
#include "modules/assembly/consensus.hpp"
#include "modules/assembly/draft_resolution.hpp"

#include <algorithm>
#include <chrono>
#include <set>

namespace samatcha::assembly {

namespace {

using TextArguments = std::vector<std::pair<std::string, MinutesText>>;

/// The clock on the wall of the hall.
constexpr std::chrono::hours hall_offset{7};

MinutesText alike(std::string text) {
    return {text, text};
}

MinutesText number_alike(std::int64_t number) {
    return alike(std::to_string(number));
}

/// Empty where it was redacted.
std::string words_in(const boost::json::object& data, std::string_view name) {
    const auto* const found = data.if_contains(name);
    return found ? std::string(found->as_string()) : "";
}

PartialDate day_of(Instant at) {
    const auto local = std::chrono::milliseconds(at.unix_ms) + hall_offset;
    return date_from_days(static_cast<std::int32_t>(
        std::chrono::floor<std::chrono::days>(std::chrono::milliseconds(local)).count()));
}

std::string clock_text(Instant at) {
    const auto minute =
        std::chrono::floor<std::chrono::minutes>(std::chrono::milliseconds(at.unix_ms)) +
        hall_offset;
    const auto of_day = (minute.count() % 1440 + 1440) % 1440;
    const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return two(of_day / 60) + ":" + two(of_day % 60);
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
        else if (kind == "phase_changed" && m_data.at("to") == "assembled")
            add("opened");
        else if (kind == "phase_changed" && m_data.at("from") == "assembled")
            add("closed");
        if (kind == "resolution_adopted" && m_room.is_plenary)
            add("adopted", {{"item", item()}, {"number", number_alike(number("number"))}});
        else if (kind == "draft_consolidated" && m_draft == number("draft"))
            add("consolidated", {{"version", number_alike(number("version"))}});
        if (m_data.contains("room") && number("room") == m_room.id.value)
            hear_in_room(kind);
    }

    std::vector<ToldEntry> take() { return std::move(m_entries); }

private:
    void hear_in_room(const std::string& kind) {
        if (kind == "checked_in" || kind == "checked_out")
            hear_door(kind == "checked_in");
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
            add("asked", {{"item", item()}, {"version", number_alike(number("version"))}});
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
            add("fallback", {{"all", number_alike(rule.at("percent_of_all").as_int64())},
                             {"each", number_alike(rule.at("percent_of_each_sector").as_int64())}});
        } else if (kind == "consensus_closed") {
            hear_outcome();
        } else if (kind == "drafting_group_formed") {
            std::vector<partners::AgencyId> members;
            for (const auto& member : m_data.at("members").as_array())
                members.push_back({member.as_int64()});
            add("group_formed", {{"agency", name_of(agency())},
                                 {"members", names_of(members)},
                                 {"time", alike(clock_text({number("returns_at")}))}});
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
             {"supports", number_alike(sum.supports)},
             {"reservations", number_alike(sum.has_reservation)},
             {"aside", number_alike(sum.stands_aside)},
             {"objections", number_alike(sum.objects)},
             {"silent", number_alike(sum.silent)}});
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

    MinutesText said(const std::string& key, const TextArguments& arguments) const {
        const auto in = [&](Language language) {
            Messages::Arguments given{{"present", std::to_string(m_there.size())},
                                      {"seats", std::to_string(m_seats.size())}};
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
    documents::Document document;
    document.running_head = in(minutes.title);
    document.title = words("minutes.title");
    document.subtitle = {in(minutes.title), in({minutes.room.name_th, minutes.room.name_en})};
    const auto date = [&](PartialDate day) {
        return language == Language::Thai ? thai_long_date(day) : to_iso(day);
    };
    // Amendments were proposed before the day of the meeting, which is that of the last entry.
    const auto day = minutes.entries.empty() ? PartialDate{} : day_of(minutes.entries.back().at);
    if (!minutes.entries.empty())
        document.subtitle.push_back(date(day));
    documents::Section body;
    for (const auto& entry : minutes.entries) {
        if (in(entry.text).empty())
            continue;
        document.dated_unix_seconds = entry.at.unix_ms / 1000;
        const auto entry_day = day_of(entry.at);
        body.paragraphs.push_back(
            {0, documents::ParagraphKind::Numbered, 0, in(entry.text),
             words("minutes.note", {{"time", (entry_day == day ? "" : date(entry_day) + " ") +
                                                 clock_text(entry.at)},
                                    {"present", std::to_string(entry.present)},
                                    {"seats", std::to_string(entry.seats)}})});
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
            {found == names.agencies.end() ? "" : in(found->second), clock_text(stay.arrived_at),
             stay.left_at ? clock_text(*stay.left_at) : words("minutes.stayed")});
    }
    document.annexes.push_back(std::move(attendance));
    return document;
}

} // namespace samatcha::assembly
