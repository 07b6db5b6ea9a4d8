#include "extract/read_document.h"

#include "extract/charset.h"
#include "extract/html_reader.h"
#include "extract/office/convert.h"
#include "extract/office/docx_reader.h"
#include "extract/office/xlsx_reader.h"
#include "extract/paged/read_pdf.h"
#include "extract/paged/recognise.h"
#include "extract/reader.h"
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

base::Result<void> check_size(std::size_t bytes, BodyKind kind, const Limits& limits) {
    const bool page = kind == BodyKind::text;
    const auto limit = page ? limits.body_bytes_max : limits.attachment_bytes_max;
    if (bytes <= limit) return {};
    return base::fail(base::ErrorCode::too_large, "the body has " + std::to_string(bytes) +
                                                      " bytes, more than " +
                                                      (page ? "body_bytes_max (" : "attachment_bytes_max (") +
                                                      std::to_string(limit) + ")");
}

model::Document unsupported(std::string_view why) {
    model::Document document;
    document.format = model::Format::unsupported;
    document.unsupported = why;
    return document;
}

// What is damaged or encrypted is known for what it is, and the reason is kept with it.
base::Result<model::Document> or_unsupported(base::Result<model::Document> read, const ToldFormat& told) {
    if (read || read.error().code == base::ErrorCode::too_large) return read;
    return unsupported(std::string{told.words} + "; " + read.error().context);
}

base::Result<model::Document> read_attachment(std::string_view body, const ToldFormat& told,
                                              const Limits& limits, const Programs& programs);

// Reads what LibreOffice makes of it.
base::Result<model::Document> read_old_format(std::string_view body, const Limits& limits,
                                              const Programs& programs) {
    const auto told = tell_old_format(body);
    if (!told.format) return unsupported(told.refused);
    const auto made = convert(body, *told.format, limits, programs.office);
    if (!made) {
        auto document = unsupported(made.error().context);
        document.unread = unread_by(made.error().code);
        return document;
    }
    TRY(document, read_attachment(*made, sniff(*made), limits, programs));
    set_reader(document, converter_of(*made, limits));
    return document;
}

base::Result<model::Document> read_attachment(std::string_view body, const ToldFormat& told,
                                              const Limits& limits, const Programs& programs) {
    switch (told.kind) {
        case BodyKind::compound:
        case BodyKind::rtf:
            return read_old_format(body, limits, programs);
        case BodyKind::pdf:
            return paged::read_pdf(body, programs);
        case BodyKind::image:
            return paged::read_image(body, told.words, programs);
        case BodyKind::docx:
            return or_unsupported(read_docx(body, limits), told);
        case BodyKind::xlsx:
            return or_unsupported(read_xlsx(body, limits), told);
        case BodyKind::text:
        case BodyKind::archive:
        case BodyKind::other:
            break;
    }
    return unsupported(told.words);
}

}  // namespace

base::Result<model::Document> read_document(const model::Snapshot& snapshot, const Limits& limits,
                                            HtmlParser parser, const Programs& programs) {
    const std::string_view body{snapshot.body};
    const auto& url = snapshot.final_url.empty() ? snapshot.url : snapshot.final_url;
    if (body.empty()) return base::fail(base::ErrorCode::malformed, "the body is empty");
    const auto told = sniff(body);
    TRY_VOID(check_size(body.size(), told.kind, limits));
    if (told.kind != BodyKind::text) {
        TRY(document, read_attachment(body, told, limits, programs));
        document.url = url.text();
        return document;
    }
    const auto decoded = decode_body(body, snapshot.content_type);
    if (is_word_xml(decoded.text)) {
        constexpr ToldFormat word_xml{BodyKind::text, "Word document in one XML file"};
        TRY(document, or_unsupported(read_word_xml(decoded.text, limits), word_xml));
        document.url = url.text();
        return document;
    }
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
