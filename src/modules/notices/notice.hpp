#pragma once

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/messages.hpp"
#include "modules/access/actor.hpp"

#include <boost/describe.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace samatcha::notices {

using NoticeId = Id<struct NoticeTag>;

/// Whether an e-mail waits.
enum class Urgency {
    Alarm, ///< For nothing: a child may be in danger now.
    Soon,  ///< For the end of the quiet hours.
    Daily, ///< For the day's digest.
};
BOOST_DESCRIBE_ENUM(Urgency, Alarm, Soon, Daily)

/// A word of a notice in both languages.
struct Said {
    std::string th;
    std::string en;
};
BOOST_DESCRIBE_STRUCT(Said, (), (th, en))
Said said(std::string same_in_both);
Said said_number(std::int64_t);
Said said_date(Instant); ///< "26 พ.ย. 2569", "26 Nov 2026".

/// What is told. Nothing in it names a child: initials at most.
struct Telling {
    std::string key;      ///< An account is told it once.
    std::string text_key; ///< In a module's messages.json.
    std::map<std::string, Said> arguments;
    std::string path;     ///< "/referrals/17"
    Urgency urgency = Urgency::Daily;
};

struct Notice {
    NoticeId id;
    access::AccountId account;
    std::string text_key;
    std::map<std::string, Said> arguments;
    std::string path;
    Urgency urgency = Urgency::Daily;
    Instant told_at;
    std::optional<Instant> read_at;
};

std::string text_of(const Notice&, const Messages&, Language);

} // namespace samatcha::notices
