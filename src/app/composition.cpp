#include "app/composition.hpp"

#include "app/job_routes.hpp"
#include "app/log.hpp"
#include "modules/access/records.hpp"
#include "modules/access/routes.hpp"
#include "modules/access/routes_areas.hpp"
#include "modules/assembly/routes.hpp"
#include "modules/attachments/records.hpp"
#include "modules/attachments/routes.hpp"
#include "modules/care/actions.hpp"
#include "modules/care/records.hpp"
#include "modules/care/routes.hpp"
#include "modules/care/routes_phone.hpp"
#include "modules/exchange/routes.hpp"
#include "modules/forum/actions.hpp"
#include "modules/forum/routes.hpp"
#include "modules/notices/postman.hpp"
#include "modules/notices/routes.hpp"
#include "modules/partners/records.hpp"
#include "modules/partners/routes.hpp"
#include "modules/registers/import_job.hpp"
#include "modules/registers/records.hpp"
#include "modules/registers/routes.hpp"
#include "modules/persons/kept_run.hpp"
#include "modules/persons/routes.hpp"
#include "modules/referral/actions.hpp"
#include "modules/referral/lead_unit.hpp"
#include "modules/referral/progress.hpp"
#include "modules/referral/routes.hpp"
#include "modules/search/routes.hpp"
#include "modules/situation/actions.hpp"
#include "modules/situation/routes.hpp"
#include "modules/webhooks/records.hpp"
#include "modules/webhooks/routes.hpp"

namespace samatcha::app {

upkeep::SealedPlaces sealed_places(const Settings& settings) {
    upkeep::SealedPlaces places;
    places.columns = access::records::sealed_columns();
    for (auto& column : registers::sealed_columns())
        places.columns.push_back(std::move(column));
    for (auto& column : care::sealed_columns())
        places.columns.push_back(std::move(column));
    for (auto& column : referral::sealed_columns())
        places.columns.push_back(std::move(column));
    for (auto& column : attachments::sealed_columns())
        places.columns.push_back(std::move(column));
    for (auto& column : webhooks::records::sealed_columns())
        places.columns.push_back(std::move(column));
    places.folders.push_back({settings.uploads(), registers::UploadStore::context_of_file});
    places.folders.push_back({settings.kept_link_runs(), persons::KeptRuns::context_of_file});
    places.folders.push_back({settings.exports(), [](const std::string& filename) {
                                  return vault::SealedStore::context_of_file(situation::export_sealed_kind,
                                                                             filename);
                              }});
    return places;
}

search::Cases told_cases(const vault::KeyRing& keys) {
    return {[&keys](database::Connection& connection, std::string_view province, Instant since,
                    const search::Cases::Wants& wants, const search::Cases::Visit& visit) {
                return care::each_changed_case(
                    connection, province, keys, since,
                    [&](care::CareCaseId id, std::int64_t version) { return wants(id.value, version); },
                    [&](const care::CareCase& changed, const care::CaseChild& child) {
                        visit({changed.id.value, changed.version, changed.person, child.given_name, child.surname,
                               child.nickname, {child.citizen_id, child.phone}, child.birth_date, changed.sex,
                               changed.subdistrict_code, child.village_no, child.village_name, changed.worker,
                               changed.agency});
                    });
            },
            [](database::Connection& connection, const access::Actor& actor) {
                const auto scope = care::scope_of(connection, actor);
                search::Sight sight;
                sight.sees_persons = actor.may(access::Right::ReadChild);
                sight.sees_every_case = scope.reach == care::Reach::Province;
                if (scope.reach == care::Reach::Own || scope.reach == care::Reach::Agency)
                    sight.account = scope.account;
                if (scope.reach == care::Reach::Agency)
                    sight.agency = scope.agency;
                return sight;
            }};
}

std::map<std::string, std::string, std::less<>> erasable_tables() {
    std::map<std::string, std::string, std::less<>> subjects{{"attachment", "attachment"}};
    for (const auto& column : care::sealed_columns())
        subjects[column.table] = column.context.front() == "case_id" ? "case" : column.table;
    for (const auto& column : referral::sealed_columns())
        subjects[column.table] = column.table;
    return subjects;
}

namespace {

exchange::SharedConsent shared_consent(const referral::LegalBasis& basis, Instant now) {
    exchange::SharedConsent shared;
    shared.id = basis.id.value;
    shared.is_standing = basis.stands(now);
    if (basis.form.given_by != referral::GivenBy::Nobody)
        shared.given_by = json::enum_name(basis.form.given_by);
    shared.legal_basis = json::enum_name(basis.form.kind);
    shared.purpose = basis.form.purpose;
    for (const auto field : basis.form.fields)
        shared.fields.push_back(json::enum_name(field));
    shared.given_at = basis.recorded_at;
    shared.until = basis.form.expires_at;
    return shared;
}

/// What a receiving agency's system can answer, as a step of the referral.
std::optional<referral::ReferralVerb> verb_to(exchange::SharedState state) {
    switch (state) {
    case exchange::SharedState::Received: return referral::ReferralVerb::Receive;
    case exchange::SharedState::Accepted: return referral::ReferralVerb::Accept;
    case exchange::SharedState::Waitlisted: return referral::ReferralVerb::Waitlist;
    case exchange::SharedState::AssessmentRequired: return referral::ReferralVerb::RequireAssessment;
    case exchange::SharedState::Rejected: return referral::ReferralVerb::Reject;
    case exchange::SharedState::Started: return referral::ReferralVerb::Start;
    case exchange::SharedState::Done: return referral::ReferralVerb::Finish;
    case exchange::SharedState::Draft:
    case exchange::SharedState::BasisChecked:
    case exchange::SharedState::Sent:
    case exchange::SharedState::PassedOn:
    case exchange::SharedState::Expired:
    case exchange::SharedState::Acknowledged:
    case exchange::SharedState::Revoked:
        return std::nullopt;
    }
    return std::nullopt;
}

} // namespace

exchange::ToldReferrals told_referrals(const vault::KeyRing& keys, const Clock& clock, const Messages& messages) {
    const auto of_case = [&keys, &clock, &messages](database::Connection& connection, const access::Actor& actor,
                                                    care::CareCaseId id) -> Result<std::vector<exchange::SharedReferral>> {
        const auto agency = [&](access::AgencyId of) -> exchange::SharedAgency {
            const auto found = partners::find_agency(connection, actor.province, of);
            return {of.value, found ? found->name_th : messages.text("exchange.lead_unit", Language::Thai, {})};
        };
        const auto bases = TRY(referral::bases_of_case(connection, actor.province, keys, id));
        std::vector<exchange::SharedReferral> told;
        for (const auto& one : referral::referrals_of_case(connection, actor.province, id)) {
            exchange::SharedReferral shared;
            shared.id = one.id.value;
            shared.state = json::enum_from_name<exchange::SharedState>(json::enum_name(one.state)).value_or(exchange::SharedState::Draft);
            shared.from = agency(one.from_agency);
            shared.to = agency(one.to_agency);
            const auto service = one.service ? referral::find_service(connection, actor.province, *one.service) : std::nullopt;
            shared.service = service ? service->name_th : json::enum_name(one.kind);
            const auto events = TRY(referral::events_of(connection, actor.province, keys, one.id));
            if (!events.empty())
                shared.reason = events.front().said;
            if (one.reason)
                shared.answer = json::enum_name(*one.reason);
            if (one.outcome)
                shared.answer = json::enum_name(*one.outcome);
            shared.written_at = one.drafted_at;
            shared.changed_at = one.since;
            if (one.due_at != care::never)
                shared.answer_until = one.due_at;
            for (const auto& basis : bases)
                if (one.basis == basis.id)
                    shared.consent = shared_consent(basis, clock.now());
            told.push_back(std::move(shared));
        }
        return told;
    };
    const auto answer = [&keys, &clock](database::Connection& connection, const access::Actor& actor,
                                        const exchange::TaskAnswer& said) -> Result<void> {
        const referral::ReferralId id{said.referral_id};
        const auto found = referral::find_referral(connection, actor.province, id);
        const auto verb = verb_to(said.state);
        if (!found || !verb)
            return failure(ErrorCode::NotFound, "referral.unknown");
        referral::ReferralStep step;
        step.verb = *verb;
        step.version = found->version;
        step.words = said.reason;
        if (*verb == referral::ReferralVerb::Reject)
            step.reason = json::enum_from_name<referral::RejectionReason>(said.reason).value_or(referral::RejectionReason::Other);
        if (*verb == referral::ReferralVerb::Finish)
            step.outcome = json::enum_from_name<referral::ReferralOutcome>(said.reason).value_or(referral::ReferralOutcome::Helped);
        TRY(referral::take_step({actor, connection, keys, clock}, id, std::move(step)));
        return {};
    };
    return {of_case, answer, referral::sealed_of_case,
            [&keys, &clock](database::Connection& connection, std::string_view province, care::CareCaseId id) {
                referral::forget_child(connection, province, keys, id, clock.now());
            }};
}

attachments::SubjectRules attachment_subjects() {
    return {{"case",
             [](database::Connection& connection, const access::Actor& actor, std::int64_t id, attachments::Intent intent) -> Result<void> {
                 const auto found = care::find_case(connection, actor.province, {id});
                 if (!found || !care::sees(care::scope_of(connection, actor), *found) ||
                     (intent == attachments::Intent::Change && !actor.may(access::Right::WorkCases)))
                     return failure(ErrorCode::NotFound, "care.case_unknown");
                 return {};
             }}};
}

void add_all_jobs(Environment& environment) {
    upkeep::handle_key_rotation(environment.jobs, environment.keys, sealed_places(environment.settings));
    registers::handle_imports(environment.intake());
    persons::handle_link_runs(environment.jobs, environment.keys, environment.clock, environment.kept_link_runs,
                              care::checked_after_linking(situation::count_after_linking(environment.clock), environment.jobs));
    situation::handle_exports(environment.exporting());
    care::handle_care_jobs(environment.care.assigning);
}

void add_all_deadlines(Environment& environment) {
    auto& scheduler = *environment.scheduler;
    environment.postman->tell_digests(scheduler);
    for (const auto* kind : {referral::due_kind, referral::remind_kind})
        scheduler.on(kind, [&keys = environment.keys](database::Connection& db, const notices::Deadline& deadline,
                                                      Instant now) {
            return referral::follow_due(db, keys, deadline, now);
        });
    scheduler.on(referral::basis_expiry_kind,
                 [&keys = environment.keys](database::Connection& db, const notices::Deadline& deadline,
                                            Instant now) {
                     return referral::end_expired_basis(db, keys, deadline.province,
                                                        referral::LegalBasisId{deadline.subject}, now);
                 });
    scheduler.on(referral::task_kind, &referral::follow_task);
    scheduler.on(care::new_worker_kind, [](database::Connection& db, const notices::Deadline& deadline, Instant now) {
        return referral::tell_of_new_worker(db, deadline.province, care::CareCaseId{deadline.subject}, now);
    });
}

void add_all_routes(access::Api& api, Environment& environment, http::EventHub& hub) {
    const access::AgencyNames agency_names =
        [](database::Connection& connection, std::string_view province,
           access::AgencyId id) -> std::optional<std::pair<std::string, std::string>> {
        const auto agency = partners::find_agency(connection, province, id);
        if (!agency)
            return std::nullopt;
        return std::pair{agency->name_th, agency->name_en};
    };
    access::add_routes(api, {{environment.clock, environment.keys},
                             environment.gazetteer,
                             agency_names,
                             environment.settings.secure_cookies});
    access::add_area_routes(api, environment.gazetteer);
    add_job_routes(api, environment.jobs);
    partners::add_routes(api);
    notices::add_routes(api);
    attachments::add_routes(api, environment.attachment_keeping());
    registers::add_routes(api, environment.intake());
    persons::add_routes(api, environment.keys, environment.jobs, situation::out_of_school_of_latest());
    persons::add_review_routes(api, environment.keys);
    search::add_routes(api, environment.keys, *environment.live_search);
    situation::add_routes(api, environment.exporting());
    care::add_routes(api, environment.care);
    care::add_phone_routes(api, environment.keys, environment.gazetteer);
    webhooks::add_routes(api, environment.keys, environment.webhook_hosts);
    referral::add_routes(api, environment.keys, hub);
    referral::add_board_routes(api);
    exchange::add_routes(api, environment.exchanging());
    assembly::add_routes(api, environment.database, hub, environment.sent_files,
                         {environment.settings.public_address, &forum::origins_in});
    assembly::add_public_comment_route(api, hub, {environment.clock, environment.keys});
    forum::add_routes(api, *environment.forums, hub);
    forum::add_public_routes(api, *environment.forums, environment.gazetteer);
}

} // namespace samatcha::app
