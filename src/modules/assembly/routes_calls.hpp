#pragma once

// How the routes of this module call its verbs.

#include "modules/access/api.hpp"
#include "modules/assembly/occasion.hpp"

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace samatcha::assembly {

/// Tells the listeners once the transaction is committed: what they hear of can be read.
std::vector<Happening>& told_after(access::Call&, http::EventHub&, const std::string& province);

/// A verb on the assembly, draft, ... that the path names.
template <class Id, class Input, class Output>
auto doing(http::EventHub& hub, const char* name,
           Result<Output> (*verb)(const Occasion&, Id, Input)) {
    return
        [&hub, name, verb](access::Call& call, std::remove_cvref_t<Input> input) -> Result<Output> {
            const Occasion occasion{call.actor, call.db, call.clock.now(),
                                    told_after(call, hub, call.actor.province)};
            return verb(occasion, TRY(call.id<Id>(name)), std::move(input));
        };
}
template <class Id, class Output>
auto doing(http::EventHub& hub, const char* name, Result<Output> (*verb)(const Occasion&, Id)) {
    return [&hub, name, verb](access::Call& call) -> Result<Output> {
        const Occasion occasion{call.actor, call.db, call.clock.now(),
                                told_after(call, hub, call.actor.province)};
        return verb(occasion, TRY(call.id<Id>(name)));
    };
}

/// For reading: nothing happens, so nobody is told.
struct Reading {
    std::vector<Happening> nothing;
    Occasion occasion;
    explicit Reading(access::Call& call)
        : occasion{call.actor, call.db, call.clock.now(), nothing} {}
};

} // namespace samatcha::assembly
