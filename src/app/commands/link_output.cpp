#include "app/commands/link_output.hpp"

#include "base/parallel.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace samatcha::app {

namespace {

/// Rows of a CSV file.
class LinkRowsText {
public:
    void clear() { m_bytes.clear(); }
    void plain(std::string_view bytes, char after) {
        m_bytes.append(bytes);
        m_bytes.push_back(after);
    }
    void cell(std::string_view bytes, char after) {
        const bool is_plain = std::none_of(bytes.begin(), bytes.end(), [](char c) {
            return c == '"' || c == ',' || c == '\r' || c == '\n';
        });
        if (is_plain)
            return plain(bytes, after);
        m_bytes.push_back('"');
        for (const char c : bytes)
            m_bytes.append(c == '"' ? 2 : 1, c);
        m_bytes.push_back('"');
        m_bytes.push_back(after);
    }
    void number(std::uint64_t value, char after) {
        char digits[24];
        plain({digits, std::to_chars(digits, digits + 22, value).ptr}, after);
    }
    /// With so many decimals; the value times 10^decimals fits into 63 bits.
    void fixed(double value, int decimals, char after) {
        std::uint64_t unit = 1;
        for (int i = 0; i < decimals; ++i)
            unit *= 10;
        const auto scaled = static_cast<std::uint64_t>(std::llround(std::abs(value) * static_cast<double>(unit)));
        if (value < 0 && scaled > 0)
            m_bytes.push_back('-');
        char digits[48];
        // A one before the decimals keeps their zeros; the point takes its place.
        auto* const point = std::to_chars(digits, digits + 22, scaled / unit).ptr;
        auto* const end = std::to_chars(point, point + 22, scaled % unit + unit).ptr;
        *point = '.';
        plain({digits, end}, after);
    }
    const std::string& bytes() const { return m_bytes; }

private:
    std::string m_bytes;
};

/// The files' names and ids as cells: whether they need quotes is looked up once.
class LinkNames {
public:
    explicit LinkNames(const std::vector<LinkInput>& inputs) : m_inputs(inputs) {
        for (const auto& input : inputs)
            m_plain.push_back(input.ids.is_plain());
    }
    void write(LinkRowsText& out, std::size_t file, std::size_t row) const {
        const auto& input = m_inputs[file];
        out.cell(input.file.name, ',');
        if (m_plain[file])
            out.plain(input.ids[row], ',');
        else
            out.cell(input.ids[row], ',');
    }

private:
    const std::vector<LinkInput>& m_inputs;
    std::vector<bool> m_plain;
};

/// A file; what is not closed without error is an error.
class LinkOutput {
public:
    explicit LinkOutput(const std::filesystem::path& path)
        : m_path(path), m_file(std::fopen(path.c_str(), "wb")) {
        if (m_file != nullptr)
            std::setvbuf(m_file, nullptr, _IONBF, 0); // it gets large pieces only
    }
    ~LinkOutput() {
        if (m_file != nullptr)
            std::fclose(m_file);
    }
    LinkOutput(const LinkOutput&) = delete;
    LinkOutput& operator=(const LinkOutput&) = delete;

    void write(std::string_view bytes) {
        if (m_file != nullptr)
            m_failed |= std::fwrite(bytes.data(), 1, bytes.size(), m_file) != bytes.size();
    }
    /// Rows 0 to count - 1, made by row(text, i) on all threads, written in their order.
    template <class Row>
    void write_rows(std::size_t count, unsigned threads, const Row& row) {
        constexpr std::size_t rows_of_a_part = 16384;
        const auto parts = (count + rows_of_a_part - 1) / rows_of_a_part;
        const std::size_t together = 2 * std::size_t{std::max(1U, threads)};
        std::vector<LinkRowsText> texts(std::min(together, parts));
        for (std::size_t begin = 0; begin < parts; begin += together) {
            for (auto& text : texts)
                text.clear();
            parallel_parts(threads, std::min(together, parts - begin), [&](std::size_t part) {
                const auto first = (begin + part) * rows_of_a_part;
                for (auto i = first; i < std::min(count, first + rows_of_a_part); ++i)
                    row(texts[part], i);
            });
            for (const auto& text : texts)
                write(text.bytes());
        }
    }
    Result<void> close() {
        const bool failed = m_file == nullptr || m_failed || std::fclose(m_file) != 0;
        m_file = nullptr;
        if (failed)
            return failure(ErrorCode::Unavailable, "link.not_written", {{"path", m_path.string()}});
        return {};
    }

private:
    std::filesystem::path m_path;
    std::FILE* m_file;
    bool m_failed = false;
};

} // namespace

Result<void> write_link_pairs(const std::filesystem::path& path,
                              const std::vector<linkage::RecordLink>& links,
                              const std::vector<LinkInput>& inputs, unsigned threads) {
    LinkOutput out(path);
    const LinkNames names(inputs);
    out.write("left_file,left_id,right_file,right_id,match_weight,match_probability,one_to_one\n");
    out.write_rows(links.size(), threads, [&](LinkRowsText& text, std::size_t i) {
        const auto& link = links[i];
        names.write(text, link.left.file, link.left.row);
        names.write(text, link.right.file, link.right.row);
        text.fixed(static_cast<double>(link.weight), 4, ',');
        text.fixed(static_cast<double>(link.probability), 7, ',');
        text.plain(link.one_to_one ? "1" : "0", '\n');
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

Result<void> write_link_text(const std::filesystem::path& path, const std::string& text) {
    LinkOutput out(path);
    out.write(text);
    out.write("\n");
    return out.close();
}

} // namespace samatcha::app
