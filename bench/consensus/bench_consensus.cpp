// How long a live conversation takes: cold, one vote, a publication, the next statement (README.md).
#include "engines/consensus/draw.hpp"
#include "engines/consensus/group_report.hpp"
#include "engines/consensus/opinion_groups.hpp"
#include "engines/consensus/routing.hpp"
#include "engines/consensus/stability.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <numeric>
#include <optional>
#include <string>

using namespace samatcha::consensus;

namespace {

/// Processor seconds: other work on the machine does not count.
double seconds_now() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double wall_now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

double peak_megabytes() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return std::stod(line.substr(6)) / 1024;
    return 0;
}

/// Three camps; most people vote a little and a few vote much, on some statements more than on others.
VoteTable invented(std::size_t participants, std::size_t statements, double votes_each) {
    Draw draw(participants * 31 + statements);
    std::vector<std::array<double, 3>> agrees(statements);
    std::vector<double> liked(statements);
    for (std::size_t j = 0; j < statements; ++j) {
        for (auto& share : agrees[j])
            share = 0.15 + 0.7 * draw.unit();
        liked[j] = 0.3 + draw.unit();
    }
    const auto mean_liked = std::accumulate(liked.begin(), liked.end(), 0.0) / static_cast<double>(statements);
    VoteTable votes(statements, participants);
    for (ParticipantIndex p = 0; p < participants; ++p) {
        const auto camp = p % 10 < 5 ? 0U : p % 10 < 8 ? 1U : 2U;
        const auto keen = std::min(0.9, -std::log(1 - draw.unit()) * votes_each / static_cast<double>(statements));
        for (StatementIndex j = 0; j < statements; ++j)
            if (draw.unit() < keen * liked[j] / mean_liked) {
                const auto u = draw.unit();
                votes.set(p, j, u < 0.12 ? Vote::Pass : draw.unit() < agrees[j][camp] ? Vote::Agree : Vote::Disagree);
            }
    }
    return votes;
}

/// All that is published, each stage's seconds with it.
struct Publication {
    std::vector<std::pair<const char*, double>> stages;
    OpinionMap map;
    OpinionGroups groups;
    GroupReport report;

    explicit Publication(const Conversation& conversation) {
        auto since = seconds_now();
        const auto stage = [&](const char* name) {
            stages.emplace_back(name, seconds_now() - since);
            since = seconds_now();
        };
        map = opinion_map(conversation);
        stage("axes");
        const auto places = positions(conversation, map, 1);
        stage("positions");
        groups = opinion_groups(conversation, map, places, 1);
        stage("groups");
        report = group_report(conversation, map, groups.grouping, 1);
        stage("statistics");
    }
    double seconds() const {
        return std::accumulate(stages.begin(), stages.end(), 0.0, [](double sum, const auto& s) { return sum + s.second; });
    }
    std::string told() const {
        std::string text;
        for (const auto& [name, seconds] : stages)
            text += fmt::format("{}{} {:.3f}", text.empty() ? "" : ", ", name, seconds);
        return text;
    }
};

void told(const char* what, const std::string& value, const char* limit) { fmt::print("  {:44} {:>24}   {}\n", what, value, limit); }

Vote drawn_vote(Draw& draw) { return static_cast<Vote>(static_cast<int>(draw.bits() % 3) - 1); }

void bench(std::size_t participants, std::size_t statements, double votes_each, bool is_large) {
    auto votes = invented(participants, statements, votes_each);
    fmt::print("{} participants, {} statements, {} votes\n", participants, statements, votes.votes());
    const auto cast_before = votes.votes();
    auto since = seconds_now();
    const auto wall = wall_now();
    Conversation conversation(std::move(votes), std::vector<Moderation>(statements), 1);
    const auto counted = seconds_now() - since;
    const Publication cold(conversation);
    told("cold: pair counts", fmt::format("{:.3f} s", counted), "");
    told("cold: all stages", fmt::format("{:.3f} s ({:.1f} by clock)", counted + cold.seconds(), wall_now() - wall), is_large ? "" : "<= 1.5 s");
    fmt::print("    {}; {} groups\n", cold.told(), cold.groups.count);

    Draw draw(7);
    std::vector<double> times;
    const auto sustained = seconds_now();
    constexpr std::size_t cast = 200'000;
    for (std::size_t i = 0; i < cast; ++i)
        conversation.cast(static_cast<ParticipantIndex>(draw.bits() % participants), static_cast<StatementIndex>(draw.bits() % statements), drawn_vote(draw));
    const auto spent = seconds_now() - sustained;
    for (std::size_t i = 0; i < 20'000; ++i) {
        const auto p = static_cast<ParticipantIndex>(draw.bits() % participants);
        const auto j = static_cast<StatementIndex>(draw.bits() % statements);
        const auto vote = drawn_vote(draw);
        const auto begin = wall_now();
        conversation.cast(p, j, vote);
        times.push_back((wall_now() - begin) * 1e6);
    }
    std::sort(times.begin(), times.end());
    told("one vote, median", fmt::format("{:.2f} us", times[times.size() / 2]), "<= 5 us");
    told("votes, sustained", fmt::format("{:.0f} /s", cast / spent), ">= 150,000 /s");

    std::vector<double> publications;
    std::optional<Publication> after;
    for (int run = 0; run < 9; ++run) {
        since = seconds_now();
        for (int i = 0; i < 10; ++i)
            conversation.cast(static_cast<ParticipantIndex>(draw.bits() % participants), static_cast<StatementIndex>(draw.bits() % statements), drawn_vote(draw));
        after.emplace(conversation);
        publications.push_back(seconds_now() - since);
    }
    std::sort(publications.begin(), publications.end());
    told("10 votes and a publication, median of 9", fmt::format("{:.3f} s (best {:.3f})", publications[4], publications[0]), is_large ? "<= 1 s" : "<= 50 ms");
    fmt::print("    {}\n", after->told());

    since = seconds_now();
    const auto stable = stability(after->groups, 1, 1);
    told("stability, 100 resamples (beside it)", fmt::format("{:.3f} s", seconds_now() - since), "");

    const Router router(conversation, after->map, after->groups.grouping, after->report.counts, {});
    since = seconds_now();
    std::size_t asked = 0;
    for (std::size_t i = 0; i < 20'000; ++i)
        asked += router.next(conversation, static_cast<ParticipantIndex>(draw.bits() % participants)).has_value();
    told("next statement", fmt::format("{:.1f} us", (seconds_now() - since) / 20'000 * 1e6), "<= 100 us");
    told("memory at most", fmt::format("{:.0f} MB", peak_megabytes()), is_large ? "<= 1,024 MB" : "");
    if (asked == 0 || stable.resamples == 0 || cast_before == 0)
        fmt::print("nothing was asked\n");
}

/// VOTES.csv as `samatcha consensus` reads it.
void write(const char* path, std::size_t participants, std::size_t statements, double votes_each) {
    const auto votes = invented(participants, statements, votes_each);
    std::FILE* file = std::fopen(path, "w");
    if (file == nullptr)
        return;
    std::fputs("statement,participant,vote,created_ms\n", file);
    // Statement by statement, as Polis' exports are.
    std::vector<std::size_t> at(participants);
    for (StatementIndex j = 0; j < statements; ++j)
        for (ParticipantIndex p = 0; p < participants; ++p)
            if (const auto row = votes.row(p); at[p] < row.size() && row[at[p]].statement() == j)
                std::fputs(fmt::format("{},{},{},{}\n", j, p, value_of(row[at[p]++].vote()), 1'700'000'000'000 + p * 1000ULL + j * 7'000ULL).c_str(), file);
    std::fclose(file);
}

} // namespace

int main(int argument_count, char** arguments) {
    if (argument_count == 5) {
        write(arguments[1], std::stoul(arguments[2]), std::stoul(arguments[3]), std::stod(arguments[4]));
        return 0;
    }
    bench(33'422, 783, 58.4, false);
    if (argument_count == 2 && std::string(arguments[1]) == "large")
        bench(1'000'000, 1000, 59.2, true);
}
