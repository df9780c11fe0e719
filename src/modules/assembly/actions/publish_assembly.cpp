#include "modules/assembly/actions_document.hpp"
#include "modules/assembly/records.hpp"

namespace samatcha::assembly {

Result<Assembly> publish_assembly(const Occasion& occasion, AssemblyId id) {
    const auto assembly = TRY(hold(occasion, id));
    if (assembly.published_at)
        return failure(ErrorCode::Conflict, "assembly.published_already");
    set_published(occasion.db, occasion.actor.province, id, occasion.actor.account, occasion.now);
    add_event(occasion, id, "assembly_published", {});
    return hold(occasion, id);
}

} // namespace samatcha::assembly
