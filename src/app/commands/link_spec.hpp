#pragma once

#include "base/result.hpp"
#include "engines/linkage/linkage.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace samatcha::app {

struct LinkSpecFile {
    std::string name;
    std::filesystem::path path;
    std::string id; ///< Column of the record's id; empty: the row number counts as one.
    std::map<std::string, linkage::Meaning> columns;
    std::optional<char> delimiter; ///< Detected if not given.
    bool header = true;            ///< Without one, columns are called "1", "2", ...
    bool is_encoded = false;       ///< Codes of `samatcha encode`; its header names the columns.
};

/// docs/linkage-spec.schema.json, read.
struct LinkSpec {
    linkage::Task task = linkage::Task::Link;
    std::vector<LinkSpecFile> files;
    std::vector<linkage::BlockingRule> blocking;
    std::vector<std::string> comparisons;
    std::optional<double> threshold;
    std::optional<double> recall; ///< That the rules shall reach, where they are chosen.
    std::optional<std::filesystem::path> model; ///< Of an earlier run, to be used as it is.
    std::optional<std::filesystem::path> decisions; ///< What people found out; binds and teaches.
    bool pairs = false;
};

/// To encode, one file is enough and the task does not matter.
enum class SpecUse { Link, Encode };

/// Relative paths are taken from the SPEC's folder. Fails with InvalidInput and the place in the SPEC
/// (link.spec_*) or NotFound (link.spec_missing).
Result<LinkSpec> read_link_spec(const std::filesystem::path&, SpecUse = SpecUse::Link);
Result<LinkSpec> parse_link_spec(std::string_view json, const std::filesystem::path& folder, SpecUse = SpecUse::Link);

} // namespace samatcha::app
