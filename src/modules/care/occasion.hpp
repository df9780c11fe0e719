#pragma once

#include "modules/care/case_table.hpp"
#include "modules/care/records.hpp"

#include <functional>
#include <optional>
#include <string>

namespace samatcha::care {

/// Who acts, when, and with what: the first argument of every verb.
struct Occasion {
    const access::Actor& actor;
    database::Connection& db;
    const vault::KeyRing& keys;
    Instant now;

    const std::string& province() const { return actor.province; }
};

/// A case that the actor sees, with what the actor is to it. Fails with NotFound
/// (care.case_unknown).
struct SeenCase {
    CareCase care_case;
    CasePart part = CasePart::Stranger;
};
Result<SeenCase> seen_case(const Occasion&, CareCaseId);

/// What goes with a verb.
struct Deed {
    CaseVerb verb{};
    std::string said{};          ///< JSON, sealed in the event; empty: nothing was said.
    std::optional<Instant> at{}; ///< When it happened, if not now. A future moment is now.
    std::optional<std::string> client_key{};
    std::optional<std::int64_t> version{}; ///< That the actor looked at; missing: whichever it is.
    /// Changes the case beside its state; what is due is reckoned before it.
    std::function<void(CareCase&)> change{};
};

/// Does a verb on a case that was read: by the table, in one event, the version one further. A
/// client_key that is there already changes nothing and is well. Fails as cell_of, or with Conflict
/// (care.case_changed).
Result<CareCase> do_deed(const Occasion&, CareCase, CasePart, const Deed&);
/// The same on a case that the actor must see.
Result<CareCase> do_deed(const Occasion&, CareCaseId, const Deed&);

} // namespace samatcha::care
