#include "modules/assembly/records.hpp"

#include "base/json.hpp"

namespace samatcha::assembly {

namespace {

template <class E>
E word_as(std::string_view word) {
    return json::enum_from_name<E>(word).value_or(E{});
}

/// Stored by us, so that it can be read.
template <class T>
T stored(std::string_view text) {
    return json::from_text<T>(text).value();
}

std::optional<access::AccountId> account_in(const database::Row& row, std::size_t column) {
    const auto id = row.optional_integer(column);
    return id ? std::optional(access::AccountId{*id}) : std::nullopt;
}

Assembly assembly_of(const database::Row& row) {
    return {row.id<AssemblyId>(0),
            static_cast<int>(row.integer(1)),
            row.text(2),
            row.text(3),
            word_as<Phase>(row.text_view(4)),
            stored<AssemblyRules>(row.text_view(5)),
            stored<std::vector<PhaseDate>>(row.text_view(6)),
            row.integer(7),
            row.instant(8),
            row.optional_instant(9)};
}

struct StoredPart {
    std::string name;
    std::string salt;
    std::string value;
    std::string commitment;
};
BOOST_DESCRIBE_STRUCT(StoredPart, (), (name, salt, value, commitment))

std::string stored_parts(const public_log::Entry& entry) {
    std::vector<StoredPart> parts;
    for (const auto& part : entry.personal)
        parts.push_back({part.name, part.salt, part.value, part.commitment});
    return json::to_text(parts);
}

AssemblyEvent event_of(const database::Row& row) {
    AssemblyEvent event{{row.integer(0), row.integer(1), row.text(2), row.text(3)},
                        word_as<Audience>(row.text_view(7))};
    for (auto& part : stored<std::vector<StoredPart>>(row.text_view(4)))
        event.entry.personal.push_back({part.name, part.salt, part.value, part.commitment});
    event.entry.before = row.text(5);
    event.entry.hash = row.text(6);
    return event;
}

Room room_of(const database::Row& row) {
    return {row.id<RoomId>(0), row.id<AssemblyId>(1), row.text(2),
            row.text(3),       row.boolean(4),        account_in(row, 5)};
}

Delegate delegate_of(const database::Row& row) {
    return {
        row.id<DelegateId>(0), row.id<AssemblyId>(1), row.id<partners::AgencyId>(2), row.text(3),
        row.boolean(4),        account_in(row, 5),    row.optional_instant(6)};
}

#define SAMATCHA_ASSEMBLY_COLUMNS                                                                  \
    "id, year_be, title_th, title_en, phase, rules, calendar, events, created_at, published_at"
#define SAMATCHA_EVENT_COLUMNS "sequence, at, kind, data, personal, before, hash, audience"
#define SAMATCHA_ROOM_COLUMNS "id, assembly_id, name_th, name_en, is_plenary, chair_account_id"
#define SAMATCHA_DELEGATE_COLUMNS                                                                  \
    "id, assembly_id, agency_id, name, is_alternate, account_id, accepted_at"

} // namespace

std::vector<Assembly> assemblies(Connection& connection, std::string_view province) {
    return connection.list("SELECT " SAMATCHA_ASSEMBLY_COLUMNS
                           " FROM assembly WHERE province = $1 ORDER BY year_be DESC",
                           {province}, assembly_of);
}

std::optional<Assembly> find_assembly(Connection& connection, std::string_view province,
                                      AssemblyId id) {
    return connection.find("SELECT " SAMATCHA_ASSEMBLY_COLUMNS
                           " FROM assembly WHERE province = $1 AND id = $2",
                           {province, id}, assembly_of);
}

std::optional<Assembly> hold_assembly(Connection& connection, std::string_view province,
                                      AssemblyId id) {
    connection.execute("UPDATE assembly SET events = events WHERE province = $1 AND id = $2",
                       {province, id});
    return find_assembly(connection, province, id);
}

bool insert_assembly(Connection& connection, std::string_view province, const Assembly& assembly,
                     access::AccountId by) {
    const auto phase = json::enum_name(assembly.phase);
    const auto rules = json::to_text(assembly.rules);
    const auto calendar = json::to_text(assembly.calendar);
    return connection.execute(
               "INSERT INTO assembly (province, id, year_be, title_th, title_en, phase, rules,"
               " calendar, events, created_by, created_at)"
               " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10)"
               " ON CONFLICT (province, year_be) DO NOTHING",
               {province, assembly.id, assembly.year_be, assembly.title_th, assembly.title_en,
                phase, rules, calendar, by, assembly.created_at}) == 1;
}

void set_phase(Connection& connection, std::string_view province, AssemblyId id, Phase phase) {
    const auto word = json::enum_name(phase);
    connection.execute("UPDATE assembly SET phase = $3 WHERE province = $1 AND id = $2",
                       {province, id, word});
}

void set_published(Connection& connection, std::string_view province, AssemblyId id,
                   access::AccountId by, Instant at) {
    connection.execute("UPDATE assembly SET published_by = $3, published_at = $4"
                       " WHERE province = $1 AND id = $2",
                       {province, id, by, at});
}

void set_calendar(Connection& connection, std::string_view province, AssemblyId id,
                  const std::vector<PhaseDate>& calendar) {
    connection.execute("UPDATE assembly SET calendar = $3 WHERE province = $1 AND id = $2",
                       {province, id, json::to_text(calendar)});
}

void set_rules(Connection& connection, std::string_view province, AssemblyId id,
               const AssemblyRules& rules) {
    connection.execute("UPDATE assembly SET rules = $3 WHERE province = $1 AND id = $2",
                       {province, id, json::to_text(rules)});
}

AssemblyState state_of(Connection& connection, std::string_view province, AssemblyId id) {
    const auto count = [&](std::string_view sql) {
        return connection.integer(sql, {province, id});
    };
    return {
        count("SELECT count(*) FROM invited_agency WHERE province = $1 AND assembly_id = $2"),
        count("SELECT count(*) FROM agenda_proposal WHERE province = $1 AND assembly_id = $2"
              " AND state = 'open'"),
        count("SELECT count(*) FROM agenda_item WHERE province = $1 AND assembly_id = $2"
              " AND withdrawn_at IS NULL"),
        count("SELECT count(*) FROM agenda_item i WHERE i.province = $1 AND i.assembly_id = $2"
              " AND i.withdrawn_at IS NULL"
              " AND NOT EXISTS (SELECT 1 FROM draft_resolution d WHERE d.province = $1"
              " AND d.agenda_item_id = i.id)"),
        count("SELECT count(*) FROM amendment a JOIN draft_resolution d ON d.province = a.province"
              " AND d.id = a.draft_id JOIN agenda_item i ON i.province = d.province"
              " AND i.id = d.agenda_item_id WHERE a.province = $1 AND d.assembly_id = $2"
              " AND i.withdrawn_at IS NULL"
              " AND a.state IN ('open', 'passed_up', 'accepted')"),
        count("SELECT count(*) FROM consensus_test WHERE province = $1 AND assembly_id = $2"
              " AND closed_at IS NULL"),
        count("SELECT count(*) FROM resolution WHERE province = $1 AND assembly_id = $2")};
}

std::optional<public_log::Entry> last_event(Connection& connection, std::string_view province,
                                            AssemblyId id) {
    return connection.find("SELECT " SAMATCHA_EVENT_COLUMNS
                           " FROM assembly_event WHERE province = $1 AND assembly_id = $2"
                           " ORDER BY sequence DESC LIMIT 1",
                           {province, id},
                           [](const database::Row& row) { return event_of(row).entry; });
}

void insert_event(Connection& connection, std::string_view province, AssemblyId id,
                  const AssemblyEvent& event) {
    const auto& entry = event.entry;
    const auto audience = json::enum_name(event.audience);
    const auto personal = stored_parts(entry);
    connection.execute(
        "INSERT INTO assembly_event (province, assembly_id, sequence, at, kind, audience,"
        " data, personal, before, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        {province, id, entry.sequence, entry.at_unix_ms, entry.kind, audience, entry.data, personal,
         entry.before, entry.hash});
    connection.execute("UPDATE assembly SET events = $3 WHERE province = $1 AND id = $2",
                       {province, id, entry.sequence});
}

std::vector<AssemblyEvent> events_after(Connection& connection, std::string_view province,
                                        AssemblyId id, std::int64_t sequence,
                                        std::int64_t count_max) {
    return connection.list("SELECT " SAMATCHA_EVENT_COLUMNS
                           " FROM assembly_event WHERE province = $1 AND assembly_id = $2"
                           " AND sequence > $3 ORDER BY sequence LIMIT $4",
                           {province, id, sequence, count_max}, event_of);
}

void set_personal_parts(Connection& connection, std::string_view province, AssemblyId id,
                        const public_log::Entry& entry) {
    const auto personal = stored_parts(entry);
    connection.execute("UPDATE assembly_event SET personal = $4"
                       " WHERE province = $1 AND assembly_id = $2 AND sequence = $3",
                       {province, id, entry.sequence, personal});
}

std::vector<Room> rooms(Connection& connection, std::string_view province, AssemblyId id) {
    return connection.list(
        "SELECT " SAMATCHA_ROOM_COLUMNS
        " FROM room WHERE province = $1 AND assembly_id = $2 ORDER BY is_plenary, id",
        {province, id}, room_of);
}

std::optional<Room> find_room(Connection& connection, std::string_view province, RoomId id) {
    return connection.find("SELECT " SAMATCHA_ROOM_COLUMNS
                           " FROM room WHERE province = $1 AND id = $2",
                           {province, id}, room_of);
}

void insert_room(Connection& connection, std::string_view province, const Room& room) {
    connection.execute("INSERT INTO room (province, id, assembly_id, name_th, name_en, is_plenary,"
                       " chair_account_id) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                       {province, room.id, room.assembly_id, room.name_th, room.name_en,
                        room.is_plenary, room.chair_account_id});
}

std::vector<InvitedAgency> invited_agencies(Connection& connection, std::string_view province,
                                            AssemblyId id) {
    return connection.list("SELECT agency_id, sector FROM invited_agency"
                           " WHERE province = $1 AND assembly_id = $2 ORDER BY agency_id",
                           {province, id}, [](const database::Row& row) {
                               return InvitedAgency{row.id<partners::AgencyId>(0),
                                                    word_as<partners::Sector>(row.text_view(1))};
                           });
}

bool insert_invited_agency(Connection& connection, std::string_view province, AssemblyId id,
                           const InvitedAgency& agency, Instant now) {
    const auto sector = json::enum_name(agency.sector);
    return connection.execute(
               "INSERT INTO invited_agency (province, assembly_id, agency_id, sector,"
               " invited_at) VALUES ($1, $2, $3, $4, $5)"
               " ON CONFLICT (province, assembly_id, agency_id) DO NOTHING",
               {province, id, agency.agency_id, sector, now}) == 1;
}

std::vector<Delegate> delegates(Connection& connection, std::string_view province, AssemblyId id) {
    return connection.list("SELECT " SAMATCHA_DELEGATE_COLUMNS
                           " FROM delegate WHERE province = $1 AND assembly_id = $2"
                           " ORDER BY agency_id, is_alternate, id",
                           {province, id}, delegate_of);
}

void insert_delegate(Connection& connection, std::string_view province, const Delegate& delegate,
                     BytesView invitation_digest, std::string_view badge, Instant now) {
    connection.execute(
        "INSERT INTO delegate (province, id, assembly_id, agency_id, name, is_alternate,"
        " invitation_digest, badge, invited_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        {province, delegate.id, delegate.assembly_id, delegate.agency_id, delegate.name,
         delegate.is_alternate, invitation_digest, badge, now});
}

std::optional<Delegate> find_delegate_of_account(Connection& connection, std::string_view province,
                                                 AssemblyId id, access::AccountId account) {
    return connection.find(
        "SELECT " SAMATCHA_DELEGATE_COLUMNS
        " FROM delegate WHERE province = $1 AND assembly_id = $2 AND account_id = $3",
        {province, id, account}, delegate_of);
}

std::optional<Delegate> find_delegate_by_badge(Connection& connection, std::string_view province,
                                               AssemblyId id, std::string_view badge) {
    return connection.find("SELECT " SAMATCHA_DELEGATE_COLUMNS
                           " FROM delegate WHERE province = $1 AND assembly_id = $2 AND badge = $3",
                           {province, id, badge}, delegate_of);
}

std::optional<Delegate> find_delegate_by_invitation(Connection& connection,
                                                    std::string_view province,
                                                    BytesView invitation_digest) {
    return connection.find("SELECT " SAMATCHA_DELEGATE_COLUMNS
                           " FROM delegate WHERE province = $1 AND invitation_digest = $2",
                           {province, invitation_digest}, delegate_of);
}

std::vector<DelegatePass> badges(Connection& connection, std::string_view province, AssemblyId id) {
    return connection.list("SELECT " SAMATCHA_DELEGATE_COLUMNS
                           ", badge FROM delegate WHERE province = $1 AND assembly_id = $2"
                           " ORDER BY agency_id, is_alternate, id",
                           {province, id}, [](const database::Row& row) {
                               return DelegatePass{delegate_of(row), row.text(7)};
                           });
}

void set_invitation(Connection& connection, std::string_view province, DelegateId id,
                    BytesView invitation_digest) {
    connection.execute("UPDATE delegate SET invitation_digest = $3 WHERE province = $1 AND id = $2",
                       {province, id, invitation_digest});
}

std::string badge_of(Connection& connection, std::string_view province, DelegateId id) {
    return connection
        .find("SELECT badge FROM delegate WHERE province = $1 AND id = $2", {province, id},
              [](const database::Row& row) { return row.text(0); })
        .value_or("");
}

bool set_accepted(Connection& connection, std::string_view province, DelegateId id,
                  access::AccountId account, Instant now) {
    return connection.execute("UPDATE delegate SET account_id = $3, accepted_at = $4"
                              " WHERE province = $1 AND id = $2 AND accepted_at IS NULL",
                              {province, id, account, now}) == 1;
}

std::vector<Attendance> attendance_in(Connection& connection, std::string_view province,
                                      RoomId id) {
    return connection.list("SELECT agency_id, arrived_at, left_at FROM attendance"
                           " WHERE province = $1 AND room_id = $2 ORDER BY arrived_at",
                           {province, id}, [](const database::Row& row) {
                               return Attendance{row.id<partners::AgencyId>(0), row.instant(1),
                                                 row.optional_instant(2)};
                           });
}

std::vector<DelegateId> delegates_there(Connection& connection, std::string_view province,
                                        RoomId id) {
    return connection.list("SELECT delegate_id FROM attendance WHERE province = $1"
                           " AND room_id = $2 AND left_at IS NULL ORDER BY delegate_id",
                           {province, id},
                           [](const database::Row& row) { return row.id<DelegateId>(0); });
}

bool is_in_room(Connection& connection, std::string_view province, RoomId room,
                DelegateId delegate) {
    return connection.integer("SELECT count(*) FROM attendance WHERE province = $1 AND room_id = $2"
                              " AND delegate_id = $3 AND left_at IS NULL",
                              {province, room, delegate}) > 0;
}

void insert_arrival(Connection& connection, std::string_view province, AssemblyId id, RoomId room,
                    const Delegate& delegate, Instant now) {
    connection.execute("INSERT INTO attendance (province, id, assembly_id, room_id, delegate_id,"
                       " agency_id, arrived_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                       {province, new_id(), id, room, delegate.id, delegate.agency_id, now});
}

bool set_departure(Connection& connection, std::string_view province, RoomId room,
                   DelegateId delegate, Instant now) {
    return connection.execute(
               "UPDATE attendance SET left_at = $4 WHERE province = $1 AND room_id = $2"
               " AND delegate_id = $3 AND left_at IS NULL",
               {province, room, delegate, now}) > 0;
}

} // namespace samatcha::assembly
