#include "modules/area/gazetteer.hpp"

#include "base/embedded.hpp"
#include "modules/area/place_name.hpp"

#include <zstd.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace samatcha {
std::span<const EmbeddedFile> embedded_area();
}

namespace samatcha::area {
namespace {

std::string unpacked(std::string_view packed) {
    const auto size = ZSTD_getFrameContentSize(packed.data(), packed.size());
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN)
        throw std::runtime_error("embedded area file is damaged");
    std::string text(size, '\0');
    const auto written = ZSTD_decompress(text.data(), text.size(), packed.data(), packed.size());
    if (ZSTD_isError(written) || written != size)
        throw std::runtime_error("embedded area file is damaged");
    return text;
}

const EmbeddedFile* embedded_area_file(std::string_view path) {
    for (const auto& file : embedded_area())
        if (file.path == path)
            return &file;
    return nullptr;
}

std::array<std::string, 4> cells_of(std::string_view line) {
    std::array<std::string, 4> cells;
    for (auto& cell : cells) {
        const auto tab = line.find('\t');
        cell = line.substr(0, tab);
        line = tab == std::string_view::npos ? std::string_view() : line.substr(tab + 1);
    }
    return cells;
}

/// The areas whose code begins with `prefix`.
template <class Area>
std::span<const Area> within(const std::vector<Area>& areas, std::string_view prefix) {
    const auto starts = [&](const Area& area) {
        return std::string_view(area.code).substr(0, prefix.size());
    };
    const auto first = std::partition_point(
        areas.begin(), areas.end(), [&](const Area& area) { return starts(area) < prefix; });
    const auto last = std::partition_point(
        first, areas.end(), [&](const Area& area) { return starts(area) == prefix; });
    return {first, last};
}

template <class Area>
const Area* with_code(const std::vector<Area>& areas, std::string_view code) {
    const auto found = within(areas, code);
    return found.size() == 1 && found.front().code == code ? &found.front() : nullptr;
}

} // namespace

Gazetteer Gazetteer::load() {
    const auto* file = embedded_area_file("areas.tsv.zst");
    if (!file)
        throw std::runtime_error("areas are not embedded");
    Gazetteer gazetteer;
    const std::string text = unpacked(file->bytes);
    for (std::string_view rest = text; !rest.empty();) {
        const auto end = rest.find('\n');
        auto [code, name_th, name_en, postcode] = cells_of(rest.substr(0, end));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        if (code.size() == 2) {
            gazetteer.m_provinces.push_back({code, name_th, name_en});
        } else if (code.size() == 4) {
            gazetteer.m_districts.push_back({code, name_th, name_en});
        } else {
            gazetteer.m_by_postcode[postcode].push_back(gazetteer.m_subdistricts.size());
            gazetteer.m_folded.push_back(folded_place_name(name_th));
            gazetteer.m_subdistricts.push_back(
                {code, code.substr(0, 4), name_th, name_en, postcode});
        }
    }
    return gazetteer;
}

std::span<const District> Gazetteer::districts(std::string_view province) const {
    return within(m_districts, province);
}

std::span<const Subdistrict> Gazetteer::subdistricts(std::string_view area) const {
    return within(m_subdistricts, area);
}

const Province* Gazetteer::province(std::string_view code) const {
    return with_code(m_provinces, code);
}
const District* Gazetteer::district(std::string_view code) const {
    return with_code(m_districts, code);
}
const Subdistrict* Gazetteer::subdistrict(std::string_view code) const {
    return with_code(m_subdistricts, code);
}

const Province* Gazetteer::province_named(std::string_view name) const {
    const auto folded = folded_place_name(name);
    for (const auto& province : m_provinces)
        if (folded_place_name(province.name_th) == folded ||
            folded_place_name(province.name_en) == folded)
            return &province;
    return nullptr;
}

FoundSubdistrict Gazetteer::find_subdistrict(const WrittenArea& written,
                                             std::string_view home_province) const {
    const std::string folded = folded_place_name(written.subdistrict);
    if (folded.empty())
        return {};
    std::string area(home_province);
    if (const auto* named = written.province.empty() ? nullptr : province_named(written.province))
        area = named->code;
    if (!written.district.empty()) {
        const auto district = folded_place_name(written.district);
        for (const auto& candidate : districts(area))
            if (folded_place_name(candidate.name_th) == district)
                area = candidate.code;
    }

    const auto best_of = [&](std::span<const std::size_t> candidates) {
        std::vector<std::string_view> names;
        for (const auto index : candidates)
            names.emplace_back(m_folded[index]);
        const auto nearest = nearest_place_name(names, folded);
        if (!nearest)
            return FoundSubdistrict{};
        const auto* subdistrict = &m_subdistricts[candidates[nearest->index]];
        if (nearest->distance > 0)
            return FoundSubdistrict{subdistrict, AreaMatch::Near};
        const bool exact = bare_place_name(written.subdistrict) == subdistrict->name_th;
        return FoundSubdistrict{subdistrict, exact ? AreaMatch::Exact : AreaMatch::Respelled};
    };

    if (const auto postal = m_by_postcode.find(written.postcode); postal != m_by_postcode.end()) {
        std::vector<std::size_t> candidates;
        for (const auto index : postal->second)
            if (area.size() != 4 || m_subdistricts[index].district == area)
                candidates.push_back(index);
        if (const auto found = best_of(candidates); found.subdistrict)
            return found;
    }
    std::vector<std::size_t> candidates;
    for (const auto& subdistrict : subdistricts(area))
        candidates.push_back(static_cast<std::size_t>(&subdistrict - m_subdistricts.data()));
    return best_of(candidates);
}

Result<std::string> Gazetteer::outlines(std::string_view province) const {
    const auto* file = embedded_area_file("outlines/" + std::string(province) + ".geojson.zst");
    if (!file)
        return failure(ErrorCode::NotFound, "area.province_unknown",
                       {{"province", std::string(province)}});
    return unpacked(file->bytes);
}

} // namespace samatcha::area
