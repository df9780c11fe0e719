#include "modules/persons/kept_run.hpp"

#include "base/program_id.hpp"
#include "base/value_stream.hpp"

#include <algorithm>
#include <system_error>
#include <thread>
#include <utility>

namespace samatcha::persons {

namespace {

constexpr std::string_view sealed_kind = "kept_link_run";
/// A province's runs all link by one specification (register_set.cpp).
constexpr std::int64_t specification = 1;
constexpr std::string_view unreadable = "damaged, or sealed with another key";

} // namespace

KeptRuns::KeptRuns(std::filesystem::path folder, const vault::KeyRing& keys, Log log)
    : m_files(std::move(folder), std::string(sealed_kind), keys), m_log(std::move(log)) {}

std::optional<std::string> KeptRuns::context_of_file(const std::string& filename) {
    return vault::SealedStore::context_of_file(sealed_kind, filename);
}

std::optional<KeptRun> KeptRuns::find(std::string_view province, LinkRunId last) const {
    const auto refused = [&](std::string_view why) {
        m_log("kept_link_run_not_used", province, why);
        return std::nullopt;
    };
    auto file = m_files.open(province, specification);
    if (!file && file.error().code == ErrorCode::NotFound)
        return {};
    if (!file)
        return refused(unreadable);
    ValueReader reader([&](std::span<char> piece) {
        const auto count = file->read(piece);
        return count && *count == piece.size();
    });
    std::string program;
    reader.read(program);
    if (!reader.is_good())
        return refused(unreadable);
    if (program != program_id())
        return refused("written by another build of the program");
    LinkRunId run;
    reader.read(run);
    if (reader.is_good() && run != last)
        return refused("of another link run than the last one");
    std::vector<LinkedSnapshot> snapshots;
    RegisterSet set;
    StoredRun stored;
    std::vector<std::vector<std::int64_t>> identity_keys;
    ReviewTeaches review_teaches{};
    reader.read(snapshots, set, stored, identity_keys, review_teaches);
    auto index = linkage::LinkageIndex::read(reader, std::max(1U, std::thread::hardware_concurrency()));
    if (!index)
        return refused(unreadable);
    return KeptRun{run, std::move(snapshots), std::move(set), *std::move(index), std::move(stored), std::move(identity_keys),
                   review_teaches};
}

bool KeptRuns::write(std::string_view province, const KeptRun& kept) const {
    try {
        auto file = m_files.create(province, specification);
        ValueWriter writer([&](std::span<const char> piece) { file.write(piece); });
        writer.write(program_id(), kept.run, kept.snapshots, kept.set, kept.stored, kept.identity_keys, kept.review_teaches);
        kept.index.write(writer);
        file.finish();
        return true;
    } catch (const std::filesystem::filesystem_error& refused) {
        m_files.remove(province, specification);
        m_log("kept_link_run_not_written", province, refused.code().message());
        return false;
    }
}

void KeptRuns::publish(std::string_view province) const { m_files.publish(province, specification); }

} // namespace samatcha::persons
