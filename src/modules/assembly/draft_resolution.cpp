#include "modules/assembly/draft_resolution.hpp"

#include <algorithm>

namespace samatcha::assembly {

namespace {

namespace rt = resolution_text;

std::vector<rt::AddresseeId> addressees_of(const std::vector<partners::AgencyId>& agencies) {
    std::vector<rt::AddresseeId> addressees;
    for (const auto agency : agencies)
        addressees.push_back({agency.value});
    std::sort(addressees.begin(), addressees.end());
    addressees.erase(std::unique(addressees.begin(), addressees.end()), addressees.end());
    return addressees;
}

} // namespace

Result<rt::Operation> operation_of(const OperationForm& form, const ResolutionText& text) {
    const auto incomplete = failure(ErrorCode::InvalidInput, "assembly.operation_incomplete");
    const auto after = form.after.value_or(ParagraphId{});
    if (form.kind == OperationKind::Insert) {
        if (!form.text || !form.second)
            return incomplete;
        return rt::Operation(rt::Insert{
            after,
            {*form.second, form.paragraph_kind.value_or(rt::ParagraphKind::Operative),
             form.depth.value_or(0), *form.text,
             addressees_of(form.addressees.value_or(std::vector<partners::AgencyId>{}))}});
    }
    if (!form.paragraph)
        return incomplete;
    const auto* const old = rt::paragraph(text, *form.paragraph);
    switch (form.kind) {
    case OperationKind::Insert:
        break;
    case OperationKind::Replace:
        if (!form.text)
            return incomplete;
        return rt::Operation(rt::Replace{*form.paragraph, *form.text,
                                         form.addressees ? addressees_of(*form.addressees)
                                         : old           ? old->addressees
                                                         : std::vector<rt::AddresseeId>{}});
    case OperationKind::Delete:
        return rt::Operation(rt::Delete{*form.paragraph});
    case OperationKind::Move:
        return rt::Operation(rt::Move{*form.paragraph, after});
    case OperationKind::Split:
        if (!form.text || !form.second || !old || !old->text.starts_with(*form.text))
            return incomplete;
        return rt::Operation(rt::Split{*form.paragraph, form.text->size(), *form.second});
    case OperationKind::Merge:
        if (!form.second)
            return incomplete;
        return rt::Operation(rt::Merge{*form.paragraph, *form.second, " "});
    }
    return incomplete;
}

} // namespace samatcha::assembly
