#pragma once

// The demonstration's assembly as data (data/demonstration/assembly): who says what, and what
// becomes of it.

#include "modules/assembly/agenda.hpp"
#include "modules/assembly/consensus.hpp"
#include "modules/assembly/draft_resolution.hpp"
#include "modules/assembly/evidence.hpp"
#include "modules/assembly/succession.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::app {

struct PlayedRoom {
    std::string name_th;
    std::string name_en;
    std::string chair; ///< Login.
    std::vector<partners::AgencyId> agencies{};
};
BOOST_DESCRIBE_STRUCT(PlayedRoom, (), (name_th, name_en, chair, agencies))

struct PlayedProposal {
    partners::AgencyId agency;
    std::string title_th;
    std::string title_en;
    std::string reason;
    bool is_selected = false;
    assembly::SelectionCriteria criteria;
    std::string answer;
};
BOOST_DESCRIBE_STRUCT(PlayedProposal, (),
                      (agency, title_th, title_en, reason, is_selected, criteria, answer))

/// A paragraph as the assembly writes it, and what it says in English.
struct PlayedParagraph {
    std::string th;
    std::string en;
    std::optional<int> depth;
    std::optional<std::vector<partners::AgencyId>> addressees;
};
BOOST_DESCRIBE_STRUCT(PlayedParagraph, (), (th, en, depth, addressees))

/// Operative paragraphs are counted from 1, as first written, those below others too.
struct PlayedComment {
    partners::AgencyId agency;
    int paragraph = 1;
    std::string words;
    std::string text;
    bool is_resolved = false;
};
BOOST_DESCRIBE_STRUCT(PlayedComment, (), (agency, paragraph, words, text, is_resolved))

/// By somebody in the hearing of the draft.
struct PlayedHearingComment {
    int paragraph = 1;
    std::string words;
    std::string name;
    std::string text;
    bool is_shown = true;
    std::optional<std::string> answer;
};
BOOST_DESCRIBE_STRUCT(PlayedHearingComment, (), (paragraph, words, name, text, is_shown, answer))

struct PlayedAmendment {
    partners::AgencyId agency;
    assembly::OperationKind kind = assembly::OperationKind::Replace; ///< Or Insert: after it.
    int paragraph = 1;
    std::optional<std::string> words; ///< Of the paragraph, instead of which `text` shall stand.
    std::string text;                 ///< Of Split: what stays in the first part.
    std::optional<int> second;        ///< Of Merge: the paragraph that it is joined with.
    std::optional<int> after;         ///< Of Move.
    std::optional<std::vector<partners::AgencyId>> addressees; ///< Of Insert.
    std::optional<std::string> en;        ///< What the paragraph says in English from then on.
    std::optional<std::string> en_second; ///< Of Split: the second part.
    std::string reason;
    std::optional<assembly::AmendmentState> decision; ///< Missing: it is before the room.
    std::optional<std::string> decision_reason;
    std::optional<assembly::AmendmentState> plenary_decision; ///< Of one that is passed up.
    std::optional<std::string> plenary_decision_reason;
};
BOOST_DESCRIBE_STRUCT(PlayedAmendment, (),
                      (agency, kind, paragraph, words, text, second, after, addressees, en,
                       en_second, reason, decision, decision_reason, plenary_decision,
                       plenary_decision_reason))

/// Of an agency that does more than support.
struct PlayedPosition {
    partners::AgencyId agency;
    assembly::Stance stance = assembly::Stance::Supports;
    std::optional<std::string> reason;
    std::optional<std::string> wording;
    std::optional<bool> is_paper;
    std::optional<int> paragraph; ///< That it is about; the chair shows it.
};
BOOST_DESCRIBE_STRUCT(PlayedPosition, (), (agency, stance, reason, wording, is_paper, paragraph))

struct PlayedSpeech {
    partners::AgencyId agency;
    std::int64_t seconds = 0;
};
BOOST_DESCRIBE_STRUCT(PlayedSpeech, (), (agency, seconds))

/// How far a room comes: hands are up on an amendment that is not decided, or some have answered.
enum class RoomEnd { Discussing, Asking };
BOOST_DESCRIBE_ENUM(RoomEnd, Discussing, Asking)

/// A background paper, printed from its words.
struct PlayedPaper {
    std::string filename;
    std::string title;
    std::vector<std::string> paragraphs{};
};
BOOST_DESCRIBE_STRUCT(PlayedPaper, (), (filename, title, paragraphs))

struct PlayedItem {
    std::string title_th;
    std::string title_en;
    std::size_t room = 1;
    std::optional<std::size_t> proposal; ///< That it came of, counted from 1.
    partners::AgencyId lead;
    std::vector<partners::AgencyId> co_owners{};
    std::vector<assembly::EvidenceForm> evidence{};
    std::vector<partners::AgencyId> working_group{};
    std::vector<PlayedPaper> papers{};
    std::string draft_th;
    std::string draft_en;
    std::vector<PlayedParagraph> preamble{};
    std::vector<PlayedParagraph> operative{};
    std::vector<PlayedComment> comments{};
    std::optional<std::vector<PlayedHearingComment>> heard;
    std::vector<PlayedAmendment> amendments{};
    std::vector<PlayedSpeech> speeches{};
    std::optional<std::vector<PlayedPosition>> room_positions;
    /// The wording that an objection leads to, and those who found it with who objected.
    std::optional<PlayedAmendment> accommodation;
    std::optional<std::vector<partners::AgencyId>> drafting_group;
    std::optional<std::vector<PlayedPosition>> plenary_positions;
    std::optional<RoomEnd> ends_while; ///< Missing: it is adopted.
};
BOOST_DESCRIBE_STRUCT(PlayedItem, (),
                      (title_th, title_en, room, proposal, lead, co_owners, evidence, working_group,
                       papers, draft_th, draft_en, preamble, operative, comments, heard, amendments,
                       speeches, room_positions, accommodation, drafting_group, plenary_positions,
                       ends_while))

/// What the secretariat writes into the minutes of the plenary after it was opened.
struct PlayedMinutes {
    std::string th;
    std::string en;
};
BOOST_DESCRIBE_STRUCT(PlayedMinutes, (), (th, en))

/// What is made of a resolution of last year's.
struct PlayedSuccession {
    int number = 1; ///< Of the resolution.
    assembly::SuccessionDecision decision = assembly::SuccessionDecision::CarriedOver;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(PlayedSuccession, (), (number, decision, reason))

struct PlayedAssembly {
    std::string title_th;
    std::string title_en;
    std::vector<PlayedRoom> rooms{};
    std::vector<PlayedProposal> proposals{};
    std::vector<PlayedItem> items{};
    std::optional<std::vector<partners::AgencyId>> absent; ///< Invited, and have not answered.
    std::optional<std::vector<PlayedSuccession>> successions;
    std::optional<PlayedMinutes> minutes;
};
BOOST_DESCRIBE_STRUCT(PlayedAssembly, (),
                      (title_th, title_en, rooms, proposals, items, absent, successions, minutes))

/// "first" or "second".
Result<PlayedAssembly> played_assembly(std::string_view name);

/// The login of the account that speaks for an agency in the demonstration.
std::string login_of(partners::AgencyId);

} // namespace samatcha::app
