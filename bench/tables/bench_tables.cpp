// How fast a register is parsed and validated, beside what the machine could do at best
// (README.md).
#include "base/identifier.hpp"
#include "base/partial_date.hpp"
#include "base/thai_text.hpp"
#include "platform/tables/row_writer.hpp"
#include "platform/tables/table.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <functional>
#include <iostream>
#include <random>
#include <string>
#include <vector>

using namespace samatcha;
using namespace samatcha::tables;

namespace {

/// Names put together from syllables: no person's, but of the length and letters of names.
class NameMaker {
public:
    explicit NameMaker(std::uint64_t seed) : m_random(seed) {}

    std::string name(int syllables) {
        static constexpr std::array<const char*, 16> parts{"ชัย", "พร", "วรร", "ณี",  "สุ",  "ศักดิ์",
                                                           "นัท", "ที",  "กิต",  "ติ",  "ภา", "รัตน์",
                                                           "ธิ",  "ดา", "เพ็ญ", "โพธิ์"};
        std::string out;
        for (int i = 0; i < syllables; ++i)
            out += parts[below(parts.size())];
        return out;
    }
    std::size_t below(std::size_t n) { return m_random() % n; }

private:
    std::mt19937_64 m_random;
};

std::string citizen_id(NameMaker& maker) {
    std::string digits = "1";
    while (digits.size() < 12)
        digits += static_cast<char>('0' + maker.below(10));
    return digits + static_cast<char>('0' + citizen_id_check_digit(digits));
}

const char* const header[] = {"civ_id",  "pid",         "title",       "first_name",
                              "surname", "sex",         "dob",         "house_no",
                              "moo",     "tambon_code", "father_name", "mother_name"};

std::array<std::string, 12> person_row(NameMaker& maker, std::int64_t row) {
    const bool boy = maker.below(2) == 0;
    const auto surname = maker.name(4);
    const auto two = [](std::size_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return {"C" + std::to_string(10'000'000 + row),
            citizen_id(maker),
            boy ? "เด็กชาย" : "เด็กหญิง",
            maker.below(8) == 0 ? (boy ? "ด.ช." : "ด.ญ.") + maker.name(3) : maker.name(3),
            surname,
            boy ? "M" : "F",
            two(1 + maker.below(28)) + "/" + two(1 + maker.below(12)) + "/" +
                std::to_string(2548 + maker.below(18)),
            std::to_string(1 + maker.below(400)),
            std::to_string(1 + maker.below(20)),
            "4001" + two(1 + maker.below(20)),
            maker.name(3) + " " + surname,
            maker.name(3) + " " + maker.name(4)};
}

void make_csv(const std::string& path, std::int64_t rows) {
    std::ofstream file(path, std::ios::binary);
    NameMaker maker(7);
    auto writer = csv_writer([&](std::string_view piece) -> Result<void> {
        file.write(piece.data(), static_cast<std::streamsize>(piece.size()));
        return {};
    });
    std::vector<OutputCell> cells(std::begin(header), std::end(header));
    (void)writer->write(cells);
    for (std::int64_t row = 0; row < rows; ++row) {
        const auto person = person_row(maker, row);
        cells.assign(person.begin(), person.end());
        (void)writer->write(cells);
    }
    (void)writer->finish();
}

void make_xlsx(const std::string& path, std::int64_t rows) {
    NameMaker maker(7);
    auto opened = xlsx_writer(path, "1");
    if (!opened.has_value())
        return;
    auto writer = std::move(*opened);
    std::vector<OutputCell> cells(std::begin(header), std::end(header));
    (void)writer->write(cells);
    for (std::int64_t row = 0; row < rows; ++row) {
        const auto person = person_row(maker, row);
        cells.assign(person.begin(), person.end());
        (void)writer->write(cells);
    }
    (void)writer->finish();
}

std::int64_t peak_memory_mb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

/// Processor time of this thread: on a machine with other work, the figure that repeats.
double processor_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

struct Measured {
    double seconds;
    double processor;
    std::int64_t rows;
};

Measured timed(const std::function<std::int64_t()>& work) {
    const auto begin = std::chrono::steady_clock::now();
    const auto processor_begin = processor_seconds();
    const auto rows = work();
    return {std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(),
            processor_seconds() - processor_begin, rows};
}

void print(const char* what, const Measured& measured, double megabytes) {
    std::printf("%-44s %8.3f s (%7.3f s of processor) %11.0f rows/s %7.0f MB/s  peak %lld MB\n",
                what, measured.seconds, measured.processor,
                static_cast<double>(measured.rows) / measured.processor,
                megabytes / measured.processor, static_cast<long long>(peak_memory_mb()));
}

std::int64_t count_lines(const std::string& path, bool scan) {
    auto source = FileSource::open(path);
    std::vector<char> piece(256 * 1024);
    std::int64_t lines = 0;
    while (const auto count = *(*source)->read(piece)) {
        const char* at = piece.data();
        const char* const end = at + count;
        while (scan && (at = static_cast<const char*>(std::memchr(
                            at, '\n', static_cast<std::size_t>(end - at)))) != nullptr) {
            ++lines;
            ++at;
        }
    }
    return lines;
}

std::int64_t parse(const std::string& path) {
    auto table = Table::open(path);
    TableRow row;
    std::int64_t rows = 0;
    while (*table->next(row))
        ++rows;
    return rows;
}

/// What an import does with every row before it stores it.
std::int64_t parse_and_validate(const std::string& path) {
    auto table = Table::open(path);
    TableRow row;
    std::int64_t rows = 0, odd = 0;
    const DateConvention convention{Era::Buddhist, DayOrder::DayFirst, 2023};
    while (*table->next(row)) {
        ++rows;
        odd += parse_identifier(row.cells[1]).kind != IdentifierKind::CitizenId;
        odd += sex_of_title(row.cells[2]) == 0;
        odd += split_title(row.cells[3]).name.empty();
        odd += repair_thai(row.cells[4]).empty();
        odd += !parse_date(row.cells[6], convention).has_value();
        odd += ascii_digits(row.cells[7]).empty();
        odd += ascii_digits(row.cells[9]).empty();
        odd += split_title(row.cells[10]).name.empty();
        odd += split_title(row.cells[11]).name.empty();
    }
    if (odd != 0)
        std::cerr << odd << " odd values where none were made\n";
    return rows;
}

} // namespace

int main(int argc, char** argv) {
    const std::int64_t rows = argc > 1 ? std::atoll(argv[1]) : 1'000'000;
    const std::string folder = argc > 2 ? argv[2] : "/tmp";
    const auto csv = folder + "/samatcha-bench-" + std::to_string(::getpid()) + ".csv";
    const auto xlsx = folder + "/samatcha-bench-" + std::to_string(::getpid()) + ".xlsx";

    make_csv(csv, rows);
    std::ifstream file(csv, std::ios::ate | std::ios::binary);
    const double megabytes = static_cast<double>(file.tellg()) / 1e6;
    std::printf("CSV, 12 columns of Thai: %lld rows, %.0f MB, one thread\n",
                static_cast<long long>(rows), megabytes);
    auto read = timed([&] { return count_lines(csv, false); });
    read.rows = rows;
    print("limit: the file's bytes read", read, megabytes);
    print("limit: read and line breaks found (memchr)",
          timed([&] { return count_lines(csv, true); }), megabytes);
    print("parsed", timed([&] { return parse(csv); }), megabytes);
    print("parsed and validated", timed([&] { return parse_and_validate(csv); }), megabytes);
    ::unlink(csv.c_str());

    const std::int64_t sheet_rows = std::min<std::int64_t>(rows, 50'000);
    const auto written = timed([&] {
        make_xlsx(xlsx, sheet_rows);
        return sheet_rows;
    });
    std::printf("XLSX, 12 columns: %lld cells\n", static_cast<long long>(sheet_rows * 12));
    print("written", written, 0);
    print("parsed", timed([&] { return parse(xlsx); }), 0);
    print("parsed and validated", timed([&] { return parse_and_validate(xlsx); }), 0);
    ::unlink(xlsx.c_str());
    return 0;
}
