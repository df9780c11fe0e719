#include "modules/attachments/routes.hpp"

namespace samatcha::attachments {

struct AttachmentQuery {
    std::string subject_kind;
    std::int64_t subject_id = 0;
    std::string filename;
    std::optional<std::string> client_key; ///< Of a phone that may send it again.
};
BOOST_DESCRIBE_STRUCT(AttachmentQuery, (), (subject_kind, subject_id, filename, client_key))

struct SubjectQuery {
    std::string subject_kind;
    std::int64_t subject_id = 0;
};
BOOST_DESCRIBE_STRUCT(SubjectQuery, (), (subject_kind, subject_id))

struct AttachmentView {
    AttachmentId id;
    media::Kind kind{};
    std::string filename;
    std::int64_t bytes = 0;
    std::int64_t width = 0; ///< 0 of a document.
    std::int64_t height = 0;
    access::AccountId added_by;
    Instant added_at;
};
BOOST_DESCRIBE_STRUCT(AttachmentView, (), (id, kind, filename, bytes, width, height, added_by, added_at))

namespace {

AttachmentView view_of(const Attachment& a) {
    return {a.id, a.kind, a.filename, a.bytes, a.width, a.height, a.added_by, a.added_at};
}

http::Response file_of(OpenedAttachment opened) {
    return http::download_response(std::string(media::content_type(opened.attachment.kind)), opened.attachment.filename,
                                   [bytes = std::move(opened.bytes)](http::BodyWriter& writer) { return writer.write(bytes); });
}

} // namespace

void add_routes(access::Api& api, const Keeping& keeping) {
    using access::Call;
    using access::Right;
    api.upload(
        "/attachments", Right::WorkCases,
        [keeping](Call& call, AttachmentQuery query, http::BodyReader& body) -> Result<AttachmentView> {
            return view_of(TRY(add_attachment(call.actor, call.db, keeping, {std::move(query.subject_kind), query.subject_id},
                                              {std::move(query.filename), std::move(query.client_key)},
                                              [&] { return body.next(); })));
        },
        {.summary = "Add a photo (JPEG, PNG, WebP) or a document (PDF) to a subject; the body is the file",
         .success = 201,
         .body_bytes_max = attachment_bytes_max});
    api.get(
        "/attachments", Right::ReadCases,
        [keeping](Call& call, SubjectQuery query) -> Result<std::vector<AttachmentView>> {
            std::vector<AttachmentView> views;
            for (const auto& each :
                 TRY(list_attachments(call.actor, call.db, keeping, {std::move(query.subject_kind), query.subject_id})))
                views.push_back(view_of(each));
            return views;
        },
        {.summary = "Photos and documents of a subject, latest first"});
    api.get(
        "/attachments/{id}/file", Right::ReadCases,
        [keeping](Call& call) -> Result<http::Response> {
            return file_of(TRY(open_attachment(call.actor, call.db, keeping, TRY(call.id<AttachmentId>("id")))));
        },
        {.summary = "A photo or document", .produces = "application/octet-stream"});
    api.remove(
        "/attachments/{id}", Right::WorkCases,
        [keeping](Call& call) -> Result<void> {
            const auto id = TRY(call.id<AttachmentId>("id"));
            TRY(remove_attachment(call.actor, call.db, keeping, id));
            call.after_commit.emplace_back([keeping, province = call.actor.province, id] { forget_file(province, keeping, id); });
            return {};
        },
        {.summary = "Remove a photo or document"});
}

} // namespace samatcha::attachments
