#include "modules/attachments/attachment.hpp"

namespace samatcha::attachments {

Result<void> check_may(const SubjectRules& rules, database::Connection& connection, const access::Actor& actor,
                       const Subject& subject, Intent intent) {
    const auto rule = rules.find(subject.kind);
    if (rule == rules.end())
        return failure(ErrorCode::NotFound, "attachments.subject_unknown");
    return rule->second(connection, actor, subject.id, intent);
}

} // namespace samatcha::attachments
