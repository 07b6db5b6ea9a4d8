#include "extract/read_document.h"
#include "tests/extract/office/packing.h"
#include "tests/fuzz/office_words.h"

#include <array>

// Word files. The first byte says what the others are: the file itself; the XML of its parts, apart by zero
// bytes; or choices of which a document is drawn whose every text is a figure of its own, so that a figure
// that is changed or doubled shows.

namespace {

using namespace ogi;
using namespace std::string_view_literals;

constexpr std::array spans{"1"sv, "2"sv, "3"sv, "0"sv, "-1"sv, "99999"sv, "2147483648"sv, "x"sv};
constexpr std::array merges{"restart"sv, "continue"sv, ""sv};
constexpr std::array switches{"1"sv, "0"sv, "false"sv};
constexpr std::array fields{"begin"sv, "separate"sv, "end"sv};
constexpr std::array aligns{"baseline"sv, "superscript"sv};

constexpr fuzz::OfficeElement elements[] = {
    {"w:p"},
    {"w:p"},
    {"w:r"},
    {"w:r"},
    {"w:tbl"},
    {"w:tr"},
    {"w:tr"},
    {"w:tc"},
    {"w:tc"},
    {"w:tc"},
    {"w:tcPr"},
    {"w:trPr"},
    {"w:pPr"},
    {"w:rPr"},
    {"w:sdt"},
    {"w:sdtContent"},
    {"w:sdtPr"},
    {"w:ins"},
    {"w:del"},
    {"w:moveTo"},
    {"w:moveFrom"},
    {"w:hyperlink"},
    {"w:fldSimple"},
    {"w:instrText"},
    {"w:ruby"},
    {"w:rubyBase"},
    {"w:rt"},
    {"w:pict"},
    {"w:txbxContent"},
    {"mc:AlternateContent"},
    {"mc:Choice"},
    {"mc:Fallback"},
    {"m:oMath"},
    {"w:br"},
    {"w:tab"},
    {"w:cellDel"},
    {"w:fldChar", "w:fldCharType", fields},
    {"w:gridSpan", "w:val", spans},
    {"w:gridBefore", "w:val", spans},
    {"w:vMerge", "w:val", merges},
    {"w:hMerge", "w:val", merges},
    {"w:vanish", "w:val", switches},
    {"w:strike", "w:val", switches},
    {"w:hidden", "w:val", switches},
    {"w:tblHeader", "w:val", switches},
    {"w:vertAlign", "w:val", aligns},
    {"w:outlineLvl", "w:val", spans},
    {"w:showingPlcHdr", "w:val", switches},
};

model::Snapshot snapshot_of(std::string body) {
    model::Snapshot snapshot;
    snapshot.body = std::move(body);
    return snapshot;
}

void read_file(std::string body) {
    const auto size = body.size();
    const auto document = extract::read_document(snapshot_of(std::move(body)));
    if (document) fuzz::promise_sound(*document, size);
}

void read_parts(std::string_view bytes) {
    const auto parts = fuzz::split_parts(bytes);
    constexpr std::array names{"word/document.xml"sv,  "word/styles.xml"sv,
                               "word/numbering.xml"sv, "word/_rels/document.xml.rels"sv,
                               "word/footnotes.xml"sv, "docProps/core.xml"sv,
                               "_rels/.rels"sv};
    std::vector<extract::Packed> members;
    for (std::size_t i = 0; i < std::min(parts.size(), names.size()); ++i)
        members.push_back(
            {.name = std::string{names[i]}, .bytes = parts[i], .how = extract::Packed::How::stored});
    read_file(extract::docx("", members));
}

void read_drawn(fuzz::Choices choices) {
    const auto drawn = fuzz::draw_xml(choices, elements, "w:t");
    const auto body = extract::docx(drawn.xml);
    const auto document = extract::read_document(snapshot_of(body));
    fuzz::promise(document.has_value(), "a document of known elements is read");
    fuzz::promise_sound(*document, body.size());
    for (const auto& [figure, times] : fuzz::figures_in(*document)) {
        fuzz::promise(drawn.figures.contains(figure), "a figure is never changed");
        fuzz::promise(times == 1, "a figure is never doubled");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto rest = fuzz::as_text(data + 1, size - 1);
    switch (data[0] % 4) {
        case 0:
            read_file(std::string{rest});
            break;
        case 1:
            read_parts(rest);
            break;
        default:
            read_drawn(fuzz::Choices{data + 1, size - 1});
    }
    return 0;
}
