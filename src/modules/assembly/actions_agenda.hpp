#pragma once

// The verbs of proposals, agenda items and their papers (S4). Each holds its assembly first and
// adds to its log; what is not allowed in the phase is refused with Conflict
// (assembly.deed_not_now).

#include "modules/assembly/agenda.hpp"
#include "modules/assembly/assembly.hpp"
#include "modules/assembly/background_paper.hpp"
#include "modules/assembly/delegation.hpp"
#include "modules/assembly/evidence.hpp"
#include "modules/assembly/occasion.hpp"
#include "platform/vault/sealed_store.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::assembly {

struct NewProposal {
    std::string title_th;
    std::string title_en;
    std::string reason;
    std::optional<std::string> forum{};
    std::optional<partners::AgencyId> agency_id{}; ///< On paper, entered by the secretariat.
};
BOOST_DESCRIBE_STRUCT(NewProposal, (), (title_th, title_en, reason, forum, agency_id))
/// By a delegate for the agency, or by the secretariat for an agency that is invited.
Result<AgendaProposal> propose_item(const Occasion&, AssemblyId, NewProposal);

struct ProposalAnswer {
    bool is_selected = false;
    SelectionCriteria criteria;
    std::string answer;
};
BOOST_DESCRIBE_STRUCT(ProposalAnswer, (), (is_selected, criteria, answer))
/// Fails with Conflict (assembly.proposal_answered).
Result<AgendaProposal> answer_proposal(const Occasion&, AgendaProposalId, ProposalAnswer);

struct NewAgendaItem {
    int number = 0;
    std::string title_th;
    std::string title_en;
    RoomId room_id;
    partners::AgencyId lead_agency_id;
    std::vector<partners::AgencyId> co_owners{};
    std::vector<EvidenceForm> evidence{};
    std::optional<std::vector<GroupMember>> working_group{};
    std::optional<AgendaProposalId> proposal_id{};
};
BOOST_DESCRIBE_STRUCT(NewAgendaItem, (),
                      (number, title_th, title_en, room_id, lead_agency_id, co_owners, evidence,
                       working_group, proposal_id))
/// Fails with Conflict (assembly.number_taken), InvalidInput (assembly.agency_not_invited,
/// assembly.proposal_not_selected, assembly.figure_unknown) or NotFound (situation.none) where a
/// figure is cited.
Result<AgendaItem> add_agenda_item(const Occasion&, AssemblyId, NewAgendaItem);
Result<AgendaItem> change_agenda_item(const Occasion&, AgendaItemId, NewAgendaItem);
struct ItemWithdrawal {
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(ItemWithdrawal, (), (reason))
/// Takes an item off the agenda, its draft with it; both stay to be read. Fails with Conflict
/// (assembly.adopted_already, assembly.test_is_open, assembly.item_withdrawn).
Result<AgendaItem> withdraw_item(const Occasion&, AgendaItemId, ItemWithdrawal);
/// For every verb that would change an item. Fails with Conflict (assembly.item_withdrawn).
Result<void> check_on_agenda(const AgendaItem&);

/// The items with their figures as they stand now, withdrawn ones among them.
Result<std::vector<AgendaItem>> agenda(const Occasion&, AssemblyId);
/// The figures that an item cites, as the log tells them.
boost::json::array figures_of(const AgendaItem&);
/// The figures of an item stay as they are now; when its draft is adopted.
void freeze_figures(const Occasion&, AgendaItemId);
/// The secretariat, or a delegate of an agency that leads or co-owns the item. Fails with Forbidden
/// (assembly.not_an_owner).
Result<void> check_owner(const Occasion&, const AgendaItem&);

/// Gives the next bytes of a file being sent; empty at the end.
using NextChunk = std::function<Result<std::string_view>()>;
/// By an owner of the item, while the agenda is made or drafts are written. Not inside a
/// transaction. Fails with InvalidInput (assembly.paper_no_pdf); then nothing stays.
Result<BackgroundPaper> add_paper(const Occasion&, const vault::SealedStore&, AgendaItemId,
                                  std::string filename, const NextChunk&);
struct PaperFile {
    BackgroundPaper paper;
    vault::SealedReader bytes;
};
/// Fails with NotFound (assembly.paper_unknown).
Result<PaperFile> open_paper(const Occasion&, const vault::SealedStore&, PaperId);
/// By an owner of the item; whoever calls it removes the file after the transaction.
Result<void> remove_paper(const Occasion&, PaperId);

} // namespace samatcha::assembly
