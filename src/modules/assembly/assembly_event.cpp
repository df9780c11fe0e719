#include "modules/assembly/assembly_event.hpp"

#include <algorithm>

namespace samatcha::assembly {

unsigned bit_of(Audience audience) {
    return 1U << static_cast<unsigned>(audience);
}

unsigned audiences_of(access::Role role) {
    switch (role) {
    case access::Role::Secretariat:
        return bit_of(Audience::Everyone) | bit_of(Audience::Delegates) |
               bit_of(Audience::Secretariat);
    case access::Role::Delegate:
        return bit_of(Audience::Everyone) | bit_of(Audience::Delegates);
    case access::Role::Operator:
    case access::Role::DataOfficer:
    case access::Role::CaseWorker:
    case access::Role::Volunteer:
    case access::Role::Viewer:
        break;
    }
    return bit_of(Audience::Everyone);
}

namespace {

bool names_person(const public_log::PersonalPart& part) {
    return part.name == name_part || part.name.starts_with(member_part);
}

/// For those who take part only.
bool is_of_house(const public_log::PersonalPart& part) {
    return part.name == comment_part || part.name == minutes_th_part ||
           part.name == minutes_en_part;
}

} // namespace

boost::json::object told_data(const public_log::Entry& entry) {
    boost::json::object data = json::parse(entry.data).value().as_object();
    for (const auto& part : entry.personal)
        if (!names_person(part) && !part.is_redacted())
            data[part.name] = part.value;
    return data;
}

public_log::Entry public_entry(public_log::Entry entry) {
    const auto parts = entry.personal;
    for (const auto& part : parts)
        if (names_person(part) || is_of_house(part))
            entry = public_log::redacted(std::move(entry), part.name);
    return entry;
}

bool is_public(const AssemblyEvent& event) {
    return event.audience == Audience::Everyone &&
           std::none_of(event.entry.personal.begin(), event.entry.personal.end(), is_of_house);
}

} // namespace samatcha::assembly
