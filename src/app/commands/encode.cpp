#include "app/commands/commands.hpp"
#include "app/commands/encoded_file.hpp"
#include "app/commands/link_files.hpp"
#include "app/commands/link_words.hpp"
#include "engines/linkage/encoded_lexicon.hpp"
#include "platform/tables/row_writer.hpp"
#include "platform/vault/secret.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <numeric>
#include <set>
#include <thread>
#include <unordered_map>

namespace samatcha::app {

namespace {

struct EncodeArguments {
    std::string spec;
    std::string key;
    std::string out;
    std::string new_key;
    std::string salt;
    unsigned threads = 0;
    bool keep_ids = false;
};

struct EncodedFileResult {
    std::string name;
    std::string path;
    std::int64_t rows = 0;
    std::int64_t bytes = 0;
    std::vector<std::string> warnings;
};
BOOST_DESCRIBE_STRUCT(EncodedFileResult, (), (name, path, rows, bytes, warnings))

struct EncodeResult {
    std::vector<EncodedFileResult> files;
};
BOOST_DESCRIBE_STRUCT(EncodeResult, (), (files))

enum class Readable { ByAll, ByOwner };

auto cannot_write_encoded(const std::filesystem::path& path) {
    return failure(ErrorCode::Unavailable, "link.not_written", {{"path", path.string()}});
}

/// A new file; what could not be written whole is an error.
class EncodeOutput {
public:
    EncodeOutput(std::filesystem::path path, Readable readable)
        : m_path(std::move(path)),
          m_file(::open(m_path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
                        readable == Readable::ByAll ? 0644 : 0600)) {
        if (m_file >= 0 && readable == Readable::ByOwner)
            m_failed = ::fchmod(m_file, 0600) != 0; // It may have been there.
    }
    ~EncodeOutput() {
        if (m_file >= 0)
            ::close(m_file);
    }
    EncodeOutput(const EncodeOutput&) = delete;
    EncodeOutput& operator=(const EncodeOutput&) = delete;

    Result<void> write(std::string_view bytes) {
        while (m_file >= 0 && !m_failed && !bytes.empty()) {
            const auto written = ::write(m_file, bytes.data(), bytes.size());
            m_failed = written <= 0;
            m_written += m_failed ? 0 : written;
            bytes.remove_prefix(m_failed ? 0 : static_cast<std::size_t>(written));
        }
        return m_file < 0 || m_failed ? cannot_write_encoded(m_path) : Result<void>();
    }
    std::int64_t written() const { return m_written; }

private:
    std::filesystem::path m_path;
    int m_file;
    bool m_failed = false;
    std::int64_t m_written = 0;
};

Result<void> make_encoding_key(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0 && errno == EEXIST)
        return failure(ErrorCode::Conflict, "encode.key_exists", {{"path", path.string()}});
    if (file < 0)
        return cannot_write_encoded(path);
    auto text = encoding::EncodingKey::random().text();
    const bool is_written =
        ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        ::fsync(file) == 0;
    vault::wipe(text);
    if (::close(file) != 0 || !is_written)
        return cannot_write_encoded(path);
    return {};
}

Result<encoding::EncodingKey> read_encoding_key(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status {};
    if (file < 0 || ::fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
        if (file >= 0)
            ::close(file);
        return failure(ErrorCode::NotFound, "encode.key_missing", {{"path", path.string()}});
    }
    std::string text(4096, '\0');
    const auto length = ::read(file, text.data(), text.size());
    ::close(file);
    auto key = encoding::EncodingKey::from_text(
        std::string_view(text).substr(0, length > 0 ? static_cast<std::size_t>(length) : 0));
    vault::wipe(text);
    if ((status.st_mode & 077) != 0)
        return failure(ErrorCode::Forbidden, "encode.key_exposed", {{"path", path.string()}});
    return key;
}

/// What each row is called outside: nothing of its id can be told from it without the key.
std::vector<std::string> pseudonyms_of(const LinkInput& input, const std::string& file,
                                       const encoding::EncodingKey& key) {
    const auto hash = key.hash_for("ids of " + file);
    std::unordered_map<std::string, std::uint32_t> times;
    std::vector<std::string> pseudonyms;
    for (std::size_t row = 0; row < input.ids.size(); ++row) {
        std::string id(input.ids[row]);
        const auto time = std::to_string(times[id]++);
        const std::array words = {hash.number("1 " + time + " " + id),
                                  hash.number("2 " + time + " " + id)};
        pseudonyms.push_back(linkage::text_of_encoded(words));
    }
    return pseudonyms;
}

std::unique_ptr<tables::RowWriter> encoded_rows(EncodeOutput& out) {
    return tables::csv_writer([&out](std::string_view bytes) { return out.write(bytes); },
                              {',', tables::ByteOrderMark::LeftOut, tables::FormulaGuard::Off});
}

class FileEncoding {
public:
    FileEncoding(const EncodeArguments& arguments, const encoding::EncodingKey& key,
                 encoding::Salt salt, const CommandLine& line)
        : m_line(line),
          m_arguments(arguments),
          m_key(key),
          m_salt(salt),
          m_threads(arguments.threads > 0 ? arguments.threads
                                          : std::max(1U, std::thread::hardware_concurrency())) {}

    Result<EncodedFileResult> run(const LinkSpecFile& spec, const std::string& stem) const {
        std::uint64_t no_ceiling = 0;
        const auto input = TRY(read_link_file(spec, m_threads, no_ceiling));
        const auto encoded = TRY(encoding::encode_file(input.file, m_key, m_salt, m_threads));
        std::vector<std::size_t> order(input.ids.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::vector<std::string> ids;
        if (m_arguments.keep_ids) {
            for (const auto row : order)
                ids.emplace_back(input.ids[row]);
        } else {
            ids = pseudonyms_of(input, spec.name, m_key);
            // The order of the rows tells nothing either.
            std::sort(order.begin(), order.end(),
                      [&](std::size_t a, std::size_t b) { return ids[a] < ids[b]; });
            TRY(write_ids(input, ids, order, stem));
        }
        const auto path = std::filesystem::path(m_arguments.out) / (stem + ".csv");
        EncodeOutput header(encoded_header_path(path), Readable::ByAll);
        TRY(header.write(json::to_text(header_of(encoded)) + "\n"));
        EncodeOutput out(path, Readable::ByAll);
        TRY(write_codes(encoded, ids, order, out));
        return EncodedFileResult{spec.name, path.string(), static_cast<std::int64_t>(order.size()),
                                 out.written(),
                                 linkage_warning_texts(encoded.warnings, m_line.messages(), m_line.language())};
    }

private:
    static Result<void> write_codes(const encoding::EncodedFile& encoded,
                                    const std::vector<std::string>& ids,
                                    const std::vector<std::size_t>& order, EncodeOutput& out) {
        const auto rows = encoded_rows(out);
        std::vector<tables::OutputCell> cells{"id"};
        for (const auto& column : encoded.columns)
            cells.emplace_back(column.name);
        TRY(rows->write(cells));
        for (const auto row : order) {
            cells.assign(1, ids[row]);
            for (const auto& column : encoded.columns)
                cells.emplace_back(column.codes[column.rows[row]]);
            TRY(rows->write(cells));
        }
        return rows->finish();
    }

    Result<void> write_ids(const LinkInput& input, const std::vector<std::string>& pseudonyms,
                           const std::vector<std::size_t>& order, const std::string& stem) const {
        const auto folder = std::filesystem::path(m_arguments.out) / "private";
        std::error_code ec;
        std::filesystem::create_directories(folder, ec);
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, ec);
        EncodeOutput out(folder / (stem + ".ids.csv"), Readable::ByOwner);
        const auto rows = encoded_rows(out);
        TRY(rows->write({"pseudonym", "id"}));
        for (const auto row : order)
            TRY(rows->write({pseudonyms[row], std::string(input.ids[row])}));
        return rows->finish();
    }

    const CommandLine& m_line;
    const EncodeArguments& m_arguments;
    const encoding::EncodingKey& m_key;
    encoding::Salt m_salt;
    unsigned m_threads;
};

/// civil.csv.zst becomes civil.csv.
Result<std::vector<std::string>> encoded_stems(const LinkSpec& spec) {
    std::set<std::string> taken;
    std::vector<std::string> stems;
    for (std::size_t i = 0; i < spec.files.size(); ++i) {
        auto stem = spec.files[i].name.substr(0, spec.files[i].name.find('.', 1));
        std::replace(stem.begin(), stem.end(), '/', '_');
        if (!taken.insert(stem).second)
            return failure(ErrorCode::InvalidInput, "link.spec_stem_twice",
                           {{"place", "/files/" + std::to_string(i) + "/name"}, {"stem", stem}});
        stems.push_back(std::move(stem));
    }
    return stems;
}

/// Codes must not be written over what they are made from.
Result<void> check_outputs(const EncodeArguments& arguments, const LinkSpec& spec,
                           const std::vector<std::string>& stems) {
    std::vector<std::filesystem::path> inputs{arguments.spec, arguments.key};
    for (const auto& file : spec.files)
        inputs.push_back(file.path);
    for (const auto& stem : stems)
        for (const auto* ending : {".csv", ".json"}) {
            const auto output = std::filesystem::path(arguments.out) / (stem + ending);
            for (const auto& input : inputs) {
                std::error_code ec;
                if (std::filesystem::equivalent(output, input, ec))
                    return failure(ErrorCode::Conflict, "encode.over_itself",
                                   {{"path", output.string()}});
            }
        }
    return {};
}

Result<void> encode_files(const EncodeArguments& arguments, const CommandLine& line) {
    const auto key = TRY(read_encoding_key(arguments.key));
    const auto spec = TRY(read_link_spec(arguments.spec, SpecUse::Encode));
    const auto stems = TRY(encoded_stems(spec));
    TRY(check_outputs(arguments, spec, stems));
    std::error_code ec;
    std::filesystem::create_directories(arguments.out, ec);
    const FileEncoding encoding(arguments, key, *encoding::salt_from_name(arguments.salt), line);
    EncodeResult result;
    std::string text;
    for (std::size_t i = 0; i < spec.files.size(); ++i) {
        result.files.push_back(TRY(encoding.run(spec.files[i], stems[i])));
        const auto& file = result.files.back();
        text += line.text("encode.done", {{"file", file.name},
                                          {"rows", std::to_string(file.rows)},
                                          {"path", file.path}}) +
                "\n";
        for (const auto& warning : file.warnings)
            text += warning + "\n";
    }
    text += line.text(arguments.keep_ids ? "encode.ids_kept" : "encode.keep_private",
                      {{"folder", arguments.out}});
    line.print(result, text);
    return {};
}

} // namespace

void add_encode_command(CLI::App& app, CommandLine& line) {
    auto* command = app.add_subcommand("encode", "help.encode");
    const auto arguments = std::make_shared<EncodeArguments>();
    arguments->salt = encoding::salt_name(encoding::Salt::None);
    auto* spec = command->add_option("spec", arguments->spec, "help.encode.spec");
    auto* key = command->add_option("--key", arguments->key, "help.encode.key");
    auto* out = command->add_option("--out", arguments->out, "help.encode.out");
    auto* new_key = command->add_option("--new-key", arguments->new_key, "help.encode.new_key");
    command->add_option("--salt", arguments->salt, "help.encode.salt")
        ->check(CLI::IsMember({encoding::salt_name(encoding::Salt::None),
                               encoding::salt_name(encoding::Salt::BirthYear)}))
        ->capture_default_str();
    command->add_flag("--keep-ids", arguments->keep_ids, "help.encode.keep_ids");
    command->add_option("--threads", arguments->threads, "help.threads");
    spec->needs(key, out);
    new_key->excludes(spec, key, out);
    command->callback([arguments, &line] {
        if (arguments->new_key.empty() && arguments->spec.empty())
            throw CLI::RequiredError("SPEC.json --key --out | --new-key");
        line.run_alone([&]() -> Result<void> {
            if (arguments->new_key.empty())
                return encode_files(*arguments, line);
            TRY(make_encoding_key(arguments->new_key));
            line.print_line(line.text("encode.key_made", {{"path", arguments->new_key}}));
            return {};
        });
    });
}

} // namespace samatcha::app
