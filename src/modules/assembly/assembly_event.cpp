#include "modules/assembly/assembly_event.hpp"

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

boost::json::object told_data(const public_log::Entry& entry) {
    boost::json::object data = json::parse(entry.data).value().as_object();
    for (const auto& part : entry.personal)
        if (part.name != name_part && !part.is_redacted())
            data[part.name] = part.value;
    return data;
}

public_log::Entry public_entry(public_log::Entry entry) {
    for (const auto part : {name_part, comment_part, minutes_th_part, minutes_en_part})
        entry = public_log::redacted(std::move(entry), part);
    return entry;
}

bool is_public(const AssemblyEvent& event) {
    for (const auto& part : event.entry.personal)
        if (part.name == comment_part || part.name == minutes_th_part ||
            part.name == minutes_en_part)
            return false;
    return event.audience == Audience::Everyone;
}

} // namespace samatcha::assembly
