#pragma once

// The one document of an assembly (S5): the texts of all rooms in the order of the agenda, where
// each paragraph came from, and the annexes. It is made of what the tables say and nothing else.

#include "modules/access/account.hpp"
#include "modules/assembly/consensus.hpp"
#include "modules/assembly/draft_translation.hpp"
#include "platform/documents/document.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace samatcha::assembly {

/// Until the phase "adopted" it is the drafts as they read now, from then on the resolutions.
enum class DocumentState { Draft, Adopted };
BOOST_DESCRIBE_ENUM(DocumentState, Draft, Adopted)

/// One agenda item's text with what the document says of it.
struct DocumentPart {
    AgendaItem item;
    DocumentState state = DocumentState::Draft;
    int number = 0; ///< Of the resolution; 0: not adopted.
    DraftId draft_id;
    std::int64_t version = 0;
    ResolutionText text{};
    Instant made_at;                     ///< When the text was written last, or adopted.
    std::vector<Amendment> amendments{}; ///< All of the draft, of all its versions.
    std::vector<resolution_text::Conflict> conflicts{}; ///< Among those that are not decided.
    std::optional<ConsensusTest> test; ///< The last; of a resolution that which agreed to it.
    ConsensusTally tally;
    std::vector<Position> positions{};
    ShownTranslation translation{};
};
BOOST_DESCRIBE_STRUCT(DocumentPart, (),
                      (item, state, number, draft_id, version, text, made_at, amendments, conflicts,
                       test, tally, positions, translation))

/// What people said in a forum that paragraphs grew from, with the votes as they stood then (S3).
struct StatementOrigin {
    std::vector<ParagraphId> paragraphs{}; ///< That grew from it, as they stand now.
    std::string forum_th;
    std::string forum_en;
    std::string text; ///< Empty: it is no longer shown.
    std::int64_t agree = 0;
    std::int64_t disagree = 0;
    std::int64_t pass = 0;
    bool is_agreed_by_all = false; ///< By every opinion group.
};

/// An agency and the rooms that it was in.
struct AgencyAttendance {
    partners::AgencyId agency_id;
    partners::Sector sector = partners::Sector::State;
    std::vector<RoomId> rooms{};
};
BOOST_DESCRIBE_STRUCT(AgencyAttendance, (), (agency_id, sector, rooms))

struct DocumentFacts {
    DocumentState state = DocumentState::Draft;
    Assembly assembly;
    access::ProvinceView province;
    std::vector<Room> rooms{};
    std::map<partners::AgencyId, partners::Agency> agencies{};
    std::vector<DocumentPart> parts{}; ///< In the order of the agenda; resolutions by number.
    std::vector<AgencyAttendance> attendance{};
    std::vector<StatementOrigin> statements{};
};

/// The amendments that were made and had a part in a paragraph, in the order proposed: they wrote
/// words that stand in it, or took some out, or put it where it is.
std::vector<const Amendment*> origins_of(const resolution_text::Paragraph&,
                                         const std::vector<Amendment>&);

/// A paragraph and the amendments that it came from.
struct ParagraphOrigin {
    ParagraphId paragraph_id;
    std::vector<AmendmentId> amendments{};
};
BOOST_DESCRIBE_STRUCT(ParagraphOrigin, (), (paragraph_id, amendments))

struct ConsolidatedPart {
    DocumentPart part;
    std::vector<ParagraphOrigin> origins{}; ///< Of each paragraph.
};
BOOST_DESCRIBE_STRUCT(ConsolidatedPart, (), (part, origins))

/// The document for a screen.
struct ConsolidatedDocument {
    DocumentState state = DocumentState::Draft;
    std::vector<ConsolidatedPart> parts{};
};
BOOST_DESCRIBE_STRUCT(ConsolidatedDocument, (), (state, parts))

ConsolidatedDocument consolidated(const DocumentFacts&);

/// In the words of a language; digits of words that are not the authors' are those of the style.
documents::Document document_of(const DocumentFacts&, const documents::PrintStyle&,
                                const Messages&);

/// As it was printed once, kept so that its hash can be verified.
struct AssemblyDocument {
    std::string hash;
    AssemblyId assembly_id;
    DocumentState state = DocumentState::Draft;
    documents::Document content{};
    Instant printed_at;                   ///< For the first time.
    std::optional<Instant> redacted_at{}; ///< When words were taken out of it last.
};

} // namespace samatcha::assembly
