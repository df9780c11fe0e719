#include "pipeline.hpp"

#include <CLI/CLI.hpp>

#include <chrono>
#include <cstdio>

using namespace samatcha;
using namespace samatcha::bench;

namespace {

void print_outcome(const Province& province, const Outcome& o) {
    const auto& total = o.estimate.total;
    std::printf("children %llu, of age %llu, truly out of school %llu\n",
                static_cast<unsigned long long>(province.truth.children),
                static_cast<unsigned long long>(province.truth.of_age),
                static_cast<unsigned long long>(o.true_out));
    std::printf("estimated %lld (%lld - %lld) of %lld, contains the truth: %s\n",
                static_cast<long long>(total.value), static_cast<long long>(total.low),
                static_cast<long long>(total.high), static_cast<long long>(total.population),
                o.is_covered() ? "yes" : "no");
    std::printf("list: %llu children, precision %.4f, recall %.4f\n",
                static_cast<unsigned long long>(o.listed), o.precision(), o.recall());
    std::printf("without civil status, in no school: %lld (%lld - %lld), truly %llu\n",
                static_cast<long long>(o.without_civil_status.value),
                static_cast<long long>(o.without_civil_status.low),
                static_cast<long long>(o.without_civil_status.high),
                static_cast<unsigned long long>(o.true_apart));
    for (const auto& [who, expected] : o.apart)
        std::printf("  %-40s %.1f\n", who.c_str(), expected);
    for (const auto& [name, score] : o.by_register_pair)
        std::printf("  %-22s precision %.5f recall %.5f of %llu pairs\n", name.c_str(),
                    score.precision(), score.recall(),
                    static_cast<unsigned long long>(score.true_pairs));
    std::printf("the engine expects %.1f false links, %.1f missed; %.1f beyond candidates\n",
                o.expected_false_links, o.expected_missed_links, o.missed_beyond_candidates);
    std::printf("the situation expects %.1f believed enrolled who are not, %.1f believed out who "
                "are enrolled\n",
                o.estimate.expected_false_links, o.estimate.expected_missed_links);
    std::printf("link %.1f s, estimate %.1f s\n", o.seconds_link, o.seconds_estimate);
}

} // namespace

int main(int argc, char** argv) {
    CLI::App app{
        "The list and the number of out-of-school children, scored against the generator's truth"};
    std::string code = "40";
    std::uint32_t children = 400'000;
    std::uint64_t seed = 1;
    int seeds = 1;
    unsigned threads = 2;
    double error_scale = 1;
    int explained = 0;
    bool is_split = false, shows_mapping = false;
    app.add_option("--province", code)->capture_default_str();
    app.add_option("--children", children)->capture_default_str();
    app.add_option("--seed", seed, "The first seed")->capture_default_str();
    app.add_option("--seeds", seeds,
                   "How many; above 1 a line each and the share of intervals that hold")
        ->capture_default_str();
    app.add_option("--threads", threads)->capture_default_str();
    app.add_option("--error-scale", error_scale, "Times the documented error rates")
        ->capture_default_str();
    app.add_flag("--split-school-types", is_split);
    app.add_option("--explain", explained,
                   "Show so many missed links of civil and school rows, and why");
    app.add_flag("--mapping", shows_mapping, "Print what each column was taken for");
    CLI11_PARSE(app, argc, argv);

    const auto gazetteer = area::Gazetteer::load();
    int covered = 0;
    double error = 0, width = 0, listed = 0, right = 0, out = 0;
    for (int i = 0; i < seeds; ++i) {
        auto plan = plan_of_province(gazetteer, code);
        plan.children = children;
        plan.seed = seed + static_cast<std::uint64_t>(i);
        plan.has_split_schools = is_split;
        plan.errors = population::scaled(plan.errors, error_scale);
        const auto start = std::chrono::steady_clock::now();
        const auto province = imported_province(gazetteer, plan);
        if (shows_mapping && i == 0)
            for (const auto& line : province.mapping)
                std::printf("%s\n", line.c_str());
        const double import_seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        const auto outcome = outcome_of(province, threads, explained);
        const auto& total = outcome.estimate.total;
        if (seeds == 1) {
            print_outcome(province, outcome);
            std::printf("generate and import %.1f s\n", import_seconds);
        } else {
            std::printf("seed %llu: truly %llu, estimated %lld (%lld - %lld)%s, precision %.3f "
                        "recall %.3f\n",
                        static_cast<unsigned long long>(plan.seed),
                        static_cast<unsigned long long>(outcome.true_out),
                        static_cast<long long>(total.value), static_cast<long long>(total.low),
                        static_cast<long long>(total.high), outcome.is_covered() ? "" : " MISSED",
                        outcome.precision(), outcome.recall());
            std::fflush(stdout);
        }
        covered += outcome.is_covered() ? 1 : 0;
        error += static_cast<double>(total.value) - static_cast<double>(outcome.true_out);
        width += static_cast<double>(total.high - total.low);
        listed += static_cast<double>(outcome.listed);
        right += static_cast<double>(outcome.listed_right);
        out += static_cast<double>(outcome.true_out);
    }
    if (seeds > 1)
        std::printf(
            "%d of %d intervals contain the true number; mean error %+.2f, mean width %.1f; "
            "precision %.4f, recall %.4f\n",
            covered, seeds, error / seeds, width / seeds, right / listed, right / out);
    return 0;
}
