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
    return public_log::redacted(public_log::redacted(std::move(entry), name_part), comment_part);
}

} // namespace samatcha::assembly
