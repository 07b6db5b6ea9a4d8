#include "extract/read_document.h"

#include "extract/charset.h"
#include "extract/html_reader.h"
#include "extract/sniff.h"
#include "extract/text_reader.h"

namespace ogi::extract {
namespace {

model::Document read_plain_text(const DecodedText& decoded, const Limits& limits) {
    model::Document document;
    document.format = model::Format::text;
    document.charset = decoded.charset;
    auto [blocks, cut] = read_text(decoded, limits);
    document.blocks = std::move(blocks);
    if (cut) document.limits.emplace_back("text_bytes_max");
    return document;
}

}  // namespace

base::Result<model::Document> read_document(const model::Snapshot& snapshot, const Limits& limits,
                                            HtmlParser parser, const Programs& /*programs*/) {
    const std::string_view body{snapshot.body};
    const auto& url = snapshot.final_url.empty() ? snapshot.url : snapshot.final_url;
    if (body.empty()) return base::fail(base::ErrorCode::malformed, "the body is empty");
    if (body.size() > limits.body_bytes_max) {
        return base::fail(base::ErrorCode::too_large, "the body has " + std::to_string(body.size()) +
                                                          " bytes, more than body_bytes_max (" +
                                                          std::to_string(limits.body_bytes_max) + ")");
    }
    if (auto what = sniff_unsupported(body); !what.empty()) {
        model::Document document;
        document.format = model::Format::unsupported;
        document.unsupported = std::move(what);
        document.url = url.text();
        return document;
    }
    const auto decoded = decode_body(body, snapshot.content_type);
    if (!looks_like_html(decoded.text)) {
        auto document = read_plain_text(decoded, limits);
        document.url = url.text();
        return document;
    }
    TRY(document, read_html(decoded, url, limits, parser));
    document.url = url.text();
    return document;
}

}  // namespace ogi::extract
