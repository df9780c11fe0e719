#include "app/job_routes.hpp"

namespace samatcha::app {

namespace {

using access::Call;
using access::Right;

struct JobList {
    std::vector<JobView> jobs;
};
BOOST_DESCRIBE_STRUCT(JobList, (), (jobs))

std::string topic_of(std::string_view province, Language language) {
    return "jobs/" + std::string(province) + (language == Language::Thai ? "/th" : "/en");
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
                list.jobs.push_back(view_of(job, call.messages, call.language));
            return list;
        },
        {.summary = "The province's latest jobs"});
    api.get(
        "/jobs/{id}", Right::ReadJobs,
        [&runner](Call& call) -> Result<JobView> {
            const auto job = TRY(runner.job(call.db, call.actor.province, TRY(call.id<jobs::JobId>("id"))));
            return view_of(job, call.messages, call.language);
        },
        {.summary = "One job"});
    api.get(
        "/jobs/events", Right::ReadJobs,
        [&runner](Call& call) -> Result<http::Response> {
            http::EventBody events{{topic_of(call.actor.province, call.language)}, {}};
            for (const auto& job : runner.recent(call.db, call.actor.province))
                if (is_unfinished(job))
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
            const auto job = TRY(runner.cancel(call.db, call.actor.province, TRY(call.id<jobs::JobId>("id"))));
            return view_of(job, call.messages, call.language);
        },
        {.summary = "Ask a job to stop", .transaction = access::Transaction::None});
}

std::unique_ptr<jobs::Jobs::Observer> publish_jobs(jobs::Jobs& runner, http::EventHub& hub,
                                                   const Messages& messages) {
    return runner.observe([&hub, &messages](const jobs::Job& job) {
        for (const auto language : {Language::Thai, Language::English})
            hub.publish(topic_of(job.province, language), "job",
                        json::to_text(view_of(job, messages, language)));
    });
}

} // namespace samatcha::app
