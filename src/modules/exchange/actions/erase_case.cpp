#include "base/thai_text.hpp"
#include "modules/access/records.hpp"
#include "modules/care/records.hpp"
#include "modules/exchange/actions.hpp"
#include "modules/exchange/records.hpp"
#include "modules/notices/actions.hpp"

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>

namespace samatcha::exchange {

namespace {

constexpr std::int64_t case_day_ms = 24 * 3'600'000;
constexpr std::int64_t erased_a_time = 200;
constexpr int retention_days_min = 30;
constexpr std::size_t erasures_shown_max = 200;
constexpr std::string_view case_subject = "case";

/// The lead unit's, and there.
Result<care::CareCase> case_of_lead_unit(const access::Actor& actor, database::Connection& connection, care::CareCaseId id) {
    const auto found = care::find_case(connection, actor.province, id);
    if (!found || care::scope_of(connection, actor).reach != care::Reach::Province)
        return failure(ErrorCode::NotFound, "care.case_unknown");
    return *found;
}

Result<void> check_not_kept(database::Connection& connection, std::string_view province, care::CareCaseId id) {
    if (is_held(connection, province, id))
        return failure(ErrorCode::Conflict, "exchange.case_held");
    if (find_erasure(connection, province, id))
        return failure(ErrorCode::Conflict, "exchange.case_erased");
    return {};
}

/// The request of another that this one grants.
Result<ErasureRequest> request_to_grant(database::Connection& connection, std::string_view province, care::CareCaseId id,
                                        access::AccountId by) {
    const auto request = find_request(connection, province, id);
    if (!request)
        return failure(ErrorCode::NotFound, "exchange.erasure_not_asked");
    if (request->asked_by == by)
        return failure(ErrorCode::Forbidden, "exchange.erasure_needs_another");
    return *request;
}

std::string telling_key(ErasureRequestId id) { return "erasure/" + std::to_string(id.value); }

/// Whoever was told that a request waits need not look any more.
void end_standing_request(database::Connection& connection, std::string_view province, const ErasureRequest& request,
                          access::AccountId by, Instant now) {
    end_request(connection, province, request.case_id, by, now);
    notices::dealt_with(connection, province, telling_key(request.id), now);
}

/// By the rule, or, done by somebody, what another asked for. Nothing names the child in the database any more when it returns;
/// copies still do.
Result<BegunErasure> begin_erasure(database::Connection& connection, std::string_view province, const Exchanging& exchanging,
                                   care::CareCaseId id, access::AccountId done_by) {
    return database::transaction(connection, [&]() -> Result<BegunErasure> {
        TRY(check_not_kept(connection, province, id));
        BegunErasure begun;
        begun.erasure.id = ErasureId{new_id()};
        begun.erasure.case_id = id;
        begun.erasure.because = done_by ? ErasureCause::Request : ErasureCause::Retention;
        begun.erasure.done_by = done_by;
        if (done_by)
            begun.erasure.asked_by = TRY(request_to_grant(connection, province, id, done_by)).asked_by;
        if (const auto request = find_request(connection, province, id))
            end_standing_request(connection, province, *request, done_by, exchanging.clock.now());
        begun.erasure.begun_at = exchanging.clock.now();
        begun.sealed = sealed_values(connection, province, id, exchanging.case_columns);
        for (auto& value : exchanging.referrals.sealed_of_case(connection, province, id))
            begun.sealed.push_back(std::move(value));
        begun.erasure.proof.rows = take_away(connection, province, id, exchanging.case_columns);
        insert_erasure(connection, province, begun.erasure, begun.sealed);
        return begun;
    });
}

/// The secrets of the copies, the photos and documents. Again and again, until it is done.
Erasure finish(database::Connection& connection, std::string_view province, const Exchanging& exchanging, BegunErasure begun) {
    auto& erasure = begun.erasure;
    erasure.proof.files = attachments::erase_attachments(province, connection, exchanging.keys, exchanging.attachments,
                                                         {std::string(case_subject), erasure.case_id.value});
    erasure.proof.secrets = static_cast<std::int64_t>(
        exchanging.keys.erase_subject(province, case_subject, erasure.case_id.value, begun.sealed));
    erasure.finished_at = exchanging.clock.now();
    database::transaction(connection, [&] {
        exchanging.referrals.forget(connection, province, erasure.case_id);
        care::forget_child(connection, province, exchanging.keys, erasure.case_id, *erasure.finished_at);
        finish_erasure(connection, province, erasure);
    });
    return erasure;
}

template <class Visit>
void each_outcome(const Visit& visit) {
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<care::CaseOutcome>>([&](auto outcome) {
        if (outcome.value != care::CaseOutcome::None)
            visit(outcome.value);
    });
}

} // namespace

Result<LegalHold> hold_case(const access::Actor& actor, database::Connection& connection, const Exchanging& exchanging,
                            care::CareCaseId id, std::string reason) {
    TRY(case_of_lead_unit(actor, connection, id));
    reason = repair_thai(reason);
    if (reason.empty())
        return failure(ErrorCode::InvalidInput, "exchange.reason_missing");
    LegalHold hold{LegalHoldId{new_id()}, std::move(reason), actor.account, exchanging.clock.now(), {}};
    insert_hold(connection, actor.province, id, hold);
    return hold;
}

Result<void> lift_hold(const access::Actor& actor, database::Connection& connection, const Exchanging& exchanging,
                       care::CareCaseId id, LegalHoldId hold) {
    TRY(case_of_lead_unit(actor, connection, id));
    if (!end_hold(connection, actor.province, id, hold, actor.account, exchanging.clock.now()))
        return failure(ErrorCode::NotFound, "exchange.hold_unknown");
    return {};
}

Result<ErasureRequest> ask_erasure(const access::Actor& actor, database::Connection& connection, const Exchanging& exchanging,
                                   care::CareCaseId id, std::string reason) {
    const auto found = TRY(case_of_lead_unit(actor, connection, id));
    if (found.state != care::CaseState::Closed)
        return failure(ErrorCode::Conflict, "exchange.case_open");
    TRY(check_not_kept(connection, actor.province, id));
    reason = repair_thai(reason);
    if (reason.empty())
        return failure(ErrorCode::InvalidInput, "exchange.erasure_reason_missing");
    const auto now = exchanging.clock.now();
    ErasureRequest request{ErasureRequestId{new_id()}, id, std::move(reason), actor.account, now};
    if (!insert_request(connection, actor.province, request))
        return failure(ErrorCode::Conflict, "exchange.erasure_asked");
    std::vector<access::AccountId> others;
    for (const auto& account : access::records::accounts(connection, actor.province))
        if (account.role == access::Role::Secretariat && account.id != actor.account)
            others.push_back(account.id);
    notices::tell(connection, actor.province, others,
                  {telling_key(request.id), "exchange.told_asked", {}, "/cases/" + std::to_string(id.value) + "/keeping",
                   notices::Urgency::Soon},
                  now);
    return request;
}

Result<void> end_request(const access::Actor& actor, database::Connection& connection, const Exchanging& exchanging,
                         care::CareCaseId id) {
    TRY(case_of_lead_unit(actor, connection, id));
    const auto request = find_request(connection, actor.province, id);
    if (!request)
        return failure(ErrorCode::NotFound, "exchange.erasure_not_asked");
    const auto now = exchanging.clock.now();
    end_standing_request(connection, actor.province, *request, actor.account, now);
    if (request->asked_by != actor.account)
        notices::tell(connection, actor.province, {{request->asked_by}},
                      {telling_key(request->id) + "/refused", "exchange.told_refused", {},
                       "/cases/" + std::to_string(id.value) + "/keeping"},
                      now);
    return {};
}

std::vector<ErasureRequest> erasure_requests(const access::Actor& actor, database::Connection& connection) {
    if (care::scope_of(connection, actor).reach != care::Reach::Province)
        return {};
    return standing_requests(connection, actor.province);
}

Result<Erasure> erase_case(const access::Actor& actor, database::Connection& connection, const Exchanging& exchanging,
                           care::CareCaseId id) {
    const auto found = TRY(case_of_lead_unit(actor, connection, id));
    if (found.state != care::CaseState::Closed)
        return failure(ErrorCode::Conflict, "exchange.case_open");
    auto begun = TRY(begin_erasure(connection, actor.province, exchanging, id, actor.account));
    return finish(connection, actor.province, exchanging, std::move(begun));
}

Result<std::vector<LegalHold>> holds_of_case(const access::Actor& actor, database::Connection& connection, care::CareCaseId id) {
    TRY(case_of_lead_unit(actor, connection, id));
    return holds_of(connection, actor.province, id);
}

std::vector<HeldCase> held_cases(const access::Actor& actor, database::Connection& connection) {
    if (care::scope_of(connection, actor).reach != care::Reach::Province)
        return {};
    return held_cases(connection, actor.province);
}

std::vector<Erasure> erasures(const access::Actor& actor, database::Connection& connection) {
    if (care::scope_of(connection, actor).reach != care::Reach::Province)
        return {};
    return erasures(connection, actor.province, erasures_shown_max);
}

Result<Erasure> erasure_of_case(const access::Actor& actor, database::Connection& connection, care::CareCaseId id) {
    TRY(case_of_lead_unit(actor, connection, id));
    const auto found = find_erasure(connection, actor.province, id);
    if (!found)
        return failure(ErrorCode::NotFound, "exchange.not_erased");
    return *found;
}

int erase_by_rule(std::string_view province, database::Connection& connection, const Exchanging& exchanging) {
    int erased = 0;
    for (auto& begun : unfinished_erasures(connection, province)) {
        finish(connection, province, exchanging, std::move(begun));
        ++erased;
    }
    for (const auto& rule : retention_rules(connection, province)) {
        const Instant closed_before{exchanging.clock.now().unix_ms - rule.days * case_day_ms};
        for (const auto id : cases_to_erase(connection, province, rule.outcome, closed_before, erased_a_time))
            if (auto begun = begin_erasure(connection, province, exchanging, id, {})) {
                finish(connection, province, exchanging, std::move(*begun));
                ++erased;
            }
    }
    return erased;
}

std::vector<RetentionRule> retention_rules(database::Connection& connection, std::string_view province) {
    std::vector<RetentionRule> rules;
    each_outcome([&](care::CaseOutcome outcome) {
        rules.push_back({outcome, retention_days(connection, province, outcome).value_or(default_retention_days(outcome))});
    });
    return rules;
}

Result<std::vector<RetentionRule>> set_retention(const access::Actor& actor, database::Connection& connection,
                                                 const RetentionRule& rule) {
    if (rule.days < retention_days_min || rule.outcome == care::CaseOutcome::None)
        return failure(ErrorCode::InvalidInput, "exchange.retention_too_short");
    set_retention_days(connection, actor.province, rule.outcome, rule.days);
    return retention_rules(connection, actor.province);
}

} // namespace samatcha::exchange
