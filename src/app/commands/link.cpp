#include "app/commands/link.hpp"

#include "app/command_failure.hpp"
#include "app/commands/link_decisions.hpp"
#include "app/commands/link_files.hpp"
#include "app/commands/link_output.hpp"
#include "app/commands/link_report_html.hpp"
#include "app/commands/link_spec.hpp"
#include "app/commands/link_words.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <optional>
#include <thread>

#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>
#endif

namespace samatcha::app {

namespace {

struct LinkArguments {
    std::string spec;
    std::string out;
    unsigned threads = 0;
    std::string memory;
    std::string compare;
    bool quiet = false;
    bool pairs = false;
};

double link_seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Of all threads of this process.
double link_cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// Seconds by stage, shown unless quiet.
class LinkProgress {
public:
    LinkProgress(const CommandLine& line, bool is_quiet) {
        if (!is_quiet)
            m_shown.emplace(line, "link");
    }

    void enter(std::string_view stage) {
        leave();
        m_stage = stage;
        m_since = link_seconds();
        m_cpu_since = link_cpu_seconds();
        part(0);
    }
    void part(double part) {
        if (m_shown)
            m_shown->report(m_stage, static_cast<std::int64_t>(part * 100), 100);
    }
    void leave() {
        if (!m_stage.empty())
            m_stages.push_back({m_stage, link_seconds() - m_since, link_cpu_seconds() - m_cpu_since});
        m_stage.clear();
    }
    void finish() {
        leave();
        m_shown.reset();
    }
    std::string_view stage() const { return m_stage; }
    const std::vector<LinkStage>& stages() const { return m_stages; }

private:
    std::optional<Progress> m_shown;
    std::string m_stage;
    double m_since = 0;
    double m_cpu_since = 0;
    std::vector<LinkStage> m_stages;
};

Result<std::uint64_t> link_bytes_of(const std::string& text) {
    if (text.empty())
        return std::uint64_t{0};
    std::size_t used = 0;
    double number = 0;
    try {
        number = std::stod(text, &used);
    } catch (const std::exception&) {
        used = 0;
    }
    double unit = 1;
    if (used + 1 == text.size()) {
        const auto at = std::string_view("KMGT").find(static_cast<char>(std::toupper(text[used])));
        unit = at == std::string_view::npos ? 0 : std::exp2(10.0 * static_cast<double>(at + 1));
    } else if (used != text.size()) {
        unit = 0;
    }
    if (used == 0 || unit == 0 || number <= 0)
        return failure(ErrorCode::InvalidInput, "link.memory_wrong", {{"text", text}});
    return static_cast<std::uint64_t>(number * unit);
}

/// The most memory this process has held at once; getrusage would count the parent's too.
std::int64_t link_peak_bytes() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return std::stoll(line.substr(6)) * 1024;
    return 0;
}

/// What is freed is kept for what comes next, and it is large pages: to give memory back and have it cleared anew, a
/// few kilobytes at a time, takes a tenth of a run. Not where there is a ceiling: then what is free is the system's.
void keep_freed_memory() {
#ifdef __GLIBC__
    constexpr int kept_bytes_max = 64 << 20;
    constexpr int heap_bytes = 512 << 20; // as far as large pages reach; what is not used takes nothing
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_MMAP_THRESHOLD, kept_bytes_max);
    mallopt(M_TRIM_THRESHOLD, heap_bytes);
    mallopt(M_TOP_PAD, heap_bytes);
    constexpr std::uintptr_t page = std::uintptr_t{2} << 20U;
    auto* const first = std::malloc(page); // asks the system for the heap
    const auto begin = (reinterpret_cast<std::uintptr_t>(first) + page) / page * page;
    madvise(reinterpret_cast<void*>(begin), heap_bytes - page, MADV_HUGEPAGE); // a wish: nothing is lost where it is refused
    std::free(first);
#endif
}

std::vector<linkage::Warning> link_warnings(const linkage::Report& report, const std::vector<LinkInput>& inputs) {
    std::vector<linkage::Warning> warnings;
    for (const auto& input : inputs)
        if (input.duplicate_ids > 0)
            warnings.push_back({"link.warning_equal_ids",
                                {{"file", input.file.name}, {"rows", std::to_string(input.duplicate_ids)}}});
    warnings.insert(warnings.end(), report.warnings.begin(), report.warnings.end());
    return warnings;
}

boost::json::object link_report(const LinkStory& story, const std::vector<LinkInput>& inputs,
                                const LinkProgress& progress, const CommandLine& line) {
    const auto& report = story.report;
    boost::json::array files;
    for (const auto& input : inputs)
        files.push_back({{"name", input.file.name}, {"records", input.ids.size()}, {"duplicate_ids", input.duplicate_ids}});
    boost::json::array stages;
    double total = 0;
    for (const auto& stage : progress.stages()) {
        stages.push_back({{"name", stage.name}, {"seconds", stage.seconds}, {"cpu_seconds", stage.cpu_seconds}});
        total += stage.seconds;
    }
    boost::json::array rules;
    for (const auto& rule : report.rules)
        rules.push_back({{"rule", rule.rule}, {"pairs", rule.pairs}, {"blocks_divided", rule.blocks_divided},
                         {"pairs_dropped", rule.pairs_dropped}, {"recall", rule.recall}, {"recall_more", rule.recall_more}});
    boost::json::array file_pairs;
    for (const auto& pair : report.file_pairs)
        file_pairs.push_back({{"left", inputs[pair.left].file.name}, {"right", inputs[pair.right].file.name},
                              {"links", pair.links}, {"one_to_one", pair.one_to_one},
                              {"expected_false", pair.expected_false}, {"expected_missed", pair.expected_missed}});
    boost::json::array histogram;
    for (const auto& bin : report.histogram)
        if (bin.pairs > 0)
            histogram.push_back({{"from", bin.from}, {"pairs", bin.pairs}, {"expected_matches", bin.expected_matches}});
    boost::json::array sizes;
    for (const auto& size : report.cluster_sizes)
        sizes.push_back({{"records", size.records}, {"persons", size.clusters}});
    boost::json::array self_weights;
    for (const auto& bin : report.self_weights.histogram)
        self_weights.push_back({{"from", bin.from}, {"records", bin.records}});
    return {{"records", report.records},
            {"pairs_scored", report.pairs_scored},
            {"links", story.links},
            {"decisions_learnt", report.decisions_learnt},
            {"clusters", report.clusters},
            {"expected_matches", report.expected_matches},
            {"expected_false_links", report.expected_false_links},
            {"expected_missed_links", report.expected_missed_links},
            {"files", std::move(files)},
            {"file_pairs", std::move(file_pairs)},
            {"rules", std::move(rules)},
            {"recall", report.recall},
            {"recall_wanted", report.recall_wanted ? boost::json::value(*report.recall_wanted)
                                                   : boost::json::value()},
            {"stages", std::move(stages)},
            {"seconds", total},
            {"cpu_seconds", link_cpu_seconds()},
            {"peak_memory_bytes", link_peak_bytes()},
            {"weight_histogram", std::move(histogram)},
            {"cluster_sizes", std::move(sizes)},
            {"loose_clusters", story.loose.size()},
            {"self_weights", {{"records", report.self_weights.records},
                              {"unlinkable", report.self_weights.unlinkable},
                              {"histogram", std::move(self_weights)}}},
            {"warnings", boost::json::value_from(linkage_warning_texts(story.warnings, line.messages(), line.language()))}};
}

Result<linkage::Model> read_link_model(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in)
        return failure(ErrorCode::NotFound, "link.spec_missing", {{"path", path.string()}});
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    return linkage::model_from_json(text);
}

Result<void> run_link(const LinkArguments& arguments, const CommandLine& line) {
    LinkProgress progress(line, arguments.quiet || line.prints_json);
    progress.enter("read");
    const auto spec = TRY(read_link_spec(arguments.spec));
    linkage::Options options;
    options.task = spec.task;
    options.threads = arguments.threads > 0 ? arguments.threads : std::max(1U, std::thread::hardware_concurrency());
    options.memory_bytes_max = TRY(link_bytes_of(arguments.memory));
    if (options.memory_bytes_max == 0)
        keep_freed_memory();
    options.blocking = spec.blocking;
    options.comparisons = spec.comparisons;
    options.threshold = spec.threshold.value_or(options.threshold);
    options.recall_wanted = spec.recall.value_or(options.recall_wanted);
    options.keep_pairs = spec.pairs || arguments.pairs;
    if (spec.model)
        options.model = TRY(read_link_model(*spec.model));
    std::optional<linkage::Model> compared;
    if (!arguments.compare.empty())
        compared = TRY(read_link_model(arguments.compare));
    std::vector<LinkInput> inputs;
    std::vector<linkage::File> files;
    auto memory_left = options.memory_bytes_max;
    for (std::size_t f = 0; f < spec.files.size(); ++f) {
        inputs.push_back(TRY(read_link_file(spec.files[f], options.threads, memory_left)));
        files.push_back(std::move(inputs.back().file));
        inputs.back().file.name = files.back().name;
        progress.part(static_cast<double>(f + 1) / static_cast<double>(spec.files.size()));
    }
    if (spec.decisions) {
        options.decided = TRY(read_link_decisions(*spec.decisions, inputs));
        options.learn_from_decided = true;
    }
    for (const auto& input : inputs) // what rows are called stays until the end
        options.memory_bytes_elsewhere += input.ids.bytes();
    const auto linked = TRY(linkage::link_records(std::move(files), options, [&](linkage::Stage stage, double part) {
        if (progress.stage() != linkage::stage_name(stage))
            progress.enter(linkage::stage_name(stage));
        progress.part(part);
        return true;
    }));
    progress.enter("write");
    std::error_code ec;
    const std::filesystem::path out = arguments.out;
    std::filesystem::create_directories(out, ec);
    TRY(write_link_pairs(out / "links.csv", linked.links(), inputs, options.threads));
    if (options.keep_pairs)
        TRY(write_link_pairs(out / "pairs.csv", linked.pairs(), inputs, options.threads));
    TRY(write_link_clusters(out / "clusters.csv", linked.clusters(), inputs, options.threads));
    auto loose = linkage::loose_clusters(linked, options.threads);
    TRY(write_loose_clusters(out / "loose_clusters.csv", loose, inputs, options.threads));
    TRY(write_link_text(out / "model.json", linkage::to_json(linked.model())));
    progress.finish();
    LinkStory story{{}, linked.report(), linked.model(), std::move(compared), linked.links().size(), options.threshold,
                    doubtful_links(linked, options.threshold), std::move(loose),
                    progress.stages(), link_peak_bytes(), link_warnings(linked.report(), inputs)};
    for (const auto& input : inputs)
        story.files.emplace_back(input.file.name, input.ids.size());
    const auto text = boost::json::serialize(link_report(story, inputs, progress, line));
    TRY(write_link_text(out / "report.json", text));
    TRY(write_link_text(out / "report.html", link_report_html(story, line.messages(), line.language())));
    if (line.prints_json)
        line.print_line(text);
    else if (!arguments.quiet)
        line.print_line(line.text("app.files_linked", {{"records", std::to_string(linked.report().records)},
                                                       {"pairs", std::to_string(linked.report().pairs_scored)},
                                                       {"links", std::to_string(linked.links().size())},
                                                       {"persons", std::to_string(linked.report().clusters)},
                                                       {"folder", out.string()}}));
    return {};
}

} // namespace

void add_link_command(CLI::App& app, const CommandLine& line) {
    auto* command = app.add_subcommand("link", "help.link");
    auto arguments = std::make_shared<LinkArguments>();
    command->add_option("spec", arguments->spec, "help.link.spec")->required();
    command->add_option("--out", arguments->out, "help.link.out")->required();
    command->add_option("--threads", arguments->threads, "help.threads");
    command->add_option("--memory", arguments->memory, "help.link.memory");
    command->add_option("--compare", arguments->compare, "help.link.compare");
    command->add_flag("--pairs", arguments->pairs, "help.link.pairs");
    command->add_flag("--quiet", arguments->quiet, "help.link.quiet");
    command->callback([arguments, &line] { or_fail(run_link(*arguments, line)); });
}

} // namespace samatcha::app
