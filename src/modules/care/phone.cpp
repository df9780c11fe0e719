#include "modules/care/phone.hpp"

#include <algorithm>
#include <array>

namespace samatcha::care {

namespace {

struct PhoneField {
    std::string_view name;
    std::string CaseChild::*member;
};
constexpr std::array<PhoneField, 9> shown_fields{{
    {"given_name", &CaseChild::given_name},
    {"surname", &CaseChild::surname},
    {"nickname", &CaseChild::nickname},
    {"guardian_name", &CaseChild::guardian_name},
    {"phone", &CaseChild::phone},
    {"house_no", &CaseChild::house_no},
    {"village_no", &CaseChild::village_no},
    {"village_name", &CaseChild::village_name},
    {"last_school", &CaseChild::last_school},
}};

/// Writes what nobody's phone wrote.
constexpr std::int64_t server_device = 0;

bool has_value(const field_merge::MergedField& field, std::string_view value) {
    return std::ranges::any_of(field.versions,
                               [&](const auto& version) { return version.value == value; });
}

} // namespace

std::span<const std::string_view> phone_fields() {
    static constexpr auto names = [] {
        std::array<std::string_view, shown_fields.size()> list;
        std::ranges::transform(shown_fields, list.begin(), &PhoneField::name);
        return list;
    }();
    return names;
}

field_merge::Stamp next_stamp_of_server(const field_merge::Record& record) {
    std::int64_t last = 0;
    for (const auto& field : record.fields())
        for (const auto& stamp : field.seen)
            if (stamp.device == server_device)
                last = std::max(last, stamp.counter);
    return {server_device, last + 1};
}

bool tell_corrections(field_merge::Record& record, const CaseChild& child, Instant now) {
    bool has_changed = false;
    for (const auto& [name, member] : shown_fields) {
        const auto& value = child.*member;
        const auto* known = record.field(name);
        if (known ? has_value(*known, value) : value.empty())
            continue;
        record.apply(record.written(name, {next_stamp_of_server(record), value, now.unix_ms}));
        has_changed = true;
    }
    return has_changed;
}

void take_values(CaseChild& child, const field_merge::Record& record) {
    for (const auto& [name, member] : shown_fields)
        if (const auto* field = record.field(name);
            field && !field->versions.empty() && !has_value(*field, child.*member))
            child.*member = field->versions.front().value;
}

field_merge::Seen plausible_base(const field_merge::Seen& claimed,
                                 const field_merge::Record& record, std::string_view name,
                                 field_merge::Stamp own) {
    field_merge::Seen base;
    const auto* field = record.field(name);
    for (auto stamp : claimed) {
        if (stamp.device == own.device) {
            stamp.counter = std::min(stamp.counter, own.counter - 1);
        } else {
            const auto known =
                field ? std::ranges::find(field->seen, stamp.device, &field_merge::Stamp::device)
                      : field_merge::Seen::const_iterator{};
            if (!field || known == field->seen.end())
                continue;
            stamp.counter = std::min(stamp.counter, known->counter);
        }
        field_merge::add_seen(base, stamp);
    }
    return base;
}

} // namespace samatcha::care
