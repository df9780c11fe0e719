#include "modules/notices/routes.hpp"

#include "modules/notices/actions.hpp"
#include "modules/notices/records.hpp"

namespace samatcha::notices {

struct NoticeView {
    NoticeId id;
    std::string text; ///< In the reader's language.
    std::string path;
    Urgency urgency = Urgency::Daily;
    Instant told_at;
    std::optional<Instant> read_at;
};
BOOST_DESCRIBE_STRUCT(NoticeView, (), (id, text, path, urgency, told_at, read_at))

struct NoticesView {
    std::int64_t unread = 0;
    std::vector<NoticeView> notices; ///< Newest first, at most 50.
};
BOOST_DESCRIBE_STRUCT(NoticesView, (), (unread, notices))

struct NoticesQuery {
    std::optional<std::int64_t> before; ///< An id: those told earlier.
};
BOOST_DESCRIBE_STRUCT(NoticesQuery, (), (before))

struct ReadNotices {
    std::optional<NoticeId> id; ///< All, if missing.
};
BOOST_DESCRIBE_STRUCT(ReadNotices, (), (id))

namespace {

constexpr std::size_t page_size = 50;

} // namespace

void add_routes(access::Api& api) {
    using access::Call;
    using access::Right;

    api.get(
        "/notices", Right::SignedIn,
        [](Call& call, NoticesQuery query) -> Result<NoticesView> {
            NoticesView view;
            view.unread = records::count_unread(call.db, call.actor.province, call.actor.account);
            for (const auto& one : records::notices(call.db, call.actor.province, call.actor.account,
                                                    query.before.value_or(0), page_size))
                view.notices.push_back({one.id, text_of(one, call.messages, call.language), one.path,
                                        one.urgency, one.told_at, one.read_at});
            return view;
        },
        {.summary = "What one was told, newest first"});
    api.post(
        "/notices/read", Right::SignedIn,
        [](Call& call, ReadNotices read) -> Result<void> {
            const auto now = call.clock.now();
            if (read.id)
                records::mark_read(call.db, call.actor.province, call.actor.account, *read.id, now);
            else
                records::mark_all_read(call.db, call.actor.province, call.actor.account, now);
            return {};
        },
        {.summary = "One has read a notice, or all"});
    api.get(
        "/notice-choice", Right::SignedIn,
        [](Call& call) -> Result<NoticeChoice> {
            return records::choice(call.db, call.actor.province, call.actor.account);
        },
        {.summary = "How one wants to be told by e-mail"});
    api.put(
        "/notice-choice", Right::SignedIn,
        [](Call& call, NoticeChoice choice) -> Result<NoticeChoice> {
            return choose_mailing(call.actor, call.db, choice);
        },
        {.summary = "Choose the address, and what is mailed to it"});
}

} // namespace samatcha::notices
