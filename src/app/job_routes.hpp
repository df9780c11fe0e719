#pragma once

#include "base/messages.hpp"
#include "modules/access/api.hpp"
#include "platform/http/response.hpp"
#include "platform/jobs/jobs.hpp"

#include <memory>

namespace samatcha::app {

/// A job as the front end sees it.
struct JobView {
    jobs::JobId id;
    std::string kind;
    jobs::JobState state = jobs::JobState::Queued;
    std::int64_t done = 0;
    std::int64_t total = 0;
    std::string stage;
    std::string message; ///< Why it failed, translated; empty otherwise.
    Instant created_at;
    std::optional<Instant> started_at;
    std::optional<Instant> finished_at;
    std::optional<json::value> result;
};
BOOST_DESCRIBE_STRUCT(JobView, (),
                      (id, kind, state, done, total, stage, message, created_at, started_at,
                       finished_at, result))

JobView view_of(const jobs::Job&, const Messages&, Language);

void add_job_routes(access::Api&, jobs::Jobs&);

/// Sends each change of a job to those who listen at /jobs/events; ends with the returned object.
[[nodiscard]] std::unique_ptr<jobs::Jobs::Observer> publish_jobs(jobs::Jobs&, http::EventHub&,
                                                                 const Messages&);

} // namespace samatcha::app
