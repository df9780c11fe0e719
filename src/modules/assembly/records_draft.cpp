#include "modules/assembly/records_draft.hpp"

#include "base/json.hpp"

namespace samatcha::assembly {

namespace {

template <class T>
T stored_value(std::string_view text) {
    return json::from_text<T>(text).value();
}

template <class E>
E stored_word(std::string_view word) {
    return json::enum_from_name<E>(word).value_or(E{});
}

AgendaProposal proposal_of(const database::Row& row) {
    return {row.id<AgendaProposalId>(0),
            row.id<AssemblyId>(1),
            row.id<partners::AgencyId>(2),
            row.text(3),
            row.text(4),
            row.text(5),
            row.text(6),
            row.instant(7),
            stored_word<ProposalState>(row.text_view(8)),
            stored_value<std::optional<SelectionCriteria>>(row.text_view(9)),
            row.text(10),
            row.optional_instant(11)};
}

AgendaItem item_of(const database::Row& row) {
    const auto proposal = row.optional_integer(10);
    return {row.id<AgendaItemId>(0),
            row.id<AssemblyId>(1),
            static_cast<int>(row.integer(2)),
            row.text(3),
            row.text(4),
            row.id<RoomId>(5),
            row.id<partners::AgencyId>(6),
            stored_value<std::vector<partners::AgencyId>>(row.text_view(7)),
            stored_value<std::vector<Evidence>>(row.text_view(8)),
            stored_value<std::vector<GroupMember>>(row.text_view(9)),
            {},
            proposal ? std::optional(AgendaProposalId{*proposal}) : std::nullopt,
            row.optional_instant(11),
            row.text(12)};
}

DraftResolution draft_of(const database::Row& row) {
    return {row.id<DraftId>(0),
            row.id<AssemblyId>(1),
            row.id<AgendaItemId>(2),
            row.integer(3),
            stored_value<ResolutionText>(row.text_view(4)),
            stored_word<VersionOrigin>(row.text_view(5)),
            row.instant(6)};
}

Amendment amendment_of(const database::Row& row) {
    Amendment amendment{row.id<AmendmentId>(0),
                        row.id<DraftId>(1),
                        row.integer(2),
                        row.id<partners::AgencyId>(3),
                        row.id<RoomId>(4),
                        stored_value<OperationForm>(row.text_view(5)),
                        row.text(6),
                        stored_word<AmendmentState>(row.text_view(7)),
                        row.instant(8),
                        row.text(9),
                        row.optional_instant(10),
                        {}};
    if (const auto into = row.optional_integer(11))
        amendment.merged_into = AmendmentId{*into};
    return amendment;
}

#define SAMATCHA_PROPOSAL_COLUMNS                                                                  \
    "id, assembly_id, agency_id, title_th, title_en, reason, forum, proposed_at, state, criteria," \
    " answer, answered_at"
#define SAMATCHA_ITEM_COLUMNS                                                                      \
    "id, assembly_id, number, title_th, title_en, room_id, lead_agency_id, co_owners, evidence,"   \
    " working_group, proposal_id, withdrawn_at, withdrawal_reason"
#define SAMATCHA_DRAFT_SELECT                                                                      \
    "SELECT d.id, d.assembly_id, d.agenda_item_id, v.version, v.text, v.came_from, v.made_at"      \
    " FROM draft_resolution d JOIN draft_version v ON v.province = d.province AND v.draft_id = "   \
    "d.id"
#define SAMATCHA_AMENDMENT_COLUMNS                                                                 \
    "id, draft_id, version, agency_id, room_id, operation, reason, state, proposed_at,"            \
    " decision_reason, decided_at, merged_into"

} // namespace

std::vector<AgendaProposal> agenda_proposals(database::Connection& connection,
                                             std::string_view province, AssemblyId id) {
    return connection.list(
        "SELECT " SAMATCHA_PROPOSAL_COLUMNS
        " FROM agenda_proposal WHERE province = $1 AND assembly_id = $2 ORDER BY id",
        {province, id}, proposal_of);
}

std::optional<AgendaProposal> find_agenda_proposal(database::Connection& connection,
                                                   std::string_view province, AgendaProposalId id) {
    return connection.find("SELECT " SAMATCHA_PROPOSAL_COLUMNS
                           " FROM agenda_proposal WHERE province = $1 AND id = $2",
                           {province, id}, proposal_of);
}

void insert_agenda_proposal(database::Connection& connection, std::string_view province,
                            const AgendaProposal& proposal, access::AccountId by) {
    const auto state = json::enum_name(proposal.state);
    const auto criteria = json::to_text(proposal.criteria);
    connection.execute(
        "INSERT INTO agenda_proposal (province, id, assembly_id, agency_id, title_th,"
        " title_en, reason, forum, proposed_by, proposed_at, state, criteria, answer)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '')",
        {province, proposal.id, proposal.assembly_id, proposal.agency_id, proposal.title_th,
         proposal.title_en, proposal.reason, proposal.forum, by, proposal.proposed_at, state,
         criteria});
}

void update_agenda_proposal(database::Connection& connection, std::string_view province,
                            const AgendaProposal& proposal, access::AccountId by) {
    const auto state = json::enum_name(proposal.state);
    const auto criteria = json::to_text(proposal.criteria);
    connection.execute(
        "UPDATE agenda_proposal SET state = $3, criteria = $4, answer = $5,"
        " answered_by = $6, answered_at = $7 WHERE province = $1 AND id = $2",
        {province, proposal.id, state, criteria, proposal.answer, by, proposal.answered_at});
}

std::vector<AgendaItem> agenda_items(database::Connection& connection, std::string_view province,
                                     AssemblyId id) {
    return connection.list(
        "SELECT " SAMATCHA_ITEM_COLUMNS
        " FROM agenda_item WHERE province = $1 AND assembly_id = $2 ORDER BY number",
        {province, id}, item_of);
}

std::optional<AgendaItem> find_agenda_item(database::Connection& connection,
                                           std::string_view province, AgendaItemId id) {
    return connection.find("SELECT " SAMATCHA_ITEM_COLUMNS
                           " FROM agenda_item WHERE province = $1 AND id = $2",
                           {province, id}, item_of);
}

void insert_agenda_item(database::Connection& connection, std::string_view province,
                        const AgendaItem& item) {
    const auto co_owners = json::to_text(item.co_owners);
    const auto evidence = json::to_text(item.evidence);
    const auto working_group = json::to_text(item.working_group);
    connection.execute(
        "INSERT INTO agenda_item (province, id, assembly_id, number, title_th, title_en,"
        " room_id, lead_agency_id, co_owners, evidence, working_group, proposal_id)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        {province, item.id, item.assembly_id, item.number, item.title_th, item.title_en,
         item.room_id, item.lead_agency_id, co_owners, evidence, working_group, item.proposal_id});
}

void update_agenda_item(database::Connection& connection, std::string_view province,
                        const AgendaItem& item) {
    const auto co_owners = json::to_text(item.co_owners);
    const auto evidence = json::to_text(item.evidence);
    const auto working_group = json::to_text(item.working_group);
    connection.execute(
        "UPDATE agenda_item SET number = $3, title_th = $4, title_en = $5, room_id = $6,"
        " lead_agency_id = $7, co_owners = $8, evidence = $9, working_group = $10,"
        " proposal_id = $11, withdrawn_at = $12, withdrawal_reason = $13"
        " WHERE province = $1 AND id = $2",
        {province, item.id, item.number, item.title_th, item.title_en, item.room_id,
         item.lead_agency_id, co_owners, evidence, working_group, item.proposal_id,
         item.withdrawn_at, item.withdrawal_reason});
}

std::vector<DraftResolution> drafts_ever(database::Connection& connection,
                                         std::string_view province, AssemblyId id) {
    return connection.list(
        SAMATCHA_DRAFT_SELECT
        " AND v.version = d.version JOIN agenda_item i ON i.province = d.province"
        " AND i.id = d.agenda_item_id"
        " WHERE d.province = $1 AND d.assembly_id = $2 ORDER BY i.number",
        {province, id}, draft_of);
}

std::vector<DraftResolution> drafts(database::Connection& connection, std::string_view province,
                                    AssemblyId id) {
    return connection.list(
        SAMATCHA_DRAFT_SELECT
        " AND v.version = d.version JOIN agenda_item i ON i.province = d.province"
        " AND i.id = d.agenda_item_id AND i.withdrawn_at IS NULL"
        " WHERE d.province = $1 AND d.assembly_id = $2 ORDER BY i.number",
        {province, id}, draft_of);
}

std::optional<DraftResolution> find_draft(database::Connection& connection,
                                          std::string_view province, DraftId id) {
    return connection.find(SAMATCHA_DRAFT_SELECT " AND v.version = d.version"
                                                 " WHERE d.province = $1 AND d.id = $2",
                           {province, id}, draft_of);
}

std::optional<DraftResolution> find_draft_of_item(database::Connection& connection,
                                                  std::string_view province, AgendaItemId id) {
    return connection.find(SAMATCHA_DRAFT_SELECT " AND v.version = d.version"
                                                 " WHERE d.province = $1 AND d.agenda_item_id = $2",
                           {province, id}, draft_of);
}

std::optional<DraftResolution> find_draft_version(database::Connection& connection,
                                                  std::string_view province, DraftId id,
                                                  std::int64_t version) {
    return connection.find(SAMATCHA_DRAFT_SELECT
                           " WHERE d.province = $1 AND d.id = $2 AND v.version = $3",
                           {province, id, version}, draft_of);
}

void insert_draft(database::Connection& connection, std::string_view province,
                  const DraftResolution& draft) {
    connection.execute(
        "INSERT INTO draft_resolution (province, id, assembly_id, agenda_item_id, version)"
        " VALUES ($1, $2, $3, $4, 0)",
        {province, draft.id, draft.assembly_id, draft.agenda_item_id});
}

void insert_draft_version(database::Connection& connection, std::string_view province,
                          const DraftResolution& draft, access::AccountId by) {
    const auto text = json::to_text(draft.text);
    const auto came_from = json::enum_name(draft.came_from);
    connection.execute(
        "INSERT INTO draft_version (province, draft_id, version, text, came_from, made_by,"
        " made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        {province, draft.id, draft.version, text, came_from, by, draft.made_at});
    connection.execute("UPDATE draft_resolution SET version = $3 WHERE province = $1 AND id = $2",
                       {province, draft.id, draft.version});
}

std::vector<Amendment> amendments(database::Connection& connection, std::string_view province,
                                  DraftId id, std::int64_t version) {
    return connection.list("SELECT " SAMATCHA_AMENDMENT_COLUMNS
                           " FROM amendment WHERE province = $1 AND draft_id = $2 AND version = $3"
                           " ORDER BY id",
                           {province, id, version}, amendment_of);
}

std::optional<Amendment> find_amendment(database::Connection& connection, std::string_view province,
                                        AmendmentId id) {
    return connection.find("SELECT " SAMATCHA_AMENDMENT_COLUMNS
                           " FROM amendment WHERE province = $1 AND id = $2",
                           {province, id}, amendment_of);
}

void insert_amendment(database::Connection& connection, std::string_view province,
                      const Amendment& amendment, access::AccountId by) {
    const auto operation = json::to_text(amendment.operation);
    connection.execute("INSERT INTO amendment (province, id, draft_id, version, agency_id, room_id,"
                       " operation, reason, state, proposed_by, proposed_at, decision_reason)"
                       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9, $10, '')",
                       {province, amendment.id, amendment.draft_id, amendment.version,
                        amendment.agency_id, amendment.room_id, operation, amendment.reason, by,
                        amendment.proposed_at});
}

void update_amendment(database::Connection& connection, std::string_view province,
                      const Amendment& amendment, access::AccountId by) {
    const auto state = json::enum_name(amendment.state);
    const auto operation = json::to_text(amendment.operation);
    connection.execute(
        "UPDATE amendment SET version = $3, room_id = $4, operation = $5, state = $6,"
        " decision_reason = $7, decided_by = $8, decided_at = $9, merged_into = $10"
        " WHERE province = $1 AND id = $2",
        {province, amendment.id, amendment.version, amendment.room_id, operation, state,
         amendment.decision_reason, by, amendment.decided_at, amendment.merged_into});
}

} // namespace samatcha::assembly
