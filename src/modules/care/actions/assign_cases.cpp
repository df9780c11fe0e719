#include "base/json.hpp"
#include "modules/access/access_log.hpp"
#include "modules/access/records.hpp"
#include "modules/care/actions_assignment.hpp"
#include "modules/care/actions_plan.hpp"
#include "modules/care/child_of_record.hpp"
#include "modules/care/household.hpp"
#include "modules/care/records_assignment.hpp"
#include "modules/notices/actions.hpp"
#include "modules/registers/snapshot_reading.hpp"
#include "modules/situation/actions.hpp"
#include "modules/situation/records.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <unordered_map>

namespace samatcha::care {

namespace {

constexpr int cases_per_batch = 2000;

struct AssignedSaid {
    AssignmentId assignment_id;
    access::AccountId worker_id;
    std::string worker_name;
};
BOOST_DESCRIBE_STRUCT(AssignedSaid, (), (assignment_id, worker_id, worker_name))

bool can_work(access::Role role) {
    return role == access::Role::CaseWorker || role == access::Role::Volunteer;
}

Result<void> check_leads(const CaseScope& scope) {
    if (scope.reach != Reach::Province && scope.reach != Reach::Agency)
        return failure(ErrorCode::Forbidden, "care.not_a_coordinator");
    return {};
}

std::vector<CareWorker> workers_of(database::Connection& connection, std::string_view province,
                                   std::optional<access::AgencyId> agency) {
    std::vector<CareWorker> workers;
    const auto coordinators = accounts_with_duty(connection, province, CareDuty::Coordinator);
    const auto on_duty = accounts_with_duty(connection, province, CareDuty::DutyOfficer);
    const auto has = [](const auto& list, access::AccountId id) {
        return std::find(list.begin(), list.end(), id) != list.end();
    };
    for (const auto& account : access::records::accounts(connection, province)) {
        if (account.disabled_at || !can_work(account.role) ||
            (agency && account.agency_id && account.agency_id != agency))
            continue;
        workers.push_back({account.id, account.display_name, account.role, account.agency_id,
                           areas_of(connection, province, account.id),
                           has(coordinators, account.id), has(on_duty, account.id), 0});
    }
    return workers;
}

/// Those whom an order gives cases to.
Result<std::vector<CareWorker>> workers_of_order(database::Connection& connection,
                                                 std::string_view province,
                                                 const AssignmentOrder& order) {
    auto workers = workers_of(connection, province, order.agency_id);
    if (!order.worker_id)
        return workers;
    const auto one = std::find_if(workers.begin(), workers.end(), [&](const CareWorker& w) {
        return w.account_id == *order.worker_id;
    });
    if (one == workers.end())
        return failure(ErrorCode::NotFound, "care.worker_unknown");
    return std::vector{*one};
}

bool fits_area(const AssignmentOrder& order, const std::string& subdistrict_code) {
    return !order.subdistricts || order.subdistricts->empty() ||
           std::find(order.subdistricts->begin(), order.subdistricts->end(), subdistrict_code) !=
               order.subdistricts->end();
}

/// Who takes part in an order of the situation's list.
class ListedWithoutCase {
public:
    ListedWithoutCase(database::Connection& connection, std::string_view province,
                      const AssignmentOrder& order)
        : m_connection(connection),
          m_province(province),
          m_order(order),
          m_with_case(persons_with_case(connection, province)) {
        situation::ListFilter filter;
        filter.district = m_province;
        filter.age_from = order.age_from.value_or(0);
        filter.age_to = order.age_to.value_or(150);
        m_parts = {filter};
        if (!order.subdistricts || order.subdistricts->empty())
            return;
        m_parts.clear();
        for (const auto& code : std::set(order.subdistricts->begin(), order.subdistricts->end()))
            if (code.starts_with(m_province)) {
                filter.subdistrict = code;
                m_parts.push_back(filter);
            }
    }

    Result<void> open() {
        const auto found = situation::latest_situation_id(m_connection, m_province);
        if (!found)
            return failure(ErrorCode::NotFound, "situation.none");
        m_situation = *found;
        m_as_of = situation::latest(m_connection, m_province)->as_of;
        if (m_order.out_months_from)
            for (const auto& snapshot : registers::snapshots(m_connection, m_province))
                m_days[snapshot.id.value] = snapshot.snapshot_date;
        return {};
    }

    /// The next rows by subdistrict, age and person, at least one until there are no more.
    std::vector<situation::ListedChildRow> next() {
        std::vector<situation::ListedChildRow> taken;
        while (taken.empty() && m_part < m_parts.size()) {
            const auto rows = situation::listed_children(
                m_connection, m_province, m_situation, m_parts[m_part],
                situation::ListSort::Subdistrict, m_after, cases_per_batch);
            for (const auto& row : rows)
                if (takes_part(row))
                    taken.push_back(row);
            if (rows.size() < cases_per_batch) {
                ++m_part;
                m_after.reset();
            } else {
                const auto& last = rows.back();
                m_after = situation::ListCursor{last.subdistrict_code, last.age, last.certainty,
                                                last.person.value};
            }
        }
        return taken;
    }

    /// All of them, in one reading: the callback may not use the connection.
    void
    each(const std::function<database::Reading(const situation::ListedChildRow&)>& child) const {
        auto reading = database::Reading::Continue;
        for (const auto& part : m_parts)
            if (reading == database::Reading::Continue)
                situation::each_listed(m_connection, m_province, m_situation, part,
                                       [&](const situation::ListedChildRow& row) {
                                           if (takes_part(row))
                                               reading = child(row);
                                           return reading;
                                       });
    }

    /// Somebody opened a case meanwhile.
    void read_anew() { m_with_case = persons_with_case(m_connection, m_province); }
    bool has_case(persons::PersonId person) const {
        return std::binary_search(m_with_case.begin(), m_with_case.end(), person.value);
    }

private:
    bool takes_part(const situation::ListedChildRow& row) const {
        return row.certainty >= m_order.certainty_from.value_or(0) &&
               (!m_order.out_months_from || months_out(row) >= *m_order.out_months_from) &&
               !has_case(row.person);
    }
    int months_out(const situation::ListedChildRow& row) const {
        constexpr int never_seen = 1'000'000;
        if (!row.last_school)
            return never_seen;
        const auto known = m_days.find(row.last_school->snapshot_id.value);
        const auto& day = known == m_days.end() ? m_as_of : known->second;
        return (m_as_of.year_ce - day.year_ce) * 12 + m_as_of.month - day.month;
    }

    database::Connection& m_connection;
    std::string m_province;
    const AssignmentOrder& m_order;
    std::vector<std::int64_t> m_with_case;
    std::vector<situation::ListFilter> m_parts; ///< One for each subdistrict, or one for all.
    std::size_t m_part = 0;
    situation::SituationId m_situation;
    PartialDate m_as_of;
    std::optional<situation::ListCursor> m_after;
    std::unordered_map<std::int64_t, PartialDate> m_days; ///< Of snapshots.
};

/// Cases of nobody that fit an order, by subdistrict.
std::map<std::string, std::int64_t> unassigned_of_order(database::Connection& connection,
                                                        std::string_view province,
                                                        const AssignmentOrder& order) {
    auto counts = count_unassigned(connection, province);
    std::erase_if(counts, [&](const auto& one) { return !fits_area(order, one.first); });
    return counts;
}

Result<bool> would_give_some(const Occasion& occasion, const AssignmentOrder& order) {
    if (order.from == AssignmentFrom::Unassigned)
        return !unassigned_of_order(occasion.db, occasion.province(), order).empty();
    ListedWithoutCase listed(occasion.db, occasion.province(), order);
    TRY(listed.open());
    return !listed.next().empty();
}

/// One assignment, as its job does it.
class AssignmentRun {
public:
    AssignmentRun(const Assigning& assigning, jobs::JobRun& job, database::Connection& connection,
                  Assignment assignment, std::vector<CareWorker> workers)
        : m_assigning(assigning),
          m_job(job),
          m_connection(connection),
          m_assignment(std::move(assignment)),
          m_turns(workers),
          m_province(job.province()),
          m_done(m_assignment.cases),
          m_max(m_assignment.order.count_max.value_or(std::numeric_limits<int>::max())) {}

    Result<void> run() {
        return m_assignment.order.from == AssignmentFrom::Situation ? open_new()
                                                                    : give_unassigned();
    }
    std::int64_t done() const { return m_done; }

private:
    AssignedCase prepared(CareCase care_case, CaseVerb verb) {
        const auto now = m_assigning.clock.now();
        AssignedCase one;
        one.agency_before = care_case.agency;
        one.worker_before = care_case.worker;
        const auto* worker = m_turns.next(care_case.subdistrict_code);
        care_case.worker = worker ? worker->account_id : access::AccountId{};
        care_case.agency = m_assignment.order.agency_id  ? *m_assignment.order.agency_id
                           : worker && worker->agency_id ? *worker->agency_id
                                                         : care_case.agency;
        care_case.due = due_of(care_case);
        care_case.due_at = due_at_of(care_case.due, now);
        care_case.changed_at = now;
        one.event = {CareEventId{new_id()},
                     now,
                     now,
                     m_assignment.account,
                     verb,
                     care_case.state,
                     care_case.state,
                     json::to_text(AssignedSaid{m_assignment.id, care_case.worker,
                                                worker ? worker->name : std::string()}),
                     {}};
        one.care_case = std::move(care_case);
        return one;
    }

    /// Of the registers, by snapshot and row.
    using Records =
        std::map<std::pair<registers::SnapshotId, std::int64_t>, registers::PersonRecord>;

    Result<Records> records_of(const std::vector<situation::ListedChildRow>& rows) {
        std::map<registers::SnapshotId, std::vector<std::int64_t>> asked;
        for (const auto& row : rows)
            asked[row.snapshot].push_back(row.row_no);
        Records records;
        for (auto& [snapshot, row_nos] : asked)
            for (auto& record : TRY(registers::person_records(
                     m_connection, m_assigning.keys, m_province, snapshot, std::move(row_nos))))
                records.emplace(std::pair(snapshot, record.row_no), std::move(record));
        return records;
    }

    AssignedCase opened(const situation::ListedChildRow& row, const Records& records) {
        const auto child = child_of_record(records.at({row.snapshot, row.row_no}));
        CareCase made;
        made.id = CareCaseId{new_id()};
        made.person = row.person;
        made.subdistrict_code = row.subdistrict_code;
        made.birth_year = child.birth_date.year_ce;
        made.sex = row.sex;
        made.certainty = row.certainty;
        made.household = household_of(m_assigning.keys, m_province, row.subdistrict_code, child);
        made.opened_at = m_assigning.clock.now();
        auto one = prepared(std::move(made), CaseVerb::Open);
        one.was_opened = true;
        one.sealed_child = sealed_child(m_province, m_assigning.keys, one.care_case.id, child);
        return one;
    }

    Result<void> open_new() {
        ListedWithoutCase listed(m_connection, m_province, m_assignment.order);
        TRY(listed.open());
        m_total = m_done;
        listed.each([&](const situation::ListedChildRow&) {
            return ++m_total < m_max ? database::Reading::Continue : database::Reading::Stop;
        });
        m_total = std::min(m_total, m_max);
        while (m_done < m_max) {
            auto rows = listed.next();
            if (rows.empty())
                break;
            if (m_job.is_cancelled())
                return jobs::cancelled();
            if (static_cast<std::int64_t>(rows.size()) > m_max - m_done)
                rows.resize(static_cast<std::size_t>(m_max - m_done));
            const auto records = TRY(records_of(rows));
            std::vector<AssignedCase> cases;
            for (const auto& row : rows)
                cases.push_back(opened(row, records));
            write(cases, listed);
        }
        return {};
    }

    void write(std::vector<AssignedCase>& cases, ListedWithoutCase& listed) {
        constexpr int tries_max = 3;
        for (int tries = 1;; ++tries) {
            try {
                database::transaction(m_connection, [&] {
                    open_cases(m_connection, m_province, m_assigning.keys, m_assignment.id, cases);
                    keep(static_cast<std::int64_t>(cases.size()));
                });
                break;
            } catch (const database::Failure& failure) {
                if (failure.kind() != database::FailureKind::Unique || tries == tries_max)
                    throw;
                listed.read_anew(); // Somebody opened one of these by hand.
                std::erase_if(cases, [&](const AssignedCase& one) {
                    return listed.has_case(*one.care_case.person);
                });
            }
        }
        report(static_cast<std::int64_t>(cases.size()));
    }

    Result<void> give_unassigned() {
        m_total = m_done;
        for (const auto& [area, cases] :
             unassigned_of_order(m_connection, m_province, m_assignment.order))
            m_total += cases;
        m_total = std::min(m_total, m_max);
        CareCaseId after;
        for (;;) {
            if (m_job.is_cancelled())
                return jobs::cancelled();
            std::vector<AssignedCase> cases;
            bool is_over = false;
            database::transaction(m_connection, [&] {
                const auto batch =
                    unassigned_cases(m_connection, m_province, after, cases_per_batch);
                is_over = batch.size() < cases_per_batch;
                for (const auto& one : batch) {
                    after = one.id;
                    if (!fits_area(m_assignment.order, one.subdistrict_code) ||
                        m_done + static_cast<std::int64_t>(cases.size()) >= m_max)
                        continue;
                    auto given = prepared(one, CaseVerb::Assign);
                    if (!given.care_case.worker)
                        continue;
                    ++given.care_case.version;
                    cases.push_back(std::move(given));
                }
                give_cases(m_connection, m_province, m_assigning.keys, m_assignment.id, cases,
                           m_assigning.clock.now());
                keep(static_cast<std::int64_t>(cases.size()));
            });
            report(static_cast<std::int64_t>(cases.size()));
            if (is_over || m_done >= m_max)
                return {};
        }
    }

    void keep(std::int64_t cases) {
        add_assigned(m_connection, m_province, m_assignment.id, cases);
    }
    void report(std::int64_t cases) {
        m_done += cases;
        m_job.report("assigning", m_done, m_total);
    }

    const Assigning& m_assigning;
    jobs::JobRun& m_job;
    database::Connection& m_connection;
    Assignment m_assignment;
    Turns m_turns;
    std::string m_province;
    std::int64_t m_done;
    std::int64_t m_max;
    std::int64_t m_total = 0;
};

AssignmentId assignment_of(const jobs::Job& job) {
    return AssignmentId{job.arguments.as_object().at("assignment_id").to_number<std::int64_t>()};
}

json::value arguments_of(AssignmentId id) {
    return boost::json::object{{"assignment_id", id.value}};
}

void take_all_back(const Assigning& assigning, jobs::JobRun& job, database::Connection& connection,
                   const Assignment& assignment, access::AccountId by) {
    CareCaseId after;
    std::int64_t done = 0;
    for (;;) {
        const auto last = database::transaction(connection, [&] {
            return take_back(connection, job.province(), assigning.keys, assignment.id, after,
                             cases_per_batch, by, assigning.clock.now());
        });
        if (!last)
            return;
        after = *last;
        done += cases_per_batch;
        job.report("taking_back", std::min(done, assignment.cases), assignment.cases);
    }
}

Result<json::value> run_assignment(const Assigning& assigning, jobs::JobRun& job) {
    const auto lease = job.database().connection();
    auto& connection = *lease;
    const auto id = assignment_of(job.job());
    const auto assignment = find_assignment(connection, job.province(), id);
    if (!assignment)
        return failure(ErrorCode::NotFound, "care.assignment_unknown");
    AssignmentRun run(assigning, job, connection, *assignment,
                      TRY(workers_of_order(connection, job.province(), assignment->order)));
    if (auto ran = run.run(); !ran) {
        if (job.is_cancelled_for_good())
            take_all_back(assigning, job, connection, *assignment, assignment->account);
        return Unexpected{std::move(ran).error()};
    }
    cases_were_added(connection);
    database::transaction(connection, [&] {
        set_assignment_state(connection, job.province(), id, AssignmentState::Running,
                             AssignmentState::Done);
        const auto now = assigning.clock.now();
        for (const auto& [worker, given] : cases_by_worker(connection, job.province(), id))
            notices::tell(connection, job.province(), std::span(&worker, 1),
                          {"care_assignment/" + std::to_string(id.value),
                           "care.cases_given",
                           {{"n", notices::said_number(given)}},
                           "/cases",
                           notices::Urgency::Soon},
                          now);
    });
    return json::value(boost::json::object{{"cases", run.done()}});
}

Result<json::value> run_undo(const Assigning& assigning, jobs::JobRun& job) {
    const auto lease = job.database().connection();
    auto& connection = *lease;
    const auto id = assignment_of(job.job());
    const auto assignment = find_assignment(connection, job.province(), id);
    if (!assignment)
        return failure(ErrorCode::NotFound, "care.assignment_unknown");
    take_all_back(assigning, job, connection, *assignment, access::AccountId{job.job().created_by});
    set_assignment_state(connection, job.province(), id, AssignmentState::Undoing,
                         AssignmentState::Undone);
    return json::value(boost::json::object{{"cases", assignment->cases}});
}

Result<void> check_order(const CaseScope& scope, const AssignmentOrder& order) {
    TRY(check_leads(scope));
    if (scope.reach == Reach::Agency && order.agency_id != scope.agency)
        return failure(ErrorCode::Forbidden, "care.not_your_agency");
    return {};
}

} // namespace

Result<AssignmentPreview> preview_assignment(const Occasion& occasion,
                                             const AssignmentOrder& order) {
    TRY(check_order(scope_of(occasion.db, occasion.actor), order));
    const Turns turns(TRY(workers_of_order(occasion.db, occasion.province(), order)));
    std::map<std::string, std::int64_t> by_area;
    if (order.from == AssignmentFrom::Situation) {
        ListedWithoutCase listed(occasion.db, occasion.province(), order);
        TRY(listed.open());
        listed.each([&](const situation::ListedChildRow& row) {
            ++by_area[row.subdistrict_code];
            return database::Reading::Continue;
        });
    } else {
        by_area = unassigned_of_order(occasion.db, occasion.province(), order);
    }
    AssignmentPreview preview;
    for (const auto& [code, children] : by_area) {
        const auto workers = static_cast<std::int64_t>(turns.workers_in(code));
        preview.children += children;
        if (workers == 0)
            preview.without_worker += children;
        preview.areas.push_back({code, children, workers});
    }
    return preview;
}

Result<Assignment> start_assignment(const Occasion& occasion, const Assigning& assigning,
                                    const AssignmentOrder& order) {
    TRY(check_order(scope_of(occasion.db, occasion.actor), order));
    TRY(workers_of_order(occasion.db, occasion.province(), order));
    if (!TRY(would_give_some(occasion, order))) // How many, the job counts.
        return failure(ErrorCode::Conflict, "care.nothing_to_assign");
    Assignment made;
    made.id = AssignmentId{new_id()};
    made.state = AssignmentState::Running;
    made.account = occasion.actor.account;
    made.created_at = occasion.now;
    made.order = order;
    made.job_id = assigning.jobs.enqueue(occasion.db, occasion.province(), assignment_job_kind,
                                         arguments_of(made.id), occasion.actor.account.value);
    insert_assignment(occasion.db, occasion.province(), made);
    access::record_access(occasion.db, occasion.actor, assigning.clock, access::Access::CaseList, 0,
                          fmt::format("assignment={}", made.id.value));
    return made;
}

Result<Assignment> undo_assignment(const Occasion& occasion, const Assigning& assigning,
                                   AssignmentId id) {
    const auto scope = scope_of(occasion.db, occasion.actor);
    TRY(check_leads(scope));
    auto found = find_assignment(occasion.db, occasion.province(), id);
    if (!found || (scope.reach != Reach::Province && found->account != occasion.actor.account))
        return failure(ErrorCode::NotFound, "care.assignment_unknown");
    if (!set_assignment_state(occasion.db, occasion.province(), id, AssignmentState::Done,
                              AssignmentState::Undoing))
        return failure(ErrorCode::Conflict, "care.assignment_not_done");
    found->state = AssignmentState::Undoing;
    found->job_id =
        assigning.jobs.enqueue(occasion.db, occasion.province(), assignment_undo_job_kind,
                               arguments_of(id), occasion.actor.account.value);
    return std::move(*found);
}

std::vector<Assignment> list_assignments(const Occasion& occasion) {
    auto all = assignments(occasion.db, occasion.province());
    if (scope_of(occasion.db, occasion.actor).reach != Reach::Province)
        std::erase_if(all,
                      [&](const Assignment& one) { return one.account != occasion.actor.account; });
    return all;
}

Result<std::vector<CareWorker>> list_workers(const Occasion& occasion) {
    const auto scope = scope_of(occasion.db, occasion.actor);
    TRY(check_leads(scope));
    auto workers =
        workers_of(occasion.db, occasion.province(),
                   scope.reach == Reach::Agency ? std::optional(scope.agency) : std::nullopt);
    for (auto& worker : workers)
        worker.open_cases = count_open_cases(occasion.db, occasion.province(), worker.account_id);
    return workers;
}

Result<void> set_worker(const Occasion& occasion, access::AccountId id, const WorkerForm& form) {
    const auto& province = occasion.province();
    if (scope_of(occasion.db, occasion.actor).reach != Reach::Province)
        return failure(ErrorCode::Forbidden, "care.secretariat_only");
    const auto account = access::records::find_account(occasion.db, province, id);
    if (!account || !can_work(account->role))
        return failure(ErrorCode::NotFound, "care.worker_unknown");
    for (const auto& code : form.subdistricts)
        if (code.size() != 6 || !code.starts_with(province))
            return failure(ErrorCode::InvalidInput, "care.area_wrong");
    if ((form.is_coordinator || form.is_duty_officer) && !account->agency)
        return failure(ErrorCode::InvalidInput, "care.duty_needs_agency");
    set_areas(occasion.db, province, id, form.subdistricts);
    set_duty(occasion.db, province, id, CareDuty::Coordinator, form.is_coordinator);
    set_duty(occasion.db, province, id, CareDuty::DutyOfficer, form.is_duty_officer);
    return {};
}

void handle_care_jobs(const Assigning& assigning) {
    assigning.jobs.on(
        std::string(assignment_job_kind),
        [assigning](jobs::JobRun& job) { return run_assignment(assigning, job); },
        [](database::Connection& connection, const jobs::Job& job) {
            set_assignment_state(connection, job.province, assignment_of(job),
                                 AssignmentState::Running, AssignmentState::Failed);
        });
    assigning.jobs.on(
        std::string(assignment_undo_job_kind),
        [assigning](jobs::JobRun& job) { return run_undo(assigning, job); },
        [](database::Connection& connection, const jobs::Job& job) {
            set_assignment_state(connection, job.province, assignment_of(job),
                                 AssignmentState::Undoing, AssignmentState::Done);
        });
    assigning.jobs.on(std::string(register_check_job_kind),
                      [assigning](jobs::JobRun& job) -> Result<json::value> {
                          const auto lease = job.database().connection();
                          const auto looked_at = TRY(check_placed(
                              *lease, assigning.keys, job.province(), assigning.clock.now()));
                          return json::value(boost::json::object{{"cases", looked_at}});
                      });
}

persons::AfterLinking checked_after_linking(persons::AfterLinking count, jobs::Jobs& jobs) {
    return [count = std::move(count),
            &jobs](const persons::FoundPersons& found) -> Result<persons::Publish> {
        auto publish = TRY(count(found));
        if (!publish) // No number, so nothing to look up in.
            return publish;
        return persons::Publish{[publish = std::move(publish), province = found.job.province(),
                                 &jobs](database::Connection& c) {
            publish(c);
            jobs.enqueue(c, province, register_check_job_kind, boost::json::object{});
        }};
    };
}

} // namespace samatcha::care
