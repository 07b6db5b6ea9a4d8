#include "daemon/visit/read_body.h"

#include "extract/office/packed_documents.h"
#include "extract/read_document.h"

#include <utility>

namespace ogi::daemon {

using base::Result;

namespace {

Result<model::Document> read_one(const model::Snapshot& snapshot, const extract::Programs& programs) {
    TRY(document, extract::read_document(snapshot, {}, extract::HtmlParser::quickest, programs));
    switch (document.unread) {
        case model::Unread::no:
            break;
        case model::Unread::program_absent:
            return base::fail(base::ErrorCode::not_found, std::move(document.unsupported));
        case model::Unread::broken_off:
            return base::fail(base::ErrorCode::timeout, std::move(document.unsupported));
    }
    return document;
}

}  // namespace

Result<ReadBody> read_body(const model::Snapshot& snapshot, const extract::Programs& programs) {
    ReadBody read;
    if (!extract::holds_documents(snapshot.body)) {
        TRY(document, read_one(snapshot, programs));
        read.documents.push_back(std::move(document));
        return read;
    }
    auto listed = extract::list_documents(snapshot.body);
    if (!listed) {
        auto& document = read.documents.emplace_back();
        document.format = model::Format::unsupported;
        document.unsupported = "ZIP archive; " + listed.error().context;
        document.url = snapshot.final_url.text();
        return read;
    }
    auto& packed = *listed;
    read.archive = true;
    read.left_out = std::move(packed.left_out);
    model::Snapshot member;
    member.url = snapshot.url;
    member.final_url = snapshot.final_url;
    for (auto& [name, body] : packed.documents) {
        member.body = std::move(body);
        auto document = read_one(member, programs);
        if (document) {
            read.documents.push_back(*std::move(document));
            read.names.push_back(std::move(name));
        } else if (const auto code = document.error().code; is_unread(code)) {
            return base::fail(code, name + ": " + document.error().context);
        } else {
            read.left_out.push_back(name + ": " + document.error().context);
        }
    }
    return read;
}

}  // namespace ogi::daemon
