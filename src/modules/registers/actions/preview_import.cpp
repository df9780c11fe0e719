#include "modules/access/access_log.hpp"
#include "modules/registers/actions.hpp"
#include "modules/registers/import_right.hpp"
#include "modules/registers/records.hpp"

#include <algorithm>
#include <map>

namespace samatcha::registers {

namespace {

constexpr std::size_t samples_per_column = 5;

/// By hand, else as confirmed for this layout before, else as head and content suggest.
std::vector<FieldSuggestion> chosen_fields(database::Connection& connection, std::string_view province,
                                           const Agreement& agreement, const PreviewRequest& request,
                                           const TableSample& sample, const area::Gazetteer& gazetteer,
                                           std::string& template_used) {
    const auto columns = sample.columns();
    const auto from = [&](const std::vector<ColumnMapping>& mapping, const char* reason_key) {
        std::vector<FieldSuggestion> fields(columns, {std::nullopt, 0, "registers.reason_left_out", {}});
        for (const auto& [index, field] : mapping)
            if (index < columns)
                fields[index] = {field, 1, reason_key, {}};
        return fields;
    };
    if (request.mapping)
        return from(*request.mapping, "registers.reason_by_hand");
    const auto saved = find_template(connection, province, agreement.agency_id, agreement.register_kind,
                                     layout_of(sample.profile.columns));
    const auto mapping = saved ? json::from_text<std::vector<ColumnMapping>>(saved->mapping)
                               : Result<std::vector<ColumnMapping>>(std::vector<ColumnMapping>{});
    if (saved && mapping) {
        template_used = saved->filename;
        return from(*mapping, "registers.reason_template");
    }
    return suggest_fields(sample.profile.columns, profiles_of(sample, gazetteer));
}

std::string understood_text(const PersonRecord& record, Field field, const area::Gazetteer& gazetteer,
                            bool has_title_column) {
    const auto& title = record.value(Field::Title);
    if (field == Field::FullName) {
        std::string text;
        for (const auto part : {Field::Title, Field::GivenName, Field::Surname})
            if (const auto& value = record.value(part); !value.empty())
                text.append(text.empty() ? "" : " · ").append(value);
        return text;
    }
    if (field == Field::GivenName && !title.empty() && !has_title_column)
        return title + " · " + record.value(field);
    if (field == Field::SubdistrictCode || field == Field::SubdistrictName)
        if (const auto* place = gazetteer.subdistrict(record.value(Field::SubdistrictCode)))
            return place->code + " " + place->name_th;
    return record.value(field);
}

std::vector<std::vector<PreviewedCell>> read_rows(RowReader& reader, const TableSample& sample,
                                                  const area::Gazetteer& gazetteer) {
    const auto columns = reader.columns();
    const bool has_title_column = std::any_of(
        columns.begin(), columns.end(), [](const auto& c) { return c.field == Field::Title; });
    std::vector<std::vector<PreviewedCell>> rows;
    RowReading reading;
    for (std::size_t i = 0; i < std::min(preview_rows, sample.rows.size()); ++i) {
        const auto& raw = sample.rows[i];
        reader.read(sample.row_nos[i], std::vector<std::string_view>(raw.begin(), raw.end()), reading);
        auto& cells = rows.emplace_back(sample.columns());
        for (std::size_t c = 0; c < std::min(raw.size(), cells.size()); ++c)
            cells[c].raw = raw[c];
        if (!reading.is_rejected())
            for (const auto& column : columns)
                if (column.index < cells.size())
                    cells[column.index].understood =
                        understood_text(reading.record, column.field, gazetteer, has_title_column);
        for (const auto& problem : reading.problems) {
            const auto c = problem.column == RowProblem::no_column ? 0 : problem.column;
            if (c < cells.size())
                cells[c].problem_key = problem.reason_key;
        }
    }
    return rows;
}

std::vector<std::string> warnings_of(const ImportPreview& preview, const TableSample& sample,
                                     std::span<const ColumnMapping> mapping,
                                     std::span<const ColumnProfile> profiles) {
    auto warnings = sample.profile.warnings;
    if (auto checked = check_mapping(mapping, sample.columns()); !checked && !mapping.empty())
        warnings.push_back(checked.error().key);
    const auto has = [&](Field field) {
        return std::any_of(mapping.begin(), mapping.end(), [&](const auto& m) { return m.field == field; });
    };
    if (!has(Field::BirthDate))
        warnings.emplace_back("registers.warning_no_birth_date");
    if (!has(Field::CitizenId))
        warnings.emplace_back("registers.warning_no_number");
    for (const auto& [index, field] : mapping)
        if (field == Field::BirthDate && index < profiles.size() &&
            profiles[index].dates >= 100 && profiles[index].january_first * 50 > profiles[index].dates)
            warnings.emplace_back("registers.warning_january_first");
    if (std::any_of(preview.columns.begin(), preview.columns.end(),
                    [](const auto& c) { return c.suggestion.field && !c.is_in_agreement; }))
        warnings.emplace_back("registers.warning_not_in_agreement");
    return warnings;
}

} // namespace

Result<ImportPreview> preview_import(const access::Actor& actor, database::Connection& connection,
                                     const Intake& intake, const PreviewRequest& request) {
    const auto upload = TRY(usable_upload(actor, connection, request.upload_id));
    const auto agreement = TRY(usable_agreement(actor, connection, request.agreement_id));
    const auto sample = TRY(
        sample_of(TRY(intake.uploads.open(actor.province, upload.id)), TRY(options_of(request.choices))));

    ImportPreview preview;
    preview.profile = sample.profile;
    const auto fields = chosen_fields(connection, actor.province, agreement, request, sample,
                                      intake.gazetteer, preview.template_used);
    std::vector<ColumnMapping> mapping;
    for (std::size_t i = 0; i < sample.columns(); ++i) {
        PreviewedColumn column{i, sample.profile.columns[i], fields[i],
                               fields[i].field && covers(agreement, *fields[i].field), {}};
        for (const auto cell : sample.column(i))
            if (!cell.empty() && column.samples.size() < samples_per_column)
                column.samples.emplace_back(cell);
        if (column.suggestion.field)
            mapping.push_back({i, *column.suggestion.field});
        preview.columns.push_back(std::move(column));
    }
    const auto today = thai_day(intake.clock.now());
    const auto covered = covered_by(agreement, mapping);
    RowReader reader(columns_to_read(sample, covered.columns, today), intake.gazetteer, actor.province,
                     today);
    preview.rows = read_rows(reader, sample, intake.gazetteer);
    preview.warnings = warnings_of(preview, sample, mapping, profiles_of(sample, intake.gazetteer));
    access::record_access(connection, actor.with(access::Purpose::Register), intake.clock,
                          access::Access::ImportPreview, 0,
                          "upload=" + std::to_string(upload.id.value) +
                              " rows=" + std::to_string(preview.rows.size()));
    return preview;
}

Result<std::vector<ColumnMapping>> suggested_mapping(const access::Actor& actor,
                                                     database::Connection& connection,
                                                     const Intake& intake,
                                                     const PreviewRequest& request) {
    const auto preview = TRY(preview_import(actor, connection, intake, request));
    std::vector<ColumnMapping> mapping;
    for (const auto& column : preview.columns)
        if (column.suggestion.field)
            mapping.push_back({column.index, *column.suggestion.field});
    return mapping;
}

Result<std::vector<ColumnMapping>> mapping_by_heads(std::string_view json_text,
                                                    std::span<const std::string> headers) {
    const auto heads = json::from_text<std::map<std::string, Field>>(json_text);
    if (!heads)
        return failure(ErrorCode::InvalidInput, "registers.mapping_file_unreadable", {},
                       heads.error().key);
    std::vector<ColumnMapping> mapping;
    for (const auto& [head, field] : *heads) {
        const auto wanted = normalised_header(head);
        const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto& header) {
            return normalised_header(header) == wanted;
        });
        if (found == headers.end())
            return failure(ErrorCode::InvalidInput, "registers.mapping_header_unknown", {{"header", head}});
        mapping.push_back({static_cast<std::size_t>(found - headers.begin()), field});
    }
    return mapping;
}

} // namespace samatcha::registers
