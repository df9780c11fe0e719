#include "base/thai_time.hpp"
#include "modules/notices/actions.hpp"
#include "modules/notices/records.hpp"

#include <algorithm>

namespace samatcha::notices {

namespace {

/// Where e-mail was away for longer, or is newly set up, what is older stays in the list only.
constexpr std::int64_t mailed_within_ms = 3 * ms_in_day;

/// One e-mail of those that `is_told`; true when there was one. What is left to wait stays unsettled.
template <class IsTold>
bool write_one(database::Connection& db, std::string_view province, access::AccountId account,
               const Messages& messages, const MailPlan& plan, Instant now, IsTold is_told) {
    const auto choice = records::choice(db, province, account);
    std::vector<Notice> past, told;
    for (auto& notice : records::unsettled_notices(db, province, account)) {
        const bool is_past = notice.read_at || choice.mailing == Mailing::Never ||
                             now.unix_ms - notice.told_at.unix_ms > mailed_within_ms;
        if (is_past)
            past.push_back(std::move(notice));
        else if (is_told(choice.mailing, notice))
            told.push_back(std::move(notice));
    }
    if (past.empty() && told.empty())
        return false;
    return database::transaction(db, [&] {
        const auto is_lost = [&](const Notice& notice) { // Another server was faster.
            return !records::settle(db, province, notice.id, now);
        };
        std::for_each(past.begin(), past.end(), is_lost);
        std::erase_if(told, is_lost);
        if (told.empty())
            return false;
        const auto language = choice.language == MailLanguage::Thai ? Language::Thai : Language::English;
        auto text = mail_text(told, messages, language, plan.public_address);
        const auto urgency =
            std::min_element(told.begin(), told.end(), [](const Notice& a, const Notice& b) {
                return a.urgency < b.urgency;
            })->urgency;
        records::add_mail(db, {MailId{new_id()}, std::string(province), account, choice.address,
                               std::move(text.subject), std::move(text.body), urgency, 0, now});
        return true;
    });
}

template <class IsTold>
int write_mail(database::Connection& db, std::string_view province, const std::set<access::AccountId>& accounts,
               const Messages& messages, const MailPlan& plan, Instant now, IsTold is_told) {
    return static_cast<int>(std::count_if(accounts.begin(), accounts.end(), [&](access::AccountId account) {
        return write_one(db, province, account, messages, plan, now, is_told);
    }));
}

} // namespace

int write_urgent_mail(database::Connection& db, std::string_view province, const Messages& messages,
                      const MailPlan& plan, Instant now) {
    auto waiting = records::unsettled(db, province, Urgency::Alarm);
    const bool is_quiet = plan.quiet.hold(now);
    if (!is_quiet)
        waiting.merge(records::unsettled(db, province, Urgency::Soon));
    return write_mail(db, province, waiting, messages, plan, now, [&](Mailing mailing, const Notice& notice) {
        return goes_alone(mailing, notice.urgency) && (!is_quiet || notice.urgency == Urgency::Alarm);
    });
}

int write_digest(database::Connection& db, std::string_view province, const Messages& messages,
                 const MailPlan& plan, Instant now) {
    auto waiting = records::unsettled(db, province, Urgency::Daily);
    waiting.merge(records::unsettled(db, province, Urgency::Soon));
    return write_mail(db, province, waiting, messages, plan, now, [](Mailing, const Notice&) { return true; });
}

} // namespace samatcha::notices
