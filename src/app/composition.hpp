#pragma once

// The only place that knows all modules: their jobs, deadlines and routes.

#include "app/environment.hpp"
#include "modules/access/api.hpp"
#include "modules/search/told_cases.hpp"
#include "platform/upkeep/key_rotation.hpp"

#include <functional>
#include <map>
#include <string>

namespace samatcha::app {

/// Everything that the vault sealed, for the rotation of keys.
upkeep::SealedPlaces sealed_places(const Settings&);

/// What the search is told of cases, and who sees which.
search::Cases told_cases(const vault::KeyRing&);

/// Of which subject each table's sealed values are, where they can be erased for good (vault::KeyRing::keep_erasable).
std::map<std::string, std::string, std::less<>> erasable_tables();

/// What modules above care tell of referrals.
exchange::ToldReferrals told_referrals(const vault::KeyRing&, const Clock&, const Messages&);

/// Whose photos and documents are whose to see.
attachments::SubjectRules attachment_subjects();

/// Tells the job runner who handles which kind.
void add_all_jobs(Environment&);

/// Tells the scheduler who does what when it is due.
void add_all_deadlines(Environment&);

/// Declares every module's routes.
void add_all_routes(access::Api&, Environment&, http::EventHub&);

} // namespace samatcha::app
