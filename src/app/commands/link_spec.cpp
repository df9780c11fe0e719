#include "app/commands/link_spec.hpp"

#include <boost/json.hpp>

#include <fstream>
#include <set>
#include <sstream>

namespace samatcha::app {

namespace {

namespace bj = boost::json;

auto wrong(const std::string& place, std::string key) {
    return failure(ErrorCode::InvalidInput, std::move(key), {{"place", place}});
}

Result<void> only(const bj::object& o, const std::set<std::string_view>& known, const std::string& place) {
    for (const auto& [key, value] : o)
        if (!known.contains(std::string_view(key)))
            return wrong(place + "/" + std::string(key), "link.spec_word_unknown");
    return {};
}

Result<std::string> text_at(const bj::object& o, std::string_view key, const std::string& place,
                            bool required) {
    const auto* v = o.if_contains(key);
    if (v == nullptr && !required)
        return std::string();
    if (v == nullptr || !v->is_string() || v->get_string().empty())
        return wrong(place + "/" + std::string(key), "link.spec_text_needed");
    return std::string(v->get_string());
}

Result<std::vector<std::string>> texts_of(const bj::value& v, const std::string& place) {
    if (!v.is_array())
        return wrong(place, "link.spec_texts_needed");
    std::vector<std::string> texts;
    for (const auto& e : v.get_array()) {
        if (!e.is_string())
            return wrong(place, "link.spec_texts_needed");
        texts.emplace_back(e.get_string());
    }
    return texts;
}

/// Between 0 and 1; nothing where it is not there.
Result<std::optional<double>> share_at(const bj::object& o, std::string_view key) {
    const auto* v = o.if_contains(key);
    if (v == nullptr)
        return std::optional<double>();
    const double share = v->is_number() ? v->to_number<double>() : 0;
    if (!(share > 0 && share < 1))
        return wrong("/" + std::string(key), "link.spec_probability_needed");
    return std::optional(share);
}

Result<LinkSpecFile> read_file(const bj::value& v, const std::filesystem::path& folder, const std::string& place) {
    if (!v.is_object())
        return wrong(place, "link.spec_object_needed");
    const auto& o = v.get_object();
    TRY(only(o, {"name", "path", "id", "columns", "delimiter", "header", "encoded"}, place));
    LinkSpecFile file;
    file.path = folder / TRY(text_at(o, "path", place, true));
    file.name = TRY(text_at(o, "name", place, false));
    if (file.name.empty())
        file.name = file.path.filename().string();
    file.id = TRY(text_at(o, "id", place, false));
    if (const auto* encoded = o.if_contains("encoded"); encoded != nullptr) {
        if (!encoded->is_bool())
            return wrong(place + "/encoded", "link.spec_bool_needed");
        file.is_encoded = encoded->get_bool();
    }
    if (file.is_encoded) {
        for (const auto* word : {"id", "columns", "delimiter", "header"})
            if (o.contains(word))
                return wrong(place + "/" + word, "link.spec_encoded_says_itself");
        file.id = "id";
        file.delimiter = ',';
        return file;
    }
    if (const auto delimiter = TRY(text_at(o, "delimiter", place, false)); !delimiter.empty()) {
        if (delimiter.size() != 1 && delimiter != "tab")
            return wrong(place + "/delimiter", "link.spec_delimiter_wrong");
        file.delimiter = delimiter == "tab" ? '\t' : delimiter[0];
    }
    if (const auto* header = o.if_contains("header"); header != nullptr) {
        if (!header->is_bool())
            return wrong(place + "/header", "link.spec_bool_needed");
        file.header = header->get_bool();
    }
    const auto* columns = o.if_contains("columns");
    if (columns == nullptr || !columns->is_object() || columns->get_object().empty())
        return wrong(place + "/columns", "link.spec_columns_needed");
    for (const auto& [column, meaning] : columns->get_object()) {
        linkage::Meaning known{};
        if (!meaning.is_string() || !linkage::meaning_from_name(std::string_view(meaning.get_string()), known))
            return wrong(place + "/columns/" + std::string(column), "link.spec_meaning_unknown");
        file.columns.emplace(std::string(column), known);
    }
    return file;
}

} // namespace

Result<LinkSpec> parse_link_spec(std::string_view json, const std::filesystem::path& folder, SpecUse use) {
    bj::error_code ec;
    const auto v = bj::parse(json, ec);
    if (ec || !v.is_object())
        return wrong("/", "link.spec_no_object");
    const auto& o = v.get_object();
    TRY(only(o, {"$schema", "task", "files", "blocking", "comparisons", "threshold", "recall", "model", "decisions",
                  "pairs"}, ""));
    LinkSpec spec;
    const auto task = TRY(text_at(o, "task", "", use == SpecUse::Link));
    if (task == "link" || task.empty())
        spec.task = linkage::Task::Link;
    else if (task == "deduplicate")
        spec.task = linkage::Task::Deduplicate;
    else if (task == "link_and_deduplicate")
        spec.task = linkage::Task::LinkAndDeduplicate;
    else
        return wrong("/task", "link.spec_task_unknown");
    const auto* files = o.if_contains("files");
    if (files == nullptr || !files->is_array() || files->get_array().empty())
        return wrong("/files", "link.spec_files_needed");
    std::set<std::string> names;
    for (std::size_t i = 0; i < files->get_array().size(); ++i) {
        const auto place = "/files/" + std::to_string(i);
        spec.files.push_back(TRY(read_file(files->get_array()[i], folder, place)));
        if (!names.insert(spec.files.back().name).second)
            return wrong(place + "/name", "link.spec_name_twice");
        if (use == SpecUse::Encode && spec.files.back().is_encoded)
            return wrong(place + "/encoded", "link.spec_encoded_already");
    }
    if (use == SpecUse::Link && spec.task == linkage::Task::Link && spec.files.size() < 2)
        return wrong("/files", "link.spec_two_files_needed");
    if (const auto* blocking = o.if_contains("blocking"); blocking != nullptr) {
        if (!blocking->is_array())
            return wrong("/blocking", "link.spec_rules_needed");
        for (const auto& rule : blocking->get_array())
            spec.blocking.push_back({TRY(texts_of(rule, "/blocking"))});
    }
    if (const auto* comparisons = o.if_contains("comparisons"); comparisons != nullptr)
        spec.comparisons = TRY(texts_of(*comparisons, "/comparisons"));
    spec.threshold = TRY(share_at(o, "threshold"));
    spec.recall = TRY(share_at(o, "recall"));
    if (const auto model = TRY(text_at(o, "model", "", false)); !model.empty())
        spec.model = folder / model;
    if (const auto decisions = TRY(text_at(o, "decisions", "", false)); !decisions.empty())
        spec.decisions = folder / decisions;
    if (const auto* pairs = o.if_contains("pairs"); pairs != nullptr) {
        if (!pairs->is_bool())
            return wrong("/pairs", "link.spec_bool_needed");
        spec.pairs = pairs->get_bool();
    }
    return spec;
}

Result<LinkSpec> read_link_spec(const std::filesystem::path& path, SpecUse use) {
    std::ifstream in(path, std::ios::binary);
    if (!in)
        return failure(ErrorCode::NotFound, "link.spec_missing", {{"path", path.string()}});
    std::stringstream text;
    text << in.rdbuf();
    return parse_link_spec(text.str(), path.parent_path(), use);
}

} // namespace samatcha::app
