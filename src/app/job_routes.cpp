#include "app/job_routes.hpp"

namespace samatcha::app {

namespace {

using access::Call;
using access::Right;

struct JobList {
    std::vector<JobView> jobs;
};
BOOST_DESCRIBE_STRUCT(JobList, (), (jobs))

/// Whose jobs an event tells of: a province's, or with `account` only what that account asked for.
std::string topic_of(std::string_view province, Language language, std::int64_t account = 0) {
    return "jobs/" + std::string(province) + (language == Language::Thai ? "/th" : "/en") +
           (account == 0 ? "" : "/" + std::to_string(account));
}

/// Who works with the registers sees all jobs of the province; everyone else what they asked for.
bool sees_all(const access::Actor& actor) { return actor.may(Right::ReadSnapshots); }

bool may_see(const access::Actor& actor, const jobs::Job& job) {
    return sees_all(actor) || job.created_by == actor.account.value;
}

/// Another's job does not exist for who may not see it.
Result<jobs::Job> visible_job(Call& call) {
    auto job = TRY(jobs::Jobs::job(call.db, call.actor.province, TRY(call.id<jobs::JobId>("id"))));
    if (!may_see(call.actor, job))
        return failure(ErrorCode::NotFound, "jobs.unknown");
    return job;
}

bool is_unfinished(const jobs::Job& job) {
    return job.state == jobs::JobState::Queued || job.state == jobs::JobState::Running;
}

} // namespace

JobView view_of(const jobs::Job& job, const Messages& messages, Language language) {
    JobView view{job.id,    job.kind, job.state,      job.done,       job.total,
                 job.stage, {},       job.created_at, job.started_at, job.finished_at,
                 {}};
    if (job.error)
        view.message = messages.detail(*job.error, language);
    if (!job.result.is_null())
        view.result = job.result;
    return view;
}

void add_job_routes(access::Api& api, jobs::Jobs& runner) {
    api.get(
        "/jobs", Right::ReadJobs,
        [&runner](Call& call) -> Result<JobList> {
            JobList list;
            for (const auto& job : runner.recent(call.db, call.actor.province))
                if (may_see(call.actor, job))
                    list.jobs.push_back(view_of(job, call.messages, call.language));
            return list;
        },
        {.summary = "The latest jobs: the province's, or one's own for who does not work with registers"});
    api.get(
        "/jobs/{id}", Right::ReadJobs,
        [](Call& call) -> Result<JobView> {
            return view_of(TRY(visible_job(call)), call.messages, call.language);
        },
        {.summary = "One job"});
    api.get(
        "/jobs/events", Right::ReadJobs,
        [&runner](Call& call) -> Result<http::Response> {
            const auto account = sees_all(call.actor) ? 0 : call.actor.account.value;
            http::EventBody events{{topic_of(call.actor.province, call.language, account)}, {}};
            for (const auto& job : runner.recent(call.db, call.actor.province))
                if (is_unfinished(job) && may_see(call.actor, job))
                    events.first += http::event_text(
                        "job", json::to_text(view_of(job, call.messages, call.language)));
            http::Response response;
            response.body = std::move(events);
            return response;
        },
        {.summary = "Server-sent events 'job', each a JobView, as jobs change",
         .produces = "text/event-stream"});
    api.post(
        "/jobs/{id}/cancel", Right::CancelJobs,
        [&runner](Call& call) -> Result<JobView> {
            const auto job = TRY(visible_job(call));
            return view_of(TRY(runner.cancel(call.db, call.actor.province, job.id)), call.messages, call.language);
        },
        {.summary = "Ask a job to stop", .transaction = access::Transaction::None});
}

std::unique_ptr<jobs::Jobs::Observer> publish_jobs(jobs::Jobs& runner, http::EventHub& hub,
                                                   const Messages& messages) {
    return runner.observe([&hub, &messages](const jobs::Job& job) {
        for (const auto language : {Language::Thai, Language::English}) {
            const auto event = json::to_text(view_of(job, messages, language));
            hub.publish(topic_of(job.province, language), "job", event);
            if (job.created_by != 0)
                hub.publish(topic_of(job.province, language, job.created_by), "job", event);
        }
    });
}

} // namespace samatcha::app
