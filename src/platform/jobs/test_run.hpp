#pragma once

#include "platform/jobs/jobs.hpp"

namespace samatcha::jobs {

/// A real run of a job that somebody cancels in its midst: when the handler looks the n-th time.
class CancelledMidway final : public JobRun {
public:
    CancelledMidway(JobRun& run, int looks) : m_run(run), m_looks_left(looks) {}

    const Job& job() const override { return m_run.job(); }
    database::Database& database() override { return m_run.database(); }
    json::value cursor() const override { return m_run.cursor(); }
    void keep(database::Connection& connection, const json::value& cursor) override {
        m_run.keep(connection, cursor);
    }
    void report(std::string_view stage, std::int64_t done, std::int64_t total) override {
        m_run.report(stage, done, total);
    }
    bool is_cancelled() override { return m_is_cancelled = m_is_cancelled || --m_looks_left <= 0; }
    bool is_cancelled_for_good() override { return m_is_cancelled; }

private:
    JobRun& m_run;
    int m_looks_left;
    bool m_is_cancelled = false;
};

} // namespace samatcha::jobs
