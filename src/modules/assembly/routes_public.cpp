#include "modules/assembly/routes_public.hpp"

#include "modules/access/actions.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_consensus.hpp"
#include "modules/assembly/records_document.hpp"
#include "modules/assembly/records_draft.hpp"
#include "modules/assembly/records_succession.hpp"
#include "modules/assembly/records_translation.hpp"
#include "modules/assembly/routes_log.hpp"
#include "modules/partners/actions.hpp"
#include "platform/documents/numbering.hpp"

#include <algorithm>

namespace samatcha::assembly {

/// A published assembly, and where its log stands: whoever noted the head finds any later change.
struct PublicAssembly {
    std::string province;
    std::string province_th;
    std::string province_en;
    AssemblyId id;
    int year_be = 0;
    std::string title_th;
    std::string title_en;
    Phase phase = Phase::Reflect;
    Instant published_at;
    std::int64_t events = 0;
    std::string head;
};
BOOST_DESCRIBE_STRUCT(PublicAssembly, (),
                      (province, province_th, province_en, id, year_be, title_th, title_en, phase,
                       published_at, events, head))

struct PublicAgency {
    partners::AgencyId id;
    std::string name_th;
    std::string name_en;
    partners::Sector sector = partners::Sector::State;
};
BOOST_DESCRIBE_STRUCT(PublicAgency, (), (id, name_th, name_en, sector))

struct PublicRoom {
    RoomId id;
    std::string name_th;
    std::string name_en;
};
BOOST_DESCRIBE_STRUCT(PublicRoom, (), (id, name_th, name_en))

struct PublicDraft {
    DraftId id;
    int item_number = 0;
    std::string title;
    std::string item_title_th;
    std::string item_title_en;
};
BOOST_DESCRIBE_STRUCT(PublicDraft, (), (id, item_number, title, item_title_th, item_title_en))

/// What the words of the log need, and the resolutions.
struct PublicAssemblyView {
    PublicAssembly assembly;
    std::vector<PublicAgency> agencies{};
    std::vector<PublicRoom> rooms{};
    std::vector<PublicDraft> drafts{};
    std::vector<ResolutionHistory> resolutions{};
    std::vector<ShownTranslation> translations{}; ///< Of each resolution.
};
BOOST_DESCRIBE_STRUCT(PublicAssemblyView, (),
                      (assembly, agencies, rooms, drafts, resolutions, translations))

struct PrintedLine {
    std::string number;
    int level = 0;
    std::string text;
    std::string note;
};
BOOST_DESCRIBE_STRUCT(PrintedLine, (), (number, level, text, note))

struct PrintedSection {
    int annex = 0; ///< From 1; 0: of the body.
    std::string heading;
    std::vector<PrintedLine> lines{};
    std::vector<std::string> columns{};
    std::vector<std::vector<std::string>> rows{};
};
BOOST_DESCRIBE_STRUCT(PrintedSection, (), (annex, heading, lines, columns, rows))

/// A document as it was printed, of which one knows the hash.
struct VerifiedDocument {
    std::string hash;
    PublicAssembly assembly;
    DocumentState state = DocumentState::Draft;
    Instant printed_at;
    std::string title;
    std::vector<std::string> subtitle{};
    std::vector<PrintedSection> sections{};
    /// Resolutions of its assembly that are no longer in force.
    std::vector<ResolutionHistory> not_in_force{};
    std::optional<Instant> redacted_at{}; ///< When words were taken out of it.
};
BOOST_DESCRIBE_STRUCT(VerifiedDocument, (),
                      (hash, assembly, state, printed_at, title, subtitle, sections, not_in_force,
                       redacted_at))

struct HashQuery {
    std::optional<std::string> province; ///< As the code on the document names it.
};
BOOST_DESCRIBE_STRUCT(HashQuery, (), (province))

namespace {

using access::Call;
using access::Right;

constexpr std::size_t hash_letters_min = 12;
constexpr std::size_t hash_letters = 64;

PublicAssembly public_view(database::Connection& db, const access::ProvinceView& province,
                           const Assembly& assembly) {
    const auto last = last_event(db, province.code, assembly.id);
    return {province.code,
            province.name_th,
            province.name_en,
            assembly.id,
            assembly.year_be,
            assembly.title_th,
            assembly.title_en,
            assembly.phase,
            *assembly.published_at,
            assembly.events,
            last ? last->hash : std::string()};
}

struct PublishedAssembly {
    access::ProvinceView province;
    Assembly assembly;
};

/// One that is not published is as if it were not there.
Result<PublishedAssembly> published(Call& call) {
    auto province = access::province_of(call.db, call.request.path_parameter("province"));
    const auto id = TRY(call.id<AssemblyId>("id"));
    auto assembly = province ? find_assembly(call.db, province->code, id) : std::nullopt;
    if (!assembly || !assembly->published_at)
        return failure(ErrorCode::NotFound, "assembly.not_published");
    return PublishedAssembly{std::move(*province), std::move(*assembly)};
}

/// The resolutions of an assembly with what later ones made of them.
std::vector<ResolutionHistory> histories_of(database::Connection& db, const std::string& province,
                                            const Assembly& assembly) {
    std::vector<ResolutionHistory> histories;
    for (auto& resolution : resolutions(db, province, assembly.id)) {
        auto successions = successions_of(db, province, resolution.id);
        auto older = superseded_by(db, province, resolution.id);
        histories.push_back(
            {std::move(resolution), assembly.year_be, std::move(successions), std::move(older)});
    }
    return histories;
}

Result<PublicAssemblyView> public_assembly(Call& call) {
    const auto found = TRY(published(call));
    const auto& code = found.province.code;
    const auto id = found.assembly.id;
    PublicAssemblyView view{public_view(call.db, found.province, found.assembly)};
    for (const auto& seat : invited_agencies(call.db, code, id))
        if (const auto agency = partners::agency(call.db, code, seat.agency_id))
            view.agencies.push_back({agency->id, agency->name_th, agency->name_en, seat.sector});
    for (const auto& room : rooms(call.db, code, id))
        view.rooms.push_back({room.id, room.name_th, room.name_en});
    const auto items = agenda_items(call.db, code, id);
    for (const auto& draft : drafts_ever(call.db, code, id)) {
        const auto item = std::find_if(items.begin(), items.end(), [&](const AgendaItem& one) {
            return one.id == draft.agenda_item_id;
        });
        view.drafts.push_back(
            {draft.id, item->number, draft.text.title, item->title_th, item->title_en});
    }
    view.resolutions = histories_of(call.db, code, found.assembly);
    for (const auto& history : view.resolutions) {
        const auto& one = history.resolution;
        view.translations.push_back(translation_beside(
            one.draft_id, one.version, one.text, draft_translations(call.db, code, one.draft_id)));
    }
    return view;
}

Result<std::vector<PublicAssembly>> public_assemblies(Call& call) {
    std::vector<PublicAssembly> views;
    for (const auto& province : access::provinces(call.db))
        for (const auto& assembly : assemblies(call.db, province.code))
            if (assembly.published_at)
                views.push_back(public_view(call.db, province, assembly));
    return views;
}

std::vector<PrintedSection> printed_sections(const documents::Document& document) {
    std::vector<PrintedSection> sections;
    for (const auto& section : documents::numbered(document)) {
        auto& printed = sections.emplace_back();
        printed.annex = section.annex_no;
        printed.heading = section.source->heading;
        for (const auto& one : section.paragraphs)
            printed.lines.push_back(
                {documents::number_label(one.number, documents::Digits::Arabic), one.source->level,
                 documents::text_of(one.pieces, documents::Digits::Arabic, "[#]"),
                 one.source->note});
        for (const auto& column : section.source->table.columns)
            printed.columns.push_back(column.heading);
        printed.rows = section.source->table.rows;
    }
    return sections;
}

std::optional<VerifiedDocument> verified_in(database::Connection& db,
                                            const access::ProvinceView& province,
                                            const std::string& hash) {
    const auto document = find_assembly_document(db, province.code, hash);
    if (!document)
        return std::nullopt;
    const auto assembly = find_assembly(db, province.code, document->assembly_id);
    if (!assembly->published_at)
        return std::nullopt;
    auto past = histories_of(db, province.code, *assembly);
    std::erase_if(past, [](const ResolutionHistory& one) { return is_in_force(one.successions); });
    return VerifiedDocument{document->hash,
                            public_view(db, province, *assembly),
                            document->state,
                            document->printed_at,
                            document->content.title,
                            document->content.subtitle,
                            printed_sections(document->content),
                            std::move(past),
                            document->redacted_at};
}

Result<VerifiedDocument> verified_document(Call& call, const HashQuery& query) {
    const std::string hash(call.request.path_parameter("hash"));
    const bool is_hash = hash.size() >= hash_letters_min && hash.size() <= hash_letters &&
                         hash.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (is_hash)
        for (const auto& province : access::provinces(call.db))
            if (!query.province || *query.province == province.code)
                if (auto found = verified_in(call.db, province, hash))
                    return std::move(*found);
    return failure(ErrorCode::NotFound, "assembly.document_unknown");
}

} // namespace

void add_public_routes(access::Api& api, const PrintedBeside& beside) {
    api.get("/public/assemblies", Right::Everyone, &public_assemblies,
            {.summary = "The published assemblies of all provinces"});
    api.get("/public/{province}/assemblies/{id}", Right::Everyone, &public_assembly,
            {.summary = "A published assembly: its resolutions, and the head of its log"});
    api.get("/public/{province}/assemblies/{id}/entries", Right::Everyone,
            [](Call& call, EntriesQuery query) -> Result<std::vector<LogEntryView>> {
                const auto found = TRY(published(call));
                return log_page(call.db, found.province.code, found.assembly, query,
                                LogReader::Public);
            },
            {.summary = "Entries of its log, the latest first, without names of persons"});
    api.get("/public/{province}/assemblies/{id}/log", Right::Everyone,
            [](Call& call) -> Result<http::Response> {
                const auto found = TRY(published(call));
                return log_file(call.db, found.province.code, found.assembly.id, LogReader::Public);
            },
            {.summary = "Its log in its chain of hashes, for samatcha verify-log",
             .produces = "application/jsonl"});
    api.get("/public/{province}/assemblies/{id}/document", Right::Everyone,
            [beside](Call& call, DocumentQuery query) -> Result<http::Response> {
                const auto found = TRY(published(call));
                return document_file(call, found.province.code, found.assembly.id, query, beside);
            },
            {.summary = "Its document as a file", .produces = "application/octet-stream"});
    api.get("/public/documents/{hash}", Right::Everyone, &verified_document,
            {.summary = "The document that a printed hash, or its first 12 letters, belongs to"});
}

} // namespace samatcha::assembly
