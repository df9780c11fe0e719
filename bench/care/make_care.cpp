// A province as it is after years of work, written at once: children in two registers, linked, and the cases of some of
// them in all states, given to the workers of thirty agencies. Names are the generator's. See README.md.
//
//     make_care DATABASE KEYS_FILE CHILDREN CASES PASSWORD
//
// The province 40 must have been begun. Workers log in as worker1 ..., coordinators of their agencies as coordinator1 ...
#include "engines/population/register_row.hpp"
#include "modules/access/records.hpp"
#include "modules/area/gazetteer.hpp"
#include "modules/care/records.hpp"
#include "modules/partners/actions.hpp"
#include "modules/persons/records.hpp"
#include "modules/registers/actions.hpp"
#include "modules/registers/records.hpp"
#include "platform/vault/secret.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <unordered_map>
#include <vector>

using namespace samatcha;

namespace {

constexpr std::string_view province = "40";
constexpr std::size_t rows_per_batch = 20'000;
constexpr int agencies_count = 30;
constexpr int workers_of_agency = 20;
constexpr std::int64_t day_ms = 86'400'000;

/// What a case is made of.
struct ChildOfRegister {
    persons::PersonId person;
    care::CaseChild child;
    std::string subdistrict_code;
    std::string sex;
};

struct Worker {
    access::AccountId account;
    access::AgencyId agency;
};

class Making {
public:
    Making(database::Connection& connection, const vault::KeyRing& keys, std::uint32_t children)
        : m_db(connection), m_keys(keys), m_population(population::Population::create(plan(children)).value()) {
        m_actor.role = access::Role::Secretariat;
        m_actor.province = province;
        m_actor.os_account = "bench";
    }

    void registers_and_persons(std::size_t cases) {
        m_civil = begin_snapshot(registers::RegisterKind::Civil);
        m_school = begin_snapshot(registers::RegisterKind::School);
        persons::LinkRun run;
        run.id = {new_id()};
        run.began_with = run.id;
        run.created_at = m_clock.now();
        run.snapshots = {{m_civil.id, registers::RegisterKind::Civil, m_civil.agency_id, m_civil.snapshot_date, 0},
                         {m_school.id, registers::RegisterKind::School, m_school.agency_id, m_school.snapshot_date, 0}};
        persons::insert_link_run(m_db, province, run);
        for (std::uint32_t h = 0; h < m_population.household_count(); ++h) {
            household(m_population.household(h), cases);
            if (m_persons.size() >= rows_per_batch)
                write_batch(run);
        }
        write_batch(run);
        run.snapshots[0].records = m_civil.rows_stored;
        run.snapshots[1].records = m_school.rows_stored;
        complete(m_civil);
        complete(m_school);
        persons::LinkReport report;
        report.records = m_civil.rows_stored + m_school.rows_stored;
        report.persons = m_persons_written;
        persons::complete_link_run(m_db, province, run.id, m_clock.now(), report);
    }

    void agencies_and_workers(const std::string& password) {
        const auto hash = vault::hash_password(password);
        for (int a = 1; a <= agencies_count; ++a) {
            partners::Agency agency;
            agency.name_th = fmt::format("หน่วยงาน {}", a);
            agency.area_code = province;
            const auto id = partners::add_agency(m_actor, m_db, agency).value().id;
            const auto account = [&](const std::string& login) {
                access::Account made{access::AccountId{new_id()}, std::string(province), login, login, access::Role::CaseWorker, id, hash, false, false};
                access::records::add_account(m_db, made, m_clock.now(), {});
                return made.id;
            };
            care::set_duty(m_db, province, account(fmt::format("coordinator{}", a)), care::CareDuty::Coordinator, true);
            for (int w = 0; w < workers_of_agency; ++w)
                m_workers.push_back({account(fmt::format("worker{}", m_workers.size() + 1)), id});
        }
    }

    void cases() {
        population::Random random(11);
        for (std::size_t at = 0; at < m_found.size(); at += rows_per_batch)
            database::transaction(m_db, [&] {
                for (std::size_t i = at; i < std::min(at + rows_per_batch, m_found.size()); ++i)
                    open_case(m_found[i], random);
            });
    }

    std::size_t found() const { return m_found.size(); }

private:
    static population::Plan plan(std::uint32_t children) {
        static const auto gazetteer = area::Gazetteer::load();
        population::Plan plan;
        plan.province = province;
        plan.province_name = gazetteer.province(province)->name_th;
        for (const auto& subdistrict : gazetteer.subdistricts(province))
            plan.places.push_back({subdistrict.code, subdistrict.name_th, gazetteer.district(subdistrict.district)->name_th,
                                   subdistrict.postcode});
        plan.children = children;
        return plan;
    }

    registers::Snapshot begin_snapshot(registers::RegisterKind kind) {
        partners::Agency agency;
        agency.name_th = "ทะเบียน " + json::enum_name(kind);
        agency.area_code = province;
        registers::Agreement agreement;
        agreement.agency_id = partners::add_agency(m_actor, m_db, agency).value().id;
        agreement.register_kind = kind;
        agreement.name = agreement.purpose = agreement.legal_basis = "วัดผล";
        agreement.fields = {registers::all_fields().begin(), registers::all_fields().end()};
        agreement.valid_from = {2020, 1, 1};
        agreement.valid_until = {2099, 12, 31};
        agreement = registers::make_agreement(m_actor, m_db, m_clock, agreement).value();
        registers::Upload upload;
        upload.id = {new_id()};
        upload.filename = "bench.csv";
        upload.created_at = m_clock.now();
        registers::insert_upload(m_db, province, upload);
        registers::Snapshot snapshot;
        snapshot.id = {new_id()};
        snapshot.agreement_id = agreement.id;
        snapshot.agency_id = agreement.agency_id;
        snapshot.register_kind = kind;
        snapshot.snapshot_date = {2026, 6, 10};
        snapshot.filename = upload.filename;
        snapshot.started_at = m_clock.now();
        snapshot.fields = agreement.fields;
        const auto identity = std::to_string(snapshot.id.value);
        registers::insert_snapshot(m_db, province, snapshot, {upload.id, "{}", Bytes(identity.begin(), identity.end()), 0});
        return snapshot;
    }

    void complete(registers::Snapshot& snapshot) {
        snapshot.state = registers::SnapshotState::Complete;
        snapshot.rows_total = snapshot.rows_stored;
        snapshot.finished_at = m_clock.now();
        registers::finish_snapshot(m_db, province, snapshot);
    }

    void household(const population::Household& household, std::size_t cases) {
        using registers::Field;
        std::unordered_map<std::uint32_t, persons::PersonId> person_of;
        for (const auto& row : population::rows_about(m_population, household)) {
            const bool is_civil = row.source == population::Register::Civil;
            if (!is_civil && row.source != population::Register::School)
                continue;
            auto& person = person_of[row.person];
            if (!person) {
                person = {new_id()};
                m_persons.push_back(person.value);
            }
            auto& snapshot = is_civil ? m_civil : m_school;
            registers::PersonRecord record;
            record.row_no = ++snapshot.rows_stored;
            record.value(Field::CitizenId) = row.citizen_id;
            record.value(Field::GivenName) = row.given.thai;
            record.value(Field::Surname) = row.surname.thai;
            record.value(Field::Sex) = row.sex;
            record.value(Field::BirthDate) = to_iso(row.birth);
            record.value(Field::SubdistrictCode) = m_population.plan().places[row.address.place].code;
            record.value(Field::VillageNo) = std::to_string(row.address.village_no);
            record.value(Field::VillageName) = m_population.village_name(row.address);
            record.value(Field::HouseNo) = row.address.house_no;
            record.value(Field::MotherName) = row.mother;
            record.value(Field::Phone) = row.phone;
            (is_civil ? m_civil_rows : m_school_rows)
                .push_back(registers::stored_record(m_keys, province, snapshot.id, record));
            m_rows.push_back({person, record.row_no + (is_civil ? 0 : 1LL << 32), snapshot.id, record.row_no, 0});
            if (is_civil && row.copy == 0 && m_found.size() < cases &&
                mixed_up(row.person) % m_population.plan().children < cases * 11 / 10)
                m_found.push_back({person,
                                   {row.given.thai, row.surname.thai, {}, row.citizen_id, row.birth, row.guardian, row.phone,
                                    row.address.house_no, std::to_string(row.address.village_no),
                                    m_population.village_name(row.address), {}},
                                   m_population.plan().places[row.address.place].code,
                                   std::string(1, row.sex)});
        }
    }

    static std::uint64_t mixed_up(std::uint32_t number) { return population::mixed(number + 1); }

    void write_batch(const persons::LinkRun& run) {
        persons::write_persons(m_db, province, run.id, m_persons);
        std::sort(m_rows.begin(), m_rows.end(), [](const auto& l, const auto& r) {
            return std::pair(l.person.value, l.record_no) < std::pair(r.person.value, r.record_no);
        });
        persons::write_person_records(m_db, province, run, m_rows);
        database::transaction(m_db, [&] {
            registers::insert_records(m_db, province, m_civil.id, m_civil_rows);
            registers::insert_records(m_db, province, m_school.id, m_school_rows);
        });
        m_persons_written += static_cast<std::int64_t>(m_persons.size());
        m_persons.clear();
        m_rows.clear();
        m_civil_rows.clear();
        m_school_rows.clear();
    }

    void open_case(const ChildOfRegister& found, population::Random& random) {
        const auto& worker = m_workers[random.below(static_cast<std::uint32_t>(m_workers.size()))];
        care::CareCase made;
        made.id = {new_id()};
        made.person = found.person;
        made.subdistrict_code = found.subdistrict_code;
        made.sex = found.sex;
        made.birth_year = found.child.birth_date.year_ce;
        made.state = static_cast<care::CaseState>(random.below(9));
        if (made.state == care::CaseState::Closed)
            made.outcome = care::CaseOutcome::Livelihood;
        if (made.state != care::CaseState::Candidate || random.chance(0.5)) {
            made.agency = worker.agency;
            made.worker = worker.account;
        }
        const auto now = m_clock.now().unix_ms;
        made.opened_at = {now - random.between(1, 700) * day_ms};
        made.changed_at = {made.opened_at.unix_ms + random.between(0, 90) * day_ms};
        made.changed_at = {std::min(made.changed_at.unix_ms, now)};
        made.is_urgent = random.chance(0.01);
        made.due = care::due_of(made);
        made.due_at = care::due_at_of(made.due, {now + random.between(-60, 60) * day_ms});
        care::insert_case(m_db, province, m_keys, made, found.child);
        care::insert_event(m_db, province, m_keys, made.id,
                           {{new_id()}, made.opened_at, made.opened_at, {}, care::CaseVerb::Open, care::CaseState::Candidate,
                            care::CaseState::Candidate, {}});
        if (made.worker)
            care::insert_event(m_db, province, m_keys, made.id,
                               {{new_id()}, made.changed_at, made.changed_at, made.worker, care::CaseVerb::Assign,
                                care::CaseState::Candidate, made.state, {}});
    }

    database::Connection& m_db;
    const vault::KeyRing& m_keys;
    SystemClock m_clock;
    population::Population m_population;
    access::Actor m_actor;
    registers::Snapshot m_civil, m_school;
    std::vector<std::int64_t> m_persons;
    std::vector<persons::PersonRecordRow> m_rows;
    std::vector<registers::StoredRecord> m_civil_rows, m_school_rows;
    std::int64_t m_persons_written = 0;
    std::vector<ChildOfRegister> m_found;
    std::vector<Worker> m_workers;
};

} // namespace

int main(int argc, char** argv) {
    if (argc != 6) {
        fmt::print(stderr, "make_care DATABASE KEYS_FILE CHILDREN CASES PASSWORD\n");
        return 2;
    }
    auto database = database::Database::open(argv[1]);
    const auto keys = vault::KeyRing::open(argv[2]).value();
    const auto connection = database.connection();
    Making making(*connection, keys, static_cast<std::uint32_t>(std::atoi(argv[3])));
    making.registers_and_persons(static_cast<std::size_t>(std::atoi(argv[4])));
    making.agencies_and_workers(argv[5]);
    making.cases();
    fmt::print("{} cases\n", making.found());
    return 0;
}
