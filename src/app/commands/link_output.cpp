#include "app/commands/link_output.hpp"

#include "base/parallel.hpp"
#include "base/short_copy.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace samatcha::app {

namespace {

/// Rows of a CSV file.
class LinkRowsText {
public:
    void clear() { m_size = 0; }
    std::string_view bytes() const { return {m_bytes.data(), m_size}; }

    void plain(std::string_view bytes) {
        short_copy(bytes.data(), bytes.size(), place_for(bytes.size()));
        m_size += bytes.size();
    }
    void cell(std::string_view bytes, char after) {
        const bool is_plain = std::none_of(bytes.begin(), bytes.end(), [](char c) {
            return c == '"' || c == ',' || c == '\r' || c == '\n';
        });
        if (is_plain)
            return plain_cell(bytes, after);
        auto* at = place_for(2 * bytes.size() + 3);
        *at++ = '"';
        for (const char c : bytes) {
            *at++ = c;
            if (c == '"')
                *at++ = c;
        }
        *at++ = '"';
        end_cell(at, after);
    }
    void plain_cell(std::string_view bytes, char after) {
        end_cell(short_copy(bytes.data(), bytes.size(), place_for(bytes.size() + 1)), after);
    }
    void number(std::uint64_t value, char after) {
        auto* const at = place_for(number_max);
        end_cell(std::to_chars(at, at + number_max, value).ptr, after);
    }
    /// With so many decimals; the value times 10^decimals fits into 63 bits.
    template <int decimals>
    void fixed(double value, char after) {
        constexpr auto unit = [] {
            std::uint64_t power = 1;
            for (int i = 0; i < decimals; ++i)
                power *= 10;
            return power;
        }();
        const auto scaled = static_cast<std::uint64_t>(std::abs(value) * static_cast<double>(unit) + 0.5);
        auto* at = place_for(2 * number_max);
        if (value < 0 && scaled > 0)
            *at++ = '-';
        at = std::to_chars(at, at + number_max, scaled / unit).ptr;
        *at++ = '.';
        auto rest = scaled % unit;
        for (int i = decimals - 1; i >= 0; --i, rest /= 10)
            at[i] = static_cast<char>('0' + rest % 10);
        end_cell(at + decimals, after);
    }

private:
    static constexpr std::size_t number_max = 24;
    char* place_for(std::size_t bytes) {
        if (m_size + bytes > m_bytes.size())
            m_bytes.resize(2 * (m_size + bytes));
        return m_bytes.data() + m_size;
    }
    void end_cell(char* end, char after) {
        *end = after;
        m_size = static_cast<std::size_t>(end - m_bytes.data()) + 1;
    }

    std::vector<char> m_bytes;
    std::size_t m_size = 0;
};

/// The files' names and ids as cells: whether they need quotes is looked up once.
class LinkNames {
public:
    explicit LinkNames(const std::vector<LinkInput>& inputs) : m_inputs(inputs) {
        for (const auto& input : inputs) {
            LinkRowsText name;
            name.cell(input.file.name, ',');
            m_names.emplace_back(name.bytes());
            m_plain.push_back(input.ids.is_plain());
        }
    }
    void write(LinkRowsText& out, std::size_t file, std::size_t row) const {
        out.plain(m_names[file]);
        if (m_plain[file])
            out.plain_cell(m_inputs[file].ids[row], ',');
        else
            out.cell(m_inputs[file].ids[row], ',');
    }
    /// Asks memory for what writing these rows will need: of one soon, of the other later.
    [[gnu::always_inline]] void fetch(linkage::RecordRef soon, linkage::RecordRef later) const {
        m_inputs[soon.file].ids.fetch(soon.row);
        m_inputs[later.file].ids.fetch_place(later.row);
    }

private:
    const std::vector<LinkInput>& m_inputs;
    std::vector<std::string> m_names; ///< As cells, the delimiter behind them.
    std::vector<char> m_plain;
};

/// A file; what is not closed without error is an error.
class LinkOutput {
public:
    explicit LinkOutput(const std::filesystem::path& path) : m_path(path), m_file(new_file(path)) {}
    ~LinkOutput() {
        if (m_file >= 0)
            ::close(m_file);
    }
    LinkOutput(const LinkOutput&) = delete;
    LinkOutput& operator=(const LinkOutput&) = delete;

    void write(std::string_view bytes) { write_at(std::exchange(m_size, m_size + bytes.size()), bytes); }
    /// Rows 0 to count - 1, made by row(text, i) and written on all threads, each part where those before it end.
    template <class Row>
    void write_rows(std::size_t count, unsigned threads, const Row& row) {
        constexpr std::size_t rows_of_a_part = 8192;
        const auto parts = (count + rows_of_a_part - 1) / rows_of_a_part;
        std::mutex mutex;
        std::condition_variable placed;
        std::size_t next = 0; // part to be given its place
        std::vector<LinkRowsText> spare;
        parallel_parts(threads, parts, [&](std::size_t part) {
            LinkRowsText text;
            {
                const std::scoped_lock lock(mutex);
                if (!spare.empty()) {
                    text = std::move(spare.back());
                    spare.pop_back();
                }
            }
            text.clear();
            try {
                for (auto i = part * rows_of_a_part; i < std::min(count, (part + 1) * rows_of_a_part); ++i)
                    row(text, i);
            } catch (...) { // whoever waits goes on; the exception stops all
                text.clear();
                m_failed = true;
                end_part(mutex, placed, next, part, text);
                throw;
            }
            write_at(end_part(mutex, placed, next, part, text), text.bytes());
            const std::scoped_lock lock(mutex);
            spare.push_back(std::move(text));
        });
    }
    Result<void> close() {
        const bool failed = m_file < 0 || m_failed || ::close(m_file) != 0;
        m_file = -1;
        if (failed)
            return failure(ErrorCode::Unavailable, "link.not_written", {{"path", m_path.string()}});
        return {};
    }

private:
    /// In the place of an older one, which is removed: one that is cut to nothing is brought to the disk by ext4 before it
    /// is closed.
    static int new_file(const std::filesystem::path& path) {
        std::error_code none; // then it is opened, or cannot be
        if (std::filesystem::is_regular_file(path, none))
            std::filesystem::remove(path, none);
        return ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    }
    std::uint64_t end_part(std::mutex& mutex, std::condition_variable& placed, std::size_t& next, std::size_t part,
                           const LinkRowsText& text) {
        std::unique_lock lock(mutex);
        placed.wait(lock, [&] { return next == part; });
        ++next;
        placed.notify_all();
        return std::exchange(m_size, m_size + text.bytes().size());
    }
    void write_at(std::uint64_t place, std::string_view bytes) {
        while (!bytes.empty() && m_file >= 0) {
            const auto written = ::pwrite(m_file, bytes.data(), bytes.size(), static_cast<off_t>(place));
            if (written < 0 && errno == EINTR)
                continue;
            if (written <= 0) {
                m_failed = true;
                return;
            }
            place += static_cast<std::uint64_t>(written);
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
    }

    std::filesystem::path m_path;
    int m_file;
    std::uint64_t m_size = 0;
    std::atomic<bool> m_failed{false};
};

} // namespace

Result<void> write_link_pairs(const std::filesystem::path& path,
                              const std::vector<linkage::RecordLink>& links,
                              const std::vector<LinkInput>& inputs, unsigned threads) {
    LinkOutput out(path);
    const LinkNames names(inputs);
    out.write("left_file,left_id,right_file,right_id,match_weight,match_probability,one_to_one\n");
    out.write_rows(links.size(), threads, [&](LinkRowsText& text, std::size_t i) {
        constexpr std::size_t ahead = 16;
        const auto& link = links[i];
        if (i + 2 * ahead < links.size()) // those on the left stand in order
            names.fetch(links[i + ahead].right, links[i + 2 * ahead].right);
        names.write(text, link.left.file, link.left.row);
        names.write(text, link.right.file, link.right.row);
        text.fixed<4>(static_cast<double>(link.weight), ',');
        text.fixed<7>(static_cast<double>(link.probability), ',');
        text.plain(link.one_to_one ? "1\n" : "0\n");
    });
    return out.close();
}

Result<void> write_link_clusters(const std::filesystem::path& path,
                                 const std::vector<std::vector<std::uint32_t>>& clusters,
                                 const std::vector<LinkInput>& inputs, unsigned threads) {
    LinkOutput out(path);
    const LinkNames names(inputs);
    out.write("file,id,cluster_id\n");
    for (std::size_t f = 0; f < clusters.size(); ++f)
        out.write_rows(clusters[f].size(), threads, [&](LinkRowsText& text, std::size_t row) {
            names.write(text, f, row);
            text.number(clusters[f][row], '\n');
        });
    return out.close();
}

Result<void> write_loose_clusters(const std::filesystem::path& path, const std::vector<linkage::LooseCluster>& loose,
                                  const std::vector<LinkInput>& inputs, unsigned threads) {
    LinkOutput out(path);
    const LinkNames names(inputs);
    out.write("cluster_id,records,left_file,left_id,right_file,right_id,match_weight,match_probability\n");
    out.write_rows(loose.size(), threads, [&](LinkRowsText& text, std::size_t i) {
        const auto& [cluster, records, link] = loose[i];
        text.number(cluster, ',');
        text.number(records, ',');
        names.write(text, link.left.file, link.left.row);
        names.write(text, link.right.file, link.right.row);
        text.fixed<4>(static_cast<double>(link.weight), ',');
        text.fixed<7>(static_cast<double>(link.probability), '\n');
    });
    return out.close();
}

Result<void> write_link_text(const std::filesystem::path& path, const std::string& text) {
    LinkOutput out(path);
    out.write(text);
    out.write("\n");
    return out.close();
}

} // namespace samatcha::app
