#include "modules/assembly/assembly_document.hpp"

#include "base/json.hpp"
#include "base/thai_months.hpp"
#include "base/thai_time.hpp"
#include "modules/assembly/printed_number.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace samatcha::assembly {

namespace {

using documents::Digits;
using documents::PrintStyle;

/// What the document says of its own, in one language and one kind of digits.
class DocumentWords {
public:
    DocumentWords(const PrintStyle& style, const Messages& messages)
        : m_style(style), m_messages(messages) {}

    std::string text(std::string_view key, const Messages::Arguments& arguments = {}) const {
        return m_messages.text("assembly.document_" + std::string(key), m_style.language,
                               arguments);
    }
    Language language() const { return m_style.language; }
    std::string name(const std::string& thai, const std::string& english) const {
        return m_style.language == Language::English && !english.empty() ? english : thai;
    }
    std::string number(std::int64_t number) const {
        return in_digits(std::to_string(number), m_style.digits);
    }
    /// Of people: 1,840.
    std::string count(std::int64_t people) const {
        auto text = std::to_string(people);
        for (auto at = text.size(); at > 3;)
            text.insert(at -= 3, 1, ',');
        return in_digits(text, m_style.digits);
    }
    /// In the era of the language.
    std::string year(int year_be) const {
        return number(m_style.language == Language::Thai ? year_be : year_be - buddhist_offset);
    }
    /// The day in Thailand.
    std::string date(Instant at) const {
        return printed_date(date_in_thailand(at), m_style.language, m_style.digits);
    }

private:
    const PrintStyle& m_style;
    const Messages& m_messages;
};

class DocumentMaker {
public:
    DocumentMaker(const DocumentFacts& facts, const PrintStyle& style, const Messages& messages)
        : m_facts(facts), m_words(style, messages) {}

    documents::Document made() {
        const auto& assembly = m_facts.assembly;
        documents::Document document;
        const auto title = m_words.name(assembly.title_th, assembly.title_en);
        const auto state = json::enum_name(m_facts.state);
        document.running_head = title;
        document.title = m_words.text("title_" + state, {{"assembly", title}});
        document.subtitle.push_back(m_words.text(
            "province_and_year",
            {{"province", m_words.name(m_facts.province.name_th, m_facts.province.name_en)},
             {"year", m_words.year(assembly.year_be)}}));
        Instant last = assembly.created_at;
        for (const auto& part : m_facts.parts)
            last = std::max(last, part.made_at);
        if (!m_facts.parts.empty())
            document.subtitle.push_back(
                m_words.text("state_" + state, {{"date", m_words.date(last)}}));
        if (std::any_of(m_facts.parts.begin(), m_facts.parts.end(),
                        [&](const DocumentPart& part) { return is_translated(part); }))
            document.subtitle.push_back(m_words.text("translation"));
        for (const auto& part : m_facts.parts)
            document.body.push_back(section_of(part));
        document.dated_unix_seconds = last.unix_ms / 1000;
        if (m_facts.state == DocumentState::Adopted)
            document.body.push_back(signatures());
        add_annexes(document);
        return document;
    }

private:
    std::string agency(partners::AgencyId id) const {
        const auto found = m_facts.agencies.find(id);
        return found == m_facts.agencies.end()
                   ? std::string()
                   : m_words.name(found->second.name_th, found->second.name_en);
    }
    std::string room(RoomId id) const {
        const auto found = std::find_if(m_facts.rooms.begin(), m_facts.rooms.end(),
                                        [&](const Room& one) { return one.id == id; });
        return found == m_facts.rooms.end() ? std::string()
                                            : m_words.name(found->name_th, found->name_en);
    }
    std::string heading_of(const DocumentPart& part) const {
        return m_words.text(
            part.number > 0 ? "resolution" : "draft",
            {{"number", m_words.number(part.number > 0 ? part.number : part.item.number)}});
    }

    static std::string joined(const std::vector<std::string>& names) {
        std::string text;
        for (const auto& name : names)
            text += (text.empty() ? "" : ", ") + name;
        return text;
    }

    /// What people said, a line each.
    std::string statements_behind(ParagraphId id) const {
        std::string lines;
        for (const auto& said : m_facts.statements) {
            if (std::find(said.paragraphs.begin(), said.paragraphs.end(), id) ==
                said.paragraphs.end())
                continue;
            lines += (lines.empty() ? "" : "\n") +
                     m_words.text(said.text.empty() ? "grown_from_withdrawn" : "grown_from",
                                  {{"forum", m_words.name(said.forum_th, said.forum_en)},
                                   {"statement", said.text},
                                   {"agree", m_words.count(said.agree)},
                                   {"disagree", m_words.count(said.disagree)},
                                   {"pass", m_words.count(said.pass)}});
            if (said.is_agreed_by_all)
                lines += " " + m_words.text("grown_from_all");
        }
        return lines;
    }

    /// Who is asked, who asked for the words, and what people said before.
    std::string note_of(const resolution_text::Paragraph& paragraph,
                        const DocumentPart& part) const {
        std::vector<std::string> asked;
        for (const auto addressee : paragraph.addressees)
            asked.push_back(agency({addressee.value}));
        std::vector<std::string> sources;
        for (const auto* const amendment : origins_of(paragraph, part.amendments)) {
            const auto source = m_words.text("origin", {{"agency", agency(amendment->agency_id)},
                                                        {"room", room(amendment->room_id)}});
            if (std::find(sources.begin(), sources.end(), source) == sources.end())
                sources.push_back(source);
        }
        std::string note;
        const auto add = [&](const std::string& line) {
            note += (note.empty() || line.empty() ? "" : "\n") + line;
        };
        if (!asked.empty())
            add(m_words.text("addressees", {{"agencies", joined(asked)}}));
        if (!sources.empty())
            add(m_words.text("origins", {{"origins", joined(sources)}}));
        add(statements_behind(paragraph.id));
        return note;
    }

    bool is_translated(const DocumentPart& part) const {
        return m_words.language() == Language::English &&
               (!part.translation.title.empty() || !part.translation.paragraphs.empty());
    }

    /// In English, where the words that bind are translated as they read now; else those.
    const std::string& text_in_language(const resolution_text::Paragraph& paragraph,
                                        const DocumentPart& part) const {
        if (m_words.language() == Language::English)
            for (const auto& each : part.translation.paragraphs)
                if (each.id == paragraph.id && !each.is_old)
                    return each.text;
        return paragraph.text;
    }

    const std::string& title_in_language(const DocumentPart& part) const {
        const auto& translation = part.translation;
        return m_words.language() == Language::English && !translation.title.empty() &&
                       !translation.is_title_old
                   ? translation.title
                   : part.text.title;
    }

    documents::Section section_of(const DocumentPart& part) const {
        documents::Section section;
        section.heading = heading_of(part) + " " + title_in_language(part);
        for (const auto& each : part.text.paragraphs) {
            const bool is_operative = each.kind == resolution_text::ParagraphKind::Operative;
            section.paragraphs.push_back({each.id.value,
                                          is_operative ? documents::ParagraphKind::Numbered
                                                       : documents::ParagraphKind::Plain,
                                          is_operative ? each.depth : 0,
                                          text_in_language(each, part), note_of(each, part)});
        }
        return section;
    }

    /// One paragraph, so that nobody signs on a page of nothing else.
    documents::Section signatures() const {
        std::string text;
        for (const auto* const title : {"chair", "secretary"})
            text += (text.empty() ? "" : "\n\n") +
                    m_words.text("signature", {{"title", m_words.text(title)}});
        documents::Section section;
        section.paragraphs.push_back({0, documents::ParagraphKind::Signature, 0, std::move(text)});
        return section;
    }

    /// Of a draft, where an amendment would change it.
    std::string place_of(const OperationForm& form, const DocumentPart& part) const {
        const auto target = form.paragraph ? form.paragraph : form.after;
        for (const auto& paragraph : part.text.paragraphs)
            if (paragraph.id == target)
                return paragraph.kind == resolution_text::ParagraphKind::Operative
                           ? m_words.text(
                                 "paragraph",
                                 {{"number", "[#" + std::to_string(paragraph.id.value) + "]"}})
                           : m_words.text("preamble");
        return m_words.text("beginning");
    }

    /// What is before the rooms, and which of it cannot stand together: as every screen shows it.
    documents::Section amendments() const {
        documents::Section section{m_words.text("annex_amendments")};
        std::map<AmendmentId, std::int64_t> numbers;
        for (const auto& part : m_facts.parts)
            for (const auto& one : part.amendments)
                if (is_pending(one, part))
                    numbers.emplace(one.id, static_cast<std::int64_t>(numbers.size()) + 1);
        for (const auto& part : m_facts.parts)
            for (const auto& one : part.amendments)
                if (numbers.contains(one.id))
                    section.paragraphs.push_back(
                        {one.id.value, documents::ParagraphKind::Numbered, 0,
                         m_words.text("amendment_" + json::enum_name(one.operation.kind),
                                      {{"agency", agency(one.agency_id)},
                                       {"draft", heading_of(part)},
                                       {"place", place_of(one.operation, part)},
                                       {"text", one.operation.text.value_or("")},
                                       {"reason", one.reason}}),
                         conflicts_of(one, part, numbers)});
        return section;
    }

    static bool is_pending(const Amendment& one, const DocumentPart& part) {
        return part.state == DocumentState::Draft && one.version == part.version &&
               !one.merged_into &&
               (one.state == AmendmentState::Open || one.state == AmendmentState::Accepted ||
                one.state == AmendmentState::PassedUp);
    }

    std::string conflicts_of(const Amendment& one, const DocumentPart& part,
                             const std::map<AmendmentId, std::int64_t>& numbers) const {
        std::string note;
        for (const auto& conflict : part.conflicts) {
            if (conflict.first != one.id && conflict.second != one.id)
                continue;
            const auto other = conflict.first == one.id ? conflict.second : conflict.first;
            for (const auto& rival : part.amendments)
                if (rival.id == other && numbers.contains(other))
                    note += (note.empty() ? "" : "\n") +
                            m_words.text("conflict",
                                         {{"number", m_words.number(numbers.at(other))},
                                          {"agency", agency(rival.agency_id)},
                                          {"why", m_words.text("conflict_" +
                                                               json::enum_name(conflict.reason))}});
        }
        return note;
    }

    void add_annexes(documents::Document& document) const {
        if (auto pending = amendments(); !pending.paragraphs.empty())
            document.annexes.push_back(std::move(pending));
        documents::DocumentTable results{{{m_words.text("column_resolution"), 3},
                                          {m_words.text("column_supports"), 3},
                                          {m_words.text("column_reservation"), 3},
                                          {m_words.text("column_aside"), 3},
                                          {m_words.text("column_objects"), 3},
                                          {m_words.text("column_silent"), 3},
                                          {m_words.text("column_outcome"), 4}},
                                         {}};
        documents::Section reservations{m_words.text("annex_reservations")};
        for (const auto& part : m_facts.parts) {
            if (!part.test || part.test->outcome == ConsensusOutcome::Open)
                continue;
            add_result(results, part);
            add_reservations(reservations, part);
        }
        if (!results.rows.empty())
            document.annexes.push_back({m_words.text("annex_results"), {}, std::move(results)});
        if (reservations.paragraphs.empty() && m_facts.state == DocumentState::Adopted)
            reservations.paragraphs.push_back(
                {0, documents::ParagraphKind::Plain, 0, m_words.text("no_reservations")});
        if (!reservations.paragraphs.empty())
            document.annexes.push_back(std::move(reservations));
        if (m_facts.state == DocumentState::Adopted)
            document.annexes.push_back(attendance());
    }

    void add_result(documents::DocumentTable& table, const DocumentPart& part) const {
        SectorTally sum;
        for (const auto& sector : part.tally.sectors) {
            sum.supports += sector.supports;
            sum.has_reservation += sector.has_reservation;
            sum.stands_aside += sector.stands_aside;
            sum.objects += sector.objects;
            sum.silent += sector.silent;
        }
        table.rows.push_back({heading_of(part), m_words.number(sum.supports),
                              m_words.number(sum.has_reservation), m_words.number(sum.stands_aside),
                              m_words.number(sum.objects), m_words.number(sum.silent),
                              m_words.text("outcome_" + json::enum_name(part.test->outcome))});
    }

    void add_reservations(documents::Section& section, const DocumentPart& part) const {
        for (const auto& position : positions_that_count(part.positions)) {
            if (position.stance == Stance::Supports)
                continue;
            auto text = m_words.text(
                "reservation",
                {{"agency", agency(position.agency_id)},
                 {"resolution", heading_of(part)},
                 {"stance", m_words.text("stance_" + json::enum_name(position.stance))},
                 {"reason", position.reason}});
            if (!position.wording.empty())
                text += " " + m_words.text("wording", {{"wording", position.wording}});
            section.paragraphs.push_back(
                {0, documents::ParagraphKind::Numbered, 0, std::move(text)});
        }
    }

    documents::Section attendance() const {
        documents::Section section{m_words.text("annex_attendance")};
        section.table.columns = {{m_words.text("column_number"), 1},
                                 {m_words.text("column_agency"), 6},
                                 {m_words.text("column_sector"), 3},
                                 {m_words.text("column_rooms"), 5}};
        std::int64_t there = 0;
        for (const auto& each : m_facts.attendance) {
            std::vector<std::string> names;
            for (const auto id : each.rooms)
                names.push_back(room(id));
            there += names.empty() ? 0 : 1;
            section.table.rows.push_back(
                {m_words.number(static_cast<std::int64_t>(section.table.rows.size()) + 1),
                 agency(each.agency_id), m_words.text("sector_" + json::enum_name(each.sector)),
                 names.empty() ? m_words.text("absent") : joined(names)});
        }
        section.paragraphs.push_back(
            {0, documents::ParagraphKind::Plain, 0,
             m_words.text("attendance_line", {{"there", m_words.number(there)},
                                              {"seats", m_words.number(static_cast<std::int64_t>(
                                                            m_facts.attendance.size()))}})});
        return section;
    }

    const DocumentFacts& m_facts;
    DocumentWords m_words;
};

} // namespace

std::vector<const Amendment*> origins_of(const resolution_text::Paragraph& paragraph,
                                         const std::vector<Amendment>& amendments) {
    std::set<AmendmentId> had_part;
    for (const auto& part : paragraph.authorship)
        had_part.insert(part.amendment);
    for (const auto& amendment : amendments)
        if (const auto& form = amendment.operation;
            amendment.state == AmendmentState::Made &&
            (form.paragraph == paragraph.id || form.second == paragraph.id))
            had_part.insert(amendment.id);
    std::vector<const Amendment*> origins;
    for (const auto& amendment : amendments)
        if (had_part.contains(amendment.id) ||
            (amendment.merged_into && had_part.contains(*amendment.merged_into)))
            origins.push_back(&amendment);
    return origins;
}

ConsolidatedDocument consolidated(const DocumentFacts& facts) {
    ConsolidatedDocument document{facts.state};
    for (const auto& part : facts.parts) {
        auto& shown = document.parts.emplace_back(ConsolidatedPart{part});
        for (const auto& paragraph : part.text.paragraphs) {
            auto& origin = shown.origins.emplace_back(ParagraphOrigin{paragraph.id});
            for (const auto* const amendment : origins_of(paragraph, part.amendments))
                origin.amendments.push_back(amendment->id);
        }
    }
    return document;
}

documents::Document document_of(const DocumentFacts& facts, const PrintStyle& style,
                                const Messages& messages) {
    return DocumentMaker(facts, style, messages).made();
}

} // namespace samatcha::assembly
