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

} // namespace samatcha::assembly
