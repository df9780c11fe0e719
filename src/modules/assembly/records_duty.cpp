#include "modules/assembly/records_duty.hpp"

namespace samatcha::assembly {

std::int64_t proposals_of(database::Connection& connection, std::string_view province,
                          AssemblyId id, partners::AgencyId agency) {
    return connection.integer("SELECT count(*) FROM agenda_proposal"
                              " WHERE province = $1 AND assembly_id = $2 AND agency_id = $3",
                              {province, id, agency});
}

std::int64_t invitations_open(database::Connection& connection, std::string_view province,
                              AssemblyId id) {
    return connection.integer("SELECT count(*) FROM delegate WHERE province = $1"
                              " AND assembly_id = $2 AND accepted_at IS NULL",
                              {province, id});
}

std::int64_t drafts_owed_by(database::Connection& connection, std::string_view province,
                            AssemblyId id, partners::AgencyId agency) {
    return connection.integer(
        "SELECT count(*) FROM agenda_item i WHERE i.province = $1 AND i.assembly_id = $2"
        " AND i.lead_agency_id = $3 AND i.withdrawn_at IS NULL AND NOT EXISTS (SELECT 1 FROM "
        "draft_resolution d"
        " WHERE d.province = $1 AND d.agenda_item_id = i.id)",
        {province, id, agency});
}

std::int64_t drafts_unread_by(database::Connection& connection, std::string_view province,
                              AssemblyId id, partners::AgencyId agency) {
    return connection.integer(
        "SELECT count(*) FROM draft_resolution d JOIN agenda_item i ON i.province = d.province"
        " AND i.id = d.agenda_item_id WHERE d.province = $1 AND d.assembly_id = $2"
        " AND i.lead_agency_id <> $3 AND i.withdrawn_at IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM draft_comment c WHERE c.province = $1"
        " AND c.draft_id = d.id AND c.agency_id = $3)"
        " AND NOT EXISTS (SELECT 1 FROM amendment a WHERE a.province = $1"
        " AND a.draft_id = d.id AND a.agency_id = $3)",
        {province, id, agency});
}

std::int64_t amendments_before(database::Connection& connection, std::string_view province,
                               AssemblyId id, access::AccountId chair) {
    return connection.integer(
        "SELECT count(*) FROM amendment a JOIN room r ON r.province = a.province"
        " AND r.id = a.room_id JOIN draft_resolution d ON d.province = a.province"
        " AND d.id = a.draft_id JOIN agenda_item i ON i.province = d.province"
        " AND i.id = d.agenda_item_id WHERE a.province = $1 AND r.assembly_id = $2"
        " AND i.withdrawn_at IS NULL"
        " AND r.chair_account_id = $3"
        " AND (a.state = 'open' OR (a.state = 'passed_up' AND r.is_plenary = 1))",
        {province, id, chair});
}

std::int64_t amendments_before_nobody(database::Connection& connection, std::string_view province,
                                      AssemblyId id) {
    return connection.integer(
        "SELECT count(*) FROM amendment a JOIN room r ON r.province = a.province"
        " AND r.id = a.room_id JOIN draft_resolution d ON d.province = a.province"
        " AND d.id = a.draft_id JOIN agenda_item i ON i.province = d.province"
        " AND i.id = d.agenda_item_id WHERE a.province = $1 AND r.assembly_id = $2"
        " AND i.withdrawn_at IS NULL"
        " AND r.chair_account_id IS NULL"
        " AND (a.state = 'open' OR (a.state = 'passed_up' AND r.is_plenary = 1))",
        {province, id});
}

} // namespace samatcha::assembly
