#pragma once

// The tables of the agenda, of drafts and amendments; see migrations/1103, 1104 and 1141.

#include "modules/assembly/draft_resolution.hpp"
#include "platform/database/connection.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace samatcha::assembly {

std::vector<AgendaProposal> agenda_proposals(database::Connection&, std::string_view province,
                                             AssemblyId);
std::optional<AgendaProposal> find_agenda_proposal(database::Connection&, std::string_view province,
                                                   AgendaProposalId);
void insert_agenda_proposal(database::Connection&, std::string_view province, const AgendaProposal&,
                            access::AccountId by);
void update_agenda_proposal(database::Connection&, std::string_view province, const AgendaProposal&,
                            access::AccountId by);

/// By number, withdrawn ones among them.
std::vector<AgendaItem> agenda_items(database::Connection&, std::string_view province, AssemblyId);
std::optional<AgendaItem> find_agenda_item(database::Connection&, std::string_view province,
                                           AgendaItemId);
void insert_agenda_item(database::Connection&, std::string_view province, const AgendaItem&);
void update_agenda_item(database::Connection&, std::string_view province, const AgendaItem&);

/// The drafts as they read now, in the order of the agenda; those of withdrawn items too.
std::vector<DraftResolution> drafts_ever(database::Connection&, std::string_view province,
                                         AssemblyId);
/// Those whose items stand on the agenda.
std::vector<DraftResolution> drafts(database::Connection&, std::string_view province, AssemblyId);
std::optional<DraftResolution> find_draft(database::Connection&, std::string_view province,
                                          DraftId);
std::optional<DraftResolution> find_draft_of_item(database::Connection&, std::string_view province,
                                                  AgendaItemId);
/// As it read at a version.
std::optional<DraftResolution> find_draft_version(database::Connection&, std::string_view province,
                                                  DraftId, std::int64_t version);
void insert_draft(database::Connection&, std::string_view province, const DraftResolution&);
/// The draft's version is the next: it must be so by one.
void insert_draft_version(database::Connection&, std::string_view province, const DraftResolution&,
                          access::AccountId by);

/// Those of a version, earlier ones first.
std::vector<Amendment> amendments(database::Connection&, std::string_view province, DraftId,
                                  std::int64_t version);
std::optional<Amendment> find_amendment(database::Connection&, std::string_view province,
                                        AmendmentId);
void insert_amendment(database::Connection&, std::string_view province, const Amendment&,
                      access::AccountId by);
/// Its state and what goes with it, its version and operation.
void update_amendment(database::Connection&, std::string_view province, const Amendment&,
                      access::AccountId by);

} // namespace samatcha::assembly
