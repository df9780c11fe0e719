#include "modules/situation/records_finding.hpp"

namespace samatcha::situation {

std::optional<SituationId> lock_latest_situation(database::Connection& connection, std::string_view province) {
    const auto id = latest_situation_id(connection, province);
    if (id)
        connection.execute("UPDATE situation SET state = state WHERE province = $1 AND id = $2", {province, *id});
    return id;
}

std::optional<Situation> situation_to_correct(database::Connection& connection, std::string_view province,
                                              SituationId id) {
    return connection.find("SELECT body FROM situation WHERE province = $1 AND id = $2", {province, id},
                           [](const database::Row& row) {
                               return json::from_text<Situation>(row.text_view(0)).value();
                           });
}

void correct_situation(database::Connection& connection, std::string_view province, const Situation& situation) {
    connection.execute("UPDATE situation SET value = $3, low = $4, high = $5, body = $6"
                       " WHERE province = $1 AND id = $2",
                       {province, situation.id, situation.value, situation.low, situation.high,
                        json::to_text(situation)});
}

void keep_finding(database::Connection& connection, std::string_view province, const FieldFinding& finding,
                  std::optional<SituationId> taken_from, const std::optional<ListedChildRow>& row) {
    if (!row) {
        connection.execute(
            "INSERT INTO field_finding (province, person_id, finding, case_id, account_id, found_at)"
            " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (province, person_id) DO UPDATE SET finding = $3,"
            " case_id = $4, account_id = $5, found_at = $6",
            {province, finding.person, json::enum_name(finding.finding), finding.case_id, finding.account, finding.at});
        return;
    }
    std::optional<std::int64_t> school_snapshot, school_row;
    if (row->last_school) {
        school_snapshot = row->last_school->snapshot_id.value;
        school_row = row->last_school->row_no;
    }
    remove_finding(connection, province, finding.person);
    connection.execute(
        "INSERT INTO field_finding (province, person_id, finding, case_id, account_id, found_at, situation_id, age, sex,"
        " subdistrict_code, certainty, reason, snapshot_id, row_no, school_snapshot_id, school_row_no)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        {province, finding.person, json::enum_name(finding.finding), finding.case_id, finding.account, finding.at,
         taken_from, row->age, row->sex, row->subdistrict_code, row->certainty, row->reason, row->snapshot, row->row_no,
         school_snapshot, school_row});
}

void remove_finding(database::Connection& connection, std::string_view province, persons::PersonId person) {
    connection.execute("DELETE FROM field_finding WHERE province = $1 AND person_id = $2", {province, person});
}

std::vector<FieldFinding> findings_of(database::Connection& connection, std::string_view province) {
    return connection.list("SELECT person_id, finding, case_id, account_id, found_at FROM field_finding"
                           " WHERE province = $1 ORDER BY person_id",
                           {province}, [](const database::Row& row) {
                               return FieldFinding{row.id<persons::PersonId>(0),
                                                   json::enum_from_name<Finding>(row.text_view(1)).value_or(Finding::InSchool),
                                                   row.integer(2), row.id<access::AccountId>(3), row.instant(4)};
                           });
}

std::optional<TakenFromList> taken_from_list(database::Connection& connection, std::string_view province,
                                             persons::PersonId person) {
    return connection.find(
        "SELECT situation_id, person_id, age, sex, subdistrict_code, certainty, reason, snapshot_id, row_no,"
        " school_snapshot_id, school_row_no FROM field_finding"
        " WHERE province = $1 AND person_id = $2 AND situation_id IS NOT NULL",
        {province, person}, [](const database::Row& row) {
            TakenFromList taken{row.id<SituationId>(0),
                                {row.id<persons::PersonId>(1), static_cast<int>(row.integer(2)), row.text(3),
                                 row.text(4), row.real(5), row.text(6), row.id<registers::SnapshotId>(7),
                                 row.integer(8)}};
            if (const auto school = row.optional_integer(9))
                taken.row.last_school = registers::RecordKey{{*school}, row.integer(10)};
            return taken;
        });
}

} // namespace samatcha::situation
